//! Records, whatever they are written in.

use crate::asked::{Asked, Input, ScanRange};
use crate::csv::{CsvReader, CsvRecord};
use crate::error::{Code, Result, refuse};
use crate::evaluate::Record;
use crate::expression::Step;
use crate::json::JsonReader;
use crate::value::Value;

/// The longest record in bytes, of the input as of the result: AWS's own limit.
pub(crate) const MAX_RECORD: usize = 1 << 20;

/// What Windows puts in front of a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Bytes of the input that are not yet records.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    bytes: Vec<u8>,
    /// Where the next record begins.
    at: usize,
    /// Where that is in the input.
    pub(crate) offset: u64,
}

impl Waiting {
    /// Nothing yet, at this byte of the input.
    pub(crate) fn at(offset: u64) -> Waiting {
        Waiting { offset, ..Waiting::default() }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.at = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.at += count;
        self.offset += count as u64;
    }

    /// Passes over a byte order mark at the start of the input. False while it can't be told whether there is one.
    pub(crate) fn skip_byte_order_mark(&mut self, is_last: bool) -> bool {
        let rest = self.rest();
        if self.offset > 0 {
            return true;
        }
        if rest.starts_with(BYTE_ORDER_MARK) {
            self.skip(BYTE_ORDER_MARK.len());
            return true;
        }
        is_last || !BYTE_ORDER_MARK.starts_with(rest)
    }
}

/// Where in the input records count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scanned {
    /// Whether what comes first is the rest of a record that begins before the range.
    pub(crate) is_amid: bool,
    /// Where no record begins any more that counts.
    pub(crate) end: u64,
}

impl Scanned {
    pub(crate) fn of(range: Option<ScanRange>) -> Scanned {
        let is_amid = range.is_some_and(|range| range.start > 0);
        Scanned { is_amid, end: range.map_or(u64::MAX, |range| range.end) }
    }
}

/// Makes records of bytes.
#[derive(Debug)]
pub(crate) enum Records {
    Csv(CsvReader),
    Json(JsonReader),
}

impl Records {
    pub(crate) fn new(asked: &Asked) -> Result<Records> {
        match &asked.input {
            Input::Csv(csv) => CsvReader::new(csv, asked.range).map(Records::Csv),
            Input::JsonLines => Ok(Records::Json(JsonReader::new(MAX_RECORD, asked.range))),
            Input::JsonDocument if asked.range.is_some() => refuse(Code::UnsupportedScanRangeInput),
            Input::JsonDocument => Ok(Records::Json(JsonReader::of_documents())),
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match self {
            Records::Csv(reader) => reader.push(bytes),
            Records::Json(reader) => reader.push(bytes),
        }
    }

    /// The next record, if it is there whole. Behind the last byte what is there is all.
    pub(crate) fn next(&mut self, is_last: bool) -> Result<Option<Row>> {
        match self {
            Records::Csv(reader) => Ok(reader.next(is_last)?.map(Row::Csv)),
            Records::Json(reader) => Ok(reader.next(is_last)?.map(Row::Json)),
        }
    }

    /// Whether no record that comes now counts.
    pub(crate) fn is_behind_range(&self) -> bool {
        match self {
            Records::Csv(reader) => reader.is_behind_range(),
            Records::Json(reader) => reader.is_behind_range(),
        }
    }
}

/// A record.
#[derive(Debug)]
pub(crate) enum Row {
    Csv(CsvRecord),
    Json(Value),
}

impl Row {
    /// The records that stand at a path in it.
    pub(crate) fn below(self, path: &[Step]) -> Vec<Row> {
        match (self, path) {
            (row, []) => vec![row],
            // No path leads into a row of CSV.
            (Row::Csv(_), _) => Vec::new(),
            (Row::Json(value), path) => below(value, path).into_iter().map(Row::Json).collect(),
        }
    }

    /// Its columns.
    pub(crate) fn columns(&self) -> Vec<(String, Value)> {
        match self {
            Row::Csv(record) => record.columns(),
            Row::Json(Value::Struct(fields)) => fields.clone(),
            Row::Json(other) => crate::statement::alone(other.clone()),
        }
    }
}

impl Record for Row {
    fn at(&self, path: &[Step]) -> Result<Value> {
        match self {
            Row::Csv(record) => record.at(path),
            Row::Json(value) => Ok(at(value, path)?.cloned().unwrap_or(Value::Missing)),
        }
    }
}

/// The value at a path.
fn at<'a>(value: &'a Value, path: &[Step]) -> Result<Option<&'a Value>> {
    let mut value = value;
    for step in path {
        let next = match (step, value) {
            (Step::Index(number), Value::List(list)) => list.get(*number),
            (Step::Field { .. }, Value::Struct(fields)) => {
                let mut found = fields.iter().filter(|(name, _)| step.is(name));
                let first = found.next();
                if found.next().is_some() {
                    return refuse(Code::AmbiguousFieldName);
                }
                first.map(|(_, value)| value)
            }
            _ => None,
        };
        let Some(next) = next else { return Ok(None) };
        value = next;
    }
    Ok(Some(value))
}

/// The values at a path that may lead through all elements of lists.
fn below(value: Value, path: &[Step]) -> Vec<Value> {
    let mut values = vec![value];
    for step in path {
        values = values
            .into_iter()
            .flat_map(|value| match (step, value) {
                (Step::All, Value::List(list)) => list,
                (Step::All, other) => vec![other],
                (step, value) => vec![
                    at(&value, std::slice::from_ref(step)).ok().flatten().cloned().unwrap_or(Value::Missing),
                ],
            })
            .collect();
    }
    values
}
