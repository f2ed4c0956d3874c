//! A table's past, and what goes out of it and comes in as a whole: backups, restores, exports, imports, bulk operations.
//! They are jobs, and records that are asked for later.
//!
//! - `backup`: backups
//! - `bulk`: bulk operations
//! - `copy`: a table copied as it was at one moment
//! - `export`: exports
//! - `import`: imports
//! - `input`: the objects of a bucket, as rows
//! - `ion`: Amazon Ion's text form
//! - `job`: work that takes longer than a request
//! - `load`: many items put, a few in one batch
//! - `recovery`: point-in-time recovery
//! - `restore`: restores
//! - `s3`: S3 as these see it

pub(crate) mod backup;
pub(crate) mod bulk;
mod copy;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod input;
mod ion;
pub(crate) mod job;
mod load;
mod recovery;
pub(crate) mod restore;
pub(crate) mod s3;
