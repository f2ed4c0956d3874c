//! Forms by the grammar of the shapes, with names that come again, so that one request finds what another made.

use wire::shape::{Kind, Member, Shape};
use wire::value::{Fields, Slot, Value};

use base::dice::Dice;

/// Elements of a list at most, but for the odd long one.
const MOST: usize = 3;

/// How deep structures go.
const DEEP: usize = 4;

const NAMES: &[&str] = &["a", "a", "A", "aaa", "c-d"];

const ODD_NAMES: &[&str] = &["", "é", "a b", "../a", "aws:a", "%", "\u{0}", "a,b"];

const URLS: &[&str] =
    &["https://a.example", "https://a.example/b", "https://b.example:1/", "http://a.example", "https://"];

const PATHS: &[&str] = &["/", "/", "/p/", "/p/q/", "p", "//", ""];

const KINDS: &[&str] = &[
    "role/a",
    "role/p/a",
    "user/a",
    "group/a",
    "policy/a",
    "policy/p/b",
    "instance-profile/a",
    "mfa/a",
    "root",
    "oidc-provider/a.example",
    "oidc-provider/",
    "saml-provider/a",
    "server-certificate/a",
    "",
    "é/é",
];

/// What a member names that says it.
const MEANT: &[(&str, &str)] = &[
    ("OpenIDConnectProviderArn", "oidc-provider/a.example"),
    ("PermissionsBoundary", "policy/a"),
    ("PolicyArn", "policy/a"),
    ("RoleArn", "role/a"),
    ("SAMLProviderArn", "saml-provider/a"),
];

const DOCUMENTS: &[&str] = &[
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#,
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":"s3:*","Resource":"${aws:username}"}}"#,
    r#"{"Statement":[]}"#,
    "{",
    "[]",
    "null",
    "",
    "{\"Version\":\"2012-10-17\"}",
];

const OTHERS: &[&str] = &[
    "s3:GetObject",
    "arn:",
    "a.b.c",
    "AKIAAAAAAAAAAAAAAAAA",
    "ASIAAAAAAAAAAAAAAAAA",
    "123456",
    "2026-01-01T00:00:00Z",
    "v1",
    "v2",
    "lambda.amazonaws.com",
    "0123456789012345678901234567890123456789",
    "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
    "-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----",
    "eyJhbGciOiJSUzI1NiJ9.e30.AA",
    "Namespace/Name",
    "000000000000",
    "123456789012",
];

const NUMBERS: &[i64] = &[0, 1, 2, 6, 24, 100, 900, 1000, 3600, 43_200, -1, i32::MAX as i64, i64::MAX];

/// The members of a structure: those that must be there most times, the others at times.
pub(super) fn members(dice: &mut Dice<'_>, shape: &'static Shape, deep: usize) -> Fields {
    let mut fields = Fields::new(shape);
    for (at, member) in shape.members.iter().enumerate() {
        // A marker is hardly ever one that was given out.
        let seldom = if member.name == "Marker" { 32 } else { 5 };
        let is_there = if member.rules.required { !dice.once_in(32) } else { dice.once_in(seldom) };
        if is_there && deep < DEEP {
            let value = value(dice, member, deep);
            fields.put(at, Slot::There(value));
        }
    }
    fields
}

fn value(dice: &mut Dice<'_>, member: &'static Member, deep: usize) -> Value {
    match &member.kind {
        Kind::Text | Kind::Document => Value::Text(text(dice, member)),
        Kind::Blob => Value::Blob(vec![dice.byte(); dice.below(20)].into()),
        Kind::Boolean => Value::Boolean(dice.once_in(2)),
        Kind::Integer | Kind::Long => Value::Integer(dice.one_of(NUMBERS).unwrap_or_default()),
        Kind::Double => Value::Double(f64::from(dice.byte())),
        Kind::Time(_) => Value::Time(i64::from(dice.byte()) * 86_400_000),
        Kind::List(list) => {
            let count = if dice.once_in(64) { 120 } else { dice.below(MOST + 1) };
            Value::List((0..count).map(|_| Slot::There(value(dice, &list.element, deep + 1))).collect())
        }
        Kind::Map(map) => {
            let mut entries: Vec<(String, Slot)> = Vec::new();
            for _ in 0..dice.below(MOST + 1) {
                let (key, value) = (text(dice, &map.key), value(dice, &map.value, deep + 1));
                if entries.iter().all(|(known, _)| *known != key) {
                    entries.push((key, Slot::There(value)));
                }
            }
            Value::Map(entries)
        }
        Kind::Struct(shape) => Value::Struct(members(dice, shape, deep + 1)),
    }
}

/// A text that may well be taken, by the member's name and rules; or not.
fn text(dice: &mut Dice<'_>, member: &Member) -> String {
    let rules = &member.rules;
    if !rules.values.is_empty() && !dice.once_in(8) {
        return dice.one_of(rules.values).unwrap_or_default().to_owned();
    }
    if dice.once_in(16) {
        return edge(dice, member);
    }
    let ends = |end: &str| member.name.ends_with(end);
    if ends("Arn") || ends("Boundary") {
        return arn(dice, member.name);
    }
    if ends("MetadataDocument") && !dice.once_in(4) {
        return format!("<EntityDescriptor>{}</EntityDescriptor>", "a".repeat(1000));
    }
    if let (Some(min), Some(max)) = (rules.min, rules.max)
        && min == max
    {
        return "0".repeat(usize::try_from(max).unwrap_or(0));
    }
    let from = if ends("TagKeys") || ends("Key") || ends("Value") {
        NAMES
    } else if ends("Document") || ends("Policy") || ends("PolicyInputList") {
        DOCUMENTS
    } else if ends("Path") || ends("PathPrefix") {
        PATHS
    } else if ends("Url") {
        URLS
    } else if dice.once_in(8) {
        OTHERS
    } else if dice.once_in(8) {
        ODD_NAMES
    } else {
        NAMES
    };
    dice.one_of(from).unwrap_or_default().to_owned()
}

fn arn(dice: &mut Dice<'_>, member: &str) -> String {
    let account = if dice.once_in(8) { dice.one_of(&["123456789012", "aws", "", "1"]) } else { None };
    let account = account.unwrap_or("000000000000");
    let service = if dice.once_in(16) { "s3" } else { "iam" };
    let meant = MEANT.iter().find(|(name, _)| *name == member).filter(|_| !dice.once_in(8));
    let resource = meant.map_or_else(|| dice.one_of(KINDS).unwrap_or_default(), |(_, resource)| resource);
    format!("arn:aws:{service}::{account}:{resource}")
}

/// A text at the edge of what its rules allow, or one beyond.
fn edge(dice: &mut Dice<'_>, member: &Member) -> String {
    let (min, max) = (member.rules.min.unwrap_or(0), member.rules.max.unwrap_or(64).min(20_000));
    let length = dice.one_of(&[min - 1, min, max, max + 1]).unwrap_or_default();
    dice.one_of(&["a", "é", "/", "\u{1f600}"])
        .unwrap_or_default()
        .repeat(usize::try_from(length).unwrap_or(0))
}
