//! The message compiler: message files in, Rust and JSON out, or a list of
//! faults. The build script runs it, the app never holds it, and the tests at
//! the bottom show each fault.
//!
//! A compiled pattern is what the run time reads (`pattern.rs`): `{0}` inserts
//! the first variable, `{0,one{…}other{…}}` chooses by it, `other` stands last,
//! and `#` has become `{0}`.

// Named by its path because the build script finds this file by one.
#[path = "pseudo.rs"]
mod pseudo;

use pseudo::Pseudo;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Slice name → key → message as its author wrote it.
pub(crate) type Slices = BTreeMap<String, BTreeMap<String, String>>;

/// One message file.
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) locale: String,
    pub(crate) slices: Slices,
}

/// Something an author has to repair.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    file: String,
    at: String,
    problem: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.at, self.problem)
    }
}

/// What the build writes.
#[derive(Debug)]
pub(crate) struct Output {
    /// The slices' modules in Rust.
    pub(crate) rust: String,
    /// Locale → the file that the app fetches.
    pub(crate) json: BTreeMap<String, String>,
    /// The same of the pseudo-locales.
    pub(crate) pseudo: BTreeMap<String, String>,
}

/// Compiles the English file, which defines keys and variables, and every
/// other locale against it.
pub(crate) fn compile(english: &Source, others: &[Source]) -> Result<Output, Vec<Fault>> {
    let mut faults = Vec::new();
    let tables = read_english(english, &mut faults);
    let mut rust = String::new();
    for table in &tables {
        write_module(&mut rust, table);
    }
    let mut codes = vec![english.locale.as_str()];
    codes.extend(others.iter().map(|source| source.locale.as_str()));
    rust.push_str("/// Every locale that has a message file, English first.\n");
    rust.push_str(&format!("pub const LOCALES: &[&str] = &{codes:?};\n"));

    let json = others
        .iter()
        .map(|source| (source.locale.clone(), translate(source, &tables, &mut faults)))
        .collect();
    let pseudo = Pseudo::ALL.map(|pseudo| (pseudo.locale().to_owned(), disguise(pseudo, &tables))).into();
    if faults.is_empty() { Ok(Output { rust, json, pseudo }) } else { Err(faults) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

enum Part {
    Text(String),
    Variable { name: String, number: bool },
    Choice { name: String, plural: bool, branches: Vec<(String, Vec<Part>)> },
}

struct Table {
    slice: String,
    fingerprint: u32,
    messages: Vec<Entry>,
}

struct Entry {
    key: String,
    written: String,
    compiled: String,
    variables: BTreeMap<String, Kind>,
    /// Variable → the values its `select` knows.
    selects: BTreeMap<String, BTreeSet<String>>,
}

fn read_english(source: &Source, faults: &mut Vec<Fault>) -> Vec<Table> {
    let mut tables = Vec::new();
    for (slice, messages) in &source.slices {
        let mut entries = Vec::new();
        if let Err(problem) = check_name(slice) {
            faults.push(fault(source, slice, None, problem));
        }
        for (key, written) in messages {
            match check_name(key).and_then(|()| read_entry(key, written, &source.locale)) {
                Ok(entry) => entries.push(entry),
                Err(problem) => faults.push(fault(source, slice, Some(key), problem)),
            }
        }
        let fingerprint = fingerprint(slice, &entries);
        tables.push(Table { slice: slice.clone(), fingerprint, messages: entries });
    }
    tables
}

fn read_entry(key: &str, written: &str, locale: &str) -> Result<Entry, String> {
    let parts = parse(written)?;
    let mut variables = BTreeMap::new();
    let mut selects = BTreeMap::new();
    learn(&parts, &mut variables, &mut selects)?;
    if variables.len() > 10 {
        return Err("more than ten variables".to_owned());
    }
    check_forms(&parts, locale)?;
    let compiled = emit(&parts, &variables);
    Ok(Entry { key: key.to_owned(), written: written.to_owned(), compiled, variables, selects })
}

/// Collects the variables of a message and what kind each is. A plain `{x}`
/// is a text unless another place counts with it.
fn learn(
    parts: &[Part],
    variables: &mut BTreeMap<String, Kind>,
    selects: &mut BTreeMap<String, BTreeSet<String>>,
) -> Result<(), String> {
    let mut plain = BTreeSet::new();
    learn_typed(parts, variables, selects, &mut plain)?;
    for name in plain {
        variables.entry(name).or_insert(Kind::Text);
    }
    Ok(())
}

fn learn_typed(
    parts: &[Part],
    variables: &mut BTreeMap<String, Kind>,
    selects: &mut BTreeMap<String, BTreeSet<String>>,
    plain: &mut BTreeSet<String>,
) -> Result<(), String> {
    for part in parts {
        let (name, kind) = match part {
            Part::Text(_) => continue,
            Part::Variable { name, number: false } => {
                plain.insert(name.clone());
                continue;
            }
            Part::Variable { name, number: true } => (name, Kind::Number),
            Part::Choice { name, plural, .. } => (name, if *plural { Kind::Number } else { Kind::Text }),
        };
        if *variables.entry(name.clone()).or_insert(kind) != kind {
            return Err(format!("{{{name}}} is used as a number and as a text"));
        }
        if let Part::Choice { name, plural, branches } = part {
            if !plural {
                let known = selects.entry(name.clone()).or_default();
                known.extend(branches.iter().map(|(selector, _)| selector.clone()));
            }
            for (_, parts) in branches {
                learn_typed(parts, variables, selects, plain)?;
            }
        }
    }
    Ok(())
}

/// Compiles one locale against the English tables, to the JSON
/// `[[fingerprint, ["message", …]], …]`.
fn translate(source: &Source, tables: &[Table], faults: &mut Vec<Fault>) -> String {
    let empty = BTreeMap::new();
    let mut slices = Vec::new();
    for table in tables {
        let messages = source.slices.get(&table.slice).unwrap_or(&empty);
        let mut compiled = Vec::new();
        for entry in &table.messages {
            let result = match messages.get(&entry.key) {
                Some(written) => translate_entry(entry, written, &source.locale),
                None => Err(format!("missing, in English it is {:?}", entry.written)),
            };
            match result {
                Ok(pattern) => compiled.push(quote(&pattern)),
                Err(problem) => faults.push(fault(source, &table.slice, Some(&entry.key), problem)),
            }
        }
        slices.push(write_slice(table, &compiled));
    }
    for (slice, messages) in &source.slices {
        let table = tables.iter().find(|table| table.slice == *slice);
        for key in messages.keys() {
            if !table.is_some_and(|table| table.messages.iter().any(|entry| entry.key == *key)) {
                let problem = "not a key of the English file, or its English message has a fault";
                faults.push(fault(source, slice, Some(key), problem.to_owned()));
            }
        }
    }
    format!("[{}]\n", slices.join(","))
}

/// The English messages in a pseudo-locale, as JSON like every other locale's.
fn disguise(pseudo: Pseudo, tables: &[Table]) -> String {
    let slices = tables.iter().map(|table| {
        let messages = table.messages.iter().map(|entry| {
            // What does not parse is a fault already, and has no entry.
            let parts = pseudo.message(parse(&entry.written).unwrap_or_default());
            quote(&emit(&parts, &entry.variables))
        });
        write_slice(table, &messages.collect::<Vec<_>>())
    });
    format!("[{}]\n", slices.collect::<Vec<_>>().join(","))
}

fn write_slice(table: &Table, compiled: &[String]) -> String {
    format!("[{},[{}]]", table.fingerprint, compiled.join(","))
}

fn translate_entry(english: &Entry, written: &str, locale: &str) -> Result<String, String> {
    let parts = parse(written)?;
    let mut used = BTreeSet::new();
    check_against(&parts, english, &mut used)?;
    for name in english.variables.keys() {
        if !used.contains(name) {
            return Err(format!("the variable {{{name}}} is missing"));
        }
    }
    check_forms(&parts, locale)?;
    Ok(emit(&parts, &english.variables))
}

fn check_against(parts: &[Part], english: &Entry, used: &mut BTreeSet<String>) -> Result<(), String> {
    for part in parts {
        let (name, wanted) = match part {
            Part::Text(_) => continue,
            Part::Variable { name, number: false } => (name, None),
            Part::Variable { name, number: true } => (name, Some(Kind::Number)),
            Part::Choice { name, plural, .. } => {
                (name, Some(if *plural { Kind::Number } else { Kind::Text }))
            }
        };
        let Some(kind) = english.variables.get(name) else {
            return Err(format!(
                "unknown variable {{{name}}}, English has {}",
                list(english.variables.keys())
            ));
        };
        match wanted {
            Some(wanted) if wanted != *kind && wanted == Kind::Number => {
                return Err(format!("{{{name}}} is a text in English, not a number"));
            }
            Some(wanted) if wanted != *kind => {
                return Err(format!("{{{name}}} is a number in English, select needs a text"));
            }
            _ => {}
        }
        used.insert(name.clone());
        if let Part::Choice { name, plural, branches } = part {
            if !plural {
                let here: BTreeSet<_> = branches.iter().map(|(selector, _)| selector.clone()).collect();
                let there = english.selects.get(name).cloned().unwrap_or_default();
                if here != there {
                    return Err(format!(
                        "{{{name}, select}} has {}, English has {}",
                        list(here.iter()),
                        list(there.iter())
                    ));
                }
            }
            for (_, parts) in branches {
                check_against(parts, english, used)?;
            }
        }
    }
    Ok(())
}

/// Every choice has `other`, every plural has exactly its language's forms.
fn check_forms(parts: &[Part], locale: &str) -> Result<(), String> {
    let forms = plural_forms(locale)?;
    for part in parts {
        let Part::Choice { name, plural, branches } = part else { continue };
        let mut seen = BTreeSet::new();
        for (selector, parts) in branches {
            if !seen.insert(selector.as_str()) {
                return Err(format!("{{{name}}} has {selector} twice"));
            }
            let exact = selector.strip_prefix('=').is_some_and(|digits| digits.parse::<u64>().is_ok());
            if *plural && !exact && !forms.contains(&selector.as_str()) {
                return Err(format!(
                    "{{{name}, plural}} has the form {selector}, {locale} has {}",
                    list(forms.iter())
                ));
            }
            check_forms(parts, locale)?;
        }
        let needed = if *plural { forms } else { &["other"] };
        for form in needed {
            if !seen.contains(form) {
                let choice = if *plural { "plural" } else { "select" };
                return Err(format!("{{{name}, {choice}}} lacks the form {form}"));
            }
        }
    }
    Ok(())
}

/// The cardinal plural categories of whole numbers (Unicode CLDR 46,
/// supplemental/plurals.xml), by language.
fn plural_forms(locale: &str) -> Result<&'static [&'static str], String> {
    let language = locale.split('-').next().unwrap_or(locale);
    Ok(match language {
        "zh" | "ja" | "ko" | "vi" | "th" | "id" | "ms" | "my" | "lo" => &["other"],
        "en" | "de" | "nl" | "sv" | "da" | "nb" | "fi" | "et" | "hu" | "tr" | "el" | "bg" | "hi" => {
            &["one", "other"]
        }
        "fr" | "es" | "it" | "pt" | "ca" => &["one", "many", "other"],
        "he" => &["one", "two", "other"],
        "cs" | "sk" | "ro" | "hr" | "sr" => &["one", "few", "other"],
        "pl" | "ru" | "uk" => &["one", "few", "many", "other"],
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        _ => return Err(format!("the plural forms of {language} are not listed in src/text/compiler.rs")),
    })
}

fn emit(parts: &[Part], variables: &BTreeMap<String, Kind>) -> String {
    let index = |name: &str| variables.keys().position(|other| other == name).unwrap_or_default();
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Variable { name, .. } => out.push_str(&format!("{{{}}}", index(name))),
            Part::Choice { name, branches, .. } => {
                out.push_str(&format!("{{{},", index(name)));
                // The first branch that fits is taken, so exact numbers come
                // first and `other` last.
                let rank = |selector: &str| match selector {
                    "other" => 2,
                    _ if selector.starts_with('=') => 0,
                    _ => 1,
                };
                let mut ordered: Vec<_> = branches.iter().collect();
                ordered.sort_by_key(|(selector, _)| rank(selector));
                for (selector, parts) in ordered {
                    out.push_str(&format!("{selector}{{{}}}", emit(parts, variables)));
                }
                out.push('}');
            }
        }
    }
    out
}

