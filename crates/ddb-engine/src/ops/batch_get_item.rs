//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::call::Call;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::projection::Projection;

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consistency, Consumed, Report};
use crate::item::key;
use crate::item::reply::ConsumedCapacity;
use crate::memory::catalog::Table;
use crate::message::expression::{self, Expressions};
use crate::message::layer::Layer;
use crate::message::legacy::{self, ATTRIBUTES_TO_GET};
use crate::message::shape::{Fields, Kind, Member, Node, Rule, Shape};
use crate::message::shared_members::*;
use crate::message::value::{self, view};
use crate::operation::{Done, DynamoDb, Signature};
use wire::json::{self, Object};
use wire::operation::Operation;

pub(super) struct BatchGetItem;

/// Keys of one request.
const MAX_KEYS: usize = 100;
/// Bytes of items of one reply; what does not fit comes back as `UnprocessedKeys`.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of items of one partition in one reply: "more than 1MB per partition is requested", as the API reference has it.
/// A partition is here what has one partition key. That an item which would go beyond it does not come is our guess.
const MAX_PARTITION_BYTES: usize = 1024 * 1024;

static KEY: Member = Member::new("member", Kind::Item);

static KEYS_AND_ATTRIBUTES: Shape = Shape {
    name: "KeysAndAttributes",
    members: &[
        Member::ruled(
            "Keys",
            Kind::List(&KEY),
            &[Rule::NotNull, Rule::FirstLengthMin(1), Rule::FirstLengthMax(MAX_KEYS)],
        ),
        ATTRIBUTES_TO_GET,
        Member::new("ConsistentRead", Kind::Boolean),
        Member::new("ProjectionExpression", Kind::Text),
        NAMES,
    ],
};

static ELEMENT: Member = Member::new("member", Kind::Struct(&KEYS_AND_ATTRIBUTES));

static SHAPE: Shape = Shape {
    name: "BatchGetItemInput",
    members: &[
        Member::ruled(
            "RequestItems",
            Kind::Map("com.amazonaws.dynamodb.v20120810.KeysAndAttributes", &ELEMENT),
            &[Rule::NotNull, Rule::FirstLengthMin(1), Rule::TableKeys],
        ),
        RETURN_CONSUMED_CAPACITY,
    ],
};

pub(super) struct Input {
    tables: Vec<KeysOfTable>,
    report: Report,
}

/// What is wanted of one table.
struct KeysOfTable {
    table: String,
    keys: Vec<EncodedItem>,
    consistent: bool,
    projection: Option<Projection>,
    /// The members beside the keys as they came, for `UnprocessedKeys`.
    projection_text: Option<String>,
    names: Vec<(String, String)>,
    attributes: Vec<String>,
}

pub(crate) struct Output {
    /// Items found, by the table's name as the request has it.
    found: Vec<(String, Vec<Bytes>)>,
    unprocessed: Vec<KeysOfTable>,
    consumed: Vec<ConsumedCapacity>,
}

impl Operation for BatchGetItem {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("BatchGetItem", &SHAPE).in_layer(Layer::Newer);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let report = Report::of(&body);
        let entries = body.take_map("RequestItems");
        let mut tables = Vec::with_capacity(entries.len());
        for (table, node) in entries {
            if let Node::Struct(fields) = node {
                tables.push(wanted(table.into_owned(), fields)?);
            }
        }
        check_style(&tables)?;
        if tables.iter().map(|wanted| wanted.keys.len()).sum::<usize>() > MAX_KEYS {
            return Err(Error::validation("Too many items requested for the BatchGetItem call"));
        }
        Ok(Input { tables, report })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let mut resolved: Vec<(KeysOfTable, Arc<Table>)> = Vec::with_capacity(input.tables.len());
        for wanted in input.tables {
            let table = engine.table(call, Act::on_table(Self::SIGNATURE.name), &wanted.table)?;
            for key in &wanted.keys {
                key::check_key(&table.definition.key, key.view())?;
            }
            resolved.push((wanted, table));
        }
        let mut output = Output { found: Vec::new(), unprocessed: Vec::new(), consumed: Vec::new() };
        let (mut bytes, mut full) = (0, false);
        let mut partitions = Partitions::default();
        let (mut read, mut throttled) = (false, None);
        for (mut wanted, table) in resolved {
            let consistency = Consistency::of(wanted.consistent);
            let (mut items, mut consumed) = (Vec::new(), Consumed::default());
            let mut left = std::mem::take(&mut wanted.keys).into_iter().peekable();
            let mut refused = Vec::new();
            while !full && let Some(key) = left.peek() {
                let partition = partitions.of(&table, key)?;
                if partition.is_full {
                    refused.extend(left.next());
                    continue;
                }
                let item = match engine.read_item(&table, key.view(), consistency) {
                    Err(error) if error.is_throttled() => {
                        throttled = Some(error);
                        refused.extend(left.next());
                        continue;
                    }
                    item => item?,
                };
                read = true;
                let size = item.as_ref().map_or(0, |item| view(item).size_bytes());
                full = bytes + size > MAX_BYTES;
                if full {
                    break;
                }
                partition.is_full = partition.bytes + size > MAX_PARTITION_BYTES;
                if partition.is_full {
                    refused.extend(left.next());
                    continue;
                }
                left.next();
                bytes += size;
                partition.bytes += size;
                consumed.add(Consumed::read(size, consistency));
                items.extend(item.map(|item| match &wanted.projection {
                    Some(projection) => projection.apply(view(&item)).into_bytes(),
                    None => item,
                }));
            }
            if input.report != Report::None {
                let name = wanted.table.clone();
                output.consumed.push(ConsumedCapacity { table: name, consumed, report: input.report });
            }
            output.found.push((wanted.table.clone(), items));
            wanted.keys = refused.into_iter().chain(left).collect();
            if !wanted.keys.is_empty() {
                output.unprocessed.push(wanted);
            }
        }
        // Only where nothing at all could be read is throttling an error.
        throttled.filter(|_| !read).map_or(Ok(Done::of(output)), Err)
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let mut responses = Object::begin(object.key("Responses"));
            for (table, items) in &output.found {
                write_list(items.iter(), responses.key(table));
            }
            responses.end();
            let mut unprocessed = Object::begin(object.key("UnprocessedKeys"));
            for wanted in &output.unprocessed {
                wanted.write(unprocessed.key(&wanted.table));
            }
            unprocessed.end();
            ConsumedCapacity::write_list(&output.consumed, &mut object);
            object.end();
        })
    }
}

