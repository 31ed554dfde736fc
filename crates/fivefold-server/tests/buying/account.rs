//! Signing up, in and out.

use crate::{
    buyer::{Buyer, Reply, address, advance},
    common::TestServer,
    shop,
};
use fivefold_api::model::{Accepted, FieldProblemCode, Me, ProblemKind, Role, SavedAddress, SignedIn};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) const PASSWORD: &str = "tea for two";
const MEI: &str = "mei@example.com";

async fn post(server: &TestServer, path: &str, body: &Value) -> Reply {
    Reply::read(server.post(path, body).await).await
}

/// The page of the demo's mails.
async fn mails(server: &TestServer) -> String {
    server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap().text().await.unwrap()
}

/// The token in the newest mail.
async fn newest_token(server: &TestServer) -> String {
    let page = mails(server).await;
    page.split("token=").nth(1).expect("there is a mail").chars().take(40).collect()
}

pub(crate) async fn sign_up_with(server: &TestServer, email: &str, mut rest: Value) -> Reply {
    let wish = json!({ "email": email, "name": "Mei Lin" });
    assert_eq!(post(server, "/v1/account", &wish).await.status, 202);
    rest["token"] = json!(newest_token(server).await);
    rest["password"] = json!(PASSWORD);
    post(server, "/v1/account/password", &rest).await
}

/// Somebody with a new account, signed in with a token.
pub(crate) async fn sign_up<'a>(server: &'a TestServer, email: &str) -> Buyer<'a> {
    member(server, &sign_up_with(server, email, json!({ "mode": "bearer" })).await.ok())
}

pub(crate) fn member<'a>(server: &'a TestServer, signed_in: &SignedIn) -> Buyer<'a> {
    let token = signed_in.token.clone().expect("there is a token");
    Buyer { server, token, scope: "locale=en&market=EU&currency=EUR" }
}

fn credentials(email: &str, password: &str, mode: &str) -> Value {
    json!({ "email": email, "password": password, "mode": mode })
}

pub(crate) async fn sign_in(server: &TestServer, email: &str, guest: Option<&str>) -> SignedIn {
    let mut wish = credentials(email, PASSWORD, "bearer");
    wish["guest"] = json!(guest);
    post(server, "/v1/session/sign-in?market=EU&currency=EUR", &wish).await.ok()
}

/// What two refusals may differ in is left out.
fn but_its_name(reply: &Reply) -> (u16, Value) {
    let mut body: Value = serde_json::from_str(&reply.text).unwrap();
    body.as_object_mut().unwrap().remove("correlation_id");
    (reply.status, body)
}

#[tokio::test]
async fn account_nobody_is_told_whether_an_address_has_an_account() {
    let server = shop::start().await;
    sign_up(&server, MEI).await;
    assert_eq!(server.post("/test/clock", &json!({ "set": "2030-01-01T00:00:00Z" })).await.status(), 200);
    for (path, known, unknown) in [
        (
            "/v1/account",
            json!({ "email": "Mei@Example.com", "name": "Mei" }),
            json!({ "email": "jo@example.com", "name": "Mei" }),
        ),
        ("/v1/account/reset", json!({ "email": MEI }), json!({ "email": "no@example.com" })),
        (
            "/v1/session/sign-in",
            credentials(MEI, "wrong wrong", "bearer"),
            credentials("no@example.com", "wrong wrong", "bearer"),
        ),
    ] {
        let (known, unknown) = (post(&server, path, &known).await, post(&server, path, &unknown).await);
        assert_eq!(but_its_name(&known), but_its_name(&unknown), "{path}");
    }
    let page = mails(&server).await;
    assert!(page.contains("You have an account at Harbour"), "{page}");
    assert!(!page.contains("no@example.com"), "{page}");
}

