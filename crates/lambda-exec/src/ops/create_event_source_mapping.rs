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
use crate::mapping::{Mapping, MappingId, NOTHING_YET, Start};
use crate::model;
use crate::records::Records;
use crate::tags;

pub(crate) struct CreateEventSourceMapping;

pub(crate) struct Input {
    named: Named,
    source: Arn,
    start: Start,
    given: Given,
    tags: BTreeMap<String, String>,
}

impl Operation for CreateEventSourceMapping {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_EVENT_SOURCE_MAPPING;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const KEPT: &'static [&'static str] = given::KEPT;
    const LIMITS: &'static str =
        "Streams of DynamoDB alone; AWS has Kinesis, SQS, Kafka, MQ and DocumentDB too.";
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        // Recorded.
        let source = fields.text("EventSourceArn").and_then(Arn::parse);
        let source = source.ok_or_else(|| Error::invalid("Unrecognized event source."))?;
        check_service(&source)?;
        let start = read_start(fields.text("StartingPosition"), &source)?;
        let given = Given::read(fields)?;
        let tags = fields.text_map("Tags").unwrap_or_default();
        tags::check(&tags)?;
        Ok(Input { named: Named::read(call, fields)?, source, start, given, tags })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let Input { named: Named { id: function, qualifier }, source, start, given, tags } = input;
        // Recorded.
        let missing = |_| Error::invalid("Function does not exist");
        Function::find(&engine.store, &function, qualifier.as_deref(), || 1.0).map_err(missing)?;
        let id = MappingId::fresh(&engine.store, call)?;
        engine.check_destination(&id, given.destination()).await?;
        check_reader(engine, &id, &source).await?;
        let ends = present_ends(engine, &source, start).await?;
        let mapping = Mapping {
            source: source.to_string(),
            function: function.name.clone(),
            qualifier,
            start,
            settings: given.over(None),
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

fn check_service(source: &Arn) -> Result<(), Error> {
    match source.service.as_str() {
        "dynamodb" if source.resource.contains("/stream/") => Ok(()),
        "dynamodb" => Err(Error::invalid("Unrecognized event source, must be kinesis or dynamodb stream.")),
        service @ ("sqs" | "kinesis" | "kafka" | "mq" | "rds") => {
            Err(Error::invalid(format!("Event sources of the service {service} are not supported here yet.")))
        }
        _ => Err(Error::invalid("Unrecognized event source.")),
    }
}

/// Recorded: the words about none, and about a time.
fn read_start(start: Option<&str>, source: &Arn) -> Result<Start, Error> {
    match start {
        Some("LATEST") => Ok(Start::Latest),
        Some("TRIM_HORIZON") => Ok(Start::TrimHorizon),
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
async fn present_ends(engine: &Engine, source: &Arn, start: Start) -> Result<Vec<(String, Reached)>, Error> {
    let refuse = |cause: SeamError| match cause {
        // Recorded.
        SeamError::NotFound(_) => Error::invalid(format!("Stream not found: {source}")),
        SeamError::Refused(why) => Error::invalid(why),
        SeamError::Unavailable(_) => Error::internal(cause),
    };
    let shards = engine.seams.streams.shards(source).await.map_err(refuse)?;
    let mut ends = Vec::new();
    if start != Start::Latest {
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
        Some((known, _)) => Err(Error::mapping_exists(&new.source, &new.function, &known.uuid)),
        None => Ok(()),
    }
}
