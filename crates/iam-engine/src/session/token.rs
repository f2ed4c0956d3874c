//! What a session token holds: whose session it is, and all that its requests are judged by. It is sealed, so that nobody
//! changes it, and nothing of it is stored: sessions take no room, and last as long as the key that seals them.

use std::io::{Read as _, Write as _};

use base::arn::{AccountId, Arn};
use base::clock::Timestamp;
use base::seams::{KeyIdentity, KeySession};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::secret::{Master, SEAL_BYTES};

/// The first bytes of a token: the form of what it holds.
const PLAIN: u8 = 1;
const DEFLATED: u8 = 2;
/// Two bytes with the number of those that only fill it, and behind them one of the other forms.
const FILLED: u8 = 3;

/// What its seal is for.
const SEALED_AS: &str = "token";

/// What is longer is deflated: policies and tags. Most tokens are shorter.
const DEFLATED_FROM: usize = 1024;

/// The longest token that is given out, in characters: a header must hold it. AWS has a limit too, and does not say
/// which.
pub(crate) const LONGEST: usize = 8 << 10;

/// The longest token that is looked at, in characters.
const MAX_TOKEN: usize = 2 * LONGEST;

/// What a token may hold once it is inflated, in bytes: more than the longest policy with all tags comes to, which may pack
/// well.
const MAX_HELD: u64 = 256 << 10;

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Who {
    /// The root user of the account.
    Root,
    /// A user, by its ARN and id.
    User { arn: String, id: String },
    /// Who has assumed a role, by the role's ARN and id. `is_made` is false for a role that nobody has made.
    Role { arn: String, id: String, session: String, is_made: bool },
    /// A federated user, by its name, and the user that asked for the session.
    Federated { name: String, user: Option<(String, String)> },
}

/// What a token holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    /// The access key that it belongs to.
    pub(crate) access_key: String,
    /// The account whose state its requests see.
    pub(crate) account: String,
    pub(crate) partition: String,
    pub(crate) who: Who,
    /// Milliseconds since 1970.
    pub(crate) issued_ms: u64,
    pub(crate) expires_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source_identity: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) transitive_tags: Vec<String>,
    #[serde(default)]
    pub(crate) mfa: bool,
    #[serde(default)]
    pub(crate) chained: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) policies: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) policy_arns: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) scope_policies: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) provider: Option<String>,
}

impl Held {
    /// The token, of at least so many characters, and its seal.
    pub(crate) fn sealed(&self, master: &Master, least: usize) -> Option<(String, [u8; SEAL_BYTES])> {
        Some(sealed_bytes(filled(self.packed()?, least), master))
    }

    fn packed(&self) -> Option<Vec<u8>> {
        let text = serde_json::to_vec(self).ok()?;
        let mut bytes = Vec::with_capacity(text.len() + 1 + SEAL_BYTES);
        if text.len() < DEFLATED_FROM {
            bytes.push(PLAIN);
            bytes.extend_from_slice(&text);
        } else {
            bytes.push(DEFLATED);
            let mut deflate = DeflateEncoder::new(&mut bytes, Compression::fast());
            deflate.write_all(&text).ok()?;
            deflate.finish().ok()?;
        }
        Some(bytes)
    }

    /// What a token holds, and its seal; nothing if it was not sealed with this key.
    pub(crate) fn open(token: &str, master: &Master) -> Option<(Held, [u8; SEAL_BYTES])> {
        if token.len() > MAX_TOKEN {
            return None;
        }
        let bytes = BASE64_STANDARD.decode(token).ok()?;
        let (held, seal) = bytes.split_last_chunk::<SEAL_BYTES>()?;
        if !bool::from(master.seal(SEALED_AS, held).ct_eq(seal)) {
            return None;
        }
        let held = match without_filling(held)?.split_first()? {
            (&PLAIN, text) => serde_json::from_slice(text).ok()?,
            (&DEFLATED, deflated) => {
                let mut text = Vec::new();
                DeflateDecoder::new(deflated).take(MAX_HELD).read_to_end(&mut text).ok()?;
                serde_json::from_slice(&text).ok()?
            }
            _ => return None,
        };
        Some((held, *seal))
    }

    /// The account whose state its requests see.
    pub(crate) fn account(&self) -> Option<AccountId> {
        AccountId::parse(&self.account)
    }

    /// Whom its requests are by; nothing if an ARN in it is none.
    pub(crate) fn identity(&self) -> Option<KeyIdentity> {
        let sts = |resource: String| Arn {
            partition: self.partition.clone(),
            service: "sts".to_owned(),
            region: String::new(),
            account: self.account.clone(),
            resource,
        };
        Some(match &self.who {
            Who::Root => KeyIdentity::Root,
            Who::User { arn, .. } => KeyIdentity::User(Arn::parse(arn)?),
            Who::Role { arn, session, .. } => {
                let role = Arn::parse(arn)?;
                let name = crate::message::name::last(&role.resource);
                let session = sts(format!("assumed-role/{name}/{session}"));
                KeyIdentity::RoleSession { session, role }
            }
            Who::Federated { name, user } => {
                let user = match user {
                    Some((arn, _)) => Some(Arn::parse(arn)?),
                    None => None,
                };
                KeyIdentity::FederatedUser { session: sts(format!("federated-user/{name}")), user }
            }
        })
    }

