//! Tags of managed policies: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::{self, Tags};
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::identity::policy::Policy;
use crate::message::page::{Asked, Page};
use crate::message::{shown, tags};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html>
pub(in crate::ops::iam) struct TagPolicy;

impl Operation for TagPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Tags), Fault> {
        Ok((fields.required("PolicyArn").to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, added): (String, Tags)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut policy = Policy::demand_own(&engine.records, call.account, &arn)?;
            tags::merge(&mut policy.tags, added)?;
            change.put(&policy)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html>
pub(in crate::ops::iam) struct UntagPolicy;

impl Operation for UntagPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_POLICY;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<(String, Vec<String>), Fault> {
        let keys = fields.texts("TagKeys").map(str::to_owned).collect();
        Ok((fields.required("PolicyArn").to_owned(), keys))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (arn, keys): (String, Vec<String>)) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut policy = Policy::demand_own(&engine.records, call.account, &arn)?;
            tag::remove(&mut policy.tags, keys.iter().map(String::as_str), &tags::LIMITS);
            change.put(&policy)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html>: "The returned list of tags is sorted by
/// tag key."
pub(in crate::ops::iam) struct ListPolicyTags;

impl Operation for ListPolicyTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_POLICY_TAGS;
    const RESOURCE: &'static [&'static str] = &["PolicyArn"];
    type Input = (Asked, String);
    type Output = Page<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<(Asked, String), Fault> {
        let asked = Asked::read(call, &fields, "iam:ListPolicyTags", &["PolicyArn"])?;
        Ok((asked, fields.required("PolicyArn").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, arn): (Asked, String),
    ) -> Result<Page<(String, String)>, Fault> {
        let policy = Policy::demand(&engine.records, call.account, &arn)?;
        Ok(asked.page_of_all(policy.tags, |(key, _)| key.clone()))
    }

    fn reply(page: Page<(String, String)>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
    }
}
