//! A copy of a table's items in progress: into a backup, or out of one or of a table's past into a new table.

use serde::{Deserialize, Serialize};

use crate::definition::recovery::Moment;
use crate::job::queue::Owned;

/// A copy in progress.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Copy {
    /// The id that the items lie under.
    pub(crate) source: u64,
    /// The moment, if the source changes: it is noted in the definition of this table.
    pub(crate) at: Option<(u64, Owned)>,
    /// Where the items go.
    pub(crate) target: CopyTarget,
    /// Behind which item to go on.
    pub(crate) after: Vec<u8>,
    /// Items and bytes copied so far.
    pub(crate) items: u64,
    pub(crate) bytes: u64,
}

/// Where a copy goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum CopyTarget {
    /// Into a backup, whose items lie under this id.
    Backup(Owned, u64),
    /// Into a table, which has this id.
    Table(Owned, u64),
}

impl Copy {
    /// A copy that has not begun.
    pub(crate) fn new(source: u64, at: Option<(Moment, Owned)>, target: CopyTarget) -> Copy {
        let at = at.map(|(moment, table)| (moment.0, table));
        Copy { source, at, target, after: Vec::new(), items: 0, bytes: 0 }
    }
}
