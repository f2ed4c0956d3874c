//! Keeps environments ready where concurrency is provisioned, and says how far that is.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html>

use std::sync::Arc;

use base::schedule::Next;
use bytes::Bytes;
use futures::StreamExt as _;

use crate::engine::Engine;
use crate::error::Error;
use crate::execution::executor::{Failure, Version};
use crate::function::Function;
use crate::function::provisioned::{Provisioned, Standing};
use crate::function_name::FunctionId;

/// How many versions are looked up at once; each look may wait for a function that is being made.
const LOOKED_UP_AT_ONCE: usize = 256;

/// One that is to be provided.
struct Wanted {
    key: Bytes,
    provisioned: Provisioned,
    /// What its version or alias means now.
    version: Result<Arc<Version>, Error>,
}

impl Engine {
    /// Begins to keep ready what is provisioned.
    pub(crate) fn start_provisioning(self: &Arc<Self>) {
        let name = "lambda provisioned environments";
        let work = self.schedule.add(name, self, Next::NOW, |engine| async move {
            if let Err(error) = engine.provide().await {
                tracing::error!(%error, "not all of the provisioned concurrency is there");
            }
            Next::WhenWoken
        });
        self.pool.provider().hold(work);
    }

    /// Looks again at what is provisioned: it has changed, or what it is for has.
    pub(crate) fn provision(&self) {
        self.pool.provider().wake();
    }

    async fn provide(&self) -> Result<(), Error> {
        let wanted = self.wanted().await?;
        // Several names may mean one version.
        let mut versions: Vec<(Arc<Version>, usize)> = Vec::new();
        for (version, requested) in
            wanted.iter().filter_map(|one| Some((one.version.as_ref().ok()?, one.requested())))
        {
            match versions.iter_mut().find(|(known, _)| known == version) {
                Some((_, count)) => *count = count.saturating_add(requested),
                None => versions.push((version.clone(), requested)),
            }
        }
        let total: usize =
            versions.iter().map(|(_, count)| count).fold(0, |sum, count| sum.saturating_add(*count));
        if total > self.pool.most_provided() {
            let most = self.pool.most_provided();
            tracing::warn!(total, most, "fewer environments are kept ready than are provisioned");
        }
        let provided = self.pool.provide(&versions).await;
        let standings = wanted.into_iter().map(|one| {
            let place =
                one.version.ok().and_then(|version| versions.iter().position(|(known, _)| *known == version));
            let outcome = place.and_then(|place| provided.get(place));
            let standing = match outcome {
                Some(Ok(_)) => Standing::Ready,
                Some(Err(failure)) => Standing::Failed(reason(failure)),
                None => Standing::Failed(INIT_FAILURE),
            };
            (one.key, one.provisioned.last_modified, standing)
        });
        self.standings.replace(standings);
        Ok(())
    }

    /// All that is provisioned, and the versions that it is for.
    async fn wanted(&self) -> Result<Vec<Wanted>, Error> {
        let (mut all, mut records) = (Vec::new(), self.store.slices(&Provisioned::everywhere()));
        while let Some((key, record)) = records.next().await? {
            let Some(id) = Provisioned::owner(&key) else { continue };
            all.push((key, id, Provisioned::decode(&record)?));
        }
        // One that is `Pending` is waited for, and holds up no other.
        let looked_up = all.into_iter().map(|(key, id, provisioned)| async move {
            let version = self.version_provided(&id, &provisioned.qualifier).await;
            Wanted { key, provisioned, version }
        });
        Ok(futures::stream::iter(looked_up).buffered(LOOKED_UP_AT_ONCE).collect().await)
    }

    /// What a version or alias means; of an alias with weights its main version.
    async fn version_provided(&self, id: &FunctionId, qualifier: &str) -> Result<Arc<Version>, Error> {
        let number = Function::find(&self.store, id, Some(qualifier), || 1.0)?.version;
        self.version_to_run(id, Some(&number)).await
    }
}

impl Wanted {
    fn requested(&self) -> usize {
        usize::try_from(self.provisioned.requested).unwrap_or(usize::MAX)
    }
}

/// `StatusReason` where the function's own initialisation failed (open-telemetry/opentelemetry-lambda, issue 179).
const INIT_FAILURE: &str = "FUNCTION_ERROR_INIT_FAILURE";

/// Why it could not be provided.
fn reason(failure: &Failure) -> &'static str {
    tracing::warn!(?failure, "an environment that is to be ready did not start");
    INIT_FAILURE
}
