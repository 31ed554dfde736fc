//! `POST /v1/media`: keeps a picture that somebody sends.

use super::sniff::{self, Kind};
use crate::{
    buying::Guest,
    ids,
    problem::{Answer, Refused},
    state::App,
};
use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::{StatusCode, header},
};
use fivefold_api::{
    endpoints::{Endpoint, UploadMedia},
    model::{Problem, ProblemKind, Upload},
    vocabulary::{MediaId, Picture, PictureSource},
};
use std::path::Path;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest file that is taken.
const LARGEST: usize = 8 << 20;

/// The calls of the contract.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload_media)).layer(DefaultBodyLimit::max(LARGEST))
}

/// Uploads a picture: JPEG, PNG, WebP or AVIF, at most 8 MiB.
#[utoipa::path(
    post,
    path = <UploadMedia as Endpoint>::PATH,
    tag = "media",
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses(
        (status = 201, body = Upload),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 413, content_type = "application/problem+json", body = Problem),
        (status = 415, content_type = "application/problem+json", body = Problem),
    )
)]
async fn upload_media(
    State(app): State<App>,
    _guest: Guest,
    request: Request,
) -> Answer<(StatusCode, Json<Upload>)> {
    let stated = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let bytes = Bytes::from_request(request, &()).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Refused::new(ProblemKind::TooLarge).detail("a picture may have 8 MiB")
        } else {
            Refused::bad_request(rejection.body_text())
        }
    })?;
    let unsupported = |detail: &str| Refused::new(ProblemKind::UnsupportedMedia).detail(detail);
    let kind =
        sniff::kind(&bytes).ok_or_else(|| unsupported("the file is no JPEG, PNG, WebP or AVIF picture"))?;
    if stated.is_some_and(|stated| stated != kind.media_type()) {
        return Err(unsupported("the file is of another type than Content-Type says"));
    }
    let size = sniff::size(kind, &bytes).ok_or_else(|| unsupported("the picture's size cannot be read"))?;
    let id = ids::new_id("m");
    let name = format!("{id}.{}", kind.extension());
    keep(&app.uploads, &name, &bytes)
        .await
        .map_err(|error| Refused::internal(format_args!("upload: {error}")))?;
    Ok((StatusCode::CREATED, Json(Upload { id: MediaId(id), picture: picture(&name, kind, size) })))
}

/// The picture of an upload's id, if there is one.
pub(crate) async fn uploaded(app: &App, id: &str) -> Answer<Option<Picture>> {
    // Ids of uploads are made by the server; anything else is no name of a file.
    let is_id =
        id.starts_with("m_") && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !is_id {
        return Ok(None);
    }
    for kind in [Kind::Jpeg, Kind::Png, Kind::WebP, Kind::Avif] {
        let name = format!("{id}.{}", kind.extension());
        match tokio::fs::read(app.uploads.join(&name)).await {
            Ok(bytes) => return Ok(sniff::size(kind, &bytes).map(|size| picture(&name, kind, size))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Refused::internal(format_args!("{name}: {error}"))),
        }
    }
    Ok(None)
}

fn picture(name: &str, kind: Kind, (width, height): (u32, u32)) -> Picture {
    let source =
        PictureSource { url: format!("/media/{name}"), media_type: kind.media_type().to_owned(), width };
    Picture { alt: String::new(), width, height, tone: None, sources: vec![source] }
}

/// The media type of a picture that is taken, by its first bytes.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    sniff::kind(bytes).map(Kind::media_type)
}

/// Writes the file under another name first, so that a half-written one is never served.
pub(crate) async fn keep(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let unfinished = folder.join(format!("{name}.part"));
    tokio::fs::write(&unfinished, bytes).await?;
    tokio::fs::rename(&unfinished, folder.join(name)).await
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Avif => "avif",
        }
    }
}
