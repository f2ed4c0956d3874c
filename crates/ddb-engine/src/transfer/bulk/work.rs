//! The work of a bulk operation: object after object, a batch of items after the other, then the report.

use std::sync::Arc;
use std::time::Duration;

use base::seams::{ListedObject, SeamError};
use bytes::Bytes;

use super::{Bulk, State, report};
use crate::definition::owner::Owner;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::engine::records::Records;
use crate::error::{Code, Error, Result};
use crate::job::queue::{self, Owned, Step};
use crate::kept::record::{self, KeptRecord as _};
use crate::memory::catalog::Table;
use crate::transfer::load::{Load, Loaded};
use crate::transfer::s3::{Failure, Stop};

/// Bytes that one write request unit pays for.
const UNIT_BYTES: u64 = 1024;

/// A bulk operation at work.
struct BulkWork {
    id: u64,
    owner: Owner,
    table: Arc<Table>,
    bulk: Bulk,
    load: Load,
    /// The rows that were left out since the last batch: the object, the row, and why.
    failed: Vec<(String, u64, String)>,
    epoch: u64,
}

/// Why it is not gone on with.
enum Halt {
    /// For now: the process stops, the state was exchanged, a cancellation came.
    Left,
    Stopped(Stop),
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Halt {
        Halt::Stopped(stop)
    }
}

impl From<SeamError> for Halt {
    fn from(error: SeamError) -> Halt {
        Halt::Stopped(error.into())
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Halt {
        Halt::Stopped(match error.code() {
            // The table was deleted. Code and message are our guess.
            Code::ResourceNotFound => Stop::Failed(Failure {
                code: "ResourceNotFound",
                message: "The table does not exist any more".to_owned(),
            }),
            _ => Stop::Error(error),
        })
    }
}

impl Engine {
    /// Puts the items of the next few objects.
    pub(crate) async fn bulk_step(&self, id: u64, place: &Owned) -> Result<Step> {
        let (owner, epoch) = (place.owner()?, self.store.epoch());
        let Some(bulk) = record::load::<Bulk>(&self.store, &owner, &place.name)? else {
            return Ok(Step::Done);
        };
        let done = match bulk.state {
            State::Cancelling => Ok(Some(State::Cancelled)),
            _ => self.bulk_objects(id, &owner, bulk, epoch).await,
        };
        let state = match done {
            Ok(None) | Err(Halt::Left) => return Ok(Step::More),
            Ok(Some(state)) => state,
            Err(Halt::Stopped(Stop::Failed(failure))) => failed(failure),
            Err(Halt::Stopped(Stop::Error(error))) => return Err(error),
        };
        let Some(bulk) = record::load::<Bulk>(&self.store, &owner, &place.name)? else {
            return Ok(Step::Done);
        };
        // DescribeBulkOperation shows that the report cannot be written.
        let state = match (self.write_report(id, &owner, &bulk).await, state) {
            (Ok(()), state) | (Err(_), state @ State::Failed(..)) => state,
            (Err(error), _) => match Stop::from(error) {
                Stop::Failed(failure) => failed(failure),
                Stop::Error(error) => return Err(error),
            },
        };
        if let State::Failed(code, message) = &state {
            tracing::warn!(bulk = bulk.arn, code, message, "a bulk operation failed");
        }
        let ended_ms = Some(self.clock.now().millis());
        let mut records = Records::new();
        queue::remove(&mut records, id);
        record::save(&mut records, &owner, &Bulk { state, ended_ms, ..bulk })?;
        if self.commit_records_in(epoch, records)?.is_none() {
            return Ok(Step::Done);
        }
        self.forget_report(id, epoch).await?;
        Ok(Step::Done)
    }

    /// Puts the items of a page of objects; the end, once there are none.
    async fn bulk_objects(
        &self,
        id: u64,
        owner: &Owner,
        mut bulk: Bulk,
        epoch: u64,
    ) -> std::result::Result<Option<State>, Halt> {
        if bulk.total.is_none() {
            self.begin_report(owner, &bulk).await?;
            bulk.total = Some(self.bulk_total(owner, &bulk).await?);
        }
        let table = self.present(owner, &bulk.table.name)?;
        let table = table.filter(|table| table.definition.id == bulk.table_id).ok_or_else(Error::no_table)?;
        let done = bulk.cursor.done.clone();
        let objects = bulk.wanted.input.list(&self.seams.objects, owner, done.as_deref()).await?;
        if objects.is_empty() {
            // With no object at all, too, what was counted is kept.
            let mut work = BulkWork::new(id, owner.clone(), table, bulk, epoch);
            self.flush_bulk(&mut work, "").await?;
            return Ok(Some(State::Completed));
        }
        let mut work = BulkWork::new(id, owner.clone(), table, bulk, epoch);
        for object in objects {
            self.bulk_object(&mut work, &object).await?;
        }
        Ok(None)
    }

