//! Speaking to screen readers through two live regions that the app's root carries, one polite and one
//! assertive. Regions are mounted once and empty: a region that appears together with its text is not read.

use std::cell::RefCell;
use web_sys::Element;

thread_local! {
    static REGIONS: RefCell<Option<(Element, Element)>> = const { RefCell::new(None) };
}

/// Takes the two regions into use. Called by the component that mounts them.
pub fn attach(polite: Element, assertive: Element) {
    REGIONS.set(Some((polite, assertive)));
}

/// Says something when the reader is done with what it is saying: prices, quantities, results.
pub fn say(text: &str) {
    REGIONS.with_borrow(|regions| {
        if let Some((polite, _)) = regions {
            tell(polite, text);
        }
    });
}

/// Interrupts: only for being outbid, a payment that failed, a hold that ran out (X-A11Y).
pub fn alert(text: &str) {
    REGIONS.with_borrow(|regions| {
        if let Some((_, assertive)) = regions {
            tell(assertive, text);
        }
    });
}

/// The same words twice are a change only if the text differs, so a no-break space comes and goes.
fn tell(region: &Element, text: &str) {
    let again = region.text_content().is_some_and(|old| old == text);
    let text = if again { [text, "\u{a0}"].concat() } else { text.to_owned() };
    region.set_text_content(Some(&text));
}
