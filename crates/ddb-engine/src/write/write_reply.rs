//! What PutItem, UpdateItem and DeleteItem return, and how they are asked for it.

use bytes::Bytes;
use ddb_expr::codec::EncodedItem;

use crate::engine::Engine;
use crate::error::Result;
use crate::item::capacity::{Consumed, Report};
use crate::item::change::Change;
use crate::item::plan::Plan;
use crate::item::reply::{CollectionMetrics, ConsumedCapacity};
use crate::message::shape::Fields;
use crate::message::value::{self, view};
use crate::write::item::Written;
use wire::json::Object;

/// `ReturnValues`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    None,
    AllOld,
    AllNew,
    UpdatedOld,
    UpdatedNew,
}

impl Returns {
    /// The attributes asked for; nothing rather than an empty map.
    pub(crate) fn of(self, plan: &Plan, change: Change) -> Option<Bytes> {
        let attributes = match self {
            Returns::None => None,
            Returns::AllOld => change.before,
            Returns::AllNew => change.after,
            Returns::UpdatedOld => plan.touched(change.before.as_ref()).map(EncodedItem::into_bytes),
            Returns::UpdatedNew => plan.touched(change.after.as_ref()).map(EncodedItem::into_bytes),
        };
        attributes.filter(|attributes| !view(attributes).is_empty())
    }
}

/// What a write is asked to return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wishes {
    pub(crate) returns: Returns,
    pub(super) report: Report,
    pub(super) metrics: bool,
}

impl Wishes {
    /// What a request asks for.
    pub(crate) fn of(body: &Fields<'_>) -> Wishes {
        let returns = match body.text("ReturnValues") {
            Some("ALL_OLD") => Returns::AllOld,
            Some("ALL_NEW") => Returns::AllNew,
            Some("UPDATED_OLD") => Returns::UpdatedOld,
            Some("UPDATED_NEW") => Returns::UpdatedNew,
            _ => Returns::None,
        };
        Wishes { returns, report: Report::of(body), metrics: CollectionMetrics::wanted(body) }
    }
}

/// The reply of a write.
#[derive(Debug)]
pub(crate) struct WriteReply {
    attributes: Option<Bytes>,
    consumed: Option<ConsumedCapacity>,
    metrics: Option<CollectionMetrics>,
}

impl WriteReply {
    /// What was asked for, of what was done.
    pub(crate) fn of(engine: &Engine, plan: &Plan, written: Written, wishes: &Wishes) -> Result<WriteReply> {
        let Written { table, change } = written;
        let consumed = (wishes.report != Report::None).then(|| ConsumedCapacity {
            table: plan.table.clone(),
            consumed: Consumed::write(&table.definition, &change, false),
            report: wishes.report,
        });
        let item = change.item().filter(|_| wishes.metrics);
        let metrics = item.map(|item| engine.collection_metrics(&table, item)).transpose()?.flatten();
        Ok(WriteReply { attributes: wishes.returns.of(plan, change), consumed, metrics })
    }

    /// The reply's document.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let mut object = Object::begin(out);
        if let Some(attributes) = &self.attributes {
            value::write_item(attributes, object.key("Attributes"));
        }
        ConsumedCapacity::write(self.consumed.as_ref(), &mut object);
        if let Some(metrics) = &self.metrics {
            metrics.write(object.key("ItemCollectionMetrics"));
        }
        object.end();
    }
}
