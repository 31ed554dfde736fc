//! Languages that nobody speaks, made of the English messages for development and tests.
//!
//! | Locale | Shows |
//! |---|---|
//! | `en-XA` | accents and brackets, about 40 % longer: text that is not a message, and boxes that cannot grow |
//! | `ar-XB` | every word from right to left: what is not mirrored |
//!
//! Variables stay as they are: what fills them is not ours. The plural forms are the English ones.

use super::Part;

/// A pseudo-locale.
#[derive(Clone, Copy)]
pub(super) enum Pseudo {
    Longer,
    Mirrored,
}

impl Pseudo {
    pub(super) const ALL: [Self; 2] = [Self::Longer, Self::Mirrored];

    /// The tags that Android gave them; `XA` and `XB` are no country's codes.
    pub(super) fn locale(self) -> &'static str {
        match self {
            Self::Longer => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// A message as this language has it.
    pub(super) fn message(self, mut parts: Vec<Part>) -> Vec<Part> {
        self.disguise(&mut parts);
        if matches!(self, Self::Longer) {
            parts.insert(0, Part::Text("[".to_owned()));
            parts.push(Part::Text("]".to_owned()));
        }
        parts
    }

    fn disguise(self, parts: &mut [Part]) {
        for part in parts {
            match part {
                Part::Text(text) => {
                    *text = match self {
                        Self::Longer => longer(text),
                        Self::Mirrored => mirrored(text),
                    }
                }
                Part::Variable { .. } => {}
                Part::Choice { branches, .. } => {
                    branches.iter_mut().for_each(|(_, parts)| self.disguise(parts));
                }
            }
        }
    }
}

/// With accents, and every vowel twice: it is the words that are long in other languages, not the spaces.
fn longer(text: &str) -> String {
    const PLAIN: &str = "AEIOUYaeiouyCDGLNRSTZcdglnrstz";
    const ACCENTED: &str = "ÀÉÎÕÜÝàéîõüýÇĎĜĻÑŘŠŢŽçďĝļñřšţž";
    let mut out = String::new();
    for letter in text.chars() {
        let accented = PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == letter);
        let accented = accented.map_or(letter, |(_, accented)| accented);
        out.push(accented);
        if "AEIOUYaeiouy".contains(letter) {
            out.extend(accented.to_lowercase());
        }
    }
    out
}

/// Each word between RIGHT-TO-LEFT OVERRIDE and POP DIRECTIONAL FORMATTING (Unicode UAX 9), so that its letters
/// are shown in the order of Hebrew or Arabic. The spaces stay outside: lines break there.
fn mirrored(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        if word.contains(char::is_alphabetic) { format!("\u{202e}{word}\u{202c}") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
