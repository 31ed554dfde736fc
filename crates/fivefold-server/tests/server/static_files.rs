//! The served app.

use crate::common::TestServer;
use std::path::Path;

/// A small build, written as the build writes it.
fn dist() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    write("index.html", "<!doctype html><title>Shop</title>");
    write("404.html", "<!doctype html><title>Nothing here</title>");
    write("assets/app-1.js", "start()");
    write("assets/app-1.js.br", "brotli");
    write("assets/app-1.js.gz", "gzip");
    write("assets/app-1.wasm", "\0asm");
    write(
        "_headers",
        "/*\n  Content-Security-Policy: default-src 'none'\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/products/:slug\n  Cache-Control: no-cache\n",
    );
    write("_redirects", "/products/:slug /index.html 200\n/old/* /products/:splat 301\n");
    folder
}

async fn serve(dist: &Path) -> TestServer {
    TestServer::with(&["--dist", dist.to_str().unwrap()]).await
}

#[tokio::test]
async fn x_sec_pages_carry_the_headers_of_the_app_s_own_file() {
    let dist = dist();
    let server = serve(dist.path()).await;
    for path in ["/", "/index.html", "/products/teapot", "/products/teapot?variant=1"] {
        let page = server.get(path).await;
        assert_eq!(page.status(), 200, "{path}");
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(page.headers()["content-security-policy"], "default-src 'none'");
        assert!(page.text().await.unwrap().contains("Shop"));
    }
    assert_eq!(server.get("/products/teapot").await.headers()["cache-control"], "no-cache");
    let moved = server.get("/old/cup").await;
    assert_eq!(
        (moved.status().as_u16(), &moved.headers()["location"]),
        (301, &"/products/cup".parse().unwrap())
    );
}

#[tokio::test]
async fn assets_are_immutable_and_compressed_and_asked_for_once() {
    let dist = dist();
    let server = serve(dist.path()).await;
    for (accept, encoding, body) in
        [("gzip, br", Some("br"), "brotli"), ("gzip", Some("gzip"), "gzip"), ("identity", None, "start()")]
    {
        let file = server
            .http
            .get(format!("{}/assets/app-1.js", server.url))
            .header("accept-encoding", accept)
            .send()
            .await
            .unwrap();
        assert_eq!(file.headers().get("content-encoding").map(|value| value.to_str().unwrap()), encoding);
        assert_eq!(file.headers()["content-type"], "text/javascript; charset=utf-8");
        assert_eq!(file.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(file.headers()["vary"], "accept-encoding");
        assert_eq!(file.text().await.unwrap(), body);
    }
    let wasm = server.get("/assets/app-1.wasm").await;
    assert_eq!(wasm.headers()["content-type"], "application/wasm");
    let again = server
        .http
        .get(wasm.url().clone())
        .header("if-none-match", &wasm.headers()["etag"])
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn what_is_not_there_is_a_real_404_that_nobody_keeps() {
    let dist = dist();
    let server = serve(dist.path()).await;
    for path in
        ["/nothing", "/products", "/products/a/b", "/assets/app-0.js", "/_headers", "/%2e%2e/Cargo.toml"]
    {
        let page = server.get(path).await;
        assert_eq!(page.status(), 404, "{path}");
        assert_eq!(page.headers()["cache-control"], "no-cache", "{path}");
        assert_eq!(page.headers()["content-security-policy"], "default-src 'none'", "{path}");
        assert!(page.text().await.unwrap().contains("Nothing here"), "{path}");
    }
    let posted = server.http.post(format!("{}/", server.url)).send().await.unwrap();
    assert_eq!(posted.status(), 405);
}

#[tokio::test]
async fn x_sec_no_call_of_the_api_ever_falls_through_to_a_page() {
    let dist = dist();
    let server = serve(dist.path()).await;
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/products/nothing", "/media/nothing.png"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{path}");
    }
}

#[tokio::test]
async fn a_new_build_is_served_without_a_restart() {
    let dist = dist();
    let server = serve(dist.path()).await;
    assert_eq!(server.get("/later").await.status(), 404);
    std::fs::write(dist.path().join("_redirects"), "/later /index.html 200\n/and /index.html 200\n").unwrap();
    let file = std::fs::File::options().append(true).open(dist.path().join("_redirects")).unwrap();
    file.set_modified(std::time::SystemTime::now() + std::time::Duration::from_secs(2)).unwrap();
    assert_eq!(server.get("/later").await.status(), 200);
}
