//! The pairs of a query string or a form, decoded.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::unread::Unread;

/// The most pairs of one request. A megabyte, which is the most that a service of query takes, has room for fewer.
pub const MAX_PAIRS: usize = 1 << 15;

/// Splits and decodes. `+` is a space. A name without `=` has an empty value.
///
/// # Errors
///
/// There are more pairs than `limit`, or they are not UTF-8.
pub fn pairs(text: &[u8], limit: usize) -> Result<Vec<(String, String)>, Unread> {
    let mut pairs = Vec::new();
    for pair in text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        if pairs.len() == limit {
            return Err(Unread::malformed());
        }
        let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = pair.split_at(equals);
        pairs.push((decode(name)?, decode(value.strip_prefix(b"=").unwrap_or_default())?));
    }
    Ok(pairs)
}

fn decode(text: &[u8]) -> Result<String, Unread> {
    let text: Cow<'_, [u8]> = if text.contains(&b'+') {
        text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect()
    } else {
        text.into()
    };
    let decoded = percent_decode(&text).decode_utf8().map_err(|_| Unread::malformed())?;
    Ok(decoded.into_owned())
}
