//! How a record with a long text is stored: a head in JSON, and behind it the text as it is, so that nobody reads or
//! escapes it with the head.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The record of a head and a text, if there is one.
pub(super) fn encode(head: &impl Serialize, text: Option<&str>) -> Result<Vec<u8>, Error> {
    let head = serde_json::to_vec(head).map_err(Error::internal)?;
    let len = u32::try_from(head.len()).map_err(Error::internal)?;
    let text = text.map_or((0_u8, ""), |text| (1, text));
    Ok([&len.to_be_bytes(), &head[..], &[text.0], text.1.as_bytes()].concat())
}

/// The head and the text of a record.
pub(super) fn decode<T: DeserializeOwned>(record: &Bytes) -> Result<(T, Option<String>), Error> {
    let damaged = |cause: &str| Error::damaged("a durable execution", cause);
    let short = || damaged("it is too short");
    let (len, rest) = record.split_first_chunk::<4>().ok_or_else(short)?;
    let (head, rest) = rest.split_at_checked(u32::from_be_bytes(*len) as usize).ok_or_else(short)?;
    let head = serde_json::from_slice(head).map_err(|cause| damaged(&cause.to_string()))?;
    let text = match rest {
        [0] => None,
        [1, text @ ..] => Some(str::from_utf8(text).map_err(|cause| damaged(&cause.to_string()))?.to_owned()),
        _ => return Err(damaged("its text")),
    };
    Ok((head, text))
}
