//! `_redirects`: every address of the app answers with its page; anything else stays a real 404.

use super::{Settings, patterns::PATTERNS};

/// Cloudflare Pages reads no more rules with placeholders than this.
pub(crate) const MOST_DYNAMIC: usize = 100;

/// The file's text, in the form that Netlify and Cloudflare Pages read, and our own server too.
pub(crate) fn redirects(settings: &Settings) -> String {
    let base = &settings.base;
    let page = format!("{base}index.html");
    let prefixes =
        std::iter::once(String::new()).chain(settings.storefronts.iter().map(|it| format!("{it}/")));
    let mut file = String::new();
    for prefix in prefixes {
        for pattern in PATTERNS {
            let path = format!("{base}{prefix}{}", pattern.path.trim_start_matches('/'));
            if path == *base {
                continue;
            }
            file.push_str(&format!("{} {page} 200\n", path.trim_end_matches('/')));
        }
    }
    file
}

/// How many rules carry a placeholder.
pub(crate) fn dynamic_rules(file: &str) -> usize {
    file.lines().filter(|line| line.contains("/:")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(base: &str) -> String {
        redirects(&Settings {
            base: base.into(),
            api: String::new(),
            media: String::new(),
            payments: vec![],
            storefronts: vec!["zh-Hant-TW".into()],
        })
    }

    #[test]
    fn every_pattern_opens_with_and_without_a_storefront() {
        let file = file("/");
        for rule in [
            "/products /index.html 200",
            "/products/:slug /index.html 200",
            "/zh-Hant-TW /index.html 200",
            "/zh-Hant-TW/products/:slug /index.html 200",
        ] {
            assert!(file.lines().any(|line| line == rule), "{rule} is missing in\n{file}");
        }
    }

    #[test]
    fn the_root_needs_no_rule_and_nothing_catches_everything() {
        let file = file("/");
        assert!(!file.lines().any(|line| line.starts_with("/ ") || line.contains('*')));
        assert!(!file.contains("/design"), "that page is in development only");
    }

    #[test]
    fn a_base_stands_on_both_sides() {
        assert!(
            file("/shop/")
                .lines()
                .all(|line| line.starts_with("/shop/") && line.contains(" /shop/index.html "))
        );
    }

    #[test]
    fn rules_with_placeholders_are_counted() {
        assert_eq!(dynamic_rules("/a /index.html 200\n/a/:b /index.html 200\n"), 1);
    }
}
