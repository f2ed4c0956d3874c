//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys;
use crate::stream::Stream;

pub(super) struct DescribeLogStreams;

/// What is asked for.
pub(super) struct Asked {
    group: GroupName,
    prefix: String,
    by_time: bool,
    descending: bool,
    paging: Paging,
}

/// A stream, with its group and its name.
pub(super) struct Described {
    group: GroupName,
    name: String,
    stream: Stream,
}

impl Operation for DescribeLogStreams {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_LOG_STREAMS;
    type Input = Asked;
    type Output = Page<Described>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let group = GroupName::asked(&fields, call)?;
        let by_time = fields.text("orderBy") == Some("LastEventTime");
        let prefix = fields.text("logStreamNamePrefix");
        if by_time && prefix.is_some() {
            // The rule is on AWS's page; the sentence is our guess.
            return Err(error::invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
        }
        let prefix = prefix.unwrap_or_default().to_owned();
        let descending = fields.boolean("descending").unwrap_or(false);
        let order = format!("{by_time} {descending}");
        let bound = [&group.name, prefix.as_str(), &order];
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeLogStreams", &bound)?;
        Ok(Asked { group, prefix, by_time, descending, paging })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let group = engine.records.group(&asked.group)?;
        let streams = if asked.by_time {
            by_time(engine, &group, &asked).await?
        } else {
            by_name(engine, &group, &asked)?
        };
        let described =
            streams.into_iter().map(|(name, stream)| Described { group: asked.group.clone(), name, stream });
        let by_time = asked.by_time;
        let place = move |described: &Described| {
            if by_time { place_in_time(&described.name, &described.stream) } else { described.name.clone() }
        };
        Ok(asked.paging.page(described.collect(), place))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "logStreams", |Described { group, name, stream }| {
            let token = stream.span.map(|_| stream.sequence_token());
            Fields::new(&model::LOG_STREAM)
                .with("arn", group.stream_arn(&name))
                .with("logStreamName", name)
                .with("creationTime", stream.created_ms)
                .with("firstEventTimestamp", stream.span.map(|span| span.first_ms))
                .with("lastEventTimestamp", stream.span.map(|span| span.last_ms))
                .with("lastIngestionTime", stream.span.map(|span| span.ingested_ms))
                .with("uploadSequenceToken", token)
                // Since 2019 AWS says so of every stream.
                .with("storedBytes", 0_u64)
        })
    }
}

/// A place among streams that are ordered by their last event.
fn place_in_time(name: &str, stream: &Stream) -> String {
    format!("{:020}{name}", stream.last_ms())
}

/// As many streams as a page has, and one more, in the order of their names.
fn by_name(engine: &Engine, group: &Group, asked: &Asked) -> Result<Vec<(String, Stream)>, Fault> {
    let all = keys::streams(group.id).text_prefix(&asked.prefix);
    let after = asked.paging.after().map(|name| keys::stream(group.id, name));
    engine.records.some((&all, after.as_ref()), asked.descending, asked.paging.most() + 1, |key| {
        keys::stream_name_of(key)
    })
}

/// The same in the order of their last events.
async fn by_time(engine: &Engine, group: &Group, asked: &Asked) -> Result<Vec<(String, Stream)>, Fault> {
    let mut best: BTreeMap<String, (String, Stream)> = BTreeMap::new();
    let mut streams = engine.records.below(&keys::streams(group.id), None);
    while let Some((key, stream)) = streams.next::<Stream>().await? {
        let name = keys::stream_name_of(&key).ok_or_else(|| error::damaged("a stream's key", ""))?;
        let place = place_in_time(&name, &stream);
        let is_behind = asked.paging.after().is_none_or(|after| {
            if asked.descending { place.as_str() < after } else { place.as_str() > after }
        });
        if is_behind {
            best.insert(place, (name, stream));
        }
        if best.len() > asked.paging.most() + 1 {
            if asked.descending {
                best.pop_first()
            } else {
                best.pop_last()
            };
        }
    }
    let best = best.into_values();
    Ok(if asked.descending { best.rev().collect() } else { best.collect() })
}
