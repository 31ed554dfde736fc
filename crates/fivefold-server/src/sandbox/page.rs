//! The page where a buyer decides. Plain HTML and forms: no script at all, under a strict policy.

use super::{
    provider::{Decision, Sandbox},
    words::Words,
};
use crate::problem::{Answer, Refused};
use crate::store::sandbox::{self as store, PaymentRow};
use axum::{
    Router,
    extract::{Form, Path, Query, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use fivefold_api::{
    model::DeclineReason,
    vocabulary::{Currency, Money},
};
use serde::Deserialize;
use std::time::Duration;

const STYLE: &str = include_str!("page.css");

/// How long a late success takes unless the form says otherwise.
const LATE_SECONDS: u64 = 20;

/// The code that passes 3-D Secure.
const CODE: &str = "123456";

/// The page's routes.
pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/pay/{page}", get(show).post(decide))
        .route("/pay/{page}/three-d-secure", get(show_challenge).post(answer_challenge))
        .route("/page.css", get(style))
        .fallback(nothing_here)
}

#[derive(Debug, Deserialize)]
struct Language {
    #[serde(default)]
    locale: String,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    seconds: String,
}

#[derive(Debug, Deserialize)]
struct Challenge {
    #[serde(default)]
    code: String,
}

async fn style() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("max-age=300")),
        ],
        STYLE,
    )
}

async fn nothing_here() -> Response {
    let words = Words::of("");
    document(&words, StatusCode::NOT_FOUND, "", &format!("<h1>{}</h1>", words.no_payment))
}

async fn show(
    State(sandbox): State<Sandbox>,
    Path(page): Path<String>,
    Query(language): Query<Language>,
) -> Response {
    let words = Words::of(&language.locale);
    match find(&sandbox, &page).await {
        Ok(row) if is_open(&row, &sandbox) => {
            document(&words, StatusCode::OK, &row.return_url, &choices(&words, &row))
        }
        Ok(row) => over(&words, &row),
        Err(refused) => failed(&words, &refused),
    }
}

async fn decide(
    State(sandbox): State<Sandbox>,
    Path(page): Path<String>,
    Query(language): Query<Language>,
    form: Result<Form<Choice>, FormRejection>,
) -> Response {
    let words = Words::of(&language.locale);
    let Ok(Form(choice)) = form else {
        return failed(&words, &Refused::bad_request("an unreadable form"));
    };
    let row = match find(&sandbox, &page).await {
        Ok(row) if is_open(&row, &sandbox) => row,
        Ok(row) => return over(&words, &row),
        Err(refused) => return failed(&words, &refused),
    };
    let decision = match choice.decision.as_str() {
        "approve" => Decision::Approve,
        "decline" => Decision::Decline(match choice.reason.as_str() {
            "insufficient_funds" => DeclineReason::InsufficientFunds,
            "expired_card" => DeclineReason::ExpiredCard,
            "authentication_failed" => DeclineReason::AuthenticationFailed,
            _ => DeclineReason::Generic,
        }),
        "three_d_secure" => {
            return to(&format!("/pay/{}/three-d-secure?locale={}", row.page, words.tag));
        }
        "late" => {
            let seconds = choice.seconds.trim().parse().unwrap_or(LATE_SECONDS).clamp(1, 86_400);
            Decision::ApproveLate(Duration::from_secs(seconds))
        }
        // The provider stays silent: nothing changes and nobody is told.
        "time_out" => return back(&row),
        "cancel" => Decision::Cancel,
        _ => return failed(&words, &Refused::bad_request("an unknown decision")),
    };
    match sandbox.decide(&row.page, decision).await {
        Ok(row) => back(&row),
        Err(refused) => failed(&words, &refused),
    }
}

async fn show_challenge(
    State(sandbox): State<Sandbox>,
    Path(page): Path<String>,
    Query(language): Query<Language>,
) -> Response {
    let words = Words::of(&language.locale);
    match find(&sandbox, &page).await {
        Ok(row) if is_open(&row, &sandbox) => {
            document(&words, StatusCode::OK, &row.return_url, &challenge(&words, &row))
        }
        Ok(row) => over(&words, &row),
        Err(refused) => failed(&words, &refused),
    }
}

