//! The WebAssembly side of a release: split the module that cargo wrote, bind the main part, optimise each.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use super::{
    compress::brotli,
    glue::slim,
    integrity::hashed_name,
    interface::{imported, shorten},
    merge::merge,
    patterns::PATTERNS,
    placeholders::without_placeholders,
};
use crate::{
    run::say,
    tool::{BINARYEN, NodeTools},
    workspace,
};

/// How modules are optimised.
const OPTIMISE: &str = include_str!("optimise.mjs");

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
    /// What a first page needs, as one module, by its chunk.
    pub(crate) first: BTreeMap<String, Vec<u8>>,
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
    let mut needs: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let numbers = put_in_order(&mut needs);
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

    say(format!("optimising {} modules", split.split_modules.len() + 1));
    let mut inputs = split.split_modules.clone();
    inputs.push(bound.clone());
    optimise(&inputs, tools)?;

    let main = without_placeholders(&std::fs::read(optimised(&bound))?)?;
    std::fs::write(&glue, slim(&script, &imported(&main)?)?)?;
    std::fs::write(work.join(ENTRY), "export { default, start_app } from './fivefold.js';\n")?;
    let script = work.join("bundle.js");
    tools
        .esbuild()
        .dir(work)
        .args([ENTRY, "--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=warning"])
        .args([format!("--outfile={}", script.display())])
        .run()?;

    let lazy = split.split_modules.iter().map(|file| {
        let stem = stem(file);
        Ok((numbers.get(&stem).cloned().unwrap_or(stem), std::fs::read(optimised(file))?))
    });
    let lazy = lazy.collect::<Result<_>>()?;
    let first = first_pages(&needs, &lazy, work, tools)?;
    Ok(Modules { main, script, lazy, first, needs })
}

/// Merges the files of each first page. Where what calls each other now comes out smaller when it is optimised once
/// more, it is.
fn first_pages(
    needs: &BTreeMap<String, Vec<String>>,
    lazy: &BTreeMap<String, Vec<u8>>,
    work: &Path,
    tools: &NodeTools,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let pages: BTreeSet<_> = PATTERNS.iter().map(|page| page.chunk).collect();
    say(format!("merging the files of {} first pages", pages.len()));
    let mut merged = BTreeMap::new();
    for (chunk, stems) in needs {
        let files = stems.iter().map(|stem| {
            lazy.get(stem).map(Vec::as_slice).with_context(|| format!("the splitter did not write {stem}"))
        });
        let files = files.collect::<Result<Vec<_>>>()?;
        if pages.contains(chunk.as_str()) {
            let file = work.join(format!("first_{chunk}.wasm"));
            std::fs::write(&file, merge(&digits(stems), &files)?)?;
            merged.insert(chunk.clone(), file);
        }
    }
    optimise(&merged.values().cloned().collect::<Vec<_>>(), tools)?;
    let smaller = |file: &Path| -> Result<Vec<u8>> {
        let (once, twice) = (std::fs::read(file)?, std::fs::read(optimised(file))?);
        Ok(if brotli(&once)?.len() < brotli(&twice)?.len() { once } else { twice })
    };
    merged.into_iter().map(|(chunk, file)| Ok((chunk, smaller(&file)?))).collect()
}

/// Optimises every module, in as many processes as there are cores. What was made of the same bytes before is taken
/// from there: most modules are as in the build before.
fn optimise(files: &[PathBuf], tools: &NodeTools) -> Result<()> {
    let known = workspace::target()?.join("fivefold-optimised");
    std::fs::create_dir_all(&known)?;
    let how = [BINARYEN, OPTIMISE].concat();
    let mut made = Vec::new();
    for file in files {
        let of = [how.as_bytes(), &std::fs::read(file)?].concat();
        made.push((file, known.join(hashed_name("of", "wasm", &of))));
    }
    let mut open: Vec<_> = made.iter().filter(|(_, before)| !before.exists()).collect();
    // Dealt out from the largest on, so that all processes end at about the same time.
    open.sort_by_key(|(file, _)| std::cmp::Reverse(std::fs::metadata(file).map_or(0, |file| file.len())));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let script = workspace::root().join("crates/xtask/src/dist/optimise.mjs");
    let work = |first| -> Result<()> {
        let share: Vec<_> = open.iter().skip(first).step_by(cores).collect();
        if share.is_empty() {
            return Ok(());
        }
        let pairs = share.iter().flat_map(|(file, _)| [(*file).clone(), optimised(file)]);
        tools.binaryen(&script).args(pairs).output()?;
        share.iter().try_for_each(|(file, before)| Ok(std::fs::rename(optimised(file), before)?))
    };
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = (0..cores).map(|first| scope.spawn(move || work(first))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?)
    })?;
    made.iter().try_for_each(|(file, before)| std::fs::copy(before, optimised(file)).map(drop))?;
    Ok(())
}

