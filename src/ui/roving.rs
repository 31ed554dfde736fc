//! Moving the focus among the children of an element, as the menu and the tabs do.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, Node},
};

/// Where a key moves to among `count`, round the ends; `None` for a key that moves nothing. `keys` are the one
/// that goes back and the one that goes on.
pub(super) fn step(key: &str, keys: [&str; 2], at: usize, count: usize) -> Option<usize> {
    let [back, on] = keys;
    match key {
        _ if count == 0 => None,
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ if key == back => Some((at + count - 1) % count),
        _ if key == on => Some((at + 1) % count),
        _ => None,
    }
}

/// Whether the key alone is meant: with these it belongs to the browser, such as Alt and the left arrow.
pub(super) fn is_plain(event: &KeyboardEvent) -> bool {
    !(event.alt_key() || event.ctrl_key() || event.meta_key())
}

/// Gives the focus to a child.
pub(super) fn focus_child(parent: &Element, index: usize) {
    let child = u32::try_from(index).ok().and_then(|index| parent.children().item(index));
    if let Some(child) = child {
        // Fails for nothing that a person could have the focus on.
        let _ = child.unchecked_into::<HtmlElement>().focus();
    }
}

/// Whether the focus stays within the element that listens.
pub(super) fn stays_within(event: &FocusEvent) -> bool {
    let ends = event.related_target().zip(event.current_target());
    ends.is_some_and(|(to, root)| root.unchecked_ref::<Node>().contains(Some(to.unchecked_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_round_the_ends_and_other_keys_nowhere() {
        let keys = ["ArrowUp", "ArrowDown"];
        assert_eq!(step("ArrowDown", keys, 2, 3), Some(0));
        assert_eq!(step("ArrowUp", keys, 0, 3), Some(2));
        assert_eq!(step("ArrowUp", keys, 2, 3), Some(1));
        assert_eq!((step("Home", keys, 2, 3), step("End", keys, 0, 3)), (Some(0), Some(2)));
        assert_eq!(step("ArrowLeft", keys, 1, 3), None);
        assert_eq!(step("End", keys, 0, 0), None);
    }
}
