//! Attributes of queues: one table of those that can be set.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>

use std::collections::BTreeMap;

use policy::{Document, Form};
use wire::fault::Fault;

use crate::error;
use crate::queue::Queue;
use crate::queue::redrive;

/// One attribute that can be set.
struct Attribute {
    name: &'static str,
    kind: Kind,
    /// Whether it is shown though it was not set: with this value.
    default: Option<&'static str>,
    /// Whether only FIFO queues have it.
    of_fifo: bool,
}

/// What values it has.
enum Kind {
    /// From the first to the second.
    Number(u64, u64),
    /// `true` or `false`.
    Switch,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A text that a function judges; an empty one takes the attribute away.
    Text(fn(&str) -> Result<(), Fault>),
}

const fn shown(name: &'static str, kind: Kind, default: &'static str) -> Attribute {
    Attribute { name, kind, default: Some(default), of_fifo: false }
}

const fn text(name: &'static str, judge: fn(&str) -> Result<(), Fault>) -> Attribute {
    Attribute { name, kind: Kind::Text(judge), default: None, of_fifo: false }
}

const fn of_fifo(name: &'static str, kind: Kind, default: &'static str) -> Attribute {
    Attribute { name, kind, default: Some(default), of_fifo: true }
}

/// The most bytes of a message: 1 MiB since August 2025.
/// <https://aws.amazon.com/about-aws/whats-new/2025/08/amazon-sqs-max-payload-size-1mib/>
pub(crate) const MAX_MESSAGE: u64 = 1 << 20;

/// The longest time for which a message is invisible, in seconds.
pub(crate) const MAX_VISIBILITY_S: i64 = 43_200;
/// The longest delay, in seconds.
pub(crate) const MAX_DELAY_S: i64 = 900;
/// The longest wait for messages, in seconds.
pub(crate) const MAX_WAIT_S: i64 = 20;

static ATTRIBUTES: &[Attribute] = &[
    shown("VisibilityTimeout", Kind::Number(0, MAX_VISIBILITY_S as u64), "30"),
    shown("DelaySeconds", Kind::Number(0, MAX_DELAY_S as u64), "0"),
    shown("MaximumMessageSize", Kind::Number(1024, MAX_MESSAGE), "1048576"),
    shown("MessageRetentionPeriod", Kind::Number(60, 1_209_600), "345600"),
    shown("ReceiveMessageWaitTimeSeconds", Kind::Number(0, MAX_WAIT_S as u64), "0"),
    shown("SqsManagedSseEnabled", Kind::Switch, "true"),
    text("Policy", judge_policy),
    text("RedrivePolicy", redrive::judge_policy),
    text("RedriveAllowPolicy", redrive::judge_allowing),
    text("KmsMasterKeyId", |_| Ok(())),
    Attribute {
        name: "KmsDataKeyReusePeriodSeconds",
        kind: Kind::Number(60, 86_400),
        default: None,
        of_fifo: false,
    },
    of_fifo("FifoQueue", Kind::Switch, "true"),
    of_fifo("ContentBasedDeduplication", Kind::Switch, "false"),
    of_fifo("DeduplicationScope", Kind::OneOf(&["messageGroup", "queue"]), "queue"),
    of_fifo("FifoThroughputLimit", Kind::OneOf(&["perQueue", "perMessageGroupId"]), "perQueue"),
];

fn find(name: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|attribute| attribute.name == name)
}

/// Whether an attribute can be set.
pub(crate) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// Whether only FIFO queues have it.
pub(crate) fn is_of_fifo(name: &str) -> bool {
    find(name).is_some_and(|attribute| attribute.of_fifo)
}

/// Among which messages ids for deduplication are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Queue,
    Group,
}

impl Scope {
    pub(crate) fn of(value: Option<&str>) -> Scope {
        if value == Some("messageGroup") { Scope::Group } else { Scope::Queue }
    }
}

/// An attribute that is a number: the value that was set, or the table's.
pub(crate) fn number_of(name: &str, set: Option<&str>) -> u64 {
    let default = || find(name).and_then(|attribute| attribute.default);
    set.or_else(default).and_then(|text| text.trim().parse().ok()).unwrap_or_default()
}

