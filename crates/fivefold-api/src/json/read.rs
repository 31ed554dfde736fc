//! Types from a tree.
//!
//! Reading never stops half way: what cannot be read is noted, and a stand-in is put in its place, until the
//! whole is refused at the end. So a field is one call that writes to where the field is, without a test after
//! it and without the code that would drop what was read before it.

use super::parser::tree;
use super::{Bad, Faults, Json};

/// A type that is read from JSON. Derive it beside serde's `Serialize`: the derive goes by the same
/// `#[serde(…)]` attributes and reads what serde's `Deserialize` derive would read, but for what no contract
/// has: a list in place of a struct, an object or a number in place of a word.
pub trait FromJson: Sized {
    /// Reads a value, of which texts are taken rather than copied. What is not of this type is noted, and
    /// anything returned for it.
    fn read(json: &mut Json, faults: &mut Faults) -> Self;

    /// Reads a value.
    ///
    /// # Errors
    /// When the JSON is not of this type.
    fn from_json(mut json: Json) -> Result<Self, Bad> {
        let mut faults = Faults::default();
        let value = Self::read(&mut json, &mut faults);
        faults.judge(value)
    }
}

/// What stands in for a value that could not be made of what was read, until the whole is refused.
pub trait StandIn {
    /// Any value of the type.
    const STAND_IN: Self;
}

/// Reads a value from JSON text.
///
/// # Errors
/// When the text is no JSON, or not of this type.
pub fn from_slice<T: FromJson>(text: &[u8]) -> Result<T, Bad> {
    T::from_json(tree(text)?)
}

/// Reads a value from JSON text.
///
/// # Errors
/// When the text is no JSON, or not of this type.
pub fn from_str<T: FromJson>(text: &str) -> Result<T, Bad> {
    from_slice(text.as_bytes())
}

/// The fields of an object, for what the derive writes.
pub struct Fields<'a> {
    entries: &'a mut Vec<(String, Json)>,
    faults: &'a mut Faults,
}

impl<'a> Fields<'a> {
    /// The fields of what must be an object.
    pub fn of(json: &'a mut Json, faults: &'a mut Faults) -> Self {
        Self { entries: entries(json, faults), faults }
    }

    /// Refuses fields of other names than these, which stand between spaces.
    pub fn only(&mut self, names: &'static str) {
        let is_known = |field: &str| names.split(' ').any(|name| name == field);
        if let Some((field, _)) = self.entries.iter().find(|(field, _)| !is_known(field)) {
            self.faults.note(Bad::unknown(field));
        }
    }

    /// Reads a field. Only an `Option` may be missing.
    pub fn read<T: FromJson>(&mut self, name: &'static str) -> T {
        let json = find(self.entries, name, self.faults);
        self.faults.enter(name);
        let value = T::read(json, self.faults);
        self.faults.leave();
        value
    }

    /// Reads a field that is `otherwise` when it is missing.
    pub fn read_or<T: FromJson>(&mut self, name: &'static str, otherwise: T) -> T {
        if self.is_missing(name) { otherwise } else { self.read(name) }
    }

    /// Reads a field that has its type's default when it is missing.
    pub fn read_or_default<T: FromJson + Default>(&mut self, name: &'static str) -> T {
        if self.is_missing(name) { T::default() } else { self.read(name) }
    }

    /// Which of `words`, with spaces between them, a field is; `usize::MAX` for another text.
    pub fn position(&mut self, name: &'static str, words: &'static str) -> usize {
        position(find(self.entries, name, self.faults), words, self.faults)
    }

    fn is_missing(&mut self, name: &'static str) -> bool {
        matches!(find(self.entries, name, self.faults), Json::Missing(_))
    }
}

#[inline(never)]
fn entries<'a>(json: &'a mut Json, faults: &mut Faults) -> &'a mut Vec<(String, Json)> {
    match json {
        Json::Object(entries) => entries,
        other => {
            faults.other_type(other);
            *other = Json::Object(Vec::new());
            entries(other, faults)
        }
    }
}

/// The field of this name. One that is missing is added as such.
#[inline(never)]
fn find<'a>(entries: &'a mut Vec<(String, Json)>, name: &'static str, faults: &mut Faults) -> &'a mut Json {
    let mut places = (0..entries.len()).filter(|place| entries[*place].0 == name);
    let place = match (places.next(), places.next()) {
        (Some(place), None) => place,
        (Some(place), Some(_)) => {
            faults.note(Bad::twice(name));
            place
        }
        (None, _) => {
            entries.push((String::new(), Json::Missing(name)));
            entries.len() - 1
        }
    };
    &mut entries[place].1
}

