//! Provisioned concurrency: <https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html> and its
//! neighbours.

use std::sync::Arc;

use base::call::Call;
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::provisioned::{Provisioned, Standing};
use crate::function::reserved::{ACCOUNT_LIMIT, Reserved};
use crate::function_name::{FunctionId, LATEST, Named};
use crate::listing::Window;
use crate::model;

/// The version or alias that a request names.
fn qualified(call: &Call, fields: &Fields) -> Result<(FunctionId, String), Error> {
    let Named { id, qualifier } = Named::read(call, fields)?;
    match qualifier {
        Some(qualifier) if qualifier != LATEST => Ok((id, qualifier)),
        _ => Err(Error::published_only()),
    }
}

pub(crate) struct PutProvisionedConcurrencyConfig;

impl Operation for PutProvisionedConcurrencyConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_PROVISIONED_CONCURRENCY_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const LIMITS: &'static str = "Half of the environments that this host may have, 50, are kept ready, of all functions \
         together; what is provisioned beyond that is shown as ready and starts when it is needed.";
    type Input = (FunctionId, String, u64);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let (id, qualifier) = qualified(call, &request.fields)?;
        let requested = request.fields.integer("ProvisionedConcurrentExecutions").unwrap_or(0);
        Ok((id, qualifier, u64::try_from(requested).unwrap_or(0)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Self::Input) -> Result<Fields, Error> {
        let (id, qualifier, requested) = input;
        // What is reserved in the region bounds it.
        let provisioned = engine.store.change(&Reserved::prefix(id.account, &id.region), |records| {
            Function::find(records, &id, Some(&qualifier), || 1.0)?;
            let all = Provisioned::all(records, &id)?;
            let others = all.iter().filter(|other| other.qualifier != qualifier);
            let total = others.map(|other| other.requested).sum::<u64>().saturating_add(requested);
            match Reserved::of(records, &id)? {
                Some(reserved) if total > reserved.into() => return Err(Error::more_than_reserved()),
                Some(_) => {}
                None => {
                    let reserved = Reserved::total(records, id.account, &id.region)?;
                    let left = u64::from(ACCOUNT_LIMIT).saturating_sub(reserved);
                    if total > left {
                        return Err(Error::more_than_unreserved(left));
                    }
                }
            }
            let provisioned =
                Provisioned { qualifier: qualifier.clone(), requested, last_modified: call.now.millis() };
            let mut batch = Batch::new();
            batch.put(Provisioned::key(&id, &qualifier), provisioned.encode()?);
            Ok((batch, provisioned))
        })?;
        engine.provision();
        Ok(provisioned.shown(&Standing::InProgress, Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetProvisionedConcurrencyConfig;

impl Operation for GetProvisionedConcurrencyConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_PROVISIONED_CONCURRENCY_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, String);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        qualified(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, qualifier): Self::Input) -> Result<Fields, Error> {
        Function::find(&engine.store, &id, Some(&qualifier), || 1.0)?;
        let provisioned = Provisioned::load(&engine.store, &id, &qualifier)?;
        let provisioned = provisioned.ok_or_else(Error::nothing_provisioned)?;
        Ok(provisioned.shown(&engine.standings.of(&id, &provisioned), Self::SIGNATURE.output))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct DeleteProvisionedConcurrencyConfig;

impl Operation for DeleteProvisionedConcurrencyConfig {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_PROVISIONED_CONCURRENCY_CONFIG;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (FunctionId, String);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        qualified(call, &request.fields)
    }

    /// The model lists no error for one that is not there.
    async fn run(engine: &Arc<Engine>, _: &Call, (id, qualifier): Self::Input) -> Result<(), Error> {
        engine.store.change(&Reserved::prefix(id.account, &id.region), |records| {
            Function::find(records, &id, Some(&qualifier), || 1.0)?;
            let mut batch = Batch::new();
            batch.delete(Provisioned::key(&id, &qualifier));
            Ok((batch, ()))
        })?;
        engine.provision();
        Ok(())
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

pub(crate) struct ListProvisionedConcurrencyConfigs;

impl Operation for ListProvisionedConcurrencyConfigs {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_PROVISIONED_CONCURRENCY_CONFIGS;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    type Input = (Named, Window);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Named::read(call, fields)?, Window::read(Self::SIGNATURE, fields)?))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (named, window): Self::Input) -> Result<Fields, Error> {
        let id = named.id;
        Function::latest(&engine.store, &id)?;
        let all = Provisioned::all(&engine.store, &id)?;
        let page = window.cut(all.iter(), |provisioned| provisioned.qualifier.clone());
        let show = |provisioned: &Provisioned| {
            let arn = id.qualified_arn(&provisioned.qualifier).to_string();
            let standing = engine.standings.of(&id, provisioned);
            provisioned
                .shown(&standing, &model::PROVISIONED_CONCURRENCY_CONFIG_LIST_ITEM)
                .with("FunctionArn", arn)
        };
        Ok(page.shown(Self::SIGNATURE.output, "ProvisionedConcurrencyConfigs", show))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
