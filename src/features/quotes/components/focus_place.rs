//! Where the focus goes when what had it is taken out of a list.

use crate::platform::page;
use leptos::web_sys::Element;

/// Moves it to what stands at a place of the list now, or else to the heading above it.
pub fn focus_place(within: &Element, list: &str, place: usize) {
    let row = [list, " > li:nth-child(", &(place + 1).to_string(), ")"].concat();
    if !page::focus_first(within, &row) {
        page::focus_first(within, "h2");
    }
}
