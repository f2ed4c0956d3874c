//! What a service's recorded answers say otherwise than its model: a table is what the service does.

use serde_json::Number;

use super::model::{Node, Service};

/// Services whose lists and maps hold no null, by their signing names: their answers about elements and values end with
/// `Member must not be null`. Recorded of Lambda's CreateFunction (`architectures`) and CreateAlias (its weights).
const HOLD_NO_NULL: [&str; 1] = ["lambda"];

/// Service, shape, and the constraint of it that the service has otherwise.
const OTHERWISE: [(&str, &str, Otherwise); 5] = [
    // Recorded of CreateFunction: a later layer refuses unknown runtimes, under another code.
    ("lambda", "Runtime", Otherwise::AnyValue),
    // <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
    ("lambda", "EphemeralStorageSize", Otherwise::Max(10_240)),
    // Recorded of PutMetricFilter, which shows a transformation with all its members.
    ("logs", "MetricTransformation", Otherwise::Last("dimensions")),
    // As users report them of PutParameter: <https://github.com/ministryofjustice/modernisation-platform/pull/8116>,
    // <https://github.com/ministryofjustice/cloud-platform-infrastructure/pull/3906>.
    ("ssm", "PSParameterValue", Otherwise::Min(1)),
    ("ssm", "PSParameterValue", Otherwise::Max(32_768)),
];

/// What a constraint is instead.
#[derive(Clone, Copy, Debug)]
enum Otherwise {
    /// The values that the model lists are not judged.
    AnyValue,
    /// Another least value or length.
    Min(i64),
    /// Another greatest value or length.
    Max(i64),
    /// This member stands behind all others.
    Last(&'static str),
}

impl Service {
    /// Puts what is recorded in the place of what the model says.
    pub(super) fn amend(&mut self) {
        let signed_as = self.signed_as().to_owned();
        let own = OTHERWISE.iter().filter(|(service, _, _)| *service == signed_as);
        for (_, shape, otherwise) in own {
            if let Some(node) = self.shapes.get_mut(*shape) {
                node.amend(*otherwise);
            }
        }
        self.holds_null = !HOLD_NO_NULL.contains(&signed_as.as_str());
    }
}

impl Node {
    fn amend(&mut self, otherwise: Otherwise) {
        match otherwise {
            Otherwise::AnyValue => self.r#enum = None,
            Otherwise::Min(min) => self.min = Some(Number::from(min)),
            Otherwise::Max(max) => self.max = Some(Number::from(max)),
            Otherwise::Last(name) => self.members.0.sort_by_key(|(member, _)| member == name),
        }
    }
}
