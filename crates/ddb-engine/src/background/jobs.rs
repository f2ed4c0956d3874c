//! Works off jobs: those of before a restart first, some at the same time.

use std::sync::{Arc, Weak};
use std::time::Duration;

use base::schedule::Next;
use base::task::apart;
use tokio::task::yield_now;

use crate::engine::Engine;
use crate::error::Result;
use crate::job::queue::{self, Job, Step};
use crate::memory::jobs::Claim;

/// Jobs that run at the same time; the others wait. AWS: 50 of each kind in an account.
const AT_ONCE: usize = 8;

/// How often it is looked for jobs that nobody told of: those of a state that was exchanged, those that failed.
const INTERVAL: Duration = Duration::from_secs(60);

impl Engine {
    /// Begins to work off jobs, those of before a restart first.
    pub(super) fn start_jobs(self: &Arc<Engine>) {
        self.jobs.work.hold(self.schedule.add("dynamodb jobs", self, Next::NOW, |engine| async move {
            if let Err(error) = engine.start_pending() {
                tracing::error!(%error, "DynamoDB's jobs could not be read; they will be tried again");
            }
            Next::At(engine.clock.now().plus(INTERVAL))
        }));
    }

    /// Tells the engine that the whole state was exchanged: there may be jobs to go on with.
    pub fn notice_exchange(&self) {
        self.wake_jobs();
        self.sweeper.wake();
        self.trimming.wake();
    }

    /// Starts the jobs that nobody works on.
    fn start_pending(self: &Arc<Engine>) -> Result<()> {
        for (id, job) in queue::pending(&self.store)? {
            let Some(claim) = self.jobs.claim(id, AT_ONCE) else { continue };
            self.tasks.spawn("dynamodb job", work(Arc::downgrade(self), claim, id, job));
        }
        Ok(())
    }

    /// The next step of a job, and what is left of it then.
    async fn step(self: &Arc<Engine>, id: u64, job: Job) -> Result<Option<Job>> {
        let step = match job {
            Job::Copy(copy) => {
                let engine = self.clone();
                apart(move || engine.copy_step(id, copy)).await?
            }
            Job::Fill(fill) => self.fill_step(id, fill)?,
            Job::Export(progress) => self.export_step(id, *progress).await?,
            Job::Import(place) => self.import_step(id, &place).await?,
            Job::Bulk(place) => self.bulk_step(id, &place).await?,
        };
        if step == Step::Done { Ok(None) } else { queue::find(&self.store, id) }
    }
}

/// Works on a job until it is done, the process stops, or its engine is gone.
async fn work(engine: Weak<Engine>, claim: Claim, id: u64, job: Job) {
    let (mut left, mut claim) = (Some(job), Some(claim));
    // From step to step nobody keeps the engine.
    while let Some(engine) = engine.upgrade().filter(|engine| !engine.tasks.is_stopping()) {
        let Some(job) = left.take() else {
            drop(claim.take());
            // Another may have its turn, and what only this one needed may go.
            engine.wake_jobs();
            engine.sweeper.wake();
            engine.trimming.wake();
            return;
        };
        match engine.step(id, job).await {
            Ok(more) => left = more,
            Err(error) => {
                tracing::error!(%error, job = id, "a job of DynamoDB failed and will try again");
                return;
            }
        }
        drop(engine);
        yield_now().await;
    }
}
