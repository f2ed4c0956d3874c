//! The way through all versions of a bucket, key by key, the newest of a key first.

use bytes::Bytes;

use super::Turn;
use crate::bucket::Bucket;
use crate::context::Context;
use crate::engine::Engine;
use crate::engine::commit::ObjectPlace;
use crate::engine::expiry::{self, Judged};
use crate::error::{Error, Result};
use crate::lifecycle::{Act, Lifecycle, Place, Seen, SeenObject};
use crate::object::{self, Version, record};
use crate::tag::Tag;

/// What is known on the way.
pub(super) struct Walk<'a> {
    engine: &'a Engine,
    cx: &'a Context,
    bucket: &'a Bucket,
    lifecycle: &'a Lifecycle,
    /// The key whose versions are being passed.
    key: String,
    /// Its version that was passed last, as it was when it was seen: the order number, and when it was written.
    passed: Option<(u64, u64)>,
    /// How many of its versions that are not current were passed.
    noncurrent: usize,
    turn: Turn,
}

impl Walk<'_> {
    /// Does what is due to the versions of a bucket.
    pub(super) async fn through(
        engine: &Engine,
        cx: &Context,
        bucket: &Bucket,
        lifecycle: &Lifecycle,
    ) -> Result<()> {
        let all = object::of_bucket(bucket.id);
        let mut versions = engine.store.slices(all.from_here(), all.end());
        let (key, turn) = (String::new(), Turn::default());
        let mut walk = Walk { engine, cx, bucket, lifecycle, key, passed: None, noncurrent: 0, turn };
        while let Some((raw, value)) = versions.next().await? {
            let Some((key, order)) = object::fields(&raw) else {
                return Err(Error::internal("a key of an object cannot be read"));
            };
            walk.pass(key, order, value).await?;
            if engine.schedule.tasks().is_stopping() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn pass(&mut self, key: String, order: u64, value: Bytes) -> Result<()> {
        if key != self.key {
            (self.key, self.passed, self.noncurrent) = (key, None, 0);
        }
        let today = record::of_today(&value)?;
        let head = record::head(&today)?;
        let is_marker = head.object.is_none();
        let place = match self.passed {
            Some((_, since_ms)) => Place::Noncurrent { since_ms, newer: self.noncurrent },
            None if is_marker => Place::Current { is_alone: self.is_alone(order)? },
            None => Place::Current { is_alone: false },
        };
        let tags = self.tags(&value, is_marker)?;
        let object = head.object.map(|object| SeenObject {
            size: object.size,
            class: object.storage_class,
            tags: &tags,
        });
        let seen = Seen { key: &self.key, modified_ms: head.modified_ms, object, place };
        let due = self.lifecycle.rules.due(&seen, self.cx.call.now);
        let (newer, modified_ms) = (self.passed.map(|(order, _)| order), head.modified_ms);
        let is_gone = self.act(due, (order, newer), value).await?;
        // What is gone is no version's neighbour. One that a marker was put on top of is no longer the current one, which the next
        // walk sees.
        if !is_gone {
            self.noncurrent += usize::from(self.passed.is_some());
            self.passed = Some((order, modified_ms));
        }
        Ok(())
    }

    /// Does what is due to a version; whether it is gone then.
    async fn act(
        &mut self,
        due: Vec<Act>,
        (order, newer): (u64, Option<u64>),
        record: Bytes,
    ) -> Result<bool> {
        let mut judged = Judged { lifecycle: self.lifecycle, record, order, newer };
        let mut is_gone = false;
        for act in due {
            let place = ObjectPlace { bucket: self.bucket, key: &self.key };
            match act {
                Act::Move(class) => {
                    let moved = expiry::transition(self.engine, self.cx, place, &judged, &class)?;
                    let Some(record) = moved else { break };
                    judged.record = record;
                }
                Act::Expire => {
                    is_gone = expiry::expire(self.engine, self.cx, place, &judged)? && newer.is_some()
                }
            }
            self.turn.is_over().await;
        }
        Ok(is_gone)
    }

    /// Whether a key has this version alone. Only looked for where that matters.
    fn is_alone(&self, order: u64) -> Result<bool> {
        if !self.lifecycle.rules.look_at_markers() {
            return Ok(false);
        }
        let place = ObjectPlace { bucket: self.bucket, key: &self.key };
        Ok(!expiry::has_older(&self.engine.store, place, order)?)
    }

    fn tags(&self, record: &[u8], is_marker: bool) -> Result<Vec<Tag>> {
        if is_marker || !self.lifecycle.rules.look_at_tags() {
            return Ok(Vec::new());
        }
        Ok(Version::decode(record)?.object.map(|object| object.tags).unwrap_or_default())
    }
}
