//! `/mail`: the outbox of the demo, for people who have no mailbox at `demo.example`.

use super::{
    page::{document, escape},
    words::Words,
};
use crate::{
    config::SeedKind,
    problem::Answer,
    state::App,
    store::mails::{self, Mail},
};
use axum::{Router, extract::State, http::StatusCode, response::Response, routing::get};

/// Whoever reads the mails gets into the accounts: only the demo and tests show them.
pub(super) fn is_open(app: &App) -> bool {
    app.config.seed == Some(SeedKind::Demo) || app.config.test_controls
}

/// The page's route.
pub(super) fn router() -> Router<App> {
    Router::new().route("/mail", get(show))
}

async fn show(State(app): State<App>) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let mails: String = mails::newest(&mut reader).await?.iter().map(entry).collect();
    let none = if mails.is_empty() { "<p>No mail yet.</p>" } else { "" };
    let body = format!(
        "<h1>Mail</h1><p class=\"hint\">This is a demo: what the shop would have sent, newest first.</p>{none}{mails}"
    );
    Ok(document(&Words::of(""), StatusCode::OK, "", &body))
}

fn entry(mail: &Mail) -> String {
    let link = escape(&mail.link);
    let text = escape(&mail.body).replace('\n', "<br>");
    format!(
        "<article><h2>{subject}</h2><p>{recipient}</p><p>{text}</p></article>",
        subject = escape(&mail.subject),
        recipient = escape(&mail.recipient),
        text = text.replace(&link, &format!("<a href=\"{link}\">{link}</a>")),
    )
}
