//! A group's name and its ARNs, and how requests name it.

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use store::space::Fields as KeyFields;
use store::{Key, Space};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;

/// A group's name, with where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GroupName {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) name: String,
}

/// What stands before the name in an ARN's resource.
const RESOURCE: &str = "log-group:";

impl GroupName {
    /// A group of the caller's.
    pub(crate) fn of(call: &Call, name: impl Into<String>) -> GroupName {
        GroupName { account: call.account, region: call.region.clone(), name: name.into() }
    }

    /// The group that `logGroupName` names.
    pub(crate) fn named(fields: &Fields, call: &Call) -> GroupName {
        GroupName::of(call, fields.required("logGroupName"))
    }

    /// The group that a request names by `logGroupName` or by `logGroupIdentifier`.
    ///
    /// # Errors
    ///
    /// It names both (recorded) or neither, or an ARN that is no group's of the caller's.
    pub(crate) fn asked(fields: &Fields, call: &Call) -> Result<GroupName, Fault> {
        match (fields.text("logGroupName"), fields.text("logGroupIdentifier")) {
            (Some(_), Some(_)) => Err(error::name_and_arn()),
            (Some(name), None) => Ok(GroupName::of(call, name)),
            (None, Some(identifier)) => GroupName::identified(identifier, call),
            (None, None) => Err(error::no_name()),
        }
    }

    /// The group that a name or an ARN means, with or without `:*` behind it.
    ///
    /// # Errors
    ///
    /// There is no such group of the caller's.
    pub(crate) fn identified(identifier: &str, call: &Call) -> Result<GroupName, Fault> {
        if !identifier.starts_with("arn:") {
            return Ok(GroupName::of(call, identifier));
        }
        let group = Arn::parse(identifier).and_then(|arn| GroupName::of_arn(&arn));
        let own = group.filter(|group| group.account == call.account && group.region == call.region);
        own.ok_or_else(error::no_group)
    }

    /// The group of an ARN, with or without `:*` behind it.
    pub(crate) fn of_arn(arn: &Arn) -> Option<GroupName> {
        let (account, region) = arn.owner().filter(|_| arn.service == "logs")?;
        let name = arn.resource.strip_prefix(RESOURCE)?;
        let name = name.strip_suffix(":*").unwrap_or(name);
        let is_whole = !name.is_empty() && !name.contains(':');
        is_whole.then(|| GroupName { account, region, name: name.to_owned() })
    }

    /// Its ARN, as `logGroupArn` has it.
    pub(crate) fn arn(&self) -> Arn {
        Arn::regional("logs", &self.region, self.account, format!("{RESOURCE}{}", self.name))
    }

    /// The same with `:*` behind it, as `arn` has it, which policies name.
    pub(crate) fn arn_of_all(&self) -> String {
        format!("{}:*", self.arn())
    }

    /// The ARN of one of its streams.
    pub(crate) fn stream_arn(&self, stream: &str) -> String {
        format!("{}:log-stream:{stream}", self.arn())
    }

    /// The key of its record.
    pub(crate) fn key(&self) -> Key {
        GroupName::all(self.account, &self.region).text(&self.name)
    }

    /// What the keys of all groups of an account and region begin with.
    pub(crate) fn all(account: AccountId, region: &Region) -> Key {
        Key::of(Space::LogsGroup).account(account).region(region)
    }

    /// The group of a key.
    pub(crate) fn of_key(key: &[u8]) -> Option<GroupName> {
        let mut fields = KeyFields::of(key);
        Some(GroupName { account: fields.account()?, region: fields.region()?, name: fields.text()? })
    }
}

/// Whether a new group may have this name.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
///
/// # Errors
///
/// It begins as AWS's own do. The sentence is our guess.
pub(crate) fn check_new(name: &str) -> Result<(), Fault> {
    if name.starts_with("aws/") {
        return Err(error::invalid("Log groups starting with AWS/ are reserved for AWS."));
    }
    Ok(())
}
