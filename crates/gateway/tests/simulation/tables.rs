//! What a client knows of its tables: items, an index, a stream, counts.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html>, read literally.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::{Seat, World};

/// The tables of a client, by their last letter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tables(BTreeMap<char, Table>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Table {
    items: BTreeMap<char, Item>,
    /// Whether items go once their time is over.
    expires: bool,
    /// Keys by number, if there is the index.
    index: Option<Vec<(i64, char)>>,
    /// What the stream tells of each key.
    records: BTreeMap<char, Vec<&'static str>>,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(char),
    /// Turns time to live on.
    Expire(char),
    Drop(char),
    AddIndex(char),
    DropIndex(char),
    Put(Place, i64),
    PutNew(Place, i64),
    Add(Place, i64),
    Delete(Place),
    /// Puts one and deletes one, if a third is there.
    Transact(Place, i64, Place, Place),
    /// Puts some.
    Batch(char, Vec<(char, i64)>),
    Get(Place),
    Query(char),
    /// Puts an item whose time is over already. Nobody knows when it goes.
    PutOverdue(char),
    /// From one account of the bank to another: with others at the same time, so nobody knows what comes of it.
    Transfer(char, char, i64),
}

/// A number, and how long its padding is, if it has one.
type Item = (i64, Option<usize>);

/// A table and a key.
type Place = (char, char);

const ACCOUNTS: [char; 4] = ['p', 'q', 'r', 's'];
/// What each account of the bank has at the beginning.
const BALANCE: i64 = 100;
/// How long the text is that some items have.
const PADDING: [usize; 4] = [0, 0, 200, 6_000];

impl Table {
    fn set(&mut self, key: char, after: Option<Item>) {
        let before = match after {
            Some(item) => self.items.insert(key, item),
            None => self.items.remove(&key),
        };
        let told = match (before, after) {
            (None, None) => return,
            (None, Some(_)) => "INSERT",
            (Some(before), Some(after)) if before == after => return,
            (Some(_), Some(_)) => "MODIFY",
            (Some(_), None) => "REMOVE",
        };
        self.records.entry(key).or_default().push(told);
        if self.index.is_some() {
            self.index = Some(self.entries());
        }
    }

    fn entries(&self) -> Vec<(i64, char)> {
        let mut entries: Vec<_> = self.items.iter().map(|(key, (number, _))| (*number, *key)).collect();
        entries.sort_unstable();
        entries
    }
}

impl Tables {
    /// A day has passed: streams have nothing to tell any more.
    pub(crate) fn a_day_passes(&mut self) {
        self.0.values_mut().for_each(|table| table.records.clear());
    }

    fn set(&mut self, (table, key): Place, item: Option<Item>) -> String {
        match self.0.get_mut(&table) {
            Some(table) => table.set(key, item),
            None => return "400".to_owned(),
        }
        "200".to_owned()
    }

    fn put(&mut self, place: Place, number: i64) -> String {
        self.set(place, Some((number, Some(padding(number)))))
    }

    fn get(&self, (table, key): Place) -> Option<Item> {
        self.0.get(&table)?.items.get(&key).copied()
    }
}

impl Model for Tables {
    type World = Seat;
    type Step = Step;
    type Said = String;

    fn draw(&self, chance: &mut Rng) -> Step {
        let place = |chance: &mut Rng| (chance.choice(['a', 'b']).unwrap(), chance.char('a'..='f'));
        let (one, other, third) = (place(chance), place(chance), place(chance));
        let number = chance.i64(0..5);
        match self.0.get(&one.0) {
            None if chance.u8(..4) > 0 => return Step::Create(one.0),
            Some(table) if !table.expires && chance.bool() => return Step::Expire(one.0),
            _ => {}
        }
        match chance.u8(..60) {
            0 => Step::Create(one.0),
            1 => Step::Drop(one.0),
            2 | 3 => Step::AddIndex(one.0),
            4 => Step::DropIndex(one.0),
            5..16 => Step::Put(one, number),
            16..20 => Step::PutNew(one, number),
            20..28 => Step::Add(one, number),
            28..32 => Step::Delete(one),
            32..38 => Step::Transact(one, number, other, third),
            38..40 => {
                let keys = ['a', 'b', 'c', 'd', 'e', 'f'].into_iter().filter(|_| chance.bool());
                Step::Batch(one.0, keys.map(|key| (key, number)).collect())
            }
            40..48 => Step::Get(one),
            48..52 => Step::Query(one.0),
            52..54 => Step::PutOverdue(one.0),
            _ => {
                let mut accounts = ACCOUNTS;
                chance.shuffle(&mut accounts);
                Step::Transfer(accounts[0], accounts[1], chance.i64(1..60))
            }
        }
    }

