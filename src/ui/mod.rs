//! Design primitives: values in, events out. No remote state, no routes, no `web_sys::window`; money, dates
//! and words come from `platform::intl` and `crate::text`, time arrives as a signal.
//!
//! | Primitive | For |
//! |---|---|
//! | [`Button`], [`LinkButton`], [`IconButton`] | one strong action per panel is [`Look::Strong`], the rest are quiet |
//! | [`Field`], [`TextArea`], [`Check`], [`Select`], [`Combobox`], [`Choices`], [`Stepper`] | input; each labels itself and binds its hint and error |
//! | [`Dialog`], [`Disclosure`], [`Tabs`], [`Menu`], [`Tooltip`] | more, without leaving the page; a [`Dialog`] at a [`Side`] is a drawer |
//! | [`Notice`], [`EmptyState`], [`ToastRegion`] | what happened, and the next step |
//! | [`Price`], [`Rating`], [`Badge`], [`Swatches`], [`Countdown`] | facts |
//! | [`Picture`] | a reserved box that fills when the file arrives |
//! | [`SkeletonBox`], [`SkeletonText`] | the same outer geometry, before the data |
//! | [`Pagination`], [`Breadcrumbs`], [`Table`] | structure |
//! | [`VisuallyHidden`], [`Icon`], [`Mark`] | parts |
//!
//! Rules that hold for all of them:
//! - Links are plain `<a href>` with an address from `routes`; the router follows them by itself.
//! - A busy control keeps its focus: `aria-disabled` and `aria-busy`, never `disabled`.
//! - `id`s come from the caller, because labels and errors are bound by id.
//! - The styles are in `style/ui/`, one block for each primitive. A block that no first page needs is a file of its
//!   own that a release sends with the chunks that use it: `APART` in `crates/xtask/src/dist/stylesheet.rs`.
//! - Each is shown in every state by `crate::design`, at `/design` of a development build.

pub mod badge;
pub mod breadcrumbs;
pub mod button;
pub mod choices;
pub mod combobox;
pub mod countdown;
pub mod dialog;
pub mod disclosure;
pub mod empty_state;
pub mod field;
pub mod hidden;
pub mod icon;
pub mod mark;
pub mod menu;
pub mod notice;
pub mod pagination;
pub mod picture;
pub mod price;
pub mod rating;
mod roving;
pub mod select;
pub mod skeleton;
pub mod stepper;
pub mod swatches;
pub mod table;
pub mod tabs;
pub mod toast;
pub mod tooltip;

pub use badge::{Badge, Tone};
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, IconButton, LinkButton, Look};
pub use choices::{Choice, Choices};
pub use combobox::{ComboOption, Combobox};
pub use countdown::{Countdown, clock_text, seconds_left};
pub use dialog::{Dialog, Side};
pub use disclosure::Disclosure;
pub use empty_state::EmptyState;
pub use field::{Check, Field, TextArea};
pub use hidden::VisuallyHidden;
pub use icon::{Icon, Shape};
pub use mark::{Mark, Way};
pub use menu::{Menu, MenuItem};
pub use notice::Notice;
pub use pagination::Pagination;
pub use picture::{MediaOrigin, Picture};
pub use price::Price;
pub use rating::Rating;
pub use select::Select;
pub use skeleton::{SkeletonBox, SkeletonText};
pub use stepper::Stepper;
pub use swatches::Swatches;
pub use table::Table;
pub use tabs::{Tab, Tabs};
pub use toast::{ToastRegion, Toasts, use_toasts};
pub use tooltip::Tooltip;
