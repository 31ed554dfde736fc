//! Puts the release together in Trunk's staging folder: names by content, references, integrity, headers.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::json;

use super::{
    Report, Settings, apart, compress_file, headers,
    integrity::{hashed_name, integrity},
    modules::{Modules, modules, pack, table},
    redirects,
    redirects::{MOST_DYNAMIC, dynamic_rules},
};
use crate::{page, run::say, tool::NodeTools, workspace};

/// Where the app's build script leaves the messages of every language but English.
const TEXTS: &str = "gen/text";
/// The folder in it of the languages that nobody speaks.
const PSEUDO: &str = "pseudo";

/// Turns Trunk's staging folder into the folder for the CDN.
///
/// Trunk leaves one page, one hashed style sheet, one hashed boot script, the copied `public/`, and an unsplit
/// app, which is thrown away.
pub(crate) fn assemble(staging: &Path, raw: &Path, tools: &NodeTools) -> Result<Report> {
    let work = workspace::target()?.join("fivefold-release");
    // What an earlier build left must not leak into this one.
    let _ = std::fs::remove_dir_all(&work);
    let parts = modules(raw, &work, tools)?;

    say("naming, linking and compressing the files");
    let mut folder = Folder { staging, report: Report::default() };
    let page_file = staging.join("index.html");
    let mut html = std::fs::read_to_string(&page_file)?;
    let unsplit = page::data_block(&html, "fivefold-app")?;
    for key in ["js", "wasm"] {
        folder.remove(unsplit[key].as_str().context("the data block `fivefold-app` names no files")?)?;
    }

    let style = folder.take("fivefold-", "css")?;
    let boot = folder.take("boot-", "js")?;
    let style_asset = folder.asset("fivefold", "css", &minified(&style, &work, tools)?)?;
    let boot_asset = folder.asset("boot", "js", &minified(&boot, &work, tools)?)?;
    let sheets = sheets(&work, tools)?;
    let (main, script, dir, styles) = folder.app(parts, &sheets)?;
    folder.report.style = style_asset.size;
    folder.report.boot = boot_asset.size;

    let mut config = page::data_block(&html, "fivefold-config")?;
    let texts = workspace::root().join(TEXTS);
    config["texts"] = folder.texts(&texts)?;
    // Those of tests. No shop names them unless its configuration does, so no page says where they are.
    copy_texts(&texts.join(PSEUDO), staging)?;
    html = page::with_data_block(&html, "fivefold-config", &config)?;
    let settings = Settings::read(&config)?;
    let app = json!({
        "js": script.name, "wasm": main.name, "routes": unsplit["routes"], "parts": dir,
        "styles": styles,
    });
    html = page::with_data_block(&html, "fivefold-app", &app)?;
    html = replace_element(&html, "<link", &style.name(), &style_link(&style_asset))?;
    let boot_tag = format!(
        r#"<script type="module" async src="/assets/{}" integrity="{}"></script>"#,
        boot_asset.name, boot_asset.integrity
    );
    html = replace_element(&html, "<script", &boot.name(), &boot_tag)?;
    let preloads = format!(
        "<link rel=\"modulepreload\" href=\"/assets/{}\" integrity=\"{}\">\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"/assets/{}\">",
        script.name, script.integrity, main.name,
    );
    html = html.replacen("</head>", &format!("{preloads}</head>"), 1);
    std::fs::write(&page_file, page::with_base(&page::compact(&html), "/", &settings.base))?;

    let lost = std::fs::read_to_string(workspace::root().join("src/site/404.html"))?;
    let lost = lost.replace("<!-- style -->", &style_link(&style_asset));
    std::fs::write(staging.join("404.html"), page::with_base(&page::compact(&lost), "/", &settings.base))?;

    std::fs::write(staging.join("_headers"), headers(&settings))?;
    let rules = redirects(&settings);
    if dynamic_rules(&rules) > MOST_DYNAMIC {
        say(format!(
            "note: _redirects has {} rules with placeholders; Cloudflare Pages reads {MOST_DYNAMIC}",
            dynamic_rules(&rules)
        ));
    }
    std::fs::write(staging.join("_redirects"), rules)?;

    folder.compress_rest()?;
    folder.report.html = compress_file(&page_file)?.unwrap_or_default();
    Ok(folder.report)
}

struct Folder<'a> {
    staging: &'a Path,
    report: Report,
}

struct Asset {
    name: String,
    integrity: String,
    size: usize,
}

/// A file that Trunk staged, by its own hashed name.
struct Staged(PathBuf);

