//! The notification configuration of a bucket: which events go where.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html>

use base::arn::{AccountId, Arn};
use base::entropy::Entropy;
use base::seams::Sender;
use s3s::dto;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The notification configuration of a bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NotificationRules(pub(crate) Vec<NotificationRule>);

/// Which events go to which target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NotificationRule {
    pub(crate) id: String,
    pub(crate) kind: TargetKind,
    /// An ARN.
    pub(crate) target: String,
    /// `s3:ObjectCreated:*` and the like.
    pub(crate) events: Vec<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) suffix: Option<String>,
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TargetKind {
    Function,
    Queue,
    Topic,
    /// The event bus of the account, which gets all events. Such a rule has no target and matches none: there is no bus here, and
    /// it is kept and shown. The last, as records have the number of a kind.
    EventBus,
}

/// S3 as the sender of the events of a bucket.
pub(crate) fn sender(partition: &str, bucket: &str, owner: AccountId) -> Sender {
    let arn = Arn {
        partition: partition.to_owned(),
        service: "s3".to_owned(),
        region: String::new(),
        account: String::new(),
        resource: bucket.to_owned(),
    };
    Sender { service: "s3.amazonaws.com", arn, account: owner }
}

impl NotificationRule {
    fn of_event_bus() -> NotificationRule {
        NotificationRule {
            id: String::new(),
            kind: TargetKind::EventBus,
            target: String::new(),
            events: Vec::new(),
            prefix: None,
            suffix: None,
        }
    }

    /// Whether an event such as `ObjectCreated:Put` of a key falls under this rule.
    pub(crate) fn matches(&self, event: &str, key: &str) -> bool {
        self.prefix.as_deref().is_none_or(|prefix| key.starts_with(prefix))
            && self.suffix.as_deref().is_none_or(|suffix| key.ends_with(suffix))
            && self.events.iter().any(|wanted| selects(wanted, event))
    }

    /// Whether one event could fall under both rules. AWS refuses such a pair.
    fn overlaps(&self, other: &NotificationRule) -> bool {
        let either = |a: &Option<String>, b: &Option<String>, within: fn(&str, &str) -> bool| match (a, b) {
            (Some(a), Some(b)) => within(a, b) || within(b, a),
            _ => true,
        };
        self.events.iter().any(|a| {
            other
                .events
                .iter()
                .any(|b| selects(a, b.trim_start_matches("s3:")) || selects(b, a.trim_start_matches("s3:")))
        }) && either(&self.prefix, &other.prefix, |a, b| a.starts_with(b))
            && either(&self.suffix, &other.suffix, |a, b| a.ends_with(b))
    }
}

fn selects(wanted: &str, event: &str) -> bool {
    let wanted = wanted.trim_start_matches("s3:");
    match wanted.strip_suffix('*') {
        Some(family) => event.starts_with(family),
        None => wanted == event,
    }
}

/// The events there are.
const EVENTS: [&str; 30] = [
    "s3:IntelligentTiering",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleExpiration:Delete",
    "s3:LifecycleExpiration:DeleteMarkerCreated",
    "s3:LifecycleTransition",
    "s3:ObjectAcl:Put",
    "s3:ObjectAnnotation:*",
    "s3:ObjectAnnotation:Delete",
    "s3:ObjectAnnotation:Put",
    "s3:ObjectCreated:*",
    "s3:ObjectCreated:CompleteMultipartUpload",
    "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:Post",
    "s3:ObjectCreated:Put",
    "s3:ObjectRemoved:*",
    "s3:ObjectRemoved:Delete",
    "s3:ObjectRemoved:DeleteMarkerCreated",
    "s3:ObjectRestore:*",
    "s3:ObjectRestore:Completed",
    "s3:ObjectRestore:Delete",
    "s3:ObjectRestore:Post",
    "s3:ObjectTagging:*",
    "s3:ObjectTagging:Delete",
    "s3:ObjectTagging:Put",
    "s3:ReducedRedundancyLostObject",
    "s3:Replication:*",
    "s3:Replication:OperationFailedReplication",
    "s3:Replication:OperationMissedThreshold",
    "s3:Replication:OperationNotTracked",
    "s3:Replication:OperationReplicatedAfterThreshold",
];

