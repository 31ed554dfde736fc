//! The style sheet: colours have contrast, only the tokens name any, and nothing knows left from right.

use std::fs;
use std::path::{Path, PathBuf};

type Colour = [f64; 3];

fn style() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("style")
}

fn sheets(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("the style folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            sheets(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "css") {
            found.push(path);
        }
    }
}

/// Light and dark value of each token that is one `light-dark(oklch(…), oklch(…))`.
fn colours() -> Vec<(String, [Colour; 2])> {
    let tokens = fs::read_to_string(style().join("tokens.css")).expect("the tokens are readable");
    let mut colours = Vec::new();
    for line in tokens.lines() {
        let Some((name, value)) = line.trim().split_once(": light-dark(") else { continue };
        let values: Vec<Colour> = value
            .split("oklch(")
            .skip(1)
            .filter_map(|text| {
                let numbers = text.split_once(')')?.0;
                let parts: Vec<f64> = numbers.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
                parts.try_into().ok()
            })
            .collect();
        if let [light, dark] = values[..] {
            colours.push((name.to_owned(), [light, dark]));
        }
    }
    colours
}

/// Relative luminance (WCAG 2.2) of an OKLCH colour (CSS Color 4, section 10.3), clipped to sRGB.
fn luminance([lightness, chroma, hue]: Colour) -> f64 {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short;
    let [red, green, blue] = [red, green, blue].map(|part| part.clamp(0.0, 1.0));
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_has_the_contrast_of_the_specification() {
    assert!((contrast([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]) - 21.0).abs() < 0.01);
}

#[test]
fn x_a11y_every_text_colour_reads_on_every_surface_in_both_themes() {
    let colours = colours();
    let find = |name: &str| {
        let found = colours.iter().find(|(known, _)| known == name);
        found.unwrap_or_else(|| panic!("tokens.css has no colour {name}")).1
    };
    let mut faint = Vec::new();
    let mut check = |text: &str, surface: &str, least: f64| {
        for (theme, at) in [("light", 0), ("dark", 1)] {
            let ratio = contrast(find(text)[at], find(surface)[at]);
            if ratio < least {
                faint.push(format!("{text} on {surface}, {theme}: {ratio:.2}, not {least}"));
            }
        }
    };
    let accents = ["--shopping", "--quotes", "--group-buys", "--auctions", "--bookings"];
    let surfaces = ["--paper", "--surface", "--raised", "--sunken"];
    for surface in surfaces {
        for text in ["--ink", "--muted", "--good", "--warning", "--bad"] {
            check(text, surface, 4.5);
        }
        for accent in accents {
            check(accent, surface, 4.5);
        }
        // WCAG 1.4.11: the edge of a field and the focus ring.
        check("--edge", surface, 3.0);
        check("--focus", surface, 3.0);
    }
    for accent in accents {
        check("--on-accent", accent, 4.5);
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn only_the_tokens_name_a_colour_and_nothing_measures_in_rem() {
    let mut files = Vec::new();
    sheets(&style(), &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let is_tokens = file.ends_with("tokens.css");
        for (number, line) in text.lines().enumerate() {
            let names_colour = ["oklch(", "rgb(", "hsl("].iter().any(|call| line.contains(call));
            let digits = |text: &str| text.as_bytes().iter().rev().take(1).any(u8::is_ascii_digit);
            let has_rem = line.match_indices("rem").any(|(at, _)| digits(&line[..at]));
            if has_rem || (names_colour && !is_tokens) {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What may be said of left and right, and why.
const SIDES: &[(&str, &str, &str)] = &[
    ("boot.css", "to right,", "the stripe is the brand mark's, and a mark is not mirrored"),
    (
        "shopping.css",
        "mask-image: linear-gradient(to left, transparent, black var(--gutter));",
        "gradients know no inline axis; the opposite stands beside it under :dir(rtl)",
    ),
    (
        "shopping.css",
        "mask-image: linear-gradient(to right, transparent, black var(--gutter));",
        "this is the opposite",
    ),
    ("dialog.css", "translate: var(--from) 0;", "--from has its sign from the side and the direction"),
];

/// The parts of a value at the top level: `1px max(2px, 3px)` has two.
fn values(value: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for letter in value.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter.is_whitespace() && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a declaration, or a line of one, is wrong in a page that runs from right to left.
fn names_a_side(line: &str) -> bool {
    let is_side = |word: &str| matches!(word, "left" | "right");
    let (property, value) = line.trim_end_matches(';').split_once(": ").unwrap_or(("", line));
    if property.split('-').any(is_side) {
        return true;
    }
    if value.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).any(is_side) {
        return true;
    }
    let values = values(value);
    let differ = |one: usize, other: usize| values.get(one) != values.get(other);
    match property {
        "translate" => !matches!(values[0].as_str(), "0" | "none"),
        "transform" => value.contains("translate"),
        // From the top to the right, the bottom and the left.
        "margin" | "padding" | "inset" | "border-width" | "border-style" | "border-color"
        | "scroll-margin" | "scroll-padding" => values.len() == 4 && differ(1, 3),
        // From one corner round to the next.
        "border-radius" => match values.len() {
            2 => differ(0, 1),
            3 => differ(0, 1) || differ(1, 2),
            4 => differ(0, 1) || differ(2, 3),
            _ => false,
        },
        _ => false,
    }
}

#[test]
fn x_i18n_a_side_is_found_where_one_is_named() {
    for line in [
        "margin-left: 4px;",
        "left: 0;",
        "border-top-left-radius: 4px;",
        "text-align: right;",
        "float: left;",
        "padding: 1px 2px 3px 4px;",
        "inset: 0 auto auto 0;",
        "border-radius: 4px 0 0 4px;",
        "border-radius: 4px 0;",
        "translate: 10px 0;",
        "transform: translateX(10px);",
        "background: linear-gradient(to left, red, blue);",
    ] {
        assert!(names_a_side(line), "{line}");
    }
    for line in [
        "margin-inline-start: 4px;",
        "text-align: end;",
        "padding: var(--s4) var(--s5) max(var(--s4), env(safe-area-inset-bottom));",
        "padding: 1px 2px 3px 2px;",
        "border-radius: 4px 4px 0 0;",
        "translate: 0 16px;",
        "transition: translate 1s;",
    ] {
        assert!(!names_a_side(line), "{line}");
    }
}

#[test]
fn x_i18n_no_style_knows_left_from_right() {
    let mut files = Vec::new();
    sheets(&style(), &mut files);
    let mut wrong = Vec::new();
    let mut allowed = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut is_comment = false;
        for (number, line) in text.lines().map(str::trim).enumerate() {
            is_comment |= line.starts_with("/*");
            if !is_comment && names_a_side(line) {
                match SIDES.iter().position(|(sheet, text, _)| file.ends_with(sheet) && *text == line) {
                    Some(at) => allowed.push(at),
                    None => wrong.push(format!("{}:{}: {line}", file.display(), number + 1)),
                }
            }
            is_comment &= !line.ends_with("*/");
        }
    }
    assert!(wrong.is_empty(), "use inline-start and inline-end:\n{}", wrong.join("\n"));
    let unused: Vec<_> = (0..SIDES.len()).filter(|at| !allowed.contains(at)).map(|at| SIDES[at].1).collect();
    assert!(unused.is_empty(), "no longer there, so no longer to be allowed: {unused:?}");
}
