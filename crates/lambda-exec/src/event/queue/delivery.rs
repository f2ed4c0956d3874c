//! Telling how an asynchronous invocation ended: a record to its destination, and the event itself to the dead letters of its
//! function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>

use base::arn::Arn;
use base::clock::Timestamp;
use base::seams::{Event, EventAttribute, ObjectAddress, SeamError, Sender};
use base::task::{AT_ONCE, apart_if};
use bytes::Bytes;
use time::OffsetDateTime;
use time::macros::format_description;

use super::outcome::Outcome;
use super::queued::Queued;
use crate::destination::Destination;
use crate::engine::Engine;
use crate::error::{Code, Error};
use crate::execution::lineage::Lineage;
use crate::function::Function;
use crate::function::event_invoke_config::{EventInvokeConfig, Given};
use crate::function_name::{FunctionId, Named};
use crate::invoke::{ASYNCHRONOUS_LIMIT, Request};
use crate::records::Records;

impl Engine {
    /// Whether a function, version or alias is there to be configured.
    pub(crate) fn check_configured(
        &self,
        records: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<(), Error> {
        match Function::find(records, id, qualifier, || 1.0) {
            Ok(_) => Ok(()),
            Err(error) if error.code == Code::ResourceNotFound => Err(Error::no_function_to_configure()),
            Err(error) => Err(error),
        }
    }

    /// Refuses destinations that are not there, or that cannot get what they are for.
    pub(crate) async fn check_event_destinations(&self, named: &Named, given: &Given) -> Result<(), Error> {
        let id = &named.id;
        for (text, is_for_success) in given.destinations() {
            let wrong = || Error::wrong_destination(text);
            if Arn::parse(text).is_none() {
                return Err(wrong());
            }
            let found = match Destination::of(text) {
                // It is kept, and does not act.
                None => Ok(()),
                Some(Destination::Queue(queue)) => self.seams.queues.accepts(&sender(id), &queue).await,
                // AWS's page: on failure only.
                Some(Destination::Bucket(_)) if is_for_success => return Err(wrong()),
                Some(Destination::Bucket(bucket)) => {
                    self.seams.sink.accepts(id.account, &id.region, &bucket).await
                }
                Some(Destination::Function(arn)) => {
                    let (target, qualifier) = FunctionId::of_arn(&arn).ok_or_else(wrong)?;
                    if target == *id {
                        // Our guess.
                        return Err(Error::invalid(
                            "You can't specify the function as a destination for itself.",
                        ));
                    }
                    self.check_target(&target, qualifier.as_deref()).map_err(|_| wrong())?;
                    Ok(())
                }
            };
            found.map_err(|cause| match cause {
                SeamError::Unavailable(_) => Error::internal(cause),
                _ => wrong(),
            })?;
        }
        Ok(())
    }

    /// Tells how an event ended. What cannot be told now is given back.
    pub(super) async fn tell(&self, queued: &Queued, mut outcome: Outcome) -> Result<Option<Outcome>, Error> {
        let Request { id, qualifier, .. } = &queued.request;
        let config = EventInvokeConfig::load(&self.store, id, qualifier.as_deref())?.unwrap_or_default();
        let destination = if outcome.is_success() { config.on_success } else { config.on_failure };
        if let Some(destination) = destination.filter(|_| !outcome.is_recorded)
            && is_out_of_reach(queued, &destination, self.send_record(queued, &outcome, &destination).await)
        {
            return Ok(Some(outcome));
        }
        outcome.is_recorded = true;
        if outcome.is_success() {
            return Ok(None);
        }
        let Some(dead_letters) = self.dead_letters(id, qualifier.as_deref())? else { return Ok(None) };
        let sent = self.send_dead_letter(queued, &outcome, &dead_letters).await;
        Ok(is_out_of_reach(queued, &dead_letters, sent).then_some(outcome))
    }

    async fn send_record(
        &self,
        queued: &Queued,
        outcome: &Outcome,
        destination: &str,
    ) -> Result<(), SeamError> {
        let now = self.clock.now();
        let is_long = queued.request.payload.len() + outcome.response_len() > AT_ONCE;
        let (queued, outcome) = (queued.clone(), outcome.clone());
        let (id, record) =
            apart_if(is_long, move || (queued.request.clone(), Bytes::from(outcome.record(&queued, now))))
                .await;
        self.send_to(&id, destination, record, now).await
    }

    async fn send_to(
        &self,
        about: &Request,
        destination: &str,
        record: Bytes,
        now: Timestamp,
    ) -> Result<(), SeamError> {
        let Request { id, request_id, .. } = about;
        match Destination::of(destination) {
            // Topics and event buses: the log named them when they were set.
            None => Ok(()),
            Some(Destination::Queue(queue)) => {
                let (id, sender) = (request_id.to_string(), sender(id));
                let event = Event { id, sender, payload: record, attributes: Vec::new() };
                self.seams.queues.send(&queue, event).await
            }
            Some(Destination::Bucket(bucket)) => {
                let key = object_key(&id.name, now, &self.entropy.uuid());
                let (account, region) = (id.account, id.region.clone());
                let address = ObjectAddress { account, region, bucket, key, version: None };
                self.seams.sink.put(&address, record).await
            }
            Some(Destination::Function(arn)) => self.run_next(about, &arn, record).await,
        }
    }

    /// A function that gets a record goes on in the chain of the one that the record is about: so a loop shows.
    async fn run_next(&self, about: &Request, arn: &Arn, payload: Bytes) -> Result<(), SeamError> {
        let refused = |error: Error| SeamError::Refused(error.message);
        let (id, qualifier) = FunctionId::of_arn(arn).ok_or_else(|| SeamError::NotFound(arn.to_string()))?;
        if payload.len() > ASYNCHRONOUS_LIMIT {
            return Err(SeamError::Refused(format!("the record is larger than {ASYNCHRONOUS_LIMIT} bytes")));
        }
        self.check_target(&id, qualifier.as_deref()).map_err(refused)?;
        let chain = Lineage::of(&about.trace_id).and(&about.id).map_err(refused)?;
        let trace_id = chain.written_into(&about.trace_id);
        let request_id = self.entropy.uuid().into();
        let request = Request { id, qualifier, payload, client_context: None, request_id, trace_id };
        let event_id = format!("record of {}", about.request_id);
        let unavailable = |error: Error| SeamError::Unavailable(error.to_string());
        self.enqueue(Queued::new(request, Some(event_id), self.clock.now())).map_err(unavailable)?;
        self.store.settled().await.map_err(unavailable)
    }

    /// The queue of a function's dead letters.
    pub(super) fn dead_letters(
        &self,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let function = match Function::find(&self.store, id, qualifier, || 1.0) {
            Err(error) if error.code == Code::ResourceNotFound => return Ok(None),
            found => found?,
        };
        let config = function.settings.kept.fields("DeadLetterConfig");
        Ok(config.and_then(|config| config.text("TargetArn")).map(str::to_owned))
    }

    /// Sends the event itself; beside it stands what is known of its failure.
    async fn send_dead_letter(&self, queued: &Queued, outcome: &Outcome, to: &str) -> Result<(), SeamError> {
        // Topics: the log named them when they were set.
        let Some(Destination::Queue(queue)) = Destination::of(to) else { return Ok(()) };
        let request = &queued.request;
        let (code, message) = outcome.error();
        let attribute = |name, data_type, value| EventAttribute { name, data_type, value };
        let mut attributes = vec![
            attribute("RequestID", "String", request.request_id.to_string()),
            attribute("ErrorCode", "Number", code.to_string()),
        ];
        // A queue takes no attribute without a value.
        attributes.extend((!message.is_empty()).then(|| attribute("ErrorMessage", "String", message)));
        let (id, sender) = (request.request_id.to_string(), sender(&request.id));
        let event = Event { id, sender, payload: request.payload.clone(), attributes };
        self.seams.queues.send(&queue, event).await
    }
}

/// Whether to try once more. What a destination refuses is lost, as on AWS, and logged.
fn is_out_of_reach(queued: &Queued, destination: &str, sent: Result<(), SeamError>) -> bool {
    let (function, request_id) = (queued.request.id.arn(), &queued.request.request_id);
    match sent {
        Ok(()) => false,
        Err(cause @ SeamError::Unavailable(_)) => {
            tracing::warn!(%function, %request_id, destination, %cause, "what became of an event is told later");
            true
        }
        Err(cause) => {
            tracing::error!(%function, %request_id, destination, %cause, "what became of an event is lost");
            false
        }
    }
}

/// Lambda, for a function: in the name of its role.
fn sender(id: &FunctionId) -> Sender {
    Sender { service: "lambda.amazonaws.com", arn: id.arn(), account: id.account }
}

/// `aws/lambda/async/FUNCTION/2026/01/02/2026-01-02T03.04.05-RANDOM`
fn object_key(function: &str, now: Timestamp, random: &str) -> String {
    let format = format_description!("[year]/[month]/[day]/[year]-[month]-[day]T[hour].[minute].[second]");
    let secs = i64::try_from(now.secs()).ok();
    let date = secs.and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok());
    let at = date.unwrap_or(OffsetDateTime::UNIX_EPOCH).format(&format).unwrap_or_default();
    format!("aws/lambda/async/{function}/{at}-{random}")
}
