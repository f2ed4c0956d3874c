//! A way for containers to an emulator that listens on a loopback address: what comes to an address of their network goes on
//! to it.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use base::clock::Clock;
use base::task::Tasks;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::execution::peers::Peers;

/// The most connections of all containers together.
const CONNECTIONS: usize = 1024;

/// The wait after a connection that could not be accepted.
const AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(50);

/// The listener. Dropping it closes it and its connections.
#[derive(Debug)]
pub(super) struct Forwarder {
    port: u16,
    _close: DropGuard,
}

impl Forwarder {
    /// Listens on a free port of an address for who may.
    pub(super) async fn open(
        (address, peers): (IpAddr, Peers),
        target: SocketAddr,
        tasks: &Tasks,
    ) -> io::Result<Forwarder> {
        let listener = TcpListener::bind((address, 0)).await?;
        let port = listener.local_addr()?.port();
        let closed = CancellationToken::new();
        tasks.spawn("lambda forwarder", accept((listener, peers), target, tasks.clone(), closed.clone()));
        Ok(Forwarder { port, _close: closed.drop_guard() })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

async fn accept(
    (listener, peers): (TcpListener, Peers),
    target: SocketAddr,
    tasks: Tasks,
    closed: CancellationToken,
) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    let stopping = tasks.stop_token();
    let accepting = async {
        while let Ok(place) = free.clone().acquire_owned().await {
            let Ok((stream, peer)) = listener.accept().await else {
                Clock::system().sleep(AFTER_FAILED_ACCEPT).await;
                continue;
            };
            if !peers.admit(peer.ip()) {
                tracing::warn!(%peer, "it is in no network of containers, and is not let in");
                continue;
            }
            let (closed, stopping) = (closed.clone(), tasks.stop_token());
            tasks.spawn("lambda forwarder connection", async move {
                tokio::select! {
                    () = closed.cancelled() => {}
                    () = stopping.cancelled() => {}
                    // A connection that breaks is for its two ends to notice.
                    _ = forward(stream, target) => {}
                }
                drop(place);
            });
        }
    };
    tokio::select! {
        () = closed.cancelled() => {}
        () = stopping.cancelled() => {}
        () = accepting => {}
    }
}

async fn forward(mut from: TcpStream, target: SocketAddr) -> io::Result<()> {
    let mut to = TcpStream::connect(target).await?;
    from.set_nodelay(true)?;
    to.set_nodelay(true)?;
    copy_bidirectional(&mut from, &mut to).await.map(|_| ())
}
