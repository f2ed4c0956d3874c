//! Members that the replies of several operations share, and the requests' wishes for them.

use bytes::Bytes;
use ddb_expr::codec::EncodedItem;

use crate::capacity::{Consumed, Report};
use crate::catalog::Table;
use crate::json::Object;
use crate::page::Page;
use crate::shape::Fields;
use crate::value;

/// `ConsumedCapacity` of one table, ready to be written.
#[derive(Debug)]
pub(crate) struct ConsumedCapacity {
    pub(crate) table: String,
    pub(crate) consumed: Consumed,
    pub(crate) report: Report,
}

impl ConsumedCapacity {
    /// Writes the member, if there is one.
    pub(crate) fn write(of: Option<&ConsumedCapacity>, object: &mut Object<'_>) {
        if let Some(of) = of {
            of.consumed.write_json(&of.table, of.report, object.key("ConsumedCapacity"));
        }
    }

    /// Adds to the entry of a table, which may be the first.
    pub(crate) fn add(list: &mut Vec<ConsumedCapacity>, table: &str, consumed: Consumed, report: Report) {
        match list.iter_mut().find(|known| known.table == table) {
            Some(known) => known.consumed.add(consumed),
            None => list.push(ConsumedCapacity { table: table.to_owned(), consumed, report }),
        }
    }

    /// Writes the member as a list, one entry for each table, if anything was asked for.
    pub(crate) fn write_list(of: &[ConsumedCapacity], object: &mut Object<'_>) {
        if of.is_empty() {
            return;
        }
        let list = object.key("ConsumedCapacity");
        list.push(b'[');
        for (at, one) in of.iter().enumerate() {
            if at > 0 {
                list.push(b',');
            }
            one.consumed.write_json(&one.table, one.report, list);
        }
        list.push(b']');
    }
}

/// `ItemCollectionMetrics`: the partition key of a table with local indexes. Sizes are AWS's least estimate, 0 to 1 GB.
#[derive(Debug)]
pub(crate) struct CollectionMetrics(EncodedItem);

impl CollectionMetrics {
    /// Whether a request asks for it.
    pub(crate) fn wanted(body: &Fields<'_>) -> bool {
        body.text("ReturnItemCollectionMetrics") == Some("SIZE")
    }

    /// Of the collection that an item is in, if the table has collections.
    pub(crate) fn of(table: &Table, item: &Bytes) -> Option<CollectionMetrics> {
        let hash = &table.definition.key.hash;
        let is_hash = |name: &str| hash.iter().any(|attribute| attribute.name == name);
        table.definition.has_collections().then(|| CollectionMetrics(value::view(item).only(is_hash)))
    }

    /// Writes lists of them by table.
    pub(crate) fn write_map(of: &[(String, Vec<CollectionMetrics>)], out: &mut Vec<u8>) {
        let mut map = Object::begin(out);
        for (table, metrics) in of {
            let list = map.key(table);
            list.push(b'[');
            for (at, one) in metrics.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                one.write(list);
            }
            list.push(b']');
        }
        map.end();
    }

    /// Writes the member's value.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        value::write_item(self.0.as_bytes(), object.key("ItemCollectionKey"));
        object.key("SizeEstimateRangeGB").extend_from_slice(b"[0.0,1.0]");
        object.end();
    }
}

/// The reply of Query and Scan.
pub(crate) fn page(page: &Page, counting: bool, consumed: Option<&ConsumedCapacity>, out: &mut Vec<u8>) {
    let mut object = Object::begin(out);
    if !counting {
        let list = object.key("Items");
        list.push(b'[');
        for (at, item) in page.items.iter().enumerate() {
            if at > 0 {
                list.push(b',');
            }
            value::write_item(item, list);
        }
        list.push(b']');
    }
    object.number("Count", page.count as u64);
    object.number("ScannedCount", page.scanned as u64);
    if let Some(last) = &page.last {
        value::write_item(last.as_bytes(), object.key("LastEvaluatedKey"));
    }
    ConsumedCapacity::write(consumed, &mut object);
    object.end();
}
