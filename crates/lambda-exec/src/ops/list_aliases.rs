//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::alias::Alias;
use crate::function_name::{FunctionId, Named};
use crate::listing::Window;
use crate::model;

pub(crate) struct ListAliases;

pub(crate) struct Input {
    id: FunctionId,
    window: Window,
    version: Option<String>,
}

impl Operation for ListAliases {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_ALIASES;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let id = Named::read(call, fields)?.id;
        let version = fields.text("FunctionVersion").map(str::to_owned);
        Ok(Input { id, window: Window::read(Self::SIGNATURE, fields)?, version })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
        let Input { id, window, version } = input;
        Function::latest(&engine.store, &id)?;
        let aliases = Alias::all(&engine.store, &id)?;
        let wanted = aliases.iter().filter(|alias| {
            let second = alias.second.as_ref().map(|(second, _)| second);
            version.as_ref().is_none_or(|version| alias.version == *version || second == Some(version))
        });
        let page = window.cut(wanted, |alias| alias.name.clone());
        Ok(page.shown(Self::SIGNATURE.output, "Aliases", |alias| alias.shown(&id)))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
