//! What requests and replies are written in.
//!
//! Knows nothing of S3's nouns.
//!
//! - `encoded_word`: user metadata beyond ASCII
//! - `percent`: percent-encoding
//! - `time`: times in headers and documents
//! - `xml`: documents that s3s does not write, or writes differently from AWS

pub(crate) mod encoded_word;
pub(crate) mod percent;
pub(crate) mod time;
pub(crate) mod xml;
