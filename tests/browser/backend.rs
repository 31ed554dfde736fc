//! A backend that answers when the test says so.

use std::{
    collections::HashMap,
    future::poll_fn,
    sync::{Arc, Mutex},
    task::{Poll, Waker},
    time::Duration,
};

use fivefold::{config::Config, data::Runtime};
use fivefold_api::transport::{Body, BoxFuture, Request, Response, Transport, TransportError};

/// A transport without a network. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Backend(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    /// What is answered to a path, until the test says something else.
    answers: HashMap<String, (u16, String)>,
    asked: Vec<String>,
    /// Method and path of what was sent with a body, and the body.
    sent: Vec<(String, String)>,
    waiting: Vec<Waker>,
}

impl Backend {
    /// A mount of the app over this backend.
    pub(crate) fn start(&self) -> Runtime {
        let config = Config::default();
        let scope = config.place("/").0.scope();
        Runtime::start_over(Arc::new(self.clone()), config, scope)
    }

    /// Answers what is asked of a path, now and from now on. `POST /path` answers one method only.
    pub(crate) fn answer(&self, path: &str, status: u16, body: &str) {
        let mut inner = self.0.lock().expect("one thread");
        inner.answers.insert(path.to_owned(), (status, body.to_owned()));
        let waiting = std::mem::take(&mut inner.waiting);
        drop(inner);
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Answers nothing to a path until the test says something again.
    pub(crate) fn withhold(&self, path: &str) {
        self.0.lock().expect("one thread").answers.remove(path);
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.0.lock().expect("one thread").asked.iter().filter(|asked| *asked == path).count()
    }

    /// What was sent: `PUT /path`. Oldest first.
    pub(crate) fn sent(&self, to: &str) -> Vec<String> {
        let inner = self.0.lock().expect("one thread");
        inner.sent.iter().filter(|(path, _)| path == to).map(|(_, body)| body.clone()).collect()
    }
}

impl Transport for Backend {
    fn send(&self, request: Request) -> BoxFuture<Result<Response, TransportError>> {
        let path = request.url.split('?').next().unwrap_or_default().to_owned();
        let method = request.method.as_str();
        {
            let mut inner = self.0.lock().expect("one thread");
            inner.asked.push(path.clone());
            if let Body::Json(body) = &request.body {
                inner.sent.push(([method, " ", &path].concat(), body.clone()));
            }
        }
        let inner = self.0.clone();
        Box::pin(poll_fn(move |context| {
            let mut inner = inner.lock().expect("one thread");
            let by_method = inner.answers.get(&[method, " ", &path].concat());
            let Some((status, body)) = by_method.or_else(|| inner.answers.get(&path)).cloned() else {
                inner.waiting.push(context.waker().clone());
                return Poll::Pending;
            };
            Poll::Ready(Ok(Response { status, etag: None, retry_after: None, body: body.into_bytes() }))
        }))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<()> {
        Box::pin(async {})
    }

    fn random(&self) -> u64 {
        7
    }
}
