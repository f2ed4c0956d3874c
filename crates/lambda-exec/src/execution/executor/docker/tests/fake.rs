//! A daemon that plays Docker over a Unix socket, and the programs in its containers: they speak the Runtime API and do what
//! the events say.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use base::task::Tasks;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixListener};
use tokio::sync::mpsc;

/// The daemon.
#[derive(Clone, Debug)]
pub(super) struct Fake {
    state: Arc<Mutex<State>>,
    tasks: Tasks,
    pub(super) socket: PathBuf,
}

#[derive(Debug, Default)]
struct State {
    containers: BTreeMap<String, Held>,
    /// The bodies of all that were made.
    made: Vec<Value>,
    /// The archives of all that were made.
    archives: Vec<Bytes>,
    /// The images that are there.
    images: Vec<String>,
    /// Images that a pull finds.
    registry: Vec<String>,
    /// What the daemon answers to the making of containers instead.
    refuses: Option<(u16, String)>,
    /// What it answers to their start instead.
    does_not_start: Option<String>,
    /// Requests, method and path.
    log: Vec<String>,
}

#[derive(Debug)]
struct Held {
    body: Value,
    /// Nothing while nobody is attached.
    output: Option<mpsc::UnboundedSender<Bytes>>,
    /// Status and whether the memory was too small; nothing while it runs.
    ended: Option<(i64, bool)>,
}

const DIGEST: &str = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

impl Fake {
    /// One that listens in a folder.
    pub(super) fn new(folder: &std::path::Path, tasks: &Tasks) -> Fake {
        let socket = folder.join("docker.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let fake = Fake { state: Arc::default(), tasks: tasks.clone(), socket };
        let (serving, stop) = (fake.clone(), tasks.stop_token());
        tasks.spawn("fake daemon", async move {
            loop {
                let stream = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted.unwrap().0,
                };
                let (fake, stop) = (serving.clone(), stop.clone());
                serving.tasks.spawn("fake daemon's connection", async move {
                    let service = hyper::service::service_fn(|request| fake.clone().answer(request));
                    let http = hyper::server::conn::http1::Builder::new();
                    tokio::select! {
                        () = stop.cancelled() => {}
                        _ = http.serve_connection(TokioIo::new(stream), service).with_upgrades() => {}
                    }
                });
            }
        });
        fake
    }

    pub(super) fn has_image(&self, name: &str) {
        self.state.lock().images.push(name.to_owned());
    }

    pub(super) fn registry_has(&self, name: &str) {
        self.state.lock().registry.push(name.to_owned());
    }

    pub(super) fn refuses(&self, status: u16, message: &str) {
        self.state.lock().refuses = Some((status, message.to_owned()));
    }

    pub(super) fn does_not_start(&self, message: &str) {
        self.state.lock().does_not_start = Some(message.to_owned());
    }

    /// The bodies by which containers were made.
    pub(super) fn made(&self) -> Vec<Value> {
        self.state.lock().made.clone()
    }

    /// What was unpacked in containers.
    pub(super) fn archives(&self) -> Vec<Bytes> {
        self.state.lock().archives.clone()
    }

    /// How many containers there are.
    pub(super) fn count(&self) -> usize {
        self.state.lock().containers.len()
    }

    /// How often something was asked for.
    pub(super) fn asked(&self, what: &str) -> usize {
        self.state.lock().log.iter().filter(|line| line.contains(what)).count()
    }

    /// A container that somebody else made.
    pub(super) fn put(&self, name: &str, labels: Value) {
        let body = json!({"Labels": labels});
        let held = Held { body, output: None, ended: None };
        self.state.lock().containers.insert(name.to_owned(), held);
    }

