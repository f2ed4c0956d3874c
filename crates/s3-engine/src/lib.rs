//! S3. The table in `route` says what a request means; `s3s` owns typing and XML. What must happen before it is in
//! `front`, what must happen after it in `back`, the operations in `ops`, and all writes of objects go through `commit`.

mod back;
mod bucket;
mod context;
mod delivery;
mod endpoint;
mod engine;
mod error;
mod front;
mod listing;
mod message;
mod mount;
mod mounted;
mod notify;
mod object;
mod ops;
mod payload;
mod read;
mod reader;
mod route;
mod seams;
mod service;
mod tag;
mod upload;

#[cfg(test)]
mod tests;

pub use endpoint::{S3, services};
pub use engine::{Engine, Settings};
pub use front::bucket_of_host;
