//! Work that takes longer than a request: copies of tables, exports, imports. Each job is a record in the store that
//! says how far it got, so that it goes on after a restart where it stood.

use std::ops::ControlFlow;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::entropy::Entropy;
use serde::{Deserialize, Serialize};

use crate::definition::owner::Owner;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Error, Result};
use crate::item::record_key::RecordKey;
use crate::item::record_key::sub;
use crate::job::copy::Copy;
use crate::job::export::ExportProgress;
use crate::job::fill::Fill;
use crate::memory::jobs::Claim;
use crate::memory::reader::Reader;

/// So long, by the host's clock, the reply to a request waits for the job that it began. Most are done by then, and a
/// waiter, which looks at once and then every twenty seconds, sees it.
const PATIENCE: Duration = Duration::from_millis(500);

/// What a job does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Job {
    /// A backup or a restore.
    Copy(Copy),
    /// An index of a table.
    Fill(Fill),
    /// An export.
    Export(Box<ExportProgress>),
    /// An import, by its id.
    Import(Owned),
    /// A bulk operation, by its id.
    Bulk(Owned),
}

/// Whose something is, as records hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owned {
    account: String,
    region: String,
    /// A table's name, or the id of something else.
    pub(crate) name: String,
}

impl Owned {
    /// Something of an owner's.
    pub(crate) fn by(owner: &Owner, name: &str) -> Owned {
        let (account, region) = (owner.0.as_str().to_owned(), owner.1.as_str().to_owned());
        Owned { account, region, name: name.to_owned() }
    }

    /// The owner.
    pub(crate) fn owner(&self) -> Result<Owner> {
        let owner = AccountId::parse(&self.account).zip(Region::parse(&self.region));
        owner.ok_or_else(|| Error::internal(format!("a job of nobody: {self:?}")))
    }
}

/// How a job's run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
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
            Job::Fill(_) | Job::Import(_) | Job::Bulk(_) => false,
        }
    }
}

/// A job that a request begins and works on itself for a while; once this goes, it is the background's.
pub(crate) struct Begun<'e> {
    engine: &'e Engine,
    id: u64,
    /// Taken from when this goes.
    claim: Option<Claim>,
}

impl Begun<'_> {
    /// The job's id.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        drop(self.claim.take());
        self.engine.wake_jobs();
    }
}

/// The key of a job's record.
pub(crate) fn key(id: u64) -> RecordKey {
    RecordKey::of(sub::JOB).u64(id)
}

/// Puts a job's record into a batch.
pub(crate) fn save(records: &mut Records, id: u64, job: &Job) -> Result<()> {
    records.keep(key(id), serde_json::to_vec(job).map_err(Error::internal)?);
    Ok(())
}

/// Takes a job's record out in a batch.
pub(crate) fn remove(records: &mut Records, id: u64) {
    records.forget(key(id));
}

/// The jobs that are not done.
pub(crate) fn pending(store: &Reader) -> Result<Vec<(u64, Job)>> {
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
pub(crate) fn find(store: &Reader, id: u64) -> Result<Option<Job>> {
    let record = store.get(key(id).key().as_bytes())?;
    record.map(|record| serde_json::from_slice(&record).map_err(Error::internal)).transpose()
}

/// Whether a job reads the items of a table.
pub(crate) fn needs(store: &Reader, table: u64) -> Result<bool> {
    Ok(pending(store)?.iter().any(|(_, job)| job.needs(table)))
}

impl Engine {
    /// Waits for the end of a job, but not for long.
    pub(crate) async fn await_job(&self, id: u64) {
        if !self.jobs.work.is_served() {
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

    /// A job that is about to be committed.
    pub(crate) fn begun(&self, id: u64) -> Begun<'_> {
        Begun { engine: self, id, claim: self.jobs.claim(id, usize::MAX) }
    }

    /// Waits for work that a request does itself; not for long if there is somebody in the background who goes on with it.
    pub(crate) async fn patiently(&self, work: impl Future<Output = ()>) {
        if self.jobs.work.is_served() {
            // Whether it ended in time is for the records to say.
            let _ = tokio::time::timeout(PATIENCE, work).await;
        } else {
            work.await;
        }
    }

    /// An id for a job; what a bulk operation reports lies under it, too.
    pub(crate) fn new_job_id(&self) -> Result<u64> {
        let report = |id: u64| RecordKey::of(sub::BULK_REPORT).u64(id).into_key();
        Ok(self.store.fresh(Entropy::u64, |id| [key(*id).into_key(), report(*id)])?)
    }

    /// Tells that there may be jobs to do.
    pub(crate) fn wake_jobs(&self) {
        self.jobs.work.wake();
    }
}
