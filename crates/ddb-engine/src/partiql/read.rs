//! SELECT: pages over one or several reads, and single items.

use base::call::Call;
use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::condition::Condition;
use ddb_expr::partiql::Select;
use store::Order;

use super::access::{self, Read, Source};
use super::statement;
use super::token::{self, Position};
use crate::access::Act;
use crate::definition::schema::{Index, Scope};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consumed, Report};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::memory::catalog::Table;
use crate::read::page::{self, PAGE_BYTES, PageRequest};
use crate::read::select;

/// Reads that one page makes at most: "results are returned in pages of up to 10 items". Where a read is by the whole
/// key it is the same; for others it is our reading.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html>
const MAX_READS_OF_PAGE: usize = 10;

/// What the request says beside the statement.
#[derive(Debug)]
pub(crate) struct SelectRequest {
    pub(crate) limit: Option<usize>,
    pub(crate) consistent: bool,
    pub(crate) start: Position,
}

/// A page of a SELECT.
#[derive(Debug)]
pub(crate) struct Selected {
    /// The table's name or ARN, as the statement has it.
    pub(crate) table: String,
    pub(crate) items: Vec<Bytes>,
    /// `LastEvaluatedKey`
    pub(crate) last: Option<EncodedItem>,
    /// Where to go on, if there is more.
    pub(crate) next: Option<Position>,
    pub(crate) consumed: Consumed,
}

impl Engine {
    /// Reads a page.
    pub(crate) fn select(&self, call: &Call, select: Select, wanted: SelectRequest) -> Result<Selected> {
        let act = Act { index: select.index.as_deref(), ..statement::SELECT };
        let table = self.table(call, act, &select.table)?;
        let index = index_of(&table, &select, wanted.consistent)?;
        let source = Source { table: &table, index };
        let mut request = PageRequest {
            table: select.table,
            index: select.index,
            select: None,
            limit: wanted.limit,
            start: None,
            consistent: wanted.consistent,
            filter: select.condition,
            filter_member: "",
            projection: select.columns,
            report: Report::None,
        };
        let reads = access::reads(source, request.filter.as_ref(), &select.order)?;
        page::check_projected(&table, index, &request)?;
        select::check_paths(&table, &request)?;
        let reads = reads.unwrap_or_else(|| vec![whole(source, request.filter.take())]);
        self.pages(source, reads, request, wanted.start)
    }

    /// Makes the reads, one after another, until a page is full.
    fn pages(
        &self,
        Source { table, index }: Source<'_>,
        reads: Vec<Read>,
        mut request: PageRequest,
        start: Position,
    ) -> Result<Selected> {
        let mut selected = Selected {
            table: request.table.clone(),
            items: Vec::new(),
            last: None,
            next: None,
            consumed: Consumed::default(),
        };
        let count = reads.len();
        let (first, mut behind) = (usize::try_from(start.read).map_err(Error::internal)?, start.key);
        let mut bytes = 0;
        for (made, (at, read)) in reads.into_iter().enumerate().skip(first).enumerate() {
            let mut range = read.range;
            if let Some(key) = behind.take() {
                let key = page::start_at(table, index, &key).map_err(|_| token::invalid())?;
                if !range.holds(&key) {
                    return Err(token::invalid());
                }
                range.behind(&key);
            }
            request.filter = read.filter;
            let page = self.read_page(table, index, &range, &request)?;
            selected.items.extend(page.items);
            selected.consumed.add(page.consumed);
            bytes += page.bytes;
            request.limit = request.limit.map(|limit| limit.saturating_sub(page.scanned));
            let read = u32::try_from(at).map_err(Error::internal)?;
            if page.last.is_some() {
                selected.next = Some(Position { read, key: page.last.clone() });
                selected.last = page.last;
                break;
            }
            if at + 1 < count && (made + 1 == MAX_READS_OF_PAGE || bytes >= PAGE_BYTES) {
                selected.next = Some(Position { read: read + 1, key: None });
                break;
            }
        }
        Ok(selected)
    }
}

/// The read of everything.
fn whole(Source { table, index }: Source<'_>, filter: Option<Condition>) -> Read {
    let prefix = match index {
        None => key::table_prefix(table.definition.id),
        Some(index) => key::index_prefix(table.definition.id, index.id),
    };
    Read::of(KeyRange::of(&prefix, Order::Ascending), filter)
}

/// The index that is read, in PartiQL's words where there is none, or none that can be read so.
fn index_of<'t>(table: &'t Table, select: &Select, consistent: bool) -> Result<Option<&'t Index>> {
    let Some(name) = &select.index else { return Ok(None) };
    if table.definition.vector_index(name).is_some() {
        return Err(Error::validation("Scan operation not supported on this index type"));
    }
    let index = table.definition.index(name);
    let index = index.ok_or_else(|| Error::validation("The table does not have the specified index"))?;
    if index.scope == Scope::Global && consistent {
        return Err(Error::validation(
            "Strongly consistent read is not supported on Global Secondary Indexes",
        ));
    }
    Ok(Some(index))
}