    fn take(&mut self, step: &Step) -> String {
        let done = || "200".to_owned();
        let refused = || "400".to_owned();
        match step.clone() {
            Step::Create(table) => {
                if self.0.contains_key(&table) {
                    return refused();
                }
                self.0.insert(table, Table::default());
            }
            Step::Expire(table) => match self.0.get_mut(&table) {
                Some(table) if !table.expires => table.expires = true,
                _ => return refused(),
            },
            Step::Drop(table) => return if self.0.remove(&table).is_some() { done() } else { refused() },
            Step::AddIndex(table) => match self.0.get_mut(&table) {
                Some(table) if table.index.is_none() => table.index = Some(table.entries()),
                _ => return refused(),
            },
            Step::DropIndex(table) => match self.0.get_mut(&table) {
                Some(table) if table.index.is_some() => table.index = None,
                _ => return refused(),
            },
            Step::Put(place, number) => return self.put(place, number),
            Step::PutNew(place, number) => match self.get(place) {
                Some(_) => return refused(),
                None => return self.put(place, number),
            },
            Step::Add(place, number) => {
                let (before, padding) = self.get(place).unwrap_or_default();
                return self.set(place, Some((before + number, padding)));
            }
            Step::Delete(place) => return self.set(place, None),
            Step::Transact(put, number, deleted, there) => {
                let places = [put, deleted, there];
                let distinct = put != deleted && put != there && deleted != there;
                let tables = places.iter().all(|(table, _)| self.0.contains_key(table));
                if !distinct || !tables || self.get(there).is_none() {
                    return refused();
                }
                self.put(put, number);
                self.set(deleted, None);
            }
            Step::Batch(table, items) => {
                if items.is_empty() || !self.0.contains_key(&table) {
                    return refused();
                }
                for (key, number) in items {
                    self.put((table, key), number);
                }
            }
            Step::Get((table, key)) => match self.0.get(&table) {
                Some(table) => return format!("200 {:?}", table.items.get(&key).map(|(number, _)| *number)),
                None => return refused(),
            },
            Step::Query(table) => match self.0.get(&table).and_then(|table| table.index.clone()) {
                Some(entries) => return format!("200 {entries:?}"),
                None => return refused(),
            },
            Step::PutOverdue(table) => {
                return if self.0.contains_key(&table) { done() } else { refused() };
            }
            Step::Transfer(..) => return "nobody knows".to_owned(),
        }
        done()
    }

