//! Puts the routers together and wraps them in what every answer has.

use crate::{
    account, auctions, bookings, buying, catalog,
    clock::Clock,
    group_buys, ids, live, media, openapi,
    problem::{CORRELATION, PROBLEM_JSON, Refused},
    quotes,
    state::App,
    static_files, system, test_controls,
};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use fivefold_api::model::ProblemKind;
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
};
use utoipa_axum::router::OpenApiRouter;

/// `Server-Time`: when the answer was made, RFC 3339 with milliseconds.
pub(crate) const SERVER_TIME: HeaderName = HeaderName::from_static("server-time");

/// All calls of the contract, with their description.
pub(crate) fn contract() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::base())
        .merge(system::router())
        .merge(catalog::router())
        .merge(media::router())
        .merge(live::router())
        .merge(buying::router())
        .merge(account::router())
        .merge(auctions::router())
        .merge(group_buys::router())
        .merge(bookings::router())
        .merge(quotes::router())
}

/// Everything the server answers on `--listen`.
pub(crate) fn router(app: App) -> Router {
    let (contract, document) = contract().split_for_parts();
    let mut api = contract
        .merge(media::files())
        .merge(openapi::route(&document))
        .route("/v1", axum::routing::any(no_such_call))
        .route("/v1/", axum::routing::any(no_such_call))
        .route("/v1/{*rest}", axum::routing::any(no_such_call))
        .fallback(no_such_page);
    if app.config.test_controls {
        api = api.merge(test_controls::router());
        api = api.layer(from_fn_with_state(app.clone(), test_controls::break_things));
    }
    let api = api
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new().br(true).gzip(true))
        .layer(from_fn(only_problems))
        .layer(from_fn_with_state(app.clock.clone(), server_time))
        .layer(cors(&app))
        .layer(from_fn(correlate));
    let router = match &app.config.dist {
        Some(dist) => api.fallback_service(static_files::service(dist)),
        None => api,
    };
    router.with_state(app)
}

async fn no_such_call() -> Refused {
    Refused::not_found().detail("the API has no such call")
}

async fn no_such_page() -> Refused {
    Refused::not_found().detail("this server serves the API only: start it with --dist to serve the app")
}

/// Gives the request a name and writes a line about its answer.
async fn correlate(request: Request, next: Next) -> Response {
    let id = ids::new_id("r");
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let started = std::time::Instant::now();
    let response = CORRELATION.scope(id.clone(), next.run(request)).await;
    let status = response.status().as_u16();
    let millis = started.elapsed().as_secs_f64() * 1000.0;
    if status >= 500 {
        tracing::error!(correlation_id = id, %method, path, status, millis, "answered");
    } else {
        tracing::debug!(correlation_id = id, %method, path, status, millis, "answered");
    }
    response
}

/// Says what time it is, and keeps what is not meant for everybody out of every cache.
async fn server_time(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(now) = HeaderValue::from_str(&clock.now().to_rfc3339()) {
        headers.insert(SERVER_TIME, now);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Turns whatever failed without a problem into a problem: another method, a panic, a broken URL.
async fn only_problems(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error())
        || response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM_JSON)
    {
        return response;
    }
    let refused = match status {
        StatusCode::NOT_FOUND => Refused::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => {
            Refused::new(ProblemKind::BadRequest).status(status).detail("another method is needed here")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Refused::new(ProblemKind::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Refused::new(ProblemKind::UnsupportedMedia),
        status if status.is_server_error() => Refused::internal("a handler broke off"),
        status => Refused::new(ProblemKind::BadRequest).status(status),
    };
    let mut problem = refused.into_response();
    for name in [header::ALLOW, header::VARY] {
        if let Some(value) = response.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
}

/// Lets pages of the configured origins call the API. Without credentials: tokens travel in a header.
fn cors(app: &App) -> CorsLayer {
    let origins = &app.config.allow_origin;
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
    };
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers([header::ETAG, header::RETRY_AFTER, SERVER_TIME])
        .max_age(Duration::from_secs(7200))
        .vary([header::ORIGIN])
}
