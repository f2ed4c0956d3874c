//! Tables and streams as the operations of resource policies name them: by ARN, and only the owner's own. Texts:
//! measured on AWS by the authors of ack-api-quirks, 2026-10.

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;

use crate::access;
use crate::definition::owner::owner_of;
use crate::definition::policy::Attached;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Error, Result};
use crate::memory::catalog::{Stream, Table};
use crate::message::shape::{Kind, Member};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};

/// `ResourceArn`
pub(crate) const RESOURCE_ARN: Member =
    Member::ruled("ResourceArn", Kind::Text, &[NotNull, LengthMin(1), LengthMax(1283)]);

/// `ExpectedRevisionId`
pub(crate) const EXPECTED_REVISION_ID: Member =
    Member::ruled("ExpectedRevisionId", Kind::Text, &[LengthMin(1), LengthMax(255)]);

/// The revision that says: there is no policy.
const NO_POLICY: &str = "NO_POLICY";

/// What can have a policy.
#[derive(Debug)]
pub(crate) enum Resource {
    Table(Arc<Table>),
    Stream(Arc<Stream>),
}

impl Resource {
    /// The policy that it has.
    pub(crate) fn policy(&self) -> Option<&Attached> {
        match self {
            Resource::Table(table) => table.definition.regional.policy.as_ref(),
            Resource::Stream(stream) => stream.definition.policy.as_ref(),
        }
    }

    /// As messages name it.
    fn name(&self) -> String {
        match self {
            Resource::Table(table) => format!("table {}", table.definition.name),
            Resource::Stream(stream) => format!("stream {}", stream.arn),
        }
    }

    /// Refuses a change that expects another revision than there is.
    pub(crate) fn check_revision(&self, expected: Option<&str>) -> Result<()> {
        let Some(expected) = expected else { return Ok(()) };
        let refused = |what: String| {
            Err(Error::no_policy(format!(
                "Requested update for policy with revision id {expected}, but {what}"
            )))
        };
        match self.policy() {
            None if expected == NO_POLICY => Ok(()),
            None => refused(format!("{} has no associated policy.", self.name())),
            Some(policy) if policy.revision.to_string() == expected => Ok(()),
            Some(policy) => refused(format!(
                "the policy associated to target {} with revision id {} did not match.",
                self.name(),
                policy.revision
            )),
        }
    }
}

impl Engine {
    /// What an ARN names, if the caller owns it.
    pub(crate) fn policed(&self, call: &Call, action: &'static str, arn: &str) -> Result<Resource> {
        let owner = check_arn(call, arn)?;
        let rest = owner.resource.strip_prefix("table/").unwrap_or_default();
        let owner = owner_of(call);
        let resource = match rest.split_once('/') {
            None => {
                let table = self.present(&owner, rest)?;
                Resource::Table(table.ok_or_else(|| Error::table_not_found(rest))?)
            }
            Some(_) => {
                let stream = self.catalog.stream(&self.store, arn)?;
                Resource::Stream(stream.ok_or_else(|| Error::no_stream(arn))?)
            }
        };
        // The owner's root user can always delete a policy, whatever is enforced.
        if action != "DeleteResourcePolicy" {
            access::judge(call, &owner, action, arn, resource.policy())?;
        }
        Ok(resource)
    }

    /// Gives a resource another policy, or none. `change` is called with the resource as it is, again if another change comes
    /// between, and gives what it is to have; nothing if it stays as it is.
    pub(crate) fn set_policy(
        &self,
        resource: &Resource,
        mut change: impl FnMut(&Resource) -> Result<Option<Option<Attached>>>,
    ) -> Result<()> {
        let (owner, name) = match resource {
            Resource::Table(table) => (&table.owner, &table.definition.name),
            Resource::Stream(stream) => (&stream.owner, &stream.definition.table),
        };
        self.deciding(owner, name, || self.decide_policy(resource, &mut change))
    }

    fn decide_policy(
        &self,
        resource: &Resource,
        change: &mut impl FnMut(&Resource) -> Result<Option<Option<Attached>>>,
    ) -> Result<()> {
        match resource {
            Resource::Table(table) => {
                let present = self.renewed(table)?;
                let Some(policy) = change(&Resource::Table(present.clone()))? else { return Ok(()) };
                let mut definition = present.definition.clone();
                definition.regional.policy = policy;
                let stream = present.stream.clone();
                self.replace_table(&present, definition, stream, Definitions::new()).map(drop)
            }
            Resource::Stream(stream) => {
                let present = self.catalog.stream(&self.store, &stream.arn)?;
                let present = present.ok_or_else(|| Error::no_stream(&stream.arn))?;
                let Some(policy) = change(&Resource::Stream(present.clone()))? else { return Ok(()) };
                let mut definition = present.definition.clone();
                definition.policy = policy;
                let next = Stream::new(present.owner.clone(), definition, present.tail.clone());
                self.replace_stream(&present, next)
            }
        }
    }

    /// Puts another definition in a stream's place, in its table too if it is open.
    fn replace_stream(&self, present: &Stream, next: Stream) -> Result<()> {
        let mut beside = Definitions::new();
        beside.stream(Some(present), &next)?;
        let table = self.catalog.table(&self.store, &next.owner, &next.definition.table)?;
        let open = table.filter(|table| table.definition.stream == Some(next.definition.id));
        match open {
            Some(table) => {
                let definition = table.definition.clone();
                self.replace_table(&table, definition, Some(Arc::new(next)), beside).map(drop)
            }
            None => self.commit_definitions(beside),
        }
    }
}

/// The ARN of a table or stream in the caller's account and region.
fn check_arn(call: &Call, text: &str) -> Result<Arn> {
    if !text.starts_with("arn:") {
        return Err(Error::invalid(format!("ARNs must start with 'arn:': {text}")));
    }
    let arn = Arn::parse(text).filter(|arn| arn.service == "dynamodb");
    let arn =
        arn.ok_or_else(|| Error::invalid(format!("Provided Arn is not a DynamoDB resource arn: {text}")))?;
    let rest = arn.resource.strip_prefix("table/").filter(|rest| !rest.is_empty());
    if rest.is_none_or(|rest| rest.contains('/') && !rest.contains("/stream/")) {
        return Err(Error::invalid(format!(
            "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {text}"
        )));
    }
    if arn.account != call.account.as_str() {
        return Err(Error::validation(
            "This action is only supported by accounts that match the resource owner’s account.",
        ));
    }
    if arn.region != call.region.as_str() || arn.partition != call.region.partition() {
        return Err(Error::invalid(format!("Invalid resource Arn: {text}")));
    }
    Ok(arn)
}
