//! Batches: what must hold of the whole, and what becomes of each entry.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html>

use std::collections::HashSet;

use wire::fault::Fault;
use wire::shape::Shape;
use wire::value::{Fields, Slot, Value};

use crate::error;
use crate::model;

/// How many entries a batch may have.
const MOST: usize = 10;
const MAX_ID: usize = 80;

/// The entries of a batch, each with its id.
///
/// # Errors
///
/// There are none, too many, or their ids cannot be.
pub(crate) fn entries(mut fields: Fields) -> Result<Vec<(String, Fields)>, Fault> {
    let name = fields.shape().name;
    let given = match fields.take("Entries") {
        Slot::There(Value::List(slots)) => slots,
        _ => Vec::new(),
    };
    if given.is_empty() {
        let entry = name.strip_suffix("Request").unwrap_or(name);
        return Err(error::empty_batch(&format!("{entry}RequestEntry")));
    }
    if given.len() > MOST {
        return Err(error::too_many_entries(MOST, given.len()));
    }
    let mut entries = Vec::with_capacity(given.len());
    let mut seen = HashSet::new();
    for slot in given {
        let entry = match slot {
            Slot::There(Value::Struct(entry)) => entry,
            _ => return Err(error::invalid_entry_id()),
        };
        let id = entry.required("Id").to_owned();
        let fits = (1..=MAX_ID).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !fits {
            return Err(error::invalid_entry_id());
        }
        if !seen.insert(id.clone()) {
            return Err(error::entry_id_twice(&id));
        }
        entries.push((id, entry));
    }
    Ok(entries)
}

/// What became of the entries of a batch, each by its id.
pub(crate) type Outcomes<T> = Vec<(String, Result<T, Fault>)>;

/// Does what is to be done with each entry that can be.
///
/// # Errors
///
/// A fault of ours: it fails the whole.
pub(crate) fn each<T, U>(
    entries: Outcomes<T>,
    mut act: impl FnMut(T) -> Result<U, Fault>,
) -> Result<Outcomes<U>, Fault> {
    let mut outcomes = Outcomes::with_capacity(entries.len());
    for (id, entry) in entries {
        match entry.and_then(&mut act) {
            Err(fault) if !fault.sender => return Err(fault),
            outcome => outcomes.push((id, outcome)),
        }
    }
    Ok(outcomes)
}

/// A batch's reply: who succeeded, as `show` shows it, and who failed.
pub(crate) fn reply<T>(
    shape: &'static Shape,
    outcomes: Outcomes<T>,
    show: impl Fn(String, T) -> Fields,
) -> Fields {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (id, outcome) in outcomes {
        match outcome {
            Ok(done) => successful.push(Slot::There(Value::Struct(show(id, done)))),
            Err(fault) => failed.push(Slot::There(Value::Struct(failure(id, &fault)))),
        }
    }
    let list = |slots: Vec<Slot>| (!slots.is_empty()).then_some(Value::List(slots));
    Fields::new(shape).with("Successful", list(successful)).with("Failed", list(failed))
}

fn failure(id: String, fault: &Fault) -> Fields {
    // Recorded: entries have query's codes in both protocols.
    let code = fault.query_code.map_or_else(|| fault.code.to_string(), str::to_owned);
    Fields::new(&model::BATCH_RESULT_ERROR_ENTRY)
        .with("Id", id)
        .with("SenderFault", fault.sender)
        .with("Code", code)
        .with("Message", fault.message.clone())
}
