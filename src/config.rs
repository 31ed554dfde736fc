//! The shop's configuration: the JSON data block `#fivefold-config` of
//! `index.html`, read once at the start. It is data, so that a built shop can
//! be set up for another host without a rebuild.
//!
//! ```json
//! {
//!   "brand": "Harbour",
//!   "base": "/",
//!   "api": "https://api.harbour.example",
//!   "media": "https://media.harbour.example",
//!   "payments": ["https://pay.example"],
//!   "locales": [
//!     { "code": "en", "name": "English", "format": "en-GB", "market": "EU" },
//!     { "code": "zh-Hant", "name": "繁體中文", "market": "TW" }
//!   ],
//!   "markets": [{ "id": "EU", "currency": "EUR" }, { "id": "TW", "currency": "TWD" }],
//!   "texts": { "zh-Hant": "text-zh-Hant-1f3a9c02.json" },
//!   "capabilities": null
//! }
//! ```
//!
//! Every field may be left out, and so may the block.

use crate::platform::assets;
use fivefold_api::json::{self, FromJson, Named};
use fivefold_api::model::Capabilities;
use fivefold_api::vocabulary::{Currency, Locale, MarketId, Scope};
use std::fmt;

/// The id of the data block.
pub const BLOCK: &str = "fivefold-config";

/// What one shop is set up to be.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The shop's name.
    pub brand: String,
    /// The path the shop lives under; begins and ends with `/`.
    pub base: String,
    /// The backend's origin; empty for the page's own.
    pub api: String,
    /// The origin that relative picture addresses are resolved against; empty for the page's own.
    pub media: String,
    /// The only origins a payment may be sent to.
    pub payments: Vec<String>,
    /// The languages; the first is the default and has no URL prefix.
    pub locales: Vec<ShopLocale>,
    /// The markets; the first serves every language that names none.
    pub markets: Vec<ShopMarket>,
    /// Locale → its message file, relative to the base. The build fills it in; a pseudo-locale has none
    /// and is found under `text/`.
    pub texts: Named<String>,
    /// What the backend offered when the shop was set up, for the first navigation.
    pub capabilities: Option<Capabilities>,
}

/// A language of the shop.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(deny_unknown_fields)]
pub struct ShopLocale {
    /// Language tag (BCP 47) of messages and backend texts: `zh-Hant`.
    pub code: String,
    /// The language's own name: `繁體中文`.
    pub name: String,
    /// Language tag for numbers and dates where another than `code`: `en-GB`.
    #[serde(default)]
    pub format: String,
    /// The market shown unless the buyer chooses another.
    #[serde(default)]
    pub market: String,
}

/// A market of the shop.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(deny_unknown_fields)]
pub struct ShopMarket {
    /// Its id, as it stands in URLs: `EU`.
    pub id: String,
    /// ISO 4217 code of the currency shown unless the buyer chooses another.
    pub currency: String,
}

/// The language and market that a URL speaks of. Made by [`Config::place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The language.
    pub locale: &'a ShopLocale,
    /// The market.
    pub market: &'a ShopMarket,
}

/// What is wrong with the configuration, in words for the shop's owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Default for Config {
    fn default() -> Self {
        let locale = |code: &str, name: &str, format: &str, market: &str| ShopLocale {
            code: code.to_owned(),
            name: name.to_owned(),
            format: format.to_owned(),
            market: market.to_owned(),
        };
        let market =
            |id: &str, currency: &str| ShopMarket { id: id.to_owned(), currency: currency.to_owned() };
        Self {
            brand: "Fivefold".to_owned(),
            base: "/".to_owned(),
            api: String::new(),
            media: String::new(),
            payments: Vec::new(),
            locales: vec![locale("en", "English", "en-GB", "EU"), locale("zh-Hant", "繁體中文", "", "TW")],
            markets: vec![market("EU", "EUR"), market("TW", "TWD")],
            texts: Named::default(),
            capabilities: None,
        }
    }
}

impl Config {
    /// Reads the page's data block.
    ///
    /// # Errors
    /// When the block holds anything that no shop can be made of.
    pub fn from_page() -> Result<Self, ConfigError> {
        Self::parse(&assets::data_block(BLOCK).unwrap_or_default())
    }

