//! <https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use base::http::Response;

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::operation::{self, Incoming, Operation};
use crate::route::Route;
use crate::tagged::Tagged;

pub(crate) struct TagResource;

impl Operation for TagResource {
    const NAME: &'static str = "TagResource";
    const ROUTE: Route = Route::post("/2017-03-31/tags/{Resource}").answering(204);
    type Input = (Tagged, BTreeMap<String, String>);
    type Output = ();

    fn read(call: &Call, incoming: Incoming) -> Result<Self::Input, Error> {
        let tags = incoming.members()?.text_map("Tags")?;
        let mut constraints = Constraints::default();
        constraints.required("tags", tags.as_ref());
        constraints.result()?;
        let tagged = Tagged::read(call, incoming.path("Resource"))?;
        let tags = tags.unwrap_or_default();
        if tags.is_empty() {
            // Recorded.
            return Err(Error::invalid("An error occurred and the request cannot be processed."));
        }
        Ok((tagged, tags))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (tagged, tags): Self::Input) -> Result<(), Error> {
        tagged.change(engine, |present| present.extend(tags))
    }

    fn reply((): ()) -> Response {
        operation::empty(Self::ROUTE.status)
    }
}
