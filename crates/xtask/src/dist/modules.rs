//! The WebAssembly side of a release: split the module that cargo wrote, bind the main part, optimise each.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::interface::shorten;
use crate::{run::say, tool::NodeTools};

/// What Rust's wasm target may use. `--all-features` would write what Chromium refuses to load.
const OPTIMISE: &[&str] = &[
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What `boot.js` needs of the start script; the rest of it goes.
const ENTRY: &str = "entry.js";

/// The parts of the app, ready to be named by their content.
pub(crate) struct Modules {
    /// The optimised main module.
    pub(crate) main: Vec<u8>,
    /// The start script, with the loader of the chunks in it; it names them by their stems.
    pub(crate) script: PathBuf,
    /// Each lazily loaded module by its stem.
    pub(crate) lazy: BTreeMap<String, Vec<u8>>,
    /// The stems that each chunk needs, shared ones first, its own last.
    pub(crate) needs: BTreeMap<String, Vec<String>>,
}

/// Makes the parts in `work` out of the module that cargo wrote.
pub(crate) fn modules(raw: &Path, work: &Path, tools: &NodeTools) -> Result<Modules> {
    std::fs::create_dir_all(work)?;
    let bytes = std::fs::read(raw).with_context(|| format!("{}", raw.display()))?;

    say("splitting and binding the app");
    let main = work.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = "./fivefold.js";
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:?}"))?;
    take_parts(&work.join("__wasm_split.js"))?;
    Bindgen::new()
        .input_path(&main)
        .out_name("fivefold")
        .web(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .demangle(false)
        .omit_default_module_path(true)
        .generate(work)?;

    let bound = work.join("fivefold_bg.wasm");
    let glue = work.join("fivefold.js");
    let (short, script) = shorten(&std::fs::read(&bound)?, &std::fs::read_to_string(&glue)?)?;
    std::fs::write(&bound, short)?;
    std::fs::write(&glue, script)?;

    say(format!("optimising {} modules", split.split_modules.len() + 1));
    let mut inputs = split.split_modules.clone();
    inputs.push(bound.clone());
    optimise(&inputs, tools)?;

    std::fs::write(work.join(ENTRY), "export { default, start_app } from './fivefold.js';\n")?;
    let script = work.join("bundle.js");
    tools
        .esbuild()
        .dir(work)
        .args([ENTRY, "--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"])
        // wasm-bindgen imports the chunk loader once for each use, and names it in one object.
        .args(["--log-override:duplicate-object-key=silent".to_owned()])
        .args([format!("--outfile={}", script.display())])
        .run()?;

    let lazy = split.split_modules.iter().map(|file| Ok((stem(file), std::fs::read(optimised(file))?)));
    Ok(Modules {
        main: std::fs::read(optimised(&bound))?,
        script,
        lazy: lazy.collect::<Result<_>>()?,
        needs: needs(split.prefetch_map),
    })
}

/// wasm-opt on every module, as many at a time as there are cores: it runs in Node and uses one.
fn optimise(files: &[PathBuf], tools: &NodeTools) -> Result<()> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            while let Some(file) = files.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                tools.wasm_opt().args(OPTIMISE).args([file, Path::new("-o"), &optimised(file)]).output()?;
            }
            Ok(())
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?)
    })
}

/// What the chunk loader fetches comes from the file that `boot.js` has asked for, where that has it, and not
/// before the style sheet of its pages.
const PART: &str = "
async function part(url) {
    const stem = url.pathname.split('/').pop().split('.')[0];
    const parts = await globalThis.__fivefold_parts?.catch(() => {});
    const bytes = parts?.get(stem);
    await globalThis.__fivefold_style(stem);
    return bytes ? new Response(bytes, { headers: { 'content-type': 'application/wasm' } }) : fetch(url);
}
";

fn take_parts(loader: &Path) -> Result<()> {
    let text = std::fs::read_to_string(loader)?;
    let parts = text.replace("fetch(new URL(", "part(new URL(");
    anyhow::ensure!(
        !parts.contains("fetch(") && parts.contains("part(new URL("),
        "the chunk loader fetches in a way that we do not know"
    );
    Ok(std::fs::write(loader, parts + PART)?)
}

fn optimised(file: &Path) -> PathBuf {
    file.with_extension("opt.wasm")
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn needs(map: HashMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
    map.into_iter().collect()
}
