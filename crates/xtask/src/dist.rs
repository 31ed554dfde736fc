//! From Trunk's output to a folder for a CDN: split, optimised, named by content, compressed, with headers.

mod assemble;
mod compress;
mod glue;
mod headers;
mod integrity;
mod interface;
mod merge;
mod modules;
mod placeholders;
mod redirects;
mod report;
mod settings;
mod stylesheet;

pub(crate) use assemble::{assemble, stage_texts};
pub(crate) use compress::compress_file;
pub(crate) use headers::headers;
pub(crate) use redirects::redirects;
pub(crate) use report::Report;
pub(crate) use settings::Settings;
pub(crate) use stylesheet::{apart, stylesheet};

/// The route table of the app, compiled into this program as well, so that there is one.
#[path = "../../../src/routes/patterns.rs"]
#[expect(unreachable_pub, reason = "the app, which owns the file, exports it")]
mod patterns;

/// The route table as `boot.js` reads it.
pub(crate) fn route_table() -> serde_json::Value {
    let pages = patterns::PATTERNS.iter().map(|page| {
        let mut entry = serde_json::json!({"path": page.path, "chunk": page.chunk});
        if !page.early.is_empty() {
            entry["early"] = page.early.into();
        }
        entry
    });
    serde_json::json!({"everywhere": patterns::EARLY_EVERYWHERE, "pages": pages.collect::<Vec<_>>()})
}
