//! The lock of a version: what a writer asks for, who may change or delete what is locked, and the headers that show it.
//!
//! Judges what it is given; the doors of `engine` ask it where they decide. Sentences are AWS's, of the answers in
//! versity/versitygw, issues 883, 1141, 1330, 1559, 1733 to 1736, 1751, 1776 and 2028.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>

use base::clock::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue};
use wire::moment;
use wire::shape::TimeForm;

use crate::context::Context;
use crate::error::{Code, Error, Result};
use crate::message::time::iso_millis;
use crate::object::Version;
use crate::object::event_hold;
use crate::object::extras::{EventHold, Extras, Retention, RetentionMode};

/// How strict a lock is.
pub(crate) const MODE: &str = "x-amz-object-lock-mode";
const UNTIL: &str = "x-amz-object-lock-retain-until-date";
const LEGAL_HOLD: &str = "x-amz-object-lock-legal-hold";
/// Who sends it wants to pass over a governance retention.
const BYPASS: &str = "x-amz-bypass-governance-retention";
/// The serial number of a device, a space, and what it shows.
const MFA: &str = "x-amz-mfa";

impl RetentionMode {
    /// S3's word.
    pub(crate) fn name(self) -> &'static str {
        match self {
            RetentionMode::Governance => "GOVERNANCE",
            RetentionMode::Compliance => "COMPLIANCE",
        }
    }

    /// The mode of S3's word.
    pub(crate) fn named(name: &str) -> Option<RetentionMode> {
        [RetentionMode::Governance, RetentionMode::Compliance].into_iter().find(|mode| mode.name() == name)
    }
}

impl Retention {
    fn is_over(&self, now: Timestamp) -> bool {
        self.until_ms <= now.millis()
    }

    /// Its end.
    pub(crate) fn until(&self) -> String {
        iso_millis(Timestamp::from_millis(self.until_ms))
    }
}

/// The lock that a request asks for.
#[derive(Debug, Default)]
pub(crate) struct AskedLock {
    pub(crate) retention: Option<Retention>,
    pub(crate) legal_hold: Option<bool>,
    pub(crate) event_hold: Option<EventHold>,
}

/// Whether a request asks for a lock.
pub(crate) fn is_asked(cx: &Context) -> bool {
    cx.aside.keys().any(|name| [MODE, UNTIL, LEGAL_HOLD].contains(&name.as_str())) || event_hold::is_asked(cx)
}

/// What a request asks for.
pub(crate) fn asked(cx: &Context) -> Result<AskedLock> {
    let text = |name: &str| cx.aside.get(name).map(|value| value.to_str().unwrap_or_default());
    let legal_hold = match text(LEGAL_HOLD) {
        None => None,
        Some("ON") => Some(true),
        Some("OFF") => Some(false),
        Some(other) => {
            return Err(Error::argument("Legal Hold must be either of 'ON' or 'OFF'", LEGAL_HOLD, other));
        }
    };
    let named = |mode: &str| {
        RetentionMode::named(mode).ok_or_else(|| Error::argument("Unknown wormMode directive.", MODE, mode))
    };
    let mut event_hold = None;
    if event_hold::is_asked(cx) {
        event_hold = event_hold::asked(cx, text(MODE).map(named).transpose()?)?;
    }
    let retention = match (text(MODE), text(UNTIL)) {
        (None, None) => None,
        // The hold's.
        (Some(_), None) if event_hold.is_some() => None,
        (Some(mode), Some(until)) => {
            let mode = named(mode)?;
            let until_ms = moment_of(until).ok_or_else(|| {
                Error::argument("The retain until date must be provided in ISO 8601 format", UNTIL, until)
            })?;
            Some(in_future(cx, Retention { mode, until_ms }, (UNTIL, until))?)
        }
        (mode, _) => {
            // That it is the missing one which is named is our guess.
            let missing = if mode.is_some() { UNTIL } else { MODE };
            let message =
                "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied";
            return Err(Error::saying(Code::InvalidArgument, message).with("ArgumentName", missing));
        }
    };
    Ok(AskedLock { retention, legal_hold, event_hold })
}

/// A date as S3 takes it: without a zone it is UTC.
fn moment_of(text: &str) -> Option<u64> {
    let read = |text: &str| moment::read(text, TimeForm::Iso8601);
    let ms = read(text).or_else(|| read(&format!("{text}Z")))?;
    u64::try_from(ms).ok()
}

/// A retention, unless it is over before it begins.
pub(crate) fn in_future(cx: &Context, retention: Retention, (name, sent): (&str, &str)) -> Result<Retention> {
    if retention.is_over(cx.call.now) {
        return Err(Error::argument("The retain until date must be in the future!", name, sent));
    }
    Ok(retention)
}

