//! A rotation is set, and begins.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html>

use base::arn::Arn;
use base::call::Call;
use base::seams::{SeamError, Sender};
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::Found;
use crate::secret::Secret;
use crate::secret::id::SecretId;
use crate::secret::rotation::{Rotation, Rules, Run};
use crate::secret::version::{PENDING, Version};

/// What is asked for. What is not said stays as it is.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The id of the version that the rotation makes.
    pub(crate) token: String,
    pub(crate) function: Option<String>,
    pub(crate) rules: Option<Rules>,
    pub(crate) external: Option<Vec<(String, String)>>,
    pub(crate) external_role: Option<String>,
    /// Whether it begins now, and not at its next window.
    pub(crate) is_immediate: bool,
}

/// What was begun.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) arn: String,
    pub(crate) name: String,
    /// Nothing of a secret that no function rotates.
    pub(crate) version: Option<String>,
}

impl Engine {
    /// Sets how a secret is rotated, and begins.
    ///
    /// # Errors
    ///
    /// There is no function, or it may not be invoked, or a rotation goes on.
    pub(crate) async fn rotate(&self, call: &Call, id: &SecretId, asked: &Asked) -> Result<Begun, Fault> {
        let found = self.records.find(id)?.alive()?;
        if found.standing.is_some() {
            return Err(error::is_replica());
        }
        let before = found.secret.rotation.as_ref();
        let function =
            asked.function.clone().or_else(|| before.and_then(|rotation| rotation.function.clone()));
        let is_external = asked.external_role.is_some()
            || before.is_some_and(|rotation| rotation.external_role.is_some() && rotation.function.is_none());
        match &function {
            Some(function) => self.check_function(&found, function).await?,
            None if is_external => {}
            None => return Err(error::no_rotation_function()),
        }
        let token = self.records.fresh_uuid()?;
        let begun = self.records.change(&[&id.name.name], |change| {
            let mut held = change.live(id)?;
            let (arn, name) = (held.arn(), held.name.name.clone());
            let version = function.as_ref().map(|_| asked.token.clone());
            let is_again = held.secret.version(&asked.token).is_some();
            if !is_again || function.is_none() {
                begin(&mut held.secret, asked, function.as_ref(), &token, call.now.millis())?;
                change.put(held)?;
            }
            Ok(Begun { arn, name, version })
        })?;
        self.upkeep.wake();
        Ok(begun)
    }

    /// Whether a function may be invoked for a secret.
    async fn check_function(&self, found: &Found, function: &str) -> Result<(), Fault> {
        let arn = Arn::parse(function).ok_or_else(error::no_function)?;
        let accepted = self.others()?.functions.accepts(&sender(found), &arn).await;
        accepted.map_err(|cause| match cause {
            SeamError::NotFound(_) => error::no_function(),
            SeamError::Refused(_) => error::function_refuses(),
            SeamError::Unavailable(cause) => error::internal(cause),
        })
    }
}

/// Who invokes.
pub(crate) fn sender(found: &Found) -> Sender {
    Sender { service: "secretsmanager.amazonaws.com", arn: found.arn(), account: found.name.account }
}

fn begin(
    secret: &mut Secret,
    asked: &Asked,
    function: Option<&String>,
    token: &str,
    now_ms: u64,
) -> Result<(), Fault> {
    if function.is_some() && secret.rotation_is_incomplete() {
        return Err(error::rotation_goes_on());
    }
    let mut rotation = secret.rotation.take().unwrap_or_default();
    rotation.is_on = true;
    rotation.function = function.cloned();
    if let Some(rules) = &asked.rules {
        rotation.rules = rules.clone();
    }
    if let Some(external) = &asked.external {
        rotation.external.clone_from(external);
    }
    if let Some(role) = &asked.external_role {
        rotation.external_role = Some(role.clone());
    }
    rotation.plan(now_ms);
    secret.changed_ms = now_ms;
    secret.rotation = Some(rotation);
    if function.is_some() {
        start(secret, &asked.token, token, !asked.is_immediate, now_ms)?;
    }
    Ok(())
}

/// A rotation begins: with a version that has nothing secret yet, unless there is one that an earlier try has left.
pub(crate) fn start(
    secret: &mut Secret,
    version: &str,
    token: &str,
    is_test: bool,
    now_ms: u64,
) -> Result<(), Fault> {
    if secret.version(version).is_none() {
        let version = Version { id: version.to_owned(), created_ms: now_ms, ..Version::default() };
        secret.versions.push(version);
    }
    secret.stage(version, &[PENDING.to_owned()])?;
    if let Some(Rotation { run, .. }) = &mut secret.rotation {
        let (version, token) = (version.to_owned(), token.to_owned());
        *run = Some(Run { version, token, is_test, failures: 0, due_ms: now_ms });
    }
    Ok(())
}
