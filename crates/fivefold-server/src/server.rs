//! A server's life: open, fill, listen, serve, stop.

use crate::{
    account, app, auctions, bookings, buying,
    catalog::Listings,
    clock::Clock,
    config::{Config, SeedKind},
    group_buys,
    live::Live,
    public::Answers,
    quotes, sandbox,
    seed::{self, Shop},
    state::{App, Parts},
    store::{Db, db::OpenError},
    test_controls::Faults,
};
use std::{future::Future, io, net::SocketAddr, path::PathBuf, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// How long running requests may take once the server is asked to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// Why a server did not start. Each is a sentence for whoever started it.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// Options that cannot stand together.
    Options(String),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// The database cannot be used.
    Database(PathBuf, OpenError),
    /// The database could not be filled.
    Seed(String),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Options(sentence) => f.write_str(sentence),
            Self::Listen(address, error) if error.kind() == io::ErrorKind::AddrInUse => {
                write!(f, "{address} is taken: stop the other program or choose another port")
            }
            Self::Listen(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Database(file, error) => write!(f, "cannot use the database {}: {error}", file.display()),
            Self::Seed(error) => write!(f, "cannot fill the database: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

/// A server that listens, ready to run.
#[derive(Debug)]
pub struct Server {
    app: App,
    listener: TcpListener,
    sandbox: TcpListener,
    stop: watch::Sender<bool>,
}

impl Server {
    /// Listens on both addresses, opens the database, and fills it as configured if it is empty.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn bind(config: Config) -> Result<Self, StartError> {
        let seed = if config.demo { Some(SeedKind::Demo) } else { config.seed };
        let shop = match seed {
            None => None,
            Some(SeedKind::Demo) => Some(seed::demo().map_err(|error| StartError::Seed(error.to_string()))?),
            Some(SeedKind::Scale) => Some(seed::scale(config.products)),
        };
        Self::bind_with(config, shop).await
    }

    /// As [`Server::bind`], with a shop of one's own for an empty database.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn bind_with(config: Config, shop: Option<Shop>) -> Result<Self, StartError> {
        config.check().map_err(StartError::Options)?;
        // First the ports: a second server on the same file shall not get as far as the file.
        let listener = listen(config.listen).await?;
        let sandbox = listen(config.sandbox).await?;
        let seeds_demo = config.demo || config.seed == Some(SeedKind::Demo);
        let clock = Clock::default();
        let live = Live::default();
        let db = Db::open(&config.db, clock.clone(), live.clone())
            .await
            .map_err(|error| StartError::Database(config.db.clone(), error))?;
        if let Some(shop) = &shop {
            tracing::debug!("filling the database if it is empty");
            seed::fill(&db, shop).await.map_err(|error| StartError::Seed(error.to_string()))?;
        }
        if seeds_demo {
            account::seed(&db, &clock).await.map_err(|error| StartError::Seed(error.to_string()))?;
        }
        if let Some(shop) = shop.filter(|_| seeds_demo) {
            auctions::seed(&db, &clock, &shop).await.map_err(StartError::Seed)?;
        }
        let url = |given: &Option<String>, listener: &TcpListener, asked: SocketAddr| {
            let address = listener.local_addr().unwrap_or(asked);
            given.clone().unwrap_or_else(|| format!("http://{address}"))
        };
        let public_url = url(&config.public_url, &listener, config.listen);
        let sandbox_url = url(&config.sandbox_url, &sandbox, config.sandbox);
        let mut uploads = config.db.clone().into_os_string();
        uploads.push(".media");
        let (stop, stopping) = watch::channel(false);
        let at = |listener: &TcpListener, asked| listener.local_addr().unwrap_or(asked);
        let buying = buying::Buying::open(
            db.clone(),
            clock.clone(),
            &sandbox_url,
            at(&listener, config.listen),
            at(&sandbox, config.sandbox),
        )
        .await
        .map_err(|error| StartError::Database(config.db.clone(), OpenError::Sql(error)))?;
        let app = App::new(Parts {
            uploads: PathBuf::from(uploads),
            config,
            db,
            clock,
            live,
            stopping,
            public_url,
            sandbox_url,
            buying,
            accounts: account::Accounts::default(),
            listings: Listings::default(),
            answers: Answers::default(),
            faults: Faults::default(),
        });
        if seeds_demo && app.config.groups {
            group_buys::seed(&app).await.map_err(StartError::Seed)?;
        }
        if seeds_demo && app.config.bookings {
            bookings::seed(&app).await.map_err(StartError::Seed)?;
        }
        if seeds_demo && app.config.quotes {
            quotes::seed(&app).await.map_err(StartError::Seed)?;
        }
        // Made now, so that the first visitor does not wait for it.
        app.listings.current(&app.db).await.map_err(|error| {
            StartError::Seed(format!("the catalogue cannot be read: {}", error.problem().title))
        })?;
        Ok(Self { app, listener, sandbox, stop })
    }

    /// What handlers share.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Serves until `until` ends; then streams end, running requests get five seconds, and the
    /// database is closed.
    ///
    /// # Errors
    /// When accepting connections fails.
    pub async fn run(self, until: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let Self { app, listener, sandbox, stop } = self;
        let mut timers = buying::start(&app);
        timers.push(tokio::spawn(auctions::run(app.clone())));
        timers.push(tokio::spawn(group_buys::run(app.clone())));
        timers.push(tokio::spawn(quotes::run(app.clone())));
        timers.push(tokio::spawn(quotes::look_after_files(app.clone())));
        if app.config.demo {
            timers.push(tokio::spawn(auctions::run_demo(app.clone())));
            if app.config.groups {
                timers.push(tokio::spawn(group_buys::run_demo(app.clone())));
            }
            if app.config.bookings {
                timers.push(tokio::spawn(bookings::run_demo(app.clone())));
            }
            if app.config.quotes {
                timers.push(tokio::spawn(quotes::run_demo(app.clone())));
            }
        }
        let stopped = |mut stopping: watch::Receiver<bool>| async move {
            // An error means that the sender is gone, which is a stop as well.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        };
        let shop = axum::serve(
            listener,
            app::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>(),
        )
        .with_graceful_shutdown(stopped(app.stopping.clone()));
        let provider = axum::serve(sandbox, sandbox::router(app.clone()))
            .with_graceful_shutdown(stopped(app.stopping.clone()));
        let serving = async { tokio::try_join!(shop.into_future(), provider.into_future()).map(|_| ()) };
        let deadline = async {
            until.await;
            tracing::info!("stopping");
            stop.send_replace(true);
            tokio::time::sleep(LAST_REQUESTS).await;
        };
        // A half-sent request would hold the graceful stop for ever.
        let served = tokio::select! {
            served = serving => served,
            () = deadline => {
                tracing::warn!("some requests were cut off");
                Ok(())
            }
        };
        for timer in &timers {
            timer.abort();
        }
        app.db.close().await;
        served
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))
}
