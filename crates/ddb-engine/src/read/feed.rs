//! Reading streams: shards, iterators, pages of records; and the seam through which functions are fed.

use std::future::Future;
use std::ops::{Bound, ControlFlow};
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use base::arn::{AccountId, Arn};
use base::call::{Call, Caller, Origin};
use base::clock::Timestamp;
use base::seams::{self, Position, SeamError, StreamSource};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use std::time::Duration;
use store::Order;

use crate::definition::owner::stream_owner;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::{self, Stream};
use crate::message::value::view;
use crate::stream::record::{self, StreamRecord, parse_sequence, sequence_text};
use crate::stream::shard::{self, Shard};

/// Bytes of records in one page.
const PAGE_BYTES: usize = 1024 * 1024;
/// What Lambda does with a stream that it feeds a function from. ListStreams, which AWS names beside them, is not of one
/// stream: no policy of a stream can allow it.
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html>
const FEEDING: [&str; 3] = ["DescribeStream", "GetShardIterator", "GetRecords"];
/// How long an iterator can be used.
const ITERATOR_LIFE: Duration = Duration::from_secs(15 * 60);

/// Records of a shard from a number on, and where to go on.
#[derive(Debug)]
pub(crate) struct StreamPage {
    pub(crate) records: Vec<StreamRecord>,
    /// The next number to read from; nothing at the end of a closed shard.
    pub(crate) next: Option<u64>,
}

/// A place in a shard, as a client keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StreamCursor {
    pub(crate) shard: Shard,
    /// The smallest number that is wanted.
    pub(crate) from: u64,
    /// Whether it was asked for by its number: that a record is gone is an error then, not the horizon.
    pub(crate) exact: bool,
    pub(crate) issued: Timestamp,
}

impl StreamCursor {
    /// As the client sees it: opaque, but naming its stream.
    pub(crate) fn text(self, stream: &Stream) -> String {
        let mut bytes = Vec::with_capacity(29);
        bytes.extend_from_slice(&self.shard.generation.to_be_bytes());
        bytes.extend_from_slice(&self.shard.lane.to_be_bytes());
        bytes.extend_from_slice(&self.from.to_be_bytes());
        bytes.extend_from_slice(&self.issued.millis().to_be_bytes());
        bytes.push(u8::from(self.exact));
        format!("{}|1|{}", stream.arn, BASE64.encode(bytes))
    }

    /// The stream's ARN and the place in what a client sent back.
    pub(super) fn parse(text: &str) -> Option<(&str, StreamCursor)> {
        let (arn, rest) = text.split_once("|1|")?;
        let bytes: [u8; 29] = BASE64.decode(rest).ok()?.try_into().ok()?;
        let (generation, rest) = bytes.split_first_chunk::<8>()?;
        let (lane, rest) = rest.split_first_chunk::<4>()?;
        let (from, rest) = rest.split_first_chunk::<8>()?;
        let (issued, rest) = rest.split_first_chunk::<8>()?;
        let shard = Shard { generation: u64::from_be_bytes(*generation), lane: u32::from_be_bytes(*lane) };
        let issued = Timestamp::from_millis(u64::from_be_bytes(*issued));
        Some((arn, StreamCursor { shard, from: u64::from_be_bytes(*from), exact: rest == [1], issued }))
    }
}

impl Engine {
    /// One page of the records that a cursor points at.
    pub(crate) fn records(
        &self,
        call: &Call,
        cursor: &str,
        limit: usize,
    ) -> Result<(Arc<Stream>, Shard, StreamPage)> {
        let (arn, cursor) = StreamCursor::parse(cursor).ok_or_else(Error::bad_iterator)?;
        let stream = self.stream(call, "GetRecords", arn)?;
        if call.now.since(cursor.issued) > ITERATOR_LIFE {
            return Err(Error::iterator_expired());
        }
        let page = self.page(&stream, (cursor.shard, cursor.from), limit, call.now)?;
        // Behind the look: what was dropped before it is known.
        if cursor.exact && cursor.from < stream.horizon(call.now) {
            return Err(Error::trimmed());
        }
        Ok((stream, cursor.shard, page))
    }

