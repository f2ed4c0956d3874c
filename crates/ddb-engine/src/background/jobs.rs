//! Works off jobs: those of before a restart first, some at the same time.

use std::sync::Arc;
use std::time::Duration;

use base::task::apart;

use crate::engine::Engine;
use crate::error::Result;
use crate::job::queue::{self, Job, Step};
use crate::memory::jobs::Working;

/// Jobs that run at the same time; the others wait. AWS: 50 of each kind in an account.
const AT_ONCE: usize = 8;

/// How often it is looked for jobs that nobody told of: those of a state that was exchanged, those that failed.
const INTERVAL: Duration = Duration::from_secs(60);

impl Engine {
    /// Begins to work off jobs, those of before a restart first.
    pub(super) fn start_jobs(self: &Arc<Engine>) {
        let engine = self.clone();
        self.tasks.spawn("dynamodb jobs", async move {
            let stop = engine.tasks.stop_token();
            let _working = Working::on(&engine.jobs);
            loop {
                if let Err(error) = engine.start_pending() {
                    tracing::error!(%error, "DynamoDB's jobs could not be read; they will be tried again");
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = engine.jobs.wake.notified() => {}
                    () = engine.clock.sleep(INTERVAL) => {}
                }
            }
        });
    }

    /// Tells the engine that the whole state was exchanged: there may be jobs to go on with.
    pub fn notice_exchange(&self) {
        self.wake_jobs();
        self.sweep.notify_one();
    }

    /// Starts the jobs that nobody works on.
    fn start_pending(self: &Arc<Engine>) -> Result<()> {
        for (id, job) in queue::pending(&self.store)? {
            let Some(claim) = self.jobs.claim(id, AT_ONCE) else { continue };
            let engine = self.clone();
            self.tasks.spawn("dynamodb job", async move {
                let done = engine.work(id, job).await;
                drop(claim);
                match done {
                    Ok(()) => {
                        // Another may have its turn, and what only this one needed may go.
                        engine.wake_jobs();
                        engine.sweep.notify_one();
                    }
                    Err(error) => {
                        tracing::error!(%error, job = id, "a job of DynamoDB failed and will try again");
                    }
                }
            });
        }
        Ok(())
    }

    /// Works on a job until it is done or the process stops.
    async fn work(self: &Arc<Engine>, id: u64, job: Job) -> Result<()> {
        let mut job = Some(job);
        while let Some(present) = job.filter(|_| !self.tasks.is_stopping()) {
            let step = match present {
                Job::Copy(copy) => {
                    let engine = self.clone();
                    apart(move || engine.copy_step(id, copy)).await?
                }
                Job::Fill(fill) => self.fill_step(id, fill)?,
                Job::Export(progress) => self.export_step(id, *progress).await?,
                Job::Import(place) => self.import_step(id, &place).await?,
                Job::Bulk(place) => self.bulk_step(id, &place).await?,
            };
            tokio::task::yield_now().await;
            job = if step == Step::Done { None } else { queue::find(&self.store, id)? };
        }
        Ok(())
    }
}
