//! One sequence of requests, each held against the naive table.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use super::constant;
use super::read;
use super::table::{Action, CONDITIONS, Condition, Item, Key, Outcome, PARTITIONS, Table, UPDATES, Write};
use super::world::World;
use crate::Settings;
use base::dice::Dice;

/// How long a shard is open where shards roll over. A sequence is too short for its records to grow old.
const SHARD_LIFE: Duration = Duration::from_secs(60);
/// Actions of one transaction or batch.
const MAX_TOGETHER: usize = 5;

#[derive(Debug)]
pub(super) struct Run {
    pub(super) world: World,
    pub(super) table: Table,
    /// The stream's ARN.
    pub(super) stream: Value,
}

/// Puts an expression's values into a request; none if it has none.
pub(super) fn put_values(request: &mut Value, values: &[&str]) {
    let mut all = serde_json::Map::new();
    for text in values {
        if let Value::Object(more) = constant(text) {
            all.extend(more);
        }
    }
    if !all.is_empty() {
        request["ExpressionAttributeValues"] = all.into();
    }
}

/// The entry that an item has in an index whose key attribute, beside those of the table, is this.
pub(super) fn entry(item: Option<&Item>, attribute: &str, whole: bool) -> Option<Item> {
    let item = item.filter(|item| item.contains_key(attribute))?;
    let mut entry = item.clone();
    entry.retain(|name, _| whole || ["pk", "sk", attribute].contains(&name.as_str()));
    Some(entry)
}

/// Write units of an index whose entry changes so. Entries are below 1 KB: one unit for each that is written or
/// removed; a changed key is both (developer guide, "Global secondary indexes").
fn entry_units(before: Option<&Item>, after: Option<&Item>, attribute: &str, whole: bool) -> u32 {
    let (before, after) = (entry(before, attribute, whole), entry(after, attribute, whole));
    match (&before, &after) {
        _ if before == after => 0,
        (Some(old), Some(new)) if old.get(attribute) != new.get(attribute) => 2,
        _ => 1,
    }
}

/// Write units of a change: the table's, the indexes'.
fn units(before: Option<&Item>, after: Option<&Item>) -> (u32, u32) {
    (1, entry_units(before, after, "g", true) + entry_units(before, after, "n", false))
}

impl Run {
    pub(super) fn new(dice: &mut Dice<'_>) -> Run {
        let settings = Settings {
            stream_shards: dice.pick(&[1, 1, 2, 5]),
            stream_shard_life: dice.pick(&[Duration::ZERO, SHARD_LIFE]),
            ..Settings::default()
        };
        let world = World::new(settings);
        let made = world.ok(
            "DynamoDB_20120810.CreateTable",
            &constant(
                r#"{"TableName": "model", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"},
                    {"AttributeName": "g", "AttributeType": "S"}, {"AttributeName": "n", "AttributeType": "N"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
                "GlobalSecondaryIndexes": [{"IndexName": "gsi", "Projection": {"ProjectionType": "ALL"},
                    "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]}],
                "LocalSecondaryIndexes": [{"IndexName": "lsi", "Projection": {"ProjectionType": "KEYS_ONLY"},
                    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}]}]}"#,
            ),
        );
        let stream = made.pointer("/TableDescription/LatestStreamArn").cloned().unwrap_or_default();
        Run { world, table: Table::default(), stream }
    }

    /// One request.
    pub(super) fn step(&mut self, dice: &mut Dice<'_>) {
        match dice.below(16) {
            0..=6 => self.write(dice),
            7 => self.put_that_fits_no_index(dice),
            8 | 9 => self.batch_write(dice),
            10..=12 => self.transact_write(dice),
            13 => read::items(self, dice),
            14 if dice.once_in(3) => {
                self.world.advance(dice.pick(&[SHARD_LIFE / 10, SHARD_LIFE, SHARD_LIFE * 2]))
            }
            14 => read::query(self, dice),
            _ => read::scan(self, dice),
        }
    }

