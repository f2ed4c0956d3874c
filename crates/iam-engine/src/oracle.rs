//! What must hold of any bytes that come as a token or an assertion, and of any sequence of forms: called by this crate's
//! tests and by the fuzz targets.
//!
//! It panics where the code is wrong, and only there. Not for use by engines.

mod form;
#[cfg(test)]
mod sequences;
mod world;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use base::dice::Dice;
use world::World;

use crate::federation::jwt::Jwt;
use crate::federation::named::Issuer;
use crate::federation::saml::Assertion;
use crate::secret::Master;
use crate::session::sealed::{self, Purpose};
use crate::session::token::{Held, sealed_bytes};

/// A web identity token: what is read is what was signed, and nothing in it stops the reader.
///
/// # Panics
///
/// The code is wrong.
pub fn web_identity_token(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(token) = Jwt::read(&text) else { return };
    assert!(text.starts_with(&token.signed), "{text}");
    for name in token.claims.keys() {
        let (_, _, _) = (token.text(name), token.secs(name), token.texts(name));
    }
    if let Some(issuer) = token.text("iss") {
        let issuer = Issuer::of(issuer, "aws", base::arn::AccountId::DEFAULT);
        assert!(issuer.named.len() >= issuer.names.len(), "{issuer:?}");
    }
}

/// An assertion, in base64 or not: it is read, or it is none.
///
/// # Panics
///
/// The code is wrong.
pub fn saml_assertion(bytes: &[u8]) {
    let plain = Assertion::read(&String::from_utf8_lossy(bytes));
    let encoded = Assertion::read(&BASE64_STANDARD.encode(bytes));
    for read in [plain, encoded].into_iter().flatten() {
        assert!(!read.issuer.is_empty() && !read.subject.is_empty(), "{read:?}");
        let _ = (read.tags(), read.lets("role", "arn"), read.name_qualifier("000000000000", "idp"));
    }
}

/// A session token: without the seal of the state it is none, and with it what it holds may be anything.
///
/// # Panics
///
/// The code is wrong.
pub fn session_token(bytes: &[u8]) {
    let master = Master::new([7; 32]);
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(Held::open(&text, &master), None, "nobody knows the key");
    assert_eq!(sealed::open::<String>(&master, Purpose::TradeIn, &text), None, "nobody knows the key");
    if let Some((held, seal)) = Held::open(&sealed_bytes(bytes.to_vec(), &master).0, &master) {
        let again = held.sealed(&master, 0).and_then(|(text, _)| Held::open(&text, &master));
        assert_eq!(again.map(|(held, _)| held), Some(held), "{seal:?}");
    }
}

/// Requests of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 40;

/// Any bytes as a sequence of forms to both services, by the grammar of their shapes and beside it, from two accounts, while
/// time passes: every one is answered with XML and a status that AWS's model or its page on common errors has, none with a
/// failure of ours.
pub fn forms(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let world = World::new();
    for _ in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        world.step(&mut dice);
    }
}

#[cfg(test)]
mod tests {

    use proptest::prelude::*;

    use super::*;

    type Oracle = fn(&[u8]);

    const ALL: [(&str, Oracle); 3] = [
        ("sts_web_identity_token", web_identity_token),
        ("sts_saml_assertion", saml_assertion),
        ("sts_session_token", session_token),
    ];

    #[test]
    fn the_seeds_hold() {
        for (target, oracle) in ALL {
            testkit::each_fuzz_seed(target, oracle);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for (_, oracle) in ALL {
                oracle(&bytes);
            }
        }

        #[test]
        fn any_forms_hold(form in 0_u8..5, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            session_token(&[&[form], &bytes[..]].concat());
        }

        #[test]
        fn any_markup_holds(parts in prop::collection::vec(prop::sample::select(vec![
            "<Assertion>", "</Assertion>", "<Issuer>", "</Issuer>", "<Subject>", "</Subject>", "<NameID Format='x'>",
            "</NameID>", "<Attribute Name='https://aws.amazon.com/SAML/Attributes/Role'>", "</Attribute>",
            "<AttributeValue>", "</AttributeValue>", "a,b", "&amp;", "&#0;", "<![CDATA[x]]>", "<x/>", "<!-- -->",
            "<AuthnStatement SessionNotOnOrAfter='2026-01-01T00:00:00Z'/>", "<?xml version='1.0'?>",
        ]), 0..40)) {
            saml_assertion(parts.concat().as_bytes());
        }
    }
}
