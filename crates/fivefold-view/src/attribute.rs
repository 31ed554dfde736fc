//! What an attribute, a property or a class can be given: a value, or a closure or signal that says it again.

use std::borrow::Cow;

use wasm_bindgen::JsValue;

use crate::{
    reactive::{Memo, ReadSignal, RwSignal, Signal},
    view::effect,
};

/// The value of an attribute.
pub enum Attribute {
    /// The attribute is not there.
    None,
    /// It has this value.
    Text(Cow<'static, str>),
    /// It changes.
    Dynamic(Box<dyn FnMut() -> Attribute>),
}

/// What an attribute can be given.
pub trait AttributeValue {
    /// The value.
    fn into_attribute(self) -> Attribute;
}

/// What writes a value; nothing takes away what was there.
pub(crate) type Write = Box<dyn FnMut(Option<&str>)>;

impl Attribute {
    /// Tells `set` the value, now and whenever it has changed.
    pub(crate) fn each(self, mut set: Write) {
        match self {
            Self::None => {}
            Self::Text(text) => set(Some(&text)),
            Self::Dynamic(mut say) => {
                // What stands there already is not written again.
                let mut last: Option<Option<Cow<'static, str>>> = None;
                effect(Box::new(move || {
                    let mut value = say();
                    while let Self::Dynamic(mut inner) = value {
                        value = inner();
                    }
                    let now = match value {
                        Self::Text(text) => Some(text),
                        _ => None,
                    };
                    if last.as_ref() != Some(&now) {
                        set(now.as_deref());
                        last = Some(now);
                    }
                }));
            }
        }
    }
}

impl<F, V> AttributeValue for F
where
    F: FnMut() -> V + 'static,
    V: AttributeValue,
{
    fn into_attribute(mut self) -> Attribute {
        Attribute::Dynamic(Box::new(move || self().into_attribute()))
    }
}

impl AttributeValue for &'static str {
    fn into_attribute(self) -> Attribute {
        Attribute::Text(Cow::Borrowed(self))
    }
}

impl AttributeValue for String {
    fn into_attribute(self) -> Attribute {
        Attribute::Text(Cow::Owned(self))
    }
}

impl AttributeValue for bool {
    fn into_attribute(self) -> Attribute {
        if self { Attribute::Text(Cow::Borrowed("")) } else { Attribute::None }
    }
}

impl<V: AttributeValue> AttributeValue for Option<V> {
    fn into_attribute(self) -> Attribute {
        self.map_or(Attribute::None, V::into_attribute)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl AttributeValue for $number {
            fn into_attribute(self) -> Attribute {
                self.to_string().into_attribute()
            }
        }
    )*};
}
numbers!(i32, i64, u32, usize);

/// Whether a class is there.
pub enum Flag {
    /// Always so.
    Fixed(bool),
    /// It changes.
    Dynamic(Box<dyn FnMut() -> bool>),
}

impl From<bool> for Flag {
    fn from(is_set: bool) -> Self {
        Self::Fixed(is_set)
    }
}

impl<F: FnMut() -> bool + 'static> From<F> for Flag {
    fn from(say: F) -> Self {
        Self::Dynamic(Box::new(say))
    }
}

/// The value of a property of an element's object.
pub enum Property {
    /// Always this.
    Fixed(JsValue),
    /// It changes.
    Dynamic(Box<dyn FnMut() -> JsValue>),
}

/// What a property can be given.
pub trait PropertyValue {
    /// The value.
    fn into_property(self) -> Property;
}

impl<F, V> PropertyValue for F
where
    F: FnMut() -> V + 'static,
    V: Into<JsValue>,
{
    fn into_property(mut self) -> Property {
        Property::Dynamic(Box::new(move || self().into()))
    }
}

impl PropertyValue for bool {
    fn into_property(self) -> Property {
        Property::Fixed(self.into())
    }
}

impl PropertyValue for String {
    fn into_property(self) -> Property {
        Property::Fixed(self.into())
    }
}

impl PropertyValue for &'static str {
    fn into_property(self) -> Property {
        Property::Fixed(self.into())
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<T> AttributeValue for $signal<T>
        where
            T: AttributeValue + Clone + 'static,
        {
            fn into_attribute(self) -> Attribute {
                (move || self.get()).into_attribute()
            }
        }

        impl<T> PropertyValue for $signal<T>
        where
            T: Into<JsValue> + Clone + 'static,
        {
            fn into_property(self) -> Property {
                (move || self.get()).into_property()
            }
        }

        impl From<$signal<bool>> for Flag {
            fn from(signal: $signal<bool>) -> Self {
                (move || signal.get()).into()
            }
        }
    )*};
}
signals!(Signal, Memo, RwSignal, ReadSignal);
