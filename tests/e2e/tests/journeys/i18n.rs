//! Languages: nothing left in English, nothing clipped, everything mirrored, each choice by itself.
//!
//! Two of the languages are nobody's: `en-XA` puts every message into brackets and makes it longer, `ar-XB`
//! runs from right to left (`src/text/pseudo.rs`). A shop has them only because it is set up with them here.

use crate::shop::{Shop, for_each_engine_with};
use crate::tour::{CLIPPED, NARROW, PAGES, on_every_page, strings};
use fivefold_e2e::{Engine, Journey, Look, ServerOptions};
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

const LONGER: &str = "/en-XA-EU";
const MIRRORED: &str = "/ar-XB-EU";

/// What `Intl` says by itself.
const INTL: &[&str] = &[
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sun",
    "AM",
    "PM",
    "at",
    "tomorrow",
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Every text that can be seen or heard, with where it stands. The names of countries are the browser's.
const TEXTS: &str = "
    const found = [];
    const add = (element, kind, text) => {
        text = (text || '').replace(/\\s+/g, ' ').trim();
        if (!text) return;
        if (element.tagName === 'OPTION' && /^[A-Z]{2}$/.test(element.value)
            && text === new Intl.DisplayNames(document.documentElement.lang, { type: 'region' }).of(element.value)) return;
        found.push([element.tagName.toLowerCase() + (element.className.baseVal ?? element.className).toString().replace(/^|\\s+/g, '.') + kind, text]);
    };
    add(document.documentElement, ' title', document.title);
    const root = document.querySelector('.fivefold body') || document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest('script, style, noscript, template')) continue;
        const shown = element.tagName === 'OPTION' ? element.closest('select') : element;
        if (shown && shown.checkVisibility({ visibilityProperty: true })) add(element, '', walker.currentNode.data);
    }
    for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title', 'alt', 'data-name']) {
        for (const element of root.querySelectorAll('[' + name + ']')) {
            if (element.checkVisibility({ visibilityProperty: true })) add(element, ' ' + name, element.getAttribute(name));
        }
    }
    return found;";

/// What does not stand where it belongs in a page that runs from right to left.
const NOT_MIRRORED: &str = "
    const wrong = [];
    const root = document.documentElement, wide = root.clientWidth;
    if (root.dir !== 'rtl' || getComputedStyle(document.body).direction !== 'rtl') wrong.push('the page runs from the left');
    const gaps = (box) => ({ left: box.left, right: wide - box.right });
    const brand = gaps(document.querySelector('.site-header__brand').getBoundingClientRect());
    if (brand.right >= brand.left) wrong.push('the brand stands on the left: ' + JSON.stringify(brand));
    const tools = gaps(document.querySelector('.site-header__tools').getBoundingClientRect());
    if (tools.left >= tools.right) wrong.push('the cart stands on the right: ' + JSON.stringify(tools));
    const range = document.createRange();
    const heading = document.querySelector('main h1'), column = heading.parentElement.getBoundingClientRect();
    range.selectNodeContents(heading);
    const title = range.getBoundingClientRect();
    // A title in the middle, or one that fills its line, has the same on both sides.
    const [before, after] = [column.right - title.right, title.left - column.left];
    if (before > after + 2) wrong.push('the title begins on the left: ' + before + ' and ' + after);
    const cards = [...document.querySelectorAll('.product-grid .product-card')].map(card => card.getBoundingClientRect());
    if (cards.length > 1 && cards[0].top === cards[1].top && cards[0].left <= cards[1].left) wrong.push('the first product stands on the left');
    return wrong;";

/// A shop in all languages, those of nobody too.
fn all_languages() -> ServerOptions {
    let locale = |code: &str, format: &str, market: &str| json!({ "code": code, "name": code, "format": format, "market": market });
    let locales = [
        locale("en", "en-GB", "EU"),
        locale("zh-Hant", "", "TW"),
        locale("zh-Hans", "", "CN"),
        locale("en-XA", "", "EU"),
        locale("ar-XB", "", "EU"),
    ];
    ServerOptions { config: Some(json!({ "locales": locales })), ..ServerOptions::default() }
}

