//! Where messages go that were received too often, and which queues may send theirs.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html>

use serde_json::{Map, Value};
use wire::fault::Fault;

use crate::error;
use crate::queue::name::QueueName;

/// A redrive policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redrive {
    /// The dead-letter queue.
    pub(crate) target: QueueName,
    /// How often a message may be received.
    pub(crate) most_receives: u64,
}

impl Redrive {
    /// The policy of a text that was judged.
    pub(crate) fn of(text: &str) -> Option<Redrive> {
        let policy = object(text)?;
        let target = QueueName::of_arn_text(policy.get("deadLetterTargetArn")?.as_str()?)?;
        Some(Redrive { target, most_receives: number(policy.get("maxReceiveCount")?)? })
    }
}

fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(text).ok()
}

/// A number, or a text that is one.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Judges the form of a redrive policy. Whether the dead-letter queue is there is judged with the state.
///
/// # Errors
///
/// AWS's sentences: <https://github.com/crossplane-contrib/provider-aws/issues/443>,
/// <https://github.com/rubyonjets/jets/pull/101>.
pub(crate) fn judge_policy(text: &str) -> Result<(), Fault> {
    let wrong = |reason: &str| error::invalid_value(text, "RedrivePolicy", reason);
    // A guess at the sentence.
    let policy = object(text).ok_or_else(|| wrong("Redrive policy is not a valid JSON map."))?;
    for name in ["maxReceiveCount", "deadLetterTargetArn"] {
        if policy.get(name).is_none_or(Value::is_null) {
            return Err(wrong(&format!("Redrive policy does not contain mandatory attribute: {name}.")));
        }
    }
    let count = policy.get("maxReceiveCount").unwrap_or(&Value::Null);
    if number(count).is_none_or(|count| !(1..=1000).contains(&count)) {
        let count = count.as_str().map_or_else(|| count.to_string(), str::to_owned);
        let reason = format!(
            "Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000 both inclusive."
        );
        return Err(wrong(&reason));
    }
    let target = policy.get("deadLetterTargetArn").and_then(Value::as_str).and_then(QueueName::of_arn_text);
    // A guess at the sentence.
    target.map(drop).ok_or_else(|| wrong("Invalid value for deadLetterTargetArn."))
}

/// A dead-letter queue that is not there, or not of the same account, region and kind.
/// <https://github.com/serverless/serverless/issues/5215>
pub(crate) fn no_target(policy: &str) -> Fault {
    error::invalid_value(policy, "RedrivePolicy", "Dead letter target does not exist.")
}

/// A dead-letter queue of the other kind, or of another account or region. Our guess at the sentence.
pub(crate) fn wrong_target(policy: &str, reason: &str) -> Fault {
    error::invalid_value(policy, "RedrivePolicy", reason)
}

/// Judges the form of a policy about which queues may name this one.
///
/// # Errors
///
/// It has another form. The sentences are guesses; Terraform sends members that are null.
pub(crate) fn judge_allowing(text: &str) -> Result<(), Fault> {
    let wrong = |reason: &str| error::invalid_value(text, "RedriveAllowPolicy", reason);
    let policy = object(text).ok_or_else(|| wrong("Amazon SQS can't create the redrive allow policy."))?;
    let sources = policy.get("sourceQueueArns").filter(|sources| !sources.is_null());
    match (policy.get("redrivePermission").and_then(Value::as_str), sources) {
        (Some("allowAll" | "denyAll"), None) => Ok(()),
        (Some("byQueue"), Some(Value::Array(sources))) if (1..=10).contains(&sources.len()) => Ok(()),
        _ => Err(wrong("Amazon SQS can't create the redrive allow policy.")),
    }
}

/// Whether the queue with this policy takes the messages of a source.
pub(crate) fn admits(policy: Option<&String>, source: &QueueName) -> bool {
    let Some(policy) = policy.and_then(|text| object(text)) else { return true };
    match policy.get("redrivePermission").and_then(Value::as_str) {
        Some("denyAll") => false,
        Some("byQueue") => {
            let own = source.arn().to_string();
            let named = policy.get("sourceQueueArns").and_then(Value::as_array);
            named.is_some_and(|sources| sources.iter().any(|arn| arn.as_str() == Some(&own)))
        }
        _ => true,
    }
}
