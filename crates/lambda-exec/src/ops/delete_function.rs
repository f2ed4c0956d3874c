//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html>

use std::sync::Arc;

use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::alias::Alias;
use crate::function::event_invoke_config::EventInvokeConfig;
use crate::function::policy::Policy;
use crate::function::provisioned::Provisioned;
use crate::function::reserved::Reserved;
use crate::function::url_config::UrlConfig;
use crate::function::{Function, scaling};
use crate::function_name::{FunctionId, LATEST, Named};
use crate::model;

pub(crate) struct DeleteFunction;

impl Operation for DeleteFunction {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_FUNCTION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = Named;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Named, Error> {
        let named = Named::read(call, &request.fields)?;
        if named.qualifier.as_deref() == Some(LATEST) { Err(Error::latest_stays()) } else { Ok(named) }
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Named { id, qualifier }: Named) -> Result<(), Error> {
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            Function::latest(records, &id)?;
            let batch = match &qualifier {
                Some(version) => delete_version(engine, &id, version)?,
                None => delete_all(engine, &id)?,
            };
            Ok((batch, ()))
        })?;
        engine.pool.retire_function(id.account.as_str(), id.region.as_str(), &id.name, qualifier.as_deref());
        engine.let_go_of_code(&id)?;
        engine.provision();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        // The model has 200, and a member for another status: AWS's page names this one.
        Fields::new(Self::SIGNATURE.output).with("StatusCode", 204_u32).into()
    }
}

/// A version that is not there is no error (recorded).
fn delete_version(engine: &Engine, id: &FunctionId, version: &str) -> Result<Batch, Error> {
    let aliases = Alias::all(&engine.store, id)?;
    let leads_there = |alias: &&Alias| {
        alias.version == version || alias.second.as_ref().is_some_and(|(second, _)| second == version)
    };
    if let Some(alias) = aliases.iter().find(leads_there) {
        return Err(Error::version_has_alias(&alias.name));
    }
    let mut batch = Batch::new();
    if let Some(function) = Function::load(&engine.store, id, version)? {
        batch.delete(Function::key(id, version));
        batch.delete(EventInvokeConfig::key(id, Some(version)));
        batch.delete(Provisioned::key(id, version));
        batch.delete(scaling::key(id, version));
        function.unlink(&mut batch);
    }
    Ok(batch)
}

fn delete_all(engine: &Engine, id: &FunctionId) -> Result<Batch, Error> {
    let mut batch = Batch::new();
    for function in Function::versions(&engine.store, id)? {
        batch.delete(Function::key(id, &function.version));
        function.unlink(&mut batch);
    }
    for alias in Alias::all(&engine.store, id)? {
        batch.delete(Alias::key(id, &alias.name));
    }
    Policy::delete_all(&engine.store, id, &mut batch)?;
    EventInvokeConfig::delete_all(&engine.store, id, &mut batch)?;
    for url in UrlConfig::all(&engine.store, id)? {
        url.delete(&mut batch, id);
    }
    Provisioned::delete_all(&engine.store, id, &mut batch)?;
    scaling::delete_all(&engine.store, id, &mut batch)?;
    batch.delete(Reserved::key(id));
    Ok(batch)
}
