//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use base::seams::{Position, SeamError};
use store::{Batch, Key, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::Named;
use crate::mapping::given::{self, Given};
use crate::mapping::position::{self, Reached};
use crate::mapping::source::Kind;
use crate::mapping::{Mapping, MappingId, NOTHING_YET, Start};
use crate::model;
use crate::records::Records;
use crate::tags;

pub(crate) struct CreateEventSourceMapping;

pub(crate) struct Input {
    named: Named,
    source: Arn,
    kind: Kind,
    start: Option<Start>,
    given: Given,
    tags: BTreeMap<String, String>,
}

impl Operation for CreateEventSourceMapping {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_EVENT_SOURCE_MAPPING;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = given::KEPT;
    const LIMITS: &'static str = "Streams of DynamoDB and queues of SQS; AWS has Kinesis, Kafka, MQ and DocumentDB too. Of a queue at most 64 batches run \
         at once.";
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        // Recorded.
        let source = fields.text("EventSourceArn").and_then(Arn::parse);
        let source = source.ok_or_else(|| Error::invalid("Unrecognized event source."))?;
        let kind = Kind::of(&source)?;
        let start = read_start(fields.text("StartingPosition"), kind, &source)?;
        let given = Given::read(fields)?;
        given.check_kind(kind)?;
        let tags = fields.text_map("Tags").unwrap_or_default();
        tags::check(&tags)?;
        Ok(Input { named: Named::read(call, fields)?, source, kind, start, given, tags })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { named: Named { id: function, qualifier }, source, kind, start, given, tags } = input;
        // Recorded.
        let missing = |_| Error::invalid("Function does not exist");
        let found =
            Function::find(&engine.store, &function, qualifier.as_deref(), || 1.0).map_err(missing)?;
        let settings = given.over(None, kind)?;
        let id = MappingId::fresh(&engine.store, call)?;
        let mut ends = Vec::new();
        if kind.is_queue() {
            engine.check_queue(&id, &source, found.settings.timeout_secs.into()).await?;
        } else {
            engine.check_destination(&id, settings.on_failure.as_deref()).await?;
            check_reader(engine, &id, &source).await?;
            ends = present_ends(engine, &source, start).await?;
        }
        let mapping = Mapping {
            source: source.to_string(),
            function: function.name.clone(),
            qualifier,
            start,
            settings,
            last_modified: call.now.millis(),
            last_result: NOTHING_YET.to_owned(),
            tags,
        };
        // Two mappings of one function must not both be the first.
        engine.store.change(&function.key(Space::LambdaMapping), |records| {
            refuse_existing(records, &id, &mapping)?;
            let mut batch = Batch::new();
            batch.put(id.key(), mapping.encode()?);
            for (shard, reached) in ends.clone() {
                position::put(&mut batch, &id, &shard, &reached)?;
            }
            Ok((batch, ()))
        })?;
        engine.run_mapping(id.clone(), mapping.clone());
        Ok(mapping.shown(&id, "Creating"))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

/// Recorded: the words about none, about a time, and about a queue, which has none
/// (<https://github.com/boto/boto3/issues/1613>).
fn read_start(start: Option<&str>, kind: Kind, source: &Arn) -> Result<Option<Start>, Error> {
    match start {
        None if kind.is_queue() => Ok(None),
        Some(_) if kind.is_queue() => {
            Err(Error::invalid("StartingPosition is not valid for SQS event sources."))
        }
        Some("LATEST") => Ok(Some(Start::Latest)),
        Some("TRIM_HORIZON") => Ok(Some(Start::TrimHorizon)),
        Some(_) => Err(Error::invalid(format!("Unsupported starting position for arn type: {source}"))),
        None => Err(Error::inner_validation("startingPosition", "null", "Member must not be null.")),
    }
}

/// Whether the account of the mapping may read the stream. Its owner is never refused, and learns from `present_ends` that
/// there is no stream.
async fn check_reader(engine: &Engine, id: &MappingId, source: &Arn) -> Result<(), Error> {
    match engine.may_read(id, source).await {
        Ok(()) => Ok(()),
        Err(cause @ SeamError::Unavailable(_)) => Err(Error::internal(cause)),
        Err(_) => Err(Error::no_access_to_stream(source)),
    }
}

/// Where each shard ends now, for a mapping that begins with what comes: fixed before the reply, so
/// that whatever is written after the reply is delivered. Also the proof that the stream is there.
async fn present_ends(
    engine: &Engine,
    source: &Arn,
    start: Option<Start>,
) -> Result<Vec<(String, Reached)>, Error> {
    let refuse = |cause: SeamError| match cause {
        // Recorded.
        SeamError::NotFound(_) => Error::invalid(format!("Stream not found: {source}")),
        SeamError::Refused(why) => Error::invalid(why),
        SeamError::Unavailable(_) => Error::internal(cause),
    };
    let shards = engine.seams.streams.shards(source).await.map_err(refuse)?;
    let mut ends = Vec::new();
    if start != Some(Start::Latest) {
        return Ok(ends);
    }
    for shard in shards {
        let reached = if shard.closed {
            Reached::End
        } else {
            let page = engine.seams.streams.read(source, &shard.id, &Position::Latest, 1).await;
            Reached::of(page.map_err(refuse)?.next.as_ref())
        };
        ends.push((shard.id, reached));
    }
    Ok(ends)
}

fn refuse_existing(store: &Records, id: &MappingId, new: &Mapping) -> Result<(), Error> {
    let prefix: Key = MappingId::prefix(id.account, &id.region);
    let known = Mapping::scan(store, &prefix)?;
    let same = |(_, known): &&(MappingId, Mapping)| {
        known.source == new.source && known.function == new.function && known.qualifier == new.qualifier
    };
    match known.iter().find(same) {
        Some((known, mapping)) if mapping.kind().is_queue() => {
            Err(Error::queue_mapping_exists(&new.source, &new.function, &known.uuid))
        }
        Some((known, _)) => Err(Error::mapping_exists(&new.source, &new.function, &known.uuid)),
        None => Ok(()),
    }
}
