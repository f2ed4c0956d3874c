//! The signing key of one request, and the chain of signatures that its chunks hang on.
//!
//! `aws-sigv4` has `sign_chunk` and `sign_trailer` too, but they want a whole chunk in memory and derive the key anew
//! for each; so only its key and its signature are used here, and the tests compare the two.

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use sha2::{Digest as _, Sha256};

use crate::claim::Scope;
use crate::date;

/// SHA-256 of nothing, which stands in every chunk's string to sign where a request has its headers.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Checks the signatures of one request's chunks, each of which covers the one before it.
#[derive(Clone)]
pub struct Signer {
    key: Vec<u8>,
    scope: String,
    /// The request's time, `yyyymmddThhmmssZ`.
    time: String,
    /// The signature before the next: the request's own at first.
    previous: String,
}

impl Signer {
    pub(crate) fn new(scope: &Scope, secret: &str, signed_secs: u64, seed: &str) -> Signer {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(signed_secs);
        Signer {
            key: generate_signing_key(secret, at, &scope.region, &scope.service).as_ref().to_vec(),
            scope: scope.text(),
            time: date::basic(signed_secs),
            previous: seed.to_owned(),
        }
    }

    /// The signature of any string to sign, lower-case hex.
    pub(crate) fn sign(&self, string_to_sign: &[u8]) -> String {
        calculate_signature(&self.key, string_to_sign)
    }

    /// The string to sign and the signature of the next chunk, whose data has this SHA-256 in hex.
    pub(crate) fn next_chunk(&mut self, sha256: &str) -> (String, String) {
        let hashes = format!("{EMPTY_SHA256}\n{sha256}");
        self.next("AWS4-HMAC-SHA256-PAYLOAD", &hashes)
    }

    /// The same of the trailers, given in canonical form.
    pub(crate) fn trailer(&mut self, canonical: &[u8]) -> (String, String) {
        self.next("AWS4-HMAC-SHA256-TRAILER", &hex::encode(Sha256::digest(canonical)))
    }

    fn next(&mut self, algorithm: &str, hashes: &str) -> (String, String) {
        let Signer { scope, time, previous, .. } = self;
        let string_to_sign = format!("{algorithm}\n{time}\n{scope}\n{previous}\n{hashes}");
        self.previous = self.sign(string_to_sign.as_bytes());
        (string_to_sign, self.previous.clone())
    }
}

impl fmt::Debug for Signer {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("scope", &self.scope).field("time", &self.time).finish_non_exhaustive()
    }
}
