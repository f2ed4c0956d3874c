//! What shows another secret's values gets values of its own.

use base::arn::Region;
use bytes::Bytes;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::{Found, MOST_TRIES};
use crate::secret::Secret;
use crate::secret::content;
use crate::secret::cross_account::Status;
use crate::secret::id::SecretId;
use crate::secret::version::Version;

/// Versions, each with what is secret of it, encrypted anew.
type Copies = Vec<(Version, Option<Bytes>)>;

impl Engine {
    /// A replica in another region becomes a secret of its own.
    ///
    /// # Errors
    ///
    /// It is no replica.
    pub(crate) async fn promote(&self, id: &SecretId) -> Result<String, Fault> {
        for _ in 0..MOST_TRIES {
            let found = self.records.find(id)?.alive()?;
            let standing = found.standing.clone().ok_or_else(error::is_no_replica)?;
            let copies = self.copies(&found).await?;
            let done = self.records.change(&[&id.name.name], |change| {
                if change.find(id)? != found {
                    return Ok(None);
                }
                let region = Region::parse(&standing.primary);
                let primary = region.map(|region| found.name.in_region(&region));
                if let Some(primary) = primary
                    && let Some(mut held) = change.own_named(&primary)?
                {
                    held.secret.replicas.retain(|replica| replica.region != found.name.region.as_str());
                    change.put(held)?;
                }
                let mut secret = Secret { rotation: None, replicas: Vec::new(), ..found.secret.clone() };
                (secret.primary, secret.repeated_by) = (None, None);
                secret.versions = copies.iter().map(|(version, _)| version.clone()).collect();
                change.create(&found.name, secret)?;
                for (version, sealed) in &copies {
                    if let Some(sealed) = sealed {
                        change.put_value(&found.name, &version.id, sealed.clone());
                    }
                }
                Ok(Some(found.arn_text()))
            })?;
            if let Some(arn) = done {
                return Ok(arn);
            }
        }
        Err(error::overtaken())
    }

    /// The secret of another account that repeats this one does so no more: it keeps the values that it has.
    ///
    /// # Errors
    ///
    /// It does not repeat this one.
    pub(crate) async fn end_repetition(&self, id: &SecretId, replica: &SecretId) -> Result<String, Fault> {
        for _ in 0..MOST_TRIES {
            let own = self.records.find(id)?;
            let repeats = own.secret.repeated_by.as_ref().is_some_and(|repeated| {
                base::arn::Arn::parse(&repeated.arn).and_then(|arn| SecretId::of_arn(&arn)).as_ref()
                    == Some(replica)
            });
            if !repeats {
                return Err(error::not_associated());
            }
            let found = self.records.named(&replica.name)?;
            let found = found.filter(|found| found.values == own.name && replica.means(&found.secret.suffix));
            let copies = match &found {
                Some(found) => self.copies(found).await?,
                None => Vec::new(),
            };
            let done = self.records.change(&[&id.name.name, &replica.name.name], |change| {
                if change.find(id)? != own
                    || found.as_ref().is_some_and(|found| change.find(replica).ok().as_ref() != Some(found))
                {
                    return Ok(None);
                }
                let mut held = change.own(id)?;
                let arn = held.arn();
                held.secret.repeated_by = None;
                change.put(held)?;
                if found.is_some() {
                    let mut held = change.own(replica)?;
                    held.secret.versions = copies.iter().map(|(version, _)| version.clone()).collect();
                    if let Some(primary) = &mut held.secret.primary {
                        primary.status = Status::Detached;
                    }
                    for (version, sealed) in &copies {
                        if let Some(sealed) = sealed {
                            change.put_value(&held.name, &version.id, sealed.clone());
                        }
                    }
                    change.put(held)?;
                }
                Ok(Some(arn))
            })?;
            if let Some(arn) = done {
                return Ok(arn);
            }
        }
        Err(error::overtaken())
    }

    /// What a secret shows, as its own: encrypted under its own ARN and key.
    async fn copies(&self, found: &Found) -> Result<Copies, Fault> {
        let (arn, key) = (found.arn(), found.secret.kms_key.as_deref());
        let mut copies = Vec::new();
        for version in &found.secret.versions {
            let mut copy = Version { kms_key: key.map(str::to_owned), ..version.clone() };
            let sealed = match self.open(found, &version.id).await? {
                Some(content) => {
                    copy.digest = Some(content::digest(&arn.to_string(), &version.id, &content));
                    Some(self.seal((&found.name, &arn), &version.id, key, &content).await?)
                }
                None => None,
            };
            copies.push((copy, sealed));
        }
        Ok(copies)
    }
}