    async fn bulk_total(&self, owner: &Owner, bulk: &Bulk) -> std::result::Result<u64, Halt> {
        let (mut total, mut after) = (0, None::<String>);
        loop {
            let objects = bulk.wanted.input.list(&self.seams.objects, owner, after.as_deref()).await?;
            let Some(last) = objects.last() else { return Ok(total) };
            total += objects.iter().map(|object| object.size).sum::<u64>();
            after = Some(last.key.clone());
        }
    }

    async fn bulk_object(&self, work: &mut BulkWork, object: &ListedObject) -> std::result::Result<(), Halt> {
        let input = work.bulk.wanted.input.clone();
        let done = work.bulk.cursor.rows_of(object);
        let mut rows = input.rows(&self.seams.objects, &work.owner, object, true).behind(done);
        while let Some(row) = rows.next(&work.table.definition).await.map_err(Stop::of_object)? {
            if let Ok(row) = &row
                && work.load.is_full_for(&work.table, row)?
            {
                work.bulk.cursor.part = Some((object.etag.clone(), rows.number() - 1));
                self.flush_bulk(work, &object.key).await?;
            }
            match row {
                Ok(row) => work.load.add(&work.table, row)?,
                Err(why) => work.failed.push((object.key.clone(), rows.number(), why)),
            }
            work.bulk.cursor.read(rows.read_bytes());
        }
        work.bulk.cursor.finish(object);
        self.flush_bulk(work, &object.key).await
    }

    /// Commits what was gathered, with the operation's record and the entries of its report, and waits as long as the
    /// operation's limit of units demands.
    async fn flush_bulk(&self, work: &mut BulkWork, object: &str) -> std::result::Result<(), Halt> {
        if self.tasks.is_stopping() {
            return Err(Halt::Left);
        }
        let (load, failed) = (std::mem::take(&mut work.load), std::mem::take(&mut work.failed));
        let BulkWork { id, owner, bulk, .. } = work;
        let definition = work.table.definition.clone();
        let items: Vec<Bytes> = load.items().collect();
        let mut units = 0;
        let before = bulk.clone();
        let note = |records: &mut Records, loaded: &[Loaded]| {
            // A cancellation may have come meanwhile, and one that comes now is met.
            let seen = self.store.noting();
            let present = record::load::<Bulk>(&seen, owner, before.id())?;
            records.relies_on_reads(&seen);
            bulk.clone_from(&before);
            bulk.state = present.map_or(State::Cancelling, |present| present.state);
            units = count(bulk, &definition, loaded);
            let no_room = loaded.iter().filter(|loaded| matches!(loaded, Loaded::NoRoom)).count();
            bulk.processed += (loaded.len() + failed.len()) as u64;
            bulk.failed += (failed.len() + no_room) as u64;
            if bulk.wanted.output.errors {
                for (object, row, why) in &failed {
                    report::add(records, *id, bulk, report::error_entry(object, *row, why));
                }
            }
            for (item, loaded) in items.iter().zip(loaded) {
                let entry = match loaded {
                    Loaded::Refused(existing) if bulk.wanted.output.refusals => {
                        report::refusal_entry(object, item, existing.as_ref())
                    }
                    Loaded::NoRoom if bulk.wanted.output.errors => report::no_room_entry(object, item),
                    _ => continue,
                };
                report::add(records, *id, bulk, entry);
            }
            record::save(records, owner, bulk)
        };
        let put =
            self.put_load(&work.table, &load, (queue::key(*id).key(), self.clock.now(), work.epoch), note)?;
        tokio::task::yield_now().await;
        if !put || work.bulk.state != State::InProgress {
            return Err(Halt::Left);
        }
        if let Some(limit) = work.bulk.wanted.max_units.filter(|_| units > 0) {
            let stop = self.tasks.stop_token();
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.clock.sleep(Duration::from_millis(units * 1000 / limit.max(1))) => {}
            }
        }
        Ok(())
    }
}

impl BulkWork {
    fn new(id: u64, owner: Owner, table: Arc<Table>, bulk: Bulk, epoch: u64) -> BulkWork {
        BulkWork { id, owner, table, bulk, load: Load::default(), failed: Vec::new(), epoch }
    }
}

fn failed(failure: Failure) -> State {
    State::Failed(failure.code.to_owned(), failure.message)
}

/// Counts what was put; the write request units of it.
fn count(bulk: &mut Bulk, definition: &Definition, loaded: &[Loaded]) -> u64 {
    let mut units = 0;
    for loaded in loaded {
        let Loaded::Put(bytes, indexes) = loaded else { continue };
        units += bytes.div_ceil(UNIT_BYTES);
        bulk.put_bytes += bytes;
        for (index, bytes) in indexes {
            bulk.count_index(definition, *index, *bytes);
        }
    }
    units
}