#[tokio::test]
async fn account_a_cookie_is_out_of_reach_of_scripts_and_of_other_pages() {
    let server = shop::start().await;
    let url = |path: &str| format!("{}{path}", server.url);
    let wish = credentials(MEI, PASSWORD, "cookie");
    sign_up(&server, MEI).await;
    let foreign = server.http.post(url("/v1/session/sign-in")).header("origin", "https://evil.example");
    Reply::read(foreign.json(&wish).send().await.unwrap()).await.refused(403, ProblemKind::Forbidden);

    let own = server.http.post(url("/v1/session/sign-in")).header("sec-fetch-site", "same-origin");
    let reply = Reply::read(own.json(&wish).send().await.unwrap()).await;
    assert_eq!(reply.ok::<SignedIn>().token, None);
    let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
    let (pair, flags) = cookie.split_once(';').unwrap();
    assert_eq!(flags, " Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax");
    let token = pair.strip_prefix("fivefold_session=").unwrap();

    let ask = async |method: Method, path: &str, name: &'static str, value: &str| {
        let request = server.http.request(method, url(path)).header("cookie", pair).header(name, value);
        Reply::read(request.json(&json!({ "quantity": 1 })).send().await.unwrap()).await
    };
    let line = "/v1/cart/lines/BOOK-1";
    ask(Method::GET, "/v1/me", "accept", "*/*").await.ok::<Me>();
    ask(Method::PUT, line, "sec-fetch-site", "same-origin").await.ok::<Value>();
    ask(Method::PUT, line, "origin", &server.url).await.ok::<Value>();
    for (name, value) in [
        ("accept", "*/*"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        ask(Method::PUT, line, name, value).await.refused(403, ProblemKind::Forbidden);
    }
    ask(Method::GET, "/v1/me", "sec-fetch-site", "same-site").await.refused(403, ProblemKind::Forbidden);

    // The cookie's token opens nothing as a header, nor a header's as a cookie.
    let as_header = server.http.get(url("/v1/me")).bearer_auth(token);
    Reply::read(as_header.send().await.unwrap()).await.refused(401, ProblemKind::SignedOut);
    let bearer = sign_in(&server, MEI, None).await.token.unwrap();
    let as_cookie = server.http.get(url("/v1/me")).header("cookie", format!("fivefold_session={bearer}"));
    Reply::read(as_cookie.send().await.unwrap()).await.refused(401, ProblemKind::SignedOut);

    let out = ask(Method::POST, "/v1/session/sign-out", "sec-fetch-site", "same-origin").await;
    out.ok::<Accepted>();
    assert!(out.headers["set-cookie"].to_str().unwrap().starts_with("fivefold_session=; Path=/; Max-Age=0;"));
    ask(Method::GET, "/v1/me", "accept", "*/*").await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn account_the_demo_has_an_account_for_each_role() {
    let server = TestServer::start().await;
    for (name, role) in [
        ("seller", Role::Seller),
        ("company", Role::CompanyMember),
        ("venue", Role::VenueStaff),
        ("supplier", Role::Supplier),
    ] {
        let wish = credentials(&format!("{name}@demo.example"), "harbour demo", "bearer");
        let signed_in: SignedIn = post(&server, "/v1/session/sign-in", &wish).await.ok();
        assert_eq!(signed_in.me.roles, [Role::Buyer, role]);
        assert!(signed_in.me.name.ends_with("(demo)"));
    }
}

#[tokio::test]
async fn account_guessing_is_refused_until_the_clock_has_moved_on() {
    let server = shop::start().await;
    sign_up(&server, MEI).await;
    // Whoever knows the password is not counted.
    for _ in 0..11 {
        sign_in(&server, MEI, None).await;
    }
    let wrong = credentials(MEI, "wrong wrong", "bearer");
    for _ in 0..10 {
        post(&server, "/v1/session/sign-in", &wrong).await.refused(422, ProblemKind::WrongCredentials);
    }
    let right = credentials(MEI, PASSWORD, "bearer");
    let refused = post(&server, "/v1/session/sign-in", &right).await;
    refused.refused(429, ProblemKind::TooManyRequests);
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
    advance(&server, Duration::from_secs(wait)).await;
    post(&server, "/v1/session/sign-in", &right).await.ok::<SignedIn>();
}

#[tokio::test]
async fn account_mails_to_one_address_are_limited() {
    let server = shop::start().await;
    for _ in 0..5 {
        assert_eq!(post(&server, "/v1/account/reset", &json!({ "email": MEI })).await.status, 202);
    }
    let refused = post(&server, "/v1/account/reset", &json!({ "email": " MEI@example.com" })).await;
    refused.refused(429, ProblemKind::TooManyRequests);
}

#[tokio::test]
async fn account_a_reset_works_once_within_its_time_and_ends_every_session() {
    let server = shop::start().await;
    let before = sign_up(&server, MEI).await;
    let reset = json!({ "email": MEI });
    assert_eq!(post(&server, "/v1/account/reset", &reset).await.status, 202);
    let late = newest_token(&server).await;
    advance(&server, Duration::from_mins(30)).await;
    let set = |token: &str, password: &str| json!({ "token": token, "password": password, "mode": "bearer" });
    let path = "/v1/account/password";
    post(&server, path, &set(&late, "tea for three")).await.refused(422, ProblemKind::LinkEnded);
    post(&server, path, &set("made up", "tea for three")).await.refused(422, ProblemKind::LinkEnded);

    assert_eq!(post(&server, "/v1/account/reset", &reset).await.status, 202);
    let token = newest_token(&server).await;
    for (password, code) in [
        ("", FieldProblemCode::Required),
        ("short", FieldProblemCode::TooShort),
        ("password", FieldProblemCode::TooCommon),
    ] {
        let problem =
            post(&server, path, &set(&token, password)).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("password", code));
    }
    let after: SignedIn = post(&server, path, &set(&token, "tea for three")).await.ok();
    post(&server, path, &set(&token, "tea for four")).await.refused(422, ProblemKind::LinkEnded);
    before.get("/v1/me").await.refused(401, ProblemKind::SignedOut);
    member(&server, &after).get("/v1/me").await.ok::<Me>();
    let old = credentials(MEI, PASSWORD, "bearer");
    post(&server, "/v1/session/sign-in", &old).await.refused(422, ProblemKind::WrongCredentials);
}

