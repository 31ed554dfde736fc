//! The size table, and the budgets that fail a build. Sizes are brotli bytes; a kB is 1000 bytes.

use std::{collections::BTreeMap, fmt};

use super::patterns::{self, PATTERNS};

/// The pages with the tighter budget: product lists and products.
const CATALOGUE: &[&str] = &[patterns::PRODUCTS, patterns::CATEGORY, patterns::SEARCH, patterns::PRODUCT];
/// The chunks of the further ways of trading.
const WAYS: &[&str] = &["group_buys", "auctions", "bookings", "quotes"];
/// The goals of the design.
const CATALOGUE_PAGE: usize = 140_000;
const OTHER_PAGE: usize = 165_000;
const FURTHER_WAY: usize = 30_000;
const STYLE_SHEET: usize = 12_000;
/// A smaller chunk is a sign that the main module swallowed the feature.
const LEAST_CHUNK: usize = 3_000;

/// What travels, in brotli bytes.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) html: usize,
    pub(crate) style: usize,
    /// The sheet that comes with a chunk.
    pub(crate) styles: BTreeMap<String, usize>,
    pub(crate) boot: usize,
    pub(crate) script: usize,
    pub(crate) main: usize,
    /// Each chunk's files, its own last.
    pub(crate) chunks: BTreeMap<String, Vec<String>>,
    /// The size of each chunk's files as one, which is what a first page loads.
    pub(crate) together: BTreeMap<String, usize>,
    /// The size of what each chunk brings to somebody who has looked at a product.
    pub(crate) packs: BTreeMap<String, usize>,
    /// The size of each file of a chunk.
    pub(crate) files: BTreeMap<String, usize>,
}

impl Report {
    /// What every first page needs.
    fn base(&self) -> usize {
        self.html + self.style + self.boot + self.script + self.main
    }

    fn files(&self, chunk: &str) -> &[String] {
        self.chunks.get(chunk).map_or(&[], Vec::as_slice)
    }

    fn size(&self, file: &str) -> usize {
        self.files.get(file).copied().unwrap_or_default()
    }

    fn chunk(&self, chunk: &str) -> usize {
        self.together.get(chunk).copied().unwrap_or_default()
    }

    fn first_page(&self, chunk: &str) -> usize {
        self.base() + self.chunk(chunk) + self.styles.get(chunk).copied().unwrap_or_default()
    }

    /// What a visitor who has looked at a product still has to fetch: the chunk's pack, or the one file that is new.
    fn further(&self, chunk: &str) -> usize {
        self.packs.get(chunk).copied().unwrap_or_else(|| self.own(chunk))
    }

    /// The shared chunks stand before a chunk's own file.
    fn own(&self, chunk: &str) -> usize {
        self.files(chunk).last().map_or(0, |file| self.size(file))
    }

    /// The chunks that a visitor of the catalogue has not loaded.
    fn beyond_the_catalogue(&self) -> impl Iterator<Item = &str> {
        self.chunks
            .keys()
            .map(String::as_str)
            .filter(|chunk| !pages().any(|(path, of_page)| of_page == *chunk && CATALOGUE.contains(&path)))
    }

    /// Every budget that is broken, in words.
    pub(crate) fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mut check = |what: String, size: usize, most: usize| {
            if size > most {
                broken.push(format!("{what} is {}, at most {} may be", kb(size), kb(most)));
            }
        };
        check("the style sheet".into(), self.style, STYLE_SHEET);
        for (path, chunk) in pages() {
            check(format!("the first page {path}"), self.first_page(chunk), goal(path));
        }
        for chunk in self.beyond_the_catalogue().filter(|chunk| WAYS.contains(chunk)) {
            check(format!("coming from the catalogue, {chunk}"), self.further(chunk), FURTHER_WAY);
        }
        let mut named: Vec<&str> = pages().map(|(_, chunk)| chunk).collect();
        named.sort_unstable();
        named.dedup();
        for chunk in named {
            let own = self.own(chunk);
            if own < LEAST_CHUNK {
                broken.push(format!(
                    "the chunk {chunk} is {}, under {}: the main module has probably swallowed it",
                    kb(own),
                    kb(LEAST_CHUNK)
                ));
            }
        }
        broken
    }
}

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    PATTERNS.iter().map(|pattern| (pattern.path, pattern.chunk))
}

