//! <https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html>

use std::sync::Arc;

use base::call::Call;
use base::http::Response;

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;
use crate::tagged::Tagged;

pub(crate) struct UntagResource;

impl Operation for UntagResource {
    const NAME: &'static str = "UntagResource";
    const ROUTE: Route = Route::delete("/2017-03-31/tags/{Resource}");
    type Input = (Tagged, Vec<String>);
    type Output = ();

    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error> {
        let given = incoming.query.iter().filter(|(name, _)| name == "tagKeys");
        let keys: Vec<String> = given.map(|(_, key)| key.clone()).collect();
        let mut constraints = Constraints::default();
        constraints.required("tagKeys", keys.first());
        constraints.result()?;
        Ok((Tagged::read(call, incoming.path("Resource"))?, keys))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (tagged, keys): Self::Input) -> Result<(), Error> {
        tagged.change(engine, |present| present.retain(|key, _| !keys.contains(key)))
    }

    fn reply((): ()) -> Response {
        operation::empty(Self::ROUTE.status)
    }
}