    /// Records of a shard with a number of at least `from`, oldest first, none older than a day. A shard that has none
    /// so young any more is at its end.
    pub(super) fn page(
        &self,
        stream: &Stream,
        (shard, from): (Shard, u64),
        limit: usize,
        now: Timestamp,
    ) -> Result<StreamPage> {
        // Before the scan: nothing is added to a shard that was closed then, so the scan sees all of it.
        let closed = stream.shards(now).is_closed(shard);
        let from = from.max(stream.definition.first_of(shard.generation));
        let mut records: Vec<StreamRecord> = Vec::new();
        let (mut bytes, mut more) = (0, false);
        let first = record::record_key(stream, shard.lane, from);
        let last = record::record_key(stream, shard.lane, stream.definition.last_of(shard));
        let to = Bound::Included(last.as_bytes());
        if first.as_bytes() > last.as_bytes() {
            return Ok(StreamPage { records, next: (!closed).then_some(from) });
        }
        self.store.scan(first.from_here(), to, Order::Ascending, &mut |key, stored| {
            if record::is_trimmed(stored, now) {
                return ControlFlow::Continue(());
            }
            let number = catalog::record_number(key);
            let Some(record) = number.and_then(|number| StreamRecord::read(stored, number)) else {
                return ControlFlow::Continue(());
            };
            if records.len() == limit || (bytes > 0 && bytes + stored.len() > PAGE_BYTES) {
                more = true;
                return ControlFlow::Break(());
            }
            bytes += stored.len();
            records.push(record);
            ControlFlow::Continue(())
        })?;
        let reached = records.last().map_or(from, |record| record.number() + 1);
        Ok(StreamPage { records, next: (more || !closed).then_some(reached) })
    }

    /// Where a shard stands for a `Position`.
    pub(crate) fn cursor(
        &self,
        stream: &Stream,
        shard: Shard,
        position: &Position,
        now: Timestamp,
    ) -> Result<StreamCursor> {
        let definition = &stream.definition;
        let (first, floor) = (definition.first_of(shard.generation), stream.floor(now));
        let known = |text: &str| {
            let number = parse_sequence(text).filter(|number| *number > definition.starting);
            if number.is_some_and(|number| number < stream.horizon(now)) {
                return Err(Error::trimmed());
            }
            let last = definition.last_of(shard).min(floor.max(first));
            number.filter(|number| (first..=last).contains(number)).ok_or_else(|| {
                Error::validation(format!("Invalid SequenceNumber: {text} is not in the shard"))
            })
        };
        let (from, exact) = match position {
            Position::TrimHorizon => (first, false),
            Position::Latest => (floor.saturating_add(1).max(first), false),
            Position::AtTime(at) => (shard::number_at(*at).max(first), false),
            Position::At(text) => (known(text)?, true),
            Position::After(text) => (known(text)?.saturating_add(1), true),
        };
        Ok(StreamCursor { shard, from, exact, issued: now })
    }
}

fn seam_error(error: Error) -> SeamError {
    match error.code() {
        crate::error::Code::Internal => SeamError::Unavailable(error.to_string()),
        crate::error::Code::ResourceNotFound => SeamError::NotFound(error.to_string()),
        _ => SeamError::Refused(error.to_string()),
    }
}

impl Engine {
    fn seam_stream(&self, arn: &Arn) -> std::result::Result<Arc<Stream>, SeamError> {
        let text = arn.to_string();
        let found = self.catalog.stream(&self.store, &text).map_err(seam_error)?;
        found.ok_or_else(|| SeamError::NotFound(format!("there is no stream {text}")))
    }

    async fn settled(&self) -> std::result::Result<(), SeamError> {
        self.store.settled().await.map_err(|error| seam_error(error.into()))
    }

