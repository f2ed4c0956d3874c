//! The key that secret access keys and the seals of session tokens are made of. It is a record of the state, so that what
//! was given out holds as long as the state does: a reset takes it away, a checkpoint brings it back.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Bytes of the key.
pub(crate) const KEY_BYTES: usize = 32;

/// Bytes of a seal.
pub(crate) const SEAL_BYTES: usize = 16;

/// Characters of a secret access key.
const SECRET_CHARS: usize = 40;

/// The key.
pub(crate) struct Master {
    /// What HMAC makes of the key before it sees a message: nothing if it takes no such key.
    begun: Option<Hmac<Sha256>>,
}

impl Master {
    pub(crate) fn new(bytes: [u8; KEY_BYTES]) -> Master {
        // A key of any length is taken.
        Master { begun: Hmac::<Sha256>::new_from_slice(&bytes).ok() }
    }

    /// What nobody can make who does not have the key, of parts whose number and order are fixed for each purpose.
    fn digest(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let Some(mut mac) = self.begun.clone() else { return [0; 32] };
        mac.update(purpose.as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The secret access key of an access key; `seal` is that of its session token, empty for a key that lasts.
    pub(crate) fn secret(&self, access_key: &str, seal: &[u8]) -> String {
        let mut secret = BASE64_STANDARD.encode(self.digest("secret", &[access_key.as_bytes(), seal]));
        secret.truncate(SECRET_CHARS);
        secret
    }

    /// What is kept of a user's password.
    pub(crate) fn of_password(&self, user_id: &str, password: &str) -> [u8; 32] {
        self.digest("password", &[user_id.as_bytes(), password.as_bytes()])
    }

    /// The seal of what a token holds, for a purpose.
    pub(crate) fn seal(&self, purpose: &str, held: &[u8]) -> [u8; SEAL_BYTES] {
        let digest = self.digest(purpose, &[held]);
        digest.first_chunk::<SEAL_BYTES>().copied().unwrap_or([0; SEAL_BYTES])
    }

    /// The bits of a temporary access key: 26 of chance, and 13 by which the key is known to be of here when it comes
    /// without its token.
    pub(crate) fn key_bits(&self, account: &str, chance: u64) -> u64 {
        let chance = chance & ((1 << 26) - 1);
        let digest = self.digest("key", &[account.as_bytes(), &chance.to_be_bytes()]);
        let mark = digest.first_chunk::<2>().map_or(0, |bytes| u16::from_be_bytes(*bytes)) >> 3;
        (chance << 13) | u64::from(mark)
    }
}

impl std::fmt::Debug for Master {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Master(…)")
    }
}
