//! One style sheet out of `style/`: tokens, base, primitives, features, in the order of the layers.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// What decides between equal selectors, weakest first. Each file puts its rules into one of these.
const LAYERS: &str = "@layer reset, tokens, base, ui, site, features;\n";

/// The sheets that a release sends apart, and the chunks whose pages need them; no chunk, and they stay at home.
/// Each set of sheets is a file whose hash stands in `index.html`: chunks that need nearly the same have the same.
/// Since the layers are named in the first sheet, it does not matter when another one comes.
pub(crate) const APART: &[(&str, &[&str])] = &[
    ("site/home.css", &["site"]),
    ("site/menu.css", &["site"]),
    // The page itself is in development only.
    ("site/design.css", &[]),
    ("ui/menu.css", &[]),
    ("ui/table.css", &[]),
    ("ui/tabs.css", &[]),
    ("ui/tooltip.css", &[]),
    ("features/auctions.css", &["auctions", "auction", "auctions_bid", "auctions_mine", "lot_order"]),
    ("features/bookings.css", &["booking", "bookings_mine", "voucher"]),
    ("features/cart.css", &["cart"]),
    ("features/door.css", &["door", "voucher"]),
    ("features/services.css", &["booking", "bookings", "service"]),
    ("features/group_buys.css", &["group_buys", "group_buys_mine", "group_buy", "invitation"]),
    ("features/seats.css", &["group_buys_mine", "group_buy"]),
    ("features/paying.css", &["booking", "bookings_mine", "group_buys_mine", "group_seat"]),
    ("features/ask_quote.css", &["quote_ask", "quotes"]),
    ("features/quote_order.css", &["quote", "quote_print", "quotes_mine", "supplier"]),
    ("features/quotes.css", &["quote", "quote_print", "quotes_mine", "supplier"]),
    (
        "features/standing.css",
        &[
            "booking",
            "bookings_mine",
            "group_buys_mine",
            "quote",
            "quote_print",
            "quotes_mine",
            "supplier",
            "voucher",
        ],
    ),
    ("features/supplier.css", &["supplier"]),
    ("features/wholesale.css", &["quotes"]),
    ("features/list.css", &["shopping_list"]),
    ("features/product.css", &["shopping_product"]),
    ("features/reviews.css", &["product_more"]),
    ("features/account.css", &["account", "saved"]),
    (
        "features/checkout.css",
        &[
            "account",
            "booking_agree",
            "booking_desk",
            "checkout",
            "group_seat",
            "lot_order",
            "order",
            "orders",
            "payment",
            "saved",
        ],
    ),
];

/// The states that only a person at the page brings about. In development an element that says `data-state` is
/// in one of them too, which is how the design page shows them. No selector becomes stronger by it.
const STATES: &[(&str, &str)] = &[
    (":hover", r#":is(:hover, [data-state="hover"] *)"#),
    (":active", r#":is(:active, [data-state="pressed"] *)"#),
    (
        ":focus-visible",
        r#":is(:focus-visible, [data-state="focus"] :where(a, button, input, select, textarea, summary))"#,
    ),
];

/// The sheets that each chunk needs beside the common one.
pub(crate) fn apart() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut of_chunk = BTreeMap::<_, Vec<_>>::new();
    for (sheet, chunks) in APART {
        for chunk in *chunks {
            of_chunk.entry(*chunk).or_default().push(*sheet);
        }
    }
    of_chunk
}

/// The concatenated style sheet of a `style/` folder, without those that are sent apart if it is for a release.
pub(crate) fn stylesheet(dir: &Path, is_release: bool) -> Result<String> {
    let mut files = Vec::new();
    collect(dir, &mut files)?;
    let mut files: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|file| (file.strip_prefix(dir).unwrap_or(&file).to_string_lossy().replace('\\', "/"), file))
        .collect();
    files.retain(|(name, _)| !is_release || APART.iter().all(|(apart, _)| apart != name));
    files.sort_by_cached_key(|(name, _)| (rank(name), name.clone()));

    let mut sheet = LAYERS.to_owned();
    for (_, file) in files {
        let text = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        sheet.push_str(&text);
        if !text.ends_with('\n') {
            sheet.push('\n');
        }
    }
    if !is_release {
        for (state, shown) in STATES {
            sheet = sheet.replace(state, shown);
        }
    }
    Ok(sheet)
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| format!("{}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            files.push(path);
        }
    }
    Ok(())
}

fn rank(name: &str) -> usize {
    match name {
        "tokens.css" => 0,
        "base.css" => 1,
        _ if !name.contains('/') => 2,
        _ if name.starts_with("ui/") => 3,
        _ if name.starts_with("features/") => 5,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{APART, apart, stylesheet};

    #[test]
    fn files_follow_the_layers_whatever_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("features/shopping.css", "f"),
            ("features/checkout.css", "c"),
            ("ui/z.css", "z"),
            ("ui/a.css", "a"),
            ("boot.css", "n"),
            ("base.css", "b"),
            ("tokens.css", "t\n"),
            ("site/header.css", "s"),
            ("notes.md", "no"),
        ] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let sheet = stylesheet(dir.path(), true).unwrap();
        let rest: String = sheet.lines().skip(1).collect();
        assert!(sheet.starts_with("@layer "));
        assert_eq!(rest, "tbnazsf");
        let whole = stylesheet(dir.path(), false).unwrap();
        assert!(whole.ends_with("c\nf\n"), "development has one sheet");
    }

    #[test]
    fn the_states_of_the_design_page_are_in_development_only() {
        let dir = tempfile::tempdir().unwrap();
        let text = "a:hover{} @media (hover: hover) {}";
        std::fs::write(dir.path().join("base.css"), text).unwrap();
        assert!(stylesheet(dir.path(), true).unwrap().ends_with(&[text, "\n"].concat()));
        let shown = stylesheet(dir.path(), false).unwrap();
        assert!(
            shown.ends_with("a:is(:hover, [data-state=\"hover\"] *){} @media (hover: hover) {}\n"),
            "{shown}"
        );
    }

    #[test]
    fn what_stands_apart_exists_and_goes_with_its_chunks() {
        let style = crate::workspace::root().join("style");
        for (sheet, _) in APART {
            assert!(style.join(sheet).is_file(), "{sheet}");
        }
        assert_eq!(apart()["orders"], ["features/checkout.css"]);
        assert!(!apart().contains_key("design"), "a release has no design page");
    }
}