    fn seam_page(&self, stream: &Stream, shard: Shard, from: &Position, limit: usize) -> Result<seams::Page> {
        let now = self.clock.now();
        // A reader that fell behind by more than a day goes on with the oldest record that is left.
        let cursor = match from {
            Position::After(text) => parse_sequence(text).map_or(0, |number| number.saturating_add(1)),
            Position::At(text) => parse_sequence(text).unwrap_or(0),
            other => self.cursor(stream, shard, other, now)?.from,
        };
        if *from == Position::Latest {
            let last = Position::After(sequence_text(cursor.saturating_sub(1)));
            let open = !stream.shards(now).is_closed(shard);
            return Ok(seams::Page { records: Vec::new(), next: open.then_some(last) });
        }
        let StreamPage { records, next } = self.page(stream, (shard, cursor), limit, now)?;
        let next = next.map(|_| match records.last() {
            Some(last) => Position::After(sequence_text(last.number())),
            None => from.clone(),
        });
        let mut out = Vec::with_capacity(records.len());
        for record in records {
            if let Position::AtTime(at) = from
                && record.at() < *at
            {
                continue;
            }
            out.push(seam_record(stream, &record));
        }
        Ok(seams::Page { records: out, next })
    }
}

fn seam_record(stream: &Stream, record: &StreamRecord) -> seams::Record {
    let mut json = Vec::new();
    record.write(stream, Some(&stream.arn), &mut json);
    let mut key = Vec::new();
    for attribute in &stream.definition.key.hash {
        if let Some(value) = view(record.keys()).get(&attribute.name) {
            ddb_expr::json::write_value(value, &mut key);
        }
    }
    seams::Record {
        sequence_number: sequence_text(record.number()),
        at: record.at(),
        key: Bytes::from(key),
        json: Bytes::from(json),
    }
}

#[async_trait]
impl StreamSource for Engine {
    async fn admits(&self, reader: AccountId, stream: &Arn) -> std::result::Result<(), SeamError> {
        let text = stream.to_string();
        let (_, region) =
            stream_owner(&text).ok_or_else(|| SeamError::NotFound(format!("{text} is no stream")))?;
        let call = Call {
            account: reader,
            region,
            request_id: self.entropy.uuid().into(),
            now: self.clock.now(),
            caller: Caller::Service("lambda.amazonaws.com"),
            address: "localhost".into(),
            origin: Origin::default(),
        };
        for action in FEEDING {
            self.stream(&call, action, &text).map_err(seam_error)?;
        }
        Ok(())
    }

    async fn shards(&self, stream: &Arn) -> std::result::Result<Vec<seams::Shard>, SeamError> {
        let stream = self.seam_stream(stream)?;
        self.settled().await?;
        let shards = stream.shards(self.clock.now());
        let shown = |shard: Shard| seams::Shard {
            id: stream.definition.shard_id(shard),
            parent: shard.parent().map(|parent| stream.definition.shard_id(parent)),
            closed: shards.is_closed(shard),
        };
        Ok(shards.after(None).map(shown).collect())
    }

    async fn read(
        &self,
        stream: &Arn,
        shard: &str,
        from: &Position,
        limit: usize,
    ) -> std::result::Result<seams::Page, SeamError> {
        let stream = self.seam_stream(stream)?;
        let known = stream.definition.shard_of(shard);
        let known = known
            .ok_or_else(|| SeamError::NotFound(format!("stream {} has no shard {shard}", stream.arn)))?;
        let page = self.seam_page(&stream, known, from, limit).map_err(seam_error);
        // A function that acts on what a crash takes back cannot be undone.
        self.settled().await?;
        page
    }

    // Written out, not `async fn`: the waiter must be registered when this is called, not when it is first polled.
    fn changed<'a, 'b, 'r>(&'a self, stream: &'b Arn) -> Pin<Box<dyn Future<Output = ()> + Send + 'r>>
    where
        'a: 'r,
        'b: 'r,
        Self: 'r,
    {
        let found = self.seam_stream(stream).ok().filter(|stream| stream.definition.closed_ms.is_none());
        // A stream that is not there, or is closed, has changed for the last time: a look after this sees its end.
        let Some(stream) = found else { return Box::pin(std::future::pending()) };
        Box::pin(next_change(stream.tail.clone()))
    }
}

/// Resolves at the next change of a stream after this is called.
fn next_change(tail: Arc<catalog::Tail>) -> impl Future<Output = ()> + Send {
    // `subscribe` marks the present state as seen, here and now.
    let mut seen = tail.changed.subscribe();
    async move {
        let _tail = tail;
        // The sender lives in the tail that is held here, so this ends only by a change.
        let _ = seen.changed().await;
    }
}
