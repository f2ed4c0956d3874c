//! Access keys: whose they are, and the secrets that belong to them.

use std::collections::HashMap;
use std::fmt;

use subtle::ConstantTimeEq;

use crate::{Claim, Error};

/// The account of every key that names none.
pub const DEFAULT_ACCOUNT: &str = "000000000000";

/// The account that an access key id belongs to: the id itself if it is twelve digits, else [`DEFAULT_ACCOUNT`].
/// So a test gets an account of its own by choosing a key, as LocalStack's users know it.
pub fn account(access_key: &str) -> &str {
    let is_account = access_key.len() == 12 && access_key.bytes().all(|b| b.is_ascii_digit());
    if is_account { access_key } else { DEFAULT_ACCOUNT }
}

/// What belongs to an access key id.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// The secret access key.
    pub secret: String,
    /// The session token, for temporary credentials.
    pub session_token: Option<String>,
}

impl Secret {
    /// A long-lived key: no session token.
    pub fn lasting(secret: impl Into<String>) -> Secret {
        Secret { secret: secret.into(), session_token: None }
    }

    /// Whether the request carries the session token that goes with this key.
    ///
    /// # Errors
    /// [`Error::WrongSessionToken`]: another token, none where one is needed, or one where there is none.
    pub fn admits(&self, claim: &Claim) -> Result<(), Error> {
        self.goes_with(claim.session_token())
    }

    /// Whether a session token is the one that goes with this key.
    ///
    /// # Errors
    /// [`Error::WrongSessionToken`], as [`Secret::admits`].
    pub fn goes_with(&self, session_token: Option<&str>) -> Result<(), Error> {
        let same = match (&self.session_token, session_token) {
            (None, None) => true,
            (Some(ours), Some(theirs)) => ours.as_bytes().ct_eq(theirs.as_bytes()).into(),
            _ => false,
        };
        if same {
            return Ok(());
        }
        Err(Error::WrongSessionToken { token: session_token.map(str::to_owned) })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where secrets are looked up. A fixed list today; whatever knows IAM users and STS sessions later.
pub trait Secrets: fmt::Debug + Send + Sync {
    /// The secret of an access key id; none if the key is unknown (S3: `InvalidAccessKeyId` 403, JSON:
    /// `UnrecognizedClientException` 400).
    fn secret(&self, access_key: &str) -> Option<Secret>;
}

/// A fixed list of keys.
#[derive(Clone, Debug, Default)]
pub struct Fixed(HashMap<String, Secret>);

impl FromIterator<(String, Secret)> for Fixed {
    fn from_iter<I: IntoIterator<Item = (String, Secret)>>(keys: I) -> Fixed {
        Fixed(keys.into_iter().collect())
    }
}

impl Secrets for Fixed {
    fn secret(&self, access_key: &str) -> Option<Secret> {
        self.0.get(access_key).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_twelve_digits_is_its_account() {
        for (key, want) in [
            ("123456789012", "123456789012"),
            ("test", DEFAULT_ACCOUNT),
            ("AKIAIOSFODNN7EXAMPLE", DEFAULT_ACCOUNT),
            ("1234567890123", DEFAULT_ACCOUNT),
            ("12345678901a", DEFAULT_ACCOUNT),
            ("", DEFAULT_ACCOUNT),
        ] {
            assert_eq!(account(key), want, "{key}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert!(!format!("{:?}", Secret::lasting("wJalrXUtnFEMI")).contains("wJal"));
    }
}
