//! Random writes and reads against a map: what the engine answers must be what a naive reading of the developer
//! guide gives, index entries and stream records included. A failure names the seed that repeats it.

use std::collections::BTreeMap;

use crate::harness::{Value, World, json};

type Key = (String, i64);
type Model = BTreeMap<Key, BTreeMap<String, Value>>;

struct Run {
    world: World,
    rng: fastrand::Rng,
    model: Model,
    /// Event name and new image of every change.
    changes: Vec<(String, Value)>,
    stream: String,
}

fn item_json(key: &Key, attributes: &BTreeMap<String, Value>) -> Value {
    let mut item = json!({"pk": {"S": key.0}, "sk": {"N": key.1.to_string()}});
    for (name, value) in attributes {
        item[name] = value.clone();
    }
    item
}

impl Run {
    fn new(seed: u64) -> Run {
        let world = World::new();
        let made = world.table(
            "model",
            "pk S, sk N",
            json!({"defs": [["g", "S"]],
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            "GlobalSecondaryIndexes": [{"IndexName": "gsi", "KeySchema": [
                {"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "ALL"}}]}),
        );
        let stream = made["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
        Run { world, rng: fastrand::Rng::with_seed(seed), model: Model::new(), changes: Vec::new(), stream }
    }

    fn key(&mut self) -> Key {
        (["a", "b", "c\u{0}"][self.rng.usize(..3)].to_owned(), self.rng.i64(-4..4))
    }

    fn attributes(&mut self) -> BTreeMap<String, Value> {
        let mut attributes = BTreeMap::new();
        if self.rng.bool() {
            let g = ["x", "y"][self.rng.usize(..2)];
            attributes.insert("g".to_owned(), json!({"S": g}));
        }
        if self.rng.bool() {
            attributes.insert("n".to_owned(), json!({"N": self.rng.u8(..3).to_string()}));
        }
        attributes
    }

    fn set(&mut self, key: &Key, after: Option<BTreeMap<String, Value>>) {
        let before = self.model.get(key).cloned();
        if before == after {
            return;
        }
        let name = match (&before, &after) {
            (None, _) => "INSERT",
            (Some(_), Some(_)) => "MODIFY",
            (Some(_), None) => "REMOVE",
        };
        let image = after.as_ref().map_or(Value::Null, |after| item_json(key, after));
        self.changes.push((name.to_owned(), image));
        match after {
            Some(after) => drop(self.model.insert(key.clone(), after)),
            None => drop(self.model.remove(key)),
        }
    }

    fn step(&mut self) {
        let key = self.key();
        let key_json = item_json(&key, &BTreeMap::new());
        match self.rng.u8(..8) {
            0..3 => {
                let attributes = self.attributes();
                self.world.ok("PutItem", json!({"TableName": "model", "Item": item_json(&key, &attributes)}));
                self.set(&key, Some(attributes));
            }
            3 => {
                self.world.ok("DeleteItem", json!({"TableName": "model", "Key": key_json}));
                self.set(&key, None);
            }
            4 => {
                let g = ["x", "y"][self.rng.usize(..2)];
                self.world.ok("UpdateItem", json!({"TableName": "model", "Key": key_json,
                    "UpdateExpression": "SET g = :g REMOVE n", "ExpressionAttributeValues": {":g": {"S": g}}}));
                let mut after = self.model.get(&key).cloned().unwrap_or_default();
                after.remove("n");
                after.insert("g".to_owned(), json!({"S": g}));
                self.set(&key, Some(after));
            }
            5 => {
                let condition = json!({"TableName": "model", "Key": key_json, "ConditionExpression": "attribute_exists(g)"});
                if self.model.get(&key).is_some_and(|item| item.contains_key("g")) {
                    self.world.ok("DeleteItem", condition);
                    self.set(&key, None);
                } else {
                    self.world.err("DeleteItem", condition);
                }
            }
            6 => self.transact(),
            _ => self.compare_item(&key, key_json),
        }
    }

    fn transact(&mut self) {
        let (one, two) = (self.key(), self.key());
        let attributes = self.attributes();
        let request = json!({"TransactItems": [
            {"Put": {"TableName": "model", "Item": item_json(&one, &attributes)}},
            {"Delete": {"TableName": "model", "Key": item_json(&two, &BTreeMap::new()), "ConditionExpression": "attribute_exists(pk)"}}]});
        if one == two || !self.model.contains_key(&two) {
            self.world.err("TransactWriteItems", request);
        } else {
            self.world.ok("TransactWriteItems", request);
            self.set(&one, Some(attributes));
            self.set(&two, None);
        }
    }

    fn compare_item(&self, key: &Key, key_json: Value) {
        let reply = self.world.ok("GetItem", json!({"TableName": "model", "Key": key_json}));
        assert_eq!(reply.get("Item").cloned(), self.model.get(key).map(|item| item_json(key, item)));
    }

    fn query(&self, index: Option<&str>, hash: &str, forward: bool) -> Vec<Value> {
        let mut request = json!({"TableName": "model", "ScanIndexForward": forward, "Limit": 2,
            "KeyConditionExpression": if index.is_some() { "g = :h AND sk >= :s" } else { "pk = :h AND sk >= :s" },
            "ExpressionAttributeValues": {":h": {"S": hash}, ":s": {"N": "-2"}}});
        if let Some(index) = index {
            request["IndexName"] = index.into();
        }
        let mut items = Vec::new();
        loop {
            let page = self.world.ok("Query", request.clone());
            items.extend(page["Items"].as_array().unwrap().clone());
            match page.get("LastEvaluatedKey") {
                Some(last) => request["ExclusiveStartKey"] = last.clone(),
                None => return items,
            }
        }
    }

    /// Everything that can be read, against the model.
    fn compare(&self) {
        let sorted = |mut items: Vec<Value>| {
            items.sort_by_key(Value::to_string);
            items
        };
        let all: Vec<Value> = self.model.iter().map(|(key, item)| item_json(key, item)).collect();
        let scan = self.world.ok("Scan", json!({"TableName": "model"}))["Items"].as_array().unwrap().clone();
        assert_eq!(sorted(scan), sorted(all));
        for hash in ["a", "b", "c\u{0}"] {
            let expected: Vec<Value> = self
                .model
                .iter()
                .filter(|(key, _)| key.0 == hash && key.1 >= -2)
                .map(|(key, item)| item_json(key, item))
                .collect();
            assert_eq!(self.query(None, hash, true), expected);
            assert_eq!(self.query(None, hash, false), expected.into_iter().rev().collect::<Vec<_>>());
        }
        for hash in ["x", "y"] {
            let indexed = |(key, item): &(&Key, &BTreeMap<String, Value>)| {
                key.1 >= -2 && item.get("g") == Some(&json!({"S": hash}))
            };
            let mut expected: Vec<(i64, String, Value)> = self
                .model
                .iter()
                .filter(indexed)
                .map(|(key, item)| (key.1, key.0.clone(), item_json(key, item)))
                .collect();
            expected.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            let expected: Vec<Value> = expected.into_iter().map(|(_, _, item)| item).collect();
            assert_eq!(self.query(Some("gsi"), hash, true), expected);
        }
        let shard =
            self.world.ok("DescribeStream", json!({"StreamArn": self.stream}))["StreamDescription"]["Shards"]
                [0]["ShardId"]
                .clone();
        let iterator = self.world.ok(
            "GetShardIterator",
            json!({"StreamArn": self.stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}),
        );
        let records =
            self.world.ok("GetRecords", json!({"ShardIterator": iterator["ShardIterator"]}))["Records"]
                .as_array()
                .unwrap()
                .clone();
        let seen: Vec<(String, Value)> = records
            .iter()
            .map(|record| {
                (record["eventName"].as_str().unwrap().to_owned(), record["dynamodb"]["NewImage"].clone())
            })
            .collect();
        assert_eq!(seen, self.changes);
        let table = self.world.ok("DescribeTable", json!({"TableName": "model"}))["Table"].clone();
        assert_eq!(table["ItemCount"], self.model.len());
        assert_eq!(
            table["GlobalSecondaryIndexes"][0]["ItemCount"],
            self.model.values().filter(|item| item.contains_key("g")).count()
        );
    }
}

/// Developer guide, read literally. Replay one with `MODEL_SEED=n`.
#[test]
fn random_writes_and_reads_agree_with_a_map() {
    let seeds = match std::env::var("MODEL_SEED") {
        Ok(seed) => {
            let seed: u64 = seed.parse().unwrap();
            seed..seed + 1
        }
        Err(_) => 0..20,
    };
    for seed in seeds {
        let mut run = Run::new(seed);
        let guard = Replay(seed);
        for round in 0..4 {
            for _ in 0..40 {
                run.step();
            }
            let _ = round;
            run.compare();
        }
        std::mem::forget(guard);
    }
}

/// Says which seed failed, when a test ends early.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        eprintln!("replay with MODEL_SEED={}", self.0);
    }
}
