//! Sessions: `token`, what a session token holds, sealed and opened, which is all that there is of a session; `known`,
//! what was found out about access keys before.

pub(crate) mod known;
pub(crate) mod token;
