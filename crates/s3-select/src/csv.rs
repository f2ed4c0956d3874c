//! Rows of CSV, with delimiters and quotes as the request says.
//!
//! A row without a byte is passed over, which is our guess.

use std::sync::Arc;

use crate::asked::{CsvInput, Header, ScanRange};
use crate::error::{Code, Result, refuse};
use crate::expression::Step;
use crate::records::{MAX_RECORD, Scanned, Waiting};
use crate::value::Value;

/// Makes rows of bytes.
#[derive(Debug)]
pub(crate) struct CsvReader {
    form: CsvInput,
    waiting: Waiting,
    scanned: Scanned,
    /// How many bytes of the row that has begun have been looked at, and whether those end inside quotes.
    looked: usize,
    is_quoted: bool,
    /// Whether the first row is still to come.
    is_first: bool,
    /// The names of the columns, if the object names them.
    names: Option<Arc<[String]>>,
}

/// A row.
#[derive(Debug)]
pub(crate) struct CsvRecord {
    fields: Vec<String>,
    names: Option<Arc<[String]>>,
}

impl CsvReader {
    pub(crate) fn new(form: &CsvInput, range: Option<ScanRange>) -> Result<CsvReader> {
        if range.is_some() && form.quoted_record_delimiters {
            return refuse(Code::UnsupportedScanRangeInput);
        }
        let delimiter = form.record_delimiter.len() as u64;
        let first = range.map_or(0, |range| range.start.saturating_sub(delimiter));
        let scanned = Scanned::of(range);
        let is_first = !scanned.is_amid;
        Ok(CsvReader {
            form: form.clone(),
            waiting: Waiting::at(first),
            scanned,
            looked: 0,
            is_quoted: false,
            is_first,
            names: None,
        })
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.waiting.push(bytes);
    }

    pub(crate) fn is_behind_range(&self) -> bool {
        !self.scanned.is_amid && self.waiting.offset >= self.scanned.end
    }

    pub(crate) fn next(&mut self, is_last: bool) -> Result<Option<CsvRecord>> {
        loop {
            if self.is_behind_range() {
                return Ok(None);
            }
            if !self.waiting.skip_byte_order_mark(is_last) {
                return Ok(None);
            }
            let Some((len, with_delimiter)) = self.end(is_last)? else { return Ok(None) };
            let fields = self.row(len)?;
            self.waiting.skip(with_delimiter);
            (self.looked, self.is_quoted) = (0, false);
            let Some(fields) = fields else { continue };
            if std::mem::take(&mut self.is_first) {
                match self.form.header {
                    Header::None => {}
                    Header::Ignore => continue,
                    Header::Use => {
                        self.names = Some(fields.into());
                        continue;
                    }
                }
            }
            return Ok(Some(CsvRecord { fields, names: self.names.clone() }));
        }
    }

    /// The length of the row that begins here, without its delimiter and with it, if its end is there.
    fn end(&mut self, is_last: bool) -> Result<Option<(usize, usize)>> {
        let rest = self.waiting.rest();
        let delimiter = self.form.record_delimiter.as_bytes();
        let (quote, escape) = (self.form.quote.as_bytes(), self.form.escape.as_bytes());
        let quotes_count = self.form.quoted_record_delimiters && !quote.is_empty();
        // What is looked for may lie across the end of what is there.
        let longest = match quotes_count {
            true if escape != quote => delimiter.len().max(quote.len()).max(escape.len() + 1),
            true => delimiter.len().max(quote.len()),
            false => delimiter.len(),
        };
        let safe = if is_last { rest.len() } else { (rest.len() + 1).saturating_sub(longest) };
        let mut at = self.looked;
        while at < safe {
            let here = rest.get(at..).unwrap_or_default();
            if quotes_count
                && self.is_quoted
                && escape != quote
                && !escape.is_empty()
                && here.starts_with(escape)
            {
                at += escape.len() + here.get(escape.len()..).and_then(next_len).unwrap_or(0);
            } else if quotes_count && here.starts_with(quote) {
                self.is_quoted = !self.is_quoted;
                at += quote.len();
            } else if !self.is_quoted && here.starts_with(delimiter) {
                return Ok(Some((at, at + delimiter.len())));
            } else {
                at += 1;
            }
            if at > MAX_RECORD {
                return refuse(Code::OverMaxRecordSize);
            }
        }
        self.looked = at;
        Ok((is_last && !rest.is_empty()).then_some((rest.len(), rest.len())))
    }

