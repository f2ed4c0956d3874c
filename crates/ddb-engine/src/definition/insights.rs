//! Contributor insights: the setting of a table or index, and the names of the CloudWatch rules that AWS makes of it.
//! There is no CloudWatch here: nothing is counted. States and texts: measured on AWS by the authors of
//! ack-api-quirks, 2026-10.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights.html>

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::definition::schema::{Definition, Scope};
use crate::error::{Error, Result};
use crate::message::json::set;

/// The modes, as AWS spells them; the first is what an update means that names none.
pub(crate) const MODES: &[&str] = &["ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"];

/// The setting of a table or index, once it was enabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Insights {
    pub(crate) enabled: bool,
    /// Only keys that were throttled.
    pub(crate) throttled_only: bool,
    /// When it was enabled, which is in the names of the rules.
    pub(crate) since_ms: u64,
    pub(crate) changed_ms: u64,
}

impl Insights {
    /// `ContributorInsightsMode`
    pub(super) fn mode(&self) -> &'static str {
        if self.throttled_only { "THROTTLED_KEYS" } else { "ACCESSED_AND_THROTTLED_KEYS" }
    }

    /// `ContributorInsightsStatus`
    pub(crate) fn status(&self) -> &'static str {
        if self.enabled { "ENABLED" } else { "DISABLED" }
    }
}

/// The index that a request names, if it is a global one of the table.
pub(crate) fn check_index(definition: &Definition, index: Option<&str>) -> Result<()> {
    match index {
        None => Ok(()),
        Some(name) if definition.index(name).is_some_and(|index| index.scope == Scope::Global) => Ok(()),
        Some(name) => Err(Error::index_not_found(name)),
    }
}

/// The names of the rules of a table or index: for accesses and for throttled keys, by partition key and, where there
/// is a sort key, by the whole key.
pub(crate) fn rules(definition: &Definition, index: Option<&str>, insights: &Insights) -> Vec<String> {
    let named = index.and_then(|name| definition.index(name));
    let has_range = !named.map_or(&definition.key, |index| &index.key).range.is_empty();
    let resource =
        index.map_or_else(|| definition.name.clone(), |name| format!("{}-{name}", definition.name));
    let kinds: &[&str] = match (insights.throttled_only, has_range) {
        (false, true) => &["PKC", "SKC", "PKT", "SKT"],
        (false, false) => &["PKC", "PKT"],
        (true, true) => &["PKT", "SKT"],
        (true, false) => &["PKT"],
    };
    let since = insights.since_ms;
    kinds.iter().map(|kind| format!("DynamoDBContributorInsights-{kind}-{resource}-{since}")).collect()
}

/// A reply about a table or index: its names, and what else is said of it.
pub(crate) fn reply(
    definition: &Definition,
    index: Option<&str>,
    status: &str,
    insights: Option<&Insights>,
) -> Value {
    let mut out = json!({"TableName": definition.name, "ContributorInsightsStatus": status});
    if let Some(index) = index {
        set(&mut out, "IndexName", json!(index));
    }
    if let Some(insights) = insights {
        set(&mut out, "ContributorInsightsMode", json!(insights.mode()));
    }
    out
}
