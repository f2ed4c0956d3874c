//! What goes out of tables and comes in as a whole, to and from S3: exports, imports, bulk operations. They are jobs, and
//! records that are asked for later.
//!
//! - `bulk`: bulk operations
//! - `export`: exports
//! - `import`: imports
//! - `input`: the objects of a bucket, as rows
//! - `ion`: Amazon Ion's text form
//! - `load`: many items put, a few in one batch
//! - `s3`: S3 as these see it

pub(crate) mod bulk;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod input;
mod ion;
mod load;
pub(crate) mod s3;
