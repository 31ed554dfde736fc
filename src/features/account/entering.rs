//! Taking up a session that was opened.

use crate::{
    config::Place,
    data::{Runtime, refresh_cart, use_navigate, use_runtime},
    platform::{page, storage},
    routes::{self, patterns},
};
use fivefold_api::http::COOKIE_SESSION;
use fivefold_api::model::{Preferences, SessionMode, SignedIn};
use leptos_router::NavigateOptions;

/// Says that two carts wait for a decision. It is private: sign-out forgets everything below `account.`.
pub const MERGE: &str = "account.merge";

/// How a session travels: in a cookie where the shop is of the same origin as the page, out of the reach of
/// scripts; elsewhere browsers send none.
pub fn mode(runtime: &Runtime) -> SessionMode {
    if runtime.client().origin().is_empty() { SessionMode::Cookie } else { SessionMode::Bearer }
}

/// The guest whose cart and orders come along.
pub fn guest(runtime: &Runtime) -> Option<String> {
    runtime.client().token().filter(|token| !token.starts_with(COOKIE_SESSION))
}

/// The page to go on to, if it is one of ours: the path below base and place.
pub fn next_page(wish: Option<&str>) -> Option<String> {
    let wish = wish.filter(|wish| wish.starts_with('/'))?;
    routes::find(wish.split('?').next().unwrap_or_default()).map(|_| wish.to_owned())
}

/// What follows a sign-in: the session is taken up in all tabs, the shop looks as the account wants it, and the
/// page that the person came for opens (`to`, below base and place), unless two carts have to be looked at first.
pub fn use_enter(to: String) -> impl Fn(SignedIn) + Clone + 'static {
    let runtime = use_runtime();
    let navigate = use_navigate();
    move |signed_in: SignedIn| {
        let session = signed_in.token.unwrap_or_else(|| [COOKIE_SESSION, &signed_in.me.id.0].concat());
        let target = if signed_in.merge.is_some() {
            storage::set(MERGE, "yes");
            routes::account(Some(&to).filter(|to| *to != patterns::ACCOUNT).map(String::as_str))
        } else {
            routes::in_this_place(&to)
        };
        runtime.sign_in(&session);
        refresh_cart(&runtime);
        let preferences = signed_in.me.preferences;
        if let Some(currency) = &preferences.currency {
            runtime.choose_currency(currency);
        }
        match place_of(&runtime, &preferences, &target) {
            Some(elsewhere) => page::leave_to(&elsewhere),
            None => navigate(&target, NavigateOptions { replace: true, ..NavigateOptions::default() }),
        }
    }
}

/// The same page in the language and market that somebody prefers; `None` if that is here.
pub fn place_of(runtime: &Runtime, preferences: &Preferences, target: &str) -> Option<String> {
    let config = runtime.config();
    let (now, rest) = config.place(routes::below_base(&config.base, target));
    let locale = preferences
        .locale
        .as_ref()
        .and_then(|wanted| config.locales.iter().find(|locale| locale.code == wanted.0))
        .unwrap_or(now.locale);
    let market = preferences
        .market
        .as_ref()
        .and_then(|wanted| config.markets.iter().find(|market| market.id == wanted.0))
        .unwrap_or(now.market);
    let is_here = locale.code == now.locale.code && market.id == now.market.id;
    (!is_here).then(|| routes::in_place(&config.prefix(Place { locale, market }), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_only_pages_of_the_shop_are_gone_on_to() {
        for wish in ["/checkout", "/orders/A-1", "/products?page=2", "/"] {
            assert_eq!(next_page(Some(wish)).as_deref(), Some(wish));
        }
        for wish in [
            "//evil.example",
            "https://evil.example/checkout",
            "javascript:alert(1)",
            "/nowhere",
            "",
            "checkout",
        ] {
            assert_eq!(next_page(Some(wish)), None, "{wish}");
        }
        assert_eq!(next_page(None), None);
    }
}
