//! One style sheet out of `style/`: tokens, base, primitives, features, in the order of the layers.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What decides between equal selectors, weakest first. Each file puts its rules into one of these.
const LAYERS: &str = "@layer reset, tokens, base, ui, site, features;\n";

/// The sheets that a release sends apart, and the chunks whose pages need them. Since the layers are named in
/// the first sheet, it does not matter when another one comes.
pub(crate) const APART: &[(&str, &[&str])] =
    &[("features/checkout.css", &["checkout", "order", "orders", "payment"]), ("site/home.css", &["site"])];

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
    use super::stylesheet;

    #[test]
    fn files_follow_the_layers_whatever_their_names() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("features/auctions.css", "f"),
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
        assert!(whole.ends_with("f\nc\n"), "development has one sheet");
    }
}