/// Whether a queue can have what a request sets.
///
/// # Errors
///
/// AWS's, for a name or a value that cannot be.
pub(crate) fn check(given: &BTreeMap<String, String>, is_fifo: bool) -> Result<(), Fault> {
    given.iter().try_for_each(|(name, value)| {
        find(name).ok_or_else(|| error::unknown_attribute(name))?.judge(value, is_fifo)
    })
}

/// Takes over what a request sets.
///
/// # Errors
///
/// AWS's, for a name or a value that cannot be.
pub(crate) fn set(queue: &mut Queue, given: &BTreeMap<String, String>) -> Result<(), Fault> {
    check(given, queue.is_fifo())?;
    for (name, value) in given {
        if value.is_empty() {
            queue.attributes.remove(name);
        } else {
            queue.attributes.insert(name.clone(), value.clone());
        }
    }
    settle_encryption(queue, given);
    Ok(())
}

/// The two ways of encryption are not on together: the one that was set last is.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>
fn settle_encryption(queue: &mut Queue, given: &BTreeMap<String, String>) {
    if given.get("KmsMasterKeyId").is_some_and(|key| !key.is_empty()) {
        queue.attributes.insert("SqsManagedSseEnabled".to_owned(), "false".to_owned());
    } else if given.get("SqsManagedSseEnabled").is_some_and(|value| value == "true") {
        queue.attributes.remove("KmsMasterKeyId");
        queue.attributes.remove("KmsDataKeyReusePeriodSeconds");
    }
}

impl Attribute {
    fn judge(&self, value: &str, is_fifo: bool) -> Result<(), Fault> {
        if self.of_fifo && !is_fifo {
            return Err(match self.name {
                // Recorded.
                "DeduplicationScope" | "FifoThroughputLimit" => error::invalid_attribute_name(format!(
                    "You can specify the {} only when FifoQueue is set to true.",
                    self.name
                )),
                name => error::unknown_attribute(name),
            });
        }
        let fits = match self.kind {
            Kind::Number(least, most) => {
                value.parse::<u64>().is_ok_and(|number| (least..=most).contains(&number))
            }
            Kind::Switch => matches!(value, "true" | "false"),
            Kind::OneOf(values) => values.contains(&value),
            Kind::Text(judge) => {
                if !value.is_empty() {
                    judge(value)?;
                }
                true
            }
        };
        if fits { Ok(()) } else { Err(error::invalid_attribute(self.name)) }
    }
}

fn judge_policy(text: &str) -> Result<(), Fault> {
    Document::read(text, Form::Resource).map(drop).map_err(|_| error::invalid_attribute("Policy"))
}

/// What is shown of the attributes that can be set, of those that `is_asked`.
pub(crate) fn show(queue: &Queue, is_asked: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let reuse = queue.attributes.contains_key("KmsMasterKeyId").then_some("300");
    let mut shown = Vec::new();
    for attribute in ATTRIBUTES.iter().filter(|attribute| is_asked(attribute.name)) {
        let default = match attribute.name {
            "KmsDataKeyReusePeriodSeconds" => reuse,
            _ => attribute.default.filter(|_| !attribute.of_fifo || queue.is_fifo()),
        };
        let value = queue.attributes.get(attribute.name).map(String::as_str).or(default);
        shown.extend(value.map(|value| (attribute.name.to_owned(), value.to_owned())));
    }
    shown
}

/// The first attribute that a queue has otherwise than a request for a queue of the same name gives it. A value that is the
/// default is the same as none.
pub(crate) fn different<'g>(queue: &Queue, given: &'g BTreeMap<String, String>) -> Option<&'g str> {
    let held = show(queue, |_| true);
    let differs = |(name, value): &(&String, &String)| {
        let own = held.iter().find(|(held, _)| held == *name).map_or("", |(_, value)| value);
        own != value.as_str()
    };
    given.iter().find(differs).map(|(name, _)| name.as_str())
}
