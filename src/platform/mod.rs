//! Browser mechanics: static files, fetch, storage, time, `Intl`. No remote state, no views.
//!
//! **Invariant**: nothing outside this module names the window, the document or `fetch`.

pub mod announce;
pub mod assets;
pub mod blobs;
pub mod broadcast;
pub mod camera;
pub mod clipboard;
pub mod drops;
mod events;
pub mod files;
pub mod head;
pub mod history;
pub mod intl;
pub mod locks;
pub mod offline;
pub mod page;
pub mod place;
mod reach;
pub mod sight;
pub mod sound;
pub mod storage;
pub mod stream;
pub mod timers;
mod transport;
pub mod turns;
pub mod wake_lock;

pub use events::Listener;
pub use transport::BrowserTransport;
