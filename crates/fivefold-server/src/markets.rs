//! The markets this shop sells to, and the languages and currencies it speaks.

/// One market.
#[derive(Debug, PartialEq, Eq)]
pub struct MarketFacts {
    /// Its id, as it stands in URLs.
    pub id: &'static str,
    /// Its name in English, Traditional Chinese and Simplified Chinese.
    pub names: [&'static str; 3],
    /// ISO 3166-1 alpha-2 codes of the countries goods are sent to.
    pub countries: &'static [&'static str],
    /// The currency shown unless another is chosen.
    pub currency: &'static str,
    /// Whether displayed prices include tax.
    pub tax_included: bool,
}

/// The languages texts come in; the first is the default.
pub const LOCALES: [&str; 3] = ["en", "zh-Hant", "zh-Hans"];

/// The currencies prices come in.
pub const CURRENCIES: [&str; 6] = ["EUR", "USD", "JPY", "TWD", "CNY", "KWD"];

/// The markets; the first is the default.
pub const MARKETS: [MarketFacts; 6] = [
    MarketFacts {
        id: "EU",
        names: ["European Union", "歐盟", "欧盟"],
        countries: &["AT", "BE", "DE", "ES", "FR", "IE", "IT", "NL", "PT"],
        currency: "EUR",
        tax_included: true,
    },
    MarketFacts {
        id: "US",
        names: ["United States", "美國", "美国"],
        countries: &["US"],
        currency: "USD",
        tax_included: false,
    },
    MarketFacts {
        id: "JP",
        names: ["Japan", "日本", "日本"],
        countries: &["JP"],
        currency: "JPY",
        tax_included: true,
    },
    MarketFacts {
        id: "TW",
        names: ["Taiwan", "台灣", "台湾"],
        countries: &["TW"],
        currency: "TWD",
        tax_included: true,
    },
    MarketFacts {
        id: "CN",
        names: ["Mainland China", "中國大陸", "中国大陆"],
        countries: &["CN"],
        currency: "CNY",
        tax_included: true,
    },
    MarketFacts {
        id: "KW",
        names: ["Kuwait", "科威特", "科威特"],
        countries: &["KW"],
        currency: "KWD",
        tax_included: true,
    },
];

/// The market of an id.
#[must_use]
pub fn market(id: &str) -> Option<&'static MarketFacts> {
    MARKETS.iter().find(|market| market.id == id)
}

/// The language nearest to a BCP 47 tag: `zh-Hant-TW` and `zh-TW` are `zh-Hant`, anything unknown is
/// the default.
#[must_use]
pub fn nearest_locale(tag: &str) -> &'static str {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    if parts.next().as_deref() != Some("zh") {
        return LOCALES[0];
    }
    for part in parts {
        match part.as_str() {
            "hant" | "tw" | "hk" | "mo" => return "zh-Hant",
            "hans" | "cn" | "sg" | "my" => return "zh-Hans",
            _ => {}
        }
    }
    "zh-Hans"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_i18n_an_unknown_language_falls_back_to_the_nearest() {
        for (tag, nearest) in [
            ("en", "en"),
            ("en-GB", "en"),
            ("zh-Hant-TW", "zh-Hant"),
            ("zh_HK", "zh-Hant"),
            ("ZH-hans", "zh-Hans"),
            ("zh", "zh-Hans"),
            ("fr", "en"),
            ("", "en"),
            ("漢", "en"),
        ] {
            assert_eq!(nearest_locale(tag), nearest, "{tag}");
        }
    }

    #[test]
    fn x_cap_every_market_shows_a_currency_the_shop_has() {
        for market in &MARKETS {
            assert!(CURRENCIES.contains(&market.currency), "{}", market.id);
        }
    }
}
