//! `setup`: what the other commands need, installed once.

use anyhow::Result;

use super::flags::Flags;
use crate::{
    run::say,
    tool::{
        Engine, WasmBindgen, ensure_engine, ensure_node_tools, ensure_std_source, ensure_trunk,
        ensure_wasm_bindgen, ensure_wasm_target,
    },
};

/// Installs what a build needs; says nothing where it is there already.
pub(crate) fn build_tools() -> Result<WasmBindgen> {
    ensure_wasm_target()?;
    ensure_std_source()?;
    ensure_node_tools()?;
    ensure_trunk()?;
    ensure_wasm_bindgen()
}

pub(crate) fn setup(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let engines =
        flags.value("--engine")?.map_or_else(|| Ok(Engine::USUAL.to_vec()), |list| Engine::list(&list))?;
    flags.end()?;
    build_tools()?;
    for engine in engines {
        ensure_engine(engine)?;
    }
    say("everything is installed");
    Ok(())
}
