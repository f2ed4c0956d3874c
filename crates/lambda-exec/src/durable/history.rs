//! What is shown of executions: their histories, and the executions of a function.

use wire::page::Binding;
use wire::value::{Fields, Slot, Value};

use super::PAGE_BYTES;
use super::error_object::ErrorObject;
use super::event::Event;
use super::execution::Execution;
use super::execution::Outcome;
use super::operation::Operation;
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{ExecutionArn, FunctionId};
use tokio::task::yield_now;

/// How many items a page has where the request does not say.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionHistory.html>
const PAGE: usize = 100;

/// Executions that are looked at before others have their turn.
const LOOKED_AT_AT_ONCE: usize = 64;

/// A page: where it begins, how long it is, and in which order.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    pub(super) marker: Option<String>,
    pub(super) most: usize,
    is_reverse: bool,
}

/// Which executions of a function are asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub(crate) version: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) statuses: Vec<String>,
    /// Milliseconds since the epoch.
    pub(crate) after: Option<u64>,
    pub(crate) before: Option<u64>,
}

impl Filter {
    fn takes(&self, execution: &Execution) -> bool {
        let is_one = |wanted: &Option<String>, is: &str| wanted.as_ref().is_none_or(|wanted| wanted == is);
        let status = execution.status().as_str();
        is_one(&self.version, &execution.version)
            && is_one(&self.name, execution.name())
            && (self.statuses.is_empty() || self.statuses.iter().any(|wanted| wanted == status))
    }

    fn takes_start(&self, started: u64) -> bool {
        self.after.is_none_or(|after| started > after) && self.before.is_none_or(|before| started < before)
    }
}

impl Paging {
    /// What a request says.
    pub(crate) fn read(fields: &Fields) -> Paging {
        let asked = fields.integer("MaxItems").and_then(|asked| usize::try_from(asked).ok());
        let has_order = fields.shape().place_of("ReverseOrder").is_some();
        Paging {
            marker: fields.text("Marker").map(str::to_owned),
            most: asked.filter(|asked| *asked > 0).unwrap_or(PAGE),
            is_reverse: has_order && fields.boolean("ReverseOrder").unwrap_or_default(),
        }
    }

    fn place(&self, binding: &Binding<'_>) -> Result<Option<Vec<u8>>, Error> {
        let marker = self.marker.as_deref().filter(|marker| !marker.is_empty());
        marker.map(|marker| binding.place(marker).map_err(|_| Error::invalid_marker())).transpose()
    }
}

impl Engine {
    /// An execution, as GetDurableExecution shows it.
    pub(crate) fn show_execution(&self, arn: &ExecutionArn, with_data: bool) -> Result<Fields, Error> {
        let execution = Execution::named(&self.store, arn)?;
        let shown = execution.shown(with_data);
        if !with_data {
            return Ok(shown);
        }
        let input = Operation::load(&self.store, &execution.id, 0)?.and_then(|operation| operation.payload);
        let outcome = Outcome::load(&self.store, &execution.id)?.unwrap_or_default();
        Ok(shown
            .with("InputPayload", input)
            .with("Result", outcome.result)
            .with("Error", outcome.error.as_ref().map(ErrorObject::shown)))
    }

    /// A page of an execution's history, as its members, and the marker of the next one.
    pub(crate) fn execution_history(
        &self,
        arn: &ExecutionArn,
        paging: &Paging,
        with_data: bool,
    ) -> Result<(Value, Option<String>), Error> {
        let execution = Execution::named(&self.store, arn)?;
        let order = if paging.is_reverse { "reverse" } else { "" };
        let binding =
            Binding { operation: "lambda:GetDurableExecutionHistory", request: &[&execution.id, order] };
        let last = execution.events;
        let place = match paging.place(&binding)? {
            Some(place) => place.try_into().map(u64::from_be_bytes).map_err(|_| Error::invalid_marker())?,
            None if paging.is_reverse => last,
            None => 1,
        };
        let numbers: Box<dyn Iterator<Item = u64>> =
            if paging.is_reverse { Box::new((1..=place.min(last)).rev()) } else { Box::new(place..=last) };
        let (mut events, mut bytes, mut next) = (Vec::new(), 0, None);
        for number in numbers {
            let Some(event) = Event::load(&self.store, &execution.id, number)? else { continue };
            let len = event.len();
            if events.len() >= paging.most || (bytes + len > PAGE_BYTES && !events.is_empty()) {
                next = Some(binding.token(&number.to_be_bytes()));
                break;
            }
            bytes += len;
            events.push(Slot::There(Value::Struct(event.shown(number, with_data))));
        }
        Ok((Value::List(events), next))
    }

    /// A page of a function's executions, and the marker of the next one: those first that began last, or the other way
    /// round.
    pub(crate) async fn executions_of(
        &self,
        function: &FunctionId,
        filter: &Filter,
        paging: &Paging,
    ) -> Result<(Vec<Fields>, Option<String>), Error> {
        let (order, arn) = (if paging.is_reverse { "reverse" } else { "" }, function.arn().to_string());
        let binding =
            Binding { operation: "lambda:ListDurableExecutionsByFunction", request: &[&arn, order] };
        let mut ids = Execution::ids_of(&self.store, function)?;
        if !paging.is_reverse {
            ids.reverse();
        }
        let place = paging.place(&binding)?;
        let from = match &place {
            Some(place) => {
                let is_it = |(_, id): &(u64, String)| id.as_bytes() == place;
                // If it is gone the listing ends here rather than begin anew.
                ids.iter().position(is_it).unwrap_or(ids.len())
            }
            None => 0,
        };
        let (mut found, mut looked_at) = (Vec::new(), 0_usize);
        for (started, id) in ids.into_iter().skip(from) {
            if !filter.takes_start(started) {
                continue;
            }
            looked_at += 1;
            if looked_at.is_multiple_of(LOOKED_AT_AT_ONCE) {
                yield_now().await;
            }
            let Some(execution) = Execution::load(&self.store, &id)? else { continue };
            if !filter.takes(&execution) {
                continue;
            }
            if found.len() >= paging.most {
                return Ok((found, Some(binding.token(id.as_bytes()))));
            }
            found.push(execution.summary());
        }
        Ok((found, None))
    }
}
