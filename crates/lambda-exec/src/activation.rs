//! From `Pending` to `Active`, and through an update: the slow work that is done once for a version, in the
//! background, and the waiting for it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html>

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base::schedule::Next;
use store::{Batch, Key, Space};
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::error::Error;
use crate::execution::executor::{CodeFolder, Container, Image, LogFormat, Prepared, Unrunnable, Version};
use crate::function::{Function, State, Update};
use crate::function_name::{FunctionId, LATEST};

/// Functions that are looked at before others have their turn.
const LOOKED_AT_AT_ONCE: usize = 32;

impl Engine {
    /// Prepares what is not settled yet: after the commit of a new version or code, and again after a restart.
    pub(crate) fn prepare(self: &Arc<Self>, id: FunctionId, function: Function) {
        let engine = self.clone();
        self.tasks.spawn("lambda preparation", async move {
            let stop = engine.tasks.stop_token();
            let work = async {
                let outcome = engine.prepare_version(&id, &function).await;
                if let Err(error) = engine.finish_preparation(&id, &function, outcome) {
                    tracing::error!(function = %id.arn(), %error, "a function stays as it is being prepared");
                }
            };
            // What is cut short here is taken up at the next start.
            tokio::select! {
                () = stop.cancelled() => {}
                () = work => {}
            }
        });
    }

    /// Begins to take up the preparations that the last process did not finish, now and whenever the work is woken.
    pub(crate) fn start_preparations(self: &Arc<Self>) {
        self.resuming.hold(self.schedule.add("lambda preparations", self, Next::NOW, |engine| async move {
            if let Err(error) = engine.resume_preparations().await {
                tracing::error!(%error, "functions that were being prepared stay so");
            }
            Next::WhenWoken
        }));
    }

    /// Looks through all functions in slices. One that came meanwhile may be prepared twice; the second time changes nothing.
    async fn resume_preparations(self: &Arc<Self>) -> Result<(), Error> {
        let mut damaged = None;
        let mut functions = self.store.slices(&Key::of(Space::LambdaFunction));
        let mut looked_at = 0_usize;
        while let Some((key, record)) = functions.next().await? {
            match (owner(&key), Function::decode(&record)) {
                (_, Err(error)) => damaged = Some(error),
                (Some(id), Ok(function)) if !function.is_settled() => self.prepare(id, function),
                _ => {}
            }
            looked_at += 1;
            if looked_at.is_multiple_of(LOOKED_AT_AT_ONCE) {
                yield_now().await;
            }
        }
        damaged.map_or(Ok(()), Err)
    }

    /// What an executor needs to run a version: also the unpacked package, and the folder of the layers.
    pub(crate) fn runnable(
        &self,
        id: &FunctionId,
        function: &Function,
        (code, layers): (CodeFolder, Option<CodeFolder>),
    ) -> Version {
        let settings = &function.settings;
        Version {
            account: id.account.to_string(),
            region: id.region.to_string(),
            function: function.name.clone(),
            version: function.version.clone(),
            arn: id.arn_of(Some(&*function.version).filter(|number| *number != LATEST)).to_string(),
            runtime: settings.runtime.clone(),
            handler: settings.handler.clone(),
            memory_mib: settings.memory_mib,
            timeout: Duration::from_secs(settings.timeout_secs.into()),
            environment: settings.environment.clone().unwrap_or_default(),
            log_group: function.log_group(),
            log_format: log_format(function),
            code,
            layers,
            code_sha256: function.code.sha256.clone(),
            endpoint: self.settings.endpoint.clone(),
            role: settings.role.clone(),
            way: function.way().map(str::to_owned),
            container: container(function),
        }
    }

    /// The folders of a version's package and of its layers.
    pub(crate) async fn unpacked(
        &self,
        id: &FunctionId,
        function: &Function,
    ) -> Result<(CodeFolder, Option<CodeFolder>), Error> {
        let code = self.folders.get(&self.store, id, &function.code).await?;
        let layers = self.folders.merged(&self.store, id, &function.settings.layer_codes()).await?;
        Ok((code, layers))
    }

    async fn prepare_version(
        &self,
        id: &FunctionId,
        function: &Function,
    ) -> Result<Result<Prepared, Unrunnable>, Error> {
        // A crash must not take back the function whose code runs here.
        self.store.settled().await?;
        let folders = self.unpacked(id, function).await?;
        let version = self.runnable(id, function, folders);
        Ok(self.pool.prepare(&version).await)
    }

