//! Reads of the table, its indexes and its stream, each held against the naive table.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::run::{Run, any_key, entry, put_values};
use super::table::{Change, Condition, FILTERS, Item, Key, PARTITIONS};
use base::dice::Dice;

/// Items of one read.
const MAX_TOGETHER: usize = 6;

/// One read of a table or an index in the order of its keys.
struct Query {
    index: Option<&'static str>,
    hash: &'static str,
    /// The smallest sort key, or all of them.
    from: Option<i64>,
    forward: bool,
    filter: Option<Condition>,
    limit: Option<usize>,
    /// Of an index that holds keys only: fetch the rest from the table.
    whole: bool,
}

impl Query {
    /// The key attributes: partition, sort.
    fn key(&self) -> (&'static str, &'static str) {
        match self.index {
            Some("gsi") => ("g", "sk"),
            Some(_) => ("pk", "n"),
            None => ("pk", "sk"),
        }
    }

    fn request(&self) -> Value {
        let (hash, range) = self.key();
        let mut request = json!({"TableName": "model", "ScanIndexForward": self.forward});
        let mut condition = format!("{hash} = :h");
        let mut values = vec![format!(r#"{{":h": {{"S": {}}}}}"#, json!(self.hash))];
        if let Some(from) = self.from {
            condition = format!("{range} >= :from AND {condition}");
            values.push(format!(r#"{{":from": {{"N": "{from}"}}}}"#));
        }
        request["KeyConditionExpression"] = condition.into();
        if let Some(index) = self.index {
            request["IndexName"] = index.into();
        }
        if let Some(filter) = self.filter {
            request["FilterExpression"] = filter.text.into();
            values.push(filter.values.to_owned());
        }
        if let Some(limit) = self.limit {
            request["Limit"] = limit.into();
        }
        if self.index == Some("lsi") {
            request["Select"] = if self.whole { "ALL_ATTRIBUTES" } else { "ALL_PROJECTED_ATTRIBUTES" }.into();
        }
        put_values(&mut request, &values.iter().map(String::as_str).collect::<Vec<_>>());
        request
    }

    /// The items that it looks at, in order: what is seen of each, and whether the filter lets it pass.
    fn expected(&self, run: &Run) -> Vec<(Item, bool)> {
        let (hash, range) = self.key();
        let number = |item: &Item| item.get(range)?.get("N")?.as_str()?.parse::<i64>().ok();
        let mut found: Vec<(i64, Key, &Item)> = Vec::new();
        for (key, item) in &run.table.items {
            if item.get(hash) == Some(&json!({"S": self.hash}))
                && let Some(at) = number(item)
                && self.from.is_none_or(|from| at >= from)
            {
                found.push((at, *key, item));
            }
        }
        found.sort_by_key(|(at, key, _)| (*at, *key));
        if !self.forward {
            found.reverse();
        }
        let bare = self.index == Some("lsi") && !self.whole;
        let seen = |item: &Item| if bare { entry(Some(item), "n", false) } else { Some(item.clone()) };
        let seen = found.into_iter().filter_map(|(_, _, item)| seen(item));
        seen.map(|item| {
            let passes = self.filter.is_none_or(|filter| (filter.holds)(&item));
            (item, passes)
        })
        .collect()
    }
}

/// GetItem, BatchGetItem and TransactGetItems.
pub(super) fn items(run: &Run, dice: &mut Dice<'_>) {
    let mut keys: Vec<Key> = Vec::new();
    for _ in 0..=dice.below(MAX_TOGETHER) {
        let key = any_key(dice);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let expected: Vec<Option<Value>> =
        keys.iter().map(|key| run.table.items.get(key).map(|i| json!(i))).collect();
    let gets: Vec<Value> =
        keys.iter().map(|key| json!({"Get": {"TableName": "model", "Key": key.item()}})).collect();
    let reply = run.world.ok("DynamoDB_20120810.TransactGetItems", &json!({"TransactItems": gets}));
    let given = reply["Responses"].as_array().cloned().unwrap_or_default();
    let given: Vec<Option<Value>> = given.iter().map(|one| one.get("Item").cloned()).collect();
    assert_eq!(given, expected);
    let wanted: Vec<Item> = keys.iter().map(|key| key.item()).collect();
    let request = json!({"RequestItems": {"model": {"Keys": wanted, "ConsistentRead": dice.once_in(2)}}});
    let reply = run.world.ok("DynamoDB_20120810.BatchGetItem", &request);
    assert_eq!(reply["UnprocessedKeys"], json!({}));
    let batch = reply["Responses"]["model"].as_array().cloned().unwrap_or_default();
    assert_eq!(sorted(batch), sorted(expected.iter().flatten().cloned().collect()));
    for (key, expected) in keys.iter().zip(expected) {
        let request = json!({"TableName": "model", "Key": key.item()});
        assert_eq!(run.world.ok("DynamoDB_20120810.GetItem", &request).get("Item"), expected.as_ref());
    }
}

/// One Query to its end.
pub(super) fn query(run: &Run, dice: &mut Dice<'_>) {
    let index = dice.pick(&[None, Some("gsi"), Some("lsi")]);
    let hash = if index == Some("gsi") { dice.pick(&["x", "y"]) } else { dice.pick(PARTITIONS) };
    let query = Query {
        index,
        hash,
        from: dice.once_in(2).then(|| dice.below(7) as i64 - 4),
        forward: !dice.once_in(2),
        filter: dice.once_in(3).then(|| dice.pick(FILTERS)),
        limit: dice.once_in(2).then(|| 1 + dice.below(4)),
        whole: dice.once_in(2),
    };
    check(run, &query);
}

/// Reads page by page: each holds as many as its limit allows, and there is a next one exactly if it was full.
fn check(run: &Run, query: &Query) {
    let mut request = query.request();
    if query.index == Some("lsi") && query.filter.is_some() {
        // The index does not hold what the filters are about.
        run.world.err("DynamoDB_20120810.Query", &request, "#ValidationException");
        return;
    }
    let expected = query.expected(run);
    let mut left = &expected[..];
    loop {
        let reply = run.world.ok("DynamoDB_20120810.Query", &request);
        let most = query.limit.unwrap_or(usize::MAX);
        let (page, rest) = left.split_at(left.len().min(most));
        let passing: Vec<Value> =
            page.iter().filter(|(_, passes)| *passes).map(|(item, _)| json!(item)).collect();
        assert_eq!(reply["ScannedCount"], page.len(), "{request}");
        assert_eq!(reply["Count"], passing.len(), "{request}");
        assert_eq!(reply["Items"], Value::from(passing), "{request}");
        left = rest;
        match reply.get("LastEvaluatedKey") {
            Some(last) => {
                assert_eq!(page.len(), most, "{request}");
                request["ExclusiveStartKey"] = last.clone();
            }
            None => {
                assert!(left.is_empty() && page.len() < most, "{request}");
                return;
            }
        }
    }
}

/// A Scan of table or index, in segments and pages: all items once, in whatever order.
pub(super) fn scan(run: &Run, dice: &mut Dice<'_>) {
    let index = dice.pick(&[None, Some("gsi")]);
    let filter = dice.once_in(3).then(|| dice.pick(FILTERS));
    let limit = dice.once_in(2).then(|| 1 + dice.below(5));
    let segments = dice.below(4);
    let mut request = json!({"TableName": "model"});
    if let Some(index) = index {
        request["IndexName"] = index.into();
    }
    if let Some(filter) = filter {
        request["FilterExpression"] = filter.text.into();
        put_values(&mut request, &[filter.values]);
    }
    if let Some(limit) = limit {
        request["Limit"] = limit.into();
    }
    let mut all = Vec::new();
    let mut scanned = 0;
    for segment in 0..segments.max(1) {
        let mut request = request.clone();
        if segments > 0 {
            request["TotalSegments"] = segments.into();
            request["Segment"] = segment.into();
        }
        loop {
            let reply = run.world.ok("DynamoDB_20120810.Scan", &request);
            scanned += reply["ScannedCount"].as_u64().unwrap_or_default();
            all.extend(reply["Items"].as_array().cloned().unwrap_or_default());
            match reply.get("LastEvaluatedKey") {
                Some(last) => request["ExclusiveStartKey"] = last.clone(),
                None => break,
            }
        }
    }
    let there = run.table.items.values().filter(|item| index.is_none() || item.contains_key("g"));
    let there: Vec<&Item> = there.collect();
    let passing = there.iter().filter(|item| filter.is_none_or(|filter| (filter.holds)(item)));
    assert_eq!(sorted(all), sorted(passing.map(|item| json!(item)).collect()), "{request}");
    assert_eq!(usize::try_from(scanned).ok(), Some(there.len()), "{request}");
}

fn sorted(mut items: Vec<Value>) -> Vec<Value> {
    items.sort_by_key(Value::to_string);
    items
}

/// All items through the table and each index, both ways.
pub(super) fn everything(run: &Run) {
    for (index, hashes) in
        [(None, PARTITIONS), (Some("lsi"), PARTITIONS), (Some("gsi"), &["x", "y", "xx"] as &[_])]
    {
        for (hash, forward) in hashes.iter().flat_map(|hash| [(hash, true), (hash, false)]) {
            check(
                run,
                &Query { index, hash, from: None, forward, filter: None, limit: Some(2), whole: forward },
            );
        }
    }
}

/// What DescribeTable counts.
pub(super) fn counts(run: &Run) {
    let reply = run.world.ok("DynamoDB_20120810.DescribeTable", &json!({"TableName": "model"}));
    let with = |name: &str| run.table.items.values().filter(|item| item.contains_key(name)).count();
    assert_eq!(reply["Table"]["ItemCount"], run.table.items.len());
    assert_eq!(reply["Table"]["GlobalSecondaryIndexes"][0]["ItemCount"], with("g"));
    assert_eq!(reply["Table"]["LocalSecondaryIndexes"][0]["ItemCount"], with("n"));
}

/// The stream to its end, shard by shard, against all changes: in order for each partition key.
pub(super) fn stream(run: &Run) {
    let mut seen: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
    let mut happened = seen.clone();
    for change in &run.table.changes {
        happened.entry(change.key.pk).or_default().push(change.clone());
    }
    for shard in shards(run) {
        let closed = shard["SequenceNumberRange"].get("EndingSequenceNumber").is_some();
        let start = json!({"StreamArn": run.stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
        let mut iterator =
            run.world.ok("DynamoDBStreams_20120810.GetShardIterator", &start)["ShardIterator"].clone();
        loop {
            let request = json!({"ShardIterator": iterator, "Limit": 7});
            let reply = run.world.ok("DynamoDBStreams_20120810.GetRecords", &request);
            let records = reply["Records"].as_array().cloned().unwrap_or_default();
            for record in &records {
                let change = change_of(record);
                seen.entry(change.key.pk).or_default().push(change);
            }
            match reply.get("NextShardIterator") {
                Some(next) if !records.is_empty() => iterator = next.clone(),
                // Only a closed shard has an end.
                next => {
                    assert_eq!(next.is_none(), closed, "{shard}");
                    break;
                }
            }
        }
    }
    assert_eq!(seen, happened);
}

/// All shards, as DescribeStream pages them: parents before children.
fn shards(run: &Run) -> Vec<Value> {
    let mut request = json!({"StreamArn": run.stream, "Limit": 3});
    let mut shards: Vec<Value> = Vec::new();
    loop {
        let reply = run.world.ok("DynamoDBStreams_20120810.DescribeStream", &request);
        let page = &reply["StreamDescription"];
        for shard in page["Shards"].as_array().into_iter().flatten() {
            if let Some(parent) = shard.get("ParentShardId") {
                assert!(
                    shards.iter().any(|known| known["ShardId"] == *parent),
                    "{shard} comes before its parent"
                );
            }
            shards.push(shard.clone());
        }
        match page.get("LastEvaluatedShardId") {
            Some(last) => request["ExclusiveStartShardId"] = last.clone(),
            None => return shards,
        }
    }
}

fn change_of(record: &Value) -> Change {
    let data = &record["dynamodb"];
    let image =
        |name: &str| data.get(name).and_then(|image| serde_json::from_value::<Item>(image.clone()).ok());
    let pk = PARTITIONS.iter().find(|pk| data["Keys"]["pk"]["S"] == **pk);
    let sk = data["Keys"]["sk"]["N"].as_str().and_then(|sk| sk.parse().ok());
    let (Some(pk), Some(sk)) = (pk, sk) else { panic!("the keys of {record}") };
    let change = Change { key: Key { pk, sk }, before: image("OldImage"), after: image("NewImage") };
    let name = match (&change.before, &change.after) {
        (None, _) => "INSERT",
        (Some(_), Some(_)) => "MODIFY",
        (Some(_), None) => "REMOVE",
    };
    assert_eq!(record["eventName"], name, "{record}");
    change
}
