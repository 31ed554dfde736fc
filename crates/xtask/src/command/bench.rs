//! `bench`: the measurements of `docs/benchmarks.md`, taken by the journeys' crate.

use anyhow::Result;

use super::{build::release, flags::Flags, serve::server_binary};
use crate::{
    run::{Program, say},
    tool::{Engine, ensure_engine},
    workspace,
};

pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    Flags::new(arguments).end()?;
    ensure_engine(Engine::Chromium)?;
    release(false)?;
    let server = server_binary("release")?;
    say("measuring");
    Program::new(workspace::cargo())
        .args(["run", "--package", "fivefold-e2e", "--bin", "bench", "--"])
        .args([workspace::root().join("docs/benchmarks.md")])
        .env("FIVEFOLD_DIST", workspace::dist())
        .env("FIVEFOLD_SERVER_BIN", server)
        .env("FIVEFOLD_XTASK_BIN", std::env::current_exe()?)
        .run()
}
