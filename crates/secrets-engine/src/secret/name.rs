//! Names and ARNs of secrets.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use store::space::Fields;
use store::{Key, Space};
use wire::fault::Fault;

use crate::error;

/// How many characters stand behind a name in its ARN.
pub(crate) const SUFFIX: usize = 6;

/// What they are made of.
pub(crate) const SUFFIX_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Where a secret is, and its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SecretName {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) name: String,
}

impl SecretName {
    /// One of the caller's.
    pub(crate) fn of_caller(call: &Call, name: &str) -> SecretName {
        SecretName { account: call.account, region: call.region.clone(), name: name.to_owned() }
    }

    /// The same name in another region.
    pub(crate) fn in_region(&self, region: &Region) -> SecretName {
        SecretName { region: region.clone(), ..self.clone() }
    }

    /// The key of its record.
    pub(crate) fn key(&self) -> Key {
        SecretName::all(self.account, &self.region).text(&self.name)
    }

    /// All records of an account and region.
    pub(crate) fn all(account: AccountId, region: &Region) -> Key {
        Key::of(Space::SecretsSecret).account(account).region(region)
    }

    /// The name that a record's key has.
    pub(crate) fn of_key(key: &[u8]) -> Option<SecretName> {
        let mut fields = Fields::of(key);
        Some(SecretName { account: fields.account()?, region: fields.region()?, name: fields.text()? })
    }

    /// The ARN, with the characters that stand behind the name.
    pub(crate) fn arn_text(&self, suffix: &str) -> String {
        let resource = ["secret:", &self.name, "-", suffix];
        Arn::regional_text("secretsmanager", &self.region, self.account, &resource)
    }

    /// The same in its parts.
    pub(crate) fn arn(&self, suffix: &str) -> Arn {
        let resource = format!("secret:{}-{suffix}", self.name);
        Arn::regional("secretsmanager", &self.region, self.account, resource)
    }
}

/// Judges a name: the sentence is recorded.
///
/// # Errors
///
/// It has a character that names do not have.
pub(crate) fn check(name: &str) -> Result<(), Fault> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-/_+=.@!".contains(&byte);
    if name.bytes().all(is_allowed) { Ok(()) } else { Err(error::invalid_name()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page of CreateSecret, and the recorded sentence.
    #[test]
    fn names_have_the_characters_of_awss_page() {
        assert!(check("prod/My_Secret+a=b.c@d!-1").is_ok());
        for name in ["a b", "a:b", "ä", "a*", "a\\b", "a,b"] {
            assert_eq!(check(name), Err(error::invalid_name()), "{name}");
        }
    }
}
