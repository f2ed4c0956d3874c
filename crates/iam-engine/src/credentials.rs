//! Access keys given and found again.
//!
//! - `give`: new sessions; `trust`: whether a role lets somebody have one
//! - `trade`: tokens that are traded for a session; `refusal`: messages that only their operation decodes
//! - `federated`: sessions for whom a provider vouches; `issuer`: this emulator as a provider
//! - `find`: whose a key is, as the gateway asks with each request

pub(crate) mod federated;
mod find;
mod give;
pub(crate) mod issuer;
#[cfg(test)]
mod refusal;
mod trade;
pub(crate) mod trust;
