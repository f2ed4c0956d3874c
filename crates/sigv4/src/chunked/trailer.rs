//! The lines behind the last chunk.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Error, MAX_TRAILER_BYTES, MAX_TRAILERS};

const SIGNATURE: &str = "x-amz-trailer-signature";

/// The trailers so far.
pub(super) struct Trailer {
    headers: HeaderMap,
    signature: Option<String>,
    /// Whether any header may stand here at all.
    allowed: bool,
    /// Whether a signature must come before the end.
    signed: bool,
    /// How many more bytes there may be.
    room: usize,
}

impl Trailer {
    /// `allowed`: whether the request announced trailers; `chunks_signed`: whether its chunks carry signatures, so
    /// that the trailers must too.
    pub(super) fn new(allowed: bool, chunks_signed: bool) -> Trailer {
        let signed = allowed && chunks_signed;
        Trailer { headers: HeaderMap::new(), signature: None, allowed, signed, room: MAX_TRAILER_BYTES }
    }

    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// Reads one line with its end; true if it was the last.
    pub(super) fn read(&mut self, line: &[u8]) -> Result<bool, Error> {
        self.room = self.room.saturating_sub(line.len());
        // Some clients end a trailer with "\n" and put "\r\n" before the signature, which is a reading of AWS's
        // example page. Both are taken.
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok(!self.signed || self.signature.is_some());
        }
        if !self.allowed || self.headers.len() >= MAX_TRAILERS {
            return Err(Error::MalformedTrailer);
        }
        let colon = line.iter().position(|&byte| byte == b':').ok_or(Error::MalformedTrailer)?;
        let (name, value) = line.split_at_checked(colon).ok_or(Error::MalformedTrailer)?;
        let name = HeaderName::from_bytes(name).map_err(|_| Error::MalformedTrailer)?;
        let value = trim(value.strip_prefix(b":").unwrap_or_default());
        if name == SIGNATURE {
            if self.signature.replace(String::from_utf8_lossy(value).into_owned()).is_some() {
                return Err(Error::MalformedTrailer);
            }
            return Ok(false);
        }
        let value = HeaderValue::from_bytes(value).map_err(|_| Error::MalformedTrailer)?;
        self.headers.append(name, value);
        Ok(false)
    }

    /// What the trailer's signature covers: `name:value\n` of each, sorted by name.
    pub(super) fn canonical(&self) -> Vec<u8> {
        let mut headers: Vec<_> = self.headers.iter().collect();
        headers.sort_by_key(|(name, _)| name.as_str());
        let mut out = Vec::new();
        for (name, value) in headers {
            out.extend_from_slice(name.as_str().as_bytes());
            out.push(b':');
            out.extend_from_slice(value.as_bytes());
            out.push(b'\n');
        }
        out
    }

    pub(super) fn take_signature(&mut self) -> String {
        self.signature.take().unwrap_or_default()
    }

    pub(super) fn take_headers(&mut self) -> HeaderMap {
        std::mem::take(&mut self.headers)
    }
}

/// Without the blanks around it; nothing else is white space in a header.
fn trim(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}
