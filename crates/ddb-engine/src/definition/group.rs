//! What makes a table a replica of a global table (version 2019.11.21): the group that it is in, and what of its definition
//! all of the group share. Texts: measured on AWS by the authors of ack-api-quirks, 2026-10, unless a comment says
//! otherwise.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html>

use std::time::Duration;

use base::arn::Region;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::definition::owner::Owner;
use crate::definition::schema::{Definition, Sse};
use crate::error::{Error, Result};

/// How long a region that another replica was made from cannot go before that one.
const SOURCE_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// A global table. The same in the definitions of all its replicas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// In the order in which they came.
    pub(crate) members: Vec<GroupMember>,
    /// `MultiRegionConsistency` is `STRONG`.
    pub(crate) strong: bool,
    /// The region that takes part in strong consistency without a table.
    pub(crate) witness: Option<String>,
}

/// One region of a global table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GroupMember {
    pub(crate) region: String,
    /// The region that it was made from; nothing for the first.
    pub(crate) source: Option<String>,
    pub(crate) added_ms: u64,
}

impl Group {
    /// A global table of one region so far.
    pub(crate) fn of(region: &Region, now_ms: u64) -> Group {
        let first = GroupMember { region: region.as_str().to_owned(), source: None, added_ms: now_ms };
        Group { members: vec![first], strong: false, witness: None }
    }

    /// Whether a region has a replica.
    pub(crate) fn has(&self, region: &str) -> bool {
        self.members.iter().any(|member| member.region == region)
    }

    /// Without a region; nothing if that leaves a single table.
    pub(crate) fn without(&self, regions: &[String]) -> Option<Group> {
        let mut rest = self.clone();
        rest.members.retain(|member| !regions.contains(&member.region));
        (rest.members.len() > 1).then_some(rest)
    }

    /// Refuses to let a region go that another replica was made from less than a day ago. Text: measured on AWS by the
    /// authors of ack-api-quirks, 2026-10.
    pub(crate) fn check_no_source(&self, regions: &[String], now: Timestamp) -> Result<()> {
        let binds = |member: &GroupMember| {
            let added = Timestamp::from_millis(member.added_ms);
            let needed = member.source.as_ref().is_some_and(|source| regions.contains(source));
            needed && !regions.contains(&member.region) && now.since(added) < SOURCE_FOR
        };
        if self.members.iter().any(binds) {
            return Err(Error::validation(
                "Replica cannot be deleted because it has acted as a source region for new replica(s) being added to \
                 the table in the last 24 hours.",
            ));
        }
        Ok(())
    }
}

impl Definition {
    /// Whether transactions and the like meet a global table of strong consistency, which has none of them.
    pub(crate) fn is_strong(&self) -> bool {
        self.group.as_ref().is_some_and(|group| group.strong)
    }

    /// Another replica's definition once this one, changed from `before`, is committed: the schema, billing, TTL and
    /// kind of encryption are one for all; the table's class is, where it is changed for all.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-CoreConcepts.html>
    pub(crate) fn shared_with(&self, before: &Definition, peer: &Definition, owner: &Owner) -> Definition {
        let mut next = peer.clone();
        next.attributes.clone_from(&self.attributes);
        next.indexes.clone_from(&self.indexes);
        next.vectors.clone_from(&self.vectors);
        next.next_index = self.next_index;
        next.billing = self.billing.clone();
        next.ttl.clone_from(&self.ttl);
        next.expiry = self.expiry;
        next.ttl_changed_ms = self.ttl_changed_ms;
        next.group.clone_from(&self.group);
        next.recovery.snapshots.clone_from(&self.recovery.snapshots);
        next.recovery.dropped_ms = next.recovery.dropped_ms.max(self.recovery.dropped_ms);
        if self.table_class != before.table_class {
            next.table_class.clone_from(&self.table_class);
        }
        if self.sse.is_some() != before.sse.is_some() {
            next.sse = self.sse.as_ref().map(|_| Sse::managed(owner));
        }
        next.regional.auto_scaling.share_writes(&self.regional.auto_scaling);
        next
    }
}

/// A strongly consistent global table ends as a whole.
pub(crate) fn one_of_strong() -> Error {
    Error::validation(
        "Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set to \
         STRONG.",
    )
}

/// A replica that is protected stays.
pub(crate) fn check_unprotected(table: &Definition, region: &Region) -> Result<()> {
    if !table.deletion_protection {
        return Ok(());
    }
    Err(Error::validation(format!(
        "Cannot delete table {} in region {} because it has deletion protection enabled. Disable deletion protection \
         first.",
        table.name, region
    )))
}

/// In a global table, one region's key is exchanged for another of the customer's, not its kind for the other. The
/// wording for a change of the kind is our guess.
pub(crate) fn check_key_change(before: &Definition, after: &Definition) -> Result<()> {
    let is_own = |sse: &Option<Sse>| sse.as_ref().is_some_and(|sse| !sse.is_managed());
    if after.group.is_some() && after.sse.is_some() && is_own(&before.sse) != is_own(&after.sse) {
        return Err(Error::invalid("KMSMasterKeyId must be specified for each replica."));
    }
    Ok(())
}
