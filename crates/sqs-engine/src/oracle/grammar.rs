//! Requests by the grammar of the shapes, with names that come again, so that one request finds what another made.

use wire::shape::{Kind, Member, Shape};
use wire::value::{Fields, Slot, Value};

use base::dice::Dice;

/// Elements of a list at most, but for the odd long one.
const MOST: usize = 3;

/// How deep structures go.
const DEEP: usize = 4;

const NAMES: &[&str] = &["a", "a", "dead", "b.fifo", "b.fifo", "dead.fifo"];

const ODD_NAMES: &[&str] = &["c", "c.fifo", ".fifo", "", "é", "a/b"];

const PLACE: &str = "http://127.0.0.1:4566/000000000000/";

const ODD_PLACES: &[&str] = &[
    "/000000000000/",
    "https://sqs.us-east-1.amazonaws.com/000000000000/",
    "https://eu-west-1.queue.amazonaws.com/123456789012/",
    "http://h/queue/us-east-1/000000000000/",
    "http://h/queue/",
    "http://h/",
    "",
    "://",
];

const ARN: &str = "arn:aws:sqs:us-east-1:000000000000:";

const ODD_ARNS: &[&str] =
    &["arn:aws:sqs:eu-west-1:123456789012:", "arn:aws:sqs:::", "arn:aws:sns:us-east-1:000000000000:", ""];

const POLICIES: &[&str] = &[
    r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}]}"#,
    r#"{"Statement":{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"sqs:SendMessage","Resource":"*"}}"#,
    r#"{"Statement":{"Sid":"1","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:ReceiveMessage","Resource":"*"}}"#,
    "",
];

const REDRIVES: &[&str] = &[
    r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#,
    r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo","maxReceiveCount":"2"}"#,
    r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:a","maxReceiveCount":3}"#,
    "",
];

const ALLOWING: &[&str] = &[
    r#"{"redrivePermission":"denyAll"}"#,
    r#"{"redrivePermission":"allowAll","sourceQueueArns":null}"#,
    r#"{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:a"]}"#,
    "",
];

/// Values that few attributes take.
const VALUES: &[&str] = &[
    "0",
    "43200",
    "99999999999999999999",
    "-1",
    "+1",
    " 1",
    "queue",
    "alias/aws/sqs",
    "",
    "[]",
    "{",
    "{}",
    "null",
    r#"{"deadLetterTargetArn":"a","maxReceiveCount":1e3}"#,
    r#"{"redrivePermission":"byQueue","sourceQueueArns":[null]}"#,
    r#"{"Statement":[]}"#,
];

const DATA_TYPES: &[&str] = &["String", "String.a", "Number", "Binary", "Binary.png"];

const ODD_DATA_TYPES: &[&str] = &["Bool", "", ".", "string"];

const TEXTS: &[&str] = &["1", "2", "a", "b", "c", "d"];

const OTHERS: &[&str] = &[
    "All",
    ".*",
    "a.*",
    "SendMessage",
    "000000000000",
    "123456789012",
    "x y",
    "\u{0}",
    "\r\n<&",
    "\u{1f600}",
    "",
];

const NUMBERS: &[i64] = &[0, 1, 2, 5, 10];

const ODD_NUMBERS: &[i64] = &[11, 20, 30, 900, 1000, 43_200, -1, i32::MAX as i64, i64::MIN, i64::MAX];

/// What clients were given: receipt handles, and handles of tasks.
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

