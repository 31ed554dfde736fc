//! The programs that the commands use, and how each gets onto a bare machine.

mod browsers;
mod cargo_tools;
mod node;

pub(crate) use browsers::{Engine, ensure_engine};
pub(crate) use cargo_tools::{
    WasmBindgen, ensure_std_source, ensure_trunk, ensure_wasm_bindgen, ensure_wasm_target,
};
pub(crate) use node::{BINARYEN, NodeTools, ensure_node_tools};
