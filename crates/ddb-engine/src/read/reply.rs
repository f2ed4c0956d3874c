//! The reply of Query and Scan.

use wire::json::Object;

use crate::item::reply::ConsumedCapacity;
use crate::message::value;
use crate::read::page::QueryPage;

/// Room for the items of a page.
pub(crate) fn room_of(page: &QueryPage) -> usize {
    page.items.iter().map(value::json_bytes).sum()
}

/// The reply of Query and Scan.
pub(crate) fn page(page: &QueryPage, counting: bool, consumed: Option<&ConsumedCapacity>, out: &mut Vec<u8>) {
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
