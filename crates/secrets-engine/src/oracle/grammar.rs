//! Requests by the grammar of the shapes, with names that come again, so that one request finds what another made.

use wire::shape::{Kind, Member, Shape};
use wire::value::{Fields, Slot, Value};

use base::dice::Dice;

/// Elements of a list at most, but for the odd long one.
const MOST: usize = 3;

/// How deep structures go.
const DEEP: usize = 4;

/// The account that most requests are not from.
pub(super) const OTHER_ACCOUNT: &str = "123456789012";

const NAMES: &[&str] = &["a", "a", "b-secret", "prod/c"];
const ODD_NAMES: &[&str] =
    &["none", "a b", "", "é", "arn:", "arn:aws:secretsmanager:us-east-1:000000000000:secret:a"];

const TOKENS: &[&str] = &[
    "00000000000000000000000000000001",
    "00000000000000000000000000000002",
    "00000000-0000-4000-8000-000000000003",
];
const ODD_TOKENS: &[&str] = &["short", "", "é0000000000000000000000000000000"];

const STAGES: &[&str] = &["AWSCURRENT", "AWSPENDING", "AWSPREVIOUS", "mine"];
const KEYS: &[&str] = &["", "alias/mine", "none"];
const REGIONS: &[&str] = &["eu-west-1", "eu-west-1", "us-east-1", "us-west-2"];

const POLICIES: &[&str] = &[
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:*","Resource":"*"}]}"#,
    r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}}"#,
    "{",
];

const SCHEDULES: &[&str] = &[
    "rate(10 days)",
    "rate(4 hours)",
    "cron(0 8 1 * ? *)",
    "cron(0 8 ? * 2#1 *)",
    "cron(0 /8 LW * ? *)",
    "cron(0 0 31W 2 ? 2199)",
    "rate(18446744073709551615 days)",
    "cron(0 8 * * * *)",
    "cron()",
];

const FILTERS: &[&str] = &["a", "!a", "prod/", "!", "b secret", ""];

const OTHERS: &[&str] = &["1", "2", "x y", "\u{0}", "\r\n<&", "\u{1f600}", "", "aws:k", "default"];

const NUMBERS: &[i64] = &[1, 7, 30, 8];
const ODD_NUMBERS: &[i64] = &[0, 31, 4097, -1, i32::MAX as i64, i64::MIN, i64::MAX];

/// What clients were given: ARNs, ids of versions, tokens of pages.
pub(super) type Given = Vec<String>;

/// The members of a structure: those that must be there most times, the others at times.
pub(super) fn members(dice: &mut Dice<'_>, given: &Given, shape: &'static Shape, deep: usize) -> Fields {
    let mut fields = Fields::new(shape);
    for (at, member) in shape.members.iter().enumerate() {
        let is_there = if member.rules.required { !dice.once_in(48) } else { dice.once_in(seldom(member)) };
        if is_there && deep < DEEP {
            let value = value(dice, given, member, deep);
            fields.put(at, Slot::There(value));
        }
    }
    fields
}

/// How seldom a member is there that need not be.
fn seldom(member: &Member) -> usize {
    match member.name {
        "ClientRequestToken" | "SecretString" | "Values" | "Key" => 1,
        "SecretBinary" | "CrossAccountPrimaryARN" | "NextToken" | "Type" => 12,
        _ => 3,
    }
}

fn value(dice: &mut Dice<'_>, given: &Given, member: &'static Member, deep: usize) -> Value {
    match &member.kind {
        Kind::Text | Kind::Document => Value::Text(text(dice, given, member.name, member)),
        Kind::Blob => Value::Blob(vec![dice.byte(); dice.below(20)].into()),
        Kind::Boolean => Value::Boolean(dice.once_in(2)),
        Kind::Integer | Kind::Long => Value::Integer(either(dice, NUMBERS, ODD_NUMBERS).unwrap_or_default()),
        Kind::Double => Value::Double(f64::from(dice.byte())),
        Kind::Time(_) => Value::Time(i64::from(dice.byte()) * 86_400_000),
        Kind::List(list) => {
            let count = if dice.once_in(64) { 60 } else { 1 + dice.below(MOST) };
            let mut element = |_| match list.element.kind {
                Kind::Text => Value::Text(text(dice, given, member.name, &list.element)),
                _ => value(dice, given, &list.element, deep + 1),
            };
            Value::List((0..count).map(&mut element).map(Slot::There).collect())
        }
        Kind::Map(_) => Value::Map(Vec::new()),
        Kind::Struct(shape) => Value::Struct(members(dice, given, shape, deep + 1)),
    }
}

/// One of the first, or at times of the second.
fn either<T: Copy>(dice: &mut Dice<'_>, most: &[T], odd: &[T]) -> Option<T> {
    let from = if dice.once_in(16) { odd } else { most };
    dice.one_of(from)
}

/// A text that may well be taken, by a name and the member's rules; or not.
fn text(dice: &mut Dice<'_>, given: &Given, name: &str, member: &Member) -> String {
    let known = &member.rules.values;
    if !known.is_empty() && !dice.once_in(16) {
        return dice.one_of(known).unwrap_or_default().to_owned();
    }
    if dice.once_in(64) {
        let times = dice.one_of(&[33, 65, 513, 65_537]).unwrap_or_default();
        return dice.one_of(&["a", "é", "\u{1f600}"]).unwrap_or_default().repeat(times);
    }
    let is_given =
        matches!(name, "SecretId" | "CrossAccountReplicaARN" | "CrossAccountPrimaryARN" | "NextToken");
    if is_given && dice.once_in(3) {
        let back = dice.below(given.len().min(8));
        return given.iter().rev().nth(back).cloned().unwrap_or_default();
    }
    let mut one = |most: &[&str], odd: &[&str]| either(dice, most, odd).unwrap_or_default().to_owned();
    match name {
        "SecretId" | "Name" | "SecretIdList" => one(NAMES, ODD_NAMES),
        "ClientRequestToken" | "VersionId" | "MoveToVersionId" | "RemoveFromVersionId" => {
            one(TOKENS, ODD_TOKENS)
        }
        "VersionStage" | "VersionStages" => one(STAGES, OTHERS),
        "KmsKeyId" => one(KEYS, OTHERS),
        "Region" | "RemoveReplicaRegions" => one(REGIONS, OTHERS),
        "ResourcePolicy" => one(POLICIES, OTHERS),
        "PolicyName" => one(&["default"], OTHERS),
        "ScheduleExpression" => one(SCHEDULES, OTHERS),
        "Duration" => one(&["1h", "3h"], &["0h", "99h", "h"]),
        "Values" => one(FILTERS, OTHERS),
        _ => one(&["1", "2", "3"], OTHERS),
    }
}
