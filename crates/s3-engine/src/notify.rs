//! Event notifications: an event as its receiver gets it, the record that carries it to its target, and how much waits. No
//! store is here: `engine::notifications` writes, `delivery` sends.
//!
//! - `event`: what a receiver gets
//! - `outbox`: how much waits, in bytes by target
//! - `pending`: the record, and where it is kept

pub(crate) mod event;
pub(crate) mod outbox;
pub(crate) mod pending;
