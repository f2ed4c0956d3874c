//! Certificates and keys as texts: what can be read of them, and records of those that servers show.

pub(crate) mod der;
pub(crate) mod pem;
pub(crate) mod server;
