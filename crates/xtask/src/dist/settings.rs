//! The part of the shop's configuration that concerns the folder: where it stands and whom it may talk to.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What the data block `fivefold-config` says to a CDN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// `/` or `/shop/`.
    pub(crate) base: String,
    /// The origin of the API, or empty where it is our own.
    pub(crate) api: String,
    /// The origin of pictures and uploads, or empty where it is the API's.
    pub(crate) media: String,
    /// Origins of payment pages.
    pub(crate) payments: Vec<String>,
    /// Every `{locale}-{MARKET}` that may stand before a path.
    pub(crate) storefronts: Vec<String>,
}

impl Settings {
    /// Reads the configuration and says which key is wrong, if one is. The app checks the rest of it.
    pub(crate) fn read(config: &Value) -> Result<Self> {
        let base = text(config, "base")?;
        if !base.starts_with('/') || !base.ends_with('/') || base.contains("//") || base.contains("..") {
            bail!("`base` must be a path such as \"/\" or \"/shop/\", not {base:?}");
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
        if !base.bytes().all(plain) {
            bail!("`base` must be a plain path, not {base:?}");
        }
        let payments = config["payments"].as_array().context("`payments` must be a list of origins")?;
        let payments = payments.iter().map(|origin| {
            let origin = origin.as_str().context("`payments` must be a list of origins")?;
            check_origin("payments", origin)?;
            Ok(origin.to_owned())
        });
        let locales = names(config, "locales", "code")?;
        let markets = names(config, "markets", "id")?;
        let storefronts =
            locales.iter().flat_map(|locale| markets.iter().map(move |market| format!("{locale}-{market}")));
        Ok(Self {
            base,
            api: origin(config, "api")?,
            media: origin(config, "media")?,
            payments: payments.collect::<Result<_>>()?,
            storefronts: storefronts.collect(),
        })
    }
}

fn text(config: &Value, key: &str) -> Result<String> {
    config[key].as_str().map(str::to_owned).with_context(|| format!("`{key}` must be a text"))
}

fn origin(config: &Value, key: &str) -> Result<String> {
    let origin = text(config, key)?;
    if !origin.is_empty() {
        check_origin(key, &origin)?;
    }
    Ok(origin)
}

/// The names in a list of objects. They stand in addresses, so nothing but a plain word will do.
fn names(config: &Value, key: &str, name: &str) -> Result<Vec<String>> {
    let list = config[key].as_array().with_context(|| format!("`{key}` must be a list"))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    list.iter()
        .map(|entry| match entry[name].as_str() {
            Some(text) if !text.is_empty() && text.bytes().all(plain) => Ok(text.to_owned()),
            _ => bail!("each of `{key}` needs a plain `{name}`"),
        })
        .collect()
}

/// An origin goes into a header: anything that could end the directive or the line is refused.
fn check_origin(key: &str, origin: &str) -> Result<()> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => Ok(()),
        _ => bail!(
            "`{key}` must hold origins such as \"https://api.example.com\" without a path, not {origin:?}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Settings;

    fn config() -> serde_json::Value {
        json!({
            "base": "/", "api": "", "media": "", "payments": ["http://127.0.0.1:8081"],
            "locales": [{"code": "en"}, {"code": "zh-Hant"}], "markets": [{"id": "EU"}, {"id": "TW"}],
        })
    }

    #[test]
    fn every_locale_meets_every_market() {
        let settings = Settings::read(&config()).unwrap();
        assert_eq!(settings.storefronts, ["en-EU", "en-TW", "zh-Hant-EU", "zh-Hant-TW"]);
    }

    #[test]
    fn nonsense_is_refused_with_the_key_that_holds_it() {
        for (key, nonsense) in [
            ("base", json!("shop")),
            ("base", json!("/shop")),
            ("base", json!("//evil.example/")),
            ("api", json!("https://api.example.com/v1")),
            ("api", json!("https://a.example; script-src *")),
            ("api", json!("javascript:alert(1)")),
            ("media", json!(["https://media.example.com"])),
            ("media", json!("https://")),
            ("payments", json!("https://pay.example")),
            ("payments", json!(["https://pay.example\n/*"])),
            ("base", json!("/a b/")),
            ("locales", json!(null)),
            ("locales", json!([{"code": "en /*"}])),
            ("markets", json!({})),
        ] {
            let mut config = config();
            config[key] = nonsense.clone();
            let error = Settings::read(&config).unwrap_err().to_string();
            assert!(error.contains(key), "{nonsense} in {key} gave: {error}");
        }
    }
}