/// How the chunks are loaded. The splitter writes a function for each file, which is a third of the start script;
/// this is one function, and a table that no first page needs: its files say themselves which they are.
///
/// What is in the first page's module, which `boot.js` has asked for, comes with it; a further file from the chunk's pack
/// or by itself, and not before the style sheet of its pages. What could not be loaded is asked for again the next time.
const LOADER: &str = "
const loads = {}, packs = {};
async function open(chunk, hasOwn) {
    const own = hasOwn ? [chunk] : [], there = await first;
    if (there && chunk === page) return load(page);
    const { needs, seen, catalogue } = await (table ??= fetchTable());
    const shared = files(needs[chunk]), at = seen.indexOf(chunk);
    const known = new Set((at < 0 ? seen : seen.slice(0, at)).flatMap((one) => files(needs[one])));
    const stems = shared.concat(own).filter((stem) => !known.has(stem));
    const missing = stems.filter((stem) => !loads[stem] && !packs[stem] && !there?.has(stem));
    // The catalogue has none: people begin there.
    if (missing.length > 1 && (at < 0 || at > catalogue)) {
        const pack = named(stems, globalThis.__fivefold_unpack(place(chunk + '.pack.wasm'))).catch(() => {
            for (const stem of missing) delete packs[stem];
        });
        for (const stem of missing) packs[stem] = pack;
    }
    return start(chunk, hasOwn, shared);
}
const start = (chunk, hasOwn, shared) =>
    hasOwn ? load(chunk, shared) : Promise.all(shared.map((stem) => load(stem)));
let table;
const fetchTable = async () => {
    try {
        const answer = await fetch(place('files.json'));
        if (!answer.ok) throw new Error(answer.url + ': ' + answer.status);
        return await answer.json();
    } catch (lost) {
        table = null;
        throw lost;
    }
};
const named = async (stems, parts) => {
    const all = await parts;
    return new Map(stems.map((stem, at) => [stem, all[at]]));
};
function load(stem, shared = []) {
    return loads[stem] ??= bring(stem, shared).catch((lost) => {
        delete loads[stem];
        throw lost;
    });
}
async function bring(stem, shared) {
    if ((await first)?.has(stem)) return whole ??= begin();
    const others = shared.map((one) => load(one));
    const file = part(stem);
    file.catch(() => {});
    await Promise.all(others);
    return WebAssembly.instantiateStreaming(file, getSharedImports());
}
async function part(stem) {
    const bytes = (await packs[stem])?.get(stem);
    await globalThis.__fivefold_style(stem);
    return bytes
        ? new Response(bytes, { headers: { 'content-type': 'application/wasm' } })
        : fetch(place(stem + '.wasm'));
}
const place = (name) => new URL('./parts/' + name, import.meta.url);
const files = (digits) =>
    [...digits].flatMap((digit, at) =>
        [0, 1, 2, 3].filter((bit) => (parseInt(digit, 16) >> bit) & 1).map((bit) => 'chunk_' + (at * 4 + bit)));
// What `boot.js` has asked for: the first page's module. It says which files it is made of.
const [page, module] = globalThis.__fivefold_parts ?? [];
const first = module?.then((module) => {
    const [digits] = WebAssembly.Module.customSections(module, 'files');
    return new Set([...files(new TextDecoder().decode(digits)), page]);
}).catch(() => {});
let whole;
const begin = async () => {
    try {
        await globalThis.__fivefold_style(page);
        return await WebAssembly.instantiate(await module, getSharedImports());
    } catch (lost) {
        whole = null;
        throw lost;
    }
};
// What the app calls to load each chunk.
export const loaders = {};
const offer = (chunks, hasOwn) => {
    for (const chunk of chunks.split(' ')) loaders['__wasm_split_load_' + chunk] = wrapAsyncCb(() => open(chunk, hasOwn));
};
";

/// Numbers the shared files so that those which the same chunks need stand together, and lists each chunk's in that
/// order, its own last. The table of them is then more regular, and smaller.
fn put_in_order(needs: &mut BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
    let mut users = BTreeMap::<String, Vec<bool>>::new();
    for (at, stems) in needs.values().enumerate() {
        for stem in stems.iter().filter(|stem| stem.starts_with("chunk_")) {
            users.entry(stem.clone()).or_insert_with(|| vec![false; needs.len()])[at] = true;
        }
    }
    let mut order: Vec<_> = users.into_iter().map(|(stem, chunks)| (chunks, stem)).collect();
    order.sort();
    let number: BTreeMap<String, usize> =
        order.into_iter().enumerate().map(|(at, (_, stem))| (stem, at)).collect();
    for stems in needs.values_mut() {
        stems.sort_by_key(|stem| number.get(stem).copied().unwrap_or(usize::MAX));
        for stem in stems.iter_mut() {
            if let Some(number) = number.get(stem) {
                *stem = format!("chunk_{number}");
            }
        }
    }
    number.into_iter().map(|(stem, number)| (stem, format!("chunk_{number}"))).collect()
}

/// The chunks that a visitor of the catalogue has loaded after looking at a product, in this order. Each one's pack
/// leaves out what those before it have brought; the packs of all others leave out all of it.
const SEEN: &[&str] = &["shopping_list", "shopping_product", "live", "product_more", "cart"];
/// The last of them that is the catalogue itself.
const CATALOGUE: usize = 1;

