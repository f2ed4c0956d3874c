//! The loop of Query and Scan: walks a range of keys, lazily, stops at Limit or 1 MB, then filters and projects.
//!
//! Knows no wire format and no operation. Which range a request means is `range`'s to say.

use std::ops::ControlFlow;

use bytes::Bytes;
use ddb_expr::codec::EncodedItem;
use ddb_expr::condition::Condition;
use ddb_expr::projection::Projection;
use rust_decimal::Decimal;

use crate::definition::schema::{self, Index, KeyAttribute, Scope};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::{Consistency, Consumed, Report, read_units};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::memory::buckets::Direction;
use crate::memory::catalog::Table;
use crate::message::value::view;

/// Room for the items of a page before it is known how many there are.
const FIRST_ITEMS: usize = 16;

/// Bytes of items, as AWS counts them, after which a page ends.
pub(crate) const PAGE_BYTES: usize = 1024 * 1024;

/// `Select`, once it is known to fit the rest of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Select {
    /// Every attribute, fetched from the table where a local index lacks it.
    AllAttributes,
    /// What the index holds; of a table, everything.
    AllProjected,
    /// What the projection expression names.
    Specific,
    /// Only how many.
    Count,
}

/// What Query and Scan have in common.
#[derive(Debug)]
pub(crate) struct PageRequest {
    /// The table's name or ARN, as sent.
    pub(crate) table: String,
    pub(crate) index: Option<String>,
    pub(crate) select: Option<Select>,
    pub(crate) limit: Option<usize>,
    pub(crate) start: Option<EncodedItem>,
    pub(crate) consistent: bool,
    pub(crate) filter: Option<Condition>,
    /// Where a query's filter came from, as AWS's sentences name it.
    pub(crate) filter_member: &'static str,
    pub(crate) projection: Option<Projection>,
    pub(crate) report: Report,
}

/// A page of a Query or Scan.
#[derive(Debug)]
pub(crate) struct QueryPage {
    /// The items that passed, projected; empty for a count.
    pub(crate) items: Vec<Bytes>,
    /// How many passed.
    pub(super) count: usize,
    /// How many were looked at.
    pub(crate) scanned: usize,
    /// Bytes of what was looked at.
    pub(crate) bytes: usize,
    /// Where to go on.
    pub(crate) last: Option<EncodedItem>,
    pub(crate) consumed: Consumed,
}

/// What a walk met.
struct PageWalk {
    items: Vec<Bytes>,
    bytes: usize,
    /// Whether the walk ended before its range did.
    stopped: bool,
}

fn walk(engine: &Engine, range: &KeyRange, moment: Option<u64>, limit: Option<usize>) -> Result<PageWalk> {
    let mut walk = PageWalk { items: Vec::with_capacity(FIRST_ITEMS), bytes: 0, stopped: false };
    engine.scan_at(range, moment, &mut |_, item| {
        walk.bytes += view(item).size_bytes();
        walk.items.push(item.clone());
        walk.stopped = limit == Some(walk.items.len()) || walk.bytes >= PAGE_BYTES;
        if walk.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(walk)
}

impl Engine {
    /// Reads one page of a table or index.
    pub(crate) fn read_page(
        &self,
        table: &Table,
        index: Option<&Index>,
        range: &KeyRange,
        request: &PageRequest,
    ) -> Result<QueryPage> {
        if let Some(index) = index.filter(|index| !index.is_ready(self.clock.now())) {
            let name = &index.name;
            return Err(Error::validation(format!(
                "Cannot read from backfilling global secondary index: {name}"
            )));
        }
        let moment = self.moment(index, request.consistent);
        let PageWalk { items, bytes, stopped } = walk(self, range, moment, request.limit)?;
        let last = items.last().filter(|_| stopped).map(|item| start_key(table, index, item));
        let scanned = items.len();
        let fetch = index.is_some_and(|index| must_fetch(table, index, request));
        let counting = request.select == Some(Select::Count);
        let (mut count, mut fetched_units) = (0, Decimal::ZERO);
        let mut kept = Vec::with_capacity(if counting { 0 } else { scanned.min(FIRST_ITEMS) });
        let consistency = Consistency::of(request.consistent);
        for mut item in items {
            // The filter sees what the index holds; what is fetched beside it is paid for whatever the filter says.
            let kept_by_filter = request.filter.as_ref().is_none_or(|filter| filter.holds(Some(view(&item))));
            if fetch
                && let Some(whole) = self.get_at(&key::item_key(&table.definition, view(&item))?, moment)?
            {
                fetched_units += read_units(view(&whole).size_bytes(), consistency);
                item = whole;
            }
            if !kept_by_filter {
                continue;
            }
            count += 1;
            if counting {
                continue;
            }
            kept.push(match &request.projection {
                Some(projection) => projection.apply(view(&item)).into_bytes(),
                None => item,
            });
        }
        let consumed = match index {
            None => Consumed::read(bytes, consistency),
            Some(index) => Consumed::read_index(index, read_units(bytes, consistency), fetched_units),
        };
        self.charge(table, Direction::Read, || consumed.clone())?;
        Ok(QueryPage { items: kept, count, scanned, bytes, last, consumed })
    }
}

/// Whether a local index lacks something that is to be returned, so that each item must be read from the table.
fn must_fetch(table: &Table, index: &Index, request: &PageRequest) -> bool {
    if index.scope == Scope::Global || index.projection == schema::Projection::All {
        return false;
    }
    match (&request.projection, request.select) {
        (Some(projection), _) => {
            projection.top_level_names().any(|name| !index.holds(&table.definition.key, name))
        }
        (None, select) => select == Some(Select::AllAttributes),
    }
}

/// `LastEvaluatedKey`: the table's key, and of an index its own key too.
fn start_key(table: &Table, index: Option<&Index>, item: &Bytes) -> EncodedItem {
    let definition = &table.definition;
    view(item).only(|name| definition.key.has(name) || index.is_some_and(|index| index.key.has(name)))
}

/// The index that a request names.
pub(crate) fn index_of<'t>(table: &'t Table, request: &PageRequest) -> Result<Option<&'t Index>> {
    let Some(name) = &request.index else { return Ok(None) };
    if table.definition.vector_index(name).is_some() {
        return Err(Error::validation("Scan operation not supported on this index type"));
    }
    let index = table.definition.index(name).ok_or_else(|| Error::no_index(name))?;
    if index.scope == Scope::Global && request.consistent {
        return Err(not_consistent());
    }
    Ok(Some(index))
}

