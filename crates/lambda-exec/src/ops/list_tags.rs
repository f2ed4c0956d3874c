//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::error::Error;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;
use crate::tagged::Tagged;

pub(crate) struct ListTags;

impl Operation for ListTags {
    const NAME: &'static str = "ListTags";
    const ROUTE: Route = Route::get("/2017-03-31/tags/{Resource}");
    type Input = Tagged;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Tagged, Error> {
        Tagged::read(call, incoming.path("Resource"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, tagged: Tagged) -> Result<Value, Error> {
        Ok(json!({"Tags": tagged.tags(engine)?}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}
