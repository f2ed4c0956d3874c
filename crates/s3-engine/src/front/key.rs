//! What holds for every key that a request names.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html>

use crate::error::{Error, Result};

/// The longest key, in bytes of UTF-8.
const MAX_BYTES: usize = 1024;

/// Refuses a path of bucket and key whose key is too long.
pub(super) fn check_length(path: &str) -> Result<()> {
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    let size = percent_encoding::percent_decode_str(key).count();
    if size > MAX_BYTES { Err(Error::key_too_long(size, MAX_BYTES)) } else { Ok(()) }
}
