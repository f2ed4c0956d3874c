//! <https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST, Named};
use crate::model;

pub(crate) struct PutFunctionRecursionConfig;

impl Operation for PutFunctionRecursionConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_FUNCTION_RECURSION_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, bool);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Named::read(call, fields)?.id, fields.text("RecursiveLoop") == Some("Allow")))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Self::Output, Error> {
        let (id, allows_loops) = input;
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut function = Function::latest(records, &id)?;
            function.allows_loops = allows_loops;
            let mut batch = Batch::new();
            batch.put(Function::key(&id, LATEST), function.encode()?);
            Ok((batch, ()))
        })?;
        let shown = if allows_loops { "Allow" } else { "Terminate" };
        Ok(Fields::new(Self::SIGNATURE.output).with("RecursiveLoop", shown))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
