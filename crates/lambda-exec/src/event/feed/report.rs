//! The event that a function gets of a batch, and the report that it gives back of the items that failed.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting>

use bytes::Bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The event of a batch, of records that are JSON.
pub(super) fn event<'r>(records: impl Iterator<Item = &'r Bytes> + Clone) -> Bytes {
    let len = records.clone().map(|record| record.len() + 1).sum::<usize>();
    let mut event = Vec::with_capacity(len + 16);
    event.extend_from_slice(b"{\"Records\":[");
    for (index, record) in records.enumerate() {
        if index > 0 {
            event.push(b',');
        }
        event.extend_from_slice(record);
    }
    event.extend_from_slice(b"]}");
    event.into()
}

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "batchItemFailures")]
    failures: Option<Vec<Item>>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(rename = "itemIdentifier")]
    id: Option<String>,
}

/// The items that a response with `ReportBatchItemFailures` names, those without an identifier as nothing. Nothing at all if it
/// cannot be read: the whole batch failed then.
pub(super) fn failures(response: &[u8]) -> Option<Vec<Option<String>>> {
    let report: Option<Report> = match serde_json::from_slice(response) {
        Ok(report) => report,
        Err(_) if response.is_empty() || is_empty_list(response) => None,
        Err(_) => return None,
    };
    let failures = report.and_then(|report| report.failures).unwrap_or_default();
    Some(failures.into_iter().map(|Item { id }| id).collect())
}

/// Recorded on 2025-11-25, in one delivery: a success.
fn is_empty_list(response: &[u8]) -> bool {
    serde_json::from_slice::<Vec<IgnoredAny>>(response).is_ok_and(|items| items.is_empty())
}
