//! Policies, and where each is from: those of a user, group or role, and those that a request gives.

use base::arn::AccountId;
use policy::document::{Span, spans};
use policy::{Document, Form};
use wire::fault::Fault;

use crate::error;
use crate::identity::group::Group;
use crate::identity::permissions::Permissions;
use crate::identity::policy::Policy;
use crate::records::Records;
use crate::simulation::entity::{Entity, Kind};

/// A policy, and where it is from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) origin: Origin,
    pub(crate) document: Document,
    /// Where its statements stand in its text.
    pub(crate) spans: Vec<Span>,
}

/// Where a policy is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The request has it, under this name.
    Request(String),
    /// A user, group or role has it alone.
    Inline { kind: Kind, holder: String, name: String },
    /// It is attached to one of them.
    Managed { arn: String, name: String },
}

/// All policies of a user, group or role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// Those that grant and deny: its own, those attached to it, and of a user those of its groups.
    pub(crate) identity: Vec<Source>,
    /// The one that limits what they grant.
    pub(crate) boundary: Option<Source>,
}

impl Source {
    /// A policy that a request gives.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(crate) fn given(name: impl Into<String>, text: &str, form: Form) -> Result<Source, Fault> {
        let name = name.into();
        let document =
            Document::read(text, form).map_err(|wrong| error::simulation::no_policy(&name, &wrong))?;
        Ok(Source { origin: Origin::Request(name), document, spans: spans(text) })
    }

    /// Those of a list that a request gives: `PolicyInputList.1` is AWS's own name of the first.
    ///
    /// # Errors
    ///
    /// One of them is none.
    pub(crate) fn all_given<'t>(
        list: &str,
        texts: impl Iterator<Item = &'t str>,
    ) -> Result<Vec<Source>, Fault> {
        let numbered = texts.zip(1..);
        numbered
            .map(|(text, number)| Source::given(format!("{list}.{number}"), text, Form::Identity))
            .collect()
    }

    fn held(origin: Origin, text: &str) -> Result<Source, Fault> {
        let document =
            Document::read(text, Form::Identity).map_err(|wrong| error::damaged("a policy", wrong))?;
        Ok(Source { origin, document, spans: spans(text) })
    }
}

impl Origin {
    /// `SourcePolicyId`. Those of lists, of roles' own policies and of managed ones are as AWS answers; those of users and
    /// groups are by analogy.
    pub(crate) fn id(&self) -> String {
        match self {
            Origin::Request(name) | Origin::Managed { name, .. } => name.clone(),
            Origin::Inline { kind, holder, name } => format!("{}_{holder}_{name}", kind.text()),
        }
    }
}

/// The policies of a user, group or role. Groups of a user's list that are gone have none.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn held(records: &Records, account: AccountId, entity: &Entity) -> Result<Held, Fault> {
    let (name, permissions, groups) = match entity {
        Entity::User(user) => (&user.name, &user.permissions, user.groups.as_slice()),
        Entity::Group(group) => (&group.name, &group.permissions, &[][..]),
        Entity::Role(role) => (&role.name, &role.permissions, &[][..]),
    };
    let mut identity = Vec::new();
    let mut all = |kind: Kind, holder: &str, permissions: &Permissions| {
        collect(&mut identity, (records, account), (kind, holder), permissions)
    };
    all(entity.kind(), name, permissions)?;
    for group in groups {
        if let Some(group) = records.get::<Group>(account, group)? {
            all(Kind::Group, &group.name, &group.permissions)?;
        }
    }
    let boundary = permissions.boundary.as_deref();
    let boundary = boundary.map(|arn| managed(records, account, arn)).transpose()?.flatten();
    Ok(Held { identity, boundary })
}

fn collect(
    into: &mut Vec<Source>,
    (records, account): (&Records, AccountId),
    (kind, holder): (Kind, &str),
    permissions: &Permissions,
) -> Result<(), Fault> {
    for (name, text) in &permissions.inline {
        let origin = Origin::Inline { kind, holder: holder.to_owned(), name: name.clone() };
        into.push(Source::held(origin, text)?);
    }
    for arn in &permissions.attached {
        into.extend(managed(records, account, arn)?);
    }
    Ok(())
}

/// The managed policy of an ARN in its default version, if it is there: AWS's, or one that the account has made.
///
/// # Errors
///
/// A record cannot be read.
pub(crate) fn managed(records: &Records, account: AccountId, arn: &str) -> Result<Option<Source>, Fault> {
    let Some(policy) = Policy::find(records, account, arn)? else { return Ok(None) };
    let origin = Origin::Managed { arn: arn.to_owned(), name: policy.name.clone() };
    Source::held(origin, &policy.document()).map(Some)
}

#[cfg(test)]
mod tests;
