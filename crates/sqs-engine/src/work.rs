//! What operations do to messages.

pub(crate) mod dead;
pub(crate) mod held;
pub(crate) mod receive;
pub(crate) mod send;
