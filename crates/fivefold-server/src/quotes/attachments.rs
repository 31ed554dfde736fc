//! Files for messages and lines: sending one, asking how it is, and having it once it was scanned (B2B-12).
//!
//! **Invariants**: nobody but who has sent a file and the two sides of its quotes learns of it, and nobody has it before
//! a scan has found nothing. What it is called never says more than what it is.

use super::{companies, content, lists::PRIVATE, supplier, viewers};
use crate::{
    buying::Member,
    ids::new_id,
    media::keep,
    problem::{Answer, Path, Query, Refused},
    state::App,
    store::{
        accounts::AccountRow,
        attachments::{self as store, AttachmentRow},
    },
};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use fivefold_api::{
    endpoints::{Endpoint, GetAttachment, UploadAttachment},
    model::{Attachment, FieldProblemCode, Problem, ProblemKind, ScanState},
    rules::{ATTACHMENT_BYTES_MAX, QUOTE_FILES_MAX, check_attachment},
};
use serde::Deserialize;
use sqlx::SqliteConnection;
use std::path::PathBuf;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most characters of a file's name.
const NAME_MAX: usize = 120;
/// Of the same size as the rule's, for the layer that cuts bodies off.
const BODY_MAX: usize = 10 << 20;
const _: () = assert!(BODY_MAX as u64 == ATTACHMENT_BYTES_MAX, "the layer keeps the rule");

/// How many files somebody may have sent that go along with nothing yet: twice as many as go along with a request.
const UNUSED_MAX: usize = 2 * QUOTE_FILES_MAX;
/// How many bytes they may have in all: 500 MiB.
const UNUSED_BYTES_MAX: i64 = 500 << 20;

/// The calls of the contract.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(upload_attachment))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .routes(routes!(get_attachment))
        .routes(routes!(get_attachment_file))
}

#[derive(Debug, Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

/// Sends a file for a message or a line. It is scanned afterwards.
///
/// PDF, JPEG, PNG, WebP, CSV, plain text or XLSX without macros, at most 10 MiB, and of the type that it says it is. Whoever
/// has sent 400 files or 500 MiB that go along with nothing is refused with `too_many_requests` until some do.
#[utoipa::path(
    post,
    path = <UploadAttachment as Endpoint>::PATH,
    tag = "quotes",
    params(("name" = String, Query, description = "What the file is called")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = Attachment),
        (status = 400, content_type = "application/problem+json", body = Problem),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 413, content_type = "application/problem+json", body = Problem),
        (status = 415, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
        (status = 429, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
async fn upload_attachment(
    State(app): State<App>,
    Member(member): Member,
    Query(named): Query<Named>,
    request: Request,
) -> Answer<(StatusCode, Json<Attachment>)> {
    let mut reader = app.db.snapshot().await?;
    if !supplier::is_seller(&mut reader, &member.account).await? {
        companies::requester_of_any(&mut reader, &member.account).await?;
    }
    check_room(&mut reader, &member.account, 0).await?;
    drop(reader);
    let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = stated.unwrap_or_default().split(';').next().unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    let bytes = Bytes::from_request(request, &()).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Refused::new(ProblemKind::TooLarge).detail("a file may have 10 MiB")
        } else {
            Refused::bad_request(rejection.body_text())
        }
    })?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if let Some(kind) = check_attachment(&media_type, size) {
        return Err(Refused::new(kind));
    }
    let (looked_at, said) = (bytes.clone(), media_type.clone());
    // Ten megabytes take their time.
    let is_right = tokio::task::spawn_blocking(move || content::is_of_type(&looked_at, &said)).await;
    if !is_right.map_err(Refused::internal)? {
        let detail = "the file is of another type than Content-Type says, or empty";
        return Err(Refused::new(ProblemKind::UnsupportedMedia).detail(detail));
    }
    let name = tidy_name(&named.name, content::ending(&media_type))
        .ok_or_else(|| Refused::field("name", FieldProblemCode::Required))?;
    let row = AttachmentRow {
        id: new_id("f"),
        account: member.account,
        name,
        media_type,
        bytes: i64::try_from(size).unwrap_or(i64::MAX),
        scan: ScanState::Pending,
        tries: 0,
    };
    // First the file: a row without one would be a promise that is not kept.
    keep(&folder(&app), &row.id, &bytes)
        .await
        .map_err(|error| Refused::internal(format_args!("attachment: {error}")))?;
    if let Err(refused) = write(&app, &row).await {
        remove(&app, &row.id).await;
        return Err(refused);
    }
    Ok((StatusCode::CREATED, Json(view(&row))))
}

