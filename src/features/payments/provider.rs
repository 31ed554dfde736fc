//! Which payment pages are opened (X-SEC).

use fivefold_api::model::PaymentAttempt;

/// The address of the payment page, if its origin is among those the shop is set up for.
pub fn payment_page(attempt: &PaymentAttempt, is_allowed: impl Fn(&str) -> bool) -> Option<&str> {
    let url = attempt.action.as_ref()?.url.as_str();
    is_allowed(origin(url)?).then_some(url)
}

/// Scheme, host and port of an address, as configurations write them. `None` for anything in which two
/// readers could see two different hosts.
fn origin(url: &str) -> Option<&str> {
    let host_at = if url.starts_with("https://") {
        8
    } else if url.starts_with("http://") {
        7
    } else {
        return None;
    };
    let rest = url.get(host_at..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let is_safe = !host.is_empty() && host.chars().all(is_plain);
    // Browsers take a backslash for a slash and drop control characters.
    let is_clean = !url.chars().any(|c| c == '\\' || c.is_control() || c.is_whitespace());
    (is_safe && is_clean).then(|| url.get(..host_at + end)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x_sec_the_origin_is_read_as_a_browser_would() {
        assert_eq!(origin("https://pay.example/a?b#c"), Some("https://pay.example"));
        assert_eq!(origin("http://127.0.0.1:18083/pay/x"), Some("http://127.0.0.1:18083"));
        assert_eq!(origin("https://pay.example"), Some("https://pay.example"));
        for trick in [
            "javascript:alert(1)",
            "//pay.example/",
            "https://pay.example@evil.example/",
            "https://pay.example\\@evil.example/",
            "https:///pay.example",
            "https://pay.example\t.evil.example/",
            "HTTPS://pay.example/",
            "data:text/html,x",
            "",
        ] {
            assert_eq!(origin(trick), None, "{trick}");
        }
    }

    proptest! {
        #[test]
        fn x_sec_an_origin_is_a_prefix_that_ends_where_the_path_begins(url in "https?://[a-z.@:\\\\/?# ]{0,30}") {
            if let Some(origin) = origin(&url) {
                prop_assert!(url.starts_with(origin));
                prop_assert!(!origin.contains(['@', '\\', ' ', '?', '#']));
                let rest = &url[origin.len()..];
                prop_assert!(rest.is_empty() || rest.starts_with(['/', '?', '#']));
            }
        }
    }
}
