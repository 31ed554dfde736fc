//! `test`: everything that must hold, in stages.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::{build::release, flags::Flags, serve::server_binary, setup::build_tools};
use crate::{
    run::{Program, say, spoken, which},
    tool::{Engine, ensure_engine, ensure_node_tools, ensure_wasm_bindgen, ensure_wasm_target},
    workspace,
};

const WASM: &str = "wasm32-unknown-unknown";

struct Stage {
    name: &'static str,
    about: &'static str,
    run: fn(&[Engine]) -> Result<Outcome>,
}

enum Outcome {
    Passed,
    /// Did not run, and why.
    Skipped(&'static str),
}

const STAGES: &[Stage] = &[
    Stage { name: "format", about: "rustfmt", run: format },
    Stage { name: "lints", about: "clippy for host and browser", run: lints },
    Stage { name: "licences", about: "cargo-deny: licences, bans, sources", run: licences },
    Stage { name: "host", about: "unit, property, boundary and contract tests", run: host },
    Stage { name: "browser", about: "component tests in Chromium", run: browser },
    Stage { name: "build", about: "the release with its size budgets", run: build },
    Stage { name: "journeys", about: "the real app on the real server in real browsers", run: journeys },
];

pub(crate) fn test(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    if flags.has("--list") {
        for stage in STAGES {
            println!("{:<10} {}", stage.name, stage.about);
        }
        return flags.end();
    }
    let engines =
        flags.value("--engine")?.map_or_else(|| Ok(Engine::USUAL.to_vec()), |list| Engine::list(&list))?;
    let only = stage_names(flags.value("--only")?)?;
    let skip = stage_names(flags.value("--skip")?)?;
    flags.end()?;

    let mut table = Vec::new();
    let mut failure = None;
    for stage in STAGES {
        let left_out = skip.contains(&stage.name) || !(only.is_empty() || only.contains(&stage.name));
        if left_out {
            table.push((stage, "left out".to_owned(), Duration::ZERO));
            continue;
        }
        if failure.is_some() {
            table.push((stage, "not reached".to_owned(), Duration::ZERO));
            continue;
        }
        say(format!("{}: {}", stage.name, stage.about));
        let begin = Instant::now();
        let result = match (stage.run)(&engines) {
            Ok(Outcome::Passed) => "passed".to_owned(),
            Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
            Err(error) => {
                failure = Some(error.context(format!("the stage {} failed", stage.name)));
                "FAILED".to_owned()
            }
        };
        table.push((stage, result, begin.elapsed()));
    }

    println!();
    for (stage, result, time) in &table {
        println!("{:<10} {:>12}  {result}", stage.name, spoken(*time));
    }
    let total = table.iter().map(|(_, _, time)| *time).sum();
    println!("{:<10} {:>12}", "total", spoken(total));
    failure.map_or(Ok(()), Err)
}

fn stage_names(list: Option<String>) -> Result<Vec<&'static str>> {
    let list = list.unwrap_or_default();
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| match STAGES.iter().find(|stage| stage.name == name) {
            Some(stage) => Ok(stage.name),
            None => bail!("there is no stage `{name}`; `cargo xtask test --list` names them"),
        })
        .collect()
}

fn cargo(args: &[&str]) -> Program {
    Program::new(workspace::cargo()).args(args)
}

fn format(_: &[Engine]) -> Result<Outcome> {
    cargo(&["fmt", "--all", "--check"]).run()?;
    Ok(Outcome::Passed)
}

fn lints(_: &[Engine]) -> Result<Outcome> {
    ensure_wasm_target()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]).run()?;
    // The unit tests are for the host; the browser's stand in `tests/browser`.
    let browser = ["--package", "fivefold", "--features", "design", "--target", WASM];
    let targets = ["--lib", "--bins", "--test", "browser", "--", "-D", "warnings"];
    cargo(&["clippy", "--quiet"]).args(browser).args(targets).run()?;
    Ok(Outcome::Passed)
}

fn licences(_: &[Engine]) -> Result<Outcome> {
    // Building cargo-deny takes longer than all other stages, so it is used where it is.
    if which("cargo-deny").is_none() {
        return Ok(Outcome::Skipped("cargo-deny is not installed (`cargo install cargo-deny` adds it)"));
    }
    cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"]).run()?;
    Ok(Outcome::Passed)
}

fn host(_: &[Engine]) -> Result<Outcome> {
    cargo(&["test", "--workspace", "--exclude", "fivefold-e2e", "--quiet"]).run()?;
    Ok(Outcome::Passed)
}

fn browser(_: &[Engine]) -> Result<Outcome> {
    let driver = ensure_engine(Engine::Chromium)?;
    ensure_wasm_target()?;
    let tools = ensure_wasm_bindgen()?;
    let browser = ["--package", "fivefold", "--features", "design", "--target", WASM, "--test", "browser"];
    cargo(&["test"])
        .args(browser)
        .path_first(tools.dir.as_deref())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver.program)
        // Not "only web": that skips, and passes, a suite that does not say where it runs.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .run()?;
    Ok(Outcome::Passed)
}

fn build(_: &[Engine]) -> Result<Outcome> {
    release(true)?;
    Ok(Outcome::Passed)
}

fn journeys(engines: &[Engine]) -> Result<Outcome> {
    build_tools()?;
    let node = ensure_node_tools()?;
    for engine in engines {
        ensure_engine(*engine)?;
    }
    if !workspace::dist().join("_headers").is_file() {
        release(true)?;
    }
    let server = server_binary("dev")?;
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    cargo(&["test", "--package", "fivefold-e2e"])
        .env("FIVEFOLD_DIST", workspace::dist())
        .env("FIVEFOLD_SERVER_BIN", server)
        .env("FIVEFOLD_AXE", node.axe())
        .env("FIVEFOLD_XTASK_BIN", std::env::current_exe()?)
        .env("FIVEFOLD_ENGINES", names.join(","))
        .run()?;
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::stage_names;

    #[test]
    fn stages_are_chosen_by_name_and_a_wrong_name_is_refused() {
        assert_eq!(stage_names(Some("build, format".into())).unwrap(), ["build", "format"]);
        assert!(stage_names(None).unwrap().is_empty());
        assert!(stage_names(Some("biuld".into())).unwrap_err().to_string().contains("biuld"));
    }
}
