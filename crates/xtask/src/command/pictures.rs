//! `pictures`: every main page and state as a person sees it, taken by the journeys' crate.

use anyhow::Result;

use super::{build::release, flags::Flags, serve::server_binary};
use crate::{
    run::{Program, say},
    tool::{Engine, ensure_engine},
    workspace,
};

pub(crate) fn pictures(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let for_docs = flags.has("--docs");
    flags.end()?;
    ensure_engine(Engine::Chromium)?;
    release(false)?;
    let server = server_binary("release")?;
    let folder = workspace::target()?.join("pictures");
    say(format!("taking pictures into {}", folder.display()));
    Program::new(workspace::cargo())
        .args(["run", "--package", "fivefold-e2e", "--bin", "pictures", "--"])
        .args([&folder])
        .args(for_docs.then(|| workspace::root().join("docs/pictures")))
        .env("FIVEFOLD_DIST", workspace::dist())
        .env("FIVEFOLD_SERVER_BIN", server)
        .env("FIVEFOLD_XTASK_BIN", std::env::current_exe()?)
        .run()
}
