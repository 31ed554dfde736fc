//! `hook`: what Trunk calls before and after its own work. Not for people.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{build::RELEASE, serve::Place};
use crate::{dist, page, run::say, tool::ensure_node_tools, workspace};

pub(crate) fn hook(arguments: &[String]) -> Result<()> {
    match arguments.first().map(String::as_str) {
        Some("pre-build") => pre_build(),
        Some("post-build") => post_build(),
        _ => bail!("a hook is `pre-build` or `post-build`"),
    }
}

/// Generates what Trunk reads: the style sheet and the route table.
fn pre_build() -> Result<()> {
    let dir = workspace::generated();
    let is_release = std::env::var_os(RELEASE).is_some();
    std::fs::create_dir_all(&dir)?;
    std::fs::write(
        dir.join("fivefold.css"),
        dist::stylesheet(&workspace::root().join("style"), is_release)?,
    )?;
    std::fs::write(dir.join("routes.json"), dist::route_table().to_string())?;
    Ok(())
}

/// Makes the release out of what Trunk staged. A development build is left as it is.
fn post_build() -> Result<()> {
    let staging =
        PathBuf::from(std::env::var_os("TRUNK_STAGING_DIR").context("this hook is called by Trunk")?);
    let Ok(release) = std::env::var(RELEASE) else {
        if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
            say("note: this is Trunk's plain release; `cargo xtask build` makes the small one");
        }
        dist::stage_texts(&staging)?;
        return pay_at_the_sandbox(&staging);
    };
    let raw = workspace::target()?.join("wasm32-unknown-unknown/web/fivefold.wasm");
    let report = dist::assemble(&staging, &raw, &ensure_node_tools()?)?;
    println!("\n{report}");
    let broken = report.broken();
    for line in &broken {
        eprintln!("over budget: {line}");
    }
    if !broken.is_empty() && release == "budgets" {
        bail!("the size budgets are broken (docs/architecture.md says why they stand)");
    }
    Ok(())
}

/// Without the release's `configure` the app would trust no payment page at all: the one of the server that
/// runs beside it is the only one there can be.
fn pay_at_the_sandbox(staging: &std::path::Path) -> Result<()> {
    let file = staging.join("index.html");
    let html = std::fs::read_to_string(&file)?;
    let mut config = page::data_block(&html, "fivefold-config")?;
    config["payments"] = serde_json::json!([format!("http://{}", Place::usual().sandbox)]);
    Ok(std::fs::write(file, page::with_data_block(&html, "fivefold-config", &config)?)?)
}
