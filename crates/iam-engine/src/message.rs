//! Rules of requests and replies that more than one operation has.

pub(crate) mod document;
pub(crate) mod id;
pub(crate) mod name;
pub(crate) mod page;
pub(crate) mod shown;
pub(crate) mod status;
pub(crate) mod tags;
