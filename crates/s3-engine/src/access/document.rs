//! What a request's document tells policies: the lock that it puts on an object, and the tags. Such a request is judged once
//! its document is there, all others by their heads alone.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-retention-limits>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html>

use base::clock::Timestamp;
use wire::moment;
use wire::shape::TimeForm;
use wire::value::Fields;

use crate::context::Context;
use crate::route::RouteRow;
use crate::setting::{document, model};
use crate::tag::Tag;

/// The operations whose documents say what conditions ask for.
const TOLD_BY: [&str; 3] = ["PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging"];

/// What a request locks, and the tags that it gives, as the keys of policies have them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) mode: Option<String>,
    pub(super) retain_until: Option<String>,
    pub(super) legal_hold: Option<String>,
    pub(super) event_hold: Option<String>,
    pub(super) event_hold_days: Option<String>,
    pub(super) tags: Vec<Tag>,
}

/// Whether a request is to be judged by its document too.
pub(crate) fn is_asked(row: &RouteRow) -> bool {
    TOLD_BY.contains(&row.name)
}

/// What the document of a request says, if it is one that says something. One that cannot be read tells nothing, and is the
/// operation's to refuse.
pub(super) fn told(cx: &Context) -> Option<Told> {
    let read = |shape, root| document::read(shape, root, &cx.document).ok();
    let told = match cx.operation {
        Some("PutObjectRetention") => read(&model::OBJECT_LOCK_RETENTION, "Retention").map(retention),
        Some("PutObjectLegalHold") => read(&model::OBJECT_LOCK_LEGAL_HOLD, "LegalHold").map(legal_hold),
        Some("PutObjectTagging") => read(&model::TAGGING, "Tagging").map(tagging),
        _ => return None,
    };
    Some(told.unwrap_or_default())
}

fn retention(fields: Fields) -> Told {
    let text = |name| fields.text(name).map(str::to_owned);
    let until = fields.time_ms("RetainUntilDate").map(|until| moment::write(until, TimeForm::Iso8601));
    let days = fields.fields("EventHoldDuration").and_then(|duration| duration.integer("Days"));
    Told {
        mode: text("Mode"),
        retain_until: until,
        event_hold: text("EventHold"),
        event_hold_days: days.map(|days| days.to_string()),
        ..Told::default()
    }
}

fn legal_hold(fields: Fields) -> Told {
    Told { legal_hold: fields.text("Status").map(str::to_owned), ..Told::default() }
}

fn tagging(fields: Fields) -> Told {
    let tag =
        |tag: &Fields| Some(Tag { key: tag.text("Key")?.to_owned(), value: tag.text("Value")?.to_owned() });
    Told { tags: fields.structs("TagSet").filter_map(tag).collect(), ..Told::default() }
}

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// How many days a lock until then lasts. That a day begun counts as one is our guess.
pub(super) fn remaining_days(now: Timestamp, until: &str) -> Option<u64> {
    let until = u64::try_from(moment::read(until, TimeForm::Iso8601)?).ok()?;
    Some(until.checked_sub(now.millis())?.div_ceil(DAY_MS))
}
