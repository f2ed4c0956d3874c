//! One item, by its key.

use bytes::Bytes;
use ddb_expr::codec::Encoded;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consistency, Consumed};
use crate::item::key;
use crate::memory::buckets::Direction;
use crate::memory::catalog::Table;
use crate::message::value::view;

impl Engine {
    /// An item by its key, as it is now.
    pub(crate) fn item_now(&self, table: &Table, item: Encoded<'_>) -> Result<Option<Bytes>> {
        let key = key::item_key(&table.definition, item)?;
        self.store.get(key.as_bytes()).map_err(Error::from)
    }

    /// An item by its key for a client: as old as the read's consistency allows, and paid for.
    pub(crate) fn read_item(
        &self,
        table: &Table,
        item: Encoded<'_>,
        consistency: Consistency,
    ) -> Result<Option<Bytes>> {
        let key = key::item_key(&table.definition, item)?;
        let found = self.get_at(&key, self.moment(None, consistency != Consistency::Eventual))?;
        let bytes = || found.as_ref().map_or(0, |item| view(item).size_bytes());
        self.charge(table, Direction::Read, || Consumed::read(bytes(), consistency))?;
        Ok(found)
    }
}
