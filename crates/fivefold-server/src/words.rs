//! Words as search sees them: folded, without plural endings, Chinese and Japanese in pairs.

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Letters and digits of a script that parts its words.
    Word(String),
    /// Characters of a script that does not.
    Run(Vec<char>),
}

/// The terms a text is found by.
pub(crate) fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => terms.push(stem(&word)),
            Piece::Run(run) => {
                terms.extend(run.iter().map(|character| String::from(*character)));
                terms.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
        }
    }
    terms
}

/// The terms of a long text: as [`terms`], without single characters, which would stand for anything.
pub(crate) fn terms_of_prose(text: &str) -> Vec<String> {
    let mut terms = terms(text);
    terms.retain(|term| term.chars().nth(1).is_some());
    terms
}

/// What a query asks for: every part has to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The term.
    pub(crate) term: String,
    /// Whether longer terms that begin with it count too.
    pub(crate) prefix: bool,
}

/// The parts of a query.
pub(crate) fn query(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => {
                let prefix = word.chars().count() > 1;
                parts.push(Part { term: stem(&word), prefix });
            }
            Piece::Run(run) if run.len() == 1 => {
                parts.push(Part { term: run.iter().collect(), prefix: false });
            }
            Piece::Run(run) => {
                parts.extend(run.windows(2).map(|pair| Part { term: pair.iter().collect(), prefix: false }))
            }
        }
    }
    parts.dedup();
    // A query of a thousand words is nobody's question.
    parts.truncate(12);
    parts
}

/// The words of a text as they are written, folded: what completions and corrections are made of.
pub(crate) fn plain_words(text: &str) -> Vec<String> {
    pieces(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            Piece::Run(_) => None,
        })
        .collect()
}

/// A whole text folded: small letters, no accents, one space between words.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        match piece {
            Piece::Word(word) => out.push_str(&word),
            Piece::Run(run) => out.extend(run),
        }
    }
    out
}

/// How many letters have to be changed, added, dropped or swapped to get from one word to the other
/// (optimal string alignment); `None` when it is more than `most`.
pub(crate) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substitution = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substitution.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    let distance = last[b.len()];
    (distance <= most).then_some(distance)
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for character in text.chars() {
        let character = narrow(character);
        if is_unparted(character) {
            if let Some(Piece::Run(run)) = pieces.last_mut() {
                run.push(character);
            } else {
                pieces.push(Piece::Run(vec![character]));
            }
        } else if character.is_alphanumeric() {
            if !matches!(pieces.last(), Some(Piece::Word(_))) {
                pieces.push(Piece::Word(String::new()));
            }
            if let Some(Piece::Word(word)) = pieces.last_mut() {
                match without_accent(character) {
                    Some(plain) => word.push_str(plain),
                    None => word.extend(character.to_lowercase()),
                }
            }
        } else if !matches!(character, '\'' | '’' | '\u{300}'..='\u{36f}') {
            // Anything else ends a word. An empty word marks the gap and is dropped below.
            if !pieces.is_empty() {
                pieces.push(Piece::Word(String::new()));
                pieces.push(Piece::Run(Vec::new()));
            }
        }
    }
    pieces.retain(|piece| match piece {
        Piece::Word(word) => !word.is_empty(),
        Piece::Run(run) => !run.is_empty(),
    });
    pieces
}

/// Full-width letters and digits as plain ones.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Han, kana, and what stands with them.
fn is_unparted(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn without_accent(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' | 'ä' | 'Ä' => "a",
        'ç' | 'č' | 'ć' | 'Ç' | 'Č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'ń' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'Ò' | 'Ó' | 'Ô' | 'Ö' | 'Ø' => "o",
        'š' | 'ś' | 'Š' => "s",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'ž' | 'ź' | 'ż' | 'Ž' => "z",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

/// An English word without its plural ending, so that "boots" finds "boot" and the other way round.
fn stem(word: &str) -> String {
    if word.len() > 3 && word.is_ascii() {
        if let Some(start) = word.strip_suffix("ies")
            && start.len() > 2
        {
            return format!("{start}y");
        }
        for ending in ["sses", "shes", "ches", "xes"] {
            if word.ends_with(ending) {
                return word[..word.len() - 2].to_owned();
            }
        }
        if word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
            return word[..word.len() - 1].to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        query(text).into_iter().map(|part| part.term).collect()
    }

    #[test]
    fn b2c_23_words_are_folded_and_plurals_meet_their_singular() {
        assert_eq!(terms("Crème-Brûlée DISHES, boots'"), ["creme", "brulee", "dish", "boot"]);
        assert_eq!(terms("glass lens ponies bus"), ["glass", "len", "pony", "bus"]);
        assert_eq!(terms("Ｔｅａ　３"), ["tea", "3"]);
        assert!(terms("  ,.!  ").is_empty());
    }

    #[test]
    fn b2c_23_chinese_is_found_by_pairs_and_by_single_characters() {
        assert_eq!(terms("鑄鐵茶壺"), ["鑄", "鐵", "茶", "壺", "鑄鐵", "鐵茶", "茶壺"]);
        assert_eq!(parts("鐵茶壺"), ["鐵茶", "茶壺"]);
        assert_eq!(parts("茶"), ["茶"]);
        assert_eq!(parts("Kerb 德比皮鞋"), ["kerb", "德比", "比皮", "皮鞋"]);
    }

    #[test]
    fn a_very_long_query_is_cut() {
        assert_eq!(query(&"a b ".repeat(500)).len(), 12);
    }

    #[test]
    fn b2c_23_a_slip_of_the_finger_is_one_step() {
        assert_eq!(distance("teapot", "taepot", 2), Some(1));
        assert_eq!(distance("teapot", "teapto", 1), Some(1));
        assert_eq!(distance("camra", "camera", 2), Some(1));
        assert_eq!(distance("shoe", "phone", 2), Some(2));
        assert_eq!(distance("a", "abcdef", 2), None);
        assert_eq!(distance("", "", 0), Some(0));
    }
}
