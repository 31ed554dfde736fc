//! The reference backend as a process: started, killed and started again on the same database.

use crate::process::Process;
use crate::tab::eventually;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// How a server is started.
#[derive(Debug, Clone, Default)]
pub struct ServerOptions {
    /// Further arguments.
    pub arguments: Vec<String>,
    /// The port of app and API, unless any free one will do.
    pub port: Option<u16>,
    /// What the app is configured with besides the address of the sandbox.
    pub config: Option<serde_json::Value>,
    /// The ways of trading that this shop does not have, by their flags.
    pub without: Vec<String>,
    /// What follows `--seed`, unless it is `demo`.
    pub seed: Vec<String>,
}

/// A running reference backend with the demo shop and test controls.
#[derive(Debug)]
pub struct Server {
    process: Process,
    options: ServerOptions,
    folder: TempDir,
    port: u16,
    sandbox_port: u16,
}

/// A port nobody listens on.
///
/// # Panics
/// When the machine has no free port.
#[must_use]
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port()
}

impl Server {
    /// Starts a server with a fresh demo shop.
    ///
    /// # Errors
    /// When it does not answer within half a minute.
    pub async fn start(options: ServerOptions) -> Result<Self, Error> {
        let folder = TempDir::new()?;
        let (port, sandbox_port) = (options.port.unwrap_or_else(free_port), free_port());
        install_app(&folder.path().join("app"), sandbox_port, options.config.as_ref())?;
        let process = launch(&folder, port, sandbox_port, &options)?;
        let mut server = Self { process, options, folder, port, sandbox_port };
        server.wait_until_up().await?;
        Ok(server)
    }

    /// Starts a server with a fresh demo shop and the built app.
    ///
    /// # Errors
    /// When it does not answer within half a minute.
    pub async fn demo() -> Result<Self, Error> {
        Self::start(ServerOptions::default()).await
    }

    /// The address people open, and of the API.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The address of the sandbox payment provider.
    #[must_use]
    pub fn sandbox_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.sandbox_port)
    }

    /// The port of app and API.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills the server as a power cut would. Its database stays.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Stops the server politely.
    pub fn stop(&mut self) {
        self.process.stop();
    }

    /// Starts it again on the same ports and database.
    ///
    /// # Errors
    /// When it does not answer within half a minute.
    pub async fn restart(&mut self) -> Result<(), Error> {
        self.process = launch(&self.folder, self.port, self.sandbox_port, &self.options)?;
        self.wait_until_up().await
    }

    /// Moves the server's clock forward.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn advance_clock(&self, seconds: u64) -> Result<(), Error> {
        let answer = reqwest::Client::new()
            .post(self.url("/test/clock"))
            .json(&serde_json::json!({ "advance": seconds * 1000 }))
            .send()
            .await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Makes the server misbehave; see `crates/fivefold-server/src/test_controls.rs`.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn inject(&self, fault: serde_json::Value) -> Result<(), Error> {
        reqwest::Client::new()
            .post(self.url("/test/faults"))
            .json(&fault)
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }

    /// Ends all misbehaviour.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn heal(&self) -> Result<(), Error> {
        reqwest::Client::new().delete(self.url("/test/faults")).send().await?.error_for_status()?;
        Ok(())
    }

    /// Takes away what the app loads after its first page, as a new build does to a page that is open, or puts
    /// it back.
    ///
    /// # Errors
    /// When the folder cannot be moved.
    pub fn lose_parts(&self, are_lost: bool) -> Result<(), Error> {
        let assets = self.folder.path().join("app/assets");
        let parts = std::fs::read_dir(assets)?.filter_map(Result::ok);
        let parts =
            parts.map(|entry| entry.path()).find(|path| path.display().to_string().contains("/parts-"));
        let (here, away) = (parts.ok_or("a release has parts")?, self.folder.path().join("away"));
        std::fs::create_dir_all(&away)?;
        let (from, to) = if are_lost { (here, away) } else { (away, here) };
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            let name = entry.file_name();
            let is_of_a_first_page =
                [".page.wasm", ".css"].iter().any(|kept| name.to_string_lossy().contains(kept));
            if !is_of_a_first_page {
                std::fs::rename(entry.path(), to.join(name))?;
            }
        }
        Ok(())
    }

    /// What the server has logged.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    async fn wait_until_up(&mut self) -> Result<(), Error> {
        let url = self.url("/v1/time");
        let http = reqwest::Client::new();
        // A large shop takes its time to fill.
        let patience = if self.options.seed.is_empty() { 30 } else { 300 };
        let up = eventually(patience, || async {
            http.get(&url).send().await.is_ok_and(|answer| answer.status().is_success()).then_some(())
        })
        .await;
        if up.is_none() {
            let ended = if self.process.has_ended() { "ended" } else { "does not answer" };
            return Err(format!("the server {ended}:\n{}", self.log()).into());
        }
        Ok(())
    }
}

/// Copies the built app and tells it where the sandbox is, as a shop's owner would.
fn install_app(target: &Path, sandbox_port: u16, config: Option<&serde_json::Value>) -> Result<(), Error> {
    let dist = PathBuf::from(variable("FIVEFOLD_DIST")?);
    copy_folder(&dist, target)?;
    let mut settings = serde_json::json!({ "payments": [format!("http://127.0.0.1:{sandbox_port}")] });
    for (key, value) in config.and_then(serde_json::Value::as_object).into_iter().flatten() {
        settings[key] = value.clone();
    }
    let file = target.with_extension("json");
    std::fs::write(&file, settings.to_string())?;
    let output =
        Command::new(variable("FIVEFOLD_XTASK_BIN")?).arg("configure").arg(target).arg(&file).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("the app cannot be configured: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn variable(name: &str) -> Result<std::ffi::OsString, Error> {
    std::env::var_os(name)
        .ok_or_else(|| format!("{name} is not set; run `cargo xtask test --only journeys`").into())
}

fn launch(folder: &TempDir, port: u16, sandbox_port: u16, options: &ServerOptions) -> Result<Process, Error> {
    let mut command = Command::new(variable("FIVEFOLD_SERVER_BIN")?);
    command.arg("--db").arg(folder.path().join("shop.sqlite"));
    command.arg("--test-controls");
    let ways = ["--groups", "--bookings", "--quotes"];
    command.args(ways.into_iter().filter(|way| options.without.iter().all(|absent| absent != way)));
    command.arg("--seed");
    if options.seed.is_empty() {
        command.arg("demo");
    }
    command.args(&options.seed);
    command.args(["--listen", &format!("127.0.0.1:{port}")]);
    command.args(["--sandbox", &format!("127.0.0.1:{sandbox_port}")]);
    command.arg("--dist").arg(folder.path().join("app"));
    command.args(&options.arguments);
    let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.path().join("server.log"))?;
    Ok(Process::start(&mut command, log)?)
}
