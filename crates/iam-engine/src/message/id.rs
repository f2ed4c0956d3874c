//! The ids that IAM gives: what a thing is stands in the first four characters.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>

use base::arn::AccountId;
use base::entropy::Entropy;

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Characters behind the first four, of users' and roles' ids and of access keys.
const BEHIND: usize = 17;

/// Characters behind the first four of an access key: 80 bits.
const BEHIND_KEY: usize = 16;

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix {
    Group,
    InstanceProfile,
    ManagedPolicy,
    PublicKey,
    Role,
    ServerCertificate,
    ServiceSpecificCredential,
    User,
}

impl Prefix {
    fn text(self) -> &'static str {
        match self {
            Prefix::Group => "AGPA",
            Prefix::InstanceProfile => "AIPA",
            Prefix::ManagedPolicy => "ANPA",
            Prefix::PublicKey => "APKA",
            Prefix::Role => "AROA",
            Prefix::ServerCertificate => "ASCA",
            Prefix::ServiceSpecificCredential => "ACCA",
            Prefix::User => "AIDA",
        }
    }
}

/// A new id. One is as good as unique: 85 bits of chance.
pub(crate) fn new(prefix: Prefix, entropy: &Entropy) -> String {
    format!("{}{}", prefix.text(), entropy.text(ALPHABET, BEHIND))
}

/// An id of a digest, as long as those of certificates: the same each time.
pub(crate) fn of_digest(digest: &[u8]) -> String {
    const CHARS: usize = 32;
    let digit = |byte: &u8| char::from(ALPHABET.get(usize::from(byte & 31)).copied().unwrap_or(b'A'));
    digest.iter().take(CHARS).map(digit).collect()
}

/// Characters of an id that says nothing of what it is of.
const PLAIN: usize = 22;

/// A new id of capitals and digits, as the model has it of SAML providers and their keys. That it has no beginning of its own
/// is our guess.
pub(crate) fn plain(entropy: &Entropy) -> String {
    entropy.text(ALPHABET, PLAIN)
}

/// The id of a thing that is always there, and has the same one in every state: made of a digest, of whose bytes enough are
/// taken.
pub(crate) fn derived(prefix: Prefix, digest: &[u8]) -> String {
    let digits = digest.iter().take(BEHIND).filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
    prefix.text().chars().chain(digits.map(|digit| char::from(*digit))).collect()
}

/// What the ids of access keys that last begin with, and of those of sessions.
pub(crate) const LASTING: &str = "AKIA";
pub(crate) const TEMPORARY: &str = "ASIA";

/// Whether an access key is one that lasts, by its id.
pub(crate) fn is_lasting(access_key: &str) -> bool {
    access_key.starts_with(LASTING)
}

/// Whether an access key is a session's, by its id.
pub(crate) fn is_temporary(access_key: &str) -> bool {
    access_key.starts_with(TEMPORARY)
}

/// The id of an access key: [`LASTING`] or [`TEMPORARY`], then the account and 39 bits, as AWS's own keys hold theirs. The first bit
/// is set, which tells them from older keys that do not hold their account.
pub(crate) fn access_key(prefix: &str, account: AccountId, bits: u64) -> String {
    let account: u128 = account.as_str().parse().unwrap_or_default();
    let number: u128 = (1 << 79) | (account << 39) | u128::from(bits & ((1 << 39) - 1));
    let digit = |at: usize| {
        let value = (number >> (5 * (BEHIND_KEY - 1 - at))) & 31;
        char::from(ALPHABET.get(value as usize).copied().unwrap_or(b'A'))
    };
    prefix.chars().chain((0..BEHIND_KEY).map(digit)).collect()
}

/// The account that an access key holds, and its other bits; nothing if it is of a form without one.
pub(crate) fn account_in(access_key: &str) -> Option<(AccountId, u64)> {
    let behind = access_key.get(4..).filter(|behind| behind.len() == BEHIND_KEY)?;
    let mut number: u128 = 0;
    for byte in behind.bytes() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        number = (number << 5) | digit as u128;
    }
    if number >> 79 != 1 {
        return None;
    }
    let account = (number >> 39) & ((1 << 40) - 1);
    let bits = u64::try_from(number & ((1 << 39) - 1)).ok()?;
    Some((AccountId::parse(&format!("{account:012}"))?, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_key_holds_its_account() {
        for text in ["000000000000", "123456789012", "999999999999"] {
            let account = AccountId::parse(text).unwrap();
            for bits in [0, 1, (1 << 39) - 1] {
                let key = access_key("ASIA", account, bits);
                assert!(key.len() == 20 && key.starts_with("ASIA"), "{key}");
                assert_eq!(account_in(&key), Some((account, bits)), "{key}");
            }
        }
        // Older keys, and what is none. AWS's own example is of the older form.
        for key in
            ["AKIAIOSFODNN7EXAMPLE", "", "AKIA", "AKIAQQQQQQQQQQQQQQQ", "AKIA1234567890123456", "AKIAé"]
        {
            assert_eq!(account_in(key), None, "{key}");
        }
    }

    #[test]
    fn an_id_says_what_it_is_of() {
        let id = new(Prefix::Role, &Entropy::seeded(1));
        assert!(id.len() == 21 && id.starts_with("AROA"), "{id}");
    }
}
