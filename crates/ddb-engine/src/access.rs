//! Who may: what resource policies say of a request that names a table, index or stream.
//!
//! With what its account owns a caller may do everything, and with what another account owns it may do what that one's
//! policy allows, and its own session's, if it has one. The table of that, for all services, is `policy::standing`.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html>

use std::sync::Arc;

use ::policy::decision::ResourceKind;
use ::policy::standing::refusal;
use ::policy::{Context, Principal, Request, Standing, standing};
use base::call::Call;

use crate::definition::owner;
use crate::definition::owner::Owner;
use crate::definition::owner::{parse_table_arn, table_name};
use crate::definition::policy::Attached;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::memory::catalog::{Stream, Table};

/// What a request wants to do: the action that policies name, and the index that it reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Act<'a> {
    pub(crate) action: &'static str,
    pub(crate) index: Option<&'a str>,
}

impl Act<'_> {
    /// An action on a table.
    pub(crate) const fn on_table(action: &'static str) -> Act<'static> {
        Act { action, index: None }
    }
}

impl Engine {
    /// The table that a request names by name or ARN, if it exists and the caller may; data operations' errors.
    pub(crate) fn table(&self, call: &Call, act: Act<'_>, name: &str) -> Result<Arc<Table>> {
        // A table that is still being filled is not there yet for reads and writes.
        let table = self.find(call, act, name)?.filter(|table| !table.definition.filling);
        let table = table.ok_or_else(Error::no_table)?;
        self.check_usable(&table)?;
        Ok(table)
    }

    /// The same with table operations' errors.
    pub(crate) fn described(&self, call: &Call, act: Act<'_>, name: &str) -> Result<Arc<Table>> {
        self.find(call, act, name)?.ok_or_else(|| Error::table_not_found(table_name(name)))
    }

    /// The table that a request names by name or ARN, if it exists; an error if the caller may not. The error for
    /// a table of another account does not show whether it is there.
    pub(crate) fn find(&self, call: &Call, act: Act<'_>, name: &str) -> Result<Option<Arc<Table>>> {
        let named = if name.starts_with("arn:") {
            Some(
                parse_table_arn(name)
                    .ok_or_else(|| Error::validation(format!("Invalid table ARN: {name}")))?,
            )
        } else {
            None
        };
        let (owner, plain) = match &named {
            Some((owner, _)) if owner.1 != call.region => return Err(Error::other_region(name)),
            Some((owner, plain)) => (owner.clone(), plain.as_str()),
            None => (owner::owner_of(call), name),
        };
        let table = self.present(&owner, plain)?;
        let Standing::Judged(principal) = standing(call, owner.0) else { return Ok(table) };
        let policy = table.as_ref().and_then(|table| table.definition.regional.policy.as_ref());
        let arn = table.as_ref().map_or_else(|| name.to_owned(), |table| table.arn.clone());
        let resource = act.index.map_or_else(|| arn.clone(), |index| format!("{arn}/index/{index}"));
        let asked = JudgedCall {
            principal: &principal,
            call,
            owner: &owner,
            action: act.action,
            resource: &resource,
        };
        judge_as(&asked, policy)?;
        Ok(table)
    }

    /// The stream that a request names by its ARN, if the caller may.
    pub(crate) fn stream(&self, call: &Call, action: &'static str, arn: &str) -> Result<Arc<Stream>> {
        let owner = owner::stream_owner(arn).ok_or_else(Error::bad_stream_arn)?;
        let stream = self.catalog.stream(&self.store, arn)?.filter(|_| owner.1 == call.region);
        let policy = stream.as_ref().and_then(|stream| stream.definition.policy.as_ref());
        judge(call, &owner, action, arn, policy)?;
        stream.ok_or_else(|| Error::no_stream(arn))
    }
}

/// Whether a caller may do something with what `owner` has.
pub(crate) fn judge(
    call: &Call,
    owner: &Owner,
    action: &str,
    resource: &str,
    policy: Option<&Attached>,
) -> Result<()> {
    match standing(call, owner.0) {
        Standing::Owner => Ok(()),
        Standing::Judged(principal) => {
            judge_as(&JudgedCall { principal: &principal, call, owner, action, resource }, policy)
        }
    }
}

/// Whether a policy denies its own author an action. PutResourcePolicy reports that, though the policy never refuses the
/// author anything.
pub(crate) fn locks_out(call: &Call, action: &str, resource: &str, policy: &Attached) -> bool {
    let owner = owner::owner_of(call);
    let principal = Principal::root(call.region.partition(), call.account);
    judge_as(&JudgedCall { principal: &principal, call, owner: &owner, action, resource }, Some(policy))
        .is_err()
}

/// Who wants what.
struct JudgedCall<'a> {
    principal: &'a Principal,
    call: &'a Call,
    owner: &'a Owner,
    action: &'a str,
    resource: &'a str,
}

/// What a policy and the evaluation logic say of a principal that is judged.
fn judge_as(asked: &JudgedCall<'_>, policy: Option<&Attached>) -> Result<()> {
    let JudgedCall { principal, call, owner, action, resource } = *asked;
    let request = Request {
        principal,
        canonical_user: None,
        action: &format!("dynamodb:{action}"),
        resource,
        owner: owner.0,
        context: &Context::of(call, principal),
    };
    let document = policy.map(|policy| &policy.document);
    match refusal(call, &request, document, ResourceKind::Plain) {
        Some(refusal) => Err(Error::access_denied(refusal)),
        None => Ok(()),
    }
}
