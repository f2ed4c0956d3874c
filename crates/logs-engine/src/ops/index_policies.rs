//! Index policies of groups: kept; queries read all events of their range.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutIndexPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeIndexPolicies.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteIndexPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeFieldIndexes.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};

pub(super) struct PutIndexPolicy;
pub(super) struct DescribeIndexPolicies;
pub(super) struct DeleteIndexPolicy;
pub(super) struct DescribeFieldIndexes;

/// A group has one.
const ONLY: &str = "";

/// The fields of a policy.
fn indexed(document: &str) -> Option<Vec<String>> {
    let document: serde_json::Value = serde_json::from_str(document).ok()?;
    let fields = document.get("Fields").or_else(|| document.get("fields"))?;
    match fields {
        serde_json::Value::Array(names) => {
            names.iter().map(|name| name.as_str().map(str::to_owned)).collect()
        }
        serde_json::Value::Object(names) => Some(names.keys().cloned().collect()),
        _ => None,
    }
}

/// The groups of a request, each with as what it was named.
fn groups(fields: &Fields, call: &Call) -> Result<Vec<(GroupName, String)>, Fault> {
    let names = fields.texts("logGroupIdentifiers");
    names.map(|name| Ok((GroupName::identified(name, call)?, name.to_owned()))).collect()
}

impl Operation for PutIndexPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_INDEX_POLICY;
    const KEPT: &'static [&'static str] = &["policyDocument"];
    type Input = (GroupName, Fields);
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let name = GroupName::identified(fields.required("logGroupIdentifier"), call)?;
        // Our guess of the sentence.
        indexed(fields.required("policyDocument"))
            .ok_or_else(|| error::invalid("The index policy must be JSON with a list of Fields."))?;
        Ok((name, fields))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let policy = asked
            .recast(&model::INDEX_POLICY)
            .with("logGroupIdentifier", name.arn().to_string())
            .with("lastUpdateTime", call.now.millis())
            .with("source", "LOG_GROUP");
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            change.keep(keys::of_group(group.id, OfGroup::IndexPolicy, ONLY), &policy);
            Ok(())
        })?;
        Ok(policy)
    }

    fn reply(policy: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("indexPolicy", policy).into()
    }
}

impl Operation for DescribeIndexPolicies {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_INDEX_POLICIES;
    type Input = (Vec<(GroupName, String)>, Paging);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let paging = Paging::of_size(&fields, 50, "logs:DescribeIndexPolicies", &[])?;
        Ok((groups(&fields, call)?, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (names, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let mut found = Vec::new();
        for (name, _) in names {
            let group = engine.records.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::IndexPolicy, ONLY);
            found.extend(engine.records.kept(&key, &model::INDEX_POLICY)?);
        }
        Ok(paging.page(found, |policy| policy.required("logGroupIdentifier").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "indexPolicies", |kept| kept)
    }
}

impl Operation for DeleteIndexPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_INDEX_POLICY;
    type Input = GroupName;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        GroupName::identified(fields.required("logGroupIdentifier"), call)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        engine.records.change(&[&name.name], |change| {
            let group = change.group(&name)?;
            change.delete(keys::of_group(group.id, OfGroup::IndexPolicy, ONLY));
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for DescribeFieldIndexes {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_FIELD_INDEXES;
    type Input = (Vec<(GroupName, String)>, Paging);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let paging = Paging::of_size(&fields, 100, "logs:DescribeFieldIndexes", &[])?;
        Ok((groups(&fields, call)?, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        _: &Call,
        (names, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let mut found = Vec::new();
        for (name, identifier) in names {
            let group = engine.records.group(&name)?;
            let key = keys::of_group(group.id, OfGroup::IndexPolicy, ONLY);
            let policy = engine.records.kept(&key, &model::INDEX_POLICY)?;
            let fields = policy.and_then(|policy| indexed(policy.required("policyDocument")));
            found.extend(fields.into_iter().flatten().map(|field| {
                Fields::new(&model::FIELD_INDEX)
                    .with("logGroupIdentifier", identifier.as_str())
                    .with("fieldIndexName", field)
                    .with("type", "FIELD_INDEX")
            }));
        }
        Ok(paging.page(found, |index| index.required("fieldIndexName").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "fieldIndexes", |kept| kept)
    }
}
