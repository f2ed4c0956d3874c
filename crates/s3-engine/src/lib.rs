//! S3. The table in `route` says what a request means; `s3s` owns typing and XML. What must happen before it is in
//! `front`, what must happen after it in `back`, the operations in `ops`, and all writes of objects go through `commit`.

mod acl;
mod back;
mod bucket;
mod checksum;
mod commit;
mod context;
mod copy_source;
mod defaults;
mod describe;
mod encoded_word;
mod endpoint;
mod engine;
mod error;
mod foreign;
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
mod region;
mod route;
mod seams;
mod service;
mod tag;
mod time;
mod unserved;
mod upload;
mod xml;

#[cfg(test)]
mod tests;

pub use endpoint::{S3, services};
pub use engine::{Engine, Settings};
pub use front::bucket_of_host;
