//! `GET /v1/capabilities` and `GET /v1/time`.

use crate::{
    config::Config,
    markets::{CURRENCIES, LOCALES, MARKETS},
    problem::Answer,
    public::public,
    scope::Scoped,
    state::App,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetCapabilities, GetTime},
    model::{Capabilities, Capability, Market, PaymentMethod, Problem, ServerTime},
    vocabulary::{Currency, Locale, MarketId},
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_capabilities)).routes(routes!(get_time))
}

/// What this backend offers.
#[utoipa::path(
    get,
    path = <GetCapabilities as Endpoint>::PATH,
    tag = "system",
    params(("locale" = Option<String>, Query, description = "The language of names")),
    responses(
        (status = 200, body = Capabilities),
        (status = 422, content_type = "application/problem+json", body = Problem),
    )
)]
async fn get_capabilities(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
    scope: Scoped,
) -> Answer<Response> {
    public(&app, &headers, &uri, async { Ok(capabilities(&scope, &app.config)) }).await
}

fn capabilities(scope: &Scoped, config: &Config) -> Capabilities {
    let language = LOCALES.iter().position(|locale| *locale == scope.locale).unwrap_or_default();
    let method = |id: &str, names: [&str; 3], hints: [&str; 3]| PaymentMethod {
        id: id.into(),
        name: names[language].to_owned(),
        hint: Some(hints[language].to_owned()),
    };
    let mut offers = vec![
        Capability::Catalog,
        Capability::Carts,
        Capability::Checkout,
        Capability::Payments,
        Capability::Orders,
        Capability::Media,
        Capability::Live,
        Capability::Accounts,
        Capability::Auctions,
    ];
    if config.groups {
        offers.push(Capability::GroupBuys);
    }
    if config.bookings {
        offers.push(Capability::Bookings);
    }
    if config.quotes {
        offers.push(Capability::Quotes);
    }
    Capabilities {
        shop: "Harbour".to_owned(),
        offers,
        locales: LOCALES.map(|locale| Locale(locale.to_owned())).to_vec(),
        markets: MARKETS
            .iter()
            .map(|market| Market {
                id: MarketId(market.id.to_owned()),
                name: market.names[language].to_owned(),
                countries: market.countries.iter().map(|country| (*country).to_owned()).collect(),
                currency: market.currency.to_owned(),
                tax_included: market.tax_included,
            })
            .collect(),
        currencies: CURRENCIES.iter().filter_map(|code| Currency::iso(code).ok()).collect(),
        payment_methods: vec![
            method(
                "card",
                ["Card", "信用卡", "信用卡"],
                [
                    "You are taken to the bank's page and back.",
                    "將前往銀行頁面，完成後返回。",
                    "将前往银行页面，完成后返回。",
                ],
            ),
            method(
                "wallet",
                ["Wallet", "電子錢包", "电子钱包"],
                ["Confirm on the wallet's page.", "請在錢包頁面確認付款。", "请在钱包页面确认付款。"],
            ),
        ],
    }
}

/// What time it is.
#[utoipa::path(
    get,
    path = <GetTime as Endpoint>::PATH,
    tag = "system",
    responses((status = 200, body = ServerTime))
)]
async fn get_time(State(app): State<App>) -> Answer<impl IntoResponse> {
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(ServerTime { now: app.clock.now() })))
}
