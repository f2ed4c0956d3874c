//! Where a response goes while a function writes it: to a caller who waits for the whole, or piece by piece to one who
//! takes it so.

use bytes::Bytes;
use tokio::sync::mpsc;

/// How many pieces may wait for a caller who is slower than the function, which then waits too.
const WAITING: usize = 16;

/// The most that one streamed response may have.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub(crate) const STREAM_LIMIT: usize = 200 * 1024 * 1024;

/// What a function says that it streams where a head comes before the body. AWS's own runtimes say so.
pub(crate) const WITH_HEAD: &str = "application/vnd.awslambda.http-integration-response";

/// What parts the head of a response that was streamed from its body.
/// <https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html> says how one is written; how it looks is
/// what AWS's own runtimes send.
pub(crate) const BEHIND_HEAD: [u8; 8] = [0; 8];

/// A piece of a response that is being streamed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What the function says that it streams, before the first of its bytes.
    ContentType(String),
    /// The next bytes.
    Data(Bytes),
}

/// Where the response of one invocation goes.
#[derive(Clone, Debug)]
pub struct ReplySink {
    parts: Option<mpsc::Sender<Part>>,
    wants_log: bool,
}

/// The other end of a sink that takes pieces.
pub(crate) type Parts = mpsc::Receiver<Part>;

impl ReplySink {
    /// For a caller who waits for the whole response: it is the outcome's.
    pub fn whole() -> ReplySink {
        ReplySink { parts: None, wants_log: false }
    }

    /// The same for one to whom the log matters as much, or who is in no hurry: a log that comes by way of others is worth
    /// waiting for.
    pub(crate) fn with_log(self, wants_log: bool) -> ReplySink {
        ReplySink { wants_log, ..self }
    }

    /// Whether the log of the invocation is worth waiting for.
    pub(crate) fn wants_log(&self) -> bool {
        self.wants_log
    }

    /// For a caller who takes the pieces as they come. What a function does not stream is the outcome's for it too.
    pub(crate) fn streaming() -> (ReplySink, Parts) {
        let (sender, parts) = mpsc::channel(WAITING);
        (ReplySink { parts: Some(sender), wants_log: true }, parts)
    }

    /// Whether its caller takes pieces.
    pub(crate) fn takes_parts(&self) -> bool {
        self.parts.is_some()
    }

    /// Hands a piece over, and waits where the caller is slow. A caller who went away stops no function: what is for
    /// them is thrown away.
    pub(crate) async fn send(&self, part: Part) {
        if let Some(sender) = &self.parts {
            let _gone = sender.send(part).await;
        }
    }
}
