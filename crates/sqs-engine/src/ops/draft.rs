//! What SendMessage and the entries of its batch have in common.

use base::call::{Call, Caller};
use wire::fault::Fault;
use wire::value::{Fields, Slot, Value};

use crate::error;
use crate::message::attribute::{self, Attribute, Content};
use crate::message::body::check_characters;
use crate::work::send::Draft;

const TRACE_HEADER: &str = "AWSTraceHeader";

/// The message that a request, or an entry, is about.
///
/// # Errors
///
/// Its attributes cannot be.
pub(super) fn read(mut fields: Fields) -> Result<Draft, Fault> {
    let body = match fields.take("MessageBody") {
        Slot::There(Value::Text(body)) => body,
        _ => String::new(),
    };
    let fields = &fields;
    Ok(Draft {
        body,
        attributes: attribute::given(fields, "MessageAttributes")?,
        trace_header: trace_header(fields)?,
        delay_s: fields.integer("DelaySeconds"),
        group: fields.text("MessageGroupId").map(str::to_owned),
        deduplication: fields.text("MessageDeduplicationId").map(str::to_owned),
    })
}

/// The one system attribute that a sender may give. The sentences are guesses.
fn trace_header(fields: &Fields) -> Result<Option<String>, Fault> {
    let mut given = None;
    for (name, slot) in fields.map("MessageSystemAttributes") {
        if name != TRACE_HEADER {
            return Err(error::invalid(format!("Message system attribute name '{name}' is invalid.")));
        }
        let value = slot.value().and_then(Value::fields);
        let text = value
            .filter(|value| value.text("DataType") == Some("String"))
            .and_then(|value| value.text("StringValue"));
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            let message = format!(
                "Message (system) attribute '{name}' must contain a non-empty value of type 'String'."
            );
            return Err(error::invalid(message));
        };
        check_characters(text)?;
        given = Some(text.to_owned());
    }
    Ok(given)
}

/// The digest over the system attributes of a draft; nothing where there are none.
pub(super) fn md5_of_system(draft: &Draft) -> Option<String> {
    let content = Content::Text(draft.trace_header.clone()?);
    let entry = (TRACE_HEADER.to_owned(), Attribute { data_type: "String".to_owned(), content });
    attribute::md5(std::iter::once(&entry))
}

/// `SenderId`: a user's or a role's id; of an account's root user, the account.
pub(super) fn sender(call: &Call) -> String {
    match &call.caller {
        Caller::Principal { principal, .. } => principal.user_id.clone(),
        _ => call.account.to_string(),
    }
}