#[tokio::test]
async fn x_i18n_nothing_is_untranslated() -> Journey {
    for_each_engine_with(&all_languages(), Look::PHONE, async |shop: Shop| {
        on_every_page(&shop, LONGER, async |tab| {
            let known = not_ours(&shop).await?;
            let found = tab.script(TEXTS, vec![]).await?;
            let texts = found.as_array().ok_or("a list of texts")?;
            // A page that was not looked at has nothing untranslated either.
            assert!(texts.len() > 5, "{found}");
            let text_of = |text: &Value| Some((text[0].as_str()?.to_owned(), text[1].as_str()?.to_owned()));
            let mut foreign: Vec<String> = texts
                .iter()
                .filter_map(text_of)
                .filter(|(_, text)| !is_message(text) && !is_known(text, &known))
                .map(|(place, text)| format!("{place}: “{text}”"))
                .collect();
            foreign.dedup();
            Ok(foreign)
        })
        .await
    })
    .await
}

fn is_message(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

/// Whether a text says nothing that could be translated, or it or each of its parts is known, with a count behind it
/// or without.
fn is_known(text: &str, known: &[String]) -> bool {
    let counted = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let text = counted.filter(|(_, count)| count.parse::<u64>().is_ok()).map_or(text, |(name, _)| name);
    let is_plain = |part: &str| {
        // A city stands behind its postcode.
        let split = part
            .split_once(' ')
            .filter(|(code, _)| code.len() >= 4 && code.bytes().all(|c| c.is_ascii_digit()));
        let name = split.map_or(part, |(_, city)| city);
        !part.contains(char::is_alphabetic) || known.iter().any(|word| word == part || word == name)
    };
    let is_date =
        || text.split([' ', ',']).all(|word| INTL.contains(&word) || !word.contains(char::is_alphabetic));
    is_plain(text) || text.split(['·', ',']).map(str::trim).all(is_plain) || is_date()
}

/// The words that come from the server, the shop's configuration or the buyer.
async fn not_ours(shop: &Shop) -> Result<Vec<String>, Error> {
    let product = shop.fill_in("/v1/products/{product}").await?;
    let bought = shop.plentiful_variant().await?;
    let bought = bought.split('?').next().unwrap_or_default();
    let lists =
        ["/v1/capabilities", "/v1/categories", "/v1/products?per_page=60", "/v1/products?per_page=60&page=2"];
    let mut paths = lists.map(str::to_owned).to_vec();
    paths.extend([format!("{product}/reviews"), product, format!("/v1{bought}")]);
    paths.extend(["open", "ended"].map(|phase| format!("/v1/auctions?phase={phase}&per_page=60")));
    paths.extend(["open", "over"].map(|phase| format!("/v1/group-buys?phase={phase}&per_page=60")));
    for group in ["{group}", "{full_group}"] {
        paths.push(shop.fill_in(&["/v1/group-buys/", group].concat()).await?);
    }
    paths.extend(["", "/darkroom-new-york"].map(|service| ["/v1/services", service].concat()));
    let lot = ["/v1/auctions/", &shop.quiet_lot().await?.0].concat();
    paths.extend([[&lot, "/bids"].concat(), lot]);
    let mut words = Vec::new();
    for path in paths {
        collect(&shop.ask(&path).await?, &mut words);
    }
    for path in ["/v1/cart", "/v1/checkout", "/v1/orders"] {
        if let Ok(answer) = shop.ask_privately(path).await {
            collect(&answer, &mut words);
        }
    }
    // The brand, the languages, and what the buyer typed.
    words.extend(["Fivefold", "en", "zh-Hant", "zh-Hans", "en-XA", "ar-XB"].map(str::to_owned));
    words.extend(["Germany", "qqqqqqqq", "tea", "10115 Berlin"].map(str::to_owned));
    words.extend(["Bo Buyer (demo)", "buyer@demo.example"].map(str::to_owned));
    // Lots that were stopped stand in no list but the bidder's.
    words.extend(["Parade trumpet, silver plated", "Dial telephone, cherry red, 1970s"].map(str::to_owned));
    Ok(words)
}

/// All texts of an answer.
fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) => words.push(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, words)),
        _ => {}
    }
}

#[tokio::test]
async fn x_i18n_nothing_is_clipped_when_text_grows() -> Journey {
    for look in [Look::PHONE, NARROW] {
        for_each_engine_with(&all_languages(), look, async |shop: Shop| {
            // A window of the others has a least width, and that was looked at.
            if look.width < Look::PHONE.width && shop.tab().engine() != Engine::Chromium {
                return Ok(());
            }
            on_every_page(&shop, LONGER, async |tab| strings(&tab.script(CLIPPED, vec![]).await?)).await
        })
        .await
        .map_err(|fault| format!("{} px wide: {fault}", look.width))?;
    }
    Ok(())
}

