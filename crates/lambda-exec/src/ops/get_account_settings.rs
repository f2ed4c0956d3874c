//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html>

use std::collections::HashSet;
use std::sync::Arc;

use base::call::Call;
use store::{Key, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::layer::LayerVersion;
use crate::function::reserved::{ACCOUNT_LIMIT, Reserved};
use crate::model;
use crate::package::{UNZIPPED_LIMIT, ZIPPED_LIMIT};

/// What all packages of a region may measure together.
const TOTAL_LIMIT: u64 = 80_530_636_800;

pub(crate) struct GetAccountSettings;

impl Operation for GetAccountSettings {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_ACCOUNT_SETTINGS;
    type Input = ();
    type Output = Fields;

    fn read(_: &Call, _: Incoming) -> Result<(), Error> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Fields, Error> {
        let prefix = Key::of(Space::LambdaFunction).account(call.account).region(&call.region);
        let functions = Function::scan(&engine.store, &prefix)?;
        let layers = LayerVersion::scan(&engine.store, &LayerVersion::prefix(call.account, &call.region))?;
        let layers: u64 = layers.iter().map(|version| version.code.blob.len()).sum();
        let size = layers + functions.iter().map(|function| function.code.blob.len()).sum::<u64>();
        let names: HashSet<&str> = functions.iter().map(|function| function.name.as_str()).collect();
        let reserved = Reserved::total(&engine.store, call.account, &call.region)?;
        let limit = Fields::new(&model::ACCOUNT_LIMIT)
            .with("TotalCodeSize", TOTAL_LIMIT)
            .with("CodeSizeUnzipped", UNZIPPED_LIMIT)
            .with("CodeSizeZipped", ZIPPED_LIMIT as u64)
            .with("ConcurrentExecutions", u64::from(ACCOUNT_LIMIT))
            .with("UnreservedConcurrentExecutions", u64::from(ACCOUNT_LIMIT).saturating_sub(reserved));
        let usage = Fields::new(&model::ACCOUNT_USAGE)
            .with("TotalCodeSize", size)
            .with("FunctionCount", names.len() as u64);
        Ok(Fields::new(Self::SIGNATURE.output).with("AccountLimit", limit).with("AccountUsage", usage))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
