//! A rotation runs: the function is called in four steps, one after another.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html>

use std::sync::Arc;

use base::arn::Arn;
use base::seams::SeamError;
use bytes::Bytes;
use serde_json::json;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::error;
use crate::records::Found;
use crate::secret::id::SecretId;
use crate::secret::name::SecretName;
use crate::secret::rotation::Run;
use crate::secret::version::{CURRENT, PENDING};
use crate::work::rotate::{sender, start};

const CREATE: &str = "createSecret";
const TEST: &str = "testSecret";
/// The steps, in their order.
const STEPS: [&str; 4] = [CREATE, "setSecret", TEST, "finishSecret"];

/// A secret whose function runs, until this is dropped.
struct Running {
    engine: Arc<Engine>,
    name: SecretName,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.engine.rotating.lock().remove(&self.name);
        self.engine.upkeep.wake();
    }
}

impl Engine {
    /// Begins what is due of a secret's rotation, and does not wait for it.
    pub(super) fn begin_rotation(self: &Arc<Self>, name: SecretName) {
        self.rotating.lock().insert(name.clone());
        let running = Running { engine: Arc::clone(self), name };
        self.schedule.tasks().spawn("secrets rotation", async move {
            let Running { engine, name } = &running;
            let stopping = engine.schedule.tasks().stopping();
            tokio::select! {
                ran = engine.run_rotation(name) => {
                    if let Err(fault) = ran {
                        tracing::error!(cause = %fault.cause, "a rotation could not go on");
                    }
                }
                // The next process begins it again.
                () = stopping => {}
            }
        });
    }

    async fn run_rotation(&self, name: &SecretName) -> Result<(), Fault> {
        let Some(run) = self.prepare(name)? else { return Ok(()) };
        let failed = self.take_steps(name, &run).await?;
        if let Some((step, why)) = &failed {
            let secret = &name.name;
            tracing::warn!(%secret, step, why, "a step of a rotation failed: all of them are tried again");
        }
        self.end_run(name, &run, failed.is_none())
    }

    /// The run that is due: a new one, where a window has opened.
    fn prepare(&self, name: &SecretName) -> Result<Option<Run>, Fault> {
        let now_ms = self.clock().now().millis();
        let (version, token) = (self.records.fresh_uuid()?, self.records.fresh_uuid()?);
        self.records.change(&[&name.name], |change| {
            let Some(mut held) = change.own_named(name)? else { return Ok(None) };
            let due_ms = held.secret.due_ms().filter(|_| held.secret.deletes_ms.is_none());
            if due_ms.is_none_or(|due_ms| due_ms > now_ms) {
                return Ok(None);
            }
            let run = held.secret.rotation.as_ref().and_then(|rotation| rotation.run.clone());
            if run.is_some() {
                return Ok(run);
            }
            let Some(rotation) = held.secret.rotation.as_mut() else { return Ok(None) };
            rotation.plan(now_ms);
            if rotation.function.is_some() {
                let left = held.secret.staged(PENDING).filter(|version| !version.has(CURRENT));
                let version = left.map_or_else(|| version.clone(), |version| version.id.clone());
                start(&mut held.secret, &version, &token, false, now_ms)?;
            }
            let run = held.secret.rotation.as_ref().and_then(|rotation| rotation.run.clone());
            change.put(held)?;
            Ok(run)
        })
    }

    /// Takes the steps: which one failed, and why.
    async fn take_steps(
        &self,
        name: &SecretName,
        run: &Run,
    ) -> Result<Option<(&'static str, String)>, Fault> {
        let steps = STEPS.into_iter().filter(|step| !run.is_test || *step == TEST);
        for step in steps {
            // It may have been cancelled meanwhile, or the secret is gone.
            let Some((found, function)) = self.going_on(name, run)? else { return Ok(None) };
            // The function sees nothing that a crash may take back.
            self.records.settled().await?;
            if let Err(cause) = self.invoke(&found, &function, run, step).await? {
                return Ok(Some((step, cause.to_string())));
            }
            let has_value =
                |found: Found| found.secret.version(&run.version).is_some_and(|made| made.digest.is_some());
            if step == CREATE && !self.records.named(name)?.is_some_and(has_value) {
                return Ok(Some((step, "the function has put no value".to_owned())));
            }
        }
        Ok(None)
    }

    fn going_on(&self, name: &SecretName, run: &Run) -> Result<Option<(Found, Arn)>, Fault> {
        let Some(found) = self.records.named(name)? else { return Ok(None) };
        let Some(rotation) = found.secret.rotation.as_ref().filter(|_| found.secret.deletes_ms.is_none())
        else {
            return Ok(None);
        };
        let is_on = rotation.run.as_ref().is_some_and(|now| now.token == run.token);
        let function = rotation.function.as_deref().and_then(Arn::parse).filter(|_| is_on);
        Ok(function.map(|function| (found, function)))
    }

    async fn invoke(
        &self,
        found: &Found,
        function: &Arn,
        run: &Run,
        step: &str,
    ) -> Result<Result<Bytes, SeamError>, Fault> {
        let event = json!({
            "Step": step,
            "SecretId": found.arn_text(),
            "ClientRequestToken": run.version,
            "RotationToken": run.token,
        });
        let functions = &self.others()?.functions;
        Ok(functions.invoke(&sender(found), function, event.to_string().into()).await)
    }

    /// The run is over, for now or for good.
    fn end_run(&self, name: &SecretName, run: &Run, has_run: bool) -> Result<(), Fault> {
        let now_ms = self.clock().now().millis();
        self.records
            .change(&[&name.name], |change| {
                let id = SecretId::of_name(name);
                let Ok(mut held) = change.own(&id) else { return Ok(()) };
                let is_current =
                    held.secret.version(&run.version).is_some_and(|version| version.has(CURRENT));
                let is_untouched =
                    held.secret.version(&run.version).is_some_and(|version| version.digest.is_none());
                let rotation = held.secret.rotation.as_mut();
                let going_on = rotation
                    .filter(|rotation| rotation.run.as_ref().is_some_and(|now| now.token == run.token));
                let Some(rotation) = going_on else { return Ok(()) };
                if run.is_test {
                    rotation.run = None;
                    // AWS's page: the version that a test makes is taken away.
                    if is_untouched {
                        held.secret.versions.retain(|version| version.id != run.version);
                    } else {
                        held.secret.unstage(&run.version, PENDING);
                    }
                } else if has_run && is_current {
                    rotation.succeed(now_ms);
                    held.secret.changed_ms = now_ms;
                } else {
                    rotation.fail(now_ms);
                }
                change.put(held)
            })
            .map_err(|fault| error::internal(fault.message))
    }
}
