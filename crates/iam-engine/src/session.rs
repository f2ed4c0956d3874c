//! Sessions: `token`, what a session token holds, sealed and opened, which is all that there is of a session; `asked`, what
//! a session is asked for with; `lasting`, those that only keys that last can ask for; `shown`, how replies show it; `sealed`, other texts
//! that only this state can make; `known`, what was found out about access keys before.

pub(crate) mod asked;
pub(crate) mod known;
pub(crate) mod lasting;
pub(crate) mod sealed;
pub(crate) mod shown;
pub(crate) mod token;
