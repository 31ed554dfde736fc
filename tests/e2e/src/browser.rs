//! A browser behind its own driver, ended with its owner.

use crate::engine::Engine;
use crate::process::Process;
use crate::server::free_port;
use crate::tab::{Tab, eventually};
use serde_json::json;
use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, WebDriver};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Size and colour scheme of a window.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Dark colour scheme.
    pub dark: bool,
}

impl Look {
    /// A desktop window.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, dark: false };
    /// A phone.
    pub const PHONE: Self = Self { width: 390, height: 844, dark: false };

    /// The same in the dark colour scheme.
    #[must_use]
    pub const fn in_the_dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// The engines journeys run in: `FIVEFOLD_ENGINES`, or Chromium and WebKitGTK.
///
/// # Panics
/// When the variable names an engine that does not exist.
#[must_use]
pub fn engines() -> Vec<Engine> {
    let names = std::env::var("FIVEFOLD_ENGINES").unwrap_or_else(|_| "chromium,webkitgtk".to_owned());
    names
        .split(',')
        .map(|name| Engine::from_name(name.trim()).unwrap_or_else(|| panic!("no engine is called {name}")))
        .collect()
}

/// A running browser with one session.
pub struct Browser {
    driver: WebDriver,
    engine: Engine,
    // Ended after the session, in this order.
    _driver_process: Process,
    _display: Option<Display>,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser.
    ///
    /// # Errors
    /// When the driver does not start or refuses the session.
    pub async fn open(engine: Engine, look: Look) -> Result<Self, Error> {
        Self::open_with(engine, look, &[]).await
    }

    /// Opens a browser with further arguments, which only Chromium takes.
    ///
    /// # Errors
    /// When the driver does not start or refuses the session.
    pub async fn open_with(engine: Engine, look: Look, arguments: &[String]) -> Result<Self, Error> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let profile = TempDir::new()?;
        let display = if engine == Engine::WebKitGtk { Some(Display::start(profile.path())?) } else { None };
        let port = free_port();
        let mut command = Command::new(engine.driver());
        command.arg(engine.port_argument(port)).env("HOME", profile.path());
        if let Some(display) = &display {
            command
                .env("DISPLAY", &display.name)
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
                .env("GDK_BACKEND", "x11");
        }
        let log = File::create(profile.path().join("driver.log"))?;
        let driver_process = Process::start(&mut command, log).map_err(|error| {
            format!("{} does not start: {error}; run `cargo xtask setup`", engine.driver())
        })?;
        let address = format!("http://127.0.0.1:{port}");
        let http = reqwest::Client::new();
        let status = format!("{address}/status");
        eventually(20, || async { http.get(&status).send().await.ok() })
            .await
            .ok_or_else(|| format!("{} does not answer", engine.driver()))?;
        let mut capabilities = Capabilities::new();
        for (name, value) in engine.capabilities(look, &profile.path().join("profile"), arguments) {
            capabilities.set(name, value)?;
        }
        let driver = WebDriver::new(&address, capabilities).await?;
        if engine == Engine::Chromium {
            driver
                .cdp()
                .send_raw(
                    "Emulation.setDeviceMetricsOverride",
                    json!({ "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.width < 600 }),
                )
                .await?;
            let scheme = if look.dark { "dark" } else { "light" };
            driver
                .cdp()
                .send_raw(
                    "Emulation.setEmulatedMedia",
                    json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
                )
                .await?;
        } else {
            driver.set_window_rect(0, 0, look.width, look.height).await?;
        }
        Ok(Self { driver, engine, _driver_process: driver_process, _display: display, _profile: profile })
    }

    /// The page in front.
    #[must_use]
    pub fn tab(&self) -> Tab {
        Tab::new(self.driver.clone(), self.engine)
    }

    /// A further page in the same browser, so with the same storage. It becomes the one in front.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn new_tab(&self) -> Result<WindowHandle, Error> {
        let handle = self.driver.new_tab().await?;
        self.driver.switch_to_window(handle.clone()).await?;
        Ok(handle)
    }

    /// Brings a page to the front.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn switch_to(&self, handle: &WindowHandle) -> Result<(), Error> {
        Ok(self.driver.switch_to_window(handle.clone()).await?)
    }

    /// Which page is in front.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn current(&self) -> Result<WindowHandle, Error> {
        Ok(self.driver.window().await?)
    }

    /// The driver, for what only one engine can do.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn close(self) -> Result<(), Error> {
        Ok(self.driver.clone().quit().await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session would block the executor; the driver's process takes the browser with it.
        let _ = self.driver.clone().leak();
    }
}

/// A virtual display of one's own.
struct Display {
    name: String,
    _process: Process,
}

impl Display {
    fn start(folder: &std::path::Path) -> Result<Self, Error> {
        // Xvfb writes the number it found free; a log file takes it, since pipes of a child in a
        // group of its own would need a thread.
        let path = folder.join("display");
        let log = File::create(&path)?;
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x2400x24", "-nolisten", "tcp"]);
        command.stderr(Stdio::null());
        let process = Process::start(&mut command, log)
            .map_err(|error| format!("Xvfb does not start: {error}; run `cargo xtask setup`"))?;
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        loop {
            let mut text = String::new();
            File::open(&path)?.read_to_string(&mut text)?;
            // The number stands alone on a line; warnings may surround it.
            if let Some(number) =
                text.lines().find(|line| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()))
                && text.contains(&format!("{number}\n"))
            {
                return Ok(Self { name: format!(":{number}"), _process: process });
            }
            if std::time::Instant::now() > deadline {
                return Err(format!("Xvfb offers no display: {text}").into());
            }
            std::thread::yield_now();
        }
    }
}
