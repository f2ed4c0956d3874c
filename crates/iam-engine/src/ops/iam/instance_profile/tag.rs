//! The tags of instance profiles: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html> and
//! its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{self, Tags};
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::identity::instance_profile::InstanceProfile;
use crate::message::page::{Asked, Page};
use crate::message::{shown, tags};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html>
pub(in crate::ops::iam) struct TagInstanceProfile;

impl Operation for TagInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Tags), Fault> {
        Ok((fields.required("InstanceProfileName").to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, added): (String, Tags)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut profile = InstanceProfile::demand(change, &name)?;
            tags::merge(&mut profile.tags, added)?;
            change.put(&profile)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html>
pub(in crate::ops::iam) struct UntagInstanceProfile;

impl Operation for UntagInstanceProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_INSTANCE_PROFILE;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Vec<String>), Fault> {
        let keys = fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((fields.required("InstanceProfileName").to_owned(), keys))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, keys): (String, Vec<String>),
    ) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut profile = InstanceProfile::demand(change, &name)?;
            tag::remove(&mut profile.tags, keys.iter().map(String::as_str), &tags::LIMITS);
            change.put(&profile)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html>: in the order of their keys.
pub(in crate::ops::iam) struct ListInstanceProfileTags;

impl Operation for ListInstanceProfileTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_INSTANCE_PROFILE_TAGS;
    const RESOURCE: &'static [&'static str] = &["InstanceProfileName"];
    type Input = (Asked, String);
    type Output = Page<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, "iam:ListInstanceProfileTags", &["InstanceProfileName"])?;
        Ok((asked, fields.required("InstanceProfileName").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): (Asked, String),
    ) -> Result<Page<(String, String)>, Fault> {
        let profile = engine
            .records
            .get::<InstanceProfile>(call.account, &name)?
            .ok_or_else(|| InstanceProfile::missing(&name))?;
        Ok(asked.page_of_all(profile.tags, |(key, _)| key.clone()))
    }

    fn reply(page: Page<(String, String)>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
    }
}
