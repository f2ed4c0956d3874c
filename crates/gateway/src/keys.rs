//! The keys of KMS while there is no KMS: a small table that is not even stored. Each name is a key of its caller's
//! account, so that what names keys deploys unchanged; in strict mode there are AWS's own keys alone. A ciphertext can be recognised, is bound to its key and context, and cannot be changed unseen; it is no
//! secret, since anybody who has this program can read it.

mod former;

use std::sync::Arc;

use async_trait::async_trait;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base::arn::{AccountId, Arn};
use base::entropy::Entropy;
use base::seams::{EncryptionContext, KeyDescription, KeyUser, Keys, SeamError};
use bytes::Bytes;
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};

/// AWS's own keys that are known by their ids too, as services show them.
const OWN: [&str; 3] = ["alias/aws/s3", "alias/aws/secretsmanager", "alias/aws/ssm"];

/// What a ciphertext begins with.
const MARK: &[u8] = b"RustStack key 2\0";
/// The longest name of a key: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>.
const MAX_NAME_BYTES: usize = 2048;

/// How many keys are kept ready.
const MOST_READY: usize = 16;

/// The table.
#[derive(Debug)]
pub(crate) struct KeyTable {
    entropy: Entropy,
    strict: bool,
    /// What encrypts with the keys that were used last, by their ARNs: few keys are used often.
    ready: Mutex<Vec<(String, Arc<LessSafeKey>)>>,
}

impl KeyTable {
    pub(crate) fn new(entropy: Entropy, strict: bool) -> KeyTable {
        KeyTable { entropy, strict, ready: Mutex::default() }
    }

    /// What encrypts with a key.
    fn cipher(&self, arn: &str) -> Option<Arc<LessSafeKey>> {
        if let Some((_, known)) = self.ready.lock().iter().find(|(known, _)| known == arn) {
            return Some(known.clone());
        }
        let made = Arc::new(cipher(arn)?);
        let mut ready = self.ready.lock();
        if ready.len() >= MOST_READY {
            ready.remove(0);
        }
        ready.push((arn.to_owned(), made.clone()));
        Some(made)
    }
}

#[async_trait]
impl Keys for KeyTable {
    async fn describe(&self, user: &KeyUser, key: &str) -> Result<KeyDescription, SeamError> {
        let missing = || SeamError::NotFound(format!("there is no key '{key}'"));
        if key.is_empty() || key.len() > MAX_NAME_BYTES {
            return Err(missing());
        }
        let (user, resource) = match Arn::parse(key) {
            Some(arn) if arn.service == "kms" => {
                let (account, region) = arn.owner().ok_or_else(missing)?;
                (KeyUser { account, region }, arn.resource)
            }
            Some(_) => return Err(missing()),
            None if key.starts_with("alias/") => (user.clone(), key.to_owned()),
            None => (user.clone(), format!("key/{key}")),
        };
        let is_own = |alias: &str| resource == format!("key/{}", id_of(&user, alias));
        let aws_managed = resource.starts_with("alias/aws/") || OWN.into_iter().any(is_own);
        if self.strict && !aws_managed {
            return Err(missing());
        }
        let resource = match resource.strip_prefix("alias/") {
            Some(_) => format!("key/{}", id_of(&user, &resource)),
            None if resource.starts_with("key/") => resource,
            None => return Err(missing()),
        };
        Ok(KeyDescription { arn: Arn::regional("kms", &user.region, user.account, resource), aws_managed })
    }

    async fn encrypt(
        &self,
        user: &KeyUser,
        key: &str,
        plaintext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        let arn = self.describe(user, key).await?.arn.to_string();
        let mut nonce = [0; NONCE_LEN];
        self.entropy.fill(&mut nonce);
        let length = u16::try_from(arn.len()).unwrap_or(u16::MAX).to_be_bytes();
        let mut sealed = plaintext.to_vec();
        self.cipher(&arn)
            .and_then(|cipher| {
                let nonce = Nonce::assume_unique_for_key(nonce);
                cipher.seal_in_place_append_tag(nonce, Aad::from(bound_to(context)), &mut sealed).ok()
            })
            .ok_or_else(|| SeamError::Refused("this is too long to be encrypted".to_owned()))?;
        Ok([MARK, &length, arn.as_bytes(), &nonce, &sealed].concat().into())
    }

    async fn decrypt(
        &self,
        _: &KeyUser,
        ciphertext: &[u8],
        context: &EncryptionContext,
    ) -> Result<Bytes, SeamError> {
        if former::is_of_it(ciphertext) {
            return former::opened(ciphertext, context);
        }
        let Some(Sealed { arn, nonce, sealed }) = Sealed::of(ciphertext) else {
            return Err(SeamError::Refused("the ciphertext was not made here".to_owned()));
        };
        let mut text = sealed.to_vec();
        let opened = self.cipher(arn).and_then(|cipher| {
            let nonce = Nonce::assume_unique_for_key(nonce);
            Some(cipher.open_in_place(nonce, Aad::from(bound_to(context)), &mut text).ok()?.len())
        });
        let Some(length) = opened else {
            return Err(SeamError::Refused("the ciphertext or its context was changed".to_owned()));
        };
        text.truncate(length);
        Ok(text.into())
    }
}

