//! Finds the file of a path and answers with it.

use super::rules::Rules;
use crate::public::{accepts, is_known};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

/// A served folder.
#[derive(Debug, Clone)]
struct Folder {
    path: Arc<Path>,
    rules: Arc<Mutex<Known>>,
}

/// The rules with the times of the files they were read from, so that a new build needs no restart.
#[derive(Debug, Default)]
struct Known {
    read: Option<[Option<SystemTime>; 2]>,
    rules: Arc<Rules>,
}

/// A file to answer with.
struct Found {
    path: PathBuf,
    size: u64,
    changed: SystemTime,
}

/// Everything of a folder, for a router's fallback.
pub(crate) fn service(dist: &Path) -> Router {
    let folder = Folder { path: dist.into(), rules: Arc::default() };
    Router::new().fallback(answer).with_state(folder)
}

async fn answer(State(folder): State<Folder>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let rules = folder.rules().await;
    let path = request.uri().path();
    let mut response = match find(&folder, &rules, path, request.headers()).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, path, "a file of the app cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let is_success = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    for (name, value) in rules.headers(path) {
        // What is missing today may be there tomorrow.
        if name != header::CACHE_CONTROL || is_success {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if !is_success {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    if request.method() == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

async fn find(folder: &Folder, rules: &Rules, path: &str, headers: &HeaderMap) -> io::Result<Response> {
    let found = folder.file(path).await?;
    match (rules.redirect(path, found.is_some()), found) {
        (Some(target), _) if target.status.is_redirection() => {
            let to = HeaderValue::from_str(&target.to).map_err(io::Error::other)?;
            Ok((target.status, [(header::LOCATION, to)]).into_response())
        }
        (Some(target), _) => match folder.file(&target.to).await? {
            Some(file) => send(file, target.status, headers).await,
            None => missing(folder, headers).await,
        },
        (None, Some(file)) => send(file, StatusCode::OK, headers).await,
        (None, None) => missing(folder, headers).await,
    }
}

async fn missing(folder: &Folder, headers: &HeaderMap) -> io::Result<Response> {
    match folder.file("/404.html").await? {
        Some(file) => send(file, StatusCode::NOT_FOUND, headers).await,
        None => Ok((StatusCode::NOT_FOUND, "Not found\n").into_response()),
    }
}

async fn send(file: Found, status: StatusCode, headers: &HeaderMap) -> io::Result<Response> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&file.path)));
    out.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    let age = file.changed.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let etag = HeaderValue::from_str(&format!("W/\"{:x}-{age:x}\"", file.size)).map_err(io::Error::other)?;
    out.insert(header::ETAG, etag.clone());
    let mut compressed = Vec::new();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        let mut path = file.path.clone().into_os_string();
        path.push(".");
        path.push(ending);
        if tokio::fs::try_exists(&path).await? {
            compressed.push((encoding, PathBuf::from(path)));
        }
    }
    if !compressed.is_empty() {
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if status == StatusCode::OK && is_known(headers, &etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    let chosen = compressed.into_iter().find(|(encoding, _)| accepts(headers, encoding));
    let body = match chosen {
        Some((encoding, path)) => {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            tokio::fs::read(path).await?
        }
        None => tokio::fs::read(&file.path).await?,
    };
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    *response.body_mut() = Body::from(body);
    Ok(response)
}

impl Folder {
    /// The rules as the files say them now.
    async fn rules(&self) -> Arc<Rules> {
        let files = ["_headers", "_redirects"].map(|name| self.path.join(name));
        let mut times = [None; 2];
        for (time, file) in times.iter_mut().zip(&files) {
            *time = tokio::fs::metadata(file).await.and_then(|data| data.modified()).ok();
        }
        {
            let known = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
            if known.read == Some(times) {
                return Arc::clone(&known.rules);
            }
        }
        // A missing file has no rules.
        let [headers, redirects] = files.map(|file| std::fs::read_to_string(file).unwrap_or_default());
        let rules = Arc::new(Rules::read(&headers, &redirects));
        let mut known = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Known { read: Some(times), rules: Arc::clone(&rules) };
        rules
    }

    /// The file of a path: itself, or the `index.html` of a folder.
    async fn file(&self, path: &str) -> io::Result<Option<Found>> {
        let Some(relative) = relative(path) else { return Ok(None) };
        let path = self.path.join(&relative);
        for candidate in [path.clone(), path.join("index.html")] {
            match tokio::fs::metadata(&candidate).await {
                Ok(data) if data.is_file() => {
                    let changed = data.modified()?;
                    return Ok(Some(Found { path: candidate, size: data.len(), changed }));
                }
                Ok(_) => {}
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidFilename => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

/// The path within the folder; `None` for whatever would leave it or is not meant to be seen.
fn relative(path: &str) -> Option<PathBuf> {
    let decoded = decode(path)?;
    let mut relative = PathBuf::new();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', '\0', ':']) {
            return None;
        }
        relative.push(part);
    }
    let is_rule = relative.as_os_str() == "_headers" || relative.as_os_str() == "_redirects";
    (!is_rule).then_some(relative)
}

/// Undoes percent-encoding; `None` when the result is no text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
            u8::try_from(value).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_sec_no_path_leaves_the_folder() {
        assert_eq!(relative("/a//b.js"), Some(PathBuf::from("a/b.js")));
        assert_eq!(relative("/%E6%BC%A2"), Some(PathBuf::from("漢")));
        for path in
            ["/../x", "/a/%2e%2e/x", "/.git/config", "/a%00", "/a%5c..", "/%zz", "/%e", "/%ff", "/_headers"]
        {
            assert_eq!(relative(path), None, "{path}");
        }
    }
}
