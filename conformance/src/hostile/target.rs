//! The server that is tried, through its kills and restarts, and clients that know a reply that did not come because of
//! a kill from one that did not come.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use conformance::Result;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::wire::{Incoming, Reply, Request};

/// How long a whole reply may take: beyond this the server counts as hanging. A body that waits for its share of memory
/// waits a minute at most.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);
/// A kept connection that was idle for so long is not used again: the server may be about to close it.
const FRESH: Duration = Duration::from_secs(5);

/// Where the server is in its lives.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    /// It serves, for the so-many-th time.
    Up(u32),
    /// It was killed and is not back.
    Down,
    /// The run is over; the life in which it ended, if it was up then.
    Over(Option<u32>),
}

/// A server's address, and whether it is up.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    phase: watch::Sender<Phase>,
    begun: Instant,
    end: Instant,
}

impl Target {
    /// A server that is down, and trials that last so long from now on.
    pub(crate) fn new(address: SocketAddr, length: Duration) -> Target {
        let begun = Instant::now();
        Target { address, phase: watch::Sender::new(Phase::Down), begun, end: begun + length }
    }

    /// It serves. `life` counts its starts.
    pub(crate) fn is_up(&self, life: u32) {
        self.phase.send_replace(Phase::Up(life));
    }

    /// It is about to be killed. A client whose request fails from now on has not seen a violation.
    pub(crate) fn is_down(&self) {
        self.phase.send_replace(Phase::Down);
    }

    /// Nothing more is to be tried.
    pub(crate) fn is_over(&self) {
        self.phase.send_modify(|phase| {
            *phase = match *phase {
                Phase::Up(life) => Phase::Over(Some(life)),
                Phase::Down => Phase::Over(None),
                over @ Phase::Over(_) => over,
            };
        });
    }

    /// Waits until it is up and gives its life; nothing when the run is over.
    pub(crate) async fn up(&self) -> Option<u32> {
        let mut phase = self.phase.subscribe();
        let phase = phase.wait_for(|phase| *phase != Phase::Down).await.ok()?;
        match *phase {
            Phase::Up(life) => Some(life),
            Phase::Down | Phase::Over(_) => None,
        }
    }

    /// Whether it still is in that life.
    pub(crate) fn lives(&self, life: u32) -> bool {
        // At the end of the run replies are waited for, so what fails then fails like any other. But a slow reader may see
        // the end of an earlier life only now: the kernel keeps what the server had sent.
        match *self.phase.borrow() {
            Phase::Up(now) | Phase::Over(Some(now)) => now == life,
            Phase::Down | Phase::Over(None) => false,
        }
    }

    /// Waits; false when the run is over.
    pub(crate) async fn pause(&self, time: Duration) -> bool {
        let mut phase = self.phase.subscribe();
        tokio::select! {
            () = tokio::time::sleep(time) => true,
            _ = phase.wait_for(|phase| matches!(phase, Phase::Over(_))) => false,
        }
    }

    /// How much of the run is over, 0 to 1.
    pub(crate) fn progress(&self) -> f64 {
        self.begun.elapsed().as_secs_f64() / (self.end - self.begun).as_secs_f64().max(1.0)
    }

    /// The host that requests name.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    /// What became of something that was done in a life of the server.
    pub(crate) fn outcome<T>(&self, life: u32, done: Result<T>) -> Outcome<T> {
        match done {
            Ok(done) => Outcome::Done(done),
            Err(cause) if self.lives(life) => Outcome::Silent(cause.to_string()),
            Err(_) => Outcome::Interrupted,
        }
    }
}

/// What became of a request.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome<T> {
    /// It was answered, wholly.
    Done(T),
    /// The server was killed meanwhile.
    Interrupted,
    /// The server was up and gave no whole reply: a violation whatever was asked.
    Silent(String),
    /// The run is over, and nothing was sent.
    Over,
}

/// One client with one kept connection.
#[derive(Debug)]
pub(crate) struct Client {
    target: Arc<Target>,
    kept: Option<(Incoming<TcpStream>, u32, Instant)>,
}

