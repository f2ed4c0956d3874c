//! What is secret, as a request gives it and as it is kept: encrypted, and nowhere else.

use base::seams::SecretContent;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;

/// The longest, in bytes: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>.
const MOST_BYTES: usize = 65_536;

/// The first byte of a text, and that of bytes.
const TEXT: u8 = 1;
const BINARY: u8 = 2;

/// What a request gives; nothing if it gives nothing.
///
/// # Errors
///
/// It gives both, or too much.
pub(crate) fn given(fields: &Fields) -> Result<Option<SecretContent>, Fault> {
    match (fields.text("SecretString"), fields.blob("SecretBinary")) {
        (Some(_), Some(_)) => Err(error::text_and_bytes()),
        (Some(text), None) if text.len() > MOST_BYTES => Err(error::content_too_long()),
        (Some(text), None) => Ok(Some(SecretContent::Text(text.to_owned()))),
        (None, bytes) => Ok(bytes.cloned().map(SecretContent::Binary)),
    }
}

/// As it is encrypted.
pub(crate) fn written(content: &SecretContent) -> Vec<u8> {
    let (kind, bytes) = parts(content);
    [&[kind], bytes].concat()
}

/// What was decrypted.
///
/// # Errors
///
/// It is none that was written.
pub(crate) fn read(plaintext: &Bytes) -> Result<SecretContent, Fault> {
    let damaged = || error::damaged("a secret's content", "it has a wrong form");
    match plaintext.first() {
        Some(&TEXT) => {
            let text = std::str::from_utf8(plaintext.get(1..).unwrap_or_default()).map_err(|_| damaged())?;
            Ok(SecretContent::Text(text.to_owned()))
        }
        Some(&BINARY) => Ok(SecretContent::Binary(plaintext.slice(1..))),
        _ => Err(damaged()),
    }
}

/// A digest by which a request that comes again is known: of one version of one secret.
pub(crate) fn digest(arn: &str, version: &str, content: &SecretContent) -> [u8; 32] {
    let (kind, bytes) = parts(content);
    let mut digest = Sha256::new();
    for part in [arn.as_bytes(), version.as_bytes(), &[kind], bytes] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

fn parts(content: &SecretContent) -> (u8, &[u8]) {
    match content {
        SecretContent::Text(text) => (TEXT, text.as_bytes()),
        SecretContent::Binary(bytes) => (BINARY, bytes),
    }
}

/// Shows it in a reply.
pub(crate) fn shown(fields: Fields, content: SecretContent) -> Fields {
    match content {
        SecretContent::Text(text) => fields.with("SecretString", text),
        SecretContent::Binary(bytes) => fields.with("SecretBinary", bytes),
    }
}
