//! The socket: accepts connections within the limits, and stops in good order.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Stopwatch;
use base::task::Tasks;
use tokio::net::{TcpListener, TcpSocket};

use crate::cli::Failure;
use crate::config::{Resolved, Settings};
use crate::connection::places::Places;
use crate::log::Lines;
use crate::pipeline::Pipeline;
use crate::services::{self, Line};
use crate::wiring::Emulator;
use crate::{connection, ending, open_files};

/// Runs an emulator with these settings until a signal ends it. `log` is where its log goes.
pub fn run(resolved: &Resolved, log: &Lines) -> Result<(), Failure> {
    let settings = &resolved.settings;
    for (name, near) in &resolved.strays {
        tracing::warn!("the variable {name} means nothing; the nearest that does is {near}");
    }
    open_files::raise_the_limit();
    let last = log.clone();
    let stop = ending::on_signal(settings.shutdown_grace, settings.stop_with_input, move |why| {
        last.push(format!("ruststack: {why}\n").as_bytes());
        last.flush();
    })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let server = Server::start(settings).await?.logging_to(log);
        server.serve(stop.cancelled()).await;
        Ok(())
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
    log: Option<Lines>,
}

impl Server {
    /// Opens the socket and builds the emulator. The socket comes first: a port in use is said before a folder is
    /// touched, and a client that is early waits in the backlog instead of being refused.
    ///
    /// # Errors
    ///
    /// The address is taken, or the data folder cannot be opened.
    pub async fn start(settings: &Settings) -> Result<Server, Failure> {
        Server::start_with(settings, services::ALL).await
    }

    /// The same with the services of another list, for tests of a service that is not in ours.
    ///
    /// # Errors
    ///
    /// As of [`Server::start`].
    pub async fn start_with(settings: &Settings, list: &'static [Line]) -> Result<Server, Failure> {
        let wanted = SocketAddr::new(settings.host, settings.port);
        let listener = listen(wanted).map_err(|cause| cannot_listen(wanted, &cause))?;
        let address = listener.local_addr()?;
        let emulator = Emulator::build(settings, address, list).await?;
        Ok(Server { listener, address, emulator, log: None })
    }

    /// The same, whose requests leave their lines there, if [`log::start`](crate::log::start) made them for that.
    #[must_use]
    pub fn logging_to(self, log: &Lines) -> Server {
        Server { log: log.for_requests().cloned(), ..self }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` resolves, then ends in order: no new connections; requests in flight end; background
    /// tasks end, all within the settings' grace, whose last part is left for the store, which is closed.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let Server { listener, address, emulator, log } = self;
        let place = match &emulator.settings.data_dir {
            Some(folder) => folder.display().to_string(),
            None => "memory".to_owned(),
        };
        tracing::info!("RustStack {} on http://{address}, state in {place}", env!("CARGO_PKG_VERSION"));
        // Tools wait for this very line, as LocalStack writes it.
        tracing::info!("Ready.");
        let connections = Tasks::new();
        let pipeline = Arc::new(Pipeline::new(emulator.clone(), log));
        tokio::select! {
            () = accept(&listener, &pipeline, &emulator, &connections) => {}
            () = stop => {}
        }
        drop(listener);
        shut_down(&emulator, &connections).await;
    }
}

/// How many connections wait to be accepted, as far as the system allows: thousands of consumers may come at once, and a client
/// that finds no place is reset.
const BACKLOG: u32 = 4096;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A server that starts again takes its port at once, though connections of the last one are still closing.
    socket.set_reuseaddr(cfg!(unix))?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn shut_down(emulator: &Emulator, connections: &Tasks) {
    let (watch, grace) = (Stopwatch::start(), ending::for_tasks(emulator.settings.shutdown_grace));
    tracing::info!("stopping");
    emulator.services.iter().for_each(|service| service.notice_stop());
    if !connections.shutdown(grace).await {
        tracing::warn!("some requests did not end within {grace:?}");
    }
    if !emulator.tasks.shutdown(grace.saturating_sub(watch.elapsed())).await {
        tracing::warn!("some background tasks did not end within {grace:?}");
    }
    // Nobody uses it any more. What is left of it, the next start removes.
    let left = grace.saturating_sub(watch.elapsed());
    if tokio::time::timeout(left, emulator.surroundings.code.remove()).await.is_err() {
        tracing::warn!("the packages of functions could not be removed within {grace:?}");
    }
    match emulator.store.close().await {
        Ok(()) => tracing::info!("stopped"),
        Err(cause) => tracing::error!(%cause, "the store could not be closed"),
    }
}

/// Accepts for ever. With as many connections as there are places, further ones wait in the system's backlog.
async fn accept(
    listener: &TcpListener,
    pipeline: &Arc<Pipeline>,
    emulator: &Arc<Emulator>,
    connections: &Tasks,
) {
    let places = Places::new(open_files::for_connections(), emulator.settings.max_connections);
    let http = connection::protocol(&emulator.settings, connections);
    let in_short = http.in_short();
    loop {
        let Some(seat) = places.next().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let http = if seat.is_spare() { in_short.clone() } else { http.clone() };
                let tasks = connections.clone();
                let (emulator, pipeline) = (emulator.clone(), pipeline.clone());
                connections.spawn("connection", async move {
                    let answer = |peer, request| pipeline.clone().answer(peer, request);
                    connection::serve((stream, seat), &http, &emulator.tls, answer, &tasks).await;
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
