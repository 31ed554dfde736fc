//! Where a buyer may be sent back to after paying.

use crate::state::App;

/// Whether a return address lies on one of the shop's origins: its own, or one whose pages may call
/// the API. `*` names no origin, so nobody can be sent there.
pub(super) fn is_ours(app: &App, url: &str) -> bool {
    let Some(origin) = origin(url) else {
        return false;
    };
    let own = app.public_url.trim_end_matches('/');
    origin == own
        || app.config.allow_origin.iter().any(|allowed| allowed == origin)
        || loopback(origin).is_some_and(|port| loopback(own) == Some(port))
}

/// The port of an http origin on this machine: `localhost` and `127.0.0.1` are one place, whichever of
/// them a buyer has typed.
fn loopback(origin: &str) -> Option<&str> {
    let host = origin.strip_prefix("http://")?;
    ["localhost", "127.0.0.1", "[::1]"]
        .into_iter()
        .find_map(|name| host.strip_prefix(name)?.strip_prefix(':'))
}

/// The origin of an http or https address without user name, spaces or control characters.
fn origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?;
    let harmless =
        url.len() <= 2_000 && url.bytes().all(|b| b.is_ascii_graphic() && !b"\\\"<>`".contains(&b));
    let host = url[scheme.len()..].split(['/', '?', '#']).next()?;
    (harmless && !host.is_empty() && !host.contains('@')).then(|| &url[..scheme.len() + host.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_only_a_plain_address_has_an_origin() {
        assert_eq!(origin("https://shop.example/order?x=1#y"), Some("https://shop.example"));
        assert_eq!(origin("http://127.0.0.1:8080"), Some("http://127.0.0.1:8080"));
        assert_eq!(origin("https://shop.example.evil.example/"), Some("https://shop.example.evil.example"));
        for nonsense in [
            "",
            "/order",
            "//shop.example/",
            "javascript:alert(1)",
            "https://",
            "https://shop.example@evil.example/",
            "https://shop.example\\@evil.example/",
            "https://shop.example/ x",
            "https://shop.example/\r\nSet-Cookie: x",
            "HTTPS://漢字",
        ] {
            assert_eq!(origin(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_names_of_this_machine_are_one_place() {
        assert_eq!(loopback("http://localhost:8080"), loopback("http://127.0.0.1:8080"));
        assert_ne!(loopback("http://localhost:8080"), loopback("http://127.0.0.1:8081"));
        for other in
            ["http://localhost.evil.example:8080", "http://evil.example:8080", "https://localhost:8080"]
        {
            assert_eq!(loopback(other), None, "{other}");
        }
    }
}
