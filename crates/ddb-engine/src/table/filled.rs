//! Tables that a job fills: made, found while they are filled, and the moment let go that the job read.

use std::sync::Arc;

use crate::definition::owner::Owner;
use crate::definition::recovery::Moment;
use crate::definition::schema::Definition;
use crate::engine::Engine;
use crate::engine::definitions::Definitions;
use crate::error::{Error, Result};
use crate::job::queue::Owned;
use crate::memory::catalog::Table;

impl Engine {
    /// Commits definitions, and that a table need not remember a moment any more. If the table is gone, a replica that
    /// shares its items does not.
    pub(crate) fn release(
        &self,
        (owner, name): (&Owner, &str),
        id: u64,
        moment: Moment,
        beside: Definitions,
    ) -> Result<()> {
        let named = self.catalog.table(&self.store, owner, name)?;
        let mut present = named.filter(|table| table.definition.id == id);
        if present.is_none() {
            let all = self.catalog.all_tables(&self.store)?;
            present = all.into_iter().find(|table| table.definition.id == id);
        }
        match present {
            Some(present) => {
                let mut definition = present.definition.clone();
                definition.recovery.release(moment);
                self.replace_table(&present, definition, present.stream.clone(), beside)?;
            }
            None => drop(self.commit_definitions(beside)?),
        }
        Ok(())
    }

    /// The table that a job fills, unless the state was exchanged.
    pub(crate) fn filling(&self, place: &Owned, id: u64) -> Result<Option<Arc<Table>>> {
        let table = self.catalog.table(&self.store, &place.owner()?, &place.name)?;
        Ok(table.filter(|table| table.definition.id == id && table.definition.filling))
    }

    /// A new table that a job fills, among definitions. The caller made room for it, and commits them.
    pub(crate) fn found_table(
        &self,
        owner: Owner,
        definition: Definition,
        among: &mut Definitions,
    ) -> Result<Arc<Table>> {
        if self.is_taken(&owner, &definition.name)? {
            return Err(Error::table_exists(&definition.name));
        }
        among.table(None, Table::new(owner, definition, None, None))
    }
}
