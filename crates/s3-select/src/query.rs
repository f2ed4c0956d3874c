//! One run of a statement over one object: bytes in, bytes out, a slice at a time.

use std::vec::IntoIter;

use crate::aggregate::Sum;
use crate::asked::{Asked, Compression, Output};
use crate::compression::Decoder;
use crate::error::{Code, Result, refuse};
use crate::evaluate::{NoRecord, Scene};
use crate::moment::Moment;
use crate::output;
use crate::records::{Records, Row};
use crate::statement::{self, Statement};
use crate::value::Value;

/// So much of the result is enough for one slice, in bytes. A slice is longer by one record at most.
const SLICE: usize = 1 << 17;

/// What a query has done so far, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Of the object, as it is stored.
    pub scanned: u64,
    /// Of the object, as it was before it was compressed.
    pub processed: u64,
    /// Of the result.
    pub returned: u64,
}

/// A query that runs.
#[derive(Debug)]
pub struct Query {
    statement: Statement,
    output: Output,
    now: Moment,
    decoder: Decoder,
    records: Records,
    /// The rows of the last record that are still to be judged.
    rows: IntoIter<Row>,
    sums: Vec<Sum>,
    /// How many rows the result still may have.
    left: u64,
    first_byte: u64,
    result: Vec<u8>,
    stats: Stats,
    is_over: bool,
}

impl Query {
    /// A query before its first byte.
    ///
    /// # Errors
    ///
    /// What AWS refuses before it looks at the object.
    pub fn new(asked: &Asked) -> Result<Query> {
        let statement = statement::read(&asked.expression)?;
        if asked.range.is_some() && asked.compression != Compression::None {
            return refuse(Code::UnsupportedScanRangeInput);
        }
        let sums = statement.aggregates.iter().map(|call| Sum::new(call.kind)).collect();
        let delimiter = match &asked.input {
            crate::Input::Csv(csv) => csv.record_delimiter.len() as u64,
            _ => 1,
        };
        Ok(Query {
            left: statement.limit.unwrap_or(u64::MAX),
            is_over: statement.limit == Some(0),
            statement,
            output: asked.output.clone(),
            now: Moment::of_millis(asked.now_ms),
            decoder: Decoder::new(asked.compression),
            records: Records::new(asked)?,
            rows: Vec::new().into_iter(),
            sums,
            first_byte: asked.range.map_or(0, |range| range.start.saturating_sub(delimiter)),
            result: Vec::new(),
            stats: Stats::default(),
        })
    }

    /// The byte of the object that is to be the first it gets: what stands before a range tells whether a record begins with it.
    pub fn first_byte(&self) -> u64 {
        self.first_byte
    }

    /// Takes bytes of the object, and says how many. It takes fewer if there is enough of the result for a slice: then that is to
    /// be fetched with [`Query::take`] before it is called again.
    ///
    /// # Errors
    ///
    /// The object is not what the request says, or the statement cannot be judged on it.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<usize> {
        self.run(false)?;
        if self.is_over {
            return Ok(bytes.len());
        }
        if self.has_slice() {
            return Ok(0);
        }
        let taken = self.decode(bytes)?.0;
        self.run(false)?;
        Ok(taken)
    }

    /// Tells it that there are no more bytes. False if there is enough of the result for a slice, and more behind it.
    ///
    /// # Errors
    ///
    /// As [`Query::feed`].
    pub fn finish(&mut self) -> Result<bool> {
        while !self.is_over {
            self.run(false)?;
            if self.has_slice() {
                return Ok(false);
            }
            if self.is_over || self.decode(&[])?.1 == 0 {
                break;
            }
        }
        if !self.is_over {
            self.decoder.check_end()?;
            self.run(true)?;
            if self.has_slice() {
                return Ok(false);
            }
        }
        self.is_over = true;
        if !self.sums.is_empty() && self.left > 0 {
            self.left = 0;
            let scene = Scene { record: &NoRecord, sums: &self.sums, now: self.now };
            let columns = selected(&self.statement, &scene)?;
            output::write(&self.output, &columns, &mut self.result)?;
        }
        Ok(true)
    }

    /// Whether nothing more of the object is needed.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// What there is of the result.
    pub fn take(&mut self) -> Vec<u8> {
        self.stats.returned += self.result.len() as u64;
        std::mem::take(&mut self.result)
    }

    /// Whether there is enough of the result for a slice.
    pub fn has_slice(&self) -> bool {
        self.result.len() >= SLICE
    }

    /// What it has done so far.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// How many bytes were taken, and how many came of them.
    fn decode(&mut self, bytes: &[u8]) -> Result<(usize, usize)> {
        let mut piece = Vec::new();
        let taken = self.decoder.step(bytes, &mut piece)?;
        self.stats.scanned += taken as u64;
        self.stats.processed += piece.len() as u64;
        self.records.push(&piece);
        Ok((taken, piece.len()))
    }

    /// Judges the records that are there.
    fn run(&mut self, is_last: bool) -> Result<()> {
        while !self.is_over && !self.has_slice() {
            if let Some(row) = self.rows.next() {
                self.judge(&row)?;
                continue;
            }
            match self.records.next(is_last)? {
                Some(record) => self.rows = record.below(&self.statement.from).into_iter(),
                None => {
                    self.is_over |= self.records.is_behind_range() && !is_last;
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn judge(&mut self, row: &Row) -> Result<()> {
        let scene = Scene { record: row, sums: &[], now: self.now };
        if let Some(condition) = &self.statement.condition
            && scene.truth(condition)? != Some(true)
        {
            return Ok(());
        }
        if !self.sums.is_empty() {
            for (sum, call) in self.sums.iter_mut().zip(&self.statement.aggregates) {
                sum.add(call.of.as_ref().map_or(Ok(Value::Int(1)), |of| scene.value(of))?)?;
            }
            return Ok(());
        }
        let columns = match &self.statement.list {
            None => row.columns(),
            Some(_) => selected(&self.statement, &scene)?,
        };
        output::write(&self.output, &columns, &mut self.result)?;
        self.left -= 1;
        self.is_over = self.left == 0;
        Ok(())
    }
}

fn selected(statement: &Statement, scene: &Scene<'_>) -> Result<Vec<(String, Value)>> {
    let list = statement.list.as_deref().unwrap_or_default();
    list.iter().map(|column| Ok((column.name.clone(), scene.value(&column.expr)?))).collect()
}
