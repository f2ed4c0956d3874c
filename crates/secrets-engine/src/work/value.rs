//! A new value of a secret: a version, and the labels that it gets.

use base::call::Call;
use base::seams::SecretContent;
use bytes::Bytes;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::{Change, Found, Held, MOST_TRIES};
use crate::secret::Secret;
use crate::secret::content;
use crate::secret::id::SecretId;
use crate::secret::version::{CURRENT, PENDING, PREVIOUS, Version};

/// A value that is to be put.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// `ClientRequestToken`: the version's id.
    pub(crate) token: String,
    pub(crate) content: SecretContent,
    /// The labels that it gets; `AWSCURRENT` if none are named.
    pub(crate) stages: Option<Vec<String>>,
}

/// What was put.
#[derive(Clone, Debug)]
pub(crate) struct Put {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// Nothing if no value was given.
    pub(crate) version: Option<Version>,
}

/// What else an update changes of a secret.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edit {
    pub(crate) description: Option<String>,
    /// The name of a key; an empty one is AWS's own.
    pub(crate) kms_key: Option<String>,
    pub(crate) kind: Option<String>,
}

impl Edit {
    fn key<'e>(&'e self, secret: &'e Secret) -> Option<&'e str> {
        let key = self.kms_key.as_deref().or(secret.kms_key.as_deref());
        key.filter(|key| !key.is_empty())
    }
}

/// Values that were encrypted anew, each with the digest of what it was made from.
type Resealed = Vec<(String, Option<[u8; 32]>, Bytes)>;

impl Engine {
    /// Changes a secret, and puts a value if there is one.
    ///
    /// # Errors
    ///
    /// There is no such secret, or it is not to be changed; or the token is another value's.
    pub(crate) async fn put_value(
        &self,
        call: &Call,
        id: &SecretId,
        draft: Option<&Draft>,
        edit: &Edit,
    ) -> Result<Put, Fault> {
        for _ in 0..MOST_TRIES {
            let found = self.records.find(id)?;
            let key = edit.key(&found.secret).map(str::to_owned);
            if edit.kms_key.is_some() {
                self.check_key(&found.name, key.as_deref()).await?;
            }
            let (place, arn) = ((&found.name, &found.arn()), found.arn_text());
            let sealed = match draft {
                Some(Draft { token, content, .. }) => {
                    let digest = content::digest(&arn, token, content);
                    Some((digest, self.seal(place, token, key.as_deref(), content).await?))
                }
                None => None,
            };
            let is_new_key = key != found.secret.kms_key;
            let resealed = if is_new_key { self.reseal(&found, key.as_deref()).await? } else { Vec::new() };
            let done = self.records.change(&[&id.name.name], |change| {
                let mut held = change.live(id)?;
                if held.arn() != arn || held.secret.kms_key != found.secret.kms_key {
                    return Ok(None);
                }
                edit_secret(change, &mut held, edit, &resealed, key.as_deref())?;
                let version = match (draft, &sealed) {
                    (Some(draft), Some((digest, sealed))) => {
                        Some(add(change, &mut held, draft, (*digest, sealed), call.now.millis())?)
                    }
                    _ => None,
                };
                let is_edited = edit.description.is_some() || edit.kms_key.is_some() || edit.kind.is_some();
                if is_edited || version.as_ref().is_some_and(|(_, is_new)| *is_new) {
                    held.secret.changed_ms = call.now.millis();
                }
                let name = held.name.name.clone();
                change.put(held)?;
                Ok(Some(Put { arn: arn.clone(), name, version: version.map(|(version, _)| version) }))
            })?;
            if let Some(put) = done {
                // When it is rotated next may have changed.
                if found.secret.rotation.is_some() {
                    self.upkeep.wake();
                }
                return Ok(put);
            }
        }
        Err(error::overtaken())
    }

    /// What AWS encrypts anew under another key: the versions with its own labels.
    /// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html>
    async fn reseal(&self, found: &Found, key: Option<&str>) -> Result<Resealed, Fault> {
        let mut resealed = Vec::new();
        let is_meant =
            |version: &&Version| [CURRENT, PREVIOUS, PENDING].iter().any(|stage| version.has(stage));
        for version in found.secret.versions.iter().filter(is_meant) {
            if let Some(content) = self.open(found, &version.id).await? {
                let place = (&found.name, &found.arn());
                let sealed = self.seal(place, &version.id, key, &content).await?;
                resealed.push((version.id.clone(), version.digest, sealed));
            }
        }
        Ok(resealed)
    }
}

fn edit_secret(
    change: &mut Change,
    held: &mut Held,
    edit: &Edit,
    resealed: &Resealed,
    key: Option<&str>,
) -> Result<(), Fault> {
    let secret = &mut held.secret;
    if let Some(description) = &edit.description {
        secret.description = Some(description.clone()).filter(|text| !text.is_empty());
    }
    if let Some(kind) = &edit.kind {
        secret.kind = Some(kind.clone()).filter(|text| !text.is_empty());
    }
    if edit.kms_key.is_none() {
        return Ok(());
    }
    secret.kms_key = key.map(str::to_owned);
    for (id, digest, sealed) in resealed {
        let version = secret.version_mut(id).filter(|version| version.digest == *digest);
        if let Some(version) = version {
            version.kms_key = key.map(str::to_owned);
            change.put_value(&held.name, id, sealed.clone());
        }
    }
    Ok(())
}

/// Adds a version, or finds that it is there; whether it is new.
fn add(
    change: &mut Change,
    held: &mut Held,
    draft: &Draft,
    (digest, sealed): ([u8; 32], &Bytes),
    now_ms: u64,
) -> Result<(Version, bool), Fault> {
    let Draft { token, stages, .. } = draft;
    if held.secret.primary.as_ref().is_some_and(|primary| primary.is_in_force()) {
        return Err(error::is_replica());
    }
    let is_first = held.secret.versions.is_empty();
    match held.secret.version(token) {
        Some(version) if version.digest == Some(digest) => return Ok((version.clone(), false)),
        Some(version) if version.digest.is_some() => return Err(error::token_is_used(token, &held.arn())),
        Some(_) => {}
        None => {
            let version = Version { id: token.clone(), created_ms: now_ms, ..Version::default() };
            held.secret.versions.push(version);
        }
    }
    let key = held.secret.kms_key.clone();
    if let Some(version) = held.secret.version_mut(token) {
        (version.digest, version.kms_key) = (Some(digest), key);
    }
    let mut stages = stages.clone().unwrap_or_else(|| vec![CURRENT.to_owned()]);
    // The first version is the current one, whatever its labels.
    if is_first && !stages.iter().any(|stage| stage == CURRENT) {
        stages.push(CURRENT.to_owned());
    }
    held.secret.stage(token, &stages)?;
    if stages.iter().any(|stage| stage == CURRENT) {
        held.secret.note_new_value(now_ms);
    }
    change.put_value(&held.name, token, sealed.clone());
    for gone in held.secret.deprecate(now_ms)? {
        change.remove_value(&held.name, &gone);
    }
    let version = held.secret.version(token).cloned();
    version.map(|version| (version, true)).ok_or_else(|| error::damaged("a secret", "a version went at once"))
}
