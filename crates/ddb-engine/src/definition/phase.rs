//! The states of a table, where they take time: each is a moment until which it lasts, so that nothing has to happen when
//! it ends. Who begins and ends them is in `table`.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>

use base::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::definition::schema::{Definition, Index};
use crate::definition::vector_index::VectorIndex;
use crate::error::{Error, Result};

/// The state that a reply shows. AWS needs seconds for a change; here it is done when the reply goes out, but the
/// reply still reads as AWS's does. A later DescribeTable says `ACTIVE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Creating,
    Active,
    Updating,
    Deleting,
}

impl Status {
    /// As AWS writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Creating => "CREATING",
            Status::Active => "ACTIVE",
            Status::Updating => "UPDATING",
            Status::Deleting => "DELETING",
        }
    }
}

/// Until when a table is in each state, in milliseconds; zero if it never was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phase {
    pub(crate) creating_until: u64,
    pub(crate) updating_until: u64,
    pub(crate) deleting_until: u64,
    /// Until when TTL is `ENABLING`.
    enabling_until: u64,
}

impl Phase {
    /// The state at a time.
    pub(crate) fn status(self, now: Timestamp) -> Status {
        let now = now.millis();
        if self.deleting_until > 0 {
            Status::Deleting
        } else if now < self.creating_until {
            Status::Creating
        } else if now < self.updating_until {
            Status::Updating
        } else {
            Status::Active
        }
    }

    /// Whether its deletion is due: then it is gone, though it may not have been carried out.
    pub(crate) fn is_gone(self, now: Timestamp) -> bool {
        self.is_deleting() && now.millis() >= self.deleting_until
    }

    /// When the deletion of a table that is being deleted falls due.
    pub(crate) fn due(self) -> Timestamp {
        Timestamp::from_millis(self.deleting_until)
    }

    /// Whether it is being deleted.
    pub(crate) fn is_deleting(self) -> bool {
        self.deleting_until > 0
    }

    /// Whether TTL is not enabled yet.
    pub(crate) fn is_enabling_ttl(self, now: Timestamp) -> bool {
        now.millis() < self.enabling_until
    }

    /// Begins to enable TTL.
    pub(crate) fn enable_ttl(&mut self, until: u64) {
        self.enabling_until = until;
    }
}

/// Indexes that were deleted: nothing is read from or written to them, and they are shown as `DELETING` until a moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Leaving {
    indexes: Vec<Index>,
    vectors: Vec<VectorIndex>,
    pub(crate) until_ms: u64,
}

impl Leaving {
    /// Adds an index.
    pub(crate) fn push(&mut self, index: Index) {
        self.indexes.push(index);
    }

    /// Adds a vector index.
    pub(super) fn push_vector(&mut self, index: VectorIndex) {
        self.vectors.push(index);
    }

    fn is_over(&self, now: Option<Timestamp>) -> bool {
        now.is_none_or(|now| now.millis() >= self.until_ms)
    }

    /// The indexes that are shown at a time.
    pub(crate) fn indexes(&self, now: Option<Timestamp>) -> &[Index] {
        if self.is_over(now) { &[] } else { &self.indexes }
    }

    /// The vector indexes that are shown at a time.
    pub(crate) fn vectors(&self, now: Option<Timestamp>) -> &[VectorIndex] {
        if self.is_over(now) { &[] } else { &self.vectors }
    }
}

/// Whether what takes until this moment, in milliseconds, or no time, is over.
pub(super) fn is_over(ready_ms: u64, now: Timestamp) -> bool {
    ready_ms == 0 || now.millis() >= ready_ms
}

/// An error if a table cannot be changed now.
pub(crate) fn check_changeable(definition: &Definition, now: Timestamp) -> Result<()> {
    match definition.phase.status(now) {
        Status::Active => Ok(()),
        Status::Creating => Err(Error::in_use(format!("Table is being created: {}", definition.name))),
        Status::Updating => Err(Error::in_use(format!("Table is being updated: {}", definition.name))),
        Status::Deleting => Err(Error::in_use(format!("Table is being deleted: {}", definition.name))),
    }
}

/// Whether all indexes are ready.
pub(crate) fn are_indexes_ready(definition: &Definition, now: Timestamp) -> bool {
    are_others_ready(definition, None, now)
}

/// Whether all indexes but one are ready.
pub(crate) fn are_others_ready(definition: &Definition, but: Option<&str>, now: Timestamp) -> bool {
    let indexes = definition.indexes.iter().map(|index| (&index.name, index.is_ready(now)));
    let vectors = definition.vectors.iter().map(|index| (&index.name, index.is_ready(now)));
    indexes.chain(vectors).all(|(name, is_ready)| is_ready || but == Some(name))
}
