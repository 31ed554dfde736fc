//! One element. What is set on it is set at once.

use leptos::{ev::EventDescriptor, reactive::owner::on_cleanup};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlElement};

use crate::{
    attribute::{AttributeValue, Flag, Property, PropertyValue},
    reactive::NodeRef,
    view::{IntoView, Kind, View, append, document, effect},
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being drawn. Made by `view!`.
pub struct Element(web_sys::Element);

impl Element {
    /// An element of HTML.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(document().create_element(name).expect("the names in a view are names of elements"))
    }

    /// An element of SVG.
    #[must_use]
    pub fn svg(name: &str) -> Self {
        let made = document().create_element_ns(Some(SVG), name);
        Self(made.expect("the names in a view are names of elements"))
    }

    /// An attribute that stays as it is.
    pub fn set(&self, name: &str, value: &str) {
        set(&self.0, name, Some(value));
    }

    /// An attribute.
    pub fn attribute(&self, name: &'static str, value: impl AttributeValue) {
        let element = self.0.clone();
        value.into_attribute().each(Box::new(move |value: Option<&str>| set(&element, name, value)));
    }

    /// A property of the element's object, such as what a field holds.
    pub fn property(&self, name: &'static str, value: impl PropertyValue) {
        property(&self.0, name, value.into_property());
    }

    /// A property of its style. The content security policy allows these and no `style` attribute.
    pub fn style(&self, name: &'static str, value: impl AttributeValue) {
        let style = self.0.unchecked_ref::<HtmlElement>().style();
        value.into_attribute().each(Box::new(move |value: Option<&str>| {
            // A value that the browser does not know is no declaration, as in a style sheet.
            let _ = style.set_property(name, value.unwrap_or_default());
        }));
    }

    /// A class that is there while the flag is set.
    pub fn class(&self, name: &'static str, flag: impl Into<Flag>) {
        class(&self.0, name, flag.into());
    }

    /// What to do on an event.
    pub fn on<E: EventDescriptor>(&self, event: E, mut handle: impl FnMut(E::EventType) + 'static)
    where
        E::EventType: JsCast,
    {
        listen(&self.0, &event.name(), Box::new(move |event| handle(event.unchecked_into())));
    }

    /// Fills a reference to this element.
    pub fn node_ref<E>(&self, node_ref: NodeRef<E>) {
        node_ref.load(&self.0);
    }

    /// Adds a view at its end.
    pub fn child(&self, child: impl IntoView) {
        append(&self.0, child.into_view());
    }
}

impl IntoView for Element {
    fn into_view(self) -> View {
        View(Kind::Node(self.0.into()))
    }
}

fn set(element: &web_sys::Element, name: &str, value: Option<&str>) {
    let done = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
    done.expect("the names in a view are names of attributes");
}

fn property(element: &web_sys::Element, name: &'static str, value: Property) {
    let element = element.clone();
    let set = move |value| {
        // Only a frozen object refuses, and an element is none.
        let _ = js_sys::Reflect::set(&element, &name.into(), &value);
    };
    match value {
        Property::Fixed(value) => set(value),
        Property::Dynamic(mut say) => effect(Box::new(move || set(say()))),
    }
}

fn class(element: &web_sys::Element, name: &'static str, flag: Flag) {
    let classes = element.class_list();
    let toggle = move |is_set| {
        classes.toggle_with_force(name, is_set).expect("a class in a view is one word");
    };
    match flag {
        Flag::Fixed(is_set) => toggle(is_set),
        Flag::Dynamic(mut say) => effect(Box::new(move || toggle(say()))),
    }
}

/// Listens until the current owner is cleaned up: what the handler uses is gone then.
fn listen(element: &web_sys::Element, name: &str, handle: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(handle);
    let _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    let listener = SendWrapper::new((element.clone(), name.to_owned(), closure));
    on_cleanup(move || {
        let (element, name, closure) = listener.take();
        let _ = element.remove_event_listener_with_callback(&name, closure.as_ref().unchecked_ref());
    });
}
