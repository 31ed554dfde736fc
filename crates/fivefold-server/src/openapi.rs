//! The contract as OpenAPI 3.1, made from the routes themselves.

use crate::{app, state::App};
use axum::{Router, http::header, routing::get};
use utoipa::openapi::{
    ComponentsBuilder, Info, License, OpenApi, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
};

/// What the document says before any route is added.
pub(crate) fn base() -> OpenApi {
    let mut licence = License::new("MIT OR Apache-2.0");
    licence.identifier = Some("MIT OR Apache-2.0".to_owned());
    let mut info = Info::new("Fivefold", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "The HTTP contract between a Fivefold storefront and its backend. Errors are RFC 9457 problems. \
         Every answer carries `Server-Time`. Public reads take `locale`, `market` and `currency` in the query."
            .to_owned(),
    );
    info.license = Some(licence);
    let session = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        crate::account::cookie::NAME,
        "Somebody who has signed in with `mode: cookie`; from the backend's own pages only. Over HTTPS its \
         name begins with `__Host-`.",
    )));
    let components = ComponentsBuilder::new()
        .security_scheme("session", session)
        .security_scheme("cookie", cookie)
        .build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// The document as it is committed in `docs/openapi.json`.
#[must_use]
pub fn document() -> String {
    let mut text = pretty(&app::contract().into_openapi());
    text.push('\n');
    text
}

/// Serves the document.
pub(crate) fn route(document: &OpenApi) -> Router<App> {
    let text = pretty(document);
    Router::new().route(
        "/openapi.json",
        get(move || {
            let text = text.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], text) }
        }),
    )
}

fn pretty(document: &OpenApi) -> String {
    document.to_pretty_json().expect("a document made of strings and maps can be written")
}
