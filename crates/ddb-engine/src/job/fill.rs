//! An index of a table that is being filled, while writers maintain it already.

use serde::{Deserialize, Serialize};

use crate::job::queue::Owned;

/// How far the filling of an index got.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Fill {
    /// The table by which the index came; of replicas, which share their items, any.
    pub(crate) table: Owned,
    /// The id that the items lie under.
    pub(crate) id: u64,
    /// The index, by its id; that of times of expiry has one too.
    pub(crate) index: u32,
    /// Behind which item to go on: the rest of its key.
    pub(crate) after: Vec<u8>,
}

impl Fill {
    /// One that has not begun.
    pub(crate) fn new(table: Owned, id: u64, index: u32) -> Fill {
        Fill { table, id, index, after: Vec::new() }
    }
}