    /// Reads and checks the JSON; an empty text gives the defaults.
    ///
    /// # Errors
    /// Which field is wrong and what it must be.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let config: Self = json::from_str(text).map_err(|error| wrong("", &error.to_string()))?;
        config.check()?;
        Ok(config)
    }

    /// The language and market of a path below the base, and the rest of the
    /// path: `/zh-Hant-TW/cart` is `/cart` in Chinese. Without a known prefix
    /// it is the default place.
    pub fn place<'a, 'p>(&'a self, path: &'p str) -> (Place<'a>, &'p str) {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let found = first.rsplit_once('-').and_then(|(code, id)| {
            let locale = self.locales.iter().find(|locale| locale.code == code)?;
            let market = self.markets.iter().find(|market| market.id == id)?;
            Some(Place { locale, market })
        });
        match (found, path.split_once(first)) {
            (Some(place), Some((_, rest))) => (place, if rest.is_empty() { "/" } else { rest }),
            _ => (self.default_place(), path),
        }
    }

    /// The place without a prefix: the first language and its market.
    pub fn default_place(&self) -> Place<'_> {
        self.place_of(&self.locales[0])
    }

    /// A language in its own market.
    pub fn place_of<'a>(&'a self, locale: &'a ShopLocale) -> Place<'a> {
        let market = self.markets.iter().find(|market| market.id == locale.market);
        Place { locale, market: market.unwrap_or(&self.markets[0]) }
    }

    /// What stands between the base and the path of a page: empty for the
    /// default place, `/zh-Hant-TW` for another.
    pub fn prefix(&self, place: Place<'_>) -> String {
        if place == self.default_place() {
            return String::new();
        }
        ["/", &place.locale.code, "-", &place.market.id].concat()
    }

    /// Where the messages of a language are; `None` for English, which is compiled in.
    pub fn text_url(&self, locale: &ShopLocale) -> Option<String> {
        let code = locale.code.as_str();
        if code == "en" {
            return None;
        }
        Some(match self.texts.get(code) {
            Some(file) => [&self.base, file.as_str()].concat(),
            None => [&self.base, "text/", code, ".json"].concat(),
        })
    }

    /// Whether a payment may be sent to `origin`.
    pub fn is_payment_origin(&self, origin: &str) -> bool {
        self.payments.iter().any(|allowed| allowed == origin)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.brand.trim().is_empty() {
            return Err(wrong("brand", "must not be empty"));
        }
        if !(self.base.starts_with('/') && self.base.ends_with('/')) || has_empty_step(&self.base) {
            return Err(wrong("base", "must be a path that begins and ends with /, such as /shop/"));
        }
        for (field, origin) in [("api", &self.api), ("media", &self.media)] {
            if !origin.is_empty() && !is_origin(origin) {
                return Err(not_an_origin(field, origin));
            }
        }
        if let Some(origin) = self.payments.iter().find(|origin| !is_origin(origin)) {
            return Err(not_an_origin("payments", origin));
        }
        self.check_places()?;
        let stays_here =
            |file: &str| !file.is_empty() && !file.starts_with('/') && !file.contains([':', '\\']);
        if let Some(file) = self.texts.0.iter().map(|(_, file)| file).find(|file| !stays_here(file)) {
            return Err(wrong("texts", &[file, " is not a path relative to the base"].concat()));
        }
        Ok(())
    }

    fn check_places(&self) -> Result<(), ConfigError> {
        if self.locales.is_empty() {
            return Err(wrong("locales", "must name at least one language"));
        }
        if self.markets.is_empty() {
            return Err(wrong("markets", "must name at least one market"));
        }
        for (index, market) in self.markets.iter().enumerate() {
            if market.id.is_empty() || !market.id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(wrong("markets", &[&market.id, " is no id of letters and digits"].concat()));
            }
            if Currency::iso(&market.currency).is_err() {
                return Err(wrong("markets", &[&market.currency, " is no ISO 4217 currency code"].concat()));
            }
            if self.markets[..index].iter().any(|other| other.id == market.id) {
                return Err(wrong("markets", &[&market.id, " stands twice"].concat()));
            }
        }
        for (index, locale) in self.locales.iter().enumerate() {
            let well_formed = locale.code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if locale.code.is_empty() || !well_formed {
                return Err(wrong(
                    "locales",
                    &[&locale.code, " is no language tag such as zh-Hant"].concat(),
                ));
            }
            if self.locales[..index].iter().any(|other| other.code == locale.code) {
                return Err(wrong("locales", &[&locale.code, " stands twice"].concat()));
            }
            if !locale.market.is_empty() && !self.markets.iter().any(|market| market.id == locale.market) {
                let problem =
                    [&locale.code, " names the market ", &locale.market, ", which is not in markets"];
                return Err(wrong("locales", &problem.concat()));
            }
        }
        Ok(())
    }
}

impl ShopLocale {
    /// The tag for `Intl`.
    pub fn format_tag(&self) -> &str {
        if self.format.is_empty() { &self.code } else { &self.format }
    }
}

impl Place<'_> {
    /// What backend reads from here ask for, in the market's own currency.
    pub fn scope(&self) -> Scope {
        Scope {
            locale: Locale(self.locale.code.clone()),
            market: MarketId(self.market.id.clone()),
            currency: self.market.currency.clone(),
        }
    }
}

