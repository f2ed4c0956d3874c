//! The keys of all that belongs to a group.

use base::arn::{AccountId, Region};
use store::space::Fields;
use store::{Key, Space};

use crate::event::block;

/// All streams of a group.
pub(crate) fn streams(group: u64) -> Key {
    Key::of(Space::LogsStream).u64(group)
}

/// A stream.
pub(crate) fn stream(group: u64, name: &str) -> Key {
    streams(group).text(name)
}

/// The name of a stream, from its key.
pub(crate) fn stream_name_of(key: &[u8]) -> Option<String> {
    let mut fields = Fields::of(key);
    fields.u64()?;
    fields.text()
}

/// What is counted of a group.
pub(crate) fn tally(group: u64) -> Key {
    Key::of(Space::LogsTally).u64(group)
}

/// All filters of a group.
pub(crate) fn filters(group: u64) -> Key {
    Key::of(Space::LogsFilter).u64(group)
}

/// What hangs on a group. The numbers are part of the format on disk: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum OfGroup {
    MetricFilter = 1,
    SubscriptionFilter = 2,
    DataProtectionPolicy = 3,
    IndexPolicy = 4,
    Transformer = 5,
}

/// All of a kind that hangs on a group.
pub(crate) fn all_of_group(group: u64, kind: OfGroup) -> Key {
    filters(group).u8(kind as u8)
}

/// One of them, by its name.
pub(crate) fn of_group(group: u64, kind: OfGroup, name: &str) -> Key {
    all_of_group(group, kind).text(name)
}

/// What an account has in a region. The numbers are part of the format on disk: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum OfAccount {
    ResourcePolicy = 1,
    AccountPolicy = 2,
    Destination = 3,
    ExportTask = 4,
    QueryDefinition = 5,
    DeliverySource = 6,
    DeliveryDestination = 7,
    Delivery = 8,
    Query = 9,
    DeliveryDestinationPolicy = 10,
    Tags = 11,
    StorageTier = 12,
    QueryResults = 13,
}

/// All of a kind that an account has in a region.
pub(crate) fn all_of_account((account, region): (AccountId, &Region), kind: OfAccount) -> Key {
    Key::of(Space::LogsOther).account(account).region(region).u8(kind as u8)
}

/// One of them, by its name.
pub(crate) fn of_account(place: (AccountId, &Region), kind: OfAccount, name: &str) -> Key {
    all_of_account(place, kind).text(name)
}

/// A group that was deleted, whose records are taken away in the background.
pub(crate) fn gone_of_group(group: u64) -> Key {
    all_gone().u64(group)
}

/// The same of a stream alone.
pub(crate) fn gone_of_stream(group: u64, stream: u64) -> Key {
    gone_of_group(group).u64(stream)
}

/// All that is gone.
pub(crate) fn all_gone() -> Key {
    Key::of(Space::LogsGone)
}

/// The ranges of what is gone, from such a key.
pub(crate) fn ranges_of_gone(key: &[u8]) -> Vec<Key> {
    let mut fields = Fields::of(key);
    let Some(group) = fields.u64() else { return Vec::new() };
    match fields.u64() {
        Some(stream) => vec![block::of_stream(group, stream)],
        None => vec![block::of_group(group), streams(group), filters(group), tally(group)],
    }
}