async fn answer_challenge(
    State(sandbox): State<Sandbox>,
    Path(page): Path<String>,
    Query(language): Query<Language>,
    form: Result<Form<Challenge>, FormRejection>,
) -> Response {
    let words = Words::of(&language.locale);
    let Ok(Form(answer)) = form else {
        return failed(&words, &Refused::bad_request("an unreadable form"));
    };
    let decision = if answer.code.trim() == CODE {
        Decision::Approve
    } else {
        Decision::Decline(DeclineReason::AuthenticationFailed)
    };
    match sandbox.decide(&page, decision).await {
        Ok(row) => back(&row),
        Err(refused) => failed(&words, &refused),
    }
}

async fn find(sandbox: &Sandbox, page: &str) -> Answer<PaymentRow> {
    let mut reader = sandbox.db().snapshot().await?;
    store::by_page(&mut reader, page).await?.ok_or_else(Refused::not_found)
}

fn is_open(row: &PaymentRow, sandbox: &Sandbox) -> bool {
    row.status == "action_required" && row.expires_at > sandbox.clock().now()
}

/// Sends the buyer back to the shop. What the address says is a hint; the webhook is the news.
fn back(row: &PaymentRow) -> Response {
    to(&back_url(row))
}

fn back_url(row: &PaymentRow) -> String {
    let (url, fragment) = match row.return_url.split_once('#') {
        Some((url, fragment)) => (url, Some(fragment)),
        None => (row.return_url.as_str(), None),
    };
    let mark = if url.contains('?') { '&' } else { '?' };
    let mut address = format!("{url}{mark}payment={}", row.merchant_key);
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(fragment);
    }
    address
}

