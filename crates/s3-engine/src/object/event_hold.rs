//! The hold of a version until an event: from then on it is retained for a while.
//!
//! AWS's documentation says what it does and how long it may last; which combinations are refused, and in which words, is our guess.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-defaulteventhold.html>

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::object::extras::{EventHold, Extras, Retention, RetentionMode};
use crate::object::lock;
use crate::setting::object_lock::Period;

const HOLD: &str = "x-amz-object-lock-event-hold";
const DAYS: &str = "x-amz-object-lock-event-hold-duration-days";
const YEARS: &str = "x-amz-object-lock-event-hold-duration-years";

/// What a request does to a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Place(EventHold),
    /// The event has come.
    Release,
}

/// Whether a request asks for one.
pub(crate) fn is_asked(cx: &Context) -> bool {
    cx.aside.keys().any(|name| [HOLD, DAYS, YEARS].contains(&name.as_str()))
}

/// The hold that a request which writes an object asks for, with the mode that it names.
pub(crate) fn asked(cx: &Context, mode: Option<RetentionMode>) -> Result<Option<EventHold>> {
    let is_on = match cx.aside(HOLD) {
        Some("ON") => true,
        None | Some("OFF") => false,
        Some(other) => {
            return Err(Error::argument("Event Hold must be either of 'ON' or 'OFF'", HOLD, other));
        }
    };
    let [days, years] = [DAYS, YEARS].map(|name| cx.aside(name));
    if !is_on {
        return match days.or(years) {
            None => Ok(None),
            Some(value) => {
                Err(Error::argument("A duration is only for an event hold that is ON.", DAYS, value))
            }
        };
    }
    let number = |text: &str| text.parse().unwrap_or(0);
    let after = Period::of(days.map(number), years.map(number)).ok_or_else(|| {
        let value = days.or(years).unwrap_or_default();
        Error::argument("The event hold duration must be 1 to 36500 days, or 1 to 100 years.", DAYS, value)
    })?;
    let mode = mode.ok_or_else(|| {
        Error::argument("An event hold needs x-amz-object-lock-mode.", "x-amz-object-lock-mode", "")
    })?;
    Ok(Some(EventHold { is_on, mode, after }))
}

/// Changes the hold of a version. One that stands becomes less for who passes over a governance only.
pub(crate) fn change(cx: &Context, extras: &mut Extras, change: &Change) -> Result<()> {
    match change {
        Change::Place(hold) => {
            let before = extras.event_hold.as_ref().filter(|before| before.is_on);
            let now = cx.call.now;
            let is_less = |before: &EventHold| {
                hold.mode != before.mode || hold.after.after(now) < before.after.after(now)
            };
            if before.is_some_and(|before| is_less(before) && !before.gives_way(cx)) {
                return Err(lock::protected());
            }
            extras.event_hold = Some(hold.clone());
        }
        Change::Release => {
            let Some(hold) = extras.event_hold.as_mut().filter(|hold| hold.is_on) else { return Ok(()) };
            hold.is_on = false;
            let (mode, until_ms) = (hold.mode, hold.after.after(cx.call.now));
            let before = extras.retention.as_ref().map_or(0, |before| before.until_ms);
            extras.retention = Some(Retention { mode, until_ms: until_ms.max(before) });
        }
    }
    Ok(())
}

impl EventHold {
    /// Whether it gives way to who asks.
    pub(crate) fn gives_way(&self, cx: &Context) -> bool {
        self.mode == RetentionMode::Governance && lock::bypasses(cx)
    }

    /// Its duration: in days or in years.
    pub(crate) fn duration(&self) -> (&'static str, String) {
        match self.after {
            Period::Days(days) => ("Days", days.to_string()),
            Period::Years(years) => ("Years", years.to_string()),
        }
    }

    /// Whether nobody may delete what it holds; `bypasses`: nobody who passes over governance.
    pub(crate) fn locks(&self, bypasses: bool) -> bool {
        self.is_on && (self.mode == RetentionMode::Compliance || !bypasses)
    }
}

/// Adds a version's hold to the reply that shows it.
pub(crate) fn show(headers: &mut HeaderMap, hold: &EventHold) {
    headers.insert(HeaderName::from_static(HOLD), HeaderValue::from_static(lock::hold(hold.is_on)));
    if !hold.is_on {
        return;
    }
    headers.entry(HeaderName::from_static(lock::MODE)).or_insert(HeaderValue::from_static(hold.mode.name()));
    let (unit, number) = hold.duration();
    let name = if unit == "Days" { DAYS } else { YEARS };
    if let Ok(number) = HeaderValue::from_str(&number) {
        headers.insert(HeaderName::from_static(name), number);
    }
}