    async fn ask(seat: &Seat, step: &Step) -> String {
        let name = |table: char| format!("{}-{table}", seat.name);
        let put =
            |(table, key): Place, number: i64| json!({"TableName": name(table), "Item": item(key, number)});
        let (operation, input) = match step.clone() {
            Step::Create(table) => ("CreateTable", create(&name(table))),
            Step::Expire(table) => ("UpdateTimeToLive", expire(&name(table))),
            Step::Drop(table) => ("DeleteTable", json!({"TableName": name(table)})),
            Step::AddIndex(table) => ("UpdateTable", add_index(&name(table))),
            Step::DropIndex(table) => {
                let update = json!([{"Delete": {"IndexName": "by-number"}}]);
                ("UpdateTable", json!({"TableName": name(table), "GlobalSecondaryIndexUpdates": update}))
            }
            Step::Put(place, number) => ("PutItem", put(place, number)),
            Step::PutNew(place, number) => {
                let mut input = put(place, number);
                input["ConditionExpression"] = "attribute_not_exists(pk)".into();
                ("PutItem", input)
            }
            Step::Add((table, key), number) => {
                let values = json!({":n": {"N": number.to_string()}, ":all": {"S": "all"}});
                let input = json!({
                    "TableName": name(table), "Key": {"pk": {"S": key.to_string()}},
                    "UpdateExpression": "SET #all = :all ADD n :n", "ExpressionAttributeValues": values,
                    "ExpressionAttributeNames": {"#all": "all"},
                });
                ("UpdateItem", input)
            }
            Step::Delete((table, key)) => {
                ("DeleteItem", json!({"TableName": name(table), "Key": {"pk": {"S": key.to_string()}}}))
            }
            Step::Transact(one, number, (table, key), (of, there)) => {
                let delete = json!({"TableName": name(table), "Key": {"pk": {"S": key.to_string()}}});
                let check = json!({"TableName": name(of), "Key": {"pk": {"S": there.to_string()}},
                    "ConditionExpression": "attribute_exists(pk)"});
                let items = json!([{"Put": put(one, number)}, {"Delete": delete}, {"ConditionCheck": check}]);
                ("TransactWriteItems", json!({"TransactItems": items}))
            }
            Step::Batch(table, items) => {
                let puts: Vec<Value> = items
                    .iter()
                    .map(|(key, number)| json!({"PutRequest": {"Item": item(*key, *number)}}))
                    .collect();
                ("BatchWriteItem", json!({"RequestItems": {name(table): puts}}))
            }
            Step::Get((table, key)) => {
                let key = json!({"pk": {"S": key.to_string()}});
                let input = json!({"TableName": name(table), "Key": key, "ConsistentRead": true});
                let reply = ask(seat, "GetItem", input).await;
                return shown(&reply, |reply| format!("{:?}", reply.get("Item").map(number)));
            }
            Step::Query(table) => {
                let reply = query(&seat.world, &name(table)).await;
                return shown(&reply, |reply| format!("{:?}", entries(reply)));
            }
            Step::PutOverdue(table) => {
                let key = format!("overdue {}", seat.world.clock.now().secs());
                let until = (seat.world.clock.now().secs() - 10).to_string();
                let item = json!({"pk": {"S": key}, "until": {"N": until}});
                ("PutItem", json!({"TableName": name(table), "Item": item}))
            }
            Step::Transfer(from, to, amount) => {
                let reply = ask(seat, "TransactWriteItems", transfer(from, to, amount)).await;
                assert!(reply.status != 400 || reply.code() == "TransactionCanceledException", "{reply:?}");
                return if reply.status >= 500 { "500".to_owned() } else { "nobody knows".to_owned() };
            }
        };
        shown(&ask(seat, operation, input).await, |_| String::new())
    }

    async fn seen(seat: &Seat) -> Tables {
        let mut tables = BTreeMap::new();
        let listed = ok(&seat.world, "ListTables", json!({})).await;
        for name in listed["TableNames"].as_array().unwrap() {
            let name = name.as_str().unwrap();
            let Some(letter) = name.strip_prefix(seat.name).and_then(|rest| rest.strip_prefix('-')) else {
                continue;
            };
            tables.insert(letter.chars().next().unwrap(), table(&seat.world, name).await);
        }
        Tables(tables)
    }
}