/// The files of a chunk's pack: one request for what most visitors lack. The catalogue has none, since people begin
/// there.
pub(crate) fn pack<'a>(chunk: &str, needs: &'a BTreeMap<String, Vec<String>>) -> Vec<&'a str> {
    let before = SEEN.iter().position(|seen| *seen == chunk).unwrap_or(SEEN.len());
    let seen: Vec<&String> = SEEN[..before].iter().filter_map(|seen| needs.get(*seen)).flatten().collect();
    let files = needs.get(chunk).into_iter().flatten();
    files.filter(|file| before > CATALOGUE && !seen.contains(file)).map(String::as_str).collect()
}

/// What of the splitter's loader is kept: how a chunk finds the main module, and how that is told.
const KEPT: &[&str] = &["import { initSync } from", "function getSharedImports()", "function wrapAsyncCb("];

/// The chunk loader: the head of the one that the splitter wrote, and ours.
fn loader(written: &str, needs: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let head = written.split("\n/* ").next().unwrap_or_default();
    let exports = written.matches("export const __wasm_split_load_").count();
    anyhow::ensure!(
        KEPT.iter().all(|part| head.contains(part)) && exports == needs.len(),
        "the splitter wrote a chunk loader that we do not know"
    );
    let mut text = [head, LOADER].concat();
    // Shared files may be all there is of a chunk.
    let (own, shared): (Vec<_>, Vec<_>) =
        needs.iter().partition(|(_, stems)| stems.iter().any(|stem| number(stem).is_none()));
    for (chunks, has_own) in [(own, true), (shared, false)] {
        let names: Vec<&str> = chunks.into_iter().map(|(chunk, _)| chunk.as_str()).collect();
        if !names.is_empty() {
            text.push_str(&format!("offer('{}', {has_own});\n", names.join(" ")));
        }
    }
    Ok(text)
}

/// What the loader asks for when a visit goes on from its first page: the files that each chunk needs, and what
/// packs leave out.
pub(crate) fn table(needs: &BTreeMap<String, Vec<String>>) -> serde_json::Value {
    let seen: Vec<_> = SEEN.iter().filter(|chunk| needs.contains_key(**chunk)).collect();
    let digits: BTreeMap<_, _> = needs.iter().map(|(chunk, stems)| (chunk, digits(stems))).collect();
    serde_json::json!({ "needs": digits, "seen": seen, "catalogue": CATALOGUE })
}

/// Which shared files a chunk needs: one bit each, four to a hexadecimal digit, the lowest first.
fn digits(stems: &[String]) -> String {
    let mut bits = Vec::new();
    for number in stems.iter().filter_map(|stem| number(stem)) {
        bits.resize(bits.len().max(number / 4 + 1), 0_u8);
        bits[number / 4] |= 1 << (number % 4);
    }
    bits.iter().map(|digit| format!("{digit:x}")).collect()
}

/// The number of a shared file.
fn number(stem: &str) -> Option<usize> {
    stem.strip_prefix("chunk_")?.parse().ok()
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
        assert!(text.ends_with("offer('a', true);\noffer('b', false);\n"), "{text}");
        assert_eq!(table(&needs)["needs"], serde_json::json!({ "a": "0102", "b": "0002" }));
        assert!(!text.contains("__chunk_13"), "{text}");
    }

    #[test]
    fn files_that_the_same_chunks_need_stand_together() {
        let mut needs =
            needs(&[("a", &["chunk_7", "chunk_2", "split_a"]), ("b", &["chunk_5", "chunk_2", "chunk_7"])]);
        let names = put_in_order(&mut needs);
        assert_eq!(needs["a"], ["chunk_1", "chunk_2", "split_a"]);
        assert_eq!(needs["b"], ["chunk_0", "chunk_1", "chunk_2"]);
        assert_eq!(names["chunk_5"], "chunk_0");
    }

    #[test]
    fn a_pack_leaves_out_what_a_visitor_of_the_catalogue_has() {
        let needs = needs(&[
            ("shopping_list", &["chunk_1", "split_shopping_list"]),
            ("live", &["chunk_1", "chunk_2", "split_live"]),
            ("cart", &["chunk_2", "chunk_3", "split_cart"]),
            ("account", &["chunk_1", "chunk_2", "chunk_3", "chunk_4", "split_account"]),
        ]);
        assert_eq!(pack("live", &needs), ["chunk_2", "split_live"]);
        assert_eq!(pack("cart", &needs), ["chunk_3", "split_cart"]);
        assert_eq!(pack("account", &needs), ["chunk_4", "split_account"]);
        assert!(pack("shopping_list", &needs).is_empty());
    }

    #[test]
    fn a_loader_of_another_splitter_is_refused() {
        let one = needs(&[("a", &["split_a"])]);
        assert!(loader(WRITTEN, &one).is_err());
        assert!(loader("export const __wasm_split_load_a = 1;", &one).is_err());
    }
}
