//! `bench`: the measurements of `docs/benchmarks.md`, taken by the journeys' crate.

use anyhow::Result;

use super::{build::release, flags::Flags, serve::server_binary};
use crate::{
    run::{Program, say},
    tool::{Engine, ensure_engine},
    workspace,
};

pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let mut names = Vec::new();
    while let Some(name) = flags.plain() {
        names.push(name);
    }
    flags.end()?;
    ensure_engine(Engine::Chromium)?;
    if names.iter().any(|name| name == "fairness") {
        ensure_engine(Engine::Webkit)?;
    }
    release(false)?;
    let server = server_binary("release")?;
    say("measuring");
    Program::new(workspace::cargo())
        .args(["run", "--package", "fivefold-e2e", "--bin", "bench", "--"])
        .args([workspace::root().join("docs/benchmarks.md")])
        .args(names)
        .env("FIVEFOLD_DIST", workspace::dist())
        .env("FIVEFOLD_SERVER_BIN", server)
        .env("FIVEFOLD_XTASK_BIN", std::env::current_exe()?)
        .run()
}
