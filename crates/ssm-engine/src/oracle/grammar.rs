//! Requests by the grammar of the shapes, some of them broken, with names that come again, so that one request finds what another
//! made; and what must hold of each reply.

use std::time::Duration;

use base::arn::AccountId;
use serde_json::Value as Json;
use wire::json::Style;
use wire::shape::{Kind, Member, Shape};
use wire::value::{Fields, Slot, Value};

use super::client::{Client, code};
use super::world::{at_once, client};
use crate::model::MODEL;
use crate::ops;
use base::dice::Dice;

/// Requests of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 40;

/// Statuses of errors that no model declares: wrong requests and who may not.
const COMMON: [u16; 2] = [400, 413];

const NAMES: &[&str] = &["/a", "/a/b", "/a/b/c", "d", "/a/b:1", "/a/b:x"];

const ODD_NAMES: &[&str] = &[
    "arn:aws:ssm:us-east-1:000000000000:parameter/a/b",
    "arn:aws:ssm:us-east-1:123456789012:parameter/a/b:2",
    "arn:aws:ssm:eu-west-1:000000000000:parameter/a",
    "arn:aws:ssm",
    "/aws/service/global-infrastructure/regions",
    "/aws/service/list/ecs:1",
    "/aws/reference/secretsmanager/s:AWSCURRENT",
    "aws",
    "SSM/a",
    "a/b",
    "/",
    "//",
    " /a ",
    "é",
    "",
];

const VALUES: &[&str] =
    &["1", "a,b", "true", "ami-12345abcdeEXAMPLE", "{}", "{{ssm:a}}", "us-east-1", "\u{1f600}"];

const POLICIES: &[&str] = &[
    r#"[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2026-01-01T00:01:00Z"}}]"#,
    r#"[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"1","Unit":"Days"}}]"#,
    "[{}]",
    "[]",
    "{",
    r#"[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"x"}}]"#,
    r#"[{"Type":1}]"#,
    "[null]",
];

const RESOURCE_POLICIES: &[&str] = &[
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"ssm:GetParameter","Resource":"*"}]}"#,
    r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"ssm:*","Resource":"*"}}"#,
    "{",
];

const TEXTS: &[&str] = &["x", "y", "1", "Standard", "true", "alias/aws/ssm", "alias/mine", "alias/missing"];

const ODD_TEXTS: &[&str] =
    &["", "(", "[a-z]+", "^\\d+$", "\u{0}", "x y", "\r\n", "text", "json", "aws:ec2:image", "aws:x"];

const OPTIONS: &[&str] = &["Equals", "BeginsWith", "Contains", "Recursive", "OneLevel", "x"];

const KEYS: &[&str] = &["Name", "Type", "KeyId", "Path", "Label", "Tier", "DataType", "tag:x", "x"];

const SETTINGS: &[&str] = &[
    "/ssm/parameter-store/default-parameter-tier",
    "arn:aws:ssm:us-east-1:000000000000:servicesetting/ssm/parameter-store/high-throughput-enabled",
    "/ssm/x",
];

const NUMBERS: &[i64] = &[1, 2, 3, 10];

const ODD_NUMBERS: &[i64] = &[0, 50, 51, -1, i64::MIN, i64::MAX];

/// A sequence of requests, from two accounts, while time passes.
pub(super) fn talk(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let client = client();
    let mut given = Vec::new();
    for _ in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        if dice.once_in(8) {
            client.clock.advance(Duration::from_secs(u64::from(dice.byte())));
            at_once(client.take(&super::Step::Advance(0)));
        }
        step(&client, &mut dice, &mut given);
    }
    at_once(client.fits_together());
}

fn step(client: &Client, dice: &mut Dice<'_>, given: &mut Vec<String>) {
    // There is more to do where there are parameters.
    let often = ["PutParameter", "LabelParameterVersion", "GetParameter"];
    let at = dice.below(ops::ROWS.len() + 2 * often.len());
    let often = often.get(at % often.len()).copied();
    let row = ops::ROWS.get(at).or_else(|| ops::ROWS.iter().find(|row| Some(row.signature.name) == often));
    let Some(row) = row else { return };
    let name = if dice.once_in(64) { "Nothing" } else { row.signature.name };
    let fields = members(dice, given, row.signature.input);
    let mut body = wire::json::write(&fields, Style { writes_empty: dice.once_in(2) });
    if dice.once_in(12) {
        spoil(dice, &mut body);
    }
    let account = if dice.once_in(8) { AccountId::parse("123456789012") } else { None };
    let shown = format!("{name} {}", String::from_utf8_lossy(&body));
    let (status, reply) = at_once(client.ask(name, account.unwrap_or(AccountId::DEFAULT), body));
    assert!(reply.is_object(), "{shown}: {status} {reply}");
    if status != 200 {
        let code = code(&reply);
        let declared = MODEL.errors.iter().find(|declared| declared.name == code);
        let is_known = declared.map_or(COMMON.contains(&status), |declared| declared.status == status);
        assert!(is_known && !code.is_empty() && status < 500, "{shown}: {status} {reply}");
    }
    for member in ["NextToken", "PolicyId", "PolicyHash"] {
        given.extend(reply.get(member).and_then(Json::as_str).map(str::to_owned));
    }
}

