//! The engines and how each is started and told what to be.

use crate::browser::Look;
use serde_json::{Value, json};
use std::path::Path;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium and its driver: also the one that can throttle and go offline.
    Chromium,
    /// WebKitGTK's MiniBrowser: Safari's engine.
    WebKitGtk,
    /// Firefox ESR and geckodriver.
    Firefox,
}

impl Engine {
    /// Reads a name: `chromium`, `webkitgtk`, `firefox`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "chromium" => Some(Self::Chromium),
            "webkitgtk" => Some(Self::WebKitGtk),
            "firefox" => Some(Self::Firefox),
            _ => None,
        }
    }

    /// The name it is chosen by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::WebKitGtk => "webkitgtk",
            Self::Firefox => "firefox",
        }
    }

    /// The driver's program.
    pub(crate) fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::WebKitGtk => "WebKitWebDriver",
            Self::Firefox => "geckodriver",
        }
    }

    /// The driver's argument for its port.
    pub(crate) fn port_argument(self, port: u16) -> String {
        format!("--port={port}")
    }

    /// The capabilities of a session. `more` are further arguments of Chromium's.
    pub(crate) fn capabilities(
        self,
        look: Look,
        profile: &Path,
        more: &[String],
    ) -> Vec<(&'static str, Value)> {
        match self {
            Self::Chromium => {
                let mut arguments: Vec<String> = [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--force-device-scale-factor=1",
                ]
                .map(str::to_owned)
                .into();
                arguments.push(format!("--window-size={},{}", look.width, look.height));
                arguments.push(format!("--user-data-dir={}", profile.display()));
                arguments.extend_from_slice(more);
                vec![
                    ("goog:chromeOptions", json!({ "binary": "/usr/bin/chromium", "args": arguments })),
                    ("goog:loggingPrefs", json!({ "browser": "ALL" })),
                ]
            }
            Self::WebKitGtk => {
                let mut arguments = vec!["--automation", "--full-screen"];
                if look.dark {
                    arguments.push("--dark-mode");
                }
                let binary = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
                vec![("webkitgtk:browserOptions", json!({ "binary": binary, "args": arguments }))]
            }
            Self::Firefox => vec![(
                "moz:firefoxOptions",
                json!({
                    "binary": "/usr/bin/firefox-esr",
                    "args": ["-headless", format!("--width={}", look.width), format!("--height={}", look.height)],
                    "prefs": {
                        "layout.css.prefers-color-scheme.content-override": if look.dark { 0 } else { 1 },
                    },
                }),
            )],
        }
    }
}
