//! A real server on a free port with a database of its own, and a client that talks to it.

#![allow(dead_code, reason = "each test file uses its own part of the harness")]

use clap::Parser as _;
use fivefold_server::{App, Config, Server, seed::Shop};
use std::path::{Path, PathBuf};
use tokio::{sync::oneshot, task::JoinHandle};

/// A running server. It stops when it is dropped.
pub(crate) struct TestServer {
    /// Where it is: `http://127.0.0.1:40001`.
    pub(crate) url: String,
    /// Where its sandbox payment page is.
    pub(crate) sandbox: String,
    /// What its handlers share, to look behind the counter.
    pub(crate) app: App,
    /// A client without a session.
    pub(crate) http: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<std::io::Result<()>>>,
    /// Keeps the database's folder until the end.
    folder: Folder,
}

enum Folder {
    Own(tempfile::TempDir),
    Lent(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Lent(path) => path,
        }
    }
}

impl TestServer {
    /// A server with the demo shop and test controls.
    pub(crate) async fn start() -> Self {
        Self::with(&["--test-controls"]).await
    }

    /// A server with the demo shop and more arguments.
    pub(crate) async fn with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut all = vec!["--seed", "demo"];
        all.extend(arguments);
        Self::launch(Folder::Own(folder), &all, None).await
    }

    /// A server with a shop of the test's own.
    pub(crate) async fn with_shop(shop: Shop, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::launch(Folder::Own(folder), arguments, Some(shop)).await
    }

    /// A server on the database of `folder`, which outlives it.
    pub(crate) async fn in_folder(folder: &Path, arguments: &[&str]) -> Self {
        Self::launch(Folder::Lent(folder.to_owned()), arguments, None).await
    }

    async fn launch(folder: Folder, arguments: &[&str], shop: Option<Shop>) -> Self {
        let db = folder.path().join("shop.db");
        let mut line: Vec<String> =
            ["fivefold-server", "--listen", "127.0.0.1:0", "--sandbox", "127.0.0.1:0"]
                .map(str::to_owned)
                .to_vec();
        line.extend(["--db".to_owned(), db.to_str().unwrap().to_owned()]);
        line.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        let config = Config::try_parse_from(line).unwrap();
        let server = match shop {
            None => Server::bind(config).await.unwrap(),
            shop => Server::bind_with(config, shop).await.unwrap(),
        };
        let app = server.app().clone();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        Self {
            url: app.public_url.clone(),
            sandbox: app.sandbox_url.clone(),
            app,
            http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            stop: Some(stop),
            running: Some(running),
            folder,
        }
    }

    /// The folder of its database.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Stops it as a signal would, and waits until it has.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        self.running.take().unwrap().await.unwrap().unwrap();
    }

    /// Asks for a path.
    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    /// The JSON of a path that answers 200.
    pub(crate) async fn json<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        let response = self.get(path).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"))
    }

    /// Sends JSON.
    pub(crate) async fn post(&self, path: &str, body: &serde_json::Value) -> reqwest::Response {
        self.http.post(format!("{}{path}", self.url)).json(body).send().await.unwrap()
    }
}