impl Staged {
    fn name(&self) -> String {
        self.0.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

impl Folder<'_> {
    fn remove(&self, name: &str) -> Result<()> {
        let file = self.staging.join(name);
        std::fs::remove_file(&file).with_context(|| format!("{}", file.display()))
    }

    /// The staged file with this beginning and extension.
    fn take(&self, stem: &str, extension: &str) -> Result<Staged> {
        for entry in std::fs::read_dir(self.staging)? {
            let staged = Staged(entry?.path());
            let is_kind = staged.0.extension().is_some_and(|it| it == extension);
            if is_kind && staged.name().starts_with(stem) {
                return Ok(staged);
            }
        }
        anyhow::bail!("Trunk staged no {stem}*.{extension}")
    }

    /// Writes a file for ever under a name made from its content, compressed too.
    fn asset(&self, stem: &str, extension: &str, bytes: &[u8]) -> Result<Asset> {
        let dir = self.staging.join("assets");
        std::fs::create_dir_all(&dir)?;
        let name = hashed_name(stem, extension, bytes);
        let file = dir.join(&name);
        std::fs::write(&file, bytes)?;
        let size = compress_file(&file)?.unwrap_or(bytes.len());
        Ok(Asset { name, integrity: integrity(bytes), size })
    }

    /// The app's own files: its module, its script, the folder of its parts, and the sheet of each chunk as name and
    /// integrity. The parts first: the script names them, and its own name follows from that.
    ///
    /// Each chunk's files are one module for the first page of a visit: one request and one start instead of a hundred,
    /// and a sixth less to send. Whoever goes on from there loads
    /// the chunk's pack, which has what is new to somebody who has looked at a product, and single files.
    fn app(&mut self, parts: Modules, sheets: &Sheets) -> Result<(Asset, Asset, String, serde_json::Value)> {
        let mut script = std::fs::read_to_string(&parts.script)?;
        let mut names = BTreeMap::new();
        // They fit each other only, so one hash for all of them says enough, in the name of their folder. `index.html`
        // carries no other: nothing in it compresses as badly.
        let table = table(&parts.needs).to_string();
        let modules = parts.lazy.values().chain(parts.first.values()).flatten().copied();
        let styles = sheets.texts.values().flatten().copied();
        let all: Vec<u8> = table.bytes().chain(modules).chain(styles).collect();
        let dir = hashed_name("parts", "", &all).trim_end_matches('.').to_owned();
        std::fs::create_dir_all(self.staging.join("assets").join(&dir))?;
        let mut sizes = BTreeMap::new();
        for (name, text) in &sheets.texts {
            let file = self.staging.join(format!("assets/{dir}/{name}.css"));
            std::fs::write(&file, text)?;
            sizes.insert(name, compress_file(&file)?.unwrap_or(text.len()));
        }
        let mut styles = serde_json::Map::new();
        for (chunk, name) in &sheets.of_chunk {
            self.report.styles.insert((*chunk).to_owned(), sizes[name]);
            styles.insert((*chunk).to_owned(), json!([name, integrity(&sheets.texts[name])]));
        }
        anyhow::ensure!(
            script.contains("\"./parts/\""),
            "the start script does not say where the chunks are"
        );
        script = script.replace("\"./parts/\"", &format!("\"./{dir}/\""));
        for (stem, bytes) in &parts.lazy {
            let name = format!("{dir}/{}.wasm", stem.trim_start_matches("split_"));
            let file = self.staging.join("assets").join(&name);
            std::fs::write(&file, bytes)?;
            let size = compress_file(&file)?.unwrap_or(bytes.len());
            self.report.files.insert(name.clone(), size);
            names.insert(stem.clone(), name);
        }
        let files = self.staging.join(format!("assets/{dir}/files.json"));
        std::fs::write(&files, table)?;
        compress_file(&files)?;
        for chunk in parts.needs.keys() {
            let stems = pack(chunk, &parts.needs);
            let files: Vec<_> =
                stems.iter().filter_map(|stem| Some((names.get(*stem)?, parts.lazy.get(*stem)?))).collect();
            if files.len() > 1 {
                let file = self.staging.join("assets").join(format!("{dir}/{chunk}.pack.wasm"));
                std::fs::write(&file, together(&files)?)?;
                self.report.packs.insert(chunk.clone(), compress_file(&file)?.unwrap_or_default());
            }
        }
        for (chunk, stems) in parts.needs {
            if let Some(bytes) = parts.first.get(&chunk) {
                let file = self.staging.join(format!("assets/{dir}/{chunk}.page.wasm"));
                std::fs::write(&file, bytes)?;
                self.report.together.insert(chunk.clone(), compress_file(&file)?.unwrap_or(bytes.len()));
            }
            self.report
                .chunks
                .insert(chunk, stems.iter().filter_map(|stem| names.get(stem).cloned()).collect());
        }
        let main = self.asset("fivefold", "wasm", &parts.main)?;
        let script = self.asset("fivefold", "js", script.as_bytes())?;
        self.report.main = main.size;
        self.report.script = script.size;
        Ok((main, script, dir, styles.into()))
    }

    /// The message files that the app's build script wrote: locale → file, relative to the base.
    fn texts(&self, dir: &Path) -> Result<serde_json::Value> {
        let mut texts = serde_json::Map::new();
        for file in message_files(dir)? {
            let locale = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let asset = self.asset(&format!("text-{locale}"), "json", &std::fs::read(&file)?)?;
            texts.insert(locale, format!("assets/{}", asset.name).into());
        }
        Ok(texts.into())
    }

    /// Compresses what `public/` brought and the 404 page.
    fn compress_rest(&self) -> Result<()> {
        let mut dirs = vec![self.staging.to_path_buf()];
        while let Some(dir) = dirs.pop() {
            for entry in std::fs::read_dir(&dir)? {
                let path = entry?.path();
                if path.is_dir() {
                    if path != self.staging.join("assets") {
                        dirs.push(path);
                    }
                } else {
                    compress_file(&path)?;
                }
            }
        }
        Ok(())
    }
}

/// The style sheets that chunks' pages need beside the common one.
struct Sheets {
    /// Each sheet once, by the first chunk that needs it.
    texts: BTreeMap<&'static str, Vec<u8>>,
    /// Which one each chunk needs.
    of_chunk: BTreeMap<&'static str, &'static str>,
}

fn sheets(work: &Path, tools: &NodeTools) -> Result<Sheets> {
    let mut names = BTreeMap::new();
    let mut made = Sheets { texts: BTreeMap::new(), of_chunk: BTreeMap::new() };
    for (chunk, sheets) in apart() {
        let name = *names.entry(sheets.clone()).or_insert(chunk);
        made.of_chunk.insert(chunk, name);
        if name != chunk {
            continue;
        }
        let mut text = String::new();
        for sheet in &sheets {
            text += &std::fs::read_to_string(workspace::root().join("style").join(sheet)).context(*sheet)?;
        }
        let staged = Staged(work.join(format!("{name}.css")));
        std::fs::write(&staged.0, text)?;
        made.texts.insert(name, minified(&staged, work, tools)?);
    }
    Ok(made)
}

/// How every module begins (WebAssembly 1.0, section 5.5.16).
const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// Modules as one file, one behind the other. It is no module and still ends in `.wasm`: that is what CDNs compress by
/// themselves. Who reads it finds each by how it begins.
fn together(files: &[(&String, &Vec<u8>)]) -> Result<Vec<u8>> {
    let all: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let beginnings = all.windows(MAGIC.len()).filter(|part| *part == MAGIC).count();
    anyhow::ensure!(beginnings == files.len(), "a module holds what looks like the beginning of another one");
    Ok(all)
}

/// Copies all message files to where an unsplit app looks for them.
pub(crate) fn stage_texts(staging: &Path) -> Result<()> {
    let texts = workspace::root().join(TEXTS);
    copy_texts(&texts, staging)?;
    copy_texts(&texts.join(PSEUDO), staging)
}

/// Copies message files to where the app looks for those whose names it is not told.
fn copy_texts(from: &Path, staging: &Path) -> Result<()> {
    let dir = staging.join("text");
    std::fs::create_dir_all(&dir)?;
    for file in message_files(from)? {
        std::fs::copy(&file, dir.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

fn message_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir).with_context(|| format!("{}", dir.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

fn work_copy(staged: &Staged) -> Result<PathBuf> {
    let copy = workspace::target()?.join("fivefold-release").join(staged.name());
    std::fs::rename(&staged.0, &copy).or_else(|_| {
        std::fs::copy(&staged.0, &copy)?;
        std::fs::remove_file(&staged.0)
    })?;
    Ok(copy)
}

fn minified(staged: &Staged, work: &Path, tools: &NodeTools) -> Result<Vec<u8>> {
    let copy = work_copy(staged)?;
    let out = work.join("minified").join(staged.name());
    tools
        .esbuild()
        .args([copy.display().to_string(), format!("--outfile={}", out.display())])
        // Without a target nothing is rewritten for older browsers: what stands there is what they get.
        .args(["--minify", "--format=esm", "--log-level=warning"])
        .run()?;
    Ok(std::fs::read(out)?)
}

fn style_link(asset: &Asset) -> String {
    format!(r#"<link rel="stylesheet" href="/assets/{}" integrity="{}">"#, asset.name, asset.integrity)
}

/// Replaces the element that starts with `tag` and names the file.
fn replace_element(html: &str, tag: &str, file: &str, new: &str) -> Result<String> {
    let at = html.find(file).with_context(|| format!("index.html does not name {file}"))?;
    let start = html[..at].rfind(tag).with_context(|| format!("{file} stands in no {tag}"))?;
    let mut end = at + html[at..].find('>').context("an element without an end")? + 1;
    if let Some(rest) = html[end..].strip_prefix("</script>") {
        end = html.len() - rest.len();
    }
    Ok(format!("{}{new}{}", &html[..start], &html[end..]))
}

#[cfg(test)]
mod tests {
    use super::replace_element;

    #[test]
    fn exactly_the_element_with_that_file_is_replaced() {
        let html =
            r#"<link href=/icon.svg><link rel=stylesheet href=/a-1.css><script src=/b.js></script><p>"#;
        assert_eq!(
            replace_element(html, "<link", "a-1.css", "<new>").unwrap(),
            r#"<link href=/icon.svg><new><script src=/b.js></script><p>"#
        );
        assert_eq!(
            replace_element(html, "<script", "b.js", "<new>").unwrap(),
            r#"<link href=/icon.svg><link rel=stylesheet href=/a-1.css><new><p>"#
        );
        assert!(replace_element(html, "<script", "c.js", "<new>").is_err());
    }
}
