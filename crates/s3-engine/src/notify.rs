//! Event notifications: an event as its receiver gets it, the letter that carries it, and what is counted of letters.

pub(crate) mod event;
pub(crate) mod letter;
pub(crate) mod outbox;
