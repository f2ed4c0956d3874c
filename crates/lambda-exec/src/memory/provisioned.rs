//! How far each provisioned concurrency is: what a process that begins must find out again.

use std::collections::HashMap;

use bytes::Bytes;
use parking_lot::Mutex;

use crate::function::provisioned::{Provisioned, Standing};
use crate::function_name::FunctionId;

/// By the key of its record, with the time of the change that it is about.
#[derive(Debug, Default)]
pub(crate) struct Standings(Mutex<HashMap<Bytes, (u64, Standing)>>);

impl Standings {
    /// How far one is. Nobody has looked at it since it was changed: its environments are being started.
    pub(crate) fn of(&self, id: &FunctionId, provisioned: &Provisioned) -> Standing {
        let key = Provisioned::key(id, &provisioned.qualifier);
        match self.0.lock().get(key.as_bytes()) {
            Some((of, standing)) if *of == provisioned.last_modified => *standing,
            _ => Standing::InProgress,
        }
    }

    /// Those that were looked at, in place of all that were known.
    pub(crate) fn replace(&self, all: impl Iterator<Item = (Bytes, u64, Standing)>) {
        *self.0.lock() = all.map(|(key, of, standing)| (key, (of, standing))).collect();
    }
}
