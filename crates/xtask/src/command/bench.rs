//! `bench`: the measurements of `docs/benchmarks.md`, taken by the journeys' crate.

use anyhow::Result;

use super::{build::release, serve::server_binary};
use crate::{
    run::{Program, say},
    tool::{Engine, ensure_engine},
    workspace,
};

pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    let driver = ensure_engine(Engine::Chromium)?;
    release(false)?;
    let server = server_binary("release")?;
    say("measuring");
    Program::new(workspace::cargo())
        .args(["run", "--release", "--package", "fivefold-e2e", "--bin", "bench", "--"])
        .args(arguments)
        .env("FIVEFOLD_DIST", workspace::dist())
        .env("FIVEFOLD_SERVER_BIN", server)
        .env("CHROMEDRIVER", driver.program)
        .run()
}
