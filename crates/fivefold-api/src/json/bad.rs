//! What is wrong with a text.

use super::Json;
use std::fmt;

/// Text that is no JSON, or JSON that is not what was expected.
///
/// The released app keeps a name at most: whole sentences would need every type's description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad(Words);

#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
type Words = &'static str;
#[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
type Words = String;

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Bad {}

impl Bad {
    pub(super) fn new(words: &'static str) -> Self {
        Self(words.into())
    }
}

/// What is wrong with a text, while it is read on. The first fault counts.
#[derive(Debug, Default)]
pub struct Faults {
    first: Option<Bad>,
    #[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
    path: Vec<&'static str>,
}

impl Faults {
    /// Notes that `found` is no value of the wanted type.
    #[cold]
    #[inline(never)]
    pub(super) fn other_type(&mut self, found: &Json) {
        self.note(match found {
            Json::Missing(name) => Bad::missing(name),
            _ => Bad::new("a value of another type"),
        });
    }

    /// Notes that a text is none of the variants of an enum.
    #[cold]
    #[inline(never)]
    pub(super) fn no_variant(&mut self) {
        self.note(Bad::new("not one of the known words"));
    }

    /// The value, if nothing is wrong.
    pub(super) fn judge<T>(self, value: T) -> Result<T, Bad> {
        match self.first {
            None => Ok(value),
            Some(bad) => Err(bad),
        }
    }
}

#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
impl Bad {
    pub(super) fn custom(_: impl fmt::Display) -> Self {
        Self("not what the contract says")
    }

    pub(super) fn missing(field: &'static str) -> Self {
        Self(field)
    }

    pub(super) fn twice(field: &'static str) -> Self {
        Self(field)
    }

    /// Only the configuration refuses such fields, once, and then there is no app: the words may stay.
    pub(super) fn unknown(field: &str) -> Self {
        Self(String::leak(["unknown field `", field, "`"].concat()))
    }
}

#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
impl Faults {
    #[inline(never)]
    pub(super) fn note(&mut self, bad: Bad) {
        self.first.get_or_insert(bad);
    }

    #[inline(always)]
    pub(super) fn enter(&mut self, _: &'static str) {}

    #[inline(always)]
    pub(super) fn leave(&mut self) {}
}

#[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
impl Bad {
    pub(super) fn custom(words: impl fmt::Display) -> Self {
        Self(words.to_string())
    }

    pub(super) fn missing(field: &'static str) -> Self {
        Self(["missing field `", field, "`"].concat())
    }

    pub(super) fn twice(field: &'static str) -> Self {
        Self(["duplicate field `", field, "`"].concat())
    }

    pub(super) fn unknown(field: &str) -> Self {
        Self(["unknown field `", field, "`"].concat())
    }
}

#[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
impl Faults {
    pub(super) fn note(&mut self, bad: Bad) {
        let path = self.path.join(".");
        let colon = if path.is_empty() { "" } else { ": " };
        self.first.get_or_insert_with(|| Bad([&path, colon, &bad.0].concat()));
    }

    /// What is noted from here on is in this field.
    pub(super) fn enter(&mut self, field: &'static str) {
        self.path.push(field);
    }

    /// The field has been read.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }
}
