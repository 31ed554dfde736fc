//! The start script without what only other apps need of it. wasm-bindgen writes it for every way in which a module can
//! come, and for streams that we do not have; the splitter lets it name its loader once for each chunk. Everybody
//! downloads it before anything is shown.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

/// How each import begins.
const IMPORT: &str = "        ff$";
/// How one ends.
const END: &str = "        },\n";
/// One whose exceptions become errors, and how it ends.
const GUARDED: &str = "function() { return handleError(function (";
const GUARDED_END: &str = "        }, arguments); },\n";
/// What follows on the last one.
const IMPORTS_END: &str = "\n    };\n";
/// Where the part begins that loads the module.
const LOADING: &str = "async function __wbg_load(";
/// Streams that nothing makes: their classes, and how each ends.
const CLASS: &str = "export class IntoUnderlying";
const CLASS_END: &str = ".prototype.free;\n";
const CLASS_REGISTRY: &str = "const IntoUnderlying";

/// In place of what loads it: `boot.js` has compiled it.
const START: &str = "
const guarded = (f) => (...args) => handleError(f, args);
const initSync = () => wasm;
async function start({ module_or_path }) {
    return __wbg_finalize_init(await WebAssembly.instantiate(module_or_path, __wbg_get_imports()), module_or_path);
}
export { initSync, start as default };
";

/// The script with those imports alone that the module uses, in an order that compresses, and the loader once.
pub(crate) fn slim(script: &str, used: &BTreeSet<String>) -> Result<String> {
    let script = without_classes(script)?;
    let head = script.find(LOADING).context("the start script does not load the module as we know")?;
    let script = [&script[..head], START].concat();
    let (before, rest) = cut(&script, IMPORT)?;
    let (imports, after) = cut(rest, IMPORTS_END)?;
    let imports = [imports, "\n"].concat();
    let mut kept = Vec::new();
    let mut found = BTreeSet::new();
    for import in entries(&imports)? {
        let (name, function) = import.trim_start().split_once(": ").context("an import without a name")?;
        if used.contains(name) {
            found.insert(name.to_owned());
            kept.push((arrow(function)?, name));
        }
    }
    ensure!(found == *used, "the start script lacks imports: {:?}", used - &found);
    // What begins alike stands together.
    kept.sort();
    let imports: String = kept.into_iter().map(|(function, name)| format!("{name}: {function}")).collect();
    loader_once(&[before, &imports, after].concat())
}

fn cut<'a>(text: &'a str, at: &str) -> Result<(&'a str, &'a str)> {
    Ok(text.split_at(text.find(at).with_context(|| format!("the start script has no {at:?}"))?))
}

fn without_classes(script: &str) -> Result<String> {
    let mut script = script.to_owned();
    for (start, end) in [(CLASS, CLASS_END), (CLASS_REGISTRY, ";\n")] {
        while let Some(from) = script.find(start) {
            let length = script[from..].find(end).context("a class without an end")? + end.len();
            script.replace_range(from..from + length, "");
        }
    }
    Ok(script)
}

fn entries(imports: &str) -> Result<Vec<&str>> {
    let mut entries = Vec::new();
    let mut rest = imports;
    while !rest.is_empty() {
        ensure!(rest.starts_with(IMPORT), "this is no import: {}", rest.lines().next().unwrap_or_default());
        let ends = [END, GUARDED_END].map(|end| rest.find(end).map(|at| at + end.len()));
        let end = ends.into_iter().flatten().min().context("an import without an end")?;
        entries.push(&rest[..end]);
        rest = &rest[end..];
    }
    Ok(entries)
}

/// The shorter way to write a function, which does not know `this`: nothing here asks for it.
fn arrow(function: &str) -> Result<String> {
    let (start, rest, guarded) = match function.strip_prefix(GUARDED) {
        Some(rest) => ("guarded((", rest.strip_suffix(GUARDED_END.trim_start()), true),
        None => {
            ("(", function.strip_prefix("function(").and_then(|it| it.strip_suffix(END.trim_start())), false)
        }
    };
    let rest = rest.with_context(|| format!("an import is no function that we know: {function}"))?;
    let (parameters, body) = rest.split_once(") {").context("a function without a body")?;
    let mut code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    ensure!(
        code.all(|line| !line.contains("arguments") && !line.contains("this.")),
        "an import asks for what an arrow function has not: {function}"
    );
    let end = if guarded { "})" } else { "}" };
    Ok(format!("{start}{parameters}) => {{{body}{end},\n"))
}

/// Every chunk's import is from the loader's module.
fn loader_once(script: &str) -> Result<String> {
    let named = |line: &str| line.trim_start().starts_with("\"./__wasm_split.js\": import");
    let imported = |line: &str| line.starts_with("import * as import") && line.contains("./__wasm_split.js");
    let foreign = script.lines().find(|line| line.starts_with("import ") && !imported(line));
    ensure!(foreign.is_none(), "the start script imports what we do not know: {foreign:?}");
    let at = script.find("        \"./__wasm_split.js\"").context("nothing is loaded in chunks")?;
    let rest: String =
        script[at..].lines().filter(|line| !named(line)).flat_map(|line| [line, "\n"]).collect();
    let before: String =
        script[..at].lines().filter(|line| !imported(line)).flat_map(|line| [line, "\n"]).collect();
    Ok(["import { loaders } from './__wasm_split.js';\n", &before, "'./__wasm_split.js': loaders,\n", &rest]
        .concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"import * as import1 from "./__wasm_split.js"
import * as import2 from "./__wasm_split.js"

export class IntoUnderlyingSink {
    free() {
        wasm.f();
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;

export function start_app() {
    wasm.start_app();
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        ff$1: function(arg0) {
            const callback = () => {
                arg0.z();
            };
            return callback;
        },
        ff$2: function() { return handleError(function (arg0) {
            arg0.focus();
        }, arguments); },
        ff$3: function(arg0) {
            arg0.close();
        },
    };
    return {
        __proto__: null,
        "./fivefold_bg.js": import0,
        "./__wasm_split.js": import1,
        "./__wasm_split.js": import2,
    };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.g(ptr, 1));
let wasm;
async function __wbg_load(module, imports) {
}
export { initSync, __wbg_init as default };
"#;

    fn used(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_the_module_uses_stays_and_the_rest_goes() {
        let script = slim(GLUE, &used(&["ff$1", "ff$2"])).unwrap();
        for kept in ["ff$1: (arg0) => {", "ff$2: guarded((arg0) => {", "export function start_app"] {
            assert!(script.contains(kept), "{kept}: {script}");
        }
        for gone in ["ff$3", "IntoUnderlying", "__wbg_load", "import1"] {
            assert!(!script.contains(gone), "{gone}: {script}");
        }
        assert_eq!(script.matches("'./__wasm_split.js': loaders").count(), 1);
    }

    #[test]
    fn an_import_that_the_script_lacks_fails_the_build() {
        assert!(slim(GLUE, &used(&["ff$1", "ff$9"])).unwrap_err().to_string().contains("ff$9"));
    }

    #[test]
    fn a_script_that_we_do_not_know_is_refused() {
        assert!(slim("export {}", &used(&[])).is_err());
        assert!(slim(&GLUE.replace("function(arg0)", "class"), &used(&["ff$1"])).is_err());
        for (known, unknown) in [
            ("arg0.z()", "this.z()"),
            ("import2 from \"./__wasm_split.js\"", "import2 from \"./snippet.js\""),
        ] {
            assert!(slim(&GLUE.replace(known, unknown), &used(&["ff$1"])).is_err(), "{unknown}");
        }
    }
}
