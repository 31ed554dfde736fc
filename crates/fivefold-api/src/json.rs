//! JSON for a program that is downloaded. Text becomes a tree once, by code that no type is compiled into,
//! and every type is read from the tree through one path: a type costs a fraction of what it costs with
//! `serde_json`, which compiles each into its parser. What is written is written by `serde_json`.

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::fmt;

/// How deep lists and objects may lie in each other; the stack is finite.
const DEEPEST: u32 = 64;

/// Text that is no JSON, or JSON that is not what was expected.
///
/// The released app keeps a name at most: whole sentences would need every type's description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad(Words);

#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
type Words = &'static str;
#[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
type Words = String;

/// Reads a value from JSON text.
///
/// # Errors
/// When the text is no JSON, or not of this type.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, Bad> {
    T::deserialize(tree(text)?)
}

/// Reads a value from JSON text.
///
/// # Errors
/// When the text is no JSON, or not of this type.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Bad> {
    from_slice(text.as_bytes())
}

impl Bad {
    fn new(words: &'static str) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Bad {}

impl de::Error for Bad {
    #[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("not what the contract says")
    }

    #[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self(words.to_string())
    }

    #[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
    fn missing_field(field: &'static str) -> Self {
        Self(field)
    }

    /// Only the configuration refuses such fields, once, and then there is no app: the words may stay.
    #[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self(String::leak(["unknown field `", field, "`"].concat()))
    }
}

/// Any JSON value.
enum Json {
    Null,
    Bool(bool),
    Int(i64),
    /// A number that only fits without a sign.
    Large(u64),
    Float(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

fn tree(text: &[u8]) -> Result<Json, Bad> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    match parser.peek() {
        0 if parser.at == text.len() => Ok(value),
        _ => Err(Bad::new("more than one value")),
    }
}

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
}

