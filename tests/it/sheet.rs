//! Reads a style sheet as far as the tests need it: blocks within blocks, and what each declares.

/// What stands between two braces.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// What stands before them.
    pub(crate) selector: String,
    /// Name and value of each declaration.
    pub(crate) declarations: Vec<(String, String)>,
    pub(crate) blocks: Vec<Block>,
}

impl Block {
    /// The whole of a sheet.
    pub(crate) fn read(css: &str) -> Self {
        let mut plain = String::new();
        for (at, part) in css.split("/*").enumerate() {
            plain += if at == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) };
        }
        let mut sheet = Self::default();
        sheet.fill(&plain);
        sheet
    }

    /// Reads up to the brace that ends this block and returns what follows.
    fn fill<'a>(&mut self, mut rest: &'a str) -> &'a str {
        while let Some(end) = rest.find([';', '{', '}']) {
            let words = rest[..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let mark = rest.as_bytes()[end];
            rest = &rest[end + 1..];
            match mark {
                b'{' => {
                    let mut inner = Self { selector: words, ..Self::default() };
                    rest = inner.fill(rest);
                    self.blocks.push(inner);
                }
                b';' => self
                    .declarations
                    .extend(words.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()))),
                _ => break,
            }
        }
        rest
    }

    /// The value of a declaration; the last one counts.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.declarations.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Visits this block and those within, each with the selectors that lead to it.
    pub(crate) fn each<'a>(&'a self, above: &[&'a Self], visit: &mut dyn FnMut(&[&'a Self])) {
        let mut path = above.to_vec();
        path.push(self);
        visit(&path);
        for block in &self.blocks {
            block.each(&path, visit);
        }
    }
}

/// The selectors of a path in one line.
pub(crate) fn name(path: &[&Block]) -> String {
    let selectors = path.iter().map(|block| block.selector.as_str());
    let told = selectors.filter(|selector| !selector.is_empty() && !selector.starts_with("@layer"));
    told.filter(|selector| *selector != ".fivefold")
        .collect::<Vec<_>>()
        .join(" ")
        .replace("& ", "")
        .replace('&', "")
}

#[test]
fn the_reader_of_sheets_sees_nesting_and_skips_comments() {
    let sheet = Block::read(
        "@layer x { .fivefold { /* color: red; */ & .a { color: blue; gap: 1px; &:hover { gap: 2px; } } } }",
    );
    let mut seen = Vec::new();
    sheet.each(&[], &mut |path| {
        seen.extend(path.last().and_then(|block| block.value("gap")).map(|gap| (name(path), gap.to_owned())));
    });
    assert_eq!(seen, [(".a".to_owned(), "1px".to_owned()), (".a :hover".to_owned(), "2px".to_owned())]);
}
