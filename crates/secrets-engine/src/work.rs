//! What operations do with secrets.

pub(crate) mod access_day;
pub(crate) mod detach;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod replicate;
pub(crate) mod rotate;
pub(crate) mod seal;
pub(crate) mod select;
pub(crate) mod value;
