//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html>

use std::collections::HashSet;
use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};
use store::{Key, Space};

use crate::engine::{CONCURRENCY, Engine};
use crate::error::Error;
use crate::function::Function;
use crate::operation::{self, Incoming, Operation};
use crate::package::{UNZIPPED_LIMIT, ZIPPED_LIMIT};
use crate::route::Route;

/// What all packages of a region may measure together.
const TOTAL_LIMIT: u64 = 80_530_636_800;

pub(crate) struct GetAccountSettings;

impl Operation for GetAccountSettings {
    const NAME: &'static str = "GetAccountSettings";
    const ROUTE: Route = Route::get("/2016-08-19/account-settings");
    type Input = ();
    type Output = Value;

    fn read(_: &Call, _: Incoming) -> Result<(), Error> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Value, Error> {
        let prefix = Key::of(Space::LambdaFunction).account(call.account).region(&call.region);
        let functions = Function::scan(&engine.store, &prefix)?;
        let size: u64 = functions.iter().map(|function| function.code.blob.len()).sum();
        let names: HashSet<&str> = functions.iter().map(|function| function.name.as_str()).collect();
        Ok(json!({
            "AccountLimit": {
                "TotalCodeSize": TOTAL_LIMIT,
                "CodeSizeUnzipped": UNZIPPED_LIMIT,
                "CodeSizeZipped": ZIPPED_LIMIT,
                "ConcurrentExecutions": CONCURRENCY,
                "UnreservedConcurrentExecutions": CONCURRENCY,
            },
            "AccountUsage": {"TotalCodeSize": size, "FunctionCount": names.len()},
        }))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