/// A rule as a request has it.
type AskedRule =
    (TargetKind, String, Option<String>, dto::EventList, Option<dto::NotificationConfigurationFilter>);

impl NotificationRules {
    /// The rules of a request, checked against each other. Whether their targets are there is not looked at.
    pub(crate) fn of_document(
        asked: dto::NotificationConfiguration,
        entropy: &Entropy,
    ) -> Result<NotificationRules> {
        let functions = asked.lambda_function_configurations.into_iter().flatten();
        let queues = asked.queue_configurations.into_iter().flatten();
        let topics = asked.topic_configurations.into_iter().flatten();
        let functions =
            functions.map(|c| (TargetKind::Function, c.lambda_function_arn, c.id, c.events, c.filter));
        let queues = queues.map(|c| (TargetKind::Queue, c.queue_arn, c.id, c.events, c.filter));
        let topics = topics.map(|c| (TargetKind::Topic, c.topic_arn, c.id, c.events, c.filter));
        let mut rules: Vec<NotificationRule> = Vec::new();
        rules.extend(asked.event_bridge_configuration.map(|_| NotificationRule::of_event_bus()));
        for asked in functions.chain(queues).chain(topics) {
            let rule = read(asked, entropy)?;
            if rules.iter().any(|other| other.overlaps(&rule)) {
                return Err(Error::argument(
                    "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
                    "NotificationConfiguration",
                    &rule.id,
                ));
            }
            rules.push(rule);
        }
        Ok(NotificationRules(rules))
    }

    /// Whether all events are to go to the event bus of the account.
    pub(crate) fn has_event_bus(&self) -> bool {
        self.0.iter().any(|rule| rule.kind == TargetKind::EventBus)
    }

    /// Those that name where events go.
    pub(crate) fn with_targets(&self) -> impl Iterator<Item = &NotificationRule> {
        self.0.iter().filter(|rule| rule.kind != TargetKind::EventBus)
    }

    /// As a reply has them.
    pub(crate) fn to_document(&self) -> dto::GetBucketNotificationConfigurationOutput {
        let of = |kind: TargetKind| self.0.iter().filter(move |rule| rule.kind == kind);
        let events = |rule: &NotificationRule| rule.events.iter().cloned().map(dto::Event::from).collect();
        dto::GetBucketNotificationConfigurationOutput {
            event_bridge_configuration: of(TargetKind::EventBus)
                .next()
                .map(|_| dto::EventBridgeConfiguration::default()),
            lambda_function_configurations: Some(
                of(TargetKind::Function)
                    .map(|rule| dto::LambdaFunctionConfiguration {
                        events: events(rule),
                        filter: rule.filter(),
                        id: Some(rule.id.clone()),
                        lambda_function_arn: rule.target.clone(),
                    })
                    .collect(),
            ),
            queue_configurations: Some(
                of(TargetKind::Queue)
                    .map(|rule| dto::QueueConfiguration {
                        events: events(rule),
                        filter: rule.filter(),
                        id: Some(rule.id.clone()),
                        queue_arn: rule.target.clone(),
                    })
                    .collect(),
            ),
            topic_configurations: Some(
                of(TargetKind::Topic)
                    .map(|rule| dto::TopicConfiguration {
                        events: events(rule),
                        filter: rule.filter(),
                        id: Some(rule.id.clone()),
                        topic_arn: rule.target.clone(),
                    })
                    .collect(),
            ),
        }
    }
}

