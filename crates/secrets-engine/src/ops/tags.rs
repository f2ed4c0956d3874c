//! Tags of secrets.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html>,
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{Tags, merge, remove};
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::secret::id::{self, SecretId};
use crate::secret::tag;

pub(super) struct TagResource;
pub(super) struct UntagResource;

impl Operation for TagResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::TAG_RESOURCE;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, Tags);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((SecretId::asked(&fields, call)?, tag::given(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, tags): Self::Input) -> Result<(), Fault> {
        change(engine, call, &id, |held| {
            merge(held, tags.clone(), &tag::LIMITS);
            tag::check(held)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for UntagResource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UNTAG_RESOURCE;
    const RESOURCE: &'static [&'static str] = &[id::MEMBER];
    type Input = (SecretId, Vec<String>);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let keys = fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((SecretId::asked(&fields, call)?, keys))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (id, keys): Self::Input) -> Result<(), Fault> {
        change(engine, call, &id, |held| {
            remove(held, keys.iter().map(String::as_str), &tag::LIMITS);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

fn change(
    engine: &Engine,
    call: &Call,
    id: &SecretId,
    act: impl Fn(&mut Tags) -> Result<(), Fault>,
) -> Result<(), Fault> {
    engine.records.change(&[&id.name.name], |change| {
        let mut held = change.live(id)?;
        act(&mut held.secret.tags)?;
        held.secret.changed_ms = call.now.millis();
        change.put(held)
    })
}
