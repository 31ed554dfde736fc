//! `#[derive(FromJson)]`: reads a type from a tree of JSON, as serde's `Deserialize` derive would read it.
//! It goes by the `#[serde(…)]` attributes that the type has; one that it does not know fails the build.
//!
//! What it writes is calls of `fivefold_api::json` and nothing else, so that a type costs few bytes.

mod attributes;
mod read;

use syn::{DeriveInput, parse_macro_input};

/// Implements `fivefold_api::json::FromJson`. See the documentation of that trait.
#[proc_macro_derive(FromJson, attributes(serde))]
pub fn from_json(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    read::expand(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