async fn write(app: &App, row: &AttachmentRow) -> Answer<()> {
    let mut tx = app.db.begin().await?;
    // Again on the one writer: many may be sent at once.
    check_room(&mut tx, &row.account, row.bytes).await?;
    store::insert(&mut tx, row, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Whether somebody may send one more file, of so many bytes.
async fn check_room(connection: &mut SqliteConnection, account: &str, bytes: i64) -> Answer<()> {
    let (files, sum) = store::unused_of(connection, account).await?;
    let is_full = usize::try_from(files).is_ok_and(|files| files >= UNUSED_MAX)
        || sum.saturating_add(bytes) > UNUSED_BYTES_MAX;
    if is_full {
        return Err(Refused::new(ProblemKind::TooManyRequests)
            .detail("too many files were sent that go along with nothing"));
    }
    Ok(())
}

/// Whether a file was scanned.
#[utoipa::path(
    get,
    path = <GetAttachment as Endpoint>::PATH,
    tag = "quotes",
    params(("id" = String, Path, description = "The file")),
    responses(
        (status = 200, body = Attachment),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
async fn get_attachment(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
) -> Answer<impl IntoResponse> {
    let mut reader = app.db.snapshot().await?;
    let account = viewers::account(&mut reader, &member.session).await?;
    let row = find_for(&mut reader, &account, &id).await?.ok_or_else(Refused::not_found)?;
    Ok(([PRIVATE], Json(view(&row))))
}

/// The file itself, to be kept and never to be shown in a page.
///
/// Refused with `attachment_not_clean` unless a scan has found nothing.
#[utoipa::path(
    get,
    path = "/v1/attachments/{id}/file",
    tag = "quotes",
    params(("id" = String, Path, description = "The file")),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
async fn get_attachment_file(
    State(app): State<App>,
    Member(member): Member,
    Path(id): Path<String>,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let account = viewers::account(&mut reader, &member.session).await?;
    let row = find_for(&mut reader, &account, &id).await?.ok_or_else(Refused::not_found)?;
    drop(reader);
    if row.scan != ScanState::Clean {
        return Err(Refused::new(ProblemKind::AttachmentNotClean));
    }
    let bytes = tokio::fs::read(path_of(&app, &row.id))
        .await
        .map_err(|error| Refused::internal(format_args!("attachment {}: {error}", row.id)))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&row.media_type).map_err(Refused::internal)?),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition(&row.name)).map_err(Refused::internal)?,
        ),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        PRIVATE,
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

/// The file of an id, if an account may have it: who has sent it, and both sides of a quote it is on. Somebody else's
/// and none at all are the same to whoever asks.
async fn find_for(
    connection: &mut SqliteConnection,
    account: &AccountRow,
    id: &str,
) -> Answer<Option<AttachmentRow>> {
    let Some(row) = store::find(connection, id).await? else { return Ok(None) };
    if row.account == account.id {
        return Ok(Some(row));
    }
    for quote in store::quotes_of(connection, id).await? {
        if viewers::may_see(connection, &quote, &account.session).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// A file as those see it who may have it.
pub(super) fn view(row: &AttachmentRow) -> Attachment {
    let is_clean = row.scan == ScanState::Clean;
    Attachment {
        id: row.id.as_str().into(),
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        scan: row.scan,
        href: is_clean.then(|| format!("/v1/attachments/{}/file", row.id)),
    }
}

/// Where a file lies. Ids are made by the server, so that they are names of files.
pub(super) fn path_of(app: &App, id: &str) -> PathBuf {
    folder(app).join(id)
}

/// Removes a file that nobody has.
pub(super) async fn remove(app: &App, id: &str) {
    if let Err(error) = tokio::fs::remove_file(path_of(app, id)).await {
        tracing::warn!(file = id, %error, "a file that nobody has could not be removed");
    }
}

/// Apart from pictures that anybody may see.
pub(super) fn folder(app: &App) -> PathBuf {
    app.uploads.join("attachments")
}

/// A name that is one, and ends as its type does: no folders, nothing that is not shown, nothing that turns letters
/// around (UAX #9), so that no program is called `offer.pdf`.
fn tidy_name(name: &str, ending: &str) -> Option<String> {
    let is_shown = |letter: &char| {
        !letter.is_control()
            && !matches!(*letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            && !matches!(*letter, '"' | '<' | '>' | '|' | '*' | '?' | ':')
    };
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(is_shown).collect();
    let shown = shown.trim().trim_start_matches('.').trim();
    if shown.is_empty() {
        return None;
    }
    let known: &[&str] = if ending == ".jpg" { &[".jpg", ".jpeg"] } else { &[] };
    let lower = shown.to_lowercase();
    let is_right = lower.ends_with(ending) || known.iter().any(|other| lower.ends_with(other));
    let stem: String = shown.chars().take(NAME_MAX).collect();
    Some(if is_right && shown.chars().count() <= NAME_MAX { stem } else { format!("{stem}{ending}") })
}

/// `Content-Disposition` of a download (RFC 6266), with the name in ASCII and in full.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii() && letter != '%' { letter } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_a_file_s_name_is_one_and_ends_as_its_type_does() {
        for (given, ending, wanted) in [
            ("Drawing 7.pdf", ".pdf", Some("Drawing 7.pdf")),
            ("photo.JPEG", ".jpg", Some("photo.JPEG")),
            ("..\\..\\boot.exe", ".pdf", Some("boot.exe.pdf")),
            ("../../etc/passwd", ".txt", Some("passwd.txt")),
            ("report\u{202e}fdp.exe", ".csv", Some("reportfdp.exe.csv")),
            ("a\r\nb.csv", ".csv", Some("ab.csv")),
            ("報價.xlsx", ".xlsx", Some("報價.xlsx")),
            (".htaccess", ".txt", Some("htaccess.txt")),
            ("", ".txt", None),
            ("folder/", ".txt", None),
            (" . ", ".txt", None),
        ] {
            assert_eq!(tidy_name(given, ending).as_deref(), wanted, "{given}");
        }
        let long = tidy_name(&"長".repeat(500), ".pdf").unwrap();
        assert_eq!(long.chars().count(), NAME_MAX + 4);
    }

    #[test]
    fn x_sec_a_download_s_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("報 %.pdf"),
            "attachment; filename=\"_ _.pdf\"; filename*=UTF-8''%E5%A0%B1%20%25.pdf"
        );
        assert!(HeaderValue::from_str(&disposition(&"長".repeat(124))).is_ok());
    }
}
