//! A table's past: point-in-time recovery, backups, and new tables made of either.
//!
//! What goes out of tables and comes in as a whole, from and to S3, is in `transfer`.
//!
//! - `backup`: backups made, found and deleted
//! - `copy`: a table copied as it was at one moment
//! - `recovery`: point-in-time recovery turned on and off
//! - `restore`: restores

pub(crate) mod backup;
mod copy;
mod recovery;
pub(crate) mod restore;
