//! The measurements of `docs/benchmarks.md`.
//!
//! `bench FILE` takes all of them but the long ones, `bench FILE NAME…` those that are named. Each is printed and
//! written to its section of the file. Figures belong to the machine they were measured on; compare them with each
//! other, not across machines.

mod bids;
mod document;
mod fairness;
mod lines;
mod pages;
mod screen;
mod server;

use serde_json::Value;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The sections, in order: what one asks for, and the heading.
const SECTIONS: &[(&str, &str)] = &[
    ("pages", "A first visit"),
    ("server", "The reference server"),
    ("bids", "Bids"),
    ("screen", "Two hundred live lots on one screen"),
    ("lines", "Ten thousand lines at once"),
    ("fairness", "The fairness of auctions"),
];
/// What takes so long that it has to be asked for.
const LONG: &[&str] = &["fairness"];

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let target = arguments.next().ok_or("usage: bench FILE [NAME…]")?;
    let asked: Vec<String> = arguments.collect();
    if let Some(unknown) = asked.iter().find(|name| !SECTIONS.iter().any(|(known, _)| known == name)) {
        return Err(format!("there is no measurement `{unknown}`; there are {SECTIONS:?}").into());
    }
    for (name, heading) in SECTIONS {
        let is_asked =
            if asked.is_empty() { !LONG.contains(name) } else { asked.iter().any(|it| it == name) };
        if !is_asked {
            continue;
        }
        let mut report = format!("## {heading}\n\n");
        let measured = match *name {
            "pages" => pages::pages(&mut report).await,
            "server" => server::server(&mut report).await,
            "bids" => bids::bids(&mut report).await,
            "screen" => screen::screen(&mut report).await,
            "lines" => lines::lines(&mut report).await,
            _ => fairness::fairness(&mut report).await,
        };
        report.push_str(&format!("\nMachine: {}.\n", machine()));
        let text = std::fs::read_to_string(&target).unwrap_or_default();
        std::fs::write(&target, document::with_section(&text, name, &report))?;
        #[expect(clippy::print_stdout, reason = "the report is what the command is for")]
        {
            println!("{report}");
        }
        measured?;
    }
    Ok(())
}

async fn get(url: &str) -> Result<Value, Error> {
    Ok(reqwest::get(url).await?.error_for_status()?.json().await?)
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split(':').nth(1)?.trim().to_owned())
        })
        .unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {cpu}, {}", std::env::consts::OS)
}