#[inline(never)]
fn list<'a>(json: &'a mut Json, faults: &mut Faults) -> &'a mut Vec<Json> {
    match json {
        Json::List(items) => items,
        other => {
            faults.other_type(other);
            *other = Json::List(Vec::new());
            list(other, faults)
        }
    }
}

/// A list that must have this many items.
#[inline(never)]
fn list_of<'a>(json: &'a mut Json, length: usize, faults: &mut Faults) -> &'a mut [Json] {
    let items = list(json, faults);
    if items.len() != length {
        faults.note(Bad::new("a list of another length"));
        items.resize(length, Json::Null);
    }
    items
}

/// Which of `words`, with spaces between them, a text is; `usize::MAX` for another text.
#[inline(never)]
pub fn position(json: &Json, words: &'static str, faults: &mut Faults) -> usize {
    let Json::Text(text) = json else {
        faults.other_type(json);
        return usize::MAX;
    };
    words.split(' ').position(|word| word == text).unwrap_or(usize::MAX)
}

/// Which of `words`, with spaces between them, a text is. Another text is refused.
pub fn known(json: &Json, words: &'static str, faults: &mut Faults) -> usize {
    let place = position(json, words, faults);
    if place == usize::MAX {
        faults.no_variant();
    }
    place
}

/// Reads a type through the one that travels.
pub fn convert<Wire, T>(json: &mut Json, faults: &mut Faults) -> T
where
    Wire: FromJson,
    T: StandIn + TryFrom<Wire, Error: std::fmt::Display>,
{
    T::try_from(Wire::read(json, faults)).unwrap_or_else(|error| {
        faults.note(Bad::custom(error));
        T::STAND_IN
    })
}

impl FromJson for Json {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        if matches!(json, Self::Missing(_)) {
            faults.other_type(json);
        }
        std::mem::take(json)
    }
}

impl FromJson for bool {
    #[inline(never)]
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        if let Json::Bool(value) = json {
            return *value;
        }
        faults.other_type(json);
        false
    }
}

impl FromJson for i64 {
    #[inline(never)]
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        if let Json::Int(number) = json {
            return *number;
        }
        faults.other_type(json);
        0
    }
}

impl FromJson for u64 {
    #[inline(never)]
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        match json {
            Json::Int(number @ 0..) => number.unsigned_abs(),
            Json::Large(number) => *number,
            other => {
                faults.other_type(other);
                0
            }
        }
    }
}

macro_rules! small {
    ($($small:ty)*) => {$(
        impl FromJson for $small {
            #[inline(never)]
            fn read(json: &mut Json, faults: &mut Faults) -> Self {
                Self::try_from(u64::read(json, faults)).unwrap_or_else(|_| {
                    faults.other_type(json);
                    0
                })
            }
        }
    )*};
}

small! { u8 u16 u32 usize }

impl FromJson for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a fraction is as near as 53 bits allow")]
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        match json {
            Json::Float(number) => *number,
            Json::Int(number) => *number as Self,
            Json::Large(number) => *number as Self,
            other => {
                faults.other_type(other);
                0.0
            }
        }
    }
}

impl FromJson for String {
    #[inline(never)]
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        if let Json::Text(text) = json {
            return std::mem::take(text);
        }
        faults.other_type(json);
        Self::new()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        match json {
            Json::Missing(_) | Json::Null => None,
            some => Some(T::read(some, faults)),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        let items = list(json, faults);
        let mut values = Self::with_capacity(items.len());
        for item in items {
            values.push(T::read(item, faults));
        }
        values
    }
}

impl<T: FromJson, const N: usize> FromJson for [T; N] {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        let items = list_of(json, N, faults);
        std::array::from_fn(|place| T::read(&mut items[place], faults))
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        let items = list_of(json, 2, faults);
        (A::read(&mut items[0], faults), B::read(&mut items[1], faults))
    }
}

/// An object whose names are data: an index that is small enough to be searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        // Of two values the later counts, as everywhere.
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<T: FromJson> FromJson for Named<T> {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        let entries = entries(json, faults);
        Self(entries.iter_mut().map(|(name, json)| (std::mem::take(name), T::read(json, faults))).collect())
    }
}
