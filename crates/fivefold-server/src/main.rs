//! The command `fivefold-server`.

use clap::Parser as _;
use fivefold_server::{Config, Server, StartError, openapi};
use std::{
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
};
use tracing_subscriber::{
    Layer as _, filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// The exit code of a start that was refused.
const REFUSED: u8 = 2;

fn main() -> ExitCode {
    let config = Config::parse();
    if config.print_openapi {
        let written = std::io::stdout().write_all(openapi::document().as_bytes());
        return if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    start_logs();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("cannot start threads: {error}")),
    };
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> ExitCode {
    let server = match Server::bind(config).await {
        Ok(server) => server,
        Err(error @ StartError::Options(_)) => return refuse(&error.to_string()),
        Err(error) => return refuse(&error.to_string()),
    };
    tracing::info!(
        url = server.app().public_url,
        sandbox = server.app().sandbox_url,
        database = %server.app().config.db.display(),
        "serving"
    );
    match server.run(asked_to_stop()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "serving failed");
            ExitCode::FAILURE
        }
    }
}

/// Ends at SIGINT or SIGTERM.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        _ = interrupted => {}
        _ = terminated => {}
    }
}

/// Lines for people at a terminal, JSON for machines. `FIVEFOLD_LOG=debug` shows every request.
fn start_logs() {
    let wanted = std::env::var("FIVEFOLD_LOG").unwrap_or_default();
    let filter: Targets = wanted.parse().unwrap_or_default();
    let filter = if wanted.is_empty() { filter.with_default(tracing::Level::INFO) } else { filter };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = if std::io::stderr().is_terminal() {
        lines.with_target(false).boxed()
    } else {
        lines.json().flatten_event(true).boxed()
    };
    tracing_subscriber::registry().with(layer.with_filter(filter)).init();
}

fn refuse(sentence: &str) -> ExitCode {
    // Nothing can be done if there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "fivefold-server: {sentence}");
    ExitCode::from(REFUSED)
}
