//! Where a response goes while a function writes it: to a caller who waits for the whole, or piece by piece to one who
//! takes it so.

use bytes::Bytes;
use tokio::sync::mpsc;

/// How many pieces may wait for a caller who is slower than the function, which then waits too.
const WAITING: usize = 16;

/// The most that one streamed response may have.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub(crate) const STREAM_LIMIT: usize = 200 * 1024 * 1024;

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
pub struct ReplySink(Option<mpsc::Sender<Part>>);

/// The other end of a sink that takes pieces.
pub(crate) type Parts = mpsc::Receiver<Part>;

impl ReplySink {
    /// For a caller who waits for the whole response: it is the outcome's.
    pub fn whole() -> ReplySink {
        ReplySink(None)
    }

    /// For a caller who takes the pieces as they come. What a function does not stream is the outcome's for it too.
    pub(crate) fn streaming() -> (ReplySink, Parts) {
        let (sender, parts) = mpsc::channel(WAITING);
        (ReplySink(Some(sender)), parts)
    }

    /// Whether its caller takes pieces.
    pub(crate) fn takes_parts(&self) -> bool {
        self.0.is_some()
    }

    /// Hands a piece over, and waits where the caller is slow. A caller who went away stops no function: what is for
    /// them is thrown away.
    pub(crate) async fn send(&self, part: Part) {
        if let Some(sender) = &self.0 {
            let _gone = sender.send(part).await;
        }
    }
}
