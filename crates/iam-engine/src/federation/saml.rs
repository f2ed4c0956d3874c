//! SAML assertions, as far as sessions are given for them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html>
//!
//! A document of its own type, with entities of its own, or deeper than any assertion is, is none.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use sha1::{Digest as _, Sha1};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The longest assertion, in characters of base64: AWS's model has the same limit.
const LONGEST: usize = 100_000;

/// How deep elements stand in each other at most.
const MAX_DEPTH: usize = 64;

/// How AWS's attributes begin.
const ATTRIBUTES: &str = "https://aws.amazon.com/SAML/Attributes/";

const NAME_ID_FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

/// What an assertion says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assertion {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// The format of the subject's name, without SAML's own prefix.
    pub(crate) subject_type: String,
    pub(crate) recipient: String,
    /// Seconds since 1970 until which it can be redeemed, and until which the session may last.
    pub(crate) until_s: Option<u64>,
    pub(crate) session_until_s: Option<u64>,
    /// AWS's attributes, without what all begin with.
    attributes: Vec<(String, Vec<String>)>,
}

/// Why a text is no assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    NotBase64,
    NotSaml,
}

impl Assertion {
    /// Reads a response of an identity provider, in base64.
    pub(crate) fn read(text: &str) -> Result<Assertion, Unread> {
        if text.len() > LONGEST {
            return Err(Unread::NotBase64);
        }
        let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let bytes = BASE64_STANDARD.decode(&text).or_else(|_| BASE64_STANDARD_NO_PAD.decode(&text));
        let bytes = bytes.map_err(|_| Unread::NotBase64)?;
        let document = std::str::from_utf8(&bytes).map_err(|_| Unread::NotSaml)?;
        let read = walk(document.trim_start_matches('\u{feff}')).ok_or(Unread::NotSaml)?;
        if read.issuer.is_empty() || read.subject.is_empty() { Err(Unread::NotSaml) } else { Ok(read) }
    }

    /// The values of one of AWS's attributes.
    pub(crate) fn attribute(&self, name: &str) -> &[String] {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, values)| values.as_slice()).unwrap_or_default()
    }

    /// The tags that it has for the session.
    pub(crate) fn tags(&self) -> Vec<(String, String)> {
        let tag = |(name, values): &(String, Vec<String>)| {
            Some((name.strip_prefix("PrincipalTag:")?.to_owned(), values.first()?.clone()))
        };
        self.attributes.iter().filter_map(tag).collect()
    }

    /// Whether it lets its subject have this role by this provider. The two stand in either order.
    pub(crate) fn lets(&self, role: &str, provider: &str) -> bool {
        self.attribute("Role").iter().filter_map(|pair| pair.split_once(',')).any(|(one, other)| {
            let (one, other) = (one.trim(), other.trim());
            (one == role && other == provider) || (one == provider && other == role)
        })
    }

    /// `NameQualifier`, as AWS's page computes it.
    pub(crate) fn name_qualifier(&self, account: &str, provider: &str) -> String {
        BASE64_STANDARD.encode(Sha1::digest(format!("{}{account}/{provider}", self.issuer)))
    }
}

/// One open element: its name without a prefix, and its text.
#[derive(Default)]
struct Open {
    name: String,
    text: String,
}

fn walk(document: &str) -> Option<Assertion> {
    let mut reader = Reader::from_str(document);
    let mut read = Assertion::default();
    let mut open: Vec<Open> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if open.len() < MAX_DEPTH => {
                read.enter(&tag);
                open.push(Open { name: local(&tag), text: String::new() });
            }
            Event::Empty(tag) => read.enter(&tag),
            Event::End(_) => {
                let Open { name, text } = open.pop()?;
                read.leave(open.last().map(|parent| parent.name.as_str()), &name, text.trim());
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => push(&mut open, &resolved(&reference)?),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return open.is_empty().then_some(read),
            Event::Start(_) | Event::DocType(_) => return None,
        }
    }
}

fn push(open: &mut [Open], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    resolve_xml_entity(reference).map(str::to_owned)
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().into_inner().to_owned()
}

