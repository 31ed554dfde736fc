//! What comes from npm: Binaryen, `esbuild`, and the script of axe. Kept in our cache.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{
    run::{Program, say, which},
    workspace,
};

/// Debian's Binaryen 108 writes modules that do not start in Chromium; this one does not.
pub(crate) const BINARYEN: &str = "binaryen@132.0.0";
const BINARYEN_ENTRY: &str = "binaryen/index.js";
const ESBUILD: &str = "esbuild@0.28.2";
const AXE: &str = "axe-core@4.14.1";

/// The programs from npm.
pub(crate) struct NodeTools {
    modules: PathBuf,
}

impl NodeTools {
    /// A script of ours that is told where Binaryen is.
    pub(crate) fn binaryen(&self, script: &Path) -> Program {
        Program::new("node").args([script, &self.modules.join(BINARYEN_ENTRY)])
    }

    pub(crate) fn esbuild(&self) -> Program {
        Program::new(self.modules.join(".bin/esbuild"))
    }

    /// The accessibility checker that the journeys inject.
    pub(crate) fn axe(&self) -> PathBuf {
        self.modules.join("axe-core/axe.min.js")
    }

    fn are_there(&self) -> bool {
        let files = [BINARYEN_ENTRY, ".bin/esbuild", "axe-core/axe.min.js"];
        files.iter().all(|file| self.modules.join(file).exists())
    }
}

/// Installs them into the cache.
pub(crate) fn ensure_node_tools() -> Result<NodeTools> {
    let dir = workspace::cache()?.join("node");
    let tools = NodeTools { modules: dir.join("node_modules") };
    let wanted = format!("{BINARYEN} {ESBUILD} {AXE}");
    let stamp = dir.join("installed");
    if tools.are_there() && std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(tools);
    }
    if which("npm").is_none() {
        bail!(
            "npm is missing: install Node.js 20 or later (on Debian: apt install nodejs npm) and try again"
        );
    }
    say(format!("installing {wanted} from npm, once"));
    std::fs::create_dir_all(&dir)?;
    std::fs::write(dir.join("package.json"), "{\"private\":true}\n")?;
    Program::new("npm")
        .dir(&dir)
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", BINARYEN, ESBUILD, AXE])
        .run()
        .with_context(|| format!("npm could not install {wanted}"))?;
    std::fs::write(stamp, wanted)?;
    Ok(tools)
}
