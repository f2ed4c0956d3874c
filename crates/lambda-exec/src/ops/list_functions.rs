//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html>

use std::sync::Arc;

use base::call::Call;
use store::{Key, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::listing::Window;
use crate::model;

pub(crate) struct ListFunctions;

pub(crate) struct Input {
    window: Window,
    all_versions: bool,
    /// Whether only replicas of Lambda@Edge are asked for, of which there are none.
    replicas: bool,
}

impl Operation for ListFunctions {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_FUNCTIONS;
    const LIMITS: &'static str = "There are no replicas of Lambda@Edge.";
    type Input = Input;
    type Output = Fields;

    fn read(_: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let window = Window::read(Self::SIGNATURE, fields)?;
        let (all_versions, replicas) = (fields.has("FunctionVersion"), fields.has("MasterRegion"));
        if replicas && !all_versions {
            // AWS's page says that it must; the words are our guess.
            return Err(Error::invalid("FunctionVersion must be set to ALL when MasterRegion is specified."));
        }
        Ok(Input { window, all_versions, replicas })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Fields, Error> {
        let prefix = Key::of(Space::LambdaFunction).account(call.account).region(&call.region);
        let functions = Function::scan(&engine.store, &prefix)?;
        let listed = functions.iter().filter(|_| !input.replicas);
        let listed = listed.filter(|function| input.all_versions || function.version == LATEST);
        let name = |function: &&Function| format!("{}:{}", function.name, function.version);
        let show = |function: &Function| {
            let (account, region) = (call.account, call.region.clone());
            let id = FunctionId { account, region, name: function.name.clone() };
            function.configuration(&id, input.all_versions.then_some(function.version.as_str()))
        };
        Ok(input.window.cut(listed, name).shown(Self::SIGNATURE.output, "Functions", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
