//! The layering of `docs/architecture.md`, read from the imports. Prints every violation at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use of the storefront's own crate.
const MAY_USE: &[(&str, &[&str])] = &[
    ("platform", &["platform", "config", "text"]),
    ("config", &["config", "platform"]),
    ("text", &["text", "platform"]),
    ("routes", &["routes", "config", "platform"]),
    ("ui", &["ui", "platform::intl", "text"]),
    ("data", &["data", "platform", "ui", "config", "text", "routes"]),
    ("features", &["features", "data", "ui", "platform", "routes", "config", "text", "lazy_page"]),
    ("site", &["site", "features", "data", "ui", "platform", "routes", "config", "text", "lazy_page"]),
    ("design", &["design", "data", "ui", "platform", "routes", "config", "text"]),
    ("embed", &["embed", "features", "data", "ui", "platform", "routes", "config", "text", "lazy_page"]),
];

/// What each crate must not depend on, and why.
const MUST_NOT_DEPEND: &[(&str, &[&str])] = &[
    ("crates/fivefold-api/Cargo.toml", &["leptos", "web-sys", "js-sys", "gloo-net", "sqlx", "axum", "tokio"]),
    ("crates/fivefold-macros/Cargo.toml", &["fivefold-api", "leptos", "rstml", "serde"]),
    (
        "Cargo.toml",
        &[
            "regex",
            "url",
            "chrono",
            "chrono-tz",
            "jiff",
            "validator",
            "ammonia",
            "leptos_meta",
            "leptos-fetch",
        ],
    ),
    ("crates/fivefold-server/Cargo.toml", &["leptos", "web-sys", "gloo-net", "fivefold ="]),
];

#[test]
fn every_import_keeps_to_the_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut violations = Vec::new();
    for file in rust_files(&root.join("src")) {
        let relative = file.strip_prefix(root.join("src")).expect("a file of src lies in src");
        let place = place_of(relative);
        let source = fs::read_to_string(&file).expect("a source file is readable");
        for path in crate_paths(&source) {
            if let Some(reason) = violation(root, &place, &path) {
                violations.push(format!("src/{}: crate::{path}: {reason}", relative.display()));
            }
        }
    }
    for file in rust_files(&root.join("crates/fivefold-server/src")) {
        let source = fs::read_to_string(&file).expect("a source file is readable");
        for room in ["ports", "http"] {
            if source.contains(&["fivefold_api::", room].concat()) {
                violations.push(format!("{}: the server must not use fivefold_api::{room}", file.display()));
            }
        }
    }
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn no_crate_depends_on_what_it_must_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut violations = Vec::new();
    for (manifest, forbidden) in MUST_NOT_DEPEND {
        let text = fs::read_to_string(root.join(manifest)).expect("a manifest is readable");
        let dependencies = text
            .split("\n[")
            .filter(|section| section.starts_with("dependencies") || section.starts_with("target"))
            .filter(|section| !section.starts_with("target") || section.contains("'.dependencies]"))
            .flat_map(str::lines);
        for line in dependencies {
            for name in *forbidden {
                if line.split(['=', '.', ' ', ']']).next() == Some(name)
                    || line.starts_with(&format!("{name} ="))
                {
                    violations.push(format!("{manifest} must not depend on {name}"));
                }
            }
        }
    }
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_groups_and_nesting() {
    let source =
        "use crate::{data::{query, remote::Remote}, ui};\nlet x = crate::text::site::CART;\n// crate::app::x";
    let read: Vec<String> = crate_paths(source).into_iter().collect();
    assert_eq!(read, ["data::query", "data::remote::Remote", "text::site::CART", "ui"]);
}

#[test]
fn the_layers_refuse_what_they_should() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = |path: &str| place_of(Path::new(path));
    assert!(violation(root, &place("ui/price.rs"), "data::query").is_some());
    assert!(violation(root, &place("ui/price.rs"), "platform::storage").is_some());
    assert!(violation(root, &place("ui/price.rs"), "platform::intl::money").is_none());
    assert!(violation(root, &place("features/shopping/pages/list.rs"), "app::App").is_some());
    assert!(violation(root, &place("platform/head.rs"), "ui::Button").is_some());
    assert!(violation(root, &place("app.rs"), "features::shopping::ProductPage").is_none());
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The room of a file, and the slice for one of `features`.
fn place_of(relative: &Path) -> (String, Option<String>) {
    let mut parts = relative.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned());
    let room = parts.next().unwrap_or_default();
    let slice = (room == "features").then(|| parts.next()).flatten();
    (room, slice)
}

fn violation(root: &Path, (room, slice): &(String, Option<String>), path: &str) -> Option<String> {
    if let Some(reason) = reaches_inside(root, slice.as_deref(), path) {
        return Some(reason);
    }
    let (_, allowed) = MAY_USE.iter().find(|(name, _)| name == room)?;
    let fits = allowed.iter().any(|allowed| path == *allowed || path.starts_with(&format!("{allowed}::")));
    (!fits).then(|| format!("{room} may use only {}", allowed.join(", ")))
}

/// Another slice is used through what its `mod.rs` re-exports, never through its files.
fn reaches_inside(root: &Path, slice: Option<&str>, path: &str) -> Option<String> {
    let mut parts = path.split("::");
    let (Some("features"), Some(other), Some(inner)) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let folder = root.join("src/features").join(other);
    let is_file = folder.join(inner).is_dir() || folder.join(format!("{inner}.rs")).is_file();
    (slice != Some(other) && is_file).then(|| format!("reaches inside the slice {other}"))
}

/// Every path after `crate::`, groups unfolded, comments skipped.
fn crate_paths(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n");
    let mut paths = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        unfold("", &code[at + "crate::".len()..], &mut paths);
    }
    paths
}

/// Reads one path or group and returns what follows it.
fn unfold<'a>(prefix: &str, text: &'a str, paths: &mut BTreeSet<String>) -> &'a str {
    let mut rest = text.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        rest = group;
        loop {
            rest = unfold(prefix, rest, paths).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                _ => break,
            }
        }
        let rest = rest.trim_start_matches([',', ' ', '\n']);
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let path = if prefix.is_empty() { rest[..end].to_owned() } else { format!("{prefix}::{}", &rest[..end]) };
    let after = &rest[end..];
    match after.strip_prefix("::") {
        Some(more) if more.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') => {
            unfold(&path, more, paths)
        }
        _ => {
            paths.insert(path);
            after
                .strip_prefix(" as ")
                .map_or(after, |alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        }
    }
}
