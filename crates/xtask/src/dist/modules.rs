//! The WebAssembly side of a release: split the module that cargo wrote, bind the main part, optimise each.

use std::{
    collections::BTreeMap,
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
    let needs: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let script = work.join("__wasm_split.js");
    std::fs::write(&script, loader(&std::fs::read_to_string(&script)?, &needs)?)?;
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
    Ok(Modules { main: std::fs::read(optimised(&bound))?, script, lazy: lazy.collect::<Result<_>>()?, needs })
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

/// How the chunks are loaded. The splitter writes a function for each file, which is a third of the start script;
/// this is one function and a table.
///
/// A file comes from the one that `boot.js` has asked for, where that has it, and not before the style sheet of its
/// pages. What could not be loaded is asked for again the next time.
const LOADER: &str = "
const loads = {};
function load(stem, shared = []) {
    return loads[stem] ??= bring(stem, shared).catch((lost) => {
        delete loads[stem];
        throw lost;
    });
}
async function bring(stem, shared) {
    const others = shared.map((one) => load(one));
    const file = part(stem);
    file.catch(() => {});
    await Promise.all(others);
    return WebAssembly.instantiateStreaming(file, getSharedImports());
}
async function part(stem) {
    const parts = await globalThis.__fivefold_parts?.catch(() => {});
    const bytes = parts?.get(stem);
    await globalThis.__fivefold_style(stem);
    return bytes
        ? new Response(bytes, { headers: { 'content-type': 'application/wasm' } })
        : fetch(new URL('./parts/' + stem + '.wasm', import.meta.url));
}
const shared = (digits) =>
    [...digits].flatMap((digit, at) =>
        [0, 1, 2, 3].filter((bit) => (parseInt(digit, 16) >> bit) & 1).map((bit) => 'chunk_' + (at * 4 + bit)));
";

/// What of the splitter's loader is kept: how a chunk finds the main module, and how that is told.
const KEPT: &[&str] = &["import { initSync } from", "function getSharedImports()", "function wrapAsyncCb("];

/// The chunk loader: the head of the one that the splitter wrote, and the table of the files that each chunk needs.
fn loader(written: &str, needs: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let head = written.split("\n/* ").next().unwrap_or_default();
    let exports = written.matches("export const __wasm_split_load_").count();
    anyhow::ensure!(
        KEPT.iter().all(|part| head.contains(part)) && exports == needs.len(),
        "the splitter wrote a chunk loader that we do not know"
    );
    let mut text = [head, LOADER].concat();
    for (chunk, stems) in needs {
        let mut bits = Vec::new();
        let mut own = false;
        for stem in stems {
            match stem.strip_prefix("chunk_") {
                Some(number) => {
                    let number: usize = number.parse()?;
                    bits.resize(bits.len().max(number / 4 + 1), 0_u8);
                    bits[number / 4] |= 1 << (number % 4);
                }
                None => own = true,
            }
        }
        let digits: String = bits.iter().map(|digit| format!("{digit:x}")).collect();
        // Shared files may be all there is of a chunk.
        let call = if own {
            format!("load('{chunk}', shared('{digits}'))")
        } else {
            format!("Promise.all(shared('{digits}').map((one) => load(one)))")
        };
        text.push_str(&format!("export const __wasm_split_load_{chunk} = wrapAsyncCb(() => {call});\n"));
    }
    Ok(text)
}

fn optimised(file: &Path) -> PathBuf {
    file.with_extension("opt.wasm")
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "import { initSync } from './fivefold.js';\nfunction getSharedImports() {}\n\
        function wrapAsyncCb(callee) {}\nfunction makeLoad(fetcher, deps) {}\n/* a, b */\n\
        const __chunk_13 = makeLoad(1);\nexport const __wasm_split_load_a = 1;\nexport const __wasm_split_load_b = 2;\n";

    fn needs(of: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |stems: &[&str]| stems.iter().map(|stem| (*stem).to_owned()).collect();
        of.iter().map(|(chunk, stems)| ((*chunk).to_owned(), owned(stems))).collect()
    }

    #[test]
    fn the_loader_knows_the_files_of_each_chunk() {
        let needs = needs(&[("a", &["chunk_13", "chunk_4", "split_a"]), ("b", &["chunk_13"])]);
        let text = loader(WRITTEN, &needs).unwrap();
        assert!(
            text.contains("__wasm_split_load_a = wrapAsyncCb(() => load('a', shared('0102')))"),
            "{text}"
        );
        assert!(
            text.contains("__wasm_split_load_b = wrapAsyncCb(() => Promise.all(shared('0002')"),
            "{text}"
        );
        assert!(!text.contains("__chunk_13"), "{text}");
    }

    #[test]
    fn a_loader_of_another_splitter_is_refused() {
        let one = needs(&[("a", &["split_a"])]);
        assert!(loader(WRITTEN, &one).is_err());
        assert!(loader("export const __wasm_split_load_a = 1;", &one).is_err());
    }
}
