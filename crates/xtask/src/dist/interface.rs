//! What the app and its start script share. wasm-bindgen's names of imports carry a hash each, which neither
//! compresses nor says anything: with two letters both files are smaller. So are its names of the functions that the
//! script calls, which are mangled Rust. And exports that nobody
//! calls keep their code alive, as do the tasks in the table of functions that those exports alone begin: without
//! them the optimiser throws it away.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const CODE: u8 = 10;
/// Of the section `name`, what names functions.
const FUNCTION_NAMES: u8 = 1;
/// No locals, `unreachable`, the end.
const NEVER_CALLED: &[u8] = &[0, 0, 0x0b];
/// The streams of `wasm-streams`, which comes with Leptos's server functions: here nothing makes one.
const STREAMS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];
/// What the linker exports for others.
const UNUSED: [&str; 5] = ["main", "__abort_handler", "__instance_terminated", "__data_end", "__heap_base"];
/// How a mangled name begins.
const MANGLED: &[u8] = b"_R";
/// Parts of the names of the tasks that only those exports begin.
const UNUSED_TASKS: [&str; 2] = ["future_to_promise", "12wasm_streams"];

/// Gives the imports from wasm-bindgen's module short names, in the module and in the script, and takes the
/// exports away that nobody uses.
pub(crate) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let unused = unused_tasks(wasm)?;
    let mut imported = 0;
    let mut rest = wasm.strip_prefix(MAGIC).context("this is no WebAssembly module")?;
    let mut out = MAGIC.to_vec();
    let mut names = BTreeMap::new();
    while let Some((&id, after)) = rest.split_first() {
        let (body, next) = sized(after)?;
        if id == IMPORTS {
            let renamed = imports(body, &mut names, &mut imported)?;
            out.push(id);
            write_sized(&mut out, &renamed);
        } else if id == CODE {
            out.push(id);
            write_sized(&mut out, &code(body, imported, &unused)?);
        } else if id == EXPORTS {
            out.push(id);
            write_sized(&mut out, &exports(body, &mut names)?);
        } else {
            out.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    let mut script = script.to_owned();
    // The longest first: a name may begin another.
    let mut longest: Vec<_> = names.iter().collect();
    longest.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, short) in longest {
        ensure!(script.contains(name.as_str()), "the start script does not name {name}");
        script = script.replace(name.as_str(), short);
    }
    Ok((out, script))
}

/// The functions, by number, that nobody begins. Nothing without the section of names.
fn unused_tasks(wasm: &[u8]) -> Result<BTreeSet<usize>> {
    let mut unused = BTreeSet::new();
    let mut sections = wasm.strip_prefix(MAGIC).context("this is no WebAssembly module")?;
    while let Some((&id, after)) = sections.split_first() {
        let (body, next) = sized(after)?;
        sections = next;
        if id != CUSTOM {
            continue;
        }
        let (b"name", mut parts) = sized(body)? else { continue };
        while let Some((&id, after)) = parts.split_first() {
            let (part, next) = sized(after)?;
            parts = next;
            if id != FUNCTION_NAMES {
                continue;
            }
            let (count, mut rest) = number(part)?;
            for _ in 0..count {
                let (index, after) = number(rest)?;
                let (name, next) = sized(after)?;
                let name = String::from_utf8_lossy(name);
                if UNUSED_TASKS.iter().all(|word| name.contains(word)) {
                    unused.insert(index);
                }
                rest = next;
            }
        }
    }
    Ok(unused)
}

/// The section of code with nothing in the unused functions.
fn code(body: &[u8], imported: usize, unused: &BTreeSet<usize>) -> Result<Vec<u8>> {
    let (count, mut rest) = number(body)?;
    let mut out = Vec::with_capacity(body.len());
    write_number(&mut out, count);
    for at in 0..count {
        let (function, next) = sized(rest)?;
        write_sized(&mut out, if unused.contains(&(imported + at)) { NEVER_CALLED } else { function });
        rest = next;
    }
    Ok(out)
}

/// Rewrites the section of imports and counts the functions among them.
fn imports(body: &[u8], names: &mut BTreeMap<String, String>, functions: &mut usize) -> Result<Vec<u8>> {
    let (count, mut rest) = number(body)?;
    let mut out = Vec::new();
    write_number(&mut out, count);
    for _ in 0..count {
        let (module, after) = sized(rest)?;
        let (name, after) = sized(after)?;
        let (description, next) = description(after)?;
        *functions += usize::from(description.first() == Some(&0));
        write_sized(&mut out, module);
        // The chunks' own imports are made by the splitter and read by its loader.
        if module.ends_with(b"_bg.js") {
            let name = std::str::from_utf8(name).context("an import's name is no text")?;
            let index = names.len();
            let short = names.entry(name.to_owned()).or_insert_with(|| format!("ff${index:x}"));
            write_sized(&mut out, short.as_bytes());
        } else {
            write_sized(&mut out, name);
        }
        out.extend_from_slice(description);
        rest = next;
    }
    Ok(out)
}

/// The names of the functions that a module imports from wasm-bindgen's script.
pub(crate) fn imported(wasm: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeMap::new();
    let mut sections = wasm.strip_prefix(MAGIC).context("this is no WebAssembly module")?;
    while let Some((&id, after)) = sections.split_first() {
        let (body, next) = sized(after)?;
        if id == IMPORTS {
            imports(body, &mut names, &mut 0)?;
        }
        sections = next;
    }
    Ok(names.into_keys().collect())
}

