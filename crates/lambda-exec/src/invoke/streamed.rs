//! A run whose response is taken while the function writes it.

use std::pin::Pin;

use crate::engine::Engine;
use crate::error::Error;
pub(crate) use crate::execution::reply::{BEHIND_HEAD, Part, WITH_HEAD};
use crate::execution::reply::{Parts, ReplySink};
use crate::invoke::{Admitted, Done};

/// The run.
pub(crate) struct Streamed {
    parts: Parts,
    run: Pin<Box<dyn Future<Output = Result<Done, Error>> + Send>>,
    /// What came first, until it is asked for.
    first: Option<Step>,
    /// How it ended, while there are pieces of it left.
    ended: Option<Result<Done, Error>>,
    is_over: bool,
}

/// What comes of a run.
#[derive(Debug)]
pub(crate) enum Step {
    /// A piece of the response.
    Part(Part),
    /// The end, with what of the response was not streamed.
    Done(Result<Done, Error>),
}

impl Streamed {
    /// Begins a run, and waits until the function says something or has ended: whoever cannot run at all is refused before
    /// anything is answered.
    pub(crate) async fn begin(engine: &Engine, admitted: Admitted) -> Result<Streamed, Error> {
        let (sink, parts) = ReplySink::streaming();
        let run = Box::pin(engine.run(admitted, sink));
        let mut streamed = Streamed { parts, run, first: None, ended: None, is_over: false };
        match streamed.step().await {
            Some(Step::Done(Err(refused))) => Err(refused),
            first => Ok(Streamed { first, ..streamed }),
        }
    }

    /// What comes next; nothing after the end.
    pub(crate) async fn next(&mut self) -> Option<Step> {
        match self.first.take() {
            None => self.step().await,
            first => first,
        }
    }

    async fn step(&mut self) -> Option<Step> {
        if self.is_over {
            return None;
        }
        if self.ended.is_none() {
            tokio::select! {
                biased;
                Some(part) = self.parts.recv() => return Some(Step::Part(part)),
                ended = &mut self.run => self.ended = Some(ended),
            }
        }
        // What was written before the end comes before it.
        if let Ok(part) = self.parts.try_recv() {
            return Some(Step::Part(part));
        }
        self.is_over = true;
        self.ended.take().map(Step::Done)
    }
}
