//! Page tokens: where a listing goes on. A client gives back the token that it got; anything else is recognised, as AWS does.
//!
//! A token holds the place, what request it is of, and a sum over both. It is no secret and proves nothing: a client that makes
//! one up can list what they may list anyway.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// The longest token that is looked at. Those given out are shorter as long as places are.
pub const MAX_TOKEN: usize = 8192;

/// The first byte of a token: the form of what it holds.
const VERSION: u8 = 1;
/// Bytes of the sum over the request.
const OF_REQUEST: usize = 8;
/// Bytes of the sum over all before it.
const SUM: usize = 8;

/// Why a token does not lead on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongToken {
    /// It is none of ours, or was changed.
    Damaged,
    /// It is of another operation, or of another request of this one.
    Foreign,
}

/// What a token is bound to: an operation, and what of the request must be the same on every page, such as a filter.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// The operation, after its service: `iam:ListRoles`.
    pub operation: &'a str,
    /// What must be the same, in an order of the operation's own.
    pub request: &'a [&'a str],
}

impl Binding<'_> {
    /// The token that leads to a place, of at least one character.
    pub fn token(&self, place: &[u8]) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.sum());
        bytes.extend_from_slice(place);
        let sum = sum::<SUM>(&[&bytes]);
        bytes.extend_from_slice(&sum);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The place that a token leads to.
    ///
    /// # Errors
    ///
    /// It leads nowhere, or not here.
    pub fn place(&self, token: &str) -> Result<Vec<u8>, WrongToken> {
        if token.len() > MAX_TOKEN {
            return Err(WrongToken::Damaged);
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| WrongToken::Damaged)?;
        let (held, sum_of_it) = bytes.split_last_chunk::<SUM>().ok_or(WrongToken::Damaged)?;
        let ([version], held_behind) = held.split_first_chunk::<1>().ok_or(WrongToken::Damaged)?;
        let (request, place) = held_behind.split_first_chunk::<OF_REQUEST>().ok_or(WrongToken::Damaged)?;
        if *version != VERSION || sum::<SUM>(&[held]) != *sum_of_it {
            return Err(WrongToken::Damaged);
        }
        if *request != self.sum() {
            return Err(WrongToken::Foreign);
        }
        Ok(place.to_vec())
    }

    fn sum(&self) -> [u8; OF_REQUEST] {
        let mut parts: Vec<&[u8]> = vec![self.operation.as_bytes()];
        parts.extend(self.request.iter().map(|part| part.as_bytes()));
        sum(&parts)
    }
}

/// The first bytes of a digest over parts, each with its length, so that no two lists of parts look alike.
fn sum<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().first_chunk::<N>().copied().unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROLES: Binding<'_> = Binding { operation: "iam:ListRoles", request: &["/a/", ""] };

    /// Our own tokens; that a foreign one is refused is AWS's documented behaviour.
    #[test]
    fn a_token_leads_back_to_its_request_alone() {
        let token = ROLES.token(b"role-7");
        assert_eq!(ROLES.place(&token), Ok(b"role-7".to_vec()));
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        for other in [
            Binding { operation: "iam:ListUsers", ..ROLES },
            Binding { request: &["/a/"], ..ROLES },
            Binding { request: &["/b/", ""], ..ROLES },
            Binding { request: &["/a", "/"], ..ROLES },
        ] {
            assert_eq!(other.place(&token), Err(WrongToken::Foreign), "{other:?}");
        }
        for damaged in
            ["", "x", "=", "ä", "AAAA", &token[1..], &token[..token.len() - 2], &"A".repeat(MAX_TOKEN + 1)]
        {
            assert_eq!(ROLES.place(damaged), Err(WrongToken::Damaged), "{damaged:.40}");
        }
        // One character changed, wherever.
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(ROLES.place(&changed), Err(WrongToken::Damaged), "{changed}");
        }
    }

    proptest! {
        #[test]
        fn every_place_leads_back(place in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(ROLES.place(&ROLES.token(&place)), Ok(place));
        }

        #[test]
        fn the_oracle_holds_for_any_token(token in "[A-Za-z0-9_=-]{0,60}") {
            crate::oracle::page(token.as_bytes());
        }
    }
}
