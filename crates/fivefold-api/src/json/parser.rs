//! JSON text as a tree (RFC 8259). No type is compiled into the parser.

use super::{Bad, Json};

/// How deep lists and objects may lie in each other; the stack is finite.
const DEEPEST: u32 = 64;

/// The tree of a JSON text.
pub(super) fn tree(text: &[u8]) -> Result<Json, Bad> {
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
