//! Where the records go that a mapping gives up, as a request says it.

use base::arn::Arn;
use wire::value::Fields;

use crate::error::Error;

/// What `DestinationConfig` says: the destination's ARN, or nothing where it names none. Streams have queues, topics and
/// buckets; topics are not here.
pub(super) fn read(config: &Fields) -> Result<Option<String>, Error> {
    let destination = |member| config.fields(member).and_then(|config| config.text("Destination"));
    if destination("OnSuccess").is_some() {
        // The model: not supported for event source mappings.
        return Err(Error::invalid(
            "Unsupported DestinationConfig parameter for given event source mapping type.",
        ));
    }
    let Some(destination) = destination("OnFailure").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let arn = Arn::parse(destination);
    match arn.as_ref().map(|arn| arn.service.as_str()) {
        Some("s3" | "sns" | "sqs") => Ok(Some(destination.to_owned())),
        Some(service) => Err(Error::invalid(format!(
            "The service {service} has no on-failure destinations of streams (DestinationConfig).",
        ))),
        None if destination.starts_with("kafka://") => Err(Error::invalid(
            "Kafka topics are no on-failure destinations of streams (DestinationConfig): use an S3 bucket.",
        )),
        None => Err(Error::invalid(format!("The provided destination {destination} is invalid."))),
    }
}
