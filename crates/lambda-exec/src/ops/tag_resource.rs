//! <https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::model;
use crate::tagged::Tagged;

pub(crate) struct TagResource;

impl Operation for TagResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::TAG_RESOURCE;
    type Input = (Tagged, BTreeMap<String, String>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let tagged = Tagged::read(call, request.fields.required("Resource"))?;
        let tags = request.fields.text_map("Tags").unwrap_or_default();
        if tags.is_empty() {
            // Recorded.
            return Err(Error::invalid("An error occurred and the request cannot be processed."));
        }
        Ok((tagged, tags))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (tagged, tags): Self::Input) -> Result<(), Error> {
        tagged.change(engine, |present| present.extend(tags.clone()))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
