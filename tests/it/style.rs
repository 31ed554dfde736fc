//! The style sheet: colours have contrast, only the tokens name values, and nothing knows left from right.

use std::fs;
use std::path::{Path, PathBuf};

use crate::colour::{Colour, colours, contrast, mix, pair};
use crate::sheet::{Block, name};

const ACCENTS: [&str; 5] = ["--shopping", "--quotes", "--group-buys", "--auctions", "--bookings"];
const SURFACES: [&str; 4] = ["--paper", "--surface", "--raised", "--sunken"];
/// What a notice says of itself.
const TONES: [&str; 5] = ["--muted", "--accent", "--good", "--warning", "--bad"];
const THEMES: [&str; 2] = ["light", "dark"];
/// WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of controls and the focus ring.
const TEXT: f64 = 4.5;
const EDGE: f64 = 3.0;

fn style() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("style")
}

fn tokens() -> String {
    fs::read_to_string(style().join("tokens.css")).expect("the tokens are readable")
}

/// Every sheet but the tokens, by its path.
fn sheets() -> Vec<(String, Block)> {
    let mut sheets = Vec::new();
    let mut folders = vec![style()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the style folder is readable") {
            let path = entry.expect("an entry is readable").path();
            let is_sheet = path.extension().is_some_and(|extension| extension == "css");
            if path.is_dir() {
                folders.push(path);
            } else if is_sheet && !path.ends_with("tokens.css") {
                let text = fs::read_to_string(&path).expect("a sheet is readable");
                let place = path.strip_prefix(style()).expect("a sheet of the folder").display().to_string();
                sheets.push((place, Block::read(&text)));
            }
        }
    }
    sheets
}

/// The colour tokens in one theme, with one accent and one tone.
struct Scene<'a> {
    colours: &'a [(&'a str, [Colour; 2])],
    theme: usize,
    accent: &'a str,
    tone: &'a str,
}

impl Scene<'_> {
    /// The colour that a value means; `None` for what is no plain colour, such as a gradient.
    fn colour(&self, value: &str) -> Option<Colour> {
        if let Some(token) = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) {
            return match token {
                "--accent" => self.colour(&["var(", self.accent, ")"].concat()),
                "--tone" => self.colour(&["var(", self.tone, ")"].concat()),
                "--accent-soft" => self.colour("color-mix(in oklab, var(--accent) 11%, var(--paper))"),
                _ => Some(self.colours.iter().find(|(name, _)| *name == token)?.1[self.theme]),
            };
        }
        if let Some(mixed) =
            value.strip_prefix("color-mix(in oklab, ").and_then(|rest| rest.strip_suffix(')'))
        {
            let (one, other) = mixed.split_once("%, ")?;
            let (one, share) = one.rsplit_once(' ')?;
            return Some(mix(self.colour(one)?, share.parse::<f64>().ok()? / 100.0, self.colour(other)?));
        }
        pair(value).map(|pair| pair[self.theme])
    }
}

/// Tells `visit` of every theme, accent and tone.
fn scenes(mut visit: impl FnMut(&Scene, &str)) {
    let tokens = tokens();
    let colours = colours(&tokens);
    for (theme, of) in THEMES.into_iter().enumerate() {
        for accent in ACCENTS {
            for tone in TONES {
                let scene = Scene { colours: &colours, theme, accent, tone };
                visit(&scene, &format!("{of}, {accent}"));
            }
        }
    }
}