/// A global index gives only what it holds.
pub(crate) fn check_projected(table: &Table, index: Option<&Index>, request: &PageRequest) -> Result<()> {
    let Some(index) = index.filter(|index| index.scope == Scope::Global) else { return Ok(()) };
    let name = &index.name;
    if request.select == Some(Select::AllAttributes) && index.projection != schema::Projection::All {
        return Err(Error::invalid(format!(
            "Select type ALL_ATTRIBUTES is not supported for global secondary index {name} because its projection \
             type is not ALL"
        )));
    }
    let wanted = request.projection.iter().flat_map(Projection::top_level_names);
    let missing: Vec<&str> = wanted.filter(|wanted| !index.holds(&table.definition.key, wanted)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::invalid(format!("Global secondary index {name} does not project [{}]", missing.join(", "))))
}

fn not_consistent() -> Error {
    Error::validation("Consistent reads are not supported on global secondary indexes")
}

/// Checks that `ExclusiveStartKey` has as many attributes as the keys have. AWS does this before it looks at a key
/// condition.
pub(crate) fn check_start_size(
    table: &Table,
    index: Option<&Index>,
    start: &EncodedItem,
    of_query: bool,
) -> Result<()> {
    let definition = &table.definition;
    let mut wanted = definition.key.len();
    if let Some(index) = index {
        wanted += index.key.all().filter(|attribute| !definition.key.has(&attribute.name)).count();
    }
    match start.view().len() == wanted {
        true => Ok(()),
        false if of_query || index.is_some() => Err(starting_key_invalid()),
        false => Err(starting_key(&Error::key_mismatch())),
    }
}

/// Checks an attribute of `ExclusiveStartKey` that a query or the scan of an index goes by.
pub(crate) fn check_start_attribute(attribute: &KeyAttribute, start: &EncodedItem) -> Result<()> {
    let value = start.view().get(&attribute.name).ok_or_else(starting_key_invalid)?;
    if value.kind() == attribute.kind.value_type() { Ok(()) } else { Err(Error::key_mismatch()) }
}

/// The key of the store that `ExclusiveStartKey` stands for, the table's key in it checked.
pub(crate) fn start_at(table: &Table, index: Option<&Index>, start: &EncodedItem) -> Result<store::Key> {
    let definition = &table.definition;
    let table_key = key::keys_of(&definition.key, start.view());
    key::check_key(&definition.key, table_key.view()).map_err(|error| starting_key(&error))?;
    match index {
        None => key::item_key(definition, start.view()),
        Some(index) => key::entry_key(definition, index, start.view()).ok_or_else(starting_key_invalid),
    }
}

fn starting_key_invalid() -> Error {
    Error::validation("The provided starting key is invalid")
}

fn starting_key(error: &Error) -> Error {
    Error::validation(format!("The provided starting key is invalid: {}", error.message()))
}
