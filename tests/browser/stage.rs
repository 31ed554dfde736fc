//! Where the tests draw: an element of its own for each, in the page that they share.

use fivefold_view::{View, mount_to};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement, Node};

#[expect(clippy::disallowed_methods, reason = "the tests look at the page from outside")]
pub(crate) fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("the tests run in a page")
}

/// Draws a view in an element of its own.
pub(crate) fn draw(view: impl FnOnce() -> View) -> Element {
    // A question that another test has left open keeps the focus from everything else.
    let _ =
        Function::new_no_args("document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close())")
            .call0(&JsValue::UNDEFINED);
    let stage = document().create_element("div").expect("an element of HTML");
    document().body().expect("a page has a body").append_child(&stage).expect("an element fits in a body");
    mount_to(&stage, view);
    stage
}

/// Waits until everything that follows a signal has heard of its change.
pub(crate) async fn settled() {
    // An effect may change what another one follows.
    for _ in 0..3 {
        leptos::task::tick().await;
    }
}

pub(crate) fn find(within: &Element, selector: &str) -> Element {
    within.query_selector(selector).expect("a selector").expect("the element that the test asks for")
}

/// How many elements there are.
pub(crate) fn how_many(within: &Element, selector: &str) -> usize {
    let body = format!("return element.querySelectorAll('{selector}').length");
    script(within, &body).as_f64().map_or(0, |length| length as usize)
}

pub(crate) fn text(node: &Node) -> String {
    node.text_content().unwrap_or_default()
}

pub(crate) fn focus(element: &Element) {
    element.unchecked_ref::<HtmlElement>().focus().expect("an element in the page");
    assert!(has_focus(element), "the element of the test can have the focus");
}

pub(crate) fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

pub(crate) fn fire(element: &Element, event: &str) {
    let event = Event::new(event).expect("an event");
    element.dispatch_event(&event).expect("an event that was not fired before");
}

/// Presses a key on an element; whether anybody took it from the browser.
pub(crate) fn press(element: &Element, key: &str) -> bool {
    let body = format!(
        "const key = {{ key: '{key}', bubbles: true, cancelable: true }};
        return !element.dispatchEvent(new KeyboardEvent('keydown', key))"
    );
    script(element, &body).as_bool().expect("an answer")
}

pub(crate) fn property(element: &Element, name: &str) -> JsValue {
    Reflect::get(element, &name.into()).expect("elements are objects")
}

/// Runs some JavaScript with an element.
pub(crate) fn script(element: &Element, body: &str) -> JsValue {
    Function::new_with_args("element", body).call1(&JsValue::NULL, element).expect("the script runs")
}

/// Counts what goes wrong in handlers of events: the browser tells nobody else.
pub(crate) struct Errors(Element);

impl Errors {
    pub(crate) fn watch() -> Self {
        let counter = document().create_element("div").expect("an element of HTML");
        script(&counter, "element.count = 0; window.addEventListener('error', () => { element.count += 1 })");
        Self(counter)
    }

    pub(crate) fn count(&self) -> JsValue {
        property(&self.0, "count")
    }
}
