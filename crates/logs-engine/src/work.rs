//! What operations do with events.

pub(crate) mod append;
pub(crate) mod find;
