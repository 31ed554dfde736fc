//! What a phone needs to put the shop among its apps.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::colour::{colours, hex};

fn read(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn words(path: &str) -> String {
    String::from_utf8(read(path)).expect("text")
}

fn manifest() -> Value {
    serde_json::from_slice(&read("public/manifest.webmanifest")).expect("the manifest is JSON")
}

/// Light and dark paper.
fn paper() -> [String; 2] {
    let tokens = words("style/tokens.css");
    let (_, pair) =
        colours(&tokens).into_iter().find(|(name, _)| *name == "--paper").expect("there is paper");
    pair.map(hex)
}

#[test]
fn every_icon_is_there_and_as_large_as_the_manifest_says() {
    let manifest = manifest();
    let icons = manifest["icons"].as_array().expect("icons");
    let mut found = Vec::new();
    for icon in icons {
        let [src, sizes] = ["src", "sizes"].map(|key| icon[key].as_str().expect("a text"));
        let file = read(&format!("public/{src}"));
        if sizes != "any" {
            // The first chunk of a PNG begins with width and height.
            let side = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().expect("four bytes"));
            assert_eq!(format!("{}x{}", side(16), side(20)), sizes, "{src}");
        }
        found.push((sizes.to_owned(), icon["purpose"].as_str().unwrap_or("any").to_owned()));
    }
    for needed in [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("any", "any")] {
        assert!(
            found.iter().any(|(sizes, purpose)| (sizes.as_str(), purpose.as_str()) == needed),
            "{needed:?}"
        );
    }
}

#[test]
fn the_manifest_holds_under_any_base() {
    let manifest = manifest();
    for key in ["start_url", "scope"] {
        assert_eq!(manifest[key], ".", "{key}");
    }
    assert_eq!(manifest["display"], "standalone");
}

#[test]
fn the_browsers_own_bars_have_the_colour_of_the_paper() {
    let [light, dark] = paper();
    let page = words("index.html");
    for (theme, colour) in [("light", &light), ("dark", &dark)] {
        let tag = format!(
            r#"<meta name="theme-color" content="{colour}" media="(prefers-color-scheme: {theme})">"#
        );
        assert!(page.contains(&tag), "index.html has no {tag}");
    }
    let manifest = manifest();
    assert_eq!([&manifest["background_color"], &manifest["theme_color"]], [light.as_str(), light.as_str()]);
}

#[test]
fn the_page_reaches_under_the_notch_and_keeps_its_words_out_of_it() {
    assert!(words("index.html").contains("viewport-fit=cover"));
    for (file, edge) in [
        ("style/tokens.css", "safe-area-inset-left"),
        ("style/tokens.css", "safe-area-inset-right"),
        ("style/site/frame.css", "safe-area-inset-top"),
        ("style/site/frame.css", "safe-area-inset-bottom"),
        ("style/ui/dialog.css", "safe-area-inset-top"),
        ("style/ui/dialog.css", "safe-area-inset-bottom"),
        ("style/ui/messages.css", "safe-area-inset-bottom"),
        ("style/features/cart.css", "safe-area-inset-bottom"),
        ("style/features/list.css", "safe-area-inset-bottom"),
        ("style/features/product.css", "safe-area-inset-bottom"),
    ] {
        assert!(words(file).contains(edge), "{file} does not know {edge}");
    }
}