impl NotificationRule {
    fn filter(&self) -> Option<dto::NotificationConfigurationFilter> {
        let rule = |name: &'static str, value: &Option<String>| {
            value.clone().map(|value| dto::FilterRule {
                name: Some(dto::FilterRuleName::from_static(name)),
                value: Some(value),
            })
        };
        // AWS answers with capitals whatever was sent.
        let rules: Vec<_> =
            [rule("Prefix", &self.prefix), rule("Suffix", &self.suffix)].into_iter().flatten().collect();
        (!rules.is_empty()).then_some(dto::NotificationConfigurationFilter {
            key: Some(dto::S3KeyFilter { filter_rules: Some(rules) }),
        })
    }
}

fn read((kind, target, id, events, filter): AskedRule, entropy: &Entropy) -> Result<NotificationRule> {
    let events: Vec<String> = events.into_iter().map(String::from).collect();
    if let Some(unknown) = events.iter().find(|event| !EVENTS.contains(&event.as_str())) {
        return Err(Error::argument("The event is not supported for notifications", "Event", unknown));
    }
    let mut rule = NotificationRule {
        id: id.filter(|id| !id.is_empty()).unwrap_or_else(|| entropy.uuid()),
        kind,
        target,
        events,
        prefix: None,
        suffix: None,
    };
    let filters = filter.and_then(|filter| filter.key).and_then(|key| key.filter_rules);
    for filter in filters.into_iter().flatten() {
        let name = filter.name.as_ref().map(dto::FilterRuleName::as_str).unwrap_or_default().to_owned();
        let (place, twice) = match name.to_ascii_lowercase().as_str() {
            "prefix" => (&mut rule.prefix, "Cannot specify more than one prefix rule in a filter."),
            "suffix" => (&mut rule.suffix, "Cannot specify more than one suffix rule in a filter."),
            _ => {
                return Err(Error::argument(
                    "filter rule name must be either prefix or suffix",
                    "FilterRule.Name",
                    &name,
                ));
            }
        };
        if place.replace(filter.value.unwrap_or_default()).is_some() {
            return Err(Error::argument(twice, "FilterRule.Name", &name));
        }
    }
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(events: &[&str], prefix: &str, suffix: &str) -> NotificationRule {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        NotificationRule {
            id: "r".into(),
            kind: TargetKind::Function,
            target: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
            events: events.iter().map(|event| (*event).to_owned()).collect(),
            prefix: some(prefix),
            suffix: some(suffix),
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html>
    #[test]
    fn rules_select_events_and_keys() {
        let check = |rule: NotificationRule, event: &str, key: &str, expected: bool| {
            assert_eq!(rule.matches(event, key), expected, "{rule:?} {event} {key}");
        };
        check(rule(&["s3:ObjectCreated:*"], "", ""), "ObjectCreated:Put", "a", true);
        check(rule(&["s3:ObjectCreated:*"], "", ""), "ObjectRemoved:Delete", "a", false);
        check(rule(&["s3:ObjectCreated:Put"], "", ""), "ObjectCreated:Copy", "a", false);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "images/a.jpg", true);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "images/a.png", false);
        check(rule(&["s3:ObjectCreated:*"], "images/", ".jpg"), "ObjectCreated:Put", "a.jpg", false);
    }

    /// The same page, examples of valid and invalid configurations.
    #[test]
    fn overlap_is_noticed() {
        let check = |a: NotificationRule, b: NotificationRule, expected: bool| {
            assert_eq!(a.overlaps(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.overlaps(&a), expected, "{b:?} {a:?}");
        };
        let created = ["s3:ObjectCreated:*"];
        check(rule(&created, "images/", ""), rule(&created, "logs/", ""), false);
        check(rule(&created, "images", ""), rule(&created, "images/2026", ""), true);
        check(rule(&created, "images", ".jpg"), rule(&created, "images", ".png"), false);
        check(rule(&created, "", ".jpg"), rule(&created, "images", ".jpg"), true);
        check(rule(&created, "", ""), rule(&["s3:ObjectRemoved:*"], "", ""), false);
        check(rule(&created, "", ""), rule(&["s3:ObjectCreated:Put"], "", ""), true);
    }
}
