//! The work of an import: object after object, a batch of items after the other, each with how far it got.

use std::sync::Arc;

use base::seams::ListedObject;

use super::{Import, ImportOutcome};
use crate::definition::owner::Owner;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::engine::records::Records;
use crate::error::Result;
use crate::job::queue::{self, Owned, Step};
use crate::kept::record;
use crate::memory::catalog::Table;
use crate::transfer::load::{Load, Loaded};
use crate::transfer::s3::{Failure, Stop};

impl Engine {
    /// Imports the next few objects.
    pub(crate) async fn import_step(&self, id: u64, place: &Owned) -> Result<Step> {
        let (owner, epoch) = (place.owner()?, self.store.epoch());
        let Some(import) = record::load::<Import>(&self.store, &owner, &place.name)? else {
            return Ok(Step::Done);
        };
        let Some(table) = self.filling(&import.table, import.table_id)? else { return Ok(Step::Done) };
        let mut work = ImportWork { owner, table, import, load: Load::default(), failed: 0, epoch };
        match self.import_objects(id, &mut work).await {
            Ok(Some(step)) => Ok(step),
            Ok(None) => self.end_import(id, work),
            Err(Stop::Failed(failure)) => self.stop_import(id, work, failure),
            Err(Stop::Error(error)) => Err(error),
        }
    }

    /// Imports a page of objects; nothing once there are none.
    async fn import_objects(
        &self,
        id: u64,
        work: &mut ImportWork,
    ) -> std::result::Result<Option<Step>, Stop> {
        let done = work.import.cursor.done.clone();
        let objects = work.import.input.list(&self.seams.objects, &work.owner, done.as_deref()).await?;
        if objects.is_empty() {
            return Ok(None);
        }
        for object in objects {
            if !self.import_object(id, work, &object).await? {
                return Ok(Some(Step::Done));
            }
        }
        Ok(Some(Step::More))
    }

    /// Imports one object, from where it was left. False if the process stops or the state was exchanged.
    async fn import_object(
        &self,
        id: u64,
        work: &mut ImportWork,
        object: &ListedObject,
    ) -> std::result::Result<bool, Stop> {
        let input = work.import.input.clone();
        let done = work.import.cursor.rows_of(object);
        let mut rows = input.rows(&self.seams.objects, &work.owner, object, false).behind(done);
        while let Some(row) = rows.next(&work.table.definition).await.map_err(Stop::of_object)? {
            if let Ok(row) = &row
                && work.load.is_full_for(&work.table, row)?
            {
                work.import.cursor.part = Some((object.etag.clone(), rows.number() - 1));
                self.flush_import(id, work)?;
                tokio::task::yield_now().await;
                if self.tasks.is_stopping() || self.store.epoch() != work.epoch {
                    return Ok(false);
                }
            }
            match row {
                Ok(row) => work.load.add(&work.table, row)?,
                Err(why) => {
                    let (import, key, row) = (&work.import.arn, &object.key, rows.number());
                    tracing::debug!(import, key, row, why, "not imported");
                    work.failed += 1;
                }
            }
            work.import.cursor.read(rows.read_bytes());
        }
        work.import.cursor.finish(object);
        self.flush_import(id, work)?;
        Ok(self.store.epoch() == work.epoch)
    }

    /// Commits what was gathered, with the import's record.
    fn flush_import(&self, id: u64, work: &mut ImportWork) -> Result<()> {
        let (load, failed) = (std::mem::take(&mut work.load), std::mem::take(&mut work.failed));
        let (import, owner) = (&mut work.import, &work.owner);
        let before = import.clone();
        let note = |records: &mut Records, loaded: &[Loaded]| {
            let put = loaded.len() as u64;
            import.clone_from(&before);
            import.imported += put;
            import.errors += failed;
            import.processed += put + failed;
            record::save(records, owner, import)
        };
        // If the state was exchanged meanwhile, the caller sees it too.
        self.put_load(&work.table, &load, (queue::key(id).key(), self.clock.now(), work.epoch), note)
            .map(drop)
    }

    /// Ends an import that S3 refuses; its table goes, unless items are in it.
    fn stop_import(&self, id: u64, work: ImportWork, failure: Failure) -> Result<Step> {
        let (ImportWork { owner, table, mut import, epoch, .. }, Failure { code, message }) = (work, failure);
        tracing::warn!(import = import.arn, code, message, "an import into a DynamoDB table failed");
        let end_ms = self.clock.now().millis();
        import.outcome = ImportOutcome::Failed { end_ms, code: code.to_owned(), message };
        if import.processed > 0 {
            return self.show_table(id, (&owner, epoch), &import);
        }
        self.deciding(&owner, &table.definition.name, || {
            if self.store.epoch() != epoch {
                return Ok(Step::Done);
            }
            let Some(present) = self.filling(&import.table, import.table_id)? else { return Ok(Step::Done) };
            let mut end = Definitions::new();
            queue::remove(end.records(), id);
            record::save(end.records(), &owner, &import)?;
            end.drop(&present);
            self.commit_definitions(end)?;
            Ok(Step::Done)
        })
    }

    /// Ends an import that has read everything. One that could not import all has failed, as seen on AWS by others;
    /// its code and message are AWS's.
    fn end_import(&self, id: u64, work: ImportWork) -> Result<Step> {
        let ImportWork { owner, mut import, epoch, .. } = work;
        let end_ms = self.clock.now().millis();
        import.outcome = match import.errors {
            0 => ImportOutcome::Completed { end_ms },
            errors => {
                tracing::warn!(import = import.arn, errors, "an import left items out");
                ImportOutcome::Failed {
                    end_ms,
                    code: "ItemValidationError".to_owned(),
                    message:
                        "Some of the items failed validation checks and were not imported. Please check \
                              CloudWatch error logs for more details."
                            .to_owned(),
                }
            }
        };
        self.show_table(id, (&owner, epoch), &import)
    }

    /// Commits the end of an import whose table stays, unless the state of this epoch was exchanged.
    fn show_table(&self, id: u64, (owner, epoch): (&Owner, u64), import: &Import) -> Result<Step> {
        self.deciding(owner, &import.table.name, || {
            if self.store.epoch() != epoch {
                return Ok(Step::Done);
            }
            let Some(present) = self.filling(&import.table, import.table_id)? else { return Ok(Step::Done) };
            let mut records = Records::new();
            queue::remove(&mut records, id);
            record::save(&mut records, owner, import)?;
            let definition = Definition { filling: false, ..present.definition.clone() };
            self.replace_table(&present, definition, None, records.into())?;
            Ok(Step::Done)
        })
    }
}

/// An import at work.
struct ImportWork {
    owner: Owner,
    table: Arc<Table>,
    import: Import,
    load: Load,
    /// Rows that were left out since the last batch.
    failed: u64,
    /// Of the state that all of this is about.
    epoch: u64,
}
