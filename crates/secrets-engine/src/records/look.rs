//! What is read of secrets, inside a change and outside.

use std::ops::{Bound, ControlFlow};

use base::arn::{Arn, Region};
use bytes::Bytes;
use store::{Order, Store};
use wire::fault::Fault;

use super::{keys, read};
use crate::error;
use crate::secret::cross_account::Status;
use crate::secret::id::SecretId;
use crate::secret::name::SecretName;
use crate::secret::replica::Standing;
use crate::secret::{Entry, Secret};

/// Reads.
pub(super) struct Look<'s>(pub(super) &'s Store);

/// A secret, as it is found where it is named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Where it was found.
    pub(crate) name: SecretName,
    /// What it is: of a replica what its primary is, but for its own key and the day of its own last reading.
    pub(crate) secret: Secret,
    /// What stands there, of a replica.
    pub(crate) standing: Option<Standing>,
    /// Whose values it has: its own, or those of what it repeats.
    pub(crate) values: SecretName,
    /// The ARN that these are bound to.
    pub(crate) values_arn: String,
}

impl Found {
    /// Its ARN.
    pub(crate) fn arn(&self) -> Arn {
        self.name.arn(&self.secret.suffix)
    }

    /// The text of its ARN.
    pub(crate) fn arn_text(&self) -> String {
        self.name.arn_text(&self.secret.suffix)
    }

    /// The same, unless it is marked for deletion.
    ///
    /// # Errors
    ///
    /// It is.
    pub(crate) fn alive(self) -> Result<Found, Fault> {
        if self.secret.deletes_ms.is_some() { Err(error::marked_for_deletion()) } else { Ok(self) }
    }

    fn of(name: &SecretName, secret: Secret) -> Found {
        let values_arn = name.arn_text(&secret.suffix);
        Found { name: name.clone(), secret, standing: None, values: name.clone(), values_arn }
    }
}

impl Look<'_> {
    pub(super) fn entry(&self, name: &SecretName) -> Result<Option<Entry>, Fault> {
        let held = self.0.get(name.key().as_bytes()).map_err(error::store)?;
        held.map(|bytes| read(&bytes)).transpose()
    }

    pub(super) fn value(&self, name: &SecretName, version: &str) -> Result<Option<Bytes>, Fault> {
        self.0.get(keys::value(name, version).as_bytes()).map_err(error::store)
    }

    pub(super) fn find(&self, id: &SecretId) -> Result<Found, Fault> {
        let found = self.named(&id.name)?.filter(|found| id.means(&found.secret.suffix));
        found.ok_or_else(error::no_secret)
    }

    pub(super) fn named(&self, name: &SecretName) -> Result<Option<Found>, Fault> {
        match self.entry(name)? {
            Some(Entry::Own(secret)) => self.own(name, *secret).map(Some),
            Some(Entry::Replica(standing)) => self.replica(name, standing),
            None => Ok(None),
        }
    }

    /// A secret of its own, whose values may be another account's.
    fn own(&self, name: &SecretName, secret: Secret) -> Result<Found, Fault> {
        let mut found = Found::of(name, secret);
        let primary = found.secret.primary.as_ref().filter(|primary| primary.status == Status::InSync);
        let primary = primary.and_then(|primary| SecretId::of_arn(&Arn::parse(&primary.arn)?));
        if let Some(id) = primary
            && let Some(Entry::Own(primary)) = self.entry(&id.name)?
            && id.means(&primary.suffix)
        {
            found.values_arn = id.name.arn_text(&primary.suffix);
            found.values = id.name;
            found.secret.versions = primary.versions;
        }
        Ok(found)
    }

    fn replica(&self, name: &SecretName, standing: Standing) -> Result<Option<Found>, Fault> {
        let region = Region::parse(&standing.primary);
        let region = region.ok_or_else(|| error::damaged("a replica", &standing.primary))?;
        let primary = name.in_region(&region);
        let Some(Entry::Own(secret)) = self.entry(&primary)? else { return Ok(None) };
        let mut found = self.own(&primary, *secret)?;
        found.name = name.clone();
        found.secret.kms_key.clone_from(&standing.kms_key);
        found.secret.accessed_day = standing.accessed_day;
        found.standing = Some(standing);
        Ok(Some(found))
    }

    /// What is due until a moment, and when the next is, of what is wanted.
    pub(super) fn due(
        &self,
        now_ms: u64,
        most: usize,
        is_wanted: impl Fn(&SecretName) -> bool,
    ) -> Result<(Vec<SecretName>, Option<u64>), Fault> {
        let (all, mut due, mut next_ms) = (keys::all_due(), Vec::new(), None);
        let end = all.end();
        let scanned =
            self.0.scan(all.from_here(), Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |key, _| {
                match keys::due_of(key) {
                    Some((at_ms, name)) if is_wanted(&name) => {
                        if at_ms > now_ms || due.len() == most {
                            next_ms = Some(at_ms);
                            return ControlFlow::Break(());
                        }
                        due.push(name);
                    }
                    _ => {}
                }
                ControlFlow::Continue(())
            });
        scanned.map_err(error::store)?;
        Ok((due, next_ms))
    }
}