    async fn answer(
        self,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, std::convert::Infallible> {
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let path = path
            .split_once("/v1.")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or(path.as_str(), |(_, rest)| rest);
        let path = path.trim_start_matches('/').to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        self.state.lock().log.push(format!("{method} {path} {query}"));
        let parts: Vec<&str> = path.split('/').collect();
        Ok(match (&method, parts.as_slice()) {
            (&Method::GET, ["version"]) => {
                reply(200, json!({"ApiVersion": "1.41", "Components": [{"Name": "Engine", "Version": "20"}]}))
            }
            (&Method::GET, ["_ping"]) => reply(200, json!("OK")),
            (&Method::GET, ["networks", _]) => {
                reply(200, json!({"IPAM": {"Config": [{"Subnet": "127.0.0.0/8", "Gateway": "127.0.0.1"}]}}))
            }
            (&Method::GET, ["images", name @ .., "json"]) => {
                let name = name.join("/");
                match self.state.lock().images.contains(&name) {
                    true => {
                        reply(200, json!({"Id": DIGEST, "RepoDigests": [], "Config": {"Cmd": ["of.image"]}}))
                    }
                    false => reply(404, json!({"message": "No such image"})),
                }
            }
            (&Method::POST, ["images", "create"]) => self.pull(&query),
            (&Method::POST, ["containers", "create"]) => self.create(&query, request).await,
            (&Method::GET, ["containers", "json"]) => self.list(),
            (&Method::PUT, ["containers", _, "archive"]) => {
                let archive = request.into_body().collect().await.unwrap().to_bytes();
                self.state.lock().archives.push(archive);
                reply(200, json!({}))
            }
            (&Method::POST, ["containers", name, "attach"]) => self.attach(name, request),
            (&Method::POST, ["containers", name, "start"]) => self.start(name),
            (&Method::GET, ["containers", name, "json"]) => self.inspect(name),
            (&Method::DELETE, ["containers", name]) => match self.state.lock().containers.remove(*name) {
                Some(_) => reply(204, Value::Null),
                None => reply(404, json!({"message": "No such container"})),
            },
            _ => reply(500, json!({"message": format!("the fake does not know {method} {path}")})),
        })
    }

    fn pull(&self, query: &str) -> Response<Full<Bytes>> {
        let query: BTreeMap<_, _> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let name = format!("{}:{}", query["fromImage"], query["tag"]).replace("%2F", "/").replace("%3A", ":");
        let mut state = self.state.lock();
        if state.registry.contains(&name) {
            state.images.push(name);
            return reply(200, json!({"status": "done"}));
        }
        reply(
            200,
            json!({"errorDetail": {"message": format!("manifest of {name} unknown")}, "error": "unknown"}),
        )
    }

    async fn create(&self, query: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let body = request.into_body().collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&body).unwrap();
        let name = query.split('&').find_map(|pair| pair.strip_prefix("name=")).unwrap().to_owned();
        let mut state = self.state.lock();
        if let Some((status, message)) = &state.refuses {
            return reply(*status, json!({"message": message}));
        }
        if !state.images.iter().any(|image| body["Image"] == **image) {
            return reply(404, json!({"message": "No such image"}));
        }
        if !body["HostConfig"]["StorageOpt"].is_null() {
            return reply(
                500,
                json!({"message": "--storage-opt is supported only for overlay over xfs with 'pquota' mount option"}),
            );
        }
        state.made.push(body.clone());
        state.containers.insert(name, Held { body, output: None, ended: None });
        reply(201, json!({"Id": "c1", "Warnings": []}))
    }

    fn list(&self) -> Response<Full<Bytes>> {
        let state = self.state.lock();
        let all = state.containers.iter().map(|(name, held)| {
            let running = if held.ended.is_none() { "running" } else { "exited" };
            json!({"Id": name, "Labels": held.body["Labels"], "State": running})
        });
        reply(200, Value::Array(all.collect()))
    }