    fn write(&mut self, dice: &mut Dice<'_>) {
        let write = any_write(dice);
        let operation = match write.action {
            Action::Put(_) => "DynamoDB_20120810.PutItem",
            Action::Delete => "DynamoDB_20120810.DeleteItem",
            Action::Update(_) => "DynamoDB_20120810.UpdateItem",
            Action::Check => return,
        };
        let mut request = member(&write);
        request["ReturnConsumedCapacity"] = "TOTAL".into();
        let updates = matches!(write.action, Action::Update(_));
        request["ReturnValues"] = if updates { "ALL_NEW" } else { "ALL_OLD" }.into();
        let after = match self.table.outcome(&write) {
            Outcome::Becomes(after) => after,
            Outcome::ConditionFails => {
                self.world.err(operation, &request, "#ConditionalCheckFailedException");
                return;
            }
            Outcome::Refused => {
                self.world.err(operation, &request, "#ValidationException");
                return;
            }
        };
        let reply = self.world.ok(operation, &request);
        let before = self.table.items.get(&write.key);
        let shown = if updates { after.as_ref() } else { before };
        assert_eq!(reply.get("Attributes"), shown.map(|item| json!(item)).as_ref(), "{operation} {request}");
        let (table, indexes) = units(before, after.as_ref());
        assert_units(&reply["ConsumedCapacity"]["CapacityUnits"], table + indexes, &request);
        self.table.set(write.key, after);
    }