impl Client {
    pub(crate) fn new(target: &Arc<Target>) -> Client {
        Client { target: target.clone(), kept: None }
    }

    /// Sends a request when the server is up, and takes its reply.
    pub(crate) async fn ask(&mut self, request: &Request) -> Outcome<Reply> {
        let Some(life) = self.target.up().await else { return Outcome::Over };
        let answered = within(PATIENCE, self.exchange(request, life)).await;
        if answered.is_err() {
            self.kept = None;
        }
        self.target.outcome(life, answered)
    }

    /// Sends a request now, whether or not others may.
    pub(crate) async fn ask_now(&mut self, request: &Request) -> Result<Reply> {
        self.kept = None;
        within(PATIENCE, self.exchange(request, u32::MAX)).await
    }

    async fn exchange(&mut self, request: &Request, life: u32) -> Result<Reply> {
        let kept = self.kept.take().filter(|(_, of, at)| *of == life && at.elapsed() < FRESH);
        let mut incoming = match kept {
            Some((incoming, ..)) => incoming,
            None => Incoming::new(connect(self.target.address).await?),
        };
        let head = request.head(&self.target.host());
        let sent = async {
            incoming.stream.write_all(head.as_bytes()).await?;
            incoming.stream.write_all(&request.body).await
        }
        .await;
        // A server may refuse before it has read everything; then the reply counts.
        let reply = match (incoming.reply(&request.method).await, sent) {
            (Ok(reply), _) => reply,
            (Err(_), Err(cause)) => return Err(cause.into()),
            (Err(cause), Ok(())) => return Err(cause),
        };
        if !reply.closes() {
            self.kept = Some((incoming, life, Instant::now()));
        }
        Ok(reply)
    }
}

/// A connection to the server.
pub(crate) async fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// What must be done in this time.
pub(crate) async fn within<T>(time: Duration, done: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(time, done).await {
        Ok(done) => done,
        Err(_) => Err(format!("no whole reply within {} s", time.as_secs()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;
    use tokio::net::TcpListener;

    /// A server that reads a little, says `reply` and closes; and a client of it.
    async fn peer(reply: &'static [u8]) -> (Arc<Target>, Client) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = Arc::new(Target::new(listener.local_addr().unwrap(), PATIENCE));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(reply).await;
            }
        });
        let client = Client::new(&target);
        (target, client)
    }

    #[tokio::test]
    async fn a_reply_that_does_not_come_is_told_unless_the_server_was_killed() {
        let (target, mut client) = peer(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab").await;
        target.is_up(1);
        let request = Request::new("GET", "/");
        assert!(matches!(client.ask(&request).await, Outcome::Silent(_)));
        let broken = || Err::<(), _>("broken".into());
        assert!(matches!(target.outcome(1, broken()), Outcome::Silent(_)));
        target.is_down();
        assert_eq!(target.outcome(1, broken()), Outcome::Interrupted);
        target.is_up(2);
        assert_eq!(target.outcome(1, broken()), Outcome::Interrupted);
        assert!(matches!(target.outcome(2, broken()), Outcome::Silent(_)));
        target.is_over();
        assert!(matches!(target.outcome(2, broken()), Outcome::Silent(_)));
        assert_eq!(target.outcome(1, broken()), Outcome::Interrupted);
        assert_eq!(client.ask(&request).await, Outcome::Over);
    }

    #[tokio::test]
    async fn a_whole_reply_is_an_answer() {
        let (target, mut client) = peer(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nab").await;
        target.is_up(1);
        let Outcome::Done(reply) = client.ask(&Request::new("GET", "/")).await else { panic!("no answer") };
        assert_eq!((reply.status, reply.text().as_str()), (403, "ab"));
    }

    #[tokio::test]
    async fn a_server_that_never_answers_is_found() {
        let waited = within(Duration::from_millis(1), std::future::pending::<Result<()>>()).await;
        assert!(waited.unwrap_err().to_string().contains("no whole reply"));
    }
}