fn write_module(rust: &mut String, table: &Table) {
    rust.push_str(&format!("/// The messages of `[{}]`.\npub mod {} {{\n", table.slice, table.slice));
    for (index, entry) in table.messages.iter().enumerate() {
        let Entry { key, written, compiled, variables, .. } = entry;
        let doc = written.replace('\n', " ");
        let message = format!("super::super::Message::new({}, {index}, {compiled:?})", table.fingerprint);
        if variables.is_empty() {
            let name = key.to_uppercase();
            rust.push_str(&format!(
                "    /// {doc}\n    pub static {name}: super::super::Message = {message};\n"
            ));
            continue;
        }
        let parameters: Vec<_> = variables
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Text => format!("{name}: &str"),
                Kind::Number => format!("{name}: u64"),
            })
            .collect();
        let arguments: Vec<_> = variables
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Text => format!("super::super::Argument::Text({name})"),
                Kind::Number => format!("super::super::Argument::Number({name})"),
            })
            .collect();
        rust.push_str(&format!(
            "    /// `{doc}`\n    pub fn {key}({}) -> String {{\n        \
             static MESSAGE: super::super::Message = {message};\n        \
             MESSAGE.fill(&[{}])\n    }}\n",
            parameters.join(", "),
            arguments.join(", ")
        ));
    }
    rust.push_str("}\n");
}

