//! Requests on their way to the server, and what happens to them.

use super::faults::{Fault, Faults, Happened};
use super::stream::{Act, Spoiler};
use bytes::Bytes;
use fastrand::Rng;
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::BoxBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::io::{Error, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

type Payload = BoxBody<Bytes, Error>;

/// Where the script of a door stands.
const SCRIPT: &str = "/before-the-page.js";

/// Where clients ask what became of a command.
const COMMITMENTS: &str = "/v1/commitments/";

/// Headers that belong to one connection (RFC 9110, section 7.6.1), or that are made anew.
const OWN: [HeaderName; 4] =
    [header::CONNECTION, header::TRANSFER_ENCODING, header::CONTENT_LENGTH, header::UPGRADE];

/// What the server said to a bid that came through the proxy, or to the question what became of it, whoever got to
/// hear it.
#[derive(Debug, Clone)]
pub struct BidAnswer {
    /// The door it came through.
    pub door: usize,
    /// The commitment's key.
    pub key: String,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer.
    pub answer: Value,
}

/// A running proxy. It ends with its owner.
#[derive(Debug)]
pub struct Proxy {
    shared: Arc<Shared>,
    doors: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    upstream: String,
    client: reqwest::Client,
    state: Mutex<State>,
    /// Whether the server is away; turning it on cuts every stream.
    is_down: watch::Sender<bool>,
}

#[derive(Debug)]
struct State {
    random: Rng,
    faults: Faults,
    burst_ends: Option<Instant>,
    happened: Happened,
    /// Events of the live feed that were taken in, by door.
    events: Vec<u64>,
    requests: u64,
    answers: Vec<BidAnswer>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        for door in &self.doors {
            door.abort();
        }
    }
}

impl Proxy {
    /// A proxy before `upstream`, such as `http://127.0.0.1:8080`. Nobody reaches it before a door is opened.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(upstream: &str, seed: u64) -> Result<Self, reqwest::Error> {
        let client =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        let state = State {
            random: Rng::with_seed(seed),
            faults: Faults::none(),
            burst_ends: None,
            happened: Happened::new(),
            events: Vec::new(),
            requests: 0,
            answers: Vec::new(),
        };
        let shared = Shared {
            upstream: upstream.to_owned(),
            client,
            state: state.into(),
            is_down: watch::Sender::new(false),
        };
        Ok(Self { shared: Arc::new(shared), doors: Vec::new() })
    }

    /// Opens a further port and returns its origin. `script` runs in each of the app's pages before the app.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn open_door(&mut self, script: Option<String>) -> Result<String, Error> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        self.shared.state().events.push(0);
        let door = Arc::new(Door { number: self.doors.len(), script, shared: self.shared.clone() });
        self.doors.push(tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(door.clone().serve(socket));
            }
        }));
        Ok(origin)
    }

    /// Lets other things go wrong from now on.
    pub fn set_faults(&self, faults: Faults) {
        let mut state = self.shared.state();
        state.faults = faults;
        state.burst_ends = None;
    }

    /// The server is away, or there again. Every stream is cut, and no request gets through.
    pub fn set_down(&self, is_down: bool) {
        self.shared.is_down.send_replace(is_down);
        if is_down {
            self.shared.state().count(Fault::Killed);
        }
    }

    /// How often each fault has happened.
    #[must_use]
    pub fn happened(&self) -> Vec<(Fault, u64)> {
        self.shared.state().happened.iter().map(|(fault, count)| (*fault, *count)).collect()
    }

    /// How many events of the live feed came for those behind a door.
    #[must_use]
    pub fn events(&self, door: usize) -> u64 {
        self.shared.state().events.get(door).copied().unwrap_or_default()
    }

    /// How many requests to the API there were.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.shared.state().requests
    }

    /// What the server said to bids.
    #[must_use]
    pub fn answers(&self) -> Vec<BidAnswer> {
        self.shared.state().answers.clone()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn count(&mut self, fault: Fault) {
        *self.happened.entry(fault).or_default() += 1;
    }

    /// What happens to a request, and how long it waits.
    fn draw(&mut self) -> (Option<Fault>, Duration) {
        self.requests += 1;
        let wait = self.wait();
        let now = Instant::now();
        if self.burst_ends.is_some_and(|end| now < end) {
            let before = self.random.bool();
            let fault = if before { Fault::RefusedBefore } else { Fault::RefusedAfter };
            self.count(fault);
            return (Some(fault), wait);
        }
        let kinds = [
            Fault::Burst,
            Fault::NoAnswer,
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::RefusedBefore,
            Fault::RefusedAfter,
        ];
        let fault = kinds.into_iter().find(|fault| self.faults.strikes(*fault, &mut self.random));
        if let Some(fault) = fault {
            self.count(fault);
        }
        if fault == Some(Fault::Burst) {
            let most = u64::try_from(self.faults.burst.as_millis()).unwrap_or_default();
            self.burst_ends = Some(now + Duration::from_millis(self.random.u64(most / 4..most + 1)));
            return (Some(Fault::RefusedBefore), wait);
        }
        (fault, wait)
    }

    fn wait(&mut self) -> Duration {
        let most = u64::try_from(self.faults.latency.as_micros()).unwrap_or_default();
        Duration::from_micros(if most == 0 { 0 } else { self.random.u64(0..most) })
    }
}