    /// `aws:userid`
    pub(crate) fn user_id(&self) -> String {
        match &self.who {
            Who::Root => self.account.clone(),
            Who::User { id, .. } => id.clone(),
            Who::Role { id, session, .. } => format!("{id}:{session}"),
            Who::Federated { name, .. } => format!("{}:{name}", self.account),
        }
    }

    /// What its requests know of the session.
    pub(crate) fn session(&self) -> KeySession {
        KeySession {
            issued: Timestamp::from_millis(self.issued_ms),
            expires: Timestamp::from_millis(self.expires_ms),
            source_identity: self.source_identity.clone(),
            tags: self.tags.clone(),
            transitive_tags: self.transitive_tags.clone(),
            mfa: self.mfa,
            chained: self.chained,
            policies: self.policies.clone(),
            policy_arns: self.policy_arns.clone(),
            managed_policies: Vec::new(),
            scope_policies: self.scope_policies.clone(),
            provider: self.provider.clone(),
        }
    }
}

/// These bytes with their seal, as a token.
pub(crate) fn sealed_bytes(mut bytes: Vec<u8>, master: &Master) -> (String, [u8; SEAL_BYTES]) {
    let seal = master.seal(SEALED_AS, &bytes);
    bytes.extend_from_slice(&seal);
    (BASE64_STANDARD.encode(bytes), seal)
}

/// What makes a token of at least `least` characters, its seal included.
fn filled(packed: Vec<u8>, least: usize) -> Vec<u8> {
    let wanted = least.min(LONGEST).div_ceil(4) * 3;
    if packed.len() + SEAL_BYTES >= wanted {
        return packed;
    }
    let filling = wanted.saturating_sub(packed.len() + SEAL_BYTES + 3);
    let mut bytes = vec![FILLED];
    bytes.extend_from_slice(&u16::try_from(filling).unwrap_or(u16::MAX).to_be_bytes());
    bytes.resize(bytes.len() + filling, 0);
    bytes.extend_from_slice(&packed);
    bytes
}

fn without_filling(held: &[u8]) -> Option<&[u8]> {
    let Some((&FILLED, behind)) = held.split_first() else { return Some(held) };
    let (count, behind) = behind.split_first_chunk::<2>()?;
    behind.get(usize::from(u16::from_be_bytes(*count))..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> Held {
        Held {
            access_key: "ASIA".to_owned(),
            account: "123456789012".to_owned(),
            partition: "aws".to_owned(),
            who: Who::Role {
                arn: "arn:aws:iam::123456789012:role/path/r".to_owned(),
                id: "AROA1".to_owned(),
                session: "s".to_owned(),
                is_made: true,
            },
            issued_ms: 1,
            expires_ms: 2,
            source_identity: None,
            tags: Vec::new(),
            transitive_tags: Vec::new(),
            mfa: false,
            chained: false,
            policies: Vec::new(),
            policy_arns: Vec::new(),
            scope_policies: Vec::new(),
            provider: None,
        }
    }

    /// Our own tokens: AWS says that their form is nobody's business.
    #[test]
    fn a_token_opens_with_its_key_alone_and_unchanged() {
        let (one, other) = (Master::new([1; 32]), Master::new([2; 32]));
        for held in [held(), Held { policies: vec!["{}".repeat(2000)], ..held() }] {
            let (token, seal) = held.sealed(&one, 0).unwrap();
            assert!(token.len() < 2000, "{}", token.len());
            assert_eq!(Held::open(&token, &one), Some((held, seal)));
            assert_eq!(Held::open(&token, &other), None);
            for at in 0..token.len() {
                let mut changed = token.clone().into_bytes();
                changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
                assert_eq!(Held::open(std::str::from_utf8(&changed).unwrap(), &one), None, "{at}");
            }
        }
        for least in [1, 400, 500, 501, 4096, usize::MAX] {
            let (token, seal) = held().sealed(&one, least).unwrap();
            assert!(
                (least.min(LONGEST)..=LONGEST.max(600)).contains(&token.len()),
                "{least} {}",
                token.len()
            );
            assert_eq!(Held::open(&token, &one), Some((held(), seal)));
        }
        for token in ["", "x", "AAAA", &"A".repeat(MAX_TOKEN + 4)] {
            assert_eq!(Held::open(token, &one), None);
        }
    }
}
