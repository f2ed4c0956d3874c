//! Reads that see the past, where a lag is set.

use std::ops::ControlFlow;

use bytes::Bytes;
use store::Key;

use crate::engine::Engine;
use crate::error::Result;
use crate::item::key_range::KeyRange;

impl Engine {
    /// What a key held at a moment, or holds at present if no moment is given.
    pub(crate) fn get_at(&self, key: &Key, moment_ms: Option<u64>) -> Result<Option<Bytes>> {
        self.past.get_at(&self.store, key, moment_ms)
    }

    /// Walks a range as it was at a moment, or as it is at present if no moment is given.
    pub(crate) fn scan_at(
        &self,
        range: &KeyRange,
        moment_ms: Option<u64>,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<()> {
        self.past.scan_at(&self.store, range, moment_ms, visit)
    }
}
