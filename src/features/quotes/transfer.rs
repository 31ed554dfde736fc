//! Files on their way, up and down. They may take longer than other calls, and come back as they are.

use fivefold_api::endpoints::{Endpoint, UploadAttachment};
use fivefold_api::error::ApiError;
use fivefold_api::http::{Client, authorization};
use fivefold_api::json;
use fivefold_api::model::Attachment;
use fivefold_api::transport::{Body, Method, Request, TransportError};
use std::time::Duration;

/// How long a file may take: ten megabytes on a slow line.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Uploads a file for a message or a line.
///
/// # Errors
/// When it is too large or of a type that is not taken, and as any call.
pub async fn send_file(client: &Client, file: UploadAttachment) -> Result<Attachment, ApiError> {
    let answer = exchange(client, Method::Post, client.path(&file), file.body()).await?;
    json::from_slice(&answer).map_err(|error| ApiError::Contract(error.to_string()))
}

/// The bytes of a file that was scanned, by the path that the backend has said.
///
/// # Errors
/// When it is not for this session, and as any call.
pub async fn fetch_file(client: &Client, path: &str) -> Result<Vec<u8>, ApiError> {
    exchange(client, Method::Get, path.to_owned(), Body::Empty).await
}

async fn exchange(client: &Client, method: Method, path: String, body: Body) -> Result<Vec<u8>, ApiError> {
    let mut headers = Vec::new();
    headers.extend(client.token().as_deref().and_then(authorization));
    let url = [client.origin(), &path].concat();
    let request = Request { method, url, headers, body, timeout: TIMEOUT, keepalive: false };
    match client.transport().send(request).await {
        Ok(answer) if answer.status < 400 => Ok(answer.body),
        Ok(answer) => Err(ApiError::from_answer(answer.status, answer.retry_after, &answer.body)),
        Err(TransportError::TimedOut) => Err(ApiError::TimedOut),
        Err(TransportError::Unreachable) => Err(ApiError::Unreachable),
    }
}