fn spoil(dice: &mut Dice<'_>, body: &mut Vec<u8>) {
    let at = dice.below(body.len().min(256));
    match dice.below(3) {
        0 => body.truncate(at),
        1 => body.insert(at.min(body.len()), dice.byte()),
        _ => body.get_mut(at).into_iter().for_each(|byte| *byte = dice.byte()),
    }
}

/// The members of a structure: those that must be there most times, the others at times.
fn members(dice: &mut Dice<'_>, given: &[String], shape: &'static Shape) -> Fields {
    let mut fields = Fields::new(shape);
    for (at, member) in shape.members.iter().enumerate() {
        let is_needed = member.rules.required || matches!(member.name, "Type" | "Overwrite");
        let is_there = if is_needed { !dice.once_in(32) } else { dice.once_in(4) };
        if is_there {
            let value = value(dice, given, member);
            fields.put(at, Slot::There(value));
        }
    }
    fields
}

fn value(dice: &mut Dice<'_>, given: &[String], member: &'static Member) -> Value {
    match &member.kind {
        Kind::Boolean => Value::Boolean(dice.once_in(2)),
        Kind::Integer | Kind::Long => Value::Integer(either(dice, NUMBERS, ODD_NUMBERS).unwrap_or_default()),
        Kind::Struct(shape) => Value::Struct(members(dice, given, shape)),
        Kind::List(list) => {
            let count = if dice.once_in(64) { 12 } else { 1 + dice.below(2) };
            let mut element = |_| match list.element.kind {
                Kind::Text => Value::Text(text(dice, given, (member.name, &list.element))),
                _ => value(dice, given, &list.element),
            };
            Value::List((0..count).map(&mut element).map(Slot::There).collect())
        }
        _ => Value::Text(text(dice, given, (member.name, member))),
    }
}

/// One of the first, or at times of the second.
fn either<T: Copy>(dice: &mut Dice<'_>, most: &[T], odd: &[T]) -> Option<T> {
    let from = if dice.once_in(8) { odd } else { most };
    dice.one_of(from)
}

/// A text that may well be taken, by a name and the member's rules; or not.
fn text(dice: &mut Dice<'_>, given: &[String], (name, member): (&str, &Member)) -> String {
    let known = &member.rules.values;
    if !known.is_empty() && !dice.once_in(16) {
        return dice.one_of(known).unwrap_or_default().to_owned();
    }
    if dice.once_in(64) {
        let times = dice.one_of(&[128, 1025, 4097, 8193, 40_000]).unwrap_or_default();
        return dice.one_of(&["a", "/a", "é", "\u{1f600}"]).unwrap_or_default().repeat(times);
    }
    if matches!(name, "NextToken" | "PolicyId" | "PolicyHash") && !dice.once_in(8) {
        return given.iter().rev().nth(dice.below(4)).cloned().unwrap_or_default();
    }
    let mut one = |most: &[&str], odd: &[&str]| either(dice, most, odd).unwrap_or_default().to_owned();
    match name {
        "Name" | "Names" | "Path" | "ResourceId" => one(NAMES, ODD_NAMES),
        "ResourceArn" => one(ODD_NAMES, NAMES),
        "Value" => one(VALUES, ODD_TEXTS),
        "Policies" => one(POLICIES, ODD_TEXTS),
        "Policy" => one(RESOURCE_POLICIES, ODD_TEXTS),
        "SettingId" => one(SETTINGS, ODD_TEXTS),
        "Key" => one(KEYS, TEXTS),
        "Option" => one(OPTIONS, ODD_TEXTS),
        "Values" => one(NAMES, TEXTS),
        _ => one(TEXTS, ODD_TEXTS),
    }
}
