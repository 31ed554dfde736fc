//! The project's commands: `cargo xtask <command>`. Each command is a file in `command/`; what makes the
//! folder for a CDN out of Trunk's output is in `dist/`; `tool/` knows the programs that they use.
//!
//! **Invariant**: nothing here is linked into the app or the server.

#![expect(clippy::print_stdout, reason = "these commands talk to a person at a terminal")]

mod command;
mod dist;
mod page;
mod run;
mod tool;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
The commands of Fivefold

  cargo xtask serve   [--listen ADDRESS] [--sandbox ADDRESS] [--db FILE]
                      builds the shop and serves it with demo data at http://127.0.0.1:8080
  cargo xtask dev     serves the app at http://127.0.0.1:8082 with hot reload, beside a debug server
  cargo xtask build   [--no-budget]
                      makes dist/, a folder to put on a CDN, and checks the size budgets
  cargo xtask configure DIST CONFIG.json
                      sets base path, origins, brand and more in a built folder, without a rebuild
  cargo xtask test    [--engine chromium,webkitgtk,firefox|all] [--only STAGE[,STAGE]] [--skip STAGE[,STAGE]]
                      runs everything that must hold; `--list` names the stages
  cargo xtask bench   [pages|server|bids|screen|fairness]
                      measures sizes, first paint, server throughput, bids and presses; `fairness` plays 100,000
                      operations of an auction through a network that fails, and has to be asked for
  cargo xtask pictures [--docs]
                      takes pictures of the main pages and states, for a person to judge; `--docs` also
                      renews those of the README
  cargo xtask setup   installs what the other commands need; they call it themselves
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match name.as_str() {
        "serve" => command::serve(&rest),
        "dev" => command::dev(&rest),
        "build" => command::build(&rest),
        "configure" => command::configure(&rest),
        "test" => command::test(&rest),
        "bench" => command::bench(&rest),
        "pictures" => command::pictures(&rest),
        "setup" => command::setup(&rest),
        "hook" => command::hook(&rest),
        "" | "help" | "-h" | "--help" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        unknown => Err(anyhow::anyhow!("there is no command `{unknown}`\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
