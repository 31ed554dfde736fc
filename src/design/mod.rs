//! `/design`: every token and every primitive, in every state and both themes. With the cargo feature `design`
//! only, so that no visitor downloads any of it.
//!
//! A new primitive gets a specimen here in the change that brings it. The states that only a person at the page
//! brings about (hover, focus, pressed) are shown by `data-state`, which the development style sheet knows. The
//! words of this page are for those who build the shop: they stand here, in English, and not in `src/text`.

pub mod colour;
mod controls;
mod facts;
mod foundations;
mod layers;
pub mod page;
mod specimen;

pub use page::DesignPage;
