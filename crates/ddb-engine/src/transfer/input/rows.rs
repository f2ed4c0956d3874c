//! From the text of a record to what is to be put: the item, and the condition that a bulk operation's record may have.

use std::collections::VecDeque;

use base::seams::SeamError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ddb_expr::codec::{self, EncodedItem};
use ddb_expr::condition::Condition;
use ddb_expr::number::Number;
use ddb_expr::value::{Item, MAX_DEPTH, Value};

use super::{InputFormat, Text, Texts, csv};
use crate::definition::schema::{Definition, KeyType};
use crate::error::Result;
use crate::item::key;
use crate::message::expression::Expressions;
use crate::message::shape::{self, Fields, Kind, Member, Rule, Shape};
use crate::message::shared_members::{NAMES, VALUES};
use crate::message::value;
use crate::transfer::ion;
use wire::json::Reader;

/// What is to be put.
#[derive(Debug)]
pub(crate) struct Row {
    pub(in crate::transfer) item: EncodedItem,
    pub(in crate::transfer) condition: Option<Condition>,
}

/// Reads the records of one object.
#[derive(Debug)]
struct RowParser<'a> {
    format: &'a InputFormat,
    /// Whether records may have conditions.
    conditional: bool,
    headers: Option<Vec<String>>,
}

/// A record of an export or an import.
static ITEM: Shape =
    Shape { name: "ImportRecord", members: &[Member::ruled("Item", Kind::Item, &[Rule::NotNull])] };

/// A record of a bulk operation. That conditions stand beside the item, in members as PutItem has them, is our guess.
static CONDITIONAL_ITEM: Shape = Shape {
    name: "BulkPutRecord",
    members: &[
        Member::ruled("Item", Kind::Item, &[Rule::NotNull]),
        Member::new("ConditionExpression", Kind::Text),
        NAMES,
        VALUES,
    ],
};

/// The rows of an object that is being read.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    texts: Texts,
    parser: RowParser<'a>,
    ready: VecDeque<std::result::Result<Row, String>>,
    done: u64,
    read: u64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(texts: Texts, format: &'a InputFormat, conditional: bool) -> Rows<'a> {
        let parser = RowParser::new(format, conditional);
        Rows { texts, parser, ready: VecDeque::new(), done: 0, read: 0 }
    }

    /// The same, behind so many that are done.
    pub(in crate::transfer) fn behind(self, done: u64) -> Rows<'a> {
        Rows { done, ..self }
    }

    /// The next row, or what is wrong with it; nothing at the end.
    pub(in crate::transfer) async fn next(
        &mut self,
        table: &Definition,
    ) -> std::result::Result<Option<std::result::Result<Row, String>>, SeamError> {
        loop {
            while let Some(row) = self.ready.pop_front() {
                self.read += 1;
                if self.read > self.done {
                    return Ok(Some(row));
                }
            }
            match self.texts.next().await? {
                Some(text) => self.ready.extend(self.parser.rows(&text, table)),
                None => return Ok(None),
            }
        }
    }

    /// The number of the row that `next` gave, from 1.
    pub(in crate::transfer) fn number(&self) -> u64 {
        self.read
    }

    /// Bytes of the object that were read.
    pub(in crate::transfer) fn read_bytes(&self) -> u64 {
        self.texts.read_bytes()
    }
}

