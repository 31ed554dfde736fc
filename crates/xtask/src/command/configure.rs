//! `configure DIST CONFIG.json`: sets up a built folder for a shop, without a rebuild.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::flags::Flags;
use crate::{
    dist::{Settings, compress_file, headers, redirects},
    page,
    run::say,
};

pub(crate) fn configure(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let (Some(dist), Some(config)) = (flags.plain(), flags.plain()) else {
        bail!("usage: cargo xtask configure DIST CONFIG.json");
    };
    flags.end()?;
    let text = std::fs::read_to_string(&config).with_context(|| config.clone())?;
    let wanted: Value = serde_json::from_str(&text).with_context(|| format!("{config} is not JSON"))?;
    apply(Path::new(&dist), &wanted).with_context(|| config)?;
    say(format!("{dist} is configured"));
    Ok(())
}

/// Merges `wanted` over the folder's configuration and rewrites what follows from it. A key that the folder
/// does not know is refused: it would be a typing mistake that nobody notices.
pub(crate) fn apply(dist: &Path, wanted: &Value) -> Result<()> {
    let page_file = dist.join("index.html");
    let html = std::fs::read_to_string(&page_file)
        .with_context(|| format!("{} is not a built folder", dist.display()))?;
    let mut config = page::data_block(&html, "fivefold-config")?;
    let old = Settings::read(&config)?;
    for (key, value) in wanted.as_object().context("a configuration is a JSON object")? {
        let Some(slot) = config.get_mut(key) else {
            let known: Vec<&str> =
                config.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
            bail!("there is no key `{key}`; the keys are {}", known.join(", "));
        };
        *slot = value.clone();
    }
    let new = Settings::read(&config)?;

    let html = page::with_data_block(&html, "fivefold-config", &config)?;
    write(&page_file, &page::with_base(&html, &old.base, &new.base))?;
    let lost_file = dist.join("404.html");
    let lost = std::fs::read_to_string(&lost_file)?;
    write(&lost_file, &page::with_base(&lost, &old.base, &new.base))?;
    std::fs::write(dist.join("_headers"), headers(&new))?;
    std::fs::write(dist.join("_redirects"), redirects(&new))?;
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text)?;
    compress_file(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let config = json!({
            "brand": "Fivefold", "base": "/", "api": "", "media": "", "payments": [],
            "locales": [{"code": "en"}], "markets": [{"id": "EU"}], "capabilities": null,
        });
        let html = format!(
            r#"<link href=/assets/a.css><script type=application/json id=fivefold-config>{config}</script>"#
        );
        std::fs::write(dir.path().join("index.html"), html).unwrap();
        std::fs::write(dir.path().join("404.html"), r#"<a href="/">shop</a>"#).unwrap();
        dir
    }

    #[test]
    fn base_and_origins_reach_page_headers_and_rules() {
        let dir = folder();
        let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();

        apply(dir.path(), &json!({"base": "/shop/", "api": "https://api.example"})).unwrap();

        assert!(read("index.html").contains("href=/shop/assets/a.css"));
        assert!(read("index.html").contains(r#""api":"https://api.example""#));
        assert!(read("404.html").contains(r#"href="/shop/""#));
        assert!(read("_headers").contains("connect-src 'self' https://api.example;"));
        assert!(read("_redirects").starts_with("/shop/"));
        assert!(dir.path().join("index.html.br").is_file());
    }

    #[test]
    fn configuring_twice_is_like_configuring_once() {
        let dir = folder();
        let before = std::fs::read_to_string(dir.path().join("index.html")).unwrap();
        apply(dir.path(), &json!({"base": "/shop/"})).unwrap();
        apply(dir.path(), &json!({"base": "/"})).unwrap();
        assert_eq!(std::fs::read_to_string(dir.path().join("index.html")).unwrap(), before);
    }

    #[test]
    fn nonsense_changes_nothing_and_says_why() {
        let dir = folder();
        let before = std::fs::read_to_string(dir.path().join("index.html")).unwrap();
        for (nonsense, word) in [
            (json!({"aip": "https://api.example"}), "aip"),
            (json!({"api": 7}), "api"),
            (json!({"base": "shop"}), "base"),
            (json!([]), "object"),
        ] {
            let error = format!("{:#}", apply(dir.path(), &nonsense).unwrap_err());
            assert!(error.contains(word), "{error}");
        }
        assert_eq!(std::fs::read_to_string(dir.path().join("index.html")).unwrap(), before);
    }

    #[test]
    fn a_folder_that_is_not_ours_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        assert!(apply(dir.path(), &json!({})).unwrap_err().to_string().contains("is not a built folder"));
    }
}
