//! Every word the app shows, checked at compile time.
//!
//! # Adding a message
//!
//! 1. Write it into the section of your slice in `en.toml`, as a whole
//!    sentence: `added = "{name} is in your cart."`.
//! 2. Write it into the same section of every other `<locale>.toml`. The build
//!    fails until it is there, and says which file, key, variable or plural
//!    form is missing.
//! 3. Use it. A message without variables is a static,
//!    `text::shopping::TITLE.get()`; one with variables is a function,
//!    `text::shopping::added(&name)`, its parameters in alphabetical order, so
//!    that rewording never swaps them.
//!
//! # What a message may hold
//!
//! | Written | Parameter | Shows |
//! |---|---|---|
//! | `{x}` | `&str` | the text, already formatted by [`crate::platform::intl`] |
//! | `{n, number}` | `u64` | the number in the locale's digits and groups |
//! | `{n, plural, =0 {Nothing} one {# item} other {# items}}` | `u64` | the form for n; `#` is n |
//! | `{x, select, card {Card} other {Other}}` | `&str` | the form for that value |
//!
//! Choices nest. Every plural lists exactly the forms of its language: English
//! `one` and `other`, Chinese `other`; exact numbers (`=0`) are extra. Where a
//! language needs no plural, plain `{n}` will do. A literal brace cannot be
//! written. Never build a sentence from pieces, and never put money, dates or
//! numbers together by hand.
//!
//! # Adding a locale
//!
//! Add `src/text/<locale>.toml` and the locale to the shop's configuration.
//! Nothing else: the build script finds the file and writes
//! `gen/text/<locale>.json`, which the web build ships. A language whose
//! plural forms are unknown is added to `plural_forms` in `compiler.rs`; one
//! that is written from right to left, to [`direction`] and to `boot.js`.
//!
//! # Pseudo-locales
//!
//! The build makes two more of `en.toml` (`pseudo.rs`): `en-XA`, longer and in
//! brackets, and `ar-XB`, from right to left. A shop has them only where its
//! configuration names them; development and tests do.
//!
//! # At run time
//!
//! English is compiled in, each message beside the code that names it, so that
//! a feature's words travel in the feature's own chunk. Another locale is one
//! file, fetched before the first render ([`load`]); until then, and if it
//! fails or belongs to another build, English is shown.

mod catalogue;
#[cfg(test)]
mod compiler;
mod message;
mod pattern;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

pub use catalogue::{BadCatalogue, direction, install, language, load};
pub use generated::*;
pub use message::{Argument, Message};