#[tokio::test]
async fn account_signing_out_everywhere_ends_every_session_and_its_streams() {
    let server = shop::start().await;
    let here = sign_up(&server, MEI).await;
    let there = member(&server, &sign_in(&server, MEI, None).await);
    let stream =
        server.http.get(format!("{}/v1/events?topic=me", server.url)).bearer_auth(&there.token).send();
    let mut stream = stream.await.unwrap();
    // The cursor says that the stream listens.
    let mut heard = String::from_utf8(stream.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    here.post("/v1/session/sign-out-everywhere", "k", &Value::Null).await.ok::<Accepted>();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        heard.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    assert!(heard.contains("\"kind\":\"signed_out\""), "{heard}");
    for session in [&here, &there] {
        session.get("/v1/me").await.refused(401, ProblemKind::SignedOut);
    }
}

#[tokio::test]
async fn account_another_password_keeps_this_session_and_ends_the_others() {
    let server = shop::start().await;
    let here = sign_up(&server, MEI).await;
    let there = member(&server, &sign_in(&server, MEI, None).await);
    let path = "/v1/me/password";
    let wrong = json!({ "current": "wrong wrong", "password": "tea for three" });
    here.post(path, "k", &wrong).await.refused(422, ProblemKind::WrongCredentials);
    let right = json!({ "current": PASSWORD, "password": "tea for three" });
    here.post(path, "k", &right).await.ok::<Accepted>();
    here.get("/v1/me").await.ok::<Me>();
    there.get("/v1/me").await.refused(401, ProblemKind::SignedOut);
    let new = credentials(MEI, "tea for three", "bearer");
    post(&server, "/v1/session/sign-in", &new).await.ok::<SignedIn>();
}

#[tokio::test]
async fn account_a_session_survives_a_restart_and_ends_when_nobody_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = shop::start_in(folder.path()).await;
    let token = sign_up(&server, MEI).await.token;
    server.stop().await;
    let server = shop::start_in(folder.path()).await;
    let session = Buyer { server: &server, token, scope: "market=EU" };
    session.get("/v1/me").await.ok::<Me>();
    // Used again, it goes on; left alone, it ends.
    for _ in 0..3 {
        advance(&server, Duration::from_hours(20 * 24)).await;
        session.get("/v1/me").await.ok::<Me>();
    }
    advance(&server, Duration::from_hours(31 * 24)).await;
    session.get("/v1/me").await.refused(401, ProblemKind::SignedOut);
}