    /// The connection becomes the container's output, in the frames of Docker.
    fn attach(&self, name: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (sender, mut output) = mpsc::unbounded_channel::<Bytes>();
        if let Some(held) = self.state.lock().containers.get_mut(name) {
            held.output = Some(sender);
        }
        self.tasks.spawn("fake daemon's output", async move {
            let mut stream = TokioIo::new(hyper::upgrade::on(request).await.unwrap());
            while let Some(text) = output.recv().await {
                let mut frame = vec![1, 0, 0, 0];
                frame.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
                frame.extend(&text);
                if stream.write_all(&frame).await.is_err() {
                    return;
                }
            }
            let _gone = stream.shutdown().await;
        });
        let mut reply = Response::new(Full::default());
        *reply.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        reply.headers_mut().insert("upgrade", "tcp".parse().unwrap());
        reply.headers_mut().insert("connection", "Upgrade".parse().unwrap());
        reply
    }

    fn start(&self, name: &str) -> Response<Full<Bytes>> {
        let state = self.state.lock();
        if let Some(message) = &state.does_not_start {
            return reply(400, json!({"message": message}));
        }
        let held = &state.containers[name];
        let variable = |wanted: &str| {
            let all =
                held.body["Env"].as_array().unwrap().iter().filter_map(|line| line.as_str()?.split_once('='));
            all.into_iter().find_map(|(name, value)| (name == wanted).then(|| value.to_owned())).unwrap()
        };
        let (api, fake, name) = (variable("AWS_LAMBDA_RUNTIME_API"), self.clone(), name.to_owned());
        self.tasks.spawn("fake container", async move {
            // Nothing is left to do for it once it was removed: the Runtime API is gone too.
            let ended = fake.program(&name, &api).await.unwrap_or((137, false));
            fake.end(&name, ended);
        });
        reply(204, Value::Null)
    }

    /// Ends a container's program: its output closes.
    fn end(&self, name: &str, ended: (i64, bool)) {
        if let Some(held) = self.state.lock().containers.get_mut(name) {
            (held.ended, held.output) = (Some(ended), None);
        }
    }

    fn inspect(&self, name: &str) -> Response<Full<Bytes>> {
        let state = self.state.lock();
        let Some(held) = state.containers.get(name) else {
            return reply(404, json!({"message": "No such container"}));
        };
        let (code, oom) = held.ended.unwrap_or((0, false));
        reply(200, json!({"State": {"Running": held.ended.is_none(), "ExitCode": code, "OOMKilled": oom}}))
    }

    /// What runs in a container: takes events and does what they say, until it ends.
    async fn program(&self, name: &str, api: &str) -> Option<(i64, bool)> {
        self.print(name, "starts\n");
        let mut stream = TcpStream::connect(api).await.ok()?;
        loop {
            let (head, event) = ask(&mut stream, "GET", "/2018-06-01/runtime/invocation/next", b"").await?;
            let id = head.lines().find_map(|line| line.strip_prefix("lambda-runtime-aws-request-id: "))?;
            let event = String::from_utf8_lossy(&event).into_owned();
            match event.trim_matches('"') {
                "exit" => return Some((3, false)),
                "segfault" => return Some((139, false)),
                "oom" => return Some((137, true)),
                "hang" => std::future::pending::<()>().await,
                _ => {}
            }
            self.print(name, &format!("has {event}\n"));
            let path = format!("/2018-06-01/runtime/invocation/{id}/response");
            ask(&mut stream, "POST", &path, event.as_bytes()).await?;
            if event.contains("last") {
                return Some((0, false));
            }
        }
    }

    fn print(&self, name: &str, text: &str) {
        let state = self.state.lock();
        if let Some(output) = state.containers.get(name).and_then(|held| held.output.as_ref()) {
            let _gone = output.send(Bytes::from(text.to_owned()));
        }
    }
}

/// One request on a connection, and its reply: head and body.
async fn ask(stream: &mut TcpStream, method: &str, path: &str, body: &[u8]) -> Option<(String, Vec<u8>)> {
    let head = format!("{method} {path} HTTP/1.1\r\nhost: api\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body].concat()).await.ok()?;
    let mut read = Vec::new();
    let end = loop {
        if let Some(at) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut read).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let mut body = read.split_off(end + 4);
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, body))
}

fn reply(status: u16, body: Value) -> Response<Full<Bytes>> {
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    Response::builder().status(status).body(Full::new(body)).unwrap()
}
