//! <https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html>

use std::sync::Arc;

use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::model;
use crate::tagged::Tagged;

pub(crate) struct ListTags;

impl Operation for ListTags {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_TAGS;
    type Input = Tagged;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Tagged, Error> {
        Tagged::read(call, request.fields.required("Resource"))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, tagged: Tagged) -> Result<Fields, Error> {
        Ok(Fields::new(Self::SIGNATURE.output).with("Tags", tagged.tags(&engine.store)?))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}