impl Assertion {
    /// What the attributes of an element say.
    fn enter(&mut self, tag: &BytesStart<'_>) {
        let value = |wanted: &str| {
            let mut found = tag.attributes().filter_map(Result::ok);
            let found = found.find(|attribute| attribute.key.local_name().into_inner() == wanted)?;
            quick_xml::escape::unescape(&found.value).ok().map(Cow::into_owned)
        };
        match local(tag).as_str() {
            "NameID" => {
                let format = value("Format").unwrap_or_default();
                self.subject_type = format.strip_prefix(NAME_ID_FORMAT).unwrap_or(&format).to_owned();
            }
            "SubjectConfirmationData" => {
                self.recipient = value("Recipient").unwrap_or_default();
                self.ends(value("NotOnOrAfter"));
            }
            "Conditions" => self.ends(value("NotOnOrAfter")),
            "AuthnStatement" => {
                self.session_until_s = value("SessionNotOnOrAfter").and_then(|text| secs(&text))
            }
            "Attribute" => {
                let name = value("Name").unwrap_or_default();
                let name = name.strip_prefix(ATTRIBUTES).unwrap_or_default().to_owned();
                self.attributes.push((name, Vec::new()));
            }
            _ => {}
        }
    }

    fn ends(&mut self, at: Option<String>) {
        let Some(at) = at.and_then(|text| secs(&text)) else { return };
        self.until_s = Some(self.until_s.map_or(at, |known| known.min(at)));
    }

    /// What the text of an element says.
    fn leave(&mut self, parent: Option<&str>, name: &str, text: &str) {
        match (parent, name) {
            (Some("Assertion"), "Issuer") => text.clone_into(&mut self.issuer),
            (Some("Subject"), "NameID") => text.clone_into(&mut self.subject),
            (Some("Attribute"), "AttributeValue") => {
                if let Some((_, values)) = self.attributes.last_mut() {
                    values.push(text.to_owned());
                }
            }
            _ => {}
        }
    }
}

fn secs(text: &str) -> Option<u64> {
    u64::try_from(OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(inside: &str) -> String {
        BASE64_STANDARD.encode(format!(
            r#"<?xml version="1.0"?><samlp:Response xmlns:samlp="p"><Issuer>outer</Issuer><Assertion xmlns="a">
            <Issuer> https://idp.example.com/&amp;x </Issuer><Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">ann</NameID>
            <SubjectConfirmation><SubjectConfirmationData Recipient="https://signin.aws.amazon.com/saml" NotOnOrAfter="2026-01-01T00:05:00.5Z"/></SubjectConfirmation></Subject>
            {inside}</Assertion></samlp:Response>"#
        ))
    }

    /// IAM's guide, "Configure SAML assertions for the authentication response".
    #[test]
    fn assertions_are_read_or_are_none() {
        let inside = r#"<AttributeStatement><Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
            <AttributeValue>arn:p, arn:r</AttributeValue><AttributeValue>arn:r2,arn:p</AttributeValue></Attribute>
            <Attribute Name="https://aws.amazon.com/SAML/Attributes/PrincipalTag:Team"><AttributeValue>a</AttributeValue></Attribute>
            <Attribute Name="other"><AttributeValue>x</AttributeValue></Attribute></AttributeStatement>"#;
        let read = Assertion::read(&response(inside)).unwrap();
        assert_eq!((read.issuer.as_str(), read.subject.as_str()), ("https://idp.example.com/&x", "ann"));
        assert_eq!(read.subject_type, "transient");
        assert_eq!(read.until_s, Some(1_767_225_900));
        assert!(read.lets("arn:r", "arn:p") && read.lets("arn:r2", "arn:p") && !read.lets("arn:r3", "arn:p"));
        assert_eq!(read.tags(), [("Team".to_owned(), "a".to_owned())]);
        let own = Assertion { issuer: "https://example.com/saml".to_owned(), ..Assertion::default() };
        // Of the page's own example, by another program.
        assert_eq!(own.name_qualifier("123456789012", "MySAMLIdP"), "1uAJanUnBc2XeUkHURMht+xam2c=");
        let deep = "<x>".repeat(1000) + &"</x>".repeat(1000);
        let bomb = r#"<!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>"#;
        for wrong in [bomb, "<r>", "<r/>", "no XML", "<r>&a;</r>"] {
            assert_eq!(Assertion::read(&BASE64_STANDARD.encode(wrong)), Err(Unread::NotSaml), "{wrong}");
        }
        assert_eq!(Assertion::read(&response(&deep)), Err(Unread::NotSaml));
        assert_eq!(Assertion::read("é"), Err(Unread::NotBase64));
        assert_eq!(Assertion::read(&"A".repeat(1 << 20)), Err(Unread::NotBase64));
    }
}