/// What the world shows of a table.
async fn table(world: &World, name: &str) -> Table {
    let scanned = ok(world, "Scan", json!({"TableName": name, "ConsistentRead": true})).await;
    let all = scanned["Items"].as_array().unwrap();
    let own = all.iter().filter_map(|item| Some((own_key(item)?, (number(item), padding_of(item)))));
    let described = ok(world, "DescribeTable", json!({"TableName": name})).await["Table"].clone();
    // What is overdue may have gone meanwhile.
    assert!(described["ItemCount"].as_u64().unwrap() <= all.len() as u64, "{described}");
    assert!(described["ItemCount"].as_u64().unwrap() >= own.clone().count() as u64, "{described}");
    let index = match &described["GlobalSecondaryIndexes"] {
        Value::Null => None,
        _ => {
            let found = query(world, name).await.ok().json();
            let described = ok(world, "DescribeTable", json!({"TableName": name})).await;
            let indexes = &described["Table"]["GlobalSecondaryIndexes"];
            assert_eq!(indexes[0]["ItemCount"], found["Count"], "{described}");
            Some(entries(&found))
        }
    };
    let records = records(world, &described["LatestStreamArn"]).await;
    Table { items: own.collect(), expires: expires(world, name).await, index, records }
}

/// What is in the index. It cannot be read until all items of before have their entries.
async fn query(world: &World, name: &str) -> Reply {
    loop {
        let reply = world.send(Ask::json_1_0("DynamoDB_20120810", "Query", &by_number(name))).await;
        if !reply.message().contains("backfilling") {
            return reply;
        }
        tokio::task::yield_now().await;
    }
}

/// What a stream tells, of all shards in the order in which they are listed.
async fn records(world: &World, arn: &Value) -> BTreeMap<char, Vec<&'static str>> {
    let mut found: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    let ask = async |operation: &str, input: Value| {
        world.send(Ask::json_1_0("DynamoDBStreams_20120810", operation, &input)).await.ok().json()
    };
    let described = ask("DescribeStream", json!({"StreamArn": arn})).await;
    let mut last = String::new();
    for shard in described["StreamDescription"]["Shards"].as_array().unwrap() {
        let from =
            json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
        let mut iterator = ask("GetShardIterator", from).await["ShardIterator"].clone();
        loop {
            let page = ask("GetRecords", json!({"ShardIterator": iterator})).await;
            let records = page["Records"].as_array().unwrap();
            for record in records {
                let number = format!("{:0>40}", record["dynamodb"]["SequenceNumber"].as_str().unwrap());
                assert!(last < number, "numbers ascend: {last}, {number}");
                last = number;
                let kind =
                    ["INSERT", "MODIFY", "REMOVE"].into_iter().find(|name| record["eventName"] == *name);
                if let Some(key) = own_key(&record["dynamodb"]["Keys"]) {
                    found.entry(key).or_default().push(kind.unwrap());
                }
            }
            iterator = page["NextShardIterator"].clone();
            if records.is_empty() || iterator.is_null() {
                break;
            }
        }
    }
    found
}

/// Whether a client's tables whose time to live is on hold items whose time is over.
pub(crate) async fn has_overdue(seat: &Seat) -> bool {
    let listed = ok(&seat.world, "ListTables", json!({})).await;
    for name in listed["TableNames"].as_array().unwrap() {
        let text = name.as_str().unwrap();
        if text.starts_with(seat.name) && expires(&seat.world, text).await {
            let scanned = ok(&seat.world, "Scan", json!({"TableName": name, "ConsistentRead": true})).await;
            if scanned["Items"].as_array().unwrap().iter().any(|item| own_key(item).is_none()) {
                return true;
            }
        }
    }
    false
}

/// Makes the bank, if it is not there.
pub(crate) async fn open_bank(world: &World) {
    let table = json!({
        "TableName": "bank", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    });
    let _may_be_there = world.send(Ask::json_1_0("DynamoDB_20120810", "CreateTable", &table)).await;
    for account in ACCOUNTS {
        let new = "attribute_not_exists(pk)";
        let input = json!({"TableName": "bank", "Item": item(account, BALANCE), "ConditionExpression": new});
        let _may_be_there = world.send(Ask::json_1_0("DynamoDB_20120810", "PutItem", &input)).await;
    }
}

