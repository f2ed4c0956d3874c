//! The keys that web identity tokens of our own are signed with: records of the state, one for each account and algorithm.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::records::{Kind, Record};

/// How a token is signed: <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    #[serde(rename = "RS256")]
    Rs256,
    #[serde(rename = "ES384")]
    Es384,
}

impl Algorithm {
    pub(crate) const ALL: [Algorithm; 2] = [Algorithm::Rs256, Algorithm::Es384];

    /// As AWS and RFC 7518 name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Algorithm::Rs256 => "RS256",
            Algorithm::Es384 => "ES384",
        }
    }
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenKey {
    pub(crate) algorithm: Algorithm,
    /// `kid`: of the public key alone, so that no two keys have the same.
    pub(crate) id: String,
    /// PKCS #8, in base64.
    private: String,
    /// RSA's `RSAPublicKey`, or the point of the curve, in base64.
    public: String,
    /// As RFC 7517 shows it.
    pub(crate) shown: Value,
}

impl Record for TokenKey {
    const KIND: Kind = Kind::TokenKey;

    fn name(&self) -> &str {
        self.algorithm.name()
    }
}

/// The library failed: of a key that is damaged, or for want of chance.
#[derive(Debug)]
pub(crate) struct Failed;

impl TokenKey {
    /// A new key, of the host's chance. RSA's takes a tenth of a second and more.
    pub(crate) fn make(algorithm: Algorithm) -> Result<TokenKey, Failed> {
        match algorithm {
            Algorithm::Rs256 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| Failed)?;
                let private: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| Failed)?;
                let public = pair.public_key();
                let number = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
                let (n, e) = (public.modulus(), public.exponent());
                let shown = json!({
                    "kty": "RSA",
                    "n": number(n.big_endian_without_leading_zero()),
                    "e": number(e.big_endian_without_leading_zero()),
                });
                Ok(TokenKey::of(algorithm, private.as_ref(), public.as_ref(), shown))
            }
            Algorithm::Es384 => {
                let (signing, chance) = (&ECDSA_P384_SHA384_FIXED_SIGNING, SystemRandom::new());
                let private = EcdsaKeyPair::generate_pkcs8(signing, &chance).map_err(|_| Failed)?;
                let pair = EcdsaKeyPair::from_pkcs8(signing, private.as_ref()).map_err(|_| Failed)?;
                let point = pair.public_key().as_ref();
                // An uncompressed point: 4, then both numbers.
                let (x, y) =
                    point.get(1..).and_then(|both| both.split_at_checked(both.len() / 2)).ok_or(Failed)?;
                let number = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
                let shown = json!({ "kty": "EC", "crv": "P-384", "x": number(x), "y": number(y) });
                Ok(TokenKey::of(algorithm, private.as_ref(), point, shown))
            }
        }
    }

    fn of(algorithm: Algorithm, private: &[u8], public: &[u8], mut shown: Value) -> TokenKey {
        let digest = Sha256::digest(public);
        let id = BASE64_URL_SAFE_NO_PAD.encode(digest);
        if let Value::Object(members) = &mut shown {
            for (name, value) in [("alg", algorithm.name()), ("use", "sig"), ("kid", &id)] {
                members.insert(name.to_owned(), json!(value));
            }
        }
        TokenKey {
            algorithm,
            id,
            private: BASE64_STANDARD.encode(private),
            public: BASE64_STANDARD.encode(public),
            shown,
        }
    }

    /// Signs a message, as JSON Web Signature has it. RSA's takes some milliseconds.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Failed> {
        let private = BASE64_STANDARD.decode(&self.private).map_err(|_| Failed)?;
        let chance = SystemRandom::new();
        match self.algorithm {
            Algorithm::Rs256 => {
                let pair = RsaKeyPair::from_pkcs8(&private).map_err(|_| Failed)?;
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &chance, message, &mut signature).map_err(|_| Failed)?;
                Ok(signature)
            }
            Algorithm::Es384 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &private);
                let signature = pair.map_err(|_| Failed)?.sign(&chance, message).map_err(|_| Failed)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }

    /// Whether a message was signed with this key.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(public) = BASE64_STANDARD.decode(&self.public) else { return false };
        let verified = match self.algorithm {
            Algorithm::Rs256 => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public).verify(message, signature)
            }
            Algorithm::Es384 => {
                UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, public).verify(message, signature)
            }
        };
        verified.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7518, sections 3.3, 3.4 and 6: lengths of signatures and members of keys.
    #[test]
    fn a_key_signs_what_it_verifies() {
        for (algorithm, length, members) in
            [(Algorithm::Rs256, 256, ["n", "e"]), (Algorithm::Es384, 96, ["x", "y"])]
        {
            let (key, other) = (TokenKey::make(algorithm).unwrap(), TokenKey::make(algorithm).unwrap());
            let mut signature = key.sign(b"message").unwrap();
            assert_eq!(signature.len(), length);
            assert!(key.has_signed(b"message", &signature) && !key.has_signed(b"messagf", &signature));
            assert!(!other.has_signed(b"message", &signature) && other.id != key.id);
            signature[0] ^= 1;
            assert!(!key.has_signed(b"message", &signature) && !key.has_signed(b"message", b""));
            for member in members {
                assert!(key.shown[member].is_string(), "{}", key.shown);
            }
            let read: TokenKey = serde_json::from_slice(&serde_json::to_vec(&key).unwrap()).unwrap();
            assert_eq!(read, key);
        }
    }
}