/// What was read of each partition, by its prefix in the store.
#[derive(Default)]
struct Partitions(HashMap<Bytes, Partition>);

#[derive(Default)]
struct Partition {
    bytes: usize,
    is_full: bool,
}

impl Partitions {
    /// The partition of a key.
    fn of(&mut self, table: &Table, key: &EncodedItem) -> Result<&mut Partition> {
        let definition = &table.definition;
        let prefix = key::partition(key::table_prefix(definition.id), &definition.key, key.view());
        Ok(self.0.entry(prefix.ok_or_else(Error::key_mismatch)?.into_bytes()).or_default())
    }
}

fn write_list<'a>(items: impl Iterator<Item = &'a Bytes>, out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        value::write_item(item, out);
    }
    out.push(b']');
}

impl KeysOfTable {
    fn write(&self, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        write_list(self.keys.iter().map(EncodedItem::as_bytes), object.key("Keys"));
        if self.consistent {
            object.key("ConsistentRead").extend_from_slice(b"true");
        }
        if let Some(text) = &self.projection_text {
            object.text("ProjectionExpression", text);
        }
        if !self.attributes.is_empty() {
            let out = object.key("AttributesToGet");
            out.push(b'[');
            for (at, name) in self.attributes.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                json::text(out, name);
            }
            out.push(b']');
        }
        if !self.names.is_empty() {
            let names = object.key("ExpressionAttributeNames");
            let mut map = Object::begin(names);
            for (placeholder, name) in &self.names {
                json::text(map.key(placeholder), name);
            }
            map.end();
        }
        object.end();
    }
}

/// The two styles mix not even over several tables: the public conformance suite, error-messages/batchGetItem
/// (2026-10-09), which records that it is refused, and not how; the sentence is the one within a table.
fn check_style(tables: &[KeysOfTable]) -> Result<()> {
    let new = tables.iter().any(|wanted| wanted.projection_text.is_some());
    let old = tables.iter().any(|wanted| !wanted.attributes.is_empty());
    if new && old { Err(expression::mixed_styles("AttributesToGet", "ProjectionExpression")) } else { Ok(()) }
}

fn wanted(table: String, mut fields: Fields<'_>) -> Result<KeysOfTable> {
    let keys = fields.take_list("Keys");
    let names = fields.map("ExpressionAttributeNames").iter();
    let names =
        names.map(|(key, name)| (key.to_string(), name.text().unwrap_or_default().to_owned())).collect();
    let projection_text = fields.text("ProjectionExpression").map(str::to_owned);
    let attributes =
        fields.list("AttributesToGet").iter().filter_map(Node::text).map(str::to_owned).collect();
    let consistent = fields.boolean("ConsistentRead").unwrap_or(false);
    let mut expressions = Expressions::begin(&mut fields, &["ProjectionExpression"], &["AttributesToGet"])?;
    let listed = legacy::projection(expressions.body())?;
    expressions.open()?;
    let projection = expressions.projection()?.or(listed);
    expressions.end()?;
    let mut items: Vec<EncodedItem> = Vec::with_capacity(keys.len());
    let mut seen = HashSet::new();
    for node in keys {
        if let Node::Item(key) = node {
            let key = key.item()?;
            if !seen.insert(key.clone()) {
                return Err(Error::validation("Provided list of item keys contains duplicates"));
            }
            items.push(key);
        }
    }
    Ok(KeysOfTable { table, keys: items, consistent, projection, projection_text, names, attributes })
}