    /// An index key of another type, or empty: refused, and nothing of it stays.
    fn put_that_fits_no_index(&mut self, dice: &mut Dice<'_>) {
        let mut item = any_item(any_key(dice), dice);
        item.insert(
            "g".to_owned(),
            constant(dice.pick(&[r#"{"N": "1"}"#, r#"{"S": ""}"#, r#"{"SS": ["x"]}"#])),
        );
        let request = json!({"TableName": "model", "Item": item});
        self.world.err("DynamoDB_20120810.PutItem", &request, "#ValidationException");
    }

    fn batch_write(&mut self, dice: &mut Dice<'_>) {
        let mut writes = Vec::new();
        for _ in 0..=dice.below(MAX_TOGETHER) {
            let key = any_key(dice);
            let action = if dice.once_in(3) { Action::Delete } else { Action::Put(any_item(key, dice)) };
            writes.push(Write { key, action, condition: None });
        }
        let requests: Vec<Value> = writes
            .iter()
            .map(|write| match &write.action {
                Action::Put(item) => json!({"PutRequest": {"Item": item}}),
                _ => json!({"DeleteRequest": {"Key": write.key.item()}}),
            })
            .collect();
        let request = json!({"ReturnConsumedCapacity": "TOTAL", "RequestItems": {"model": requests}});
        if has_twins(&writes) {
            self.world.err("DynamoDB_20120810.BatchWriteItem", &request, "#ValidationException");
            return;
        }
        let reply = self.world.ok("DynamoDB_20120810.BatchWriteItem", &request);
        assert_eq!(reply["UnprocessedItems"], json!({}), "{request}");
        let mut sum = 0;
        for write in writes {
            let Outcome::Becomes(after) = self.table.outcome(&write) else { continue };
            let (table, indexes) = units(self.table.items.get(&write.key), after.as_ref());
            sum += table + indexes;
            self.table.set(write.key, after);
        }
        assert_units(&reply["ConsumedCapacity"][0]["CapacityUnits"], sum, &request);
    }

    fn transact_write(&mut self, dice: &mut Dice<'_>) {
        let mut writes = Vec::new();
        for _ in 0..=dice.below(MAX_TOGETHER) {
            let mut write = any_write(dice);
            if dice.once_in(6) {
                write.action = Action::Check;
                write.condition = Some(write.condition.unwrap_or_else(|| dice.pick(CONDITIONS)));
            }
            writes.push(write);
        }
        let items: Vec<Value> = writes
            .iter()
            .map(|write| {
                let name = match write.action {
                    Action::Put(_) => "Put",
                    Action::Delete => "Delete",
                    Action::Update(_) => "Update",
                    Action::Check => "ConditionCheck",
                };
                json!({name: member(write)})
            })
            .collect();
        let operation = "DynamoDB_20120810.TransactWriteItems";
        let request = json!({"ReturnConsumedCapacity": "TOTAL", "TransactItems": items});
        if has_twins(&writes) {
            self.world.err(operation, &request, "#ValidationException");
            return;
        }
        let outcomes: Vec<Outcome> = writes.iter().map(|write| self.table.outcome(write)).collect();
        // What comes after one that is refused is not looked at.
        let refused = outcomes.iter().position(|outcome| *outcome == Outcome::Refused);
        let codes: Vec<&str> = outcomes
            .iter()
            .enumerate()
            .map(|(at, outcome)| match outcome {
                _ if refused.is_some_and(|refused| at > refused) => "None",
                Outcome::Becomes(_) => "None",
                Outcome::ConditionFails => "ConditionalCheckFailed",
                Outcome::Refused => "ValidationError",
            })
            .collect();
        if codes.iter().any(|code| *code != "None") {
            let error = self.world.err(operation, &request, "#TransactionCanceledException");
            let reasons = error["CancellationReasons"].as_array().cloned().unwrap_or_default();
            let given: Vec<&str> = reasons.iter().filter_map(|reason| reason["Code"].as_str()).collect();
            assert_eq!(given, codes, "{request}");
            return;
        }
        let reply = self.world.ok(operation, &request);
        let mut sum = 0;
        for (write, outcome) in writes.iter().zip(outcomes) {
            let Outcome::Becomes(after) = outcome else { continue };
            let (table, indexes) = units(self.table.items.get(&write.key), after.as_ref());
            sum += 2 * table + indexes;
            self.table.set(write.key, after);
        }
        assert_units(&reply["ConsumedCapacity"][0]["CapacityUnits"], sum, &request);
    }

    /// Everything that can be read, against the table.
    pub(super) fn compare(&self) {
        read::everything(self);
        read::counts(self);
        read::stream(self);
    }
}

fn assert_units(given: &Value, expected: u32, request: &Value) {
    assert_eq!(given.as_f64(), Some(f64::from(expected)), "units of {request}");
}

/// Whether two writes are of one item.
fn has_twins(writes: &[Write]) -> bool {
    writes.iter().map(|write| write.key).collect::<BTreeSet<_>>().len() < writes.len()
}

/// A write as a member of a request: of PutItem and its like, or of a transaction's action.
fn member(write: &Write) -> Value {
    let mut request = json!({"TableName": "model"});
    let mut values = Vec::new();
    match &write.action {
        Action::Put(item) => request["Item"] = json!(item),
        Action::Delete | Action::Check => request["Key"] = json!(write.key.item()),
        Action::Update(update) => {
            request["Key"] = json!(write.key.item());
            request["UpdateExpression"] = update.text.into();
            values.push(update.values);
        }
    }
    if let Some(Condition { text, values: more, .. }) = write.condition {
        request["ConditionExpression"] = (*text).into();
        values.push(more);
    }
    put_values(&mut request, &values);
    request
}

pub(super) fn any_key(dice: &mut Dice<'_>) -> Key {
    Key { pk: dice.pick(PARTITIONS), sk: dice.below(5) as i64 - 2 }
}

fn any_write(dice: &mut Dice<'_>) -> Write {
    let key = any_key(dice);
    let action = match dice.below(8) {
        0..=2 => Action::Put(any_item(key, dice)),
        3 => Action::Delete,
        _ => Action::Update(dice.pick(UPDATES)),
    };
    let condition = dice.once_in(3).then(|| dice.pick(CONDITIONS));
    Write { key, action, condition }
}

fn any_item(key: Key, dice: &mut Dice<'_>) -> Item {
    let mut item = key.item();
    let choices: BTreeMap<&str, &[&'static str]> = BTreeMap::from([
        ("g", &["", r#"{"S": "x"}"#, r#"{"S": "y"}"#] as &[_]),
        ("n", &["", r#"{"N": "1"}"#, r#"{"N": "-7"}"#, r#"{"N": "10"}"#]),
        ("s", &["", r#"{"SS": ["a", "b"]}"#, r#"{"SS": ["b"]}"#]),
        ("m", &["", r#"{"M": {}}"#, r#"{"M": {"a": {"N": "1"}, "b": {"L": [{"NULL": true}]}}}"#]),
    ]);
    for (name, values) in choices {
        let value = dice.pick(values);
        if !value.is_empty() {
            item.insert(name.to_owned(), constant(value));
        }
    }
    item
}
