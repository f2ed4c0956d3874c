//! Ciphertexts in the form that was before this one: data folders hold them. They are read, and no more of them are made.

use base::seams::{EncryptionContext, SeamError};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

/// What they begin with.
const MARK: &[u8] = b"RustStack key 1\0";
const NONCE_BYTES: usize = 16;
const DIGEST_BYTES: usize = 32;

/// Whether a ciphertext has the former form.
pub(super) fn is_of_it(ciphertext: &[u8]) -> bool {
    ciphertext.starts_with(MARK)
}

/// The plaintext of one.
///
/// # Errors
///
/// `Refused`: it was changed, or is bound to another context.
pub(super) fn opened(ciphertext: &[u8], context: &EncryptionContext) -> Result<Bytes, SeamError> {
    let changed = || SeamError::Refused("the ciphertext or its context was changed".to_owned());
    let [arn, nonce, given, sealed] = parts(ciphertext).ok_or_else(changed)?;
    if seal(arn, nonce, context, sealed) != given {
        return Err(changed());
    }
    let mut plaintext = sealed.to_vec();
    uncover(arn, nonce, &mut plaintext);
    Ok(plaintext.into())
}

/// The key's ARN, the nonce, the seal and the covered text.
fn parts(ciphertext: &[u8]) -> Option<[&[u8]; 4]> {
    let (length, rest) = ciphertext.strip_prefix(MARK)?.split_first_chunk::<2>()?;
    let (arn, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let (nonce, rest) = rest.split_at_checked(NONCE_BYTES)?;
    let (seal, sealed) = rest.split_at_checked(DIGEST_BYTES)?;
    Some([arn, nonce, seal, sealed])
}

fn uncover(arn: &[u8], nonce: &[u8], text: &mut [u8]) {
    for (number, chunk) in (0_u64..).zip(text.chunks_mut(DIGEST_BYTES)) {
        let stream = Sha256::new().chain_update(arn).chain_update(nonce).chain_update(number.to_be_bytes());
        chunk.iter_mut().zip(stream.finalize()).for_each(|(byte, cover)| *byte ^= cover);
    }
}

/// What shows that nothing was changed.
fn seal(arn: &[u8], nonce: &[u8], context: &EncryptionContext, sealed: &[u8]) -> [u8; DIGEST_BYTES] {
    let mut digest = Sha256::new().chain_update(arn).chain_update(nonce);
    for text in context.iter().flat_map(|(name, value)| [name, value]) {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    digest.update((context.len() as u64).to_be_bytes());
    digest.chain_update(sealed).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    /// Computed apart, as the version before sealed: "open sesame" under the key `mine`, bound to a queue `a`.
    const OF_FORMER: &str = "UnVzdFN0YWNrIGtleSAxAAArYXJuOmF3czprbXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDprZXkvbWluZQABAgMEBQYHCAkKCwwNDg805m4psJJ2JhJxT8BUPrUzFm908YJRYtyUVgZVYU0Yzp9VVR116IVFm/ZK";

    /// Our promise: an older data folder is read as it was meant.
    #[test]
    fn what_the_former_version_sealed_is_read() {
        let sealed = BASE64_STANDARD.decode(OF_FORMER).unwrap();
        let context = EncryptionContext::from([("queue".to_owned(), "a".to_owned())]);
        assert!(is_of_it(&sealed));
        assert_eq!(opened(&sealed, &context).unwrap(), "open sesame");
        assert!(opened(&sealed, &EncryptionContext::new()).is_err());
        for at in MARK.len()..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, &context).is_err(), "byte {at}");
        }
    }
}
