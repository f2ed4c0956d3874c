//! <https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::model;
use crate::tagged::Tagged;

pub(crate) struct UntagResource;

impl Operation for UntagResource {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::UNTAG_RESOURCE;
    type Input = (Tagged, Vec<String>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let keys = request.fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((Tagged::read(call, request.fields.required("Resource"))?, keys))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (tagged, keys): Self::Input) -> Result<(), Error> {
        tagged.change(engine, |present| present.retain(|key, _| !keys.contains(key)))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
