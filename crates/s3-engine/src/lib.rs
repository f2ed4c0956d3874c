//! S3 over `s3s`, which owns routing, typing and XML. What must happen before it is in `front`, what must happen after
//! it in `back`, the operations in `ops`, and all writes of objects go through `commit`.

mod acl;
mod back;
mod bucket;
mod checksum;
mod commit;
mod context;
mod copy_source;
mod defaults;
mod describe;
mod engine;
mod error;
mod front;
mod listed;
mod listing;
mod notify;
mod object;
mod operation;
mod ops;
mod precondition;
mod range;
mod read;
mod receive;
mod refusal;
mod seams;
mod service;
mod tag;
mod time;
mod unserved;
mod upload;
mod xml;

#[cfg(test)]
mod tests;

pub use engine::{Engine, Settings};
pub use front::bucket_of_host;
pub use ops::operations;
pub use refusal::refusal;
