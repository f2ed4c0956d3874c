//! What a log group is: its name and ARN, its record, and what is set of it.

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;

use crate::error;

pub(crate) mod name;
pub(crate) mod tag;

/// A log group. Its streams and events stand below its id, so that one of the same name begins with nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) created_ms: u64,
    /// For how many days events are kept; nothing is for ever.
    pub(crate) retention_days: Option<u32>,
    /// Such as `STANDARD`.
    pub(crate) class: String,
    pub(crate) kms_key: Option<String>,
    pub(crate) tags: Tags,
    /// Whether it cannot be deleted.
    pub(crate) is_protected: bool,
    /// Whether clients may send events with a bearer token: kept.
    pub(crate) takes_bearer_tokens: bool,
    pub(crate) metric_filters: u32,
    pub(crate) subscription_filters: u32,
    /// `ACTIVATED` or `DELETED`, once it had a data protection policy.
    pub(crate) data_protection: Option<String>,
}

/// The class of a group for which nobody asks.
pub(crate) const STANDARD: &str = "STANDARD";

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

impl Group {
    /// A new one.
    pub(crate) fn new(id: u64, now_ms: u64) -> Group {
        Group {
            id,
            created_ms: now_ms,
            retention_days: None,
            class: STANDARD.to_owned(),
            kms_key: None,
            tags: Tags::new(),
            is_protected: false,
            takes_bearer_tokens: false,
            metric_filters: 0,
            subscription_filters: 0,
            data_protection: None,
        }
    }

    /// The earliest time of an event that is still kept.
    pub(crate) fn oldest_ms(&self, now_ms: u64) -> u64 {
        self.retention_days.map_or(0, |days| now_ms.saturating_sub(u64::from(days) * DAY_MS))
    }
}

/// How long events can be kept, in days:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>.
const RETENTIONS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// One of the days that AWS allows.
///
/// # Errors
///
/// Another number. The sentence is our guess, after that of broken constraints.
pub(crate) fn retention(days: i64) -> Result<u32, Fault> {
    RETENTIONS.iter().copied().find(|known| i64::from(*known) == days).ok_or_else(|| {
        let all: Vec<String> = RETENTIONS.iter().map(u32::to_string).collect();
        let must = format!("Member must satisfy enum value set: [{}]", all.join(", "));
        let broken = wire::constraint::broken_constraint(&format!("'{days}'"), "retentionInDays", &must);
        error::invalid(wire::constraint::sentence(&[broken]))
    })
}
