//! What identity providers say of people and workloads, and what this one says: `jwt`, tokens of OpenID Connect; `saml`,
//! assertions; `named`, how trust policies name who said it; `keys`, what tokens of our own are signed with; `told`,
//! what all of them tell of a session.

pub(crate) mod jwt;
pub(crate) mod keys;
pub(crate) mod named;
pub(crate) mod saml;
pub(crate) mod told;
