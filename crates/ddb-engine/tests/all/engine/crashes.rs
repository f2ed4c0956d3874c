//! Crashes between the writes of random sequences: an item, its index entry and its stream record come and go together.
//! What is answered without a crash is the oracle's, in `model`.

use std::collections::BTreeMap;

use base::clock::Clock;
use testkit::model::{Model, survives_crashes};
use testkit::{Rng, START};

use crate::harness::{Value, World, json};

/// A table whose items have a number, an index by that number, and a stream.
#[derive(Clone, Debug, Default, PartialEq)]
struct Table {
    items: BTreeMap<String, i64>,
    /// Number, key.
    index: Vec<(i64, String)>,
    /// What happened to each key, in order.
    records: BTreeMap<String, Vec<&'static str>>,
}

#[derive(Debug)]
enum Step {
    Put(&'static str, i64),
    PutNew(&'static str, i64),
    Add(&'static str, i64),
    Delete(&'static str),
    /// Puts one and deletes another.
    Transact(&'static str, i64, &'static str),
}

impl Table {
    fn set(&mut self, key: &str, number: Option<i64>) {
        let before = self.items.get(key).copied();
        let event = match (before, number) {
            (None, None) => return,
            (None, Some(_)) => "INSERT",
            (Some(_), None) => "REMOVE",
            // A write that changes nothing leaves no record.
            (Some(before), Some(number)) if before == number => return,
            (Some(_), Some(_)) => "MODIFY",
        };
        self.records.entry(key.to_owned()).or_default().push(event);
        match number {
            Some(number) => drop(self.items.insert(key.to_owned(), number)),
            None => drop(self.items.remove(key)),
        }
        self.index = self.items.iter().map(|(key, number)| (*number, key.clone())).collect();
        self.index.sort();
    }
}

fn key(key: &str) -> Value {
    json!({"pk": {"S": key}})
}

fn item(key: &str, number: i64) -> Value {
    json!({"pk": {"S": key}, "all": {"S": "all"}, "n": {"N": number.to_string()}})
}

fn number(item: &Value) -> i64 {
    item["n"]["N"].as_str().unwrap().parse().unwrap()
}

fn text(item: &Value) -> String {
    item["pk"]["S"].as_str().unwrap().to_owned()
}

async fn ok(world: &World, operation: &str, input: Value) -> Value {
    let (status, reply) = world.answer(operation, input.to_string()).await;
    assert_eq!(status, 200, "{operation} {input}: {reply}");
    reply
}

/// Each key's events, of all shards in the order in which they are listed.
async fn records(world: &World) -> BTreeMap<String, Vec<&'static str>> {
    let streams = ok(world, "ListStreams", json!({"TableName": "tab"})).await;
    let arn = &streams["Streams"][0]["StreamArn"];
    let described = ok(world, "DescribeStream", json!({"StreamArn": arn})).await;
    let mut found: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for shard in described["StreamDescription"]["Shards"].as_array().unwrap() {
        let from =
            json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
        let iterator = ok(world, "GetShardIterator", from).await["ShardIterator"].clone();
        let page = ok(world, "GetRecords", json!({"ShardIterator": iterator})).await;
        for record in page["Records"].as_array().unwrap() {
            let event = ["INSERT", "MODIFY", "REMOVE"].into_iter().find(|name| record["eventName"] == *name);
            found.entry(text(&record["dynamodb"]["Keys"])).or_default().push(event.unwrap());
        }
    }
    found
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html>, read literally: a record for each
/// change of an item, none for a write that changes nothing.
impl Model for Table {
    type World = World;
    type Step = Step;
    type Said = u16;

    async fn prepare(world: &World) {
        let input = json!({
            "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [
                {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "all", "AttributeType": "S"},
                {"AttributeName": "n", "AttributeType": "N"},
            ],
            "GlobalSecondaryIndexes": [{
                "IndexName": "by-number", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                    {"AttributeName": "all", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"},
                ],
            }],
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
        });
        ok(world, "CreateTable", input).await;
    }

    fn draw(&self, chance: &mut Rng) -> Step {
        let mut keys = ["a", "b", "c"];
        chance.shuffle(&mut keys);
        let ([one, other, _], number) = (keys, chance.i64(0..3));
        match chance.u8(..6) {
            0 | 1 => Step::Put(one, number),
            2 => Step::PutNew(one, number),
            3 => Step::Add(one, number),
            4 => Step::Delete(one),
            _ => Step::Transact(one, number, other),
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        match *step {
            Step::Put(key, number) => self.set(key, Some(number)),
            Step::PutNew(key, _) if self.items.contains_key(key) => return 400,
            Step::PutNew(key, number) => self.set(key, Some(number)),
            Step::Add(key, number) => {
                self.set(key, Some(self.items.get(key).copied().unwrap_or_default() + number));
            }
            Step::Delete(key) => self.set(key, None),
            Step::Transact(put, number, deleted) => {
                self.set(put, Some(number));
                self.set(deleted, None);
            }
        }
        200
    }

    async fn ask(world: &World, step: &Step) -> u16 {
        let (operation, mut input) = match *step {
            Step::Put(key, number) => ("PutItem", json!({"Item": item(key, number)})),
            Step::PutNew(key, number) => {
                let new = "attribute_not_exists(pk)";
                ("PutItem", json!({"Item": item(key, number), "ConditionExpression": new}))
            }
            Step::Add(one, number) => {
                let values = json!({":n": {"N": number.to_string()}, ":all": {"S": "all"}});
                let update = "SET #all = :all ADD n :n";
                (
                    "UpdateItem",
                    json!({"Key": key(one), "UpdateExpression": update, "ExpressionAttributeValues": values,
                        "ExpressionAttributeNames": {"#all": "all"}}),
                )
            }
            Step::Delete(one) => ("DeleteItem", json!({"Key": key(one)})),
            Step::Transact(put, number, deleted) => {
                let put = json!({"Put": {"TableName": "tab", "Item": item(put, number)}});
                let delete = json!({"Delete": {"TableName": "tab", "Key": key(deleted)}});
                ("TransactWriteItems", json!({"TransactItems": [put, delete]}))
            }
        };
        if operation != "TransactWriteItems" {
            input["TableName"] = "tab".into();
        }
        world.answer(operation, input.to_string()).await.0
    }

    async fn seen(world: &World) -> Table {
        let scanned = ok(world, "Scan", json!({"TableName": "tab"})).await;
        let items =
            scanned["Items"].as_array().unwrap().iter().map(|item| (text(item), number(item))).collect();
        let scanned = ok(world, "Scan", json!({"TableName": "tab", "IndexName": "by-number"})).await;
        let mut index: Vec<(i64, String)> =
            scanned["Items"].as_array().unwrap().iter().map(|item| (number(item), text(item))).collect();
        index.sort();
        Table { items, index, records: records(world).await }
    }
}

/// Our promise, at `--data-dir`.
#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    survives_crashes::<Table>(4, 16, |store| World::on(store, Clock::frozen(START)));
}