/// Names what a fetched file must agree on with the program: the slice, its
/// keys in order and their variables. FNV-1a, 32 bit.
fn fingerprint(slice: &str, entries: &[Entry]) -> u32 {
    let mut names = vec![slice];
    for entry in entries {
        names.push(&entry.key);
        for (name, kind) in &entry.variables {
            names.push(name);
            names.push(if *kind == Kind::Number { "#" } else { "$" });
        }
    }
    names
        .join("\n")
        .bytes()
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn check_name(name: &str) -> Result<(), String> {
    const RESERVED: &[&str] = &[
        "as", "async", "await", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match",
        "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct",
        "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
        "while", "yield", "abstract", "become",
    ];
    let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !well_formed {
        return Err(format!("{name:?} must be lower_snake_case"));
    }
    if RESERVED.contains(&name) {
        return Err(format!("{name:?} is a word of Rust, choose another name"));
    }
    Ok(())
}

fn parse(written: &str) -> Result<Vec<Part>, String> {
    if written.trim().is_empty() {
        return Err("the message is empty".to_owned());
    }
    if written.trim() != written {
        return Err("the message begins or ends with white space".to_owned());
    }
    let mut reader = Reader { rest: written };
    let parts = reader.parts(None)?;
    if reader.rest.is_empty() { Ok(parts) } else { Err("a } without its {".to_owned()) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads up to the end or the brace that closes the enclosing branch.
    /// `counted` is the variable that `#` stands for.
    fn parts(&mut self, counted: Option<&str>) -> Result<Vec<Part>, String> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(next) = self.rest.chars().next() {
            match next {
                '}' => break,
                '{' => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    self.rest = &self.rest[1..];
                    parts.push(self.variable(counted)?);
                    continue;
                }
                '#' if counted.is_some() => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    let name = counted.unwrap_or_default().to_owned();
                    parts.push(Part::Variable { name, number: true });
                }
                _ => text.push(next),
            }
            self.rest = &self.rest[next.len_utf8()..];
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(parts)
    }

    fn variable(&mut self, counted: Option<&str>) -> Result<Part, String> {
        let name = self.word().to_owned();
        check_name(&name).map_err(|_| format!("a lower_snake_case variable must follow {{, not {name:?}"))?;
        if self.take('}') {
            return Ok(Part::Variable { name, number: false });
        }
        self.need(',', &name)?;
        let plural = match self.word() {
            "number" => {
                self.need('}', &name)?;
                return Ok(Part::Variable { name, number: true });
            }
            "plural" => true,
            "select" => false,
            other => return Err(format!("{{{name}, {other}}}: only number, plural and select are known")),
        };
        self.need(',', &name)?;
        let mut branches = Vec::new();
        while !self.take('}') {
            let selector = self.word().to_owned();
            if selector.is_empty() && self.rest.is_empty() {
                return Err(format!("the {{ of {{{name}}} has no }}"));
            }
            if selector.is_empty() {
                return Err(format!("{{{name}}}: a form such as other is missing before {{"));
            }
            self.need('{', &name)?;
            let counted = if plural { Some(name.as_str()) } else { counted };
            let parts = self.parts(counted)?;
            self.need('}', &name)?;
            branches.push((selector, parts));
        }
        Ok(Part::Choice { name, plural, branches })
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ','))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest = self.rest.trim_start();
        let found = self.rest.starts_with(wanted);
        if found {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        found
    }

    fn need(&mut self, wanted: char, name: &str) -> Result<(), String> {
        if self.take(wanted) {
            return Ok(());
        }
        match self.rest.chars().next() {
            None => Err(format!("the {{ of {{{name}}} has no }}")),
            Some(found) => Err(format!("{{{name}}}: {wanted} must stand where {found} stands")),
        }
    }
}

