//! `_headers`, in the form that Netlify and Cloudflare Pages read, and our own server too.

use super::{Settings, patterns::PATTERNS};

/// The file's text. Rules with different paths add up, so no header stands in two rules for one path.
pub(crate) fn headers(settings: &Settings) -> String {
    let base = &settings.base;
    let mut file = format!(
        "{base}*\n  \
         Content-Security-Policy: {}\n  \
         Cross-Origin-Opener-Policy: same-origin\n  \
         Permissions-Policy: camera=(self), geolocation=(self), microphone=(), payment=(self)\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         X-Content-Type-Options: nosniff\n\
         {base}assets/*\n  \
         Access-Control-Allow-Origin: *\n  \
         Cache-Control: public, max-age=31536000, immutable\n  \
         Cross-Origin-Resource-Policy: cross-origin\n",
        content_security_policy(settings)
    );
    for path in PATTERNS.iter().map(|pattern| pattern.path) {
        let below = path.trim_start_matches('/');
        let prefixed = format!("{base}:storefront/{below}");
        for path in [format!("{base}{below}"), prefixed.trim_end_matches('/').to_owned()] {
            file.push_str(&format!("{path}\n  Cache-Control: no-cache\n"));
        }
    }
    file
}

/// No `unsafe-inline`, no `unsafe-eval`. `frame-ancestors` works in a header only.
fn content_security_policy(settings: &Settings) -> String {
    let Settings { api, media, payments, .. } = settings;
    let (api, media) = (std::slice::from_ref(api), std::slice::from_ref(media));
    let with = |own: &str, lists: &[&[String]]| {
        let mut sources = own.to_owned();
        for origin in lists.iter().flat_map(|list| list.iter()) {
            if !origin.is_empty() && !sources.split(' ').any(|known| known == origin) {
                sources.push(' ');
                sources.push_str(origin);
            }
        }
        sources
    };
    [
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        "style-src 'self'".to_owned(),
        with("img-src 'self' data: blob:", &[api, media]),
        with("connect-src 'self'", &[api, media]),
        "font-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        with("form-action 'self'", &[payments]),
        "base-uri 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types default".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            base: "/shop/".into(),
            api: "https://api.example".into(),
            media: "https://cdn.example".into(),
            payments: vec!["https://pay.example".into(), "https://pay.example".into()],
            storefronts: vec![],
        }
    }

    #[test]
    fn x_sec_the_policy_allows_no_inline_and_no_eval() {
        let policy = content_security_policy(&settings());
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(policy.matches("unsafe-eval").count(), policy.matches("'wasm-unsafe-eval'").count());
        assert!(policy.starts_with("default-src 'none';"));
    }

    #[test]
    fn each_origin_stands_once_where_it_is_needed() {
        let policy = content_security_policy(&settings());
        assert!(policy.contains("connect-src 'self' https://api.example https://cdn.example;"));
        assert!(policy.contains("img-src 'self' data: blob: https://api.example https://cdn.example;"));
        assert!(policy.contains("form-action 'self' https://pay.example;"));
    }

    #[test]
    fn assets_are_immutable_and_pages_are_not() {
        let file = headers(&settings());
        let rules: Vec<&str> = file.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(rules[..2], ["/shop/*", "/shop/assets/*"]);
        assert!(file.contains("/shop/products/:slug\n  Cache-Control: no-cache\n"));
        assert!(file.contains("/shop/:storefront/products/:slug\n  Cache-Control: no-cache\n"));
        assert!(file.contains("/shop/:storefront\n"));
        assert_eq!(file.matches("immutable").count(), 1);
    }
}