/// `https://host` or `http://host:port`: no path, no user, nothing after.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        let allowed =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
        host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
            && host.bytes().all(allowed)
    })
}

fn not_an_origin(field: &str, found: &str) -> ConfigError {
    wrong(field, &[found, " is not an origin such as https://shop.example"].concat())
}

fn wrong(field: &str, problem: &str) -> ConfigError {
    let colon = if field.is_empty() { "" } else { ": " };
    ConfigError([BLOCK, ": ", field, colon, problem].concat())
}

/// Whether two slashes follow each other. A search for text would bring its whole machinery along.
fn has_empty_step(path: &str) -> bool {
    path.as_bytes().windows(2).any(|pair| pair == b"//")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refusal(json: &str) -> String {
        Config::parse(json).expect_err(json).to_string()
    }

    #[test]
    fn an_empty_block_gives_a_shop_that_works() {
        let config = Config::parse(" \n").unwrap();
        assert_eq!(config, Config::default());
        assert_eq!(Config::parse("{}").unwrap(), config);
        config.check().unwrap();
    }

    #[test]
    fn the_example_of_the_module_is_valid() {
        let source = include_str!("config.rs");
        let json: String = source
            .lines()
            .skip_while(|line| *line != "//! ```json")
            .skip(1)
            .take_while(|line| *line != "//! ```")
            .map(|line| line.trim_start_matches("//!"))
            .collect();
        let config = Config::parse(&json).unwrap();
        assert_eq!(config.brand, "Harbour");
        assert_eq!(config.text_url(&config.locales[1]).as_deref(), Some("/text-zh-Hant-1f3a9c02.json"));
        assert_eq!(config.text_url(&config.locales[0]), None);
    }

    #[test]
    fn a_bad_configuration_names_the_field_and_what_it_must_be() {
        for (json, said) in [
            ("[", "fivefold-config: not JSON"),
            (r#"{"brnad":"x"}"#, "unknown field `brnad`"),
            (r#"{"brand":" "}"#, "brand: must not be empty"),
            (r#"{"base":"shop"}"#, "base: must be a path"),
            (r#"{"api":"https://a.example/v1"}"#, "api: https://a.example/v1 is not an origin"),
            (r#"{"media":"//a.example"}"#, "media: //a.example is not an origin"),
            (r#"{"payments":["javascript:alert(1)"]}"#, "payments: javascript:alert(1) is not an origin"),
            (r#"{"payments":["https://a@b.example"]}"#, "is not an origin"),
            (r#"{"locales":[]}"#, "locales: must name at least one language"),
            (r#"{"locales":[{"code":"en","name":"English","market":"XX"}]}"#, "which is not in markets"),
            (r#"{"markets":[]}"#, "markets: must name at least one market"),
            (r#"{"markets":[{"id":"EU","currency":"euro"}]}"#, "euro is no ISO 4217 currency code"),
            (r#"{"texts":{"zh-Hant":"https://evil.example/x"}}"#, "is not a path relative to the base"),
        ] {
            assert!(refusal(json).contains(said), "{json} said {}", refusal(json));
        }
    }

    #[test]
    fn x_i18n_a_url_prefix_chooses_language_and_market() {
        let config = Config::default();
        let (place, rest) = config.place("/zh-Hant-TW/products/teapot");
        assert_eq!((place.locale.code.as_str(), place.market.id.as_str()), ("zh-Hant", "TW"));
        assert_eq!(rest, "/products/teapot");
        assert_eq!(config.prefix(place), "/zh-Hant-TW");
        assert_eq!(place.scope().currency, "TWD");

        let (place, rest) = config.place("/zh-Hant-EU");
        assert_eq!((place.market.id.as_str(), rest), ("EU", "/"));
        assert_eq!(config.prefix(place), "/zh-Hant-EU");
    }

    #[test]
    fn x_i18n_without_a_known_prefix_a_url_is_in_the_default_language() {
        let config = Config::default();
        for path in ["/", "", "/products", "/zh-Hant", "/zh-Hant-XX/cart", "/fr-EU/cart", "/-/", "/en-"] {
            let (place, rest) = config.place(path);
            assert_eq!(place, config.default_place(), "{path}");
            assert_eq!(rest, path);
        }
        assert_eq!(config.prefix(config.default_place()), "");
    }

    #[test]
    fn a_payment_goes_to_a_listed_origin_only() {
        let config = Config::parse(r#"{"payments":["https://pay.example"]}"#).unwrap();
        assert!(config.is_payment_origin("https://pay.example"));
        assert!(!config.is_payment_origin("https://pay.example.evil.example"));
    }

    proptest! {
        #[test]
        fn x_i18n_no_path_makes_the_prefix_panic(path in "\\PC{0,40}") {
            Config::default().place(&path);
        }
    }
}