    /// Writes how a preparation ended, unless the function has changed or gone meanwhile.
    fn finish_preparation(
        &self,
        id: &FunctionId,
        prepared: &Function,
        outcome: Result<Result<Prepared, Unrunnable>, Error>,
    ) -> Result<(), Error> {
        let outcome = match outcome {
            Ok(Ok(prepared)) => Ok(prepared),
            Ok(Err(Unrunnable { code, reason })) => Err((code.to_owned(), reason)),
            Err(error) => {
                tracing::error!(function = %id.arn(), %error, "a function could not be prepared");
                Err(("InternalError".to_owned(), "The function could not be prepared.".to_owned()))
            }
        };
        self.store.change(&id.key(Space::LambdaFunction), |records| {
            let mut batch = Batch::new();
            let present = Function::load(records, id, &prepared.version)?;
            if let Some(mut function) = present.filter(|function| function.revision == prepared.revision) {
                function.settle(outcome.clone());
                function.revision = self.entropy.uuid();
                batch.put(Function::key(id, &prepared.version), function.encode()?);
            }
            Ok((batch, ()))
        })?;
        if prepared.update.is_some() {
            // What is warm is of the code and configuration before the update.
            self.pool.retire_function(id.account.as_str(), id.region.as_str(), &id.name, None);
        }
        self.settled.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }

    /// Asks `attempt` again after each preparation that ends, until it has an answer or the settings' wait is
    /// over. `attempt` gets whether it is the last time, and must answer then.
    pub(crate) async fn until_settled<T, F>(&self, attempt: impl Fn(bool) -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<Option<T>, Error>>,
    {
        let mut settled = self.settled.subscribe();
        let waiting = async {
            loop {
                settled.mark_unchanged();
                match attempt(false).await {
                    Ok(None) => {}
                    Ok(Some(answer)) => return Ok(answer),
                    Err(error) => return Err(error),
                }
                // The sender lives as long as the engine, so this only ends by a change.
                let _changed = settled.changed().await;
            }
        };
        match tokio::time::timeout(self.settings.pending_wait, waiting).await {
            Ok(result) => result,
            Err(_) => attempt(true).await?.ok_or_else(|| Error::internal("a function never settles")),
        }
    }

    /// Waits until a function may be updated; refuses as AWS does if it never may.
    pub(crate) async fn until_updatable(&self, id: &FunctionId) -> Result<(), Error> {
        self.until_settled(|last| async move {
            let function = Function::latest(&self.store, id)?;
            match function.check_settled(id) {
                Ok(()) => Ok(Some(())),
                Err(error) if last => Err(error),
                Err(_) => Ok(None),
            }
        })
        .await
    }
}

impl Function {
    /// The end of a preparation. The first one decides the state, later ones only how the update went: a function
    /// that was Active stays so.
    fn settle(&mut self, outcome: Result<Prepared, (String, String)>) {
        let creating = self.update.is_none() || !matches!(self.state, State::Active);
        self.update = Some(match &outcome {
            Ok(_) => Update::Successful,
            Err((code, reason)) => Update::Failed { code: code.clone(), reason: reason.clone() },
        });
        match outcome {
            Ok(Prepared { remark, image_digest }) => {
                (self.state, self.remark) = (State::Active, remark);
                if let Some(image) = &mut self.image {
                    image.digest = image_digest.or_else(|| image.digest.take());
                }
            }
            Err((code, reason)) if creating => {
                self.state = State::Failed { code, reason };
                self.update = None;
            }
            Err(_) => {}
        }
    }
}

/// What containers need to know of a function.
fn container(function: &Function) -> Container {
    let over = &function.settings.image_config;
    let image = function.image.as_ref().map(|image| Image {
        uri: image.uri.clone(),
        entry_point: over.entry_point.clone(),
        command: over.command.clone(),
        working_directory: Some(over.working_directory.clone()).filter(|directory| !directory.is_empty()),
    });
    let (is_arm, storage_mib) = (function.architecture == "arm64", function.settings.storage_mib);
    Container { image, is_arm, storage_mib }
}

/// Whose record a key of `Space::LambdaFunction` is.
fn owner(key: &[u8]) -> Option<FunctionId> {
    let mut fields = store::space::Fields::of(key);
    let (account, region, name) = (fields.account()?, fields.region()?, fields.text()?);
    Some(FunctionId { account, region, name })
}

/// How a function's log is written.
fn log_format(function: &Function) -> LogFormat {
    let logging = function.settings.kept.fields("LoggingConfig");
    let Some(logging) = logging.filter(|logging| logging.text("LogFormat") == Some("JSON")) else {
        return LogFormat::Text;
    };
    let level = |member| logging.text(member).unwrap_or("INFO").to_owned();
    LogFormat::Json { application_level: level("ApplicationLogLevel"), system_level: level("SystemLogLevel") }
}
