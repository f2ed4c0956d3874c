//! What the records of deliveries have in common: sources, destinations, and deliveries from one to another. They are kept; no
//! service of the emulator delivers such logs.

use base::arn::{AccountId, Region};
use wire::fault::Fault;
use wire::tag::{Tags, shown};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::records::Change;
use crate::records::keys::{self, OfAccount};

/// What is kept of a resource beside its record: its tags, under the resource of its ARN.
pub(super) struct Tagged<'a> {
    pub(super) place: (AccountId, &'a Region),
    pub(super) resource: String,
}

impl Tagged<'_> {
    /// Keeps the tags of a resource that is made.
    ///
    /// # Errors
    ///
    /// It is there already, and tags are given: they can be changed by the operations of tags alone.
    pub(super) fn keep(&self, change: &mut Change, is_new: bool, tags: &Tags) -> Result<(), Fault> {
        if tags.is_empty() {
            return Ok(());
        }
        if !is_new {
            return Err(error::tags_of_update());
        }
        change.put_record(self.key(), tags)
    }

    /// Forgets them.
    pub(super) fn forget(&self, change: &mut Change) {
        change.delete(self.key());
    }

    fn key(&self) -> store::Key {
        keys::of_account(self.place, OfAccount::Tags, &self.resource)
    }
}

/// A record with its tags.
pub(super) fn tagged(engine: &Engine, of: &Tagged<'_>, fields: Fields) -> Result<Fields, Fault> {
    let tags: Option<Tags> = engine.records.record(&of.key())?;
    let member = fields.shape().members.iter().find(|member| member.name == "tags");
    let map =
        tags.filter(|tags| !tags.is_empty()).zip(member).and_then(|(tags, member)| shown(&tags, member));
    Ok(fields.with("tags", map))
}