fn fault(source: &Source, slice: &str, key: Option<&str>, problem: String) -> Fault {
    let at = key.map_or_else(|| format!("[{slice}]"), |key| format!("[{slice}] {key}"));
    Fault { file: source.file.clone(), at, problem }
}

fn list<S: AsRef<str>>(names: impl Iterator<Item = S>) -> String {
    let names: Vec<_> = names.map(|name| name.as_ref().to_owned()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(locale: &str, messages: &[(&str, &str)]) -> Source {
        let messages = messages.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        let slices = BTreeMap::from([("cart".to_owned(), messages)]);
        Source { file: format!("src/text/{locale}.toml"), locale: locale.to_owned(), slices }
    }

    /// What the build says about one message in English and in another locale.
    fn faults(english: &str, locale: &str, other: &[(&str, &str)]) -> String {
        let result = compile(&source("en", &[("items", english)]), &[source(locale, other)]);
        let faults = result.expect_err("the build must fail");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    fn compiled(english: &str, chinese: &str) -> Output {
        compile(&source("en", &[("items", english)]), &[source("zh-Hant", &[("items", chinese)])]).unwrap()
    }

    #[test]
    fn x_i18n_a_missing_key_fails_the_build() {
        assert_eq!(
            faults("Items", "zh-Hant", &[]),
            "src/text/zh-Hant.toml: [cart] items: missing, in English it is \"Items\""
        );
    }

    #[test]
    fn x_i18n_a_key_that_english_lacks_fails_the_build() {
        let said = faults("Items", "zh-Hant", &[("items", "商品"), ("itmes", "商品")]);
        assert!(
            said.starts_with("src/text/zh-Hant.toml: [cart] itmes: not a key of the English file"),
            "{said}"
        );
    }

    #[test]
    fn x_i18n_an_unknown_or_missing_variable_fails_the_build() {
        let said = faults("{name} is here", "zh-Hant", &[("items", "{nmae} 到了")]);
        assert!(said.ends_with("items: unknown variable {nmae}, English has name"), "{said}");
        let said = faults("{name} is here", "zh-Hant", &[("items", "到了")]);
        assert!(said.ends_with("items: the variable {name} is missing"), "{said}");
    }

    #[test]
    fn x_i18n_a_missing_plural_form_fails_the_build() {
        let english = "{n, plural, one {# item} other {# items}}";
        let said = faults("{n, plural, other {# items}}", "zh-Hant", &[]);
        assert!(said.starts_with("src/text/en.toml: [cart] items: {n, plural} lacks the form one"), "{said}");
        let said = faults(english, "pl", &[("items", "{n, plural, one {#} few {#} other {#}}")]);
        assert!(said.ends_with("{n, plural} lacks the form many"), "{said}");
        let said = faults(english, "zh-Hant", &[("items", "{n, plural, one {# 件} other {# 件}}")]);
        assert!(said.ends_with("has the form one, zh-Hant has other"), "{said}");
        let said = faults(english, "xx", &[("items", "{n}")]);
        assert!(said.ends_with("the plural forms of xx are not listed in src/text/compiler.rs"), "{said}");
    }

    #[test]
    fn x_i18n_unbalanced_braces_fail_the_build() {
        for (english, problem) in [
            ("{n", "the { of {n} has no }"),
            ("{n, plural, one {# item} other {# items}", "the { of {n} has no }"),
            ("{n, plural, other {# items}", "the { of {n} has no }"),
            ("n}", "a } without its {"),
            ("{}", "a lower_snake_case variable must follow {, not \"\""),
            ("{N}", "a lower_snake_case variable must follow {, not \"N\""),
            ("{n, date}", "{n, date}: only number, plural and select are known"),
            ("{n, plural, {x}}", "{n}: a form such as other is missing before {"),
            ("{n, select, a {x}}", "{n, select} lacks the form other"),
            ("{n, plural, one {a} one {b} other {c}}", "{n} has one twice"),
            (
                "{n, plural, one {a} other {b}} {n, select, a {b} other {c}}",
                "{n} is used as a number and as a text",
            ),
            (" x", "the message begins or ends with white space"),
            ("", "the message is empty"),
        ] {
            let said = faults(english, "zh-Hant", &[]);
            let first = said.lines().next().unwrap_or_default();
            assert_eq!(first, format!("src/text/en.toml: [cart] items: {problem}"), "{english}");
        }
    }

    #[test]
    fn x_i18n_a_select_has_the_same_values_in_every_locale() {
        let said =
            faults("{x, select, a {A} other {O}}", "zh-Hant", &[("items", "{x, select, b {B} other {O}}")]);
        assert!(said.ends_with("{x, select} has b, other, English has a, other"), "{said}");
        let said = faults("{x}", "zh-Hant", &[("items", "{x, plural, other {#}}")]);
        assert!(said.ends_with("{x} is a text in English, not a number"), "{said}");
    }

    #[test]
    fn x_i18n_a_key_that_rust_cannot_name_fails_the_build() {
        for key in ["type", "addOne", "1st", "add-one"] {
            let result = compile(&source("en", &[(key, "x")]), &[]);
            assert_eq!(result.expect_err(key).len(), 1);
        }
    }

    #[test]
    fn x_i18n_every_fault_is_reported_at_once() {
        let english = source("en", &[("a", "{"), ("b", "}"), ("c", "fine")]);
        assert_eq!(compile(&english, &[source("zh-Hant", &[])]).expect_err("three").len(), 3);
    }

    #[test]
    fn x_i18n_parameters_are_typed_in_alphabetical_order_and_other_stands_last() {
        let output = compiled(
            "{n, plural, other {# items} one {# item} =0 {nothing}} in {bag}",
            "{bag}裡有{n, plural, other {# 件}}",
        );
        assert!(
            output.rust.contains(r#""{1,=0{nothing}one{{1} item}other{{1} items}} in {0}""#),
            "{}",
            output.rust
        );
        assert!(output.rust.contains("pub fn items(bag: &str, n: u64) -> String"), "{}", output.rust);
        assert!(output.json["zh-Hant"].contains(r#"["{0}裡有{1,other{{1} 件}}"]"#), "{:?}", output.json);
    }

    #[test]
    fn x_i18n_another_build_s_file_has_another_fingerprint() {
        let one = compiled("{n, number}", "{n}").json["zh-Hant"].clone();
        let same = compiled("about {n, number}", "{n}").json["zh-Hant"].clone();
        let other = compiled("{n}", "{n}").json["zh-Hant"].clone();
        assert_eq!(one, same);
        assert_ne!(one, other);
    }

    fn pseudo(locale: &str, english: &str) -> String {
        let output = compile(&source("en", &[("items", english)]), &[]).unwrap();
        let json = &output.pseudo[locale];
        let (_, message) = json.split_once(",[\"").unwrap();
        message.trim_end_matches("\"]]]\n").to_owned()
    }

    #[test]
    fn x_i18n_the_longer_pseudo_locale_has_brackets_accents_and_untouched_variables() {
        assert_eq!(pseudo("en-XA", "Add {name} to cart"), "[Ààďď {0} ţõõ çààřţ]");
        assert_eq!(
            pseudo("en-XA", "{n, plural, =0 {Empty} one {# item} other {# items}} here"),
            "[{0,=0{Éémpţýý}one{{0} îîţéém}other{{0} îîţéémš}} hééřéé]"
        );
        assert_eq!(
            pseudo("en-XA", "{x, select, card {Card} other {Other}}"),
            "[{0,card{Çààřď}other{Õõţhééř}}]"
        );
    }

    #[test]
    fn x_i18n_the_longer_pseudo_locale_grows_by_about_two_fifths() {
        for english in [
            "Continue payment",
            "Remove or replace what is sold out before you check out.",
            "We did not hear back in time. Please do not pay again: we keep asking and show the answer here.",
        ] {
            let growth = pseudo("en-XA", english).chars().count() * 100 / english.chars().count();
            assert!((130..=160).contains(&growth), "{english}: {growth} %");
        }
    }

    #[test]
    fn x_i18n_the_mirrored_pseudo_locale_turns_words_and_no_variable() {
        assert_eq!(
            pseudo("ar-XB", "{n, plural, one {# item} other {# items}} · {name} left"),
            "{0,one{{0} \u{202e}item\u{202c}}other{{0} \u{202e}items\u{202c}}} · {1} \u{202e}left\u{202c}"
        );
    }

    #[test]
    fn x_i18n_a_pseudo_locale_is_never_a_language_of_the_shop() {
        let output = compiled("Items", "商品");
        assert_eq!(output.json.keys().collect::<Vec<_>>(), ["zh-Hant"]);
        assert_eq!(output.pseudo.keys().collect::<Vec<_>>(), ["ar-XB", "en-XA"]);
        assert!(output.rust.contains(r#"LOCALES: &[&str] = &["en", "zh-Hant"];"#), "{}", output.rust);
    }
}
