//! AWS's managed policies: a table that `conformance -- managed-policies` writes and the binary has in it.
//!
//! Nothing of it is unpacked before a document is asked for, and nothing is kept afterwards.

mod bytes;
mod document;
mod table;

use sha2::{Digest as _, Sha256};

use crate::message::{id, name};
use table::{Entry, Table};

/// A policy of AWS's, in its default version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsPolicy {
    pub(crate) name: String,
    /// `/`, `/service-role/`, …
    pub(crate) path: String,
    /// In the partition that was asked about.
    pub(crate) arn: String,
    /// `ANPA…`. The table's source does not have AWS's own: this one is made of the name, and is always the same.
    pub(crate) id: String,
    /// The default version, `v12`.
    pub(crate) version: String,
    /// Seconds since 1970.
    pub(crate) created_s: u64,
    /// When the default version was made: seconds since 1970.
    pub(crate) updated_s: u64,
    place: table::Place,
}

impl AwsPolicy {
    fn of(entry: Entry<'_>, partition: &str) -> AwsPolicy {
        let Entry { name, path, version, created_s, updated_s, place } = entry;
        let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
        AwsPolicy {
            arn: name::of_aws(partition, "policy", path, name).to_string(),
            id: id::derived(id::Prefix::ManagedPolicy, &digest),
            version: format!("v{version}"),
            path: path.to_owned(),
            name: name.to_owned(),
            created_s,
            updated_s,
            place,
        }
    }

    /// The default version's document, as JSON without spaces. Some milliseconds of work for the longest ones.
    pub(crate) fn document(&self) -> String {
        Table::own().and_then(|table| table.document(self.place)).unwrap_or_default()
    }
}

/// The policy of an ARN, in any partition: `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`.
pub(crate) fn find(arn: &str) -> Option<AwsPolicy> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let resource = rest.strip_prefix("iam::aws:policy")?;
    let wanted = name::last(resource);
    let path = resource.strip_suffix(wanted)?;
    let mut found = None;
    Table::own()?.visit(|entry| {
        if entry.name == wanted && entry.path == path {
            found = Some(AwsPolicy::of(entry, partition));
        }
        found.is_none()
    });
    found
}

/// All of them in a partition, in the order of their names.
pub(crate) fn all_in(partition: &str) -> impl Iterator<Item = AwsPolicy> {
    let mut all = Vec::new();
    if let Some(table) = Table::own() {
        table.visit(|entry| {
            all.push(AwsPolicy::of(entry, partition));
            true
        });
    }
    all.into_iter()
}

/// All of them in the partition `aws`, in the order of their names.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = AwsPolicy> {
    all_in("aws")
}

#[cfg(test)]
mod tests;
