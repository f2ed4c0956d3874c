//! Records of streams: how a change becomes one, how it lies in the store, how it reads on the wire.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html>

use std::time::Duration;

use base::clock::Timestamp;
use bytes::{BufMut as _, Bytes, BytesMut};
use store::{Batch, Key};

use crate::item::change::Change;
use crate::item::key;
use crate::memory::budget::size;
use crate::memory::catalog::{self, Stream};
use crate::message::value::{self, view};
use crate::stream::shard;
use wire::json::Object;

/// How long a record can be read.
pub(crate) const RETENTION: Duration = Duration::from_secs(24 * 60 * 60);

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Insert = 0,
    Modify = 1,
    Remove = 2,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Event::Insert => "INSERT",
            Event::Modify => "MODIFY",
            Event::Remove => "REMOVE",
        }
    }
}

/// A record as it lies in the store: event, identity and time, then three items behind their lengths.
#[derive(Debug)]
pub(crate) struct StreamRecord {
    event: Event,
    /// Whether the time-to-live sweeper made the change, not a user.
    by_ttl: bool,
    at: Timestamp,
    keys: Bytes,
    old: Option<Bytes>,
    new: Option<Bytes>,
    number: u64,
}

/// Puts the record of a change into a batch; what it counts in the budget of streams. The caller holds the stream's tail and has
/// taken `number` from it.
pub(crate) fn append(batch: &mut Batch, stream: &Stream, change: &Change, at: Timestamp, number: u64) -> u64 {
    let event = match (&change.before, &change.after) {
        (None, _) => Event::Insert,
        (Some(_), Some(_)) => Event::Modify,
        (Some(_), None) => Event::Remove,
    };
    let view_type = stream.definition.view;
    let keys = change.item().map(|item| key::keys_of(&stream.definition.key, view(item)).into_bytes());
    let keys = keys.unwrap_or_default();
    let old = change.before.as_ref().filter(|_| view_type.has_old());
    let new = change.after.as_ref().filter(|_| view_type.has_new());
    let images = old.map_or(0, Bytes::len) + new.map_or(0, Bytes::len);
    let mut out = BytesMut::with_capacity(32 + keys.len() + images);
    out.put_u8(event as u8);
    out.put_u8(u8::from(change.by_ttl));
    out.put_u64(at.millis());
    for part in [Some(&keys), old, new] {
        // Items are below 400 KB; an absent one has length zero, which no item has.
        out.put_u32(part.map_or(0, |part| u32::try_from(part.len()).unwrap_or(0)));
        out.put_slice(part.map_or(&[], |part| part));
    }
    let lane = change.item().map_or(0, |item| stream.definition.lane_of(view(item)));
    let (key, record) = (record_key(stream, lane, number), out.freeze());
    let bytes = size(key.as_bytes(), &record);
    batch.put(key, record);
    bytes
}

/// The key of a record.
pub(crate) fn record_key(stream: &Stream, lane: u32, number: u64) -> Key {
    catalog::record_prefix(stream.definition.id, lane).u64(number)
}

/// Whether a stored record is older than a day.
pub(crate) fn is_trimmed(stored: &Bytes, now: Timestamp) -> bool {
    time_of(stored).is_none_or(|at| now.since(at) > RETENTION)
}

/// When a stored record was made.
pub(super) fn time_of(stored: &Bytes) -> Option<Timestamp> {
    Some(Timestamp::from_millis(u64::from_be_bytes(stored.get(2..10)?.try_into().ok()?)))
}

impl StreamRecord {
    /// Reads a stored record.
    pub(crate) fn read(stored: &Bytes, number: u64) -> Option<StreamRecord> {
        let event = match stored.first()? {
            0 => Event::Insert,
            1 => Event::Modify,
            _ => Event::Remove,
        };
        let mut rest = stored.slice_ref(stored.get(10..)?);
        let mut part = || {
            let len = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
            if rest.len() < 4 + len {
                return None;
            }
            drop(rest.split_to(4));
            Some(rest.split_to(len))
        };
        let (keys, old, new) = (part()?, part()?, part()?);
        Some(StreamRecord {
            event,
            by_ttl: stored.get(1) == Some(&1),
            at: time_of(stored)?,
            keys,
            old: Some(old).filter(|old| !old.is_empty()),
            new: Some(new).filter(|new| !new.is_empty()),
            number,
        })
    }

    /// Its number in the stream.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// When the change was made.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// The key attributes, encoded.
    pub(crate) fn keys(&self) -> &Bytes {
        &self.keys
    }

    /// Writes the record as JSON: as GetRecords shows it, or with `source` as a function's event has it.
    pub(crate) fn write(&self, stream: &Stream, source: Option<&str>, out: &mut Vec<u8>) {
        let region = stream.owner.1.as_str();
        let mut object = Object::begin(out);
        let id = (key::mix(stream.definition.id, self.number), key::mix(self.number, stream.definition.id));
        object.text("eventID", &format!("{:016x}{:016x}", id.0, id.1));
        object.text("eventName", self.event.name());
        object.text("eventVersion", "1.1");
        object.text("eventSource", "aws:dynamodb");
        object.text("awsRegion", region);
        self.write_change(stream, object.key("dynamodb"));
        if self.by_ttl {
            // The names' first letters differ between the Streams API and a function's event.
            let (principal, kind) =
                if source.is_some() { ("principalId", "type") } else { ("PrincipalId", "Type") };
            let mut identity = Object::begin(object.key("userIdentity"));
            identity.text(principal, "dynamodb.amazonaws.com").text(kind, "Service");
            identity.end();
        }
        if let Some(source) = source {
            object.text("eventSourceARN", source);
        }
        object.end();
    }

    fn write_change(&self, stream: &Stream, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        object.number("ApproximateCreationDateTime", self.at.secs());
        value::write_item(&self.keys, object.key("Keys"));
        if let Some(new) = &self.new {
            value::write_item(new, object.key("NewImage"));
        }
        if let Some(old) = &self.old {
            value::write_item(old, object.key("OldImage"));
        }
        object.text("SequenceNumber", &sequence_text(self.number));
        let parts = [Some(&self.keys), self.old.as_ref(), self.new.as_ref()];
        let size: usize = parts.into_iter().flatten().map(|part| view(part).size_bytes()).sum();
        object.number("SizeBytes", size as u64);
        object.text("StreamViewType", stream.definition.view.name());
        object.end();
    }
}

/// A sequence number as AWS writes it: 21 digits at least.
pub(crate) fn sequence_text(number: u64) -> String {
    format!("1{number:020}")
}

/// The number in a sequence number that we wrote.
pub(crate) fn parse_sequence(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('1').filter(|digits| digits.len() == 20)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The next number of a stream: above the last one, and about the time, so that it rises even where the records
/// that would show the last one have been trimmed.
pub(crate) fn next_number(last: u64, now: Timestamp) -> u64 {
    last.saturating_add(1).max(shard::number_at(now))
}
