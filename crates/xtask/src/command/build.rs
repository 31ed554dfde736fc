//! `build`: the release of the app, a folder to put on a CDN.

use std::fs::{File, TryLockError};

use anyhow::Result;

use super::{flags::Flags, setup::build_tools};
use crate::{
    run::{Program, say},
    workspace,
};

/// Tells the hook that this is our release build, and whether the budgets count.
pub(crate) const RELEASE: &str = "FIVEFOLD_RELEASE";

pub(crate) fn build(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let budgets = !flags.has("--no-budget");
    flags.end()?;
    release(budgets)
}

const WASM_FLAGS: &str = "-Clink-args=--emit-relocs -Zunstable-options -Cpanic=immediate-abort";

/// Builds `dist/`.
pub(crate) fn release(budgets: bool) -> Result<()> {
    let wasm_bindgen = build_tools()?;
    let _alone = one_at_a_time()?;
    say("building the app (a few minutes the first time)");
    Program::new("trunk")
        .args(["build", "--release", "--features", "split", "--log", "warn", "--dist"])
        .args([workspace::dist()])
        .path_first(wasm_bindgen.dir.as_deref())
        // The splitter needs the relocations. For the wasm target alone, so that hooks are not rebuilt.
        // A panic in the app ends it at once and without words: 19 kB less for everybody (docs/adr/0005).
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", WASM_FLAGS)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("NO_COLOR", "true")
        // Trunk's own stack says nothing about our code.
        .env("RUST_BACKTRACE", "0")
        .env(RELEASE, if budgets { "budgets" } else { "no-budgets" })
        .run()?;
    say(format!("the folder for the CDN is {}", workspace::dist().display()));
    Ok(())
}

/// Two builds would write the same folders. The lock goes with the file that is returned.
fn one_at_a_time() -> Result<File> {
    let folder = workspace::target()?;
    std::fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("fivefold-release.lock"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say("waiting for another build to end");
            lock.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(lock)
}
