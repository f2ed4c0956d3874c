//! What items were before they changed: while a table's past is wanted, each change leaves an undo record in its own
//! batch. From the present items and these records the items of any moment are read again, in order of their keys and
//! a page at a time.
//!
//! A record's key is the table, the item's key, and a number that rises with each change of the item and is about its
//! time. Beside it stands an empty record whose key has the number first, so that the oldest are found without a look at
//! the others. Where nobody wants a table's past, all this costs a write one comparison.

use std::ops::{Bound, ControlFlow};

use base::clock::Timestamp;
use bytes::Bytes;
use store::space::Fields;
use store::{Batch, Key, Order, Space};

use crate::definition::recovery::{Moment, PER_MS};
use crate::engine::Engine;
use crate::engine::commit::Placed;
use crate::engine::removal::{CHUNK, Entry};
use crate::error::Result;
use crate::item::key;
use crate::item::record_key::sub;
use crate::memory::budget::size;
use crate::memory::reader::Reader;

/// Items, or changed items, of one page.
const PAGE_ITEMS: usize = 1000;
/// Bytes of items after which a page ends.
const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// Records looked at in one scan.
const LOOKS: usize = 10_000;

/// Items of one moment, in order of their keys.
#[derive(Debug)]
pub(crate) struct HistoryPage {
    /// The rest of each item's key behind its table, and the item.
    pub(crate) items: Vec<(Vec<u8>, Bytes)>,
    /// Behind which rest to go on; nothing at the end.
    pub(crate) next: Option<Vec<u8>>,
}

/// An item that is not at one moment what it was at an earlier one.
#[derive(Debug)]
pub(crate) struct Changed {
    /// The item at the earlier moment.
    pub(crate) old: Option<Bytes>,
    /// The item at the later one.
    pub(crate) new: Option<Bytes>,
    /// When it last changed between them, microseconds since 1970.
    pub(crate) micros: u64,
}

/// Puts the undo record of a change into its batch, if the table's past is wanted; what it counts in the budget of undo records.
/// The caller holds the item's stripe.
pub(super) fn note(store: &Reader, batch: &mut Batch, placed: &Placed<'_>, now: Timestamp) -> Result<u64> {
    let recovery = &placed.table.definition.recovery;
    if !placed.table.keeps_history {
        return Ok(0);
    }
    let of_item = records(placed.table.definition.id).bytes(rest_of(placed.key.as_bytes()));
    // No other change of the item comes between, though it be one that leaves it as it was.
    let noting = store.noting();
    let last = last_number(&noting, &of_item)?;
    noting.rely(batch);
    let floor = last.into_iter().chain(recovery.snapshots.iter().copied()).max().map_or(0, |last| last + 1);
    let number = now.millis().saturating_mul(PER_MS).max(floor);
    let (record, old) = (of_item.u64(number), placed.change.before.clone().unwrap_or_default());
    let rest = rest_of(placed.key.as_bytes());
    let ordered = order(placed.table.definition.id).u64(number).bytes(rest);
    let bytes = size(record.as_bytes(), &old) + size(ordered.as_bytes(), &[]);
    batch.put(record, old);
    batch.put(ordered, Bytes::new());
    Ok(bytes)
}

/// What the keys of all undo records of a table begin with.
fn records(table: u64) -> Key {
    Key::of(Space::DdbOther).u8(sub::HISTORY).u64(table)
}

/// What the keys of a table's changes begin with, in the order of their numbers.
fn order(table: u64) -> Key {
    Key::of(Space::DdbOther).u8(sub::HISTORY_ORDER).u64(table)
}

/// An item's key without its space and table: what stays the same in a copy of the table.
pub(crate) fn rest_of(key: &[u8]) -> &[u8] {
    key.get(9..).unwrap_or_default()
}

/// The key of an item in a table, from the rest of it.
pub(crate) fn item_key(table: u64, rest: &[u8]) -> Key {
    key::table_prefix(table).raw(rest)
}

/// The rest of the item's key, and the number, in a record's key.
fn parse(record: &[u8]) -> Option<(Vec<u8>, u64)> {
    let mut fields = Fields::of(record);
    fields.raw(9)?;
    Some((fields.bytes()?, fields.u64()?))
}

/// The number and the rest of the item's key, in the key of a change in order.
fn parse_order(key: &[u8]) -> Option<(u64, Vec<u8>)> {
    let mut fields = Fields::of(key);
    fields.raw(9)?;
    Some((fields.u64()?, fields.bytes()?))
}

fn last_number(store: &Reader, of_item: &Key) -> Result<Option<u64>> {
    let mut last = None;
    let end = of_item.end();
    let to = Bound::Excluded(end.as_bytes());
    store.scan(of_item.from_here(), to, Order::Descending, &mut |key, _| {
        last = parse(key).map(|(_, number)| number);
        ControlFlow::Break(())
    })?;
    Ok(last)
}

