//! Trunk, the wasm target, and the `wasm-bindgen` program of the lock's version.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{
    run::{Program, say, which},
    workspace,
};

/// The Trunk that builds with the Rust of `rust-version`.
const TRUNK: &str = "0.21.14";
const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let libraries = Program::new("rustc").args(["--print", "target-libdir", "--target", WASM]).output()?;
    if PathBuf::from(libraries.trim()).is_dir() {
        return Ok(());
    }
    say(format!("adding the Rust target {WASM}"));
    Program::new("rustup").args(["target", "add", WASM]).run().with_context(|| {
        format!("the Rust target {WASM} is missing and rustup could not add it; install it and try again")
    })
}

/// Adds the source of the standard library, which the release compiles for itself.
pub(crate) fn ensure_std_source() -> Result<()> {
    let sysroot = Program::new("rustc").args(["--print", "sysroot"]).output()?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    say("adding the Rust component rust-src");
    Program::new("rustup").args(["component", "add", "rust-src"]).run().context(
        "the Rust component rust-src is missing and rustup could not add it; install it and try again",
    )
}

/// Installs Trunk beside cargo, so that a plain `trunk serve` works too.
pub(crate) fn ensure_trunk() -> Result<()> {
    if which("trunk").is_some() {
        return Ok(());
    }
    say(format!("installing Trunk {TRUNK}, once (about five minutes on two cores)"));
    cargo_install("trunk", TRUNK, &["--locked"])
}

/// Where the right `wasm-bindgen` is.
pub(crate) struct WasmBindgen {
    /// To be put first on the path; `None` where the path has the right one already.
    pub(crate) dir: Option<PathBuf>,
}

/// Installs the `wasm-bindgen` of the lock's version: beside cargo if there is none, in our cache if there is
/// another, since that one belongs to somebody else.
pub(crate) fn ensure_wasm_bindgen() -> Result<WasmBindgen> {
    let version = workspace::locked_version("wasm-bindgen")?;
    let cached = workspace::cache()?.join(format!("wasm-bindgen-{version}"));
    if found_version("wasm-bindgen").as_deref() == Some(&version)
        && which("wasm-bindgen-test-runner").is_some()
    {
        return Ok(WasmBindgen { dir: None });
    }
    let bin = cached.join("bin");
    if bin.join("wasm-bindgen-test-runner").is_file() {
        return Ok(WasmBindgen { dir: Some(bin) });
    }
    say(format!("installing wasm-bindgen {version}, once (about three minutes on two cores)"));
    if which("wasm-bindgen").is_none() {
        // Not `--locked`: its own lock names pre-releases that some registries do not have.
        cargo_install("wasm-bindgen-cli", &version, &[])?;
        return Ok(WasmBindgen { dir: None });
    }
    let root = cached.display().to_string();
    cargo_install("wasm-bindgen-cli", &version, &["--root", &root])?;
    Ok(WasmBindgen { dir: Some(bin) })
}

fn found_version(program: &str) -> Option<String> {
    which(program)?;
    let answer = Program::new(program).args(["--version"]).output().ok()?;
    answer.split_whitespace().nth(1).map(str::to_owned)
}

fn cargo_install(package: &str, version: &str, more: &[&str]) -> Result<()> {
    let target = workspace::cache()?.join("install");
    Program::new(workspace::cargo())
        .dir(&std::env::temp_dir())
        .args(["install", package, "--version", version])
        .args(more)
        // Half the time of a full optimisation, and fast enough for what these programs do.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env("CARGO_TARGET_DIR", &target)
        .run()
        .with_context(|| format!("`cargo install {package} --version {version}` did not work"))?;
    // The build products are large and of no further use.
    let _ = std::fs::remove_dir_all(target);
    Ok(())
}