impl Parser<'_> {
    /// The byte here; zero at the end, which no JSON holds.
    fn here(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or_default()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> u8 {
        while matches!(self.here(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.here()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == byte;
        self.at += usize::from(is_here);
        is_here
    }

    fn value(&mut self, depth: u32) -> Result<Json, Bad> {
        if depth > DEEPEST {
            return Err(Bad::new("too deep"));
        }
        match self.peek() {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Bad> {
        if !self.text[self.at..].starts_with(word.as_bytes()) {
            return Err(not_json());
        }
        self.at += word.len();
        Ok(value)
    }

    fn list(&mut self, depth: u32) -> Result<Json, Bad> {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.takes(b']') {
                return Ok(Json::List(items));
            }
            if !self.takes(b',') {
                return Err(not_json());
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Json, Bad> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.takes(b'}') {
            return Ok(Json::Object(entries));
        }
        loop {
            if self.peek() != b'"' {
                return Err(not_json());
            }
            let key = self.string()?;
            if !self.takes(b':') {
                return Err(not_json());
            }
            entries.push((key, self.value(depth + 1)?));
            if self.takes(b'}') {
                return Ok(Json::Object(entries));
            }
            if !self.takes(b',') {
                return Err(not_json());
            }
        }
    }

    fn string(&mut self) -> Result<String, Bad> {
        let mut bytes = Vec::new();
        loop {
            self.at += 1;
            match self.here() {
                b'"' => {
                    self.at += 1;
                    return String::from_utf8(bytes).map_err(|_| not_json());
                }
                b'\\' => {
                    self.at += 1;
                    let plain = match self.here() {
                        escaped @ (b'"' | b'\\' | b'/') => escaped,
                        b'b' => 8,
                        b'f' => 12,
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'u' => {
                            let letter = self.escaped_letter()?;
                            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                            continue;
                        }
                        _ => return Err(not_json()),
                    };
                    bytes.push(plain);
                }
                0..=31 => return Err(not_json()),
                byte => bytes.push(byte),
            }
        }
    }

    /// After `\u`: one letter, which may need a second `\u` (RFC 8259, section 7).
    fn escaped_letter(&mut self) -> Result<char, Bad> {
        let mut unit = self.unit()?;
        if unit & 0xFC00 == 0xD800 && self.text[self.at + 1..].starts_with(b"\\u") {
            self.at += 2;
            let low = self.unit()?;
            if low & 0xFC00 != 0xDC00 {
                return Err(not_json());
            }
            unit = 0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF);
        }
        char::from_u32(unit).ok_or_else(not_json)
    }

    fn unit(&mut self) -> Result<u32, Bad> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            unit = unit << 4 | char::from(self.here()).to_digit(16).ok_or_else(not_json)?;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Result<Json, Bad> {
        let is_negative = self.here() == b'-';
        self.at += usize::from(is_negative);
        let start = self.at;
        // What does not fit is followed as a fraction only.
        let (mut whole, mut fits, mut tens) = (0_u64, true, 0_i32);
        let mut is_whole = true;
        let mut digits = |parser: &mut Self, place: i32| {
            let from = parser.at;
            while let digit @ b'0'..=b'9' = parser.here() {
                let digit = u64::from(digit - b'0');
                match whole.checked_mul(10).and_then(|whole| whole.checked_add(digit)) {
                    Some(next) if fits => {
                        whole = next;
                        tens -= place;
                    }
                    _ => {
                        fits = false;
                        tens += 1 - place;
                    }
                }
                parser.at += 1;
            }
            parser.at > from
        };
        if !digits(self, 0) || (self.text[start] == b'0' && self.at > start + 1) {
            return Err(not_json());
        }
        if self.here() == b'.' {
            self.at += 1;
            is_whole = false;
            if !digits(self, 1) {
                return Err(not_json());
            }
        }
        if let b'e' | b'E' = self.here() {
            self.at += 1;
            is_whole = false;
            tens = tens.saturating_add(self.exponent()?);
        }
        if is_whole && fits {
            return match (is_negative, i64::try_from(whole)) {
                (false, Ok(whole)) => Ok(Json::Int(whole)),
                (false, Err(_)) => Ok(Json::Large(whole)),
                (true, _) => 0_i64.checked_sub_unsigned(whole).map(Json::Int).ok_or_else(not_json),
            };
        }
        #[expect(clippy::cast_precision_loss, reason = "a fraction is as near as 53 bits allow")]
        let digits = whole as f64;
        // Exact for what has at most 15 digits: powers of ten up to 22 are whole numbers of 53 bits.
        let power = 10_f64.powi(tens.abs().min(400));
        let size = if tens < 0 { digits / power } else { digits * power };
        if !size.is_finite() {
            return Err(not_json());
        }
        Ok(Json::Float(if is_negative { -size } else { size }))
    }

    fn exponent(&mut self) -> Result<i32, Bad> {
        let is_negative = self.here() == b'-';
        self.at += usize::from(matches!(self.here(), b'-' | b'+'));
        let from = self.at;
        let mut exponent = 0_i32;
        while let digit @ b'0'..=b'9' = self.here() {
            exponent = exponent.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
            self.at += 1;
        }
        if self.at == from {
            return Err(not_json());
        }
        Ok(if is_negative { -exponent } else { exponent })
    }
}

#[cold]
fn not_json() -> Bad {
    Bad::new("not JSON")
}

#[cold]
fn other_type() -> Bad {
    Bad::new("a value of another type")
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            match self {
                Self::Int(number) => visitor.visit_i64(number),
                Self::Large(number) => visitor.visit_u64(number),
                _ => Err(other_type()),
            }
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
            match self {
                Self::Text(text) => visitor.visit_string(text),
                _ => Err(other_type()),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Json {
    type Error = Bad;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    texts! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Int(number) => visitor.visit_i64(number),
            Self::Large(number) => visitor.visit_u64(number),
            Self::Float(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            Self::Object(entries) => visitor.visit_map(Entries::new(entries)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(other_type()),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Int(number) => visitor.visit_i64(number),
            Self::Large(number) => visitor.visit_u64(number),
            Self::Float(number) => visitor.visit_f64(number),
            _ => Err(other_type()),
        }
    }

    /// Nothing in a contract is bytes.
    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Bad> {
        Err(other_type())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Bad> {
        Err(other_type())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Null => visitor.visit_unit(),
            _ => Err(other_type()),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Bad> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        let Self::List(items) = self else { return Err(other_type()) };
        let mut items = Items(items.into_iter());
        let value = visitor.visit_seq(&mut items)?;
        // A tuple takes as many as it has.
        if items.0.len() == 0 { Ok(value) } else { Err(other_type()) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        match self {
            Self::Object(entries) => visitor.visit_map(Entries::new(entries)),
            _ => Err(other_type()),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        match self {
            Self::Text(name) => visitor.visit_enum(Variant { name, value: Self::Null }),
            Self::Object(entries) => match <[_; 1]>::try_from(entries) {
                Ok([(name, value)]) => visitor.visit_enum(Variant { name, value }),
                Err(_) => Err(other_type()),
            },
            _ => Err(other_type()),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Bad> {
        visitor.visit_unit()
    }
}

struct Items(std::vec::IntoIter<Json>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Bad;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Bad> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries {
    rest: std::vec::IntoIter<(String, Json)>,
    value: Json,
}

impl Entries {
    fn new(entries: Vec<(String, Json)>) -> Self {
        Self { rest: entries.into_iter(), value: Json::Null }
    }

    /// Not inlined, as every field of every type asks for it.
    #[inline(never)]
    fn next_key(&mut self) -> Option<Json> {
        let (key, value) = self.rest.next()?;
        self.value = value;
        Some(Json::Text(key))
    }

    /// Not inlined either.
    #[inline(never)]
    fn take_value(&mut self) -> Json {
        std::mem::replace(&mut self.value, Json::Null)
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Bad;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Bad> {
        self.next_key().map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Bad> {
        seed.deserialize(self.take_value())
    }
}

struct Variant {
    name: String,
    value: Json,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Bad;
    type Variant = Json;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Json), Bad> {
        Ok((seed.deserialize(Json::Text(self.name))?, self.value))
    }
}

impl<'de> VariantAccess<'de> for Json {
    type Error = Bad;

    fn unit_variant(self) -> Result<(), Bad> {
        match self {
            Self::Null => Ok(()),
            _ => Err(other_type()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Bad> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Bad> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Bad> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
