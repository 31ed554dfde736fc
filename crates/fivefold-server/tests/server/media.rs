//! Uploads.

use crate::common::TestServer;
use fivefold_api::model::{Problem, ProblemKind, Session, Upload};

/// The head of a PNG of 2 × 3 pixels: all that is looked at.
fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
    png
}

async fn send(server: &TestServer, token: &str, kind: &str, body: Vec<u8>) -> reqwest::Response {
    let request =
        server.http.post(format!("{}/v1/media", server.url)).header("content-type", kind).body(body);
    let request = if token.is_empty() { request } else { request.bearer_auth(token) };
    request.send().await.unwrap()
}

async fn token(server: &TestServer) -> String {
    let session: Session =
        server.http.post(format!("{}/v1/sessions", server.url)).send().await.unwrap().json().await.unwrap();
    session.token
}

#[tokio::test]
async fn an_uploaded_picture_is_kept_and_served_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::in_folder(folder.path(), &[]).await;
    let token = token(&server).await;
    let answer = send(&server, &token, "image/png", png()).await;
    assert_eq!(answer.status(), 201);
    let upload: Upload = answer.json().await.unwrap();
    assert_eq!((upload.picture.width, upload.picture.height), (2, 3));
    server.stop().await;
    let server = TestServer::in_folder(folder.path(), &[]).await;
    let file = server.get(&upload.picture.sources[0].url).await;
    assert_eq!(file.status(), 200);
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.headers()["x-content-type-options"], "nosniff");
    assert_eq!(file.headers()["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(file.bytes().await.unwrap(), png());
}

#[tokio::test]
async fn x_sec_whatever_is_no_picture_is_refused() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let mut large = png();
    large.resize((8 << 20) + 1, 0);
    for (status, kind, token, media_type, body) in [
        (
            415,
            ProblemKind::UnsupportedMedia,
            token.as_str(),
            "image/png",
            b"<script>alert(1)</script>".to_vec(),
        ),
        (415, ProblemKind::UnsupportedMedia, &token, "image/jpeg", png()),
        (415, ProblemKind::UnsupportedMedia, &token, "image/png", png()[..20].to_vec()),
        (415, ProblemKind::UnsupportedMedia, &token, "image/png", Vec::new()),
        (413, ProblemKind::TooLarge, &token, "image/png", large),
        (401, ProblemKind::SignedOut, "", "image/png", png()),
        (401, ProblemKind::SignedOut, "nonsense", "image/png", png()),
    ] {
        let answer = send(&server, token, media_type, body).await;
        assert_eq!(answer.status(), status);
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.kind, kind);
    }
}

#[tokio::test]
async fn x_sec_no_file_but_a_picture_is_ever_served() {
    let server = TestServer::start().await;
    for name in ["nothing.png", "..%2fshop.db", "%2e%2e/shop.db", "m_.%00", "index.json", "m_abc.png.part"] {
        let answer = server.get(&format!("/media/{name}")).await;
        assert_eq!(answer.status(), 404, "{name}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{name}");
    }
}