fn to(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(url) => (
            StatusCode::SEE_OTHER,
            [
                (header::LOCATION, url),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            ],
        )
            .into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn over(words: &Words, row: &PaymentRow) -> Response {
    let body = format!(
        "<h1>{}</h1><p class=\"hint\">{}</p><form method=\"get\" action=\"{}\">{}<button class=\"strong\">{}</button></form>",
        words.over,
        words.over_hint,
        escape(row.return_url.split(['?', '#']).next().unwrap_or_default()),
        hidden_query(&back_url(row)),
        words.back,
    );
    document(words, StatusCode::OK, &row.return_url, &body)
}

/// A form sent by GET replaces the query of its address, so the query travels in hidden fields.
fn hidden_query(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            format!(
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                escape(&decode(name)),
                escape(&decode(value))
            )
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match (first, code) {
            (_, Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', None) => {
                bytes.push(b' ');
                rest = after;
            }
            (byte, None) => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn failed(words: &Words, refused: &Refused) -> Response {
    let status = StatusCode::from_u16(refused.problem().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let title = if status == StatusCode::NOT_FOUND { words.no_payment } else { words.broken };
    document(words, status, "", &format!("<h1>{title}</h1>"))
}

fn head(words: &Words, row: &PaymentRow) -> String {
    let amount = Currency::iso(&row.currency)
        .map(|currency| {
            format!("{}\u{a0}{}", row.currency, grouped(&Money::new(row.amount, currency).to_decimal()))
        })
        .unwrap_or_default();
    format!(
        "<h1>{} {}</h1><p class=\"reference\">{}</p><p class=\"amount\">{}</p><p class=\"note\">{}</p>",
        words.pay_to,
        escape(&row.merchant),
        escape(&row.reference),
        escape(&amount),
        words.sandbox,
    )
}

/// A decimal with its thousands parted.
fn grouped(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_at(decimal.find('.').unwrap_or(decimal.len()));
    let mut text = String::with_capacity(decimal.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

fn choices(words: &Words, row: &PaymentRow) -> String {
    let action = format!("/pay/{}?locale={}", row.page, words.tag);
    let button = |decision: &str, class: &str, label: &str| {
        format!(
            "<form method=\"post\" action=\"{action}\"><button name=\"decision\" value=\"{decision}\"{class}>{label}</button></form>"
        )
    };
    let reasons: String = words
        .reasons
        .iter()
        .map(|(value, label)| format!("<option value=\"{value}\">{label}</option>"))
        .collect();
    format!(
        "{head}{approve}{secure}\
         <h2>{otherwise}</h2>\
         <form method=\"post\" action=\"{action}\"><div class=\"row\"><div><label for=\"reason\">{reason}</label>\
         <select id=\"reason\" name=\"reason\">{reasons}</select></div>\
         <button name=\"decision\" value=\"decline\">{decline}</button></div></form>\
         <form method=\"post\" action=\"{action}\"><div class=\"row\"><div><label for=\"seconds\">{seconds}</label>\
         <input id=\"seconds\" name=\"seconds\" type=\"number\" min=\"1\" max=\"86400\" value=\"{LATE_SECONDS}\"></div>\
         <button name=\"decision\" value=\"late\">{late}</button></div></form>\
         {time_out}{cancel}",
        head = head(words, row),
        approve = button("approve", " class=\"strong\"", words.approve),
        secure = button("three_d_secure", "", words.secure),
        otherwise = words.otherwise,
        reason = words.reason,
        decline = words.decline,
        seconds = words.seconds,
        late = words.late,
        time_out = button("time_out", "", words.time_out),
        cancel = button("cancel", "", words.cancel),
    )
}

fn challenge(words: &Words, row: &PaymentRow) -> String {
    format!(
        "{head}<h2>{title}</h2><p class=\"hint\" id=\"hint\">{hint}</p>\
         <form method=\"post\" action=\"/pay/{page}/three-d-secure?locale={tag}\"><div class=\"row\"><div>\
         <label for=\"code\">{label}</label><input id=\"code\" name=\"code\" inputmode=\"numeric\" \
         autocomplete=\"one-time-code\" required aria-describedby=\"hint\"></div>\
         <button class=\"strong\">{confirm}</button></div></form>",
        head = head(words, row),
        title = words.challenge,
        hint = words.challenge_hint,
        page = row.page,
        tag = words.tag,
        label = words.code,
        confirm = words.confirm,
    )
}

/// The whole document. `return_url` is where the forms' answers lead: the policy has to name its
/// origin, since `form-action` is also checked on redirects.
pub(super) fn document(words: &Words, status: StatusCode, return_url: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/page.css\">\
         <link rel=\"icon\" href=\"data:,\"></head><body><main>{body}</main></body></html>",
        tag = words.tag,
        title = words.title,
    );
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        origin(return_url)
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (status, headers, html).into_response()
}

/// Scheme and authority of an address, if it is made of harmless characters only.
fn origin(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "";
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let harmless = host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    if harmless && matches!(scheme, "http" | "https") { &url[..scheme.len() + 3 + host.len()] } else { "" }
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_the_policy_names_only_a_harmless_origin() {
        assert_eq!(origin("https://shop.example:8443/back?x=1"), "https://shop.example:8443");
        assert_eq!(origin("http://[::1]:8080/"), "http://[::1]:8080");
        for nonsense in ["", "javascript:alert(1)", "https://a b/", "https://a;script-src *", "ftp://x/"] {
            assert_eq!(origin(nonsense), "", "{nonsense}");
        }
    }

    #[test]
    fn x_money_an_amount_is_easy_to_read() {
        for (plain, shown) in
            [("5460.00", "5,460.00"), ("1234567", "1,234,567"), ("0.005", "0.005"), ("100", "100")]
        {
            assert_eq!(grouped(plain), shown);
        }
    }

    #[test]
    fn a_query_survives_a_form_sent_by_get() {
        assert_eq!(
            hidden_query("http://x/?a=%E6%BC%A2+b&c"),
            "<input type=\"hidden\" name=\"a\" value=\"漢 b\"><input type=\"hidden\" name=\"c\" value=\"\">"
        );
        assert_eq!(decode("100%"), "100%");
    }
}