    /// The fields of a row; nothing for one that is passed over.
    fn row(&mut self, len: usize) -> Result<Option<Vec<String>>> {
        let row = self.waiting.rest().get(..len).unwrap_or_default();
        if std::mem::take(&mut self.scanned.is_amid) {
            return Ok(None);
        }
        let Ok(row) = std::str::from_utf8(row) else { return refuse(Code::InvalidTextEncoding) };
        let is_comment = !self.form.comments.is_empty() && row.starts_with(&self.form.comments);
        if row.is_empty() || is_comment {
            return Ok(None);
        }
        fields(row, &self.form).map(Some)
    }
}

fn next_len(bytes: &[u8]) -> Option<usize> {
    (!bytes.is_empty()).then_some(1)
}

fn fields(row: &str, form: &CsvInput) -> Result<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = row;
    loop {
        let quoted = if form.quote.is_empty() { None } else { rest.strip_prefix(form.quote.as_str()) };
        let (mut field, behind) = match quoted {
            Some(inside) => quoted_field(inside, form)?,
            None => (String::new(), rest),
        };
        match behind.split_once(form.field_delimiter.as_str()) {
            Some((more, next)) => {
                field.push_str(more);
                fields.push(field);
                rest = next;
            }
            None => {
                field.push_str(behind);
                fields.push(field);
                return Ok(fields);
            }
        }
    }
}

/// A field up to its closing quote, and what stands behind that.
fn quoted_field<'a>(inside: &'a str, form: &CsvInput) -> Result<(String, &'a str)> {
    let mut field = String::new();
    let mut rest = inside;
    while let Some(char) = rest.chars().next() {
        let escaped = if form.escape.is_empty() { None } else { rest.strip_prefix(form.escape.as_str()) };
        let is_escape = form.escape != form.quote;
        match escaped {
            Some(behind) if behind.starts_with(form.quote.as_str()) => {
                field.push_str(&form.quote);
                rest = behind.get(form.quote.len()..).unwrap_or_default();
                continue;
            }
            Some(behind) if is_escape && behind.starts_with(form.escape.as_str()) => {
                field.push_str(&form.escape);
                rest = behind.get(form.escape.len()..).unwrap_or_default();
                continue;
            }
            _ => {}
        }
        if let Some(behind) = rest.strip_prefix(form.quote.as_str()) {
            return Ok((field, behind));
        }
        field.push(char);
        rest = rest.get(char.len_utf8()..).unwrap_or_default();
    }
    refuse(Code::CsvUnescapedQuote)
}

impl CsvRecord {
    pub(crate) fn columns(&self) -> Vec<(String, Value)> {
        let names = self.names.iter().flat_map(|names| names.iter().cloned());
        let numbered = (1..).map(|number: usize| format!("_{number}"));
        let known = self.names.as_ref().map_or(0, |names| names.len());
        let names = names.chain(numbered.skip(known));
        names.zip(self.fields.iter().map(|field| Value::Text(field.clone()))).collect()
    }

    pub(crate) fn at(&self, path: &[Step]) -> Result<Value> {
        let [step @ Step::Field { name, .. }] = path else {
            return Ok(if path.is_empty() { Value::Struct(self.columns()) } else { Value::Missing });
        };
        let named = self.names.iter().flat_map(|names| names.iter().enumerate());
        let mut named = named.filter(|(_, name)| step.is(name));
        let number = match (named.next(), named.next()) {
            (Some((number, _)), None) => number,
            (Some(_), Some(_)) => return refuse(Code::AmbiguousFieldName),
            (None, _) => match name.strip_prefix('_').and_then(|digits| digits.parse::<usize>().ok()) {
                Some(0) => return refuse(Code::InvalidColumnIndex),
                Some(number) => number - 1,
                None => return refuse(Code::MissingHeaders),
            },
        };
        Ok(self.fields.get(number).map_or(Value::Missing, |field| Value::Text(field.clone())))
    }
}
