//! The socket: accepts connections within the limits, serves HTTP/1.1 and h2c on each, and stops in good order.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use base::clock::Stopwatch;
use base::task::Tasks;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::cli::Failure;
use crate::config::{Resolved, Settings};
use crate::linger::Linger;
use crate::log;
use crate::pipeline::pipeline;
use crate::wiring::Emulator;

/// Runs an emulator with these settings until a signal ends it.
pub fn run(resolved: &Resolved) -> Result<(), Failure> {
    let settings = &resolved.settings;
    log::start(settings);
    for (name, near) in &resolved.strays {
        tracing::warn!("the variable {name} means nothing; the nearest that does is {near}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let server = Server::start(settings).await?;
        let (stop, mut signals) = (CancellationToken::new(), Signals::listen()?);
        let signalled = async {
            signals.next().await;
            stop.cancel();
            signals.next().await;
        };
        tokio::select! {
            () = server.serve(stop.cancelled()) => Ok(()),
            () = signalled => Err(Failure { message: "ended at once by a second signal".to_owned(), exit_code: 1 }),
        }
    });
    // What has not ended within the grace is not waited for; a blocking thread could hold the process for ever.
    runtime.shutdown_background();
    served
}

/// An emulator that listens, its socket open.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    emulator: Arc<Emulator>,
}

impl Server {
    /// Opens the socket and builds the emulator. The socket comes first: a port in use is said before a folder is
    /// touched, and a client that is early waits in the backlog instead of being refused.
    pub async fn start(settings: &Settings) -> Result<Server, Failure> {
        let wanted = SocketAddr::new(settings.host, settings.port);
        let listener = TcpListener::bind(wanted).await.map_err(|cause| cannot_listen(wanted, &cause))?;
        let address = listener.local_addr()?;
        let emulator = Emulator::build(settings, address)
            .await
            .map_err(|cause| Failure { message: cause.to_string(), exit_code: 1 })?;
        Ok(Server { listener, address, emulator })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` resolves, then ends in order: no new connections; requests in flight end; background
    /// tasks end; the store is closed. Each waits for the settings' grace at most.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let Server { listener, address, emulator } = self;
        let place = match &emulator.settings.data_dir {
            Some(folder) => folder.display().to_string(),
            None => "memory".to_owned(),
        };
        tracing::info!("RustStack {} on http://{address}, state in {place}", env!("CARGO_PKG_VERSION"));
        // Tools wait for this very line, as LocalStack writes it.
        tracing::info!("Ready.");
        let connections = Tasks::new();
        let app = pipeline(emulator.clone());
        tokio::select! {
            () = accept(&listener, app, &emulator.settings, &connections) => {}
            () = stop => {}
        }
        drop(listener);
        shut_down(&emulator, &connections).await;
    }
}

async fn shut_down(emulator: &Emulator, connections: &Tasks) {
    let (watch, grace) = (Stopwatch::start(), emulator.settings.shutdown_grace);
    tracing::info!("stopping");
    if !connections.shutdown(grace).await {
        tracing::warn!("some requests did not end within {grace:?}");
    }
    if !emulator.tasks.shutdown(grace.saturating_sub(watch.elapsed())).await {
        tracing::warn!("some background tasks did not end within {grace:?}");
    }
    match emulator.store.close().await {
        Ok(()) => tracing::info!("stopped"),
        Err(cause) => tracing::error!(%cause, "the store could not be closed"),
    }
}

/// Accepts for ever. With as many connections as the limit allows, further ones wait in the system's backlog.
async fn accept(listener: &TcpListener, app: Router, settings: &Settings, connections: &Tasks) {
    let free = Arc::new(Semaphore::new(settings.max_connections));
    let http = protocol(settings);
    loop {
        // The semaphore is never closed.
        let Ok(permit) = free.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (http, app, tasks) = (http.clone(), app.clone(), connections.clone());
                connections.spawn("connection", async move {
                    connection(stream, &http, app, &tasks).await;
                    drop(permit);
                });
            }
            Err(cause) => {
                tracing::warn!(%cause, "a connection could not be accepted");
                breathe().await;
            }
        }
    }
}

/// After an accept fails, mostly for want of file descriptors, the next one would fail at once, and so would a busy
/// loop. Real time: the host does not wait for the emulator's clock.
#[expect(clippy::disallowed_methods, reason = "waits for the host, not for the emulated world")]
async fn breathe() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

fn protocol(settings: &Settings) -> auto::Builder<TokioExecutor> {
    // A stream may be ahead of its reader by so much, so that a large upload does not wait for the window.
    const STREAM_WINDOW: u32 = 1 << 20;
    const CONNECTION_WINDOW: u32 = 4 << 20;
    let header_bytes = settings.max_header_bytes;
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_buf_size(header_bytes);
    http.http2()
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(header_bytes).unwrap_or(u32::MAX))
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_concurrent_streams(250);
    http
}

/// One connection to its end, or to the end of its request in flight when the process stops.
async fn connection(stream: TcpStream, http: &auto::Builder<TokioExecutor>, app: Router, tasks: &Tasks) {
    // Small replies must not wait for the client's acknowledgement of the one before.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "TCP_NODELAY");
    }
    let mut serving =
        pin!(http.serve_connection(TokioIo::new(Linger::new(stream)), TowerToHyperService::new(app)));
    let mut stopping = false;
    loop {
        tokio::select! {
            ended = serving.as_mut() => {
                if let Err(cause) = ended {
                    tracing::debug!(%cause, "a connection ended early");
                }
                return;
            }
            () = tasks.stopping(), if !stopping => {
                stopping = true;
                serving.as_mut().graceful_shutdown();
            }
        }
    }
}

fn cannot_listen(address: SocketAddr, cause: &io::Error) -> Failure {
    let hint = match cause.kind() {
        io::ErrorKind::AddrInUse => {
            "; another RustStack or LocalStack may be running: stop it, or choose another port with --port"
        }
        io::ErrorKind::PermissionDenied => "; ports below 1024 need a privilege: choose another with --port",
        io::ErrorKind::AddrNotAvailable => {
            "; no interface of this machine has it: choose another with --host"
        }
        _ => "",
    };
    Failure { message: format!("cannot listen on {address}: {cause}{hint}"), exit_code: 1 }
}

/// What asks the process to end: SIGTERM and Ctrl-C.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Resolves at the next one.
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// What asks the process to end: Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Signals> {
        Ok(Signals)
    }

    /// Resolves at the next one.
    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