/// Refuses what needs a lock in a bucket without one. `of_writer`: the sentence has two spellings.
pub(crate) fn bucket_has_none(of_writer: bool) -> Error {
    Error::request(match of_writer {
        true => "Bucket is missing ObjectLockConfiguration",
        false => "Bucket is missing Object Lock Configuration",
    })
}

/// Refuses bytes without a digest of what is to be locked. `what`: `Object` or `Part`.
pub(crate) fn check_digested(cx: &Context, what: &str) -> Result<()> {
    if cx.digested {
        return Ok(());
    }
    Err(Error::request(format!(
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put {what} requests with Object Lock parameters"
    )))
}

/// Refuses to delete a version for good that is locked. Markers never are.
pub(crate) fn check_delete(cx: &Context, version: &Version) -> Result<()> {
    let Some(object) = &version.object else { return Ok(()) };
    if object.extras.is_locked(cx.call.now, bypasses(cx)) { Err(protected()) } else { Ok(()) }
}

impl Extras {
    /// Whether nobody may delete it now; `bypasses`: nobody who passes over governance.
    pub(crate) fn is_locked(&self, now: Timestamp, bypasses: bool) -> bool {
        let retained = self.retention.as_ref().filter(|retention| !retention.is_over(now));
        self.legal_hold == Some(true)
            || self.event_hold.as_ref().is_some_and(|hold| hold.locks(bypasses))
            || retained.is_some_and(|retention| retention.mode == RetentionMode::Compliance || !bypasses)
    }
}

/// Refuses to make a retention that is not over yet less: shorter, of another mode, or none. A governance becomes less for
/// who passes over it.
pub(crate) fn check_change(
    cx: &Context,
    before: Option<&Retention>,
    after: Option<&Retention>,
) -> Result<()> {
    let Some(before) = before.filter(|before| !before.is_over(cx.call.now)) else { return Ok(()) };
    let holds_as_long =
        after.is_some_and(|after| after.mode == before.mode && after.until_ms >= before.until_ms);
    if holds_as_long || (before.mode == RetentionMode::Governance && bypasses(cx)) {
        return Ok(());
    }
    Err(protected())
}

/// Refuses what would make a lock less.
pub(crate) fn protected() -> Error {
    Error::saying(Code::AccessDenied, "Access Denied because object protected by object lock.")
}

/// Whether a request wants to pass over governance.
pub(crate) fn bypasses(cx: &Context) -> bool {
    cx.aside(BYPASS).is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// Refuses what a bucket wants a second factor for, where the request has none. There is no device to ask: any will do.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html>
pub(crate) fn check_mfa(cx: &Context) -> Result<()> {
    let is_code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    let given = cx.aside(MFA).and_then(|value| value.rsplit_once(' '));
    match given {
        Some((serial, code)) if !serial.is_empty() && is_code(code) => Ok(()),
        _ => Err(Error::saying(Code::AccessDenied, "Mfa Authentication must be used for this request")),
    }
}

/// Adds a version's lock to the reply that shows it.
pub(crate) fn show(headers: &mut HeaderMap, extras: &Extras) {
    if let Some(retention) = &extras.retention {
        headers.insert(HeaderName::from_static(MODE), HeaderValue::from_static(retention.mode.name()));
        if let Ok(until) = HeaderValue::from_str(&retention.until()) {
            headers.insert(HeaderName::from_static(UNTIL), until);
        }
    }
    if let Some(hold) = &extras.event_hold {
        event_hold::show(headers, hold);
    }
    if let Some(held) = extras.legal_hold {
        headers.insert(HeaderName::from_static(LEGAL_HOLD), HeaderValue::from_static(hold(held)));
    }
}

/// S3's word for whether something is held.
pub(crate) fn hold(held: bool) -> &'static str {
    if held { "ON" } else { "OFF" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// versity/versitygw, issue 855: AWS takes dates with an offset, and without a zone as UTC.
    #[test]
    fn dates() {
        let at = Some(1_893_456_000_000);
        for text in ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00", "2030-01-01T03:00:00+03:00"] {
            assert_eq!(moment_of(text), at, "{text}");
        }
        assert_eq!(moment_of("2030-01-01T00:00:00.250Z"), at.map(|at| at + 250));
        for text in ["", "2030-01-01", "01/01/2030", "1893456000", "-0001-01-01T00:00:00Z"] {
            assert_eq!(moment_of(text), None, "{text}");
        }
    }
}
