//! What the records of deliveries have in common: sources, destinations, and deliveries from one to another. They are kept; no
//! service of the emulator delivers such logs.

use base::arn::{AccountId, Region};
use base::call::Call;
use store::Key;
use wire::fault::Fault;
use wire::shape::Shape;
use wire::tag::{Tags, shown};
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::records::Change;
use crate::records::keys::{self, OfAccount};

/// One kind of these records.
pub(super) struct Noun {
    pub(super) kind: OfAccount,
    pub(super) shape: &'static Shape,
    /// The member that names one.
    pub(super) name: &'static str,
    /// What the resource of its ARN begins with.
    pub(super) resource: &'static str,
    /// What is said where there is none.
    pub(super) none: fn() -> Fault,
}

impl Noun {
    /// The one of a name.
    pub(super) fn of<'a>(&self, place: (AccountId, &'a Region), name: &str) -> Tagged<'a> {
        Tagged { place, resource: format!("{}:{name}", self.resource) }
    }

    /// The key of its record.
    pub(super) fn key(&self, place: (AccountId, &Region), name: &str) -> Key {
        keys::of_account(place, self.kind, name)
    }

    /// Its record with its tags, if it is there.
    pub(super) fn found(&self, engine: &Engine, call: &Call, name: &str) -> Result<Option<Fields>, Fault> {
        let place = (call.account, &call.region);
        let kept = engine.records.kept(&self.key(place, name), self.shape)?;
        kept.map(|kept| tagged(engine, &self.of(place, name), kept)).transpose()
    }

    /// A page of all, with their tags.
    pub(super) async fn page(
        &self,
        engine: &Engine,
        call: &Call,
        paging: Paging,
    ) -> Result<Page<Fields>, Fault> {
        let place = (call.account, &call.region);
        let all = keys::all_of_account(place, self.kind);
        let after = paging.after().map(|name| all.clone().text(name));
        let range = (&all, after.as_ref());
        let found = engine.records.some_kept(range, self.shape, paging.most() + 1, |_| true).await?;
        let shown = found.into_iter().map(|kept| {
            let of = self.of(place, kept.required(self.name));
            tagged(engine, &of, kept)
        });
        let shown = shown.collect::<Result<Vec<_>, _>>()?;
        Ok(paging.page(shown, |kept| kept.required(self.name).to_owned()))
    }

    /// Deletes one, its tags, and what is kept beside it under its name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(super) fn delete(
        &self,
        engine: &Engine,
        call: &Call,
        name: &str,
        beside: &[OfAccount],
    ) -> Result<(), Fault> {
        let place = (call.account, &call.region);
        let key = self.key(place, name);
        engine.records.change(&[name], |change| {
            change.kept(&key, self.shape)?.ok_or_else(self.none)?;
            self.of(place, name).forget(change);
            beside.iter().for_each(|kind| change.delete(keys::of_account(place, *kind, name)));
            change.delete(key.clone());
            Ok(())
        })
    }
}

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

    fn key(&self) -> Key {
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