impl<'a> RowParser<'a> {
    /// For an object's beginning.
    fn new(format: &'a InputFormat, conditional: bool) -> RowParser<'a> {
        let headers = match format {
            InputFormat::Csv { headers, .. } => headers.clone(),
            _ => None,
        };
        RowParser { format, conditional, headers }
    }

    /// The rows in a text, each with what is wrong with it if something is: none in a header, several where a line has
    /// several objects.
    fn rows(&mut self, text: &Text, table: &Definition) -> Vec<std::result::Result<Row, String>> {
        let text = match text {
            Ok(text) => text,
            Err(why) => return vec![Err(why.clone())],
        };
        let rows = match self.format {
            InputFormat::DynamodbJson => self.json(text),
            InputFormat::Ion => vec![self.ion(text)],
            InputFormat::Csv { delimiter, .. } => match &self.headers {
                Some(headers) => vec![csv_row(text, *delimiter, headers, table)],
                None => {
                    let headers = csv::values(text.trim_start_matches('\u{feff}'), *delimiter);
                    match headers {
                        Ok(headers) => self.headers = Some(headers),
                        Err(why) => return vec![Err(why)],
                    }
                    Vec::new()
                }
            },
        };
        rows.into_iter().map(|row| row.and_then(|row| checked(row, table))).collect()
    }

    fn json(&self, text: &str) -> Vec<std::result::Result<Row, String>> {
        let mut rows = Vec::new();
        let mut reader = Reader::new(text);
        while reader.end().is_err() {
            match reader.value() {
                Ok(record) => rows.push(self.json_row(record).map_err(|error| error.message().to_owned())),
                Err(_) => {
                    rows.push(Err("the record is not JSON".to_owned()));
                    break;
                }
            }
        }
        rows
    }

    fn json_row(&self, record: &str) -> Result<Row> {
        let shape = if self.conditional { &CONDITIONAL_ITEM } else { &ITEM };
        let mut fields = shape::read(shape, record.as_bytes())?;
        let item = fields.take_item("Item").map(|item| item.item()).transpose()?;
        let item = item.unwrap_or_else(|| codec::encode(&Item::new()));
        let condition = if self.conditional { condition(&mut fields)? } else { None };
        Ok(Row { item, condition })
    }

    fn ion(&self, text: &str) -> std::result::Result<Row, String> {
        let (item, others) = ion::item_in(text).map_err(|malformed| malformed.0)?;
        if item.iter().any(|(_, value)| value.depth() > MAX_DEPTH) {
            return Err("Nesting Levels have exceeded supported limits".to_owned());
        }
        let condition = match self.conditional && !others.is_empty() {
            false => None,
            true => ion_condition(&others)?,
        };
        Ok(Row { item: codec::encode(&item), condition })
    }
}

fn condition(fields: &mut Fields<'_>) -> Result<Option<Condition>> {
    let mut expressions = Expressions::begin(fields, &["ConditionExpression"], &[])?;
    expressions.open()?;
    let condition = expressions.condition()?;
    expressions.end()?;
    Ok(condition)
}

/// The members beside an item in Ion, read as JSON's are.
fn ion_condition(others: &Item) -> std::result::Result<Option<Condition>, String> {
    let mut record = serde_json::Map::new();
    record.insert("Item".to_owned(), serde_json::json!({}));
    if let Some(Value::S(text)) = others.get("ConditionExpression") {
        record.insert("ConditionExpression".to_owned(), text.as_str().into());
    }
    if let Some(Value::M(names)) = others.get("ExpressionAttributeNames") {
        let names = names.iter().filter_map(|(key, name)| match name {
            Value::S(name) => Some((key.to_owned(), name.as_str().into())),
            _ => None,
        });
        record.insert("ExpressionAttributeNames".to_owned(), serde_json::Value::Object(names.collect()));
    }
    if let Some(Value::M(values)) = others.get("ExpressionAttributeValues") {
        let mut text = Vec::new();
        ddb_expr::json::write_item(codec::encode(values).view(), &mut text);
        let values = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        record.insert("ExpressionAttributeValues".to_owned(), values);
    }
    let record = serde_json::Value::Object(record).to_string();
    let fields = shape::read(&CONDITIONAL_ITEM, record.as_bytes());
    fields.and_then(|mut fields| condition(&mut fields)).map_err(|error| error.message().to_owned())
}

/// A line of CSV: keys of the table and of its indexes have their types, all else is text.
fn csv_row(
    line: &str,
    delimiter: char,
    headers: &[String],
    table: &Definition,
) -> std::result::Result<Row, String> {
    let values = csv::values(line, delimiter)?;
    if values.len() != headers.len() {
        return Err(format!("the line has {} values for {} columns", values.len(), headers.len()));
    }
    let mut item = Item::new();
    for (name, value) in headers.iter().zip(values) {
        let kind = table.attributes.iter().find(|attribute| attribute.name == *name);
        let value = match kind.map_or(KeyType::S, |attribute| attribute.kind) {
            KeyType::S => Value::S(value),
            KeyType::N => {
                let number = Number::parse(value.trim());
                Value::N(number.map_err(|_| format!("the column {name} is no number: {value}"))?)
            }
            KeyType::B => {
                let bytes = STANDARD.decode(value.trim());
                Value::B(bytes.map_err(|_| format!("the column {name} is not base64"))?.into())
            }
        };
        item.insert(name.as_str(), value);
    }
    Ok(Row { item: codec::encode(&item), condition: None })
}

/// The rules of PutItem.
fn checked(row: Row, table: &Definition) -> std::result::Result<Row, String> {
    value::check_size(row.item.view()).map_err(|error| error.message().to_owned())?;
    // JSON's reader refuses it already.
    if row.item.view().attributes().any(|(name, _)| name.is_empty()) {
        return Err("Empty attribute name".to_owned());
    }
    key::check_item(table, row.item.view()).map_err(|error| error.message().to_owned())?;
    Ok(row)
}
