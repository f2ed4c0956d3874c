//! RSA public keys as texts: in the form of SSH, `ssh-rsa …`, and as PEM; each is made of the other.
//!
//! <https://www.rfc-editor.org/rfc/rfc4253#section-6.6>, <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>,
//! <https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1>

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use md5::{Digest as _, Md5};

/// What a key in SSH's form begins with.
const SSH_RSA: &str = "ssh-rsa";

/// Labels of PEM: a key of any kind, and one that is RSA's.
const ANY: &str = "PUBLIC KEY";
const RSA: &str = "RSA PUBLIC KEY";

/// Characters of a line of PEM.
const LINE: usize = 64;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The algorithm `rsaEncryption` with its absent parameters, as DER.
const RSA_ENCRYPTION: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

/// An RSA public key: two numbers without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// It has neither of the two forms.
    Unrecognized,
    /// It has, and what it holds is no RSA key.
    Invalid,
}

/// The form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Ssh,
    Pem,
}

impl PublicKey {
    /// Reads a key, and says in which form it was.
    ///
    /// # Errors
    ///
    /// The text is none.
    pub(crate) fn read(text: &str) -> Result<(PublicKey, Form), NoKey> {
        let text = text.trim();
        if let Some((label, bytes)) = pem(text) {
            let key = match label {
                ANY => of_any(&bytes),
                RSA => of_rsa(&bytes),
                _ => return Err(NoKey::Unrecognized),
            };
            return key.map(|key| (key, Form::Pem)).ok_or(NoKey::Invalid);
        }
        let mut words = text.split_ascii_whitespace();
        if words.next() != Some(SSH_RSA) {
            return Err(NoKey::Unrecognized);
        }
        let bytes = words.next().and_then(|word| BASE64_STANDARD.decode(word).ok());
        let key = bytes.and_then(|bytes| of_ssh(&bytes)).ok_or(NoKey::Invalid)?;
        Ok((key, Form::Ssh))
    }

    /// How long it is.
    pub(crate) fn bits(&self) -> usize {
        let unused = self.modulus.first().map_or(0, |first| first.leading_zeros() as usize);
        self.modulus.len() * 8 - unused
    }

    /// As a text.
    pub(crate) fn text(&self, form: Form) -> String {
        match form {
            Form::Ssh => format!("{SSH_RSA} {}", BASE64_STANDARD.encode(self.ssh())),
            Form::Pem => {
                let numbers =
                    [der(INTEGER, &positive(&self.modulus)), der(INTEGER, &positive(&self.exponent))];
                let key = der(SEQUENCE, &numbers.concat());
                let bits = der(BIT_STRING, &[&[0], key.as_slice()].concat());
                let all = der(SEQUENCE, &[der(SEQUENCE, RSA_ENCRYPTION), bits].concat());
                let digits = BASE64_STANDARD.encode(all).into_bytes();
                let lines: Vec<String> =
                    digits.chunks(LINE).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
                format!("-----BEGIN {ANY}-----\n{}\n-----END {ANY}-----\n", lines.join("\n"))
            }
        }
    }

    /// The MD5 digest of its form in SSH, as hexadecimal pairs: <https://www.rfc-editor.org/rfc/rfc4716#section-4>.
    pub(crate) fn fingerprint(&self) -> String {
        let pairs: Vec<String> = Md5::digest(self.ssh()).iter().map(|byte| format!("{byte:02x}")).collect();
        pairs.join(":")
    }

