//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListDurableExecutionsByFunction.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::durable::{Filter, Paging};
use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::Named;
use crate::model;

pub(crate) struct ListDurableExecutionsByFunction;

pub(crate) struct Input {
    named: Named,
    filter: Filter,
    paging: Paging,
}

impl Operation for ListDurableExecutionsByFunction {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_DURABLE_EXECUTIONS_BY_FUNCTION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let named = Named::read(call, fields)?;
        let millis = |member| fields.time_ms(member).and_then(|at| u64::try_from(at).ok());
        let filter = Filter {
            version: None,
            name: fields.text("DurableExecutionName").map(str::to_owned),
            statuses: fields.texts("Statuses").map(str::to_owned).collect(),
            after: millis("StartedAfter"),
            before: millis("StartedBefore"),
        };
        Ok(Input { named, filter, paging: Paging::read(fields) })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let Input { named: Named { id, qualifier }, mut filter, paging } = input;
        let function = Function::find(&engine.store, &id, qualifier.as_deref(), || 1.0)?;
        filter.version = qualifier.map(|_| function.version);
        let (executions, marker) = engine.executions_of(&id, &filter, &paging).await?;
        let listed = executions.into_iter().map(|execution| Slot::There(Value::Struct(execution))).collect();
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("DurableExecutions", Value::List(listed))
            .with("NextMarker", marker))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