#[test]
fn black_on_white_has_the_contrast_of_the_specification() {
    let (black, white) = ([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    assert!((contrast(black, white) - 21.0).abs() < 0.01);
    // sRGB #767676, the lightest grey that reads on white, is oklch(0.5659 0 0).
    assert!((contrast([0.5659, 0.0, 0.0], white) - 4.54).abs() < 0.01);
    assert_eq!(mix(white, 0.25, black)[0], 0.25);
}

#[test]
fn x_a11y_every_text_colour_reads_on_every_surface_in_both_themes() {
    let mut faint = Vec::new();
    scenes(|scene, of| {
        let mut check = |text: &str, surface: &str, least: f64| {
            let [text_colour, surface_colour] = [text, surface].map(|token| {
                let value = ["var(", token, ")"].concat();
                scene.colour(&value).unwrap_or_else(|| panic!("tokens.css has no colour {token}"))
            });
            let ratio = contrast(text_colour, surface_colour);
            if ratio < least {
                faint.push(format!("{text} on {surface}, {of}: {ratio:.2}, not {least}"));
            }
        };
        for surface in SURFACES {
            for text in ["--ink", "--muted", "--good", "--warning", "--bad", "--accent"] {
                check(text, surface, TEXT);
            }
            check("--edge", surface, EDGE);
            check("--focus", surface, EDGE);
        }
        for text in ["--ink", "--muted", "--accent"] {
            check(text, "--accent-soft", TEXT);
        }
        check("--focus", "--accent-soft", EDGE);
        check("--on-accent", "--accent", TEXT);
        check("--paper", "--ink", TEXT);
    });
    faint.dedup();
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

/// What carries no words of its own: its colour is a shape, and words beside it say the same.
const DECORATIVE: &[&str] = &[
    ".ui-rating__stars",
    ".ui-rating__row--full",
    ".reviews__bar span",
    "@media (width < 900px) .gallery__thumb [aria-current=\"true\"]::before",
    ".design-head__ways > span",
    ".design-space",
    ".design-motion > span",
];
/// Lies under pictures.
const BACKDROP: &str = "var(--backdrop)";

#[test]
fn x_a11y_text_reads_on_the_background_that_a_rule_gives_it() {
    let sheets = sheets();
    let mut faint = Vec::new();
    let mut pairs = 0;
    scenes(|scene, of| {
        for (file, sheet) in &sheets {
            sheet.each(&[], &mut |path| {
                let block = path.last().expect("a path ends somewhere");
                let sets = ["color", "background", "background-color"].map(|name| block.value(name));
                // A pseudo-element without words is a shape.
                let is_shape = block.value("content").is_some_and(|content| content.ends_with("\"\""));
                let name = name(path);
                let is_shape =
                    is_shape || sets.contains(&Some(BACKDROP)) || DECORATIVE.contains(&name.as_str());
                if sets == [None; 3] || is_shape {
                    return;
                }
                let nearest = |names: &[&str]| {
                    path.iter().rev().find_map(|block| names.iter().find_map(|name| block.value(name)))
                };
                let text = scene.colour(nearest(&["color"]).unwrap_or("var(--ink)"));
                let background = nearest(&["background", "background-color"]).unwrap_or("var(--paper)");
                let Some((text, background)) = text.zip(scene.colour(background)) else { return };
                pairs += 1;
                let ratio = contrast(text, background);
                if ratio < TEXT {
                    faint.push(format!("{file}: {name}: {of}: {ratio:.2}"));
                }
            });
        }
    });
    faint.sort();
    faint.dedup();
    assert!(pairs > 1_000, "the sheets were not read: {pairs}");
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

/// What takes input and the property that draws its edge.
const CONTROLS: &[(&str, &str)] =
    &[(".ui-field__input", "border"), (".ui-choice", "box-shadow"), (".ui-stepper", "box-shadow")];

#[test]
fn x_a11y_the_edge_of_what_takes_input_can_be_seen() {
    let mut drawn: Vec<&(&str, &str)> = Vec::new();
    for (_, sheet) in sheets() {
        sheet.each(&[], &mut |path| {
            let is_control = |(control, property): &&(&str, &str)| {
                let value = path.last().and_then(|block| block.value(property));
                name(path) == *control
                    && value.is_some_and(|value| {
                        value.ends_with("1px var(--edge)") || value == "1px solid var(--edge)"
                    })
            };
            drawn.extend(CONTROLS.iter().find(is_control));
        });
    }
    assert_eq!(drawn, CONTROLS.iter().collect::<Vec<_>>());
}

#[test]
fn values_come_from_the_tokens() {
    let mut wrong = Vec::new();
    for (file, sheet) in sheets() {
        sheet.each(&[], &mut |path| {
            for (property, value) in &path.last().expect("a path ends somewhere").declarations {
                if let Some(reason) = own_value(property, value) {
                    wrong.push(format!("{file}: {}: {property}: {value}: {reason}", name(path)));
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_reader_of_values_refuses_what_it_should() {
    for (property, value) in [
        ("color", "#fff"),
        ("background", "rgb(0 0 0 / 0.5)"),
        ("inline-size", "2rem"),
        ("font-size", "13px"),
        ("border-radius", "12px"),
        ("box-shadow", "0 2px 12px var(--ink)"),
        ("padding", "var(--s2) 10px"),
        ("margin-inline", "calc(-1 * 12px)"),
    ] {
        assert!(own_value(property, value).is_some(), "{property}: {value}");
    }
    for (property, value) in [
        ("font-size", "0.87em"),
        ("border-radius", "var(--r3) var(--r3) 0 0"),
        ("box-shadow", "inset 0 0 0 2px var(--accent)"),
        ("padding", "3px var(--s3)"),
        ("inline-size", "440px"),
    ] {
        assert_eq!(own_value(property, value), None, "{property}: {value}");
    }
}

/// Why a value should have been a token.
fn own_value(property: &str, value: &str) -> Option<&'static str> {
    let longest = pixels(value).fold(0.0, f64::max);
    let is_space = ["gap", "padding", "margin", "inset"].iter().any(|space| {
        property.strip_suffix(space).is_some_and(|before| ["", "row-", "column-"].contains(&before))
            || property.starts_with(&[*space, "-"].concat())
    });
    if ["oklch(", "rgb(", "hsl(", "#"].iter().any(|colour| value.contains(colour)) {
        Some("a colour")
    } else if lengths(value, "rem").next().is_some() {
        Some("the root is not ours in a page of somebody else")
    } else if property == "font-size" && longest > 0.0 {
        Some("a size of type")
    } else if property.ends_with("radius") && longest > 0.0 {
        Some("a radius")
    } else if property == "box-shadow" && longest > 4.0 {
        // Thinner ones are edges.
        Some("a shadow")
    } else if is_space && longest >= 8.0 {
        // Below, a grid of four is too coarse for what the eye wants.
        Some("a space")
    } else {
        None
    }
}

/// The lengths in pixels.
fn pixels(value: &str) -> impl Iterator<Item = f64> {
    lengths(value, "px")
}

fn lengths<'a>(value: &'a str, unit: &'static str) -> impl Iterator<Item = f64> + 'a {
    value.match_indices(unit).filter_map(|(at, _)| {
        let digits =
            value[..at].rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |before| before + 1);
        value[digits..at].parse().ok()
    })
}

/// What may be said of left and right, and why: sheet, property, how the value begins.
const SIDES: &[(&str, &str, &str, &str)] = &[
    (
        "boot.css",
        "background",
        "linear-gradient( to right,",
        "the stripe is the brand mark's, and a mark is not mirrored",
    ),
    (
        "features/list.css",
        "mask-image",
        "linear-gradient(to left, transparent, black var(--gutter))",
        "gradients know no inline axis; the opposite stands beside it under :dir(rtl)",
    ),
    (
        "features/list.css",
        "mask-image",
        "linear-gradient(to right, transparent, black var(--gutter))",
        "this is the opposite",
    ),
    ("site/design.css", "translate", "calc(100cqi - 36px)", "its opposite stands beside it"),
    ("site/design.css", "translate", "calc(36px - 100cqi)", "this is the opposite"),
    (
        "ui/dialog.css",
        "padding",
        "env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left)",
        "a notch stays where it is",
    ),
    ("ui/dialog.css", "translate", "var(--from) 0", "--from has its sign from the side and the direction"),
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

/// Whether a declaration is wrong in a page that runs from right to left.
fn names_a_side(property: &str, value: &str) -> bool {
    let is_side = |word: &str| matches!(word, "left" | "right");
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
    for (property, value) in [
        ("margin-left", "4px"),
        ("left", "0"),
        ("border-top-left-radius", "4px"),
        ("text-align", "right"),
        ("float", "left"),
        ("padding", "1px 2px 3px 4px"),
        ("inset", "0 auto auto 0"),
        ("border-radius", "4px 0 0 4px"),
        ("border-radius", "4px 0"),
        ("translate", "10px 0"),
        ("transform", "translateX(10px)"),
        ("background", "linear-gradient(to left, red, blue)"),
    ] {
        assert!(names_a_side(property, value), "{property}: {value}");
    }
    for (property, value) in [
        ("margin-inline-start", "4px"),
        ("text-align", "end"),
        ("padding", "var(--s4) var(--s5) max(var(--s4), env(safe-area-inset-bottom))"),
        ("padding", "1px 2px 3px 2px"),
        ("border-radius", "4px 4px 0 0"),
        ("translate", "0 16px"),
        ("transition", "translate 1s"),
    ] {
        assert!(!names_a_side(property, value), "{property}: {value}");
    }
}

#[test]
fn x_i18n_no_style_knows_left_from_right() {
    let mut wrong = Vec::new();
    let mut allowed = Vec::new();
    for (file, sheet) in sheets() {
        sheet.each(&[], &mut |path| {
            for (property, value) in &path.last().expect("a path ends somewhere").declarations {
                if !names_a_side(property, value) {
                    continue;
                }
                let is_known = |known: &(&str, &str, &str, &str)| {
                    (known.0, known.1) == (&file, property) && value.starts_with(known.2)
                };
                match SIDES.iter().position(is_known) {
                    Some(at) => allowed.push(at),
                    None => wrong.push(format!("{file}: {}: {property}: {value}", name(path))),
                }
            }
        });
    }
    assert!(wrong.is_empty(), "use inline-start and inline-end:\n{}", wrong.join("\n"));
    let unused: Vec<_> = (0..SIDES.len()).filter(|at| !allowed.contains(at)).map(|at| SIDES[at].2).collect();
    assert!(unused.is_empty(), "no longer there, so no longer to be allowed: {unused:?}");
}

/// What a sheet that comes with some chunk says of a block is not there where another page shows that block.
#[test]
fn a_block_is_styled_by_one_sheet() {
    let mut homes = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for (file, sheet) in sheets() {
        sheet.each(&[], &mut |path| {
            let selectors = path.iter().map(|block| block.selector.as_str());
            let told: Vec<_> = selectors
                .filter(|selector| {
                    !selector.is_empty() && !selector.starts_with('@') && *selector != ".fivefold"
                })
                .collect();
            if let [one] = told[..]
                && let Some(class) = one.strip_prefix("& .")
                && class.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter))
            {
                homes.entry(class.to_owned()).or_default().insert(file.clone());
            }
        });
    }
    assert!(homes.len() > 100, "the sheets are read");
    homes.retain(|_, files| files.len() > 1);
    assert!(homes.is_empty(), "one home each: {homes:?}");
}
