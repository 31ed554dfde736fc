//! Compiles the message catalogue: `src/text/*.toml` becomes typed Rust in
//! `OUT_DIR/text.rs` and, for each locale but English, `gen/text/<locale>.json`,
//! which the web build ships; the pseudo-locales stand apart in `gen/text/pseudo`.
//! How to add a message stands in `src/text/mod.rs`.

#[path = "src/text/compiler.rs"]
mod compiler;

use compiler::{Slices, Source};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const MESSAGES: &str = "src/text";
const ENGLISH: &str = "en";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={MESSAGES}");
    for problem in build().err().unwrap_or_default() {
        println!("cargo::error={problem}");
    }
}

fn build() -> Result<(), Vec<String>> {
    let mut english = None;
    let mut others = Vec::new();
    for path in message_files().map_err(|error| vec![format!("{MESSAGES}: {error}")])? {
        let source = read(&path).map_err(|problem| vec![problem])?;
        if source.locale == ENGLISH {
            english = Some(source);
        } else {
            others.push(source);
        }
    }
    let english = english.ok_or_else(|| vec![format!("{MESSAGES}/{ENGLISH}.toml is missing")])?;
    let output = compiler::compile(&english, &others)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>())?;

    let out_dir = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    write(&out_dir.join("text.rs"), &output.rust)?;
    for (folder, files) in [("gen/text", &output.json), ("gen/text/pseudo", &output.pseudo)] {
        fs::create_dir_all(folder).map_err(|error| vec![format!("{folder}: {error}")])?;
        for (locale, json) in files {
            write(&Path::new(folder).join(format!("{locale}.json")), json)?;
        }
    }
    Ok(())
}

fn message_files() -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(MESSAGES)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<Source, String> {
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
    let slices: Slices = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        format!("{file}:{line}: {}", error.message())
    })?;
    let locale = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    Ok(Source { file, locale, slices })
}

/// Writes only what changed, so that a watching `trunk serve` settles.
fn write(path: &Path, text: &str) -> Result<(), Vec<String>> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| vec![format!("{}: {error}", path.display())])
}
