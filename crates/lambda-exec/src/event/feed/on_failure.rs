//! Where the records go that a mapping gives up: an invocation record in a bucket or a queue.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html>

use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::clock::Timestamp;
use base::seams::{Event, ObjectAddress, Record, SeamError, Sender};
use bytes::Bytes;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use super::feeding::Feed;
use crate::destination::Destination;
use crate::engine::Engine;
use crate::error::Error;
use crate::execution::log;
use crate::mapping::MappingId;

/// The waits while the bucket cannot be written to: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Why records are given up, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    RetriesExhausted,
    TooOld,
}

impl Condition {
    fn as_str(self) -> &'static str {
        match self {
            Condition::RetriesExhausted => "RetryAttemptsExhausted",
            Condition::TooOld => "RecordAgeExceeded",
        }
    }
}

/// The last run of the function that failed.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) request_id: Arc<str>,
    /// `$LATEST` or a number.
    pub(super) version: String,
    /// Whether the function itself failed; else it reported items that did.
    pub(super) function_error: bool,
}

/// What is given up, and how it came to that.
#[derive(Debug)]
pub(super) struct GivenUp<'a> {
    pub(super) shard: &'a str,
    pub(super) records: &'a [&'a Record],
    /// The event that held the records.
    pub(super) event: Bytes,
    pub(super) condition: Condition,
    pub(super) last: Option<&'a Attempt>,
    /// How often the function was run with these records.
    pub(super) invoked: i64,
}

impl Engine {
    /// Refuses a bucket that is not there. A queue may be: whether AWS asks for it is not known.
    pub(crate) async fn check_destination(
        &self,
        id: &MappingId,
        destination: Option<&str>,
    ) -> Result<(), Error> {
        let Some(text) = destination else { return Ok(()) };
        let found = match Destination::of(text) {
            None | Some(Destination::Queue(_) | Destination::Function(_)) => Ok(()),
            Some(Destination::Bucket(bucket)) => {
                self.seams.sink.accepts(id.account, &id.region, &bucket).await
            }
        };
        found.map_err(|cause| match cause {
            SeamError::Unavailable(_) => Error::internal(cause),
            cause => Error::invalid(format!("The destination {text} cannot be written to: {cause}")),
        })
    }
}

impl Feed<'_> {
    /// Puts the invocation record into the destination, if the mapping has one. A destination that is gone or
    /// refuses loses the record, as on AWS; one out of reach is waited for.
    pub(super) async fn send(&self, given_up: &GivenUp<'_>) {
        let (mapping, count) = (&self.id.uuid, given_up.records.len());
        let (condition, first) = (given_up.condition.as_str(), given_up.records.first());
        let first = first.map(|record| &record.sequence_number);
        tracing::warn!(mapping, records = count, ?first, condition, "records are given up");
        let Some(destination) = &self.mapping.settings.on_failure else { return };
        let Some(receiver) = Destination::of(destination) else {
            tracing::warn!(mapping, destination, "an invocation record is lost: topics get none here");
            return;
        };
        let now = self.host.clock.now();
        let id = self.host.entropy.uuid();
        let mut record = self.invocation_record(given_up, now);
        if let (Destination::Bucket(_), Some(members)) = (&receiver, record.as_object_mut()) {
            // A queue gets what is known of the records, a bucket the records too.
            members.insert("payload".to_owned(), String::from_utf8_lossy(&given_up.event).into());
        }
        let record = Bytes::from(record.to_string());
        let mut wait = BACKOFF.0;
        while let Err(cause) = self.put(&receiver, (&id, given_up.shard, now), record.clone()).await {
            if !matches!(cause, SeamError::Unavailable(_)) || self.cancel.is_cancelled() {
                tracing::error!(mapping, destination, %cause, "an invocation record is lost");
                return;
            }
            tracing::warn!(mapping, destination, %cause, "an invocation record waits");
            self.pause(wait).await;
            wait = wait.saturating_mul(2).min(BACKOFF.1);
        }
    }

    async fn put(
        &self,
        receiver: &Destination,
        (id, shard, now): (&str, &str, Timestamp),
        record: Bytes,
    ) -> Result<(), SeamError> {
        let seams = &self.host.seams;
        match receiver {
            Destination::Bucket(bucket) => {
                let address = ObjectAddress {
                    account: self.id.account,
                    region: self.id.region.clone(),
                    bucket: bucket.clone(),
                    key: object_key(&self.id.uuid, shard, now, id),
                    version: None,
                };
                seams.sink.put(&address, record).await
            }
            Destination::Queue(queue) => {
                let (id, sender, attributes) = (id.to_owned(), sender(self.id), Vec::new());
                let event = Event { id, sender, payload: record, attributes };
                seams.queues.send(queue, event).await
            }
            // None is taken when a mapping is made.
            Destination::Function(function) => {
                Err(SeamError::Refused(format!("{function} is no destination of a stream")))
            }
        }
    }

    fn invocation_record(&self, given_up: &GivenUp<'_>, now: Timestamp) -> Value {
        let GivenUp { shard, records, condition, last, invoked, .. } = given_up;
        let function = self.mapping.function_id(self.id).arn_of(self.mapping.qualifier.as_deref());
        let (first, newest) = (records.first(), records.last());
        let number = |record: Option<&&Record>| record.map(|record| record.sequence_number.clone());
        let arrival = |record: Option<&&Record>| record.map(|record| whole_seconds(record.at));
        let request_id = last.map_or_else(|| self.host.entropy.uuid(), |last| last.request_id.to_string());
        let mut shown = json!({
            "requestContext": {
                "requestId": request_id,
                "functionArn": function.to_string(),
                "condition": condition.as_str(),
                "approximateInvokeCount": invoked,
            },
            "version": "1.0",
            "timestamp": log::utc(now),
            "DDBStreamBatchInfo": {
                "shardId": shard,
                "startSequenceNumber": number(first),
                "endSequenceNumber": number(newest),
                "approximateArrivalOfFirstRecord": arrival(first),
                "approximateArrivalOfLastRecord": arrival(newest),
                "batchSize": records.len(),
                "streamArn": self.mapping.source,
            },
        });
        if let (Some(last), Some(members)) = (last, shown.as_object_mut()) {
            let mut response = json!({"statusCode": 200, "executedVersion": last.version});
            if let Some(members) = response.as_object_mut().filter(|_| last.function_error) {
                members.insert("functionError".to_owned(), "Unhandled".into());
            }
            members.insert("responseContext".to_owned(), response);
        }
        shown
    }
}

/// Lambda, for a mapping: in the name of the function's role.
fn sender(id: &MappingId) -> Sender {
    let resource = format!("event-source-mapping:{}", id.uuid);
    Sender {
        service: "lambda.amazonaws.com",
        arn: Arn::regional("lambda", &id.region, id.account, resource),
        account: id.account,
    }
}

/// `aws/lambda/UUID/SHARD/2026/01/02/2026-01-02T03.04.05-RANDOM`
fn object_key(mapping: &str, shard: &str, now: Timestamp, random: &str) -> String {
    let format = format_description!("[year]/[month]/[day]/[year]-[month]-[day]T[hour].[minute].[second]");
    let at = date(now).format(&format).unwrap_or_default();
    format!("aws/lambda/{mapping}/{shard}/{at}-{random}")
}

/// `2026-01-02T03:04:05Z`
fn whole_seconds(at: Timestamp) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    date(at).format(&format).unwrap_or_default()
}

fn date(at: Timestamp) -> OffsetDateTime {
    let secs = i64::try_from(at.secs()).ok();
    secs.and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
