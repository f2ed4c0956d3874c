//! Members that the replies of several operations share, and the requests' wishes for them.

use ddb_expr::codec::EncodedItem;

use crate::item::capacity::{Consumed, Report};
use crate::message::shape::Fields;
use crate::message::value;
use wire::json::Object;

/// `ConsumedCapacity` of one table, ready to be written.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html>
#[derive(Debug)]
pub(crate) struct ConsumedCapacity {
    /// The table's name, or its ARN if the request names it so.
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

/// `ItemCollectionMetrics`: an item collection and its size, as a range of whole gigabytes.
#[derive(Debug)]
pub(crate) struct CollectionMetrics {
    /// The partition key.
    pub(crate) key: EncodedItem,
    pub(crate) bytes: u64,
}

const GIGABYTE: u64 = 1024 * 1024 * 1024;

impl CollectionMetrics {
    /// Whether a request asks for it.
    pub(crate) fn wanted(body: &Fields<'_>) -> bool {
        body.text("ReturnItemCollectionMetrics") == Some("SIZE")
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
        value::write_item(self.key.as_bytes(), object.key("ItemCollectionKey"));
        let least = self.bytes / GIGABYTE;
        let range = format!("[{least}.0,{}.0]", least + 1);
        object.key("SizeEstimateRangeGB").extend_from_slice(range.as_bytes());
        object.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The model's documentation of SizeEstimateRangeGB: a lower and an upper bound, in gigabytes; measured on AWS
    /// for a small collection by paritysuite/dynamodb-conformance, 2026-10.
    #[test]
    fn a_size_is_told_as_a_range_of_whole_gigabytes() {
        for (bytes, range) in [
            (0, "[0.0,1.0]"),
            (GIGABYTE - 1, "[0.0,1.0]"),
            (GIGABYTE, "[1.0,2.0]"),
            (9 * GIGABYTE + 5, "[9.0,10.0]"),
        ] {
            let mut out = Vec::new();
            let key = ddb_expr::codec::encode(&ddb_expr::value::Item::new());
            CollectionMetrics { key, bytes }.write(&mut out);
            let text = String::from_utf8_lossy(&out);
            assert_eq!(text, format!(r#"{{"ItemCollectionKey":{{}},"SizeEstimateRangeGB":{range}}}"#));
        }
    }
}
