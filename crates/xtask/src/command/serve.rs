//! `serve`: the demo shop, built for release and running on this machine.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{build::release, configure::apply, flags::Flags};
use crate::{
    run::{Program, Running, say},
    workspace,
};

/// How long a first start with the demo seed may take.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let mut flags = Flags::new(arguments);
    let place = Place::from_flags(&mut flags)?;
    flags.end()?;
    place.check_free()?;

    // Budgets fail a build, not a demonstration.
    release(false)?;
    // The sandbox plays the payment service, so its origin belongs to this folder's configuration.
    apply(&workspace::dist(), &json!({"payments": [format!("http://{}", place.sandbox)]}))?;
    let server = server_binary("release")?;

    let stop = stop_signal()?;
    let mut running =
        place.start(&server, &["--dist", "dist", "--demo", "--groups", "--bookings", "--quotes"])?;
    place.wait_until_it_answers(&mut running, &stop)?;
    say(format!("the shop is open at http://{}", place.listen));
    say("Ctrl-C closes it; everything it knows stays in the database");
    until_stopped(&stop, &mut [&mut running])
}

/// Where the demo server listens and keeps its data.
pub(crate) struct Place {
    pub(crate) listen: SocketAddr,
    pub(crate) sandbox: SocketAddr,
    database: String,
}

impl Place {
    /// Where everybody expects it, and where Trunk.toml sends the calls of a development build.
    pub(crate) fn usual() -> Self {
        let local = |port| SocketAddr::from(([127, 0, 0, 1], port));
        Self { listen: local(8080), sandbox: local(8081), database: "var/demo.sqlite".into() }
    }

    fn from_flags(flags: &mut Flags) -> Result<Self> {
        let mut place = Self::usual();
        for (flag, address) in [("--listen", &mut place.listen), ("--sandbox", &mut place.sandbox)] {
            if let Some(text) = flags.value(flag)? {
                *address =
                    text.parse().with_context(|| format!("{flag} takes ADDRESS:PORT, not {text:?}"))?;
            }
        }
        if let Some(database) = flags.value("--db")? {
            place.database = database;
        }
        Ok(place)
    }

    /// A taken port is said before the build, not after it.
    pub(crate) fn check_free(&self) -> Result<()> {
        for (address, flag) in [(self.listen, "--listen"), (self.sandbox, "--sandbox")] {
            if let Err(error) = TcpListener::bind(address) {
                bail!(
                    "{address} is not free ({error}): stop what listens there; `cargo xtask serve` can also \
                     take another place, as in `{flag} {}:{}`",
                    address.ip(),
                    address.port().saturating_add(1000)
                );
            }
        }
        Ok(())
    }

    /// Starts the server with the demo seed.
    pub(crate) fn start(&self, server: &std::path::Path, more: &[&str]) -> Result<Running> {
        let database = workspace::root().join(&self.database);
        if let Some(dir) = database.parent() {
            std::fs::create_dir_all(dir).with_context(|| format!("{}", dir.display()))?;
        }
        say(format!("starting the server on {} with the demo data", self.database));
        Program::new(server)
            .args(["--db", &self.database, "--seed", "demo"])
            .args(["--listen", &self.listen.to_string(), "--sandbox", &self.sandbox.to_string()])
            .args(more)
            .spawn()
    }

    pub(crate) fn wait_until_it_answers(
        &self,
        server: &mut Running,
        stop: &mpsc::Receiver<()>,
    ) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while !answers(self.listen) {
            server.check()?;
            if stop.try_recv().is_ok() {
                bail!("stopped");
            }
            if Instant::now() > until {
                bail!("the server did not answer within {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

/// Builds the server and says where it is.
pub(crate) fn server_binary(profile: &str) -> Result<std::path::PathBuf> {
    say("building the server (a few minutes the first time)");
    let folder = if profile == "dev" { "debug" } else { profile };
    Program::new(workspace::cargo())
        .args(["build", "--package", "fivefold-server", "--bin", "fivefold-server", "--profile", profile])
        .run()?;
    Ok(workspace::target()?.join(folder).join("fivefold-server"))
}

/// Receives one message when the person or the system asks us to stop.
pub(crate) fn stop_signal() -> Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    ctrlc::set_handler(move || {
        // A second signal may find the channel closed: we are closing already.
        let _ = sender.send(());
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(receiver)
}

/// Waits for the signal; a program that ends before it is an error. Dropping them stops them in order.
pub(crate) fn until_stopped(stop: &mpsc::Receiver<()>, running: &mut [&mut Running]) -> Result<()> {
    while stop.recv_timeout(Duration::from_millis(300)).is_err() {
        running.iter_mut().try_for_each(|program| program.check())?;
    }
    say("closing");
    Ok(())
}

fn answers(address: SocketAddr) -> bool {
    let wait = Duration::from_secs(2);
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, wait)?;
        stream.set_read_timeout(Some(wait))?;
        write!(stream, "GET /v1/capabilities HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut head = [0; 12];
        stream.read_exact(&mut head)?;
        Ok(head.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_a_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let arguments = ["--listen".to_owned(), taken.local_addr().unwrap().to_string()];
        let place = Place::from_flags(&mut Flags::new(&arguments)).unwrap();
        let error = place.check_free().unwrap_err().to_string();
        assert!(error.contains(&taken.local_addr().unwrap().to_string()), "{error}");
        assert!(error.contains("--listen 127.0.0.1:"), "{error}");
    }

    #[test]
    fn a_place_that_is_no_address_is_refused() {
        let arguments = ["--listen=8080".to_owned()];
        assert!(Place::from_flags(&mut Flags::new(&arguments)).is_err());
    }
}