#[tokio::test]
async fn account_name_and_preferences_are_replaced_by_whoever_saw_them_last() {
    let server = shop::start().await;
    let mei = sign_up(&server, MEI).await;
    let me: Me = mei.get("/v1/me").await.ok();
    assert_eq!((me.email.as_str(), me.roles.as_slice()), (MEI, &[Role::Buyer][..]));
    let wish = json!({ "name": " 林美 ", "preferences": { "locale": "zh-Hant", "currency": "TWD" } });
    assert_eq!(mei.put("/v1/me", None, &wish).await.status, 428);
    let after: Me = mei.put("/v1/me", Some(&me.version.0), &wish).await.ok();
    assert_eq!((after.name.as_str(), after.preferences.currency.as_deref()), ("林美", Some("TWD")));
    mei.put("/v1/me", Some(&me.version.0), &wish).await.refused(412, ProblemKind::VersionConflict);
    let nonsense =
        json!({ "name": "", "preferences": { "locale": "tlh", "market": "MARS", "currency": "EU" } });
    let problem =
        mei.put("/v1/me", Some(&after.version.0), &nonsense).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields.len(), 4);
}

#[tokio::test]
async fn account_addresses_have_versions_and_belong_to_one_person() {
    let server = shop::start().await;
    let (mei, jo) = (sign_up(&server, MEI).await, sign_up(&server, "jo@example.com").await);
    let book = "/v1/me/addresses";
    let first: SavedAddress =
        mei.post(book, "k", &json!({ "address": address("EU"), "is_default": true })).await.ok();
    let again: SavedAddress = mei.post(book, "k", &json!({ "address": address("EU") })).await.ok();
    assert_eq!(first, again);
    let second: SavedAddress =
        mei.post(book, "k", &json!({ "address": address("US"), "is_default": true })).await.ok();
    let list: Vec<SavedAddress> = mei.get(book).await.ok();
    assert_eq!(list.iter().map(|saved| saved.is_default).collect::<Vec<_>>(), [false, true]);

    let path = format!("{book}/{}", second.id);
    let wish = json!({ "address": address("JP"), "is_default": false });
    jo.put(&path, Some("1"), &wish).await.refused(404, ProblemKind::NotFound);
    mei.put(&path, Some("7"), &wish).await.refused(412, ProblemKind::VersionConflict);
    let moved: SavedAddress = mei.put(&path, Some(&second.version.0), &wish).await.ok();
    assert_eq!((moved.address.country.as_str(), moved.version.0.as_str()), ("JP", "2"));
    for nonsense in [json!({}), json!([]), json!({ "address": 5 }), json!({ "address": { "country": "XX" } })]
    {
        assert_eq!(mei.post(book, "k", &nonsense).await.status, 422, "{nonsense}");
    }
    let mut nowhere = serde_json::to_value(address("EU")).unwrap();
    nowhere["country"] = json!("XX");
    let problem =
        mei.post(book, "k", &json!({ "address": nowhere })).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "address.country");

    let delete = async |version: &str| {
        let request = server.http.delete(format!("{}{path}", server.url)).bearer_auth(&mei.token);
        Reply::read(request.header("if-match", format!("\"{version}\"")).send().await.unwrap()).await
    };
    delete("1").await.refused(412, ProblemKind::VersionConflict);
    assert_eq!(delete("2").await.ok::<Vec<SavedAddress>>().len(), 1);
    delete("2").await.refused(404, ProblemKind::NotFound);
}

#[tokio::test]
async fn account_a_guest_is_asked_to_sign_in_and_stays_a_guest() {
    let server = shop::start().await;
    let guest = Buyer::new(&server).await;
    for path in ["/v1/me", "/v1/me/addresses", "/v1/me/cart-merge"] {
        guest.get(path).await.refused(403, ProblemKind::SignInNeeded);
    }
    guest.post("/v1/session/sign-out", "k", &Value::Null).await.ok::<Accepted>();
    guest.cart().await;
}

#[tokio::test]
async fn account_the_mails_are_shown_by_the_demo_and_by_tests_only() {
    let server = TestServer::with_shop(shop::shop(), &[]).await;
    let page = server.http.get(format!("{}/mail", server.sandbox)).send().await.unwrap();
    assert_eq!(page.status(), 404);
    // What somebody calls themselves is text.
    let server = shop::start().await;
    let wish = json!({ "email": "<b>@example.com", "name": "x" });
    post(&server, "/v1/account", &wish).await;
    assert!(!mails(&server).await.contains("<b>@"));
}