/// The section of exports without the unused ones, mangled names made short. Binary format, section 5.5.10.
fn exports(body: &[u8], names: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let (count, mut rest) = number(body)?;
    let (mut kept, mut entries) = (0, Vec::new());
    for _ in 0..count {
        let (name, after) = sized(rest)?;
        let (_, next) = number(after.get(1..).context("an export without a kind")?)?;
        let is_unused = STREAMS.iter().any(|stream| name.starts_with(stream.as_bytes()))
            || UNUSED.iter().any(|unused| name == unused.as_bytes());
        if !is_unused {
            kept += 1;
            let mut short = name;
            if name.starts_with(MANGLED) {
                let name = std::str::from_utf8(name).context("an export's name is no text")?;
                let index = names.len();
                short = names.entry(name.to_owned()).or_insert_with(|| format!("ff${index:x}")).as_bytes();
            }
            write_sized(&mut entries, short);
            entries.extend_from_slice(&after[..after.len() - next.len()]);
        }
        rest = next;
    }
    let mut out = Vec::new();
    write_number(&mut out, kept);
    out.extend_from_slice(&entries);
    Ok(out)
}

/// What is imported: a kind and a type. Binary format, section 5.5.5.
fn description(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (kind, rest) = bytes.split_first().context("an import without a kind")?;
    let rest = match kind {
        0 => number(rest)?.1,
        1 => limits(rest.get(1..).context("a table without a type")?)?,
        2 => limits(rest)?,
        3 => rest.get(2..).context("a global without a type")?,
        other => anyhow::bail!("an import of the unknown kind {other}"),
    };
    Ok((&bytes[..bytes.len() - rest.len()], rest))
}

fn limits(bytes: &[u8]) -> Result<&[u8]> {
    let (flags, rest) = bytes.split_first().context("limits without flags")?;
    let (_, rest) = number(rest)?;
    if flags & 1 == 1 { Ok(number(rest)?.1) } else { Ok(rest) }
}

/// A number in LEB128.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, &bytes[index + 1..]));
        }
    }
    anyhow::bail!("a number without an end")
}

fn sized(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (size, rest) = number(bytes)?;
    rest.split_at_checked(size).context("a part that is longer than its module")
}

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        out.push(if value == 0 { byte } else { byte | 0x80 });
        if value == 0 {
            return;
        }
    }
}

fn write_sized(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_get_short_names_in_both_files_and_nothing_else_changes() {
        let mut body = Vec::new();
        write_number(&mut body, 3);
        for (module, name) in [("./a_bg.js", "__wbg_new_0a"), ("./a_bg.js", "__wbg_new"), ("other", "memory")]
        {
            write_sized(&mut body, module.as_bytes());
            write_sized(&mut body, name.as_bytes());
            body.extend_from_slice(if module == "other" { &[2, 0, 17] } else { &[0, 3] });
        }
        let mut wasm = MAGIC.to_vec();
        wasm.push(IMPORTS);
        write_sized(&mut wasm, &body);
        wasm.extend_from_slice(&[11, 2, 1, 0]);
        let (wasm, script) = shorten(&wasm, "{__wbg_new_0a:f(),__wbg_new:g()}").unwrap();
        assert_eq!(script, "{ff$0:f(),ff$1:g()}");
        let text = String::from_utf8_lossy(&wasm);
        assert!(text.contains("ff$0") && text.contains("ff$1") && !text.contains("__wbg"));
        assert!(text.contains("memory") && wasm.ends_with(&[11, 2, 1, 0]));
    }

    #[test]
    fn exports_that_nobody_uses_go() {
        let mut body = Vec::new();
        write_number(&mut body, 2);
        for name in ["intounderlyingsink_write", "start_app"] {
            write_sized(&mut body, name.as_bytes());
            body.extend_from_slice(&[0, 5]);
        }
        let mut wasm = MAGIC.to_vec();
        wasm.push(EXPORTS);
        write_sized(&mut wasm, &body);
        let (wasm, _) = shorten(&wasm, "").unwrap();
        assert_eq!(wasm, [MAGIC, &[EXPORTS, 13, 1, 9], b"start_app", &[0, 5]].concat());
    }

    #[test]
    fn tasks_that_nobody_begins_are_empty() {
        let section = |wasm: &mut Vec<u8>, id: u8, body: &[u8]| {
            wasm.push(id);
            write_sized(wasm, body);
        };
        let mut imports = vec![1];
        write_sized(&mut imports, b"env");
        write_sized(&mut imports, b"f");
        imports.extend_from_slice(&[0, 3]);
        // Two functions with the numbers 1 and 2: the first one is used.
        let code = [&[2, 4][..], &[0, 1, 1, 0x0b], &[4], &[0, 1, 1, 0x0b]].concat();
        let mut names = vec![2];
        for (index, name) in [(1, "future_to_promise_ours"), (2, "future_to_promise_12wasm_streams")] {
            names.push(index);
            write_sized(&mut names, name.as_bytes());
        }
        let mut custom = Vec::new();
        write_sized(&mut custom, b"name");
        section(&mut custom, FUNCTION_NAMES, &names);
        let mut wasm = MAGIC.to_vec();
        section(&mut wasm, IMPORTS, &imports);
        section(&mut wasm, CODE, &code);
        section(&mut wasm, CUSTOM, &custom);
        let (wasm, _) = shorten(&wasm, "").unwrap();
        let kept = [&[2, 4][..], &[0, 1, 1, 0x0b], &[3], NEVER_CALLED].concat();
        assert!(wasm.windows(kept.len()).any(|part| part == kept), "{wasm:?}");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shorten(b"<html>", "").is_err());
        assert!(shorten(&[MAGIC, &[2, 9]].concat(), "").is_err());
    }
}