/// One port of the proxy.
struct Door {
    number: usize,
    script: Option<String>,
    shared: Arc<Shared>,
}

impl Door {
    async fn serve(self: Arc<Self>, socket: TcpStream) {
        let service = hyper::service::service_fn(|request| self.clone().handle(request));
        // An error is a connection that was cut, by us or by the client.
        let _ =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
    }

    /// An error cuts the connection.
    async fn handle(self: Arc<Self>, request: Request<Incoming>) -> Result<Response<Payload>, Error> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map_err(Error::other)?.to_bytes();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        if let Some(script) = self.script.as_deref().filter(|_| path == SCRIPT) {
            return Ok(answer(StatusCode::OK, "text/javascript", script.to_owned()));
        }
        if *self.shared.is_down.borrow() {
            return Err(cut());
        }
        if !path.starts_with("/v1/") {
            return self.pass_file(head.method, &path, head.headers).await;
        }
        let (fault, wait) = self.shared.state().draw();
        tokio::time::sleep(wait).await;
        match fault {
            Some(Fault::CutBefore) => return Err(cut()),
            Some(Fault::RefusedBefore) => return Ok(unavailable()),
            _ => {}
        }
        let key = key_of_bid(&path, &head.headers);
        let mut headers = head.headers;
        // Answers are read here.
        headers.remove(header::ACCEPT_ENCODING);
        let answered = self.ask(head.method, &path, headers, body).await?;
        if is_stream(answered.headers()) {
            return Ok(self.pass_stream(answered));
        }
        let (status, headers) = (answered.status(), answered.headers().clone());
        let bytes = answered.bytes().await.map_err(Error::other)?;
        if let Some(key) = key {
            self.note_bid(key, &path, status.as_u16(), &bytes);
        }
        match fault {
            Some(Fault::CutAfter) => Err(cut()),
            Some(Fault::RefusedAfter) => Ok(unavailable()),
            // The client gives up by itself; so does the connection with it.
            Some(Fault::NoAnswer) => std::future::pending().await,
            _ => Ok(whole(status, &headers, bytes)),
        }
    }

    fn note_bid(&self, key: String, path: &str, status: u16, bytes: &[u8]) {
        let mut answer: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let mut status = status;
        if path.starts_with(COMMITMENTS) {
            if answer["state"] != "done" {
                return;
            }
            status = answer["status"].as_u64().and_then(|status| status.try_into().ok()).unwrap_or(200);
            answer = answer["body"].take();
        }
        self.shared.state().answers.push(BidAnswer { door: self.number, key, status, answer });
    }

    /// A file of the app. Pages get the script of the door.
    async fn pass_file(
        &self,
        method: Method,
        path: &str,
        mut headers: HeaderMap,
    ) -> Result<Response<Payload>, Error> {
        let is_page = headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        if is_page && self.script.is_some() {
            // What is compressed cannot be added to, and what is cached has it already.
            headers.remove(header::ACCEPT_ENCODING);
            headers.remove(header::IF_NONE_MATCH);
        }
        let answered = self.ask(method, path, headers, Bytes::new()).await?;
        let (status, headers) = (answered.status(), answered.headers().clone());
        let bytes = answered.bytes().await.map_err(Error::other)?;
        if !(is_page && self.script.is_some()) {
            return Ok(whole(status, &headers, bytes));
        }
        let page = String::from_utf8_lossy(&bytes);
        let page = page.replacen("<head>", &format!("<head><script src=\"{SCRIPT}\"></script>"), 1);
        Ok(whole(status, &headers, page.into_bytes().into()))
    }

    /// The live feed, spoiled event by event.
    fn pass_stream(self: &Arc<Self>, mut answered: reqwest::Response) -> Response<Payload> {
        let (sender, receiver) = mpsc::channel::<Result<Frame<Bytes>, Error>>(16);
        let (status, headers) = (answered.status(), answered.headers().clone());
        let (door, mut down) = (self.clone(), self.shared.is_down.subscribe());
        tokio::spawn(async move {
            let mut spoiler = Spoiler::default();
            loop {
                let piece = tokio::select! {
                    piece = answered.chunk() => piece,
                    () = sender.closed() => return,
                    _ = down.wait_for(|is_down| *is_down) => Ok(None),
                };
                let Ok(Some(bytes)) = piece else {
                    let _ = sender.send(Err(cut())).await;
                    return;
                };
                for (act, wait) in door.spoil(&mut spoiler, &bytes) {
                    tokio::time::sleep(wait).await;
                    let told = match act {
                        Act::Send(bytes) => sender.send(Ok(Frame::data(bytes.into()))).await,
                        Act::Cut => {
                            let _ = sender.send(Err(cut())).await;
                            return;
                        }
                        Act::Stall => {
                            drop(answered);
                            sender.closed().await;
                            return;
                        }
                    };
                    if told.is_err() {
                        return;
                    }
                }
            }
        });
        let pieces = futures::stream::unfold(receiver, |mut receiver| async {
            receiver.recv().await.map(|piece| (piece, receiver))
        });
        with_headers(status, &headers, StreamBody::new(pieces).boxed())
    }

    fn spoil(&self, spoiler: &mut Spoiler, bytes: &[u8]) -> Vec<(Act, Duration)> {
        let mut state = self.shared.state();
        let State { random, faults, .. } = &mut *state;
        let before = spoiler.events();
        let (acts, happened) = spoiler.push(bytes, faults, random);
        for fault in happened {
            state.count(fault);
        }
        state.events[self.number] += spoiler.events() - before;
        acts.into_iter().map(|act| (act, state.wait())).collect()
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        mut headers: HeaderMap,
        body: Bytes,
    ) -> Result<reqwest::Response, Error> {
        for name in OWN {
            headers.remove(name);
        }
        let request = self.shared.client.request(method, format!("{}{path}", self.shared.upstream));
        request.headers(headers).body(body).send().await.map_err(Error::other)
    }
}

