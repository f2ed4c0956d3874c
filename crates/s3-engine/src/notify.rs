//! Event notifications: an event as its receiver gets it, and the message that carries it to its target. No store is here:
//! `engine::notifications` posts, `delivery` sends.
//!
//! - `event`: what a receiver gets
//! - `pending`: the message

pub(crate) mod event;
pub(crate) mod pending;
