//! An export in progress.

use serde::{Deserialize, Serialize};

use crate::definition::recovery::Moment;
use crate::definition::schema::Definition;
use crate::job::queue::Owned;
use crate::memory::catalog::Table;

/// How far an export got.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ExportProgress {
    /// The export, by its id.
    pub(crate) export: Owned,
    /// The table as it was; its items lie under its id.
    pub(crate) definition: Definition,
    /// The moment that is exported, or that the changes are looked at from; the table's definition holds it.
    pub(crate) from: u64,
    /// Up to which moment changes are looked at.
    pub(crate) to: Option<u64>,
    /// Behind which item to go on; nothing before the beginning.
    pub(crate) after: Option<Vec<u8>>,
    pub(crate) items: u64,
    pub(crate) bytes: u64,
    pub(crate) files: Vec<DataFile>,
}

/// A data file, as `manifest-files.json` names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DataFile {
    #[serde(rename = "itemCount")]
    pub(crate) items: u64,
    #[serde(rename = "md5Checksum")]
    pub(crate) md5: String,
    pub(crate) etag: String,
    #[serde(rename = "dataFileS3Key")]
    pub(crate) key: String,
}

impl ExportProgress {
    /// An export that has not begun.
    pub(crate) fn new(table: &Table, export: Owned, (from, to): (Moment, Option<Moment>)) -> ExportProgress {
        ExportProgress {
            export,
            definition: table.definition.clone(),
            from: from.0,
            to: to.map(|to| to.0),
            after: None,
            items: 0,
            bytes: 0,
            files: Vec::new(),
        }
    }

    /// The id that the items lie under.
    pub(super) fn source(&self) -> u64 {
        self.definition.id
    }
}