    /// The bytes of its form in SSH.
    fn ssh(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [SSH_RSA.as_bytes(), &positive(&self.exponent), &positive(&self.modulus)] {
            // No part is longer than a request.
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or_default().to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

/// The label and the bytes of the first block of PEM; nothing if the text does not begin with one that can be read.
pub(crate) fn pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (label, rest) = text.trim_start().strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let (body, rest) = rest.split_once("-----END ")?;
    rest.strip_prefix(label)?.strip_prefix("-----")?;
    let digits: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    Some((label, BASE64_STANDARD.decode(digits).ok()?))
}

/// Whether bytes are those of a certificate, by their outline: what is signed, how, and the signature.
pub(crate) fn is_certificate(bytes: &[u8]) -> bool {
    let outline = || {
        let (certificate, rest) = element(SEQUENCE, bytes)?;
        let (_, behind) = element(SEQUENCE, certificate)?;
        let (_, behind) = element(SEQUENCE, behind)?;
        let (_, behind) = element(BIT_STRING, behind)?;
        Some(rest.is_empty() && behind.is_empty())
    };
    outline() == Some(true)
}

fn of_any(bytes: &[u8]) -> Option<PublicKey> {
    let (inside, _) = element(SEQUENCE, bytes)?;
    let (algorithm, rest) = element(SEQUENCE, inside)?;
    let (bits, _) = element(BIT_STRING, rest)?;
    if algorithm == RSA_ENCRYPTION { of_rsa(bits.strip_prefix(&[0])?) } else { None }
}

fn of_rsa(bytes: &[u8]) -> Option<PublicKey> {
    let (numbers, _) = element(SEQUENCE, bytes)?;
    let (modulus, rest) = element(INTEGER, numbers)?;
    let (exponent, _) = element(INTEGER, rest)?;
    of_numbers(modulus, exponent)
}

fn of_ssh(bytes: &[u8]) -> Option<PublicKey> {
    let (name, rest) = part(bytes)?;
    let (exponent, rest) = part(rest)?;
    let (modulus, rest) = part(rest)?;
    if name == SSH_RSA.as_bytes() && rest.is_empty() { of_numbers(modulus, exponent) } else { None }
}

fn of_numbers(modulus: &[u8], exponent: &[u8]) -> Option<PublicKey> {
    let key = PublicKey { modulus: without_zeros(modulus), exponent: without_zeros(exponent) };
    (!key.modulus.is_empty() && !key.exponent.is_empty()).then_some(key)
}

fn without_zeros(number: &[u8]) -> Vec<u8> {
    number.iter().copied().skip_while(|byte| *byte == 0).collect()
}

/// A number that is not taken for a negative one.
fn positive(number: &[u8]) -> Vec<u8> {
    let is_high = number.first().is_some_and(|first| *first >= 0x80);
    if is_high { [&[0], number].concat() } else { number.to_vec() }
}

/// A part of SSH's form behind its length, and what follows.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

/// What is in an element of DER of this tag, and what follows it.
fn element(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) =
        bytes.split_first().filter(|(first, _)| **first == tag).map(|(_, rest)| rest)?.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |length, digit| (length << 8) | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

/// An element of DER.
fn der(tag: u8, inside: &[u8]) -> Vec<u8> {
    let digits = without_zeros(&(inside.len() as u64).to_be_bytes());
    let mut bytes = vec![tag];
    if inside.len() >= 0x80 {
        bytes.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
        bytes.extend_from_slice(&digits);
    } else {
        bytes.push(u8::try_from(inside.len()).unwrap_or_default());
    }
    bytes.extend_from_slice(inside);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SSH: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDonxmJa+DtYNHQeKchNLkTQohQNbGGzt4U35HEI0BI1vC5QjXmnAbtLdvytRpkTbpNuKWsDjg6z/ZU0FPMj5cRuBRwt6XMntZL/xK9O5PExa+cEWmJcPc8lvMu23AWqSVYBnK2IHzeVkmTP+OuCg+JUPkd8+hKjAMc4ZcEgCkwzUEjkhhwnuXo5Zqh93We8Ug+A7B422HLYrJ0DyEDmGnBHgYigwu1sCLpOjCDl6vMXFbSjDCNxSxW5+f1sOZfGf6pSJzJJ1UBzMtMpLlpN7FGTfI8b07hnA29dtzb6jDETw0kBlAIwhBj3KyAKg8XSWlYc4AmdTdgFm7kZ9mQ0+ST me@example";
    const PEM: &str = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6J8ZiWvg7WDR0HinITS5\nE0KIUDWxhs7eFN+RxCNASNbwuUI15pwG7S3b8rUaZE26TbilrA44Os/2VNBTzI+X\nEbgUcLelzJ7WS/8SvTuTxMWvnBFpiXD3PJbzLttwFqklWAZytiB83lZJkz/jrgoP\niVD5HfPoSowDHOGXBIApMM1BI5IYcJ7l6OWaofd1nvFIPgOweNthy2KydA8hA5hp\nwR4GIoMLtbAi6Towg5erzFxW0owwjcUsVufn9bDmXxn+qUicySdVAczLTKS5aTex\nRk3yPG9O4ZwNvXbc2+owxE8NJAZQCMIQY9ysgCoPF0lpWHOAJnU3YBZu5GfZkNPk\nkwIDAQAB\n-----END PUBLIC KEY-----\n";
    const PKCS1: &str = "-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA6J8ZiWvg7WDR0HinITS5E0KIUDWxhs7eFN+RxCNASNbwuUI15pwG\n7S3b8rUaZE26TbilrA44Os/2VNBTzI+XEbgUcLelzJ7WS/8SvTuTxMWvnBFpiXD3\nPJbzLttwFqklWAZytiB83lZJkz/jrgoPiVD5HfPoSowDHOGXBIApMM1BI5IYcJ7l\n6OWaofd1nvFIPgOweNthy2KydA8hA5hpwR4GIoMLtbAi6Towg5erzFxW0owwjcUs\nVufn9bDmXxn+qUicySdVAczLTKS5aTexRk3yPG9O4ZwNvXbc2+owxE8NJAZQCMIQ\nY9ysgCoPF0lpWHOAJnU3YBZu5GfZkNPkkwIDAQAB\n-----END RSA PUBLIC KEY-----\n";
    const FINGERPRINT: &str = "46:0a:92:ff:ce:5a:9c:f8:dd:bb:f2:08:35:5e:cd:fc";

    /// Made with OpenSSH 9.2 and OpenSSL 3: one key in all forms, and its fingerprint.
    #[test]
    fn each_form_is_made_of_each() {
        for (text, form) in [(SSH, Form::Ssh), (PEM, Form::Pem), (PKCS1, Form::Pem)] {
            let (key, found) = PublicKey::read(text).unwrap();
            assert_eq!((found, key.bits()), (form, 2048));
            assert_eq!(key.fingerprint(), FINGERPRINT);
            assert_eq!(key.text(Form::Ssh), SSH.rsplit_once(' ').unwrap().0);
            assert_eq!(key.text(Form::Pem), PEM);
        }
    }

    #[test]
    fn what_is_no_key_is_told() {
        let check = |text: &str, why: NoKey| assert_eq!(PublicKey::read(text).err(), Some(why), "{text}");
        check("", NoKey::Unrecognized);
        check("key", NoKey::Unrecognized);
        check("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA", NoKey::Unrecognized);
        check("ssh-rsa", NoKey::Invalid);
        check("ssh-rsa AAAA", NoKey::Invalid);
        check("ssh-rsa AAAAB3NzaC1yc2H/////", NoKey::Invalid);
        check(&SSH.replace("ssh-rsa AAAA", "ssh-rsa BBBB"), NoKey::Invalid);
        check("-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----", NoKey::Invalid);
        check("-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----", NoKey::Unrecognized);
        check("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", NoKey::Unrecognized);
    }
}