/// The parts of a ciphertext.
struct Sealed<'c> {
    arn: &'c str,
    nonce: [u8; NONCE_LEN],
    /// The text, and the tag behind it.
    sealed: &'c [u8],
}

impl Sealed<'_> {
    fn of(ciphertext: &[u8]) -> Option<Sealed<'_>> {
        let rest = ciphertext.strip_prefix(MARK)?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (arn, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        Some(Sealed { arn: std::str::from_utf8(arn).ok()?, nonce: *nonce, sealed })
    }
}

/// What encrypts with a key. Nobody keeps its bytes: they follow from the key's name.
fn cipher(arn: &str) -> Option<LessSafeKey> {
    let bytes = Sha256::new().chain_update(MARK).chain_update(arn).finalize();
    UnboundKey::new(&AES_256_GCM, &bytes).ok().map(LessSafeKey::new)
}

/// The bytes of a context, of which no two have the same.
fn bound_to(context: &EncryptionContext) -> Vec<u8> {
    let length: usize = context.iter().map(|(name, value)| 16 + name.len() + value.len()).sum();
    let mut bytes = Vec::with_capacity(length);
    for text in context.iter().flat_map(|(name, value)| [name, value]) {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

/// The id that the key behind an alias has: the same in each run, in the form of KMS's ids.
fn id_of(user: &KeyUser, alias: &str) -> String {
    let account: AccountId = user.account;
    let digest = Sha256::digest(format!("{account} {} {alias}", user.region.as_str()).as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::arn::Region;

    fn table() -> (KeyTable, KeyUser) {
        let user = KeyUser { account: AccountId::DEFAULT, region: Region::us_east_1() };
        (KeyTable::new(Entropy::seeded(1), false), user)
    }

    /// How a key is named: <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id>.
    #[tokio::test]
    async fn a_key_has_one_arn_however_it_is_named() {
        let (table, user) = table();
        let arn = |name: &'static str| {
            let (table, user) = (&table, &user);
            async move { table.describe(user, name).await.map(|key| key.arn.to_string()) }
        };
        let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        let full = format!("arn:aws:kms:us-east-1:000000000000:key/{id}");
        assert_eq!(arn("1234abcd-12ab-34cd-56ef-1234567890ab").await.unwrap(), full);
        let alias = arn("alias/mine").await.unwrap();
        assert_eq!(arn("arn:aws:kms:us-east-1:000000000000:alias/mine").await.unwrap(), alias);
        assert_ne!(arn("alias/other").await.unwrap(), alias);
        assert!(arn("arn:aws:s3:::bucket").await.is_err() && arn("").await.is_err());
        assert!(table.describe(&user, "alias/aws/sqs").await.unwrap().aws_managed);
    }

    /// Nobody has made a key, as there is nobody who makes keys.
    #[tokio::test]
    async fn strictly_there_are_the_own_keys_of_aws_alone() {
        let (_, user) = table();
        let table = KeyTable::new(Entropy::seeded(1), true);
        assert!(matches!(table.describe(&user, "alias/mine").await, Err(SeamError::NotFound(_))));
        assert!(matches!(table.describe(&user, "1234abcd").await, Err(SeamError::NotFound(_))));
        let own = table.describe(&user, "alias/aws/s3").await.unwrap();
        assert_eq!(table.describe(&user, &own.arn.to_string()).await.unwrap(), own);
    }

    #[tokio::test]
    async fn what_was_encrypted_comes_back_with_its_context_only() {
        let (table, user) = table();
        let context = EncryptionContext::from([("queue".to_owned(), "a".to_owned())]);
        let secret = [7; 100];
        let sealed = table.encrypt(&user, "alias/mine", &secret, &context).await.unwrap();
        assert_eq!(table.decrypt(&user, &sealed, &context).await.unwrap(), secret[..]);
        assert!(!sealed.windows(4).any(|bytes| bytes == [7; 4]), "the plaintext shows");
        let refused = |ciphertext: Vec<u8>, context: EncryptionContext| {
            let (table, user) = (&table, &user);
            async move { table.decrypt(user, &ciphertext, &context).await.is_err() }
        };
        assert!(refused(sealed.to_vec(), EncryptionContext::new()).await);
        for at in 0..sealed.len() {
            let mut changed = sealed.to_vec();
            changed[at] ^= 1;
            assert!(refused(changed, context.clone()).await, "byte {at}");
        }
        assert!(refused(sealed[..40].to_vec(), context).await);
    }
}
