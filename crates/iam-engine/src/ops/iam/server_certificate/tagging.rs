//! Tags of server certificates.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use super::NAME;
use crate::certificate::server::ServerCertificate;
use crate::engine::Engine;
use crate::message::page::{Asked, Page};
use crate::message::tags::{self, Tag};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagServerCertificate.html>
pub(in crate::ops::iam) struct TagServerCertificate;

impl Operation for TagServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(NAME).to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, added): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut certificate = ServerCertificate::demand(change, &name)?;
            tags::merge(&mut certificate.tags, added)?;
            change.put(&certificate)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagServerCertificate.html>
pub(in crate::ops::iam) struct UntagServerCertificate;

impl Operation for UntagServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(NAME).to_owned(), tags::keys(&fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut certificate = ServerCertificate::demand(change, &name)?;
            tags::remove(&mut certificate.tags, &keys);
            change.put(&certificate)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificateTags.html>
pub(in crate::ops::iam) struct ListServerCertificateTags;

impl Operation for ListServerCertificateTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SERVER_CERTIFICATE_TAGS;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = (Asked, String);
    type Output = Page<Tag>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListServerCertificateTags", &[NAME])?;
        Ok((asked, fields.required(NAME).to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (asked, name): Self::Input) -> Result<Page<Tag>, Fault> {
        let certificate = ServerCertificate::find(&engine.records, call.account, &name)?;
        Ok(tags::page(asked, certificate.tags))
    }

    fn reply(page: Page<Tag>) -> Outgoing {
        tags::reply(page, Self::SIGNATURE.output)
    }
}
