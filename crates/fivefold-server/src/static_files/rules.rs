//! `_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.

use axum::http::{HeaderName, HeaderValue, StatusCode};

/// The rules of a folder.
#[derive(Debug, Default)]
pub(super) struct Rules {
    headers: Vec<HeaderRule>,
    redirects: Vec<Redirect>,
}

#[derive(Debug)]
struct HeaderRule {
    path: Pattern,
    headers: Vec<(HeaderName, HeaderValue)>,
}

#[derive(Debug)]
struct Redirect {
    from: Pattern,
    to: String,
    status: StatusCode,
    /// Whether it holds even where there is a file.
    forced: bool,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Another path of the folder, or a URL.
    pub(super) to: String,
    /// 200 serves `to` in place, 3xx sends the browser there, 4xx serves it as an error.
    pub(super) status: StatusCode,
}

/// A path with placeholders (`:slug`, one part) and possibly a splat (`*`, any rest) at its end.
#[derive(Debug)]
struct Pattern {
    parts: Vec<Part>,
    has_splat: bool,
}

#[derive(Debug)]
enum Part {
    Exactly(String),
    Named(String),
}

impl Rules {
    /// Reads both files. A line that cannot be read is skipped and told to the log.
    pub(super) fn read(headers: &str, redirects: &str) -> Self {
        Self {
            headers: read_headers(headers),
            redirects: redirects.lines().filter_map(read_redirect).collect(),
        }
    }

    /// The headers of an answer to a path. Rules add up.
    pub(super) fn headers(&self, path: &str) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.headers
            .iter()
            .filter(move |rule| rule.path.matches(path).is_some())
            .flat_map(|rule| rule.headers.iter().map(|(name, value)| (name, value)))
    }

    /// Where a path leads; with a file at the path only a forced rule counts.
    pub(super) fn redirect(&self, path: &str, has_file: bool) -> Option<Target> {
        self.redirects.iter().filter(|rule| rule.forced || !has_file).find_map(|rule| {
            let values = rule.from.matches(path)?;
            let mut to = rule.to.clone();
            for (name, value) in values {
                to = to.replace(&name, &value);
            }
            Some(Target { to, status: rule.status })
        })
    }
}

impl Pattern {
    fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix('/')?;
        let (text, has_splat) = match text.strip_suffix('*') {
            Some(before) => (before, true),
            None => (text, false),
        };
        let parts = text
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| {
                if part.len() > 1 && part.starts_with(':') {
                    Part::Named(part.to_owned())
                } else {
                    Part::Exactly(part.to_owned())
                }
            })
            .collect();
        Some(Self { parts, has_splat })
    }

    /// What the placeholders stand for, by `:name` and `:splat`, if the path fits.
    fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut given = path.split('/').filter(|part| !part.is_empty());
        let mut values = Vec::new();
        for part in &self.parts {
            let given = given.next()?;
            match part {
                Part::Exactly(text) if text == given => {}
                Part::Exactly(_) => return None,
                Part::Named(name) => values.push((name.clone(), given.to_owned())),
            }
        }
        let rest: Vec<&str> = given.collect();
        if self.has_splat {
            values.push((":splat".to_owned(), rest.join("/")));
        } else if !rest.is_empty() {
            return None;
        }
        // Long names first, so that `:id` does not eat the beginning of `:idea`.
        values.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Some(values)
    }
}

fn read_headers(text: &str) -> Vec<HeaderRule> {
    let mut rules: Vec<HeaderRule> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            match Pattern::read(trimmed) {
                Some(path) => rules.push(HeaderRule { path, headers: Vec::new() }),
                None => tracing::warn!(line, "_headers: this is no path"),
            }
            continue;
        }
        let header = trimmed.split_once(':').and_then(|(name, value)| {
            let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(value.trim()).ok()?))
        });
        match (header, rules.last_mut()) {
            (Some(header), Some(rule)) => rule.headers.push(header),
            _ => tracing::warn!(line, "_headers: this is no header"),
        }
    }
    rules
}

fn read_redirect(line: &str) -> Option<Redirect> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let redirect = || {
        let mut words = line.split_whitespace();
        let from = Pattern::read(words.next()?)?;
        let to = words.next()?.to_owned();
        let code = words.next().unwrap_or("301");
        let (code, forced) = match code.strip_suffix('!') {
            Some(code) => (code, true),
            None => (code, false),
        };
        let status = StatusCode::from_bytes(code.as_bytes()).ok()?;
        let is_known = matches!(status.as_u16(), 200 | 301 | 302 | 303 | 307 | 308 | 404 | 410);
        is_known.then_some(Redirect { from, to, status, forced })
    };
    let redirect = redirect();
    if redirect.is_none() {
        tracing::warn!(line, "_redirects: this rule is not understood");
    }
    redirect
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(to: &str, status: u16) -> Option<Target> {
        Some(Target { to: to.to_owned(), status: StatusCode::from_u16(status).unwrap() })
    }

    #[test]
    fn placeholders_stand_for_one_part_and_a_splat_for_the_rest() {
        let rules = Rules::read(
            "",
            "# pages\n/products/:slug /index.html 200\n/old/:id/x /new/:id\n/docs/* /help/:splat 302\n\
             /gone /410.html 410\n/index.html / 301!\nnonsense\n/a /b 999",
        );
        assert_eq!(rules.redirect("/products/tea", false), target("/index.html", 200));
        assert_eq!(rules.redirect("/products/tea/", false), target("/index.html", 200));
        assert_eq!(rules.redirect("/products", false), None);
        assert_eq!(rules.redirect("/products/tea/pot", false), None);
        assert_eq!(rules.redirect("/products/tea", true), None);
        assert_eq!(rules.redirect("/old/7/x", false), target("/new/7", 301));
        assert_eq!(rules.redirect("/docs/a/b", false), target("/help/a/b", 302));
        assert_eq!(rules.redirect("/gone", false), target("/410.html", 410));
        assert_eq!(rules.redirect("/index.html", true), target("/", 301));
        assert_eq!(rules.redirect("/a", false), None);
    }

    #[test]
    fn headers_of_all_fitting_rules_add_up() {
        let rules = Rules::read(
            "/*\n  X-One: 1\n  nonsense\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\
             /:lang/cart\n\tX-Two: a: b\n",
            "",
        );
        let of = |path: &str| {
            rules
                .headers(path)
                .map(|(name, value)| format!("{name}={}", value.to_str().unwrap()))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("/"), ["x-one=1"]);
        assert_eq!(of("/assets/a.js"), ["x-one=1", "cache-control=public, max-age=31536000, immutable"]);
        assert_eq!(of("/de/cart"), ["x-one=1", "x-two=a: b"]);
    }
}
