//! Random requests to a table of few keys, so that they meet; one in some breaks a rule.

use fastrand::Rng;
use serde_json::{Value, json};

use super::expression::{Writer, pick, value};

/// One round's requests.
#[derive(Debug)]
pub(crate) struct Generator {
    rng: Rng,
    table: String,
}

/// Puts a member into a request or an attribute into an item.
pub(crate) fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Whether an operation changes items.
pub(crate) fn writes(operation: &str) -> bool {
    ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"].contains(&operation)
}

impl Generator {
    /// The requests that follow from a seed.
    pub(crate) fn new(seed: u64) -> Generator {
        Generator { rng: Rng::with_seed(seed), table: format!("compare-{seed}") }
    }

    /// `DeleteTable`'s request.
    pub(crate) fn table_name(&self) -> Value {
        json!({"TableName": self.table})
    }

    /// `CreateTable`'s request: two keys, a global and a local index.
    pub(crate) fn table(&self) -> Value {
        let key = |hash: &str, range: &str| json!([{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
        json!({
            "TableName": self.table,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "N"},
                {"AttributeName": "s", "AttributeType": "S"},
                {"AttributeName": "n", "AttributeType": "N"},
            ],
            "KeySchema": key("pk", "sk"),
            "GlobalSecondaryIndexes": [
                {"IndexName": "global", "KeySchema": key("s", "n"), "Projection": {"ProjectionType": "ALL"}}
            ],
            "LocalSecondaryIndexes": [
                {"IndexName": "local", "KeySchema": key("pk", "n"), "Projection": {"ProjectionType": "KEYS_ONLY"}}
            ],
        })
    }

    /// An operation and its request.
    pub(crate) fn request(&mut self) -> (&'static str, Value) {
        let (operation, mut request) = match self.rng.u8(..20) {
            0..=4 => ("PutItem", self.put()),
            5..=8 => ("UpdateItem", self.update()),
            9 => ("DeleteItem", self.delete()),
            10 | 11 => ("GetItem", self.get()),
            12..=14 => ("Query", self.query()),
            15 => ("Scan", self.scan()),
            16 => ("BatchGetItem", self.batch_get()),
            17 => ("BatchWriteItem", self.batch_write()),
            18 => ("TransactGetItems", self.transact_get()),
            _ => ("TransactWriteItems", self.transact_write()),
        };
        if self.rng.u8(..15) == 0 {
            self.spoil(&mut request);
        }
        (operation, request)
    }

    /// Takes a member away, or makes it something else.
    fn spoil(&mut self, request: &mut Value) {
        let Some(members) = request.as_object_mut() else { return };
        let names: Vec<String> = members.keys().cloned().collect();
        let Some(name) = names.get(self.rng.usize(..names.len().max(1))) else { return };
        let instead = [json!(null), json!(""), json!(7), json!([]), json!({}), json!("x"), json!(true)];
        match instead.get(self.rng.usize(..instead.len() + 1)) {
            Some(other) => drop(members.insert(name.clone(), other.clone())),
            None => drop(members.remove(name)),
        }
    }

    fn key(&mut self) -> Value {
        let rng = &mut self.rng;
        match rng.u8(..40) {
            0 => json!({"pk": {"S": "a"}}),
            1 => json!({"pk": {"N": "1"}, "sk": {"N": "1"}}),
            2 => json!({"pk": {"S": ""}, "sk": {"N": "1"}}),
            3 => json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "a": {"S": "x"}}),
            _ => json!({"pk": {"S": pick(rng, &["a", "b"])}, "sk": {"N": rng.i8(-2..3).to_string()}}),
        }
    }

    fn item(&mut self) -> Value {
        let mut item = self.key();
        let rng = &mut self.rng;
        for name in ["a", "b", "m", "l", "ss", "size"] {
            if rng.u8(..3) == 0 {
                set(&mut item, name, value(rng, 2));
            }
        }
        // Of the type that the index wants, most of the time.
        if rng.bool() {
            set(
                &mut item,
                "s",
                if rng.u8(..15) == 0 { value(rng, 1) } else { json!({"S": pick(rng, &["x", "y"])}) },
            );
        }
        if rng.bool() {
            set(
                &mut item,
                "n",
                if rng.u8(..15) == 0 { value(rng, 1) } else { json!({"N": rng.i8(-2..3).to_string()}) },
            );
        }
        item
    }

    fn condition(&mut self, writer: &mut Writer, request: &mut Value) {
        if self.rng.u8(..3) == 0 {
            set(request, "ConditionExpression", json!(writer.condition(&mut self.rng, 2)));
            if self.rng.bool() {
                set(request, "ReturnValuesOnConditionCheckFailure", json!("ALL_OLD"));
            }
        }
    }

    fn reports(&mut self, request: &mut Value) {
        if self.rng.bool() {
            set(request, "ReturnConsumedCapacity", json!(pick(&mut self.rng, &["INDEXES", "TOTAL", "NONE"])));
        }
    }

    fn return_values(&mut self, request: &mut Value) {
        if self.rng.bool() {
            let of = ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"];
            set(request, "ReturnValues", json!(pick(&mut self.rng, &of)));
        }
    }

    fn put(&mut self) -> Value {
        let mut request = json!({"TableName": self.table, "Item": self.item()});
        let mut writer = Writer::default();
        self.condition(&mut writer, &mut request);
        self.return_values(&mut request);
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn update(&mut self) -> Value {
        let mut request = json!({"TableName": self.table, "Key": self.key()});
        let mut writer = Writer::default();
        set(&mut request, "UpdateExpression", json!(writer.update(&mut self.rng)));
        self.condition(&mut writer, &mut request);
        self.return_values(&mut request);
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn delete(&mut self) -> Value {
        let mut request = json!({"TableName": self.table, "Key": self.key()});
        let mut writer = Writer::default();
        self.condition(&mut writer, &mut request);
        self.return_values(&mut request);
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn get(&mut self) -> Value {
        let mut request =
            json!({"TableName": self.table, "Key": self.key(), "ConsistentRead": self.rng.bool()});
        let mut writer = Writer::default();
        if self.rng.bool() {
            set(&mut request, "ProjectionExpression", json!(writer.projection(&mut self.rng)));
        }
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn query(&mut self) -> Value {
        let mut request = json!({"TableName": self.table, "ScanIndexForward": self.rng.bool()});
        let mut writer = Writer::default();
        let (hash, range) = match self.rng.u8(..4) {
            0 => {
                set(&mut request, "IndexName", json!("global"));
                ("s", "n")
            }
            1 => {
                set(&mut request, "IndexName", json!("local"));
                ("pk", "n")
            }
            _ => ("pk", "sk"),
        };
        let hashes: &[&str] = if hash == "s" { &["x", "y"] } else { &["a", "b"] };
        let wanted = writer.given(json!({"S": pick(&mut self.rng, hashes)}));
        let mut condition = format!("{hash} = {wanted}");
        if self.rng.u8(..3) != 0 {
            condition.push_str(" AND ");
            condition.push_str(&range_condition(&mut self.rng, &mut writer, range));
        }
        set(&mut request, "KeyConditionExpression", json!(condition));
        self.filter(&mut writer, &mut request);
        if self.rng.u8(..3) == 0 {
            set(&mut request, "Limit", json!(self.rng.u8(..4)));
        }
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn scan(&mut self) -> Value {
        let mut request = json!({"TableName": self.table});
        if self.rng.u8(..3) == 0 {
            set(&mut request, "IndexName", json!(pick(&mut self.rng, &["global", "local", "none"])));
        }
        let mut writer = Writer::default();
        self.filter(&mut writer, &mut request);
        self.reports(&mut request);
        writer.finish(&mut self.rng, &mut request);
        request
    }

    fn filter(&mut self, writer: &mut Writer, request: &mut Value) {
        if self.rng.u8(..3) == 0 {
            set(request, "FilterExpression", json!(writer.condition(&mut self.rng, 2)));
        }
        if self.rng.u8(..4) == 0 {
            set(request, "ProjectionExpression", json!(writer.projection(&mut self.rng)));
        }
        if self.rng.u8(..5) == 0 {
            let of = ["COUNT", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"];
            set(request, "Select", json!(pick(&mut self.rng, &of)));
        }
    }

    fn batch_get(&mut self) -> Value {
        let keys: Vec<Value> = (0..self.rng.u8(..4)).map(|_| self.key()).collect();
        let mut request = json!({"RequestItems": {self.table.as_str(): {"Keys": keys}}});
        self.reports(&mut request);
        request
    }

    fn batch_write(&mut self) -> Value {
        let one = |generator: &mut Generator| match generator.rng.u8(..10) {
            0 => json!({}),
            1..=3 => json!({"DeleteRequest": {"Key": generator.key()}}),
            _ => json!({"PutRequest": {"Item": generator.item()}}),
        };
        let writes: Vec<Value> = (0..self.rng.u8(..4)).map(|_| one(self)).collect();
        let mut request = json!({"RequestItems": {self.table.as_str(): writes}});
        self.reports(&mut request);
        request
    }

    fn transact_get(&mut self) -> Value {
        let one = |generator: &mut Generator| {
            let mut request = generator.get();
            if let Some(members) = request.as_object_mut() {
                members.remove("ConsistentRead");
                members.remove("ReturnConsumedCapacity");
            }
            json!({"Get": request})
        };
        let gets: Vec<Value> = (0..self.rng.u8(..4)).map(|_| one(self)).collect();
        let mut request = json!({"TransactItems": gets});
        self.reports(&mut request);
        request
    }

    fn transact_write(&mut self) -> Value {
        let one = |generator: &mut Generator| {
            let (kind, mut request) = match generator.rng.u8(..4) {
                0 => ("Put", generator.put()),
                1 => ("Update", generator.update()),
                2 => ("Delete", generator.delete()),
                _ => ("ConditionCheck", generator.delete()),
            };
            if let Some(members) = request.as_object_mut() {
                members.remove("ReturnValues");
                members.remove("ReturnConsumedCapacity");
            }
            json!({kind: request})
        };
        let writes: Vec<Value> = (0..self.rng.u8(..4)).map(|_| one(self)).collect();
        let mut request = json!({"TransactItems": writes});
        self.reports(&mut request);
        request
    }
}

fn range_condition(rng: &mut Rng, writer: &mut Writer, name: &str) -> String {
    let low = writer.given(json!({"N": rng.i8(-2..3).to_string()}));
    match rng.u8(..12) {
        0..=3 => {
            let high = writer.given(json!({"N": rng.i8(-2..3).to_string()}));
            format!("{name} BETWEEN {low} AND {high}")
        }
        4..=6 => format!("{name} >= {low}"),
        7..=9 => format!("{name} < {low}"),
        10 => format!("{name} <> {low}"),
        _ => format!("begins_with({name}, {low})"),
    }
}
