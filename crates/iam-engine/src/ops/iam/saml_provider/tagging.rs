//! Tags of SAML providers.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use super::ARN;
use crate::engine::Engine;
use crate::identity_provider::saml::SamlProvider;
use crate::message::page::{Asked, Page};
use crate::message::tags::{self, Tag};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html>
pub(in crate::ops::iam) struct TagSAMLProvider;

impl Operation for TagSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(ARN).to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, added): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut provider = SamlProvider::demand(change, &arn)?;
            tags::merge(&mut provider.tags, added)?;
            change.put(&provider)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagSAMLProvider.html>
pub(in crate::ops::iam) struct UntagSAMLProvider;

impl Operation for UntagSAMLProvider {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_SAML_PROVIDER;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(ARN).to_owned(), tags::keys(&fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut provider = SamlProvider::demand(change, &arn)?;
            tags::remove(&mut provider.tags, &keys);
            change.put(&provider)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html>
pub(in crate::ops::iam) struct ListSAMLProviderTags;

impl Operation for ListSAMLProviderTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SAML_PROVIDER_TAGS;
    const RESOURCE: &'static [&'static str] = &[ARN];
    type Input = (Asked, String);
    type Output = Page<Tag>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListSAMLProviderTags", &[ARN])?;
        Ok((asked, fields.required(ARN).to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (asked, arn): Self::Input) -> Result<Page<Tag>, Fault> {
        let provider = SamlProvider::find(&engine.records, call, &arn)?;
        Ok(tags::page(asked, provider.tags))
    }

    fn reply(page: Page<Tag>) -> Outgoing {
        tags::reply(page, Self::SIGNATURE.output)
    }
}
