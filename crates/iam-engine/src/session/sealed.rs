//! Texts that only this state can make and read: messages about refusals, and tokens to trade for a session.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

use crate::secret::{Master, SEAL_BYTES};

/// The longest text that is looked at, in characters.
const LONGEST: usize = 16 << 10;

/// What a text may come to once it is inflated, in bytes.
const MAX_INFLATED: u64 = 256 << 10;

/// What a text is for: one is not taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    AuthorizationMessage,
    TradeIn,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::AuthorizationMessage => "authorization message",
            Purpose::TradeIn => "trade-in token",
        }
    }
}

/// The text that holds this; nothing if it cannot be written.
pub(crate) fn seal(master: &Master, purpose: Purpose, held: &impl Serialize) -> Option<String> {
    let mut bytes = Vec::new();
    let mut deflate = DeflateEncoder::new(&mut bytes, Compression::fast());
    deflate.write_all(&serde_json::to_vec(held).ok()?).ok()?;
    deflate.finish().ok()?;
    let seal = master.seal(purpose.name(), &bytes);
    bytes.extend_from_slice(&seal);
    Some(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// What a text holds; nothing if it was not sealed with this key and for this.
pub(crate) fn open<T: DeserializeOwned>(master: &Master, purpose: Purpose, text: &str) -> Option<T> {
    if text.len() > LONGEST {
        return None;
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (held, seal) = bytes.split_last_chunk::<SEAL_BYTES>()?;
    if !bool::from(master.seal(purpose.name(), held).ct_eq(seal)) {
        return None;
    }
    let mut inflated = Vec::new();
    DeflateDecoder::new(held).take(MAX_INFLATED).read_to_end(&mut inflated).ok()?;
    serde_json::from_slice(&inflated).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_with_its_key_and_for_its_purpose_alone() {
        let (one, other) = (Master::new([1; 32]), Master::new([2; 32]));
        let text = seal(&one, Purpose::TradeIn, &"held").unwrap();
        assert_eq!(open::<String>(&one, Purpose::TradeIn, &text).as_deref(), Some("held"));
        assert_eq!(open::<String>(&other, Purpose::TradeIn, &text), None);
        assert_eq!(open::<String>(&one, Purpose::AuthorizationMessage, &text), None);
        for wrong in ["", "A", "é", &text[1..], &format!("{text}A"), &"A".repeat(1 << 20)] {
            assert_eq!(open::<String>(&one, Purpose::TradeIn, wrong), None);
        }
    }
}
