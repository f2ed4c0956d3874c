//! Work that takes longer than a request: copies of tables, exports, imports. Each job is a record in the store that
//! says how far it got, so that it goes on after a restart where it stood.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::entropy::Entropy;
use serde::{Deserialize, Serialize};

use crate::archive::copy::Copy;
use crate::archive::export::Progress;
use crate::definition::owner::Owner;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::record_key::RecordKey;
use crate::item::record_key::sub;
use crate::memory::jobs::Working;
use crate::memory::reader::Reader;

/// Jobs that run at the same time; the others wait. AWS: 50 of each kind in an account.
const AT_ONCE: usize = 8;
/// How often it is looked for jobs that nobody told of: those of a state that was exchanged, those that failed.
const INTERVAL: Duration = Duration::from_secs(60);
/// So long, by the host's clock, the reply to a request waits for the job that it began. Most are done by then, and a
/// waiter, which looks at once and then every twenty seconds, sees it.
const PATIENCE: Duration = Duration::from_millis(500);

/// What a job does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Job {
    /// A backup or a restore.
    Copy(Copy),
    /// An export.
    Export(Box<Progress>),
    /// An import, by its id.
    Import(Owned),
    /// A bulk operation, by its id.
    Bulk(Owned),
}

/// Whose something is, as records hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Owned {
    account: String,
    region: String,
    /// A table's name, or the id of something else.
    pub(super) name: String,
}

impl Owned {
    /// Something of an owner's.
    pub(super) fn by(owner: &Owner, name: &str) -> Owned {
        let (account, region) = (owner.0.as_str().to_owned(), owner.1.as_str().to_owned());
        Owned { account, region, name: name.to_owned() }
    }

    /// The owner.
    pub(super) fn owner(&self) -> Result<Owner> {
        let owner = AccountId::parse(&self.account).zip(Region::parse(&self.region));
        owner.ok_or_else(|| Error::internal(format!("a job of nobody: {self:?}")))
    }
}

/// How a job's run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// There is more to do.
    More,
    /// Its record is gone.
    Done,
}

impl Job {
    /// Whether it reads the items of a table, which must stay for so long.
    fn needs(&self, table: u64) -> bool {
        match self {
            Job::Copy(copy) => copy.source == table,
            Job::Export(progress) => progress.source() == table,
            // What they write is thrown away with the table.
            Job::Import(_) | Job::Bulk(_) => false,
        }
    }
}

/// The key of a job's record.
pub(super) fn key(id: u64) -> RecordKey {
    RecordKey::of(sub::JOB).u64(id)
}

/// Puts a job's record into a batch.
pub(super) fn save(records: &mut Records, id: u64, job: &Job) -> Result<()> {
    records.keep(key(id), serde_json::to_vec(job).map_err(Error::internal)?);
    Ok(())
}

/// Takes a job's record out in a batch.
pub(super) fn remove(records: &mut Records, id: u64) {
    records.forget(key(id));
}

/// The jobs that are not done.
fn pending(store: &Reader) -> Result<Vec<(u64, Job)>> {
    let mut records = Vec::new();
    store.scan_prefix(RecordKey::of(sub::JOB).key(), &mut |key, record| {
        let id = key.get(2..).and_then(|id| id.try_into().ok()).map(u64::from_be_bytes);
        records.extend(id.map(|id| (id, record.clone())));
        ControlFlow::Continue(())
    })?;
    let read = |(id, record): (u64, bytes::Bytes)| {
        Ok((id, serde_json::from_slice(&record).map_err(Error::internal)?))
    };
    records.into_iter().map(read).collect()
}

/// The job of an id, unless it is done, or gone with an exchanged state.
pub(super) fn find(store: &Reader, id: u64) -> Result<Option<Job>> {
    let record = store.get(key(id).key().as_bytes())?;
    record.map(|record| serde_json::from_slice(&record).map_err(Error::internal)).transpose()
}

/// Whether a job reads the items of a table.
pub(crate) fn needs(store: &Reader, table: u64) -> Result<bool> {
    Ok(pending(store)?.iter().any(|(_, job)| job.needs(table)))
}

impl Engine {
    /// Begins to work off jobs, those of before a restart first.
    pub(crate) fn start_jobs(self: &Arc<Engine>) {
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

    /// Waits for the end of a job, but not for long.
    pub(crate) async fn await_job(&self, id: u64) {
        if !self.jobs.working.load(Ordering::Acquire) {
            return;
        }
        let ended = async {
            loop {
                let next = self.jobs.ended.notified();
                // What cannot be read is not waited for.
                if !matches!(find(&self.store, id), Ok(Some(_))) {
                    return;
                }
                next.await;
            }
        };
        // Whether it ended in time is for its own record to say.
        let _ = tokio::time::timeout(PATIENCE, ended).await;
    }

    /// An id for a job; what a bulk operation reports lies under it, too.
    pub(super) fn new_job_id(&self) -> Result<u64> {
        let report = |id: u64| RecordKey::of(sub::BULK_REPORT).u64(id).into_key();
        Ok(self.store.fresh(Entropy::u64, |id| [key(*id).into_key(), report(*id)])?)
    }

    /// Tells that there may be jobs to do.
    pub(super) fn wake_jobs(&self) {
        self.jobs.wake.notify_one();
    }

    /// Commits a batch with a job's record in it, through `commit`, and does the job's first step at once: a small
    /// table is copied before the reply goes out, so that no waiter has to wait.
    pub(super) fn begin_job<T>(&self, id: u64, commit: impl FnOnce() -> Result<T>) -> Result<T> {
        let claim = self.jobs.claim(id, usize::MAX);
        let done = commit();
        if done.is_ok()
            && let Err(error) = self.first_step(id)
        {
            tracing::error!(%error, job = id, "a job of DynamoDB failed at first and will try again");
        }
        drop(claim);
        self.wake_jobs();
        done
    }

    fn first_step(&self, id: u64) -> Result<()> {
        match find(&self.store, id)? {
            Some(Job::Copy(copy)) => self.copy_step(id, copy).map(drop),
            _ => Ok(()),
        }
    }

    /// Starts the jobs that nobody works on.
    fn start_pending(self: &Arc<Engine>) -> Result<()> {
        for (id, job) in pending(&self.store)? {
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
    async fn work(&self, id: u64, job: Job) -> Result<()> {
        let mut job = Some(job);
        while let Some(present) = job.filter(|_| !self.tasks.is_stopping()) {
            let step = match present {
                Job::Copy(copy) => self.copy_step(id, copy)?,
                Job::Export(progress) => self.export_step(id, *progress).await?,
                Job::Import(place) => self.import_step(id, &place).await?,
                Job::Bulk(place) => self.bulk_step(id, &place).await?,
            };
            tokio::task::yield_now().await;
            job = if step == Step::Done { None } else { find(&self.store, id)? };
        }
        Ok(())
    }
}
