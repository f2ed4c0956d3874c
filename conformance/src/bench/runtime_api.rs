//! The ceiling of functions that are processes: a bare Runtime API in front of compiled programs, all the same, each of which
//! serves one event at a time. It checks nothing, logs nothing and knows no time.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode};
use axum::routing::{get, post};
use conformance::Result;
use tokio::sync::{mpsc, oneshot};

use super::functions;

/// How many programs there are.
const PROGRAMS: usize = 16;

/// What runs here.
pub(super) struct Functions {
    events: mpsc::Sender<Event>,
    _programs: Vec<Program>,
}

struct Event {
    payload: Bytes,
    reply: oneshot::Sender<Bytes>,
}

/// A program, which ends with this.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the programs ask.
struct Api {
    events: tokio::sync::Mutex<mpsc::Receiver<Event>>,
    waiting: Mutex<HashMap<String, oneshot::Sender<Bytes>>>,
    last: AtomicU64,
}

impl Functions {
    /// Starts them; nothing where there is no C compiler.
    pub(super) async fn start() -> Result<Option<Functions>> {
        let Ok(program) = functions::bootstrap() else { return Ok(None) };
        let (events, receiver) = mpsc::channel(1024);
        let api = Api { events: receiver.into(), waiting: Mutex::default(), last: AtomicU64::new(0) };
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?.to_string();
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .with_state(Arc::new(api));
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            // A failure would show as Nagle's delay in the figures, not as an error.
            let _ = stream.set_nodelay(true);
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("bootstrap");
        std::fs::write(&file, program)?;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755))?;
        let start = |_| {
            let mut program = Command::new(&file);
            program.env("AWS_LAMBDA_RUNTIME_API", &address).stdin(Stdio::null());
            program.spawn().map(Program)
        };
        let programs = (0..PROGRAMS).map(start).collect::<std::io::Result<_>>()?;
        Ok(Some(Functions { events, _programs: programs }))
    }

    /// Runs one event.
    pub(super) async fn invoke(&self, payload: Bytes) -> Option<Bytes> {
        let (reply, response) = oneshot::channel();
        self.events.send(Event { payload, reply }).await.ok()?;
        response.await.ok()
    }
}

async fn next(
    State(api): State<Arc<Api>>,
) -> std::result::Result<([(HeaderName, String); 1], Bytes), StatusCode> {
    let event = api.events.lock().await.recv().await.ok_or(StatusCode::GONE)?;
    // As long as the ids of AWS.
    let id = format!("{:036}", api.last.fetch_add(1, Ordering::Relaxed));
    api.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), event.reply);
    Ok(([(HeaderName::from_static("lambda-runtime-aws-request-id"), id)], event.payload))
}

async fn response(State(api): State<Arc<Api>>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    let waiting = api.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    match waiting.map(|waiting| waiting.send(body)) {
        Some(Ok(())) => StatusCode::ACCEPTED,
        _ => StatusCode::NOT_FOUND,
    }
}
