//! What the server is told on its command line.

use clap::{Parser, ValueEnum};
use std::{net::SocketAddr, path::PathBuf};

/// The reference backend of a Fivefold storefront.
#[derive(Debug, Clone, Parser)]
#[command(name = "fivefold-server", disable_version_flag = true)]
pub struct Config {
    /// The SQLite file; made when it is missing. Uploads are kept beside it, in `FILE.media`.
    #[arg(long, value_name = "FILE", default_value = "fivefold.db")]
    pub db: PathBuf,

    /// Where the API and the app are served.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Where the sandbox payment page is served: an origin of its own.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    pub sandbox: SocketAddr,

    /// How buyers reach `--listen`, when a proxy stands in between.
    #[arg(long, value_name = "URL", value_parser = origin)]
    pub public_url: Option<String>,

    /// How buyers reach `--sandbox`, when a proxy stands in between.
    #[arg(long, value_name = "URL", value_parser = origin)]
    pub sandbox_url: Option<String>,

    /// A folder with the built app, served at the root.
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,

    /// What to fill an empty database with.
    #[arg(long, value_name = "KIND")]
    pub seed: Option<SeedKind>,

    /// A living demo: `--seed demo`, lots that are offered again when they have ended, and labelled demo accounts
    /// that bid on them over HTTP like anyone.
    #[arg(long)]
    pub demo: bool,

    /// Offers group-buys; with `--seed demo` the demo has some, and with `--demo` labelled accounts join them over HTTP.
    #[arg(long)]
    pub groups: bool,

    /// Offers bookings; with `--seed demo` the demo has venues and services, and with `--demo` labelled guests book them
    /// over HTTP.
    #[arg(long)]
    pub bookings: bool,

    /// Offers wholesale quotes; with `--seed demo` the demo has companies with price lists, and with `--demo` a labelled
    /// supplier answers them over HTTP.
    #[arg(long)]
    pub quotes: bool,

    /// How many products `--seed scale` makes.
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub products: u32,

    /// An origin whose pages may call the API; `*` for all. May be given several times.
    #[arg(long, value_name = "ORIGIN", value_parser = allowed_origin)]
    pub allow_origin: Vec<String>,

    /// Lets anyone who reaches the server set its clock and break its answers. Loopback only.
    #[arg(long)]
    pub test_controls: bool,

    /// Prints the OpenAPI document and ends.
    #[arg(long)]
    pub print_openapi: bool,
}

/// What an empty database is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeedKind {
    /// A believable shop.
    Demo,
    /// As many generated products as `--products` says.
    Scale,
}

impl Config {
    /// Options that cannot stand together.
    ///
    /// # Errors
    /// A sentence for whoever typed the command.
    pub fn check(&self) -> Result<(), String> {
        if self.test_controls && !(self.listen.ip().is_loopback() && self.sandbox.ip().is_loopback()) {
            return Err(format!(
                "--test-controls lets anyone set the clock and break answers, so it is refused on {}: \
                 listen on 127.0.0.1 or ::1, or leave it out",
                if self.listen.ip().is_loopback() { self.sandbox } else { self.listen }
            ));
        }
        if self.demo && self.seed == Some(SeedKind::Scale) {
            return Err("--demo fills the database with the demo: leave --seed scale out".to_owned());
        }
        if let Some(dist) = &self.dist
            && !dist.join("index.html").is_file()
        {
            return Err(format!("--dist {}: there is no index.html in it", dist.display()));
        }
        Ok(())
    }
}

fn allowed_origin(text: &str) -> Result<String, String> {
    if text == "*" { Ok(text.to_owned()) } else { origin(text) }
}

/// An origin: scheme and authority, without a path.
fn origin(text: &str) -> Result<String, String> {
    let bare = text.strip_suffix('/').unwrap_or(text);
    let host = bare.strip_prefix("http://").or_else(|| bare.strip_prefix("https://"));
    match host {
        Some(host)
            if !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_graphic() && !b"/?#@\\\"".contains(&b)) =>
        {
            Ok(bare.to_owned())
        }
        _ => Err("write an origin: https://shop.example or http://localhost:8082".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(arguments: &[&str]) -> Result<Config, clap::Error> {
        Config::try_parse_from([&["fivefold-server"], arguments].concat())
    }

    #[test]
    fn x_sec_test_controls_are_refused_on_a_public_address() {
        for listen in ["0.0.0.0:8080", "192.168.1.4:8080", "[::]:8080"] {
            let config = config(&["--test-controls", "--listen", listen]).unwrap();
            assert!(config.check().unwrap_err().contains(listen));
        }
        let sandbox = config(&["--test-controls", "--sandbox", "0.0.0.0:8081"]).unwrap();
        assert!(sandbox.check().is_err());
        assert!(config(&["--test-controls"]).unwrap().check().is_ok());
        assert!(config(&["--listen", "0.0.0.0:80"]).unwrap().check().is_ok());
    }

    #[test]
    fn an_origin_has_a_scheme_a_host_and_nothing_else() {
        assert_eq!(
            config(&["--allow-origin", "http://localhost:8082/"]).unwrap().allow_origin,
            ["http://localhost:8082"]
        );
        for nonsense in ["localhost", "ftp://x", "http://", "http://a/b", "http://a b", "http://u@h"] {
            assert!(config(&["--allow-origin", nonsense]).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn nonsense_on_the_command_line_is_an_error() {
        for nonsense in
            [&["--listen", "here"][..], &["--seed", "ham"], &["--products", "0"], &["--products", "-1"]]
        {
            assert!(config(nonsense).is_err(), "{nonsense:?}");
        }
    }
}
