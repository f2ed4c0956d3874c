//! SelectObjectContent between its request and the crate `s3-select`.
//!
//! - `request`: the request's document
//! - `events`: the events of the reply, framed by s3s
//!
//! Here: a query that is fed with an object's bytes as its client takes events. Each slice is worked on where it holds up no
//! request, and no more than one waits.

pub(crate) mod events;
pub(crate) mod request;

use std::collections::VecDeque;

use base::http::BoxError;
use base::task::apart;
use bytes::{Buf as _, Bytes};
use futures::StreamExt as _;
use futures::stream::{self, Stream};
use http::StatusCode;
use s3_select::Query;

use crate::error::{Error, Result};
use crate::object::ObjectBytes;

/// After so many bytes of the object that nothing came of, an event says that the query goes on.
const QUIET_BYTES: u64 = 16 << 20;
/// After so many bytes of the object, an event says how far the query is, if the request asks for that.
const PROGRESS_BYTES: u64 = 4 << 20;

/// How many steps are taken before the reply begins: enough to read, feed, see the end of and finish an object of one piece.
const FIRST_STEPS: usize = 4;

/// A query that runs over the bytes of an object.
pub(crate) struct Running {
    /// Not there while it works.
    query: Option<Query>,
    object: ObjectBytes,
    /// What has been read of the object and is not yet fed.
    read: Bytes,
    tells_progress: bool,
    /// How many bytes had been scanned when the last event went out, and the last one about progress.
    told: u64,
    told_progress: u64,
    events: VecDeque<Bytes>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    Ending,
    Over,
}

impl Running {
    /// A query before the object's first byte.
    pub(crate) fn new(query: Query, object: ObjectBytes, tells_progress: bool) -> Running {
        Running {
            query: Some(query),
            object,
            read: Bytes::new(),
            tells_progress,
            told: 0,
            told_progress: 0,
            events: VecDeque::new(),
            state: State::Reading,
        }
    }

    /// Works on the first bytes: what is wrong with them, or with the statement as it meets them, is the reply's status still.
    pub(crate) async fn begin(&mut self) -> Result<()> {
        for _ in 0..FIRST_STEPS {
            if self.events.is_empty() {
                self.step().await?;
            }
        }
        Ok(())
    }

    /// The events as they are taken. An error is the last of them.
    pub(crate) fn into_events(self) -> impl Stream<Item = std::result::Result<Bytes, BoxError>> + Send {
        stream::unfold(self, |mut running| async move {
            while running.events.is_empty() && running.state != State::Over {
                if let Err(error) = running.step().await {
                    running.state = State::Over;
                    running.events.push_back(events::error(&error));
                }
            }
            let event = running.events.pop_front()?;
            Some((Ok(event), running))
        })
    }

    async fn step(&mut self) -> Result<()> {
        match self.state {
            State::Over => Ok(()),
            State::Reading if self.read.is_empty() => match self.object.next().await {
                Some(bytes) => {
                    self.read = bytes.map_err(Error::internal)?;
                    Ok(())
                }
                None => {
                    self.state = State::Ending;
                    Ok(())
                }
            },
            State::Reading => self.feed().await,
            State::Ending => self.end().await,
        }
    }

    /// Feeds what was read, until there is a slice of the result.
    async fn feed(&mut self) -> Result<()> {
        let (mut query, mut read) = (self.take_query()?, std::mem::take(&mut self.read));
        let (query, read, fed) = apart(move || {
            let mut fed = Ok(());
            while fed.is_ok() && !read.is_empty() && !query.has_slice() {
                match query.feed(&read) {
                    Ok(taken) => read.advance(taken.min(read.len())),
                    Err(error) => fed = Err(error),
                }
            }
            (query, read, fed)
        })
        .await;
        if query.is_over() {
            self.state = State::Ending;
        }
        self.read = read;
        self.query = Some(query);
        fed.map_err(told)?;
        self.tell()
    }

    async fn end(&mut self) -> Result<()> {
        let mut query = self.take_query()?;
        let (query, ended) = apart(move || {
            let ended = query.finish();
            (query, ended)
        })
        .await;
        self.query = Some(query);
        let is_over = ended.map_err(told)?;
        self.tell()?;
        if is_over {
            let stats = self.query()?.stats();
            if self.tells_progress {
                self.events.push_back(events::progress(stats));
            }
            self.events.push_back(events::stats(stats));
            self.events.push_back(events::end());
            self.state = State::Over;
        }
        Ok(())
    }

    /// Makes events of what has come.
    fn tell(&mut self) -> Result<()> {
        // What is less than a slice waits for the rest: AWS's answers to small queries have all records in one event.
        let is_due = matches!(self.state, State::Ending | State::Over) || self.query()?.has_slice();
        let result = if is_due { self.query()?.take() } else { Vec::new() };
        let stats = self.query()?.stats();
        if !result.is_empty() {
            self.events.push_back(events::records(result.into()));
        }
        if self.tells_progress && stats.scanned - self.told_progress >= PROGRESS_BYTES {
            self.told_progress = stats.scanned;
            self.events.push_back(events::progress(stats));
        }
        if self.events.is_empty() && stats.scanned - self.told >= QUIET_BYTES {
            self.events.push_back(events::goes_on());
        }
        if !self.events.is_empty() {
            self.told = stats.scanned;
        }
        Ok(())
    }

    fn query(&mut self) -> Result<&mut Query> {
        self.query.as_mut().ok_or_else(lost)
    }

    fn take_query(&mut self) -> Result<Query> {
        self.query.take().ok_or_else(lost)
    }
}

fn lost() -> Error {
    Error::internal("a query is worked on twice")
}

/// A refusal of the query's, as an error of S3's.
pub(crate) fn told(error: s3_select::Error) -> Error {
    Error::foreign(error.code.name().to_owned(), StatusCode::BAD_REQUEST, Some(error.message.into_owned()))
}
