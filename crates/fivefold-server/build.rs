//! Puts the demo shop's pictures into the program, so that it runs from anywhere.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=seed/pictures");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("seed/pictures"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| {
        file.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| matches!(kind, "avif" | "webp"))
    });
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let hash = fingerprint(&fs::read(file)?);
        // The folder is found when the table is compiled: the build's cache may move to another checkout.
        table.push_str(&format!(
            "({name:?}, \"{hash:016x}\", include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/seed/pictures/{name}\"))),\n"
        ));
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(Path::new(&out).join("pictures.rs"), table)
}

/// FNV-1a, 64 bits: enough to tell two versions of a picture apart.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