/// The key of a request that bids, or that asks what became of a command.
fn key_of_bid(path: &str, headers: &HeaderMap) -> Option<String> {
    if let Some(key) = path.strip_prefix(COMMITMENTS) {
        return Some(key.to_owned());
    }
    let key = headers.get("idempotency-key").filter(|_| path.ends_with("/bids"))?;
    Some(key.to_str().ok()?.to_owned())
}

fn cut() -> Error {
    Error::new(ErrorKind::ConnectionAborted, "cut on purpose")
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn unavailable() -> Response<Payload> {
    let problem = json!({ "type": "/problems/unavailable", "title": "Unavailable", "status": 503 });
    answer(StatusCode::SERVICE_UNAVAILABLE, "application/problem+json", problem.to_string())
}

fn answer(status: StatusCode, kind: &'static str, text: String) -> Response<Payload> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    whole(status, &headers, text.into())
}

fn whole(status: StatusCode, headers: &HeaderMap, bytes: Bytes) -> Response<Payload> {
    with_headers(status, headers, Full::new(bytes).map_err(|never| match never {}).boxed())
}

fn with_headers(status: StatusCode, headers: &HeaderMap, body: Payload) -> Response<Payload> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in headers.iter().filter(|(name, _)| !OWN.contains(name)) {
        response.headers_mut().append(name, value.clone());
    }
    response
}
