//! Journeys through real browsers against the real server.
//!
//! [`Server`] is the reference backend as a process of its own, so that it can be killed; [`Browser`]
//! is Chromium, WebKitGTK or Firefox behind its own driver; [`Tab`] is a page as a person uses it:
//! it waits for what can be seen and never sleeps for a fixed time.
//!
//! The environment says where things are: `FIVEFOLD_DIST`, `FIVEFOLD_SERVER_BIN`, `FIVEFOLD_AXE`
//! and `FIVEFOLD_ENGINES` (`chromium,webkitgtk`). `cargo xtask test` sets them.

mod browser;
mod engine;
pub mod fairness;
mod process;
mod proxy;
mod server;
mod tab;

pub use browser::{Browser, Look, engines};
pub use engine::Engine;
pub use proxy::{BidAnswer, Fault, Faults, Proxy};
pub use server::{Server, ServerOptions, free_port};
pub use tab::{Tab, eventually};

/// What a journey returns: any error ends it with its text.
pub type Journey = Result<(), Box<dyn std::error::Error + Send + Sync>>;
