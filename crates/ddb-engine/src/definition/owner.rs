//! Whose tables and streams are, and the ARNs that say so.

use base::arn::{AccountId, Arn, Region};
use base::call::Call;

/// Whose state it is.
pub(crate) type Owner = (AccountId, Region);

/// The owner that a call speaks for.
pub(crate) fn owner_of(call: &Call) -> Owner {
    (call.account, call.region.clone())
}

/// The ARN of a table.
pub(crate) fn table_arn(owner: &Owner, name: &str) -> String {
    Arn::regional("dynamodb", &owner.1, owner.0, format!("table/{name}")).to_string()
}

/// Whose stream an ARN names, if it has the form of a stream's.
pub(crate) fn stream_owner(text: &str) -> Option<Owner> {
    parse_stream_arn(text).map(|(owner, ..)| owner)
}

/// `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL`
pub(crate) fn parse_stream_arn(text: &str) -> Option<(Owner, String, String)> {
    let arn = Arn::parse(text)?;
    let rest = arn.resource.strip_prefix("table/")?;
    let (table, label) = rest.split_once("/stream/")?;
    if arn.service != "dynamodb" {
        return None;
    }
    Some((arn.owner()?, table.to_owned(), label.to_owned()))
}

/// The name in a name or ARN, for messages.
pub(crate) fn table_name(text: &str) -> &str {
    text.rsplit_once("table/").filter(|_| text.starts_with("arn:")).map_or(text, |(_, name)| name)
}

/// `arn:aws:dynamodb:REGION:ACCOUNT:table/NAME`
pub(crate) fn parse_table_arn(text: &str) -> Option<(Owner, String)> {
    let arn = Arn::parse(text)?;
    let name = arn.resource.strip_prefix("table/")?;
    let plain = arn.service == "dynamodb" && !name.is_empty() && !name.contains('/');
    plain.then_some((arn.owner()?, name.to_owned()))
}
