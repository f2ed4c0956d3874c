//! Subscriptions: what is posted with the commit of new events, and what a subscriber gets of them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>

use std::io::Write as _;

use base::arn::{AccountId, Region};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Channel;
use wire::fault::Fault;

use crate::error;
use crate::event::block::BlockPlace;
use crate::event::position::Position;
use crate::group::Group;
use crate::group::name::GroupName;
use crate::model;
use crate::records::keys::{self, OfGroup};
use crate::records::{Change, write};

/// New events of a stream, for one filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pending {
    account: String,
    region: String,
    group: String,
    /// A group of the same name that was made since is another one.
    pub(crate) group_id: u64,
    pub(crate) stream: String,
    pub(crate) filter: String,
    pub(crate) blocks: Vec<BlockPlace>,
}

impl Pending {
    /// The group.
    pub(crate) fn group(&self) -> Option<GroupName> {
        let (account, region) = (AccountId::parse(&self.account)?, Region::parse(&self.region)?);
        Some(GroupName { account, region, name: self.group.clone() })
    }
}

/// Whether events are delivered to a destination: so far to functions.
pub(crate) fn is_delivered_to(destination: &str) -> bool {
    destination.split(':').nth(2) == Some("lambda")
}

/// Posts new events, for each filter of their group that events are delivered for.
pub(crate) fn post(
    change: &mut Change,
    (name, group): (&GroupName, &Group),
    stream: &str,
    blocks: &[BlockPlace],
) -> Result<(), Fault> {
    let all = keys::all_of_group(group.id, OfGroup::SubscriptionFilter);
    for filter in change.all_kept(&all, &model::SUBSCRIPTION_FILTER)? {
        let destination = filter.required("destinationArn");
        if !is_delivered_to(destination) {
            continue;
        }
        let pending = Pending {
            account: name.account.to_string(),
            region: name.region.to_string(),
            group: name.name.clone(),
            group_id: group.id,
            stream: stream.to_owned(),
            filter: filter.required("filterName").to_owned(),
            blocks: blocks.to_vec(),
        };
        change.post(Channel::LogsSubscriptions, destination, write(&pending)?);
    }
    Ok(())
}

/// How many bytes of messages one payload has, if it has more than one event.
const MOST_OF_PAYLOAD: usize = 1 << 18;

/// What a function gets, in as many pieces as it takes: JSON, packed, as a text within JSON.
pub(crate) fn payloads(pending: &Pending, events: &[(Position, String)]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut payloads = Vec::new();
    let mut rest = events;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fit = rest.iter().take_while(|(_, message)| {
            bytes += message.len();
            bytes <= MOST_OF_PAYLOAD
        });
        let (piece, behind) = rest.split_at(fit.count().max(1));
        payloads.push(payload(pending, piece)?);
        rest = behind;
    }
    Ok(payloads)
}

fn payload(pending: &Pending, events: &[(Position, String)]) -> Result<Vec<u8>, Fault> {
    let events: Vec<_> = events
        .iter()
        .map(|(position, message)| {
            json!({"id": position.number(), "timestamp": position.at_ms, "message": message})
        })
        .collect();
    let document = json!({
        "messageType": "DATA_MESSAGE",
        "owner": pending.account,
        "logGroup": pending.group,
        "logStream": pending.stream,
        "subscriptionFilters": [pending.filter],
        "logEvents": events,
    });
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packed.write_all(document.to_string().as_bytes()).and_then(|()| packed.finish());
    let packed = packed.map_err(|cause| error::damaged("a payload", cause))?;
    Ok(json!({"awslogs": {"data": BASE64_STANDARD.encode(packed)}}).to_string().into_bytes())
}
