//! Why a signature is not believed, in S3's words.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>

use crate::error::{Code, Error};

/// An error of a body in chunks.
pub(crate) fn chunks(error: sigv4::chunked::Error) -> Error {
    use sigv4::chunked::Error as E;
    match error {
        E::Truncated | E::Malformed | E::LengthDiffers { .. } => Error::of(Code::IncompleteBody),
        other => Error::internal(other.to_string()),
    }
}