/// What the design asks of a first page.
fn goal(path: &str) -> usize {
    if CATALOGUE.contains(&path) { CATALOGUE_PAGE } else { OTHER_PAGE }
}

/// How a first page stands to its goal.
fn standing(path: &str, size: usize) -> String {
    let goal = goal(path);
    let over = if size > goal { format!(", over the goal by {}", kb(size - goal)) } else { String::new() };
    format!("goal {}{over}", kb(goal))
}

fn kb(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Transfer sizes, brotli")?;
        for (what, size) in [
            ("index.html", self.html),
            ("style sheet", self.style),
            ("boot script", self.boot),
            ("app script", self.script),
            ("app module", self.main),
        ] {
            writeln!(f, "  {what:<34} {:>9}", kb(size))?;
        }
        for (chunk, files) in &self.chunks {
            let parts = files.len();
            writeln!(f, "  {:<34} {:>9}", format!("{chunk} ({parts} files)"), kb(self.chunk(chunk)))?;
        }
        writeln!(f, "First pages, all code")?;
        for (path, chunk) in pages() {
            let size = self.first_page(chunk);
            writeln!(f, "  {path:<34} {:>9}  {}", kb(size), standing(path, size))?;
        }
        writeln!(f, "Coming from the catalogue")?;
        for chunk in self.beyond_the_catalogue() {
            writeln!(f, "  {chunk:<34} {:>9}", kb(self.further(chunk)))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(main: usize, own: usize) -> Report {
        let mut report =
            Report { html: 1_000, style: 5_000, boot: 1_000, script: 4_000, main, ..Report::default() };
        for (_, chunk) in pages() {
            report.chunks.insert(chunk.into(), vec!["shared.wasm".into(), format!("{chunk}.wasm")]);
            report.files.insert(format!("{chunk}.wasm"), own);
            report.together.insert(chunk.into(), 10_000 + own);
        }
        report.files.insert("shared.wasm".into(), 10_000);
        report
    }

    #[test]
    fn a_build_within_budget_breaks_nothing() {
        assert!(report(100_000, 9_000).broken().is_empty());
    }

    #[test]
    fn a_heavy_main_module_breaks_the_first_pages() {
        let broken = report(600_000, 9_000).broken();
        for (path, _) in pages() {
            let start = format!("the first page {path} is 630.0 kB, at most ");
            assert!(broken.iter().any(|line| line.starts_with(&start)), "{path}: {broken:?}");
        }
    }

    #[test]
    fn a_page_over_its_goal_breaks_the_build_and_is_told() {
        let mut report = report(90_000, 9_000);
        assert!(report.broken().is_empty());
        report.together.insert("checkout".into(), 69_000);
        assert_eq!(report.broken(), ["the first page /checkout is 170.0 kB, at most 165.0 kB may be"]);
        assert!(report.to_string().contains("goal 165.0 kB, over the goal by 5.0 kB"), "{report}");
    }

    #[test]
    fn the_pages_of_the_catalogue_have_the_tighter_goal() {
        assert_eq!(goal(patterns::PRODUCT), CATALOGUE_PAGE);
        assert_eq!(goal("/auctions/:id"), OTHER_PAGE);
    }

    #[test]
    fn a_swallowed_feature_breaks_the_build() {
        let broken = report(90_000, 2_999).broken();
        assert!(broken.iter().any(|line| line.contains("swallowed")), "{broken:?}");
    }

    #[test]
    fn a_chunk_without_a_file_counts_as_swallowed() {
        let mut report = report(90_000, 9_000);
        report.chunks.clear();
        assert!(report.broken().iter().any(|line| line.contains("swallowed")));
    }

    #[test]
    fn a_heavy_style_sheet_and_a_heavy_further_way_break_it_too() {
        let mut report = report(90_000, 9_000);
        report.style = 12_001;
        report.chunks.insert("auctions".into(), vec!["shared.wasm".into(), "auctions.wasm".into()]);
        report.packs.insert("auctions".into(), 30_001);
        let broken = report.broken();
        assert!(broken.iter().any(|line| line.starts_with("the style sheet")), "{broken:?}");
        assert!(broken.iter().any(|line| line.contains("auctions is 30.0 kB")), "{broken:?}");
    }
}