/// No transfer makes money, or loses it.
pub(crate) async fn audit_bank(world: &World) {
    let scanned = ok(world, "Scan", json!({"TableName": "bank", "ConsistentRead": true})).await;
    let found = entries(&scanned);
    let total: i64 = found.iter().map(|(number, _)| number).sum();
    assert_eq!(total, BALANCE * ACCOUNTS.len() as i64, "{found:?}");
    assert!(found.iter().all(|(number, _)| *number >= 0), "{found:?}");
}

fn transfer(from: char, to: char, amount: i64) -> Value {
    let update = |account: char, change: i64| {
        json!({
            "TableName": "bank", "Key": {"pk": {"S": account.to_string()}}, "UpdateExpression": "ADD n :n",
            "ExpressionAttributeValues": {":n": {"N": change.to_string()}},
        })
    };
    let mut take = update(from, -amount);
    take["ConditionExpression"] = "n >= :least".into();
    take["ExpressionAttributeValues"][":least"] = json!({"N": amount.to_string()});
    json!({"TransactItems": [{"Update": take}, {"Update": update(to, amount)}]})
}

/// A table with a stream.
fn create(table: &str) -> Value {
    json!({
        "TableName": table, "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
    })
}

fn expire(table: &str) -> Value {
    json!({
        "TableName": table, "TimeToLiveSpecification": {"AttributeName": "until", "Enabled": true},
    })
}

/// Whether its time to live is on.
async fn expires(world: &World, name: &str) -> bool {
    let described = ok(world, "DescribeTimeToLive", json!({"TableName": name})).await;
    described["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED"
}

fn add_index(table: &str) -> Value {
    json!({
        "TableName": table,
        "AttributeDefinitions": [
            {"AttributeName": "all", "AttributeType": "S"}, {"AttributeName": "n", "AttributeType": "N"},
        ],
        "GlobalSecondaryIndexUpdates": [{"Create": {
            "IndexName": "by-number", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                {"AttributeName": "all", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"},
            ],
        }}],
    })
}

fn by_number(table: &str) -> Value {
    json!({
        "TableName": table, "IndexName": "by-number", "KeyConditionExpression": "#all = :all",
        "ExpressionAttributeNames": {"#all": "all"}, "ExpressionAttributeValues": {":all": {"S": "all"}},
    })
}

fn padding(number: i64) -> usize {
    PADDING[number.unsigned_abs() as usize % PADDING.len()]
}

fn item(key: char, number: i64) -> Value {
    let padding = "x".repeat(padding(number));
    json!({
        "pk": {"S": key.to_string()}, "n": {"N": number.to_string()}, "all": {"S": "all"}, "padding": {"S": padding},
    })
}

/// Numbers and keys of what was found, in the order of the numbers; without what nobody knows of.
fn entries(found: &Value) -> Vec<(i64, char)> {
    let items = found["Items"].as_array().unwrap().iter();
    let mut found: Vec<_> = items.filter_map(|item| Some((number(item), own_key(item)?))).collect();
    found.sort_unstable();
    found
}

/// The key of an item, unless it is one whose end nobody knows.
fn own_key(item: &Value) -> Option<char> {
    let mut key = item["pk"]["S"].as_str().unwrap().chars();
    key.next().filter(|_| key.next().is_none())
}

fn padding_of(item: &Value) -> Option<usize> {
    item["padding"]["S"].as_str().map(str::len)
}

fn number(item: &Value) -> i64 {
    item["n"]["N"].as_str().map_or(0, |number| number.parse().unwrap())
}

async fn ask(seat: &Seat, operation: &str, input: Value) -> Reply {
    seat.send(Ask::json_1_0("DynamoDB_20120810", operation, &input)).await
}

async fn ok(world: &World, operation: &str, input: Value) -> Value {
    world.send(Ask::json_1_0("DynamoDB_20120810", operation, &input)).await.ok().json()
}

/// A status, and of a success what it shows.
fn shown(reply: &Reply, show: impl Fn(&Value) -> String) -> String {
    let shown = if reply.status == 200 { show(&reply.json()) } else { String::new() };
    format!("{} {shown}", reply.status).trim_end().to_owned()
}