/// The items of a table at a moment, or, without one, of a table that does not change; behind `after`.
///
/// Items are read before records: a change in between leaves a record that is read, and says what the item was.
pub(crate) fn page(store: &Reader, table: u64, at: Option<Moment>, after: &[u8]) -> Result<HistoryPage> {
    let (mut items, mut end) = present(store, table, after)?;
    let Some(at) = at else { return Ok(HistoryPage { items, next: end }) };
    let (olds, last) = firsts(store, table, at, (after, end.as_deref()))?;
    if let Some(last) = last {
        items.retain(|(rest, _)| *rest <= last);
        end = Some(last);
    }
    let mut merged = Vec::with_capacity(items.len());
    let mut olds = olds.into_iter().peekable();
    for (rest, item) in items {
        while let Some(gone) = olds.next_if(|(old, _)| *old < rest) {
            merged.push(gone);
        }
        merged.push(olds.next_if(|(old, _)| *old == rest).unwrap_or((rest, item)));
    }
    merged.extend(olds);
    // Items that were not there at that moment.
    merged.retain(|(_, item)| !item.is_empty());
    Ok(HistoryPage { items: merged, next: end })
}

type Items = Vec<(Vec<u8>, Bytes)>;

/// The present items behind `after`, and where to go on.
fn present(store: &Reader, table: u64, after: &[u8]) -> Result<(Items, Option<Vec<u8>>)> {
    let prefix = key::table_prefix(table);
    let (from, end) = (item_key(table, after), prefix.end());
    let (mut items, mut bytes, mut stopped) = (Vec::new(), 0, false);
    store.scan(from.after(), Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |key, item| {
        bytes += item.len();
        items.push((rest_of(key).to_vec(), item.clone()));
        stopped = items.len() == PAGE_ITEMS || bytes >= PAGE_BYTES;
        if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let next = items.last().filter(|_| stopped).map(|(rest, _)| rest.clone());
    Ok((items, next))
}

/// What each item of a range, its first key left out, was before it first changed after a moment; empty where it was
/// not there. If there are more than a page of them, the key at which it stopped.
fn firsts(
    store: &Reader,
    table: u64,
    at: Moment,
    (after, end): (&[u8], Option<&[u8]>),
) -> Result<(Items, Option<Vec<u8>>)> {
    let (mut olds, mut bytes, mut full): (Items, _, _) = (Vec::new(), 0, false);
    let (from, to) = span(table, after, end);
    walk(store, (&from, &to), &mut |rest, number, old| {
        if number <= at.0 || olds.last().is_some_and(|(known, _)| known == rest) {
            return ControlFlow::Continue(());
        }
        full = olds.len() == PAGE_ITEMS || bytes >= PAGE_BYTES;
        if full {
            return ControlFlow::Break(());
        }
        bytes += old.len();
        olds.push((rest.to_vec(), old.clone()));
        ControlFlow::Continue(())
    })?;
    let last = olds.last().filter(|_| full).map(|(rest, _)| rest.clone());
    Ok((olds, last))
}

type Look<'a> = dyn FnMut(&[u8], u64, &Bytes) -> ControlFlow<()> + 'a;

/// The keys of the records of the items behind one, up to another if there is one.
fn span(table: u64, after: &[u8], end: Option<&[u8]>) -> (Key, Key) {
    let of_item = |rest: &[u8]| records(table).bytes(rest).end();
    let from = if after.is_empty() { records(table) } else { of_item(after) };
    (from, end.map_or_else(|| records(table).end(), of_item))
}

/// Shows the records of a range of keys in order, some at a time.
fn walk(store: &Reader, (from, to): (&Key, &Key), look: &mut Look<'_>) -> Result<()> {
    let mut from = from.clone();
    loop {
        let (mut seen, mut next) = (0, None);
        let bounds = (from.from_here(), Bound::Excluded(to.as_bytes()));
        store.scan(bounds.0, bounds.1, Order::Ascending, &mut |key, old| {
            let Some((rest, number)) = parse(key) else { return ControlFlow::Continue(()) };
            if look(&rest, number, old).is_break() {
                return ControlFlow::Break(());
            }
            seen += 1;
            if seen < LOOKS {
                return ControlFlow::Continue(());
            }
            next = Some(Key::stored(key).end());
            ControlFlow::Break(())
        })?;
        match next {
            Some(next) => from = next,
            None => return Ok(()),
        }
    }
}

/// The items that differ between two moments, behind `after`; where to go on.
pub(crate) fn changes(
    store: &Reader,
    table: u64,
    (from, to): (Moment, Moment),
    after: &[u8],
) -> Result<(Vec<Changed>, Option<Vec<u8>>)> {
    struct Candidate {
        rest: Vec<u8>,
        old: Bytes,
        number: u64,
    }
    let (mut found, mut bytes, mut full): (Vec<Candidate>, _, _) = (Vec::new(), 0, false);
    let (first, last) = span(table, after, None);
    walk(store, (&first, &last), &mut |rest, number, old| {
        if number <= from.0 || number > to.0 {
            return ControlFlow::Continue(());
        }
        if let Some(last) = found.last_mut().filter(|last| last.rest == rest) {
            last.number = number;
            return ControlFlow::Continue(());
        }
        full = found.len() == PAGE_ITEMS || bytes >= PAGE_BYTES;
        if full {
            return ControlFlow::Break(());
        }
        bytes += old.len();
        found.push(Candidate { rest: rest.to_vec(), old: old.clone(), number });
        ControlFlow::Continue(())
    })?;
    let next = found.last().filter(|_| full).map(|last| last.rest.clone());
    let mut changes = Vec::with_capacity(found.len());
    for Candidate { rest, old, number } in found {
        let now = store.get(item_key(table, &rest).as_bytes())?.unwrap_or_default();
        let new = first_after(store, &records(table).bytes(&rest), to)?.unwrap_or(now);
        if new != old {
            let there = |item: Bytes| Some(item).filter(|item| !item.is_empty());
            changes.push(Changed { old: there(old), new: there(new), micros: number / 1000 });
        }
    }
    Ok((changes, next))
}

/// What an item was before it first changed after a moment.
fn first_after(store: &Reader, of_item: &Key, at: Moment) -> Result<Option<Bytes>> {
    let (from, end) = (of_item.clone().u64(at.0), of_item.end());
    let mut first = None;
    store.scan(from.after(), Bound::Excluded(end.as_bytes()), Order::Ascending, &mut |_, old| {
        first = Some(old.clone());
        ControlFlow::Break(())
    })?;
    Ok(first)
}

/// The numbers of a table's changes, up to a moment, as a range of keys.
pub(crate) fn order_up_to(table: u64, last: Moment) -> (Key, Key) {
    (order(table), order(table).u64(last.0).end())
}

/// The number in a key of such a range.
pub(crate) fn order_number(key: &[u8]) -> Option<u64> {
    parse_order(key).map(|(number, _)| number)
}

impl Engine {
    /// The undo record of a change, by its key in the order of changes; both as they are to be removed together.
    pub(crate) fn undo_of(&self, table: u64, ordered: Entry) -> Result<[Option<Entry>; 2]> {
        let record =
            parse_order(ordered.0.as_bytes()).map(|(number, rest)| records(table).bytes(&rest).u64(number));
        let held = record.as_ref().map(|record| self.store.get(record.as_bytes())).transpose()?.flatten();
        Ok([record.zip(held), Some(ordered)])
    }

    /// Removes the records of a table that only moments up to this one need: looks at no others. How many of them had moments
    /// behind `needed`.
    pub(crate) async fn trim_undo(
        &self,
        epoch: u64,
        table: u64,
        (before, needed): (Moment, Moment),
    ) -> Result<u64> {
        let (from, end) = order_up_to(table, before);
        let mut dropped = 0;
        loop {
            let mut ordered = Vec::new();
            self.store.scan(
                from.from_here(),
                Bound::Excluded(end.as_bytes()),
                Order::Ascending,
                &mut |key, value| {
                    ordered.push((Key::stored(key), value.clone()));
                    if ordered.len() < CHUNK / 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                },
            )?;
            let last = ordered.len() < CHUNK / 2;
            let mut old = Vec::with_capacity(ordered.len() * 2);
            for entry in ordered {
                old.extend(self.undo_of(table, entry)?.into_iter().flatten());
            }
            let Some(gone) = self.remove_noting(epoch, old, &[])? else { return Ok(dropped) };
            let late = |(key, _): &&Entry| {
                key.as_bytes().starts_with(from.as_bytes())
                    && order_number(key.as_bytes()).is_some_and(|number| number > needed.0)
            };
            dropped += gone.iter().filter(late).count() as u64;
            if last {
                return Ok(dropped);
            }
            tokio::task::yield_now().await;
        }
    }

    /// Removes all undo records of a table.
    pub(crate) async fn remove_undo(&self, epoch: u64, table: u64) -> Result<()> {
        let all = Moment(u64::MAX);
        self.trim_undo(epoch, table, (all, all)).await?;
        // Those that are in no order, if there are any.
        self.remove_range(epoch, &records(table)).await
    }
}
