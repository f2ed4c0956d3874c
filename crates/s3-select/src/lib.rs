//! The SQL of Amazon S3 Select over CSV and JSON, as pure functions: bytes in, bytes out.
//!
//! No disk, no runtime, and no other crate of ours; the time is given. Whose object it is and how the answer is framed is for the
//! engine to decide.
//!
//! - [`Query`]: one run over one object: takes its bytes in slices and gives the result in slices, with named limits
//!   (`query`); what is asked of it is an [`Asked`] (`asked`)
//! - the input: `compression`, then `records`, which are of `csv` or of `json`
//! - the statement: `statement`, whose expressions the crate `sqlparser` reads (`dialect`) and `expression` takes over
//!   (`expression/convert`); `evaluate` judges them, with `value`, `moment`, `like`, `function` and `aggregate`
//! - `output`: what is written
//! - `error`: AWS's codes and sentences
//! - `oracle`: what must hold for any input
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference.html>

mod aggregate;
mod asked;
mod compression;
mod csv;
mod dialect;
mod error;
mod evaluate;
mod expression;
mod function;
mod json;
mod like;
mod moment;
pub mod oracle;
mod output;
mod query;
mod records;
mod statement;
mod value;

#[cfg(test)]
mod tests;

pub use asked::{Asked, Compression, CsvInput, CsvOutput, Header, Input, Output, ScanRange};
pub use error::{Code, Error};
pub use query::{Query, Stats};
