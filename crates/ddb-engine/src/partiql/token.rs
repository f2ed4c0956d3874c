//! `NextToken`: where a SELECT goes on, bound to the statement and parameters that it was made for.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;

use crate::error::{Error, Result};

/// The first byte of a token: which form it has.
const FORM: u8 = 1;

/// A place between two items of a SELECT's reads.
#[derive(Debug, Default)]
pub(crate) struct Position {
    /// Which of the reads.
    pub(super) read: u32,
    /// Behind the item of this key; at the beginning if there is none.
    pub(super) key: Option<EncodedItem>,
}

impl Position {
    /// The token of a place. `digest` stands for statement and parameters.
    pub(crate) fn token(&self, digest: u128) -> String {
        let mut bytes = vec![FORM];
        bytes.extend_from_slice(&digest.to_be_bytes());
        bytes.extend_from_slice(&self.read.to_be_bytes());
        if let Some(key) = &self.key {
            bytes.extend_from_slice(key.as_bytes());
        }
        BASE64_STANDARD.encode(bytes)
    }

    /// The place that a token means.
    pub(crate) fn read(token: &str, digest: u128) -> Result<Position> {
        let bytes = BASE64_STANDARD.decode(token).map_err(|_| invalid())?;
        let [FORM, rest @ ..] = bytes.as_slice() else { return Err(invalid()) };
        let (made_for, rest) = rest.split_first_chunk::<16>().ok_or_else(invalid)?;
        let (read, key) = rest.split_first_chunk::<4>().ok_or_else(invalid)?;
        if u128::from_be_bytes(*made_for) != digest {
            return Err(mismatch());
        }
        let key = match key {
            [] => None,
            key => Some(EncodedItem::from_bytes(Bytes::copy_from_slice(key)).ok_or_else(invalid)?),
        };
        Ok(Position { read: u32::from_be_bytes(*read), key })
    }
}

/// A token that none of ours is.
pub(super) fn invalid() -> Error {
    Error::validation("Invalid NextToken")
}

/// A token of another statement, or of none that has tokens.
pub(crate) fn mismatch() -> Error {
    Error::validation("NextToken does not match request")
}