#[tokio::test]
async fn x_i18n_pages_mirror_from_right_to_left() -> Journey {
    for look in [Look::DESKTOP, Look::PHONE] {
        for_each_engine_with(&all_languages(), look, async |shop: Shop| {
            on_every_page(&shop, MIRRORED, async |tab| strings(&tab.script(NOT_MIRRORED, vec![]).await?))
                .await
        })
        .await
        .map_err(|fault| format!("{} px wide: {fault}", look.width))?;
    }
    Ok(())
}

#[tokio::test]
async fn x_i18n_title_lang_and_dir_on_every_page() -> Journey {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for_each_engine_with(&all_languages(), Look::PHONE, async |shop: Shop| {
        let mut wrong = Vec::new();
        for (prefix, lang, dir) in [
            ("", "en", "ltr"),
            ("/zh-Hant-TW", "zh-Hant", "ltr"),
            ("/zh-Hans-CN", "zh-Hans", "ltr"),
            (LONGER, "en-XA", "ltr"),
            (MIRRORED, "ar-XB", "rtl"),
        ] {
            for page in PAGES {
                let path = shop.fill_in(page).await?;
                let path = if path.is_empty() && prefix.is_empty() { "/".to_owned() } else { path };
                let tab = shop.open(&format!("{prefix}{path}")).await?;
                shop.settled().await?;
                let said = tab
                    .script(
                        "const r = document.documentElement; return [r.lang, r.dir, document.title]",
                        vec![],
                    )
                    .await?;
                if said[0] != lang || said[1] != dir {
                    wrong.push(format!("{prefix}{path} says {said}"));
                }
                let title = said[2].as_str().unwrap_or_default();
                let is_translated = match lang {
                    // What was looked for names its page, in the quotation marks of the language.
                    "zh-Hant" | "zh-Hans" => is_chinese(title) || page.contains("?q="),
                    "en-XA" => is_message(title),
                    _ => title.len() > "Fivefold".len(),
                };
                if !is_translated || !title.contains("Fivefold") {
                    wrong.push(format!("{prefix}{path} is called “{title}”"));
                }
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
    })
    .await
}

#[tokio::test]
async fn x_i18n_language_market_and_currency_are_independent() -> Journey {
    for_each_engine_with(&all_languages(), Look::DESKTOP, async |shop: Shop| {
        let tab = shop.open("/zh-Hans-EU/products").await?;
        tab.see_text(".product-card", "€").await?;
        tab.click(".site-header .site-preferences").await?;
        tab.click_text(".site-choices .ui-choice", "JPY").await?;
        // Prices in yen, in the words of the language, with the market's tax.
        tab.see_text("main .product-card", "¥").await?;
        tab.see_text(".site-header .site-preferences", "JPY").await?;
        assert!(tab.address().await?.ends_with("/zh-Hans-EU/products"));
        assert_eq!(tab.script("return document.documentElement.lang", vec![]).await?, "zh-Hans");
        let asked = tab
            .script("return performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/v1/products?')).pop()", vec![])
            .await?;
        let asked = asked.as_str().unwrap_or_default();
        for part in ["locale=zh-Hans", "market=EU", "currency=JPY"] {
            assert!(asked.contains(part), "{asked} has {part}");
        }

        // Another market keeps language and currency; another language keeps market and currency.
        let market = ".site-choices a[href^='/zh-Hans-US/products']";
        tab.click(market).await?;
        tab.arrive_at("/zh-Hans-US/products").await?;
        tab.see_text(".site-header .site-preferences", "JPY").await?;
        tab.see_text("main .product-card", "¥").await?;
        let title = tab.text("main h1").await?;
        assert_eq!(title, "全部商品");
        tab.click(".site-header .site-preferences").await?;
        tab.click(".site-choices a[hreflang=zh-Hant]").await?;
        tab.arrive_at("/zh-Hant-US/products").await?;
        tab.see_text(".site-header .site-preferences", "JPY").await?;
        tab.see_text("main h1", "所有商品").await?;
        tab.no_errors(&[]).await
    })
    .await
}
