//! What a handler is given of the state: its operations, in the order in which they began, without those below a context that
//! has ended.

use std::collections::HashMap;

use serde_json::{Map, Value as Json, json};
use wire::page::Binding;
use wire::value::{Fields, Slot, Value};

use super::execution::Execution;
use super::history::Paging;
use super::operation::{Operation, Type, listed};
use super::{PAGE_BYTES, token};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::ExecutionArn;
use crate::records::Records;

/// The most operations that a handler is given with its event: as many as it can ask for at once.
const FIRST_PAGE: usize = 1000;

/// Some operations, and where the next ones begin.
#[derive(Debug)]
pub(crate) struct Page {
    operations: Vec<Operation>,
    next: Option<u64>,
    execution: String,
}

impl Page {
    /// The operations from a number on.
    pub(super) fn read(
        records: &Records,
        execution: &Execution,
        from: u64,
        most: usize,
    ) -> Result<Page, Error> {
        let id = &execution.id;
        let (mut operations, mut bytes, mut next) = (Vec::new(), 0, None);
        let mut hidden = HashMap::new();
        for number in from..execution.operations {
            let Some(operation) = Operation::load(records, id, number)? else { continue };
            if let Some(parent) = &operation.parent
                && is_hidden(records, id, parent, &mut hidden)?
            {
                continue;
            }
            let len = operation.len();
            if operations.len() >= most || (bytes + len > PAGE_BYTES && !operations.is_empty()) {
                next = Some(number);
                break;
            }
            bytes += len;
            operations.push(operation);
        }
        Ok(Page { operations, next, execution: id.clone() })
    }

    /// The operations, as a member.
    pub(crate) fn operations(&self) -> Value {
        listed(&self.operations, &self.execution)
    }

    /// How the next ones are asked for.
    pub(crate) fn marker(&self) -> Option<String> {
        self.next.map(|next| binding(&self.execution, |binding| binding.token(&next.to_be_bytes())))
    }

    pub(super) fn is_long(&self) -> bool {
        self.operations.iter().map(Operation::len).sum::<usize>() > base::task::AT_ONCE
    }
}

/// The number that a marker leads to.
fn place(execution: &str, marker: &str) -> Result<u64, Error> {
    let place = binding(execution, |binding| binding.place(marker)).ok();
    let number = place.and_then(|place| Some(u64::from_be_bytes(place.try_into().ok()?)));
    number.ok_or_else(Error::invalid_marker)
}

fn binding<T>(execution: &str, act: impl FnOnce(Binding<'_>) -> T) -> T {
    act(Binding { operation: "lambda:GetDurableExecutionState", request: &[execution] })
}

/// Whether nothing below this context is given: it has ended, and does not replay its children, or lies below one of which
/// that is so.
fn is_hidden(
    records: &Records,
    execution: &str,
    context: &str,
    known: &mut HashMap<String, bool>,
) -> Result<bool, Error> {
    // Up to one that is known, or that lies below none. A context is there before what is below it, so there is no circle.
    let (mut above, mut at) = (Vec::new(), Some(context.to_owned()));
    let mut hidden = false;
    while let Some(id) = at.take() {
        if let Some(known) = known.get(&id) {
            hidden = *known;
            break;
        }
        let number = Operation::number_of(records, execution, &id)?;
        let operation = number.map_or(Ok(None), |number| Operation::load(records, execution, number))?;
        let Some(operation) = operation.filter(|operation| operation.kind == Type::Context) else { break };
        at.clone_from(&operation.parent);
        above.push((id, operation.has_ended() && !operation.replays_children));
    }
    for (id, is_closed) in above.into_iter().rev() {
        hidden |= is_closed;
        known.insert(id, hidden);
    }
    Ok(hidden)
}

impl Engine {
    /// The operations of an execution, for its handler.
    pub(crate) fn execution_state(
        &self,
        arn: &ExecutionArn,
        token: &str,
        paging: &Paging,
    ) -> Result<Page, Error> {
        let execution = Execution::named(&self.store, arn).map_err(|error| match error.source {
            Some(_) => error,
            None => Error::invalid_checkpoint_token(),
        })?;
        Engine::check_token(&execution, token)?;
        let marker = paging.marker.as_deref().filter(|marker| !marker.is_empty());
        let from = marker.map_or(Ok(0), |marker| place(&execution.id, marker))?;
        Page::read(&self.store, &execution, from, paging.most)
    }
}

/// What the handler of an execution is invoked with.
#[derive(Debug)]
pub(super) struct Input {
    arn: String,
    token: String,
    page: Page,
    /// Operations that have changed since the last invocation ended.
    updated: Vec<String>,
}

impl Input {
    pub(super) fn of(records: &Records, execution: &Execution, changed: &[u64]) -> Result<Input, Error> {
        let mut updated = Vec::new();
        for number in changed.iter().filter(|number| **number > 0) {
            updated.extend(Operation::load(records, &execution.id, *number)?.map(|operation| operation.id));
        }
        let page = Page::read(records, execution, 0, FIRST_PAGE)?;
        let token = token::checkpoint(&execution.id, execution.tokens);
        Ok(Input { arn: execution.arn().to_string(), token, page, updated })
    }

    pub(super) fn is_long(&self) -> bool {
        self.page.is_long()
    }

    /// As the SDKs read it: the members are the API's, and times are milliseconds.
    pub(super) fn json(&self) -> String {
        let state = json!({
            "Operations": in_an_event(&self.page.operations()),
            "NextMarker": self.page.marker().unwrap_or_default(),
        });
        json!({
            "DurableExecutionArn": self.arn,
            "CheckpointToken": self.token,
            "InitialExecutionState": state,
            "UpdatedOperationIds": self.updated,
        })
        .to_string()
    }
}

/// A value as it stands in a handler's event.
fn in_an_event(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Document(text) => text.as_str().into(),
        Value::Boolean(is_on) => (*is_on).into(),
        Value::Integer(number) | Value::Time(number) => (*number).into(),
        Value::Double(number) => (*number).into(),
        Value::Blob(bytes) => String::from_utf8_lossy(bytes).into(),
        Value::List(slots) => slots.iter().filter_map(Slot::value).map(in_an_event).collect(),
        Value::Map(entries) => entries
            .iter()
            .filter_map(|(key, slot)| Some((key.clone(), in_an_event(slot.value()?))))
            .collect::<Map<String, Json>>()
            .into(),
        Value::Struct(fields) => members_in_an_event(fields),
    }
}

fn members_in_an_event(fields: &Fields) -> Json {
    let members = fields.shape().members.iter().zip(fields.slots());
    members
        .filter_map(|(member, slot)| Some((member.name.to_owned(), in_an_event(slot.value()?))))
        .collect::<Map<String, Json>>()
        .into()
}