fn value(dice: &mut Dice<'_>, given: &Given, member: &'static Member, deep: usize) -> Value {
    match &member.kind {
        Kind::Text | Kind::Document => Value::Text(text(dice, given, (member.name, member))),
        Kind::Blob => Value::Blob(vec![dice.byte(); dice.below(20)].into()),
        Kind::Boolean => Value::Boolean(dice.once_in(2)),
        Kind::Integer | Kind::Long => Value::Integer(either(dice, NUMBERS, ODD_NUMBERS).unwrap_or_default()),
        Kind::Double => Value::Double(f64::from(dice.byte())),
        Kind::Time(_) => Value::Time(i64::from(dice.byte()) * 86_400_000),
        Kind::List(list) => {
            let count = if dice.once_in(64) { 30 } else { dice.below(MOST + 1) };
            let mut element = |_| match list.element.kind {
                Kind::Text => Value::Text(text(dice, given, (member.name, &list.element))),
                _ => value(dice, given, &list.element, deep + 1),
            };
            Value::List((0..count).map(&mut element).map(Slot::There).collect())
        }
        Kind::Map(map) => {
            let mut entries: Vec<(String, Slot)> = Vec::new();
            for _ in 0..dice.below(MOST + 1) {
                let key = text(dice, given, (map.key.name, &map.key));
                let value = match map.value.kind {
                    // What fits the attribute that the key names.
                    Kind::Text => Value::Text(text(dice, given, (&key, &map.value))),
                    _ => value(dice, given, &map.value, deep + 1),
                };
                if entries.iter().all(|(known, _)| *known != key) {
                    entries.push((key, Slot::There(value)));
                }
            }
            Value::Map(entries)
        }
        Kind::Struct(shape) => Value::Struct(members(dice, given, shape, deep + 1)),
    }
}

/// How seldom a member is there that need not be.
fn seldom(member: &Member) -> usize {
    match member.name {
        "BinaryListValues" | "StringListValues" | "MessageSystemAttributes" => 24,
        "MessageAttributes" | "MessageDeduplicationId" | "NextToken" => 6,
        "BinaryValue" | "StringValue" | "MessageGroupId" => 2,
        _ => 4,
    }
}

/// One of the first, or at times of the second.
fn either<T: Copy>(dice: &mut Dice<'_>, most: &[T], odd: &[T]) -> Option<T> {
    let from = if dice.once_in(16) { odd } else { most };
    dice.one_of(from)
}

/// A text that may well be taken, by a name and the member's rules; or not.
fn text(dice: &mut Dice<'_>, given: &Given, (name, member): (&str, &Member)) -> String {
    let known = &member.rules.values;
    if !known.is_empty() && !dice.once_in(16) {
        return dice.one_of(known).unwrap_or_default().to_owned();
    }
    if dice.once_in(64) {
        let times = dice.one_of(&[80, 129, 1025, 70_000]).unwrap_or_default();
        return dice.one_of(&["a", "é", "\u{1f600}"]).unwrap_or_default().repeat(times);
    }
    if matches!(name, "ReceiptHandle" | "TaskHandle") && !dice.once_in(16) {
        // The newest first: the others are mostly used up.
        let back = dice.below(given.len().min(8));
        return given.iter().rev().nth(back).cloned().unwrap_or_default();
    }
    let mut one = |most: &[&str], odd: &[&str]| either(dice, most, odd).unwrap_or_default().to_owned();
    match name {
        "QueueUrl" => one(&[PLACE], ODD_PLACES) + &one(NAMES, ODD_NAMES),
        "QueueName" => one(NAMES, ODD_NAMES),
        "DataType" => one(DATA_TYPES, ODD_DATA_TYPES),
        "AWSAccountIds" => one(&["123456789012"], OTHERS),
        "Actions" => one(&["SendMessage", "*", "ReceiveMessage"], OTHERS),
        "FifoQueue" | "ContentBasedDeduplication" | "SqsManagedSseEnabled" => {
            one(&["true", "true", "false"], VALUES)
        }
        "Policy" => one(POLICIES, VALUES),
        "RedrivePolicy" => one(REDRIVES, VALUES),
        "VisibilityTimeout" | "DelaySeconds" | "ReceiveMessageWaitTimeSeconds" => {
            one(&["0", "1", "5"], VALUES)
        }
        "MaximumMessageSize" => one(&["1024", "1048576"], VALUES),
        "MessageRetentionPeriod" | "KmsDataKeyReusePeriodSeconds" => one(&["60", "100"], VALUES),
        "DeduplicationScope" => one(&["queue", "messageGroup"], VALUES),
        "FifoThroughputLimit" => one(&["perQueue", "perMessageGroupId"], VALUES),
        "RedriveAllowPolicy" => one(ALLOWING, VALUES),
        name if name.ends_with("Arn") => one(&[ARN], ODD_ARNS) + &one(NAMES, ODD_NAMES),
        name if name.ends_with("AttributeNames") => one(&["All", "All", "a", ".*"], OTHERS),
        _ => one(TEXTS, OTHERS),
    }
}
