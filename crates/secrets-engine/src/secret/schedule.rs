//! When a secret is rotated: rates and cron expressions, in UTC.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html>

use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use super::DAY_MS;
use super::cron::Cron;
use super::rotation::Rules;
use crate::error;

const HOUR_MS: u64 = 60 * 60 * 1000;

/// The least hours between two rotations.
const LEAST_HOURS: u64 = 4;
/// The most days: the model's limit of `AutomaticallyAfterDays`.
const MOST_DAYS: u64 = 1000;

/// How many windows are looked at to see that none meets the next.
const LOOKED_AT: usize = 24;

/// When a secret may be rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Window {
    pub(crate) start_ms: u64,
    /// It is over then.
    pub(crate) end_ms: u64,
}

/// A schedule.
#[derive(Clone, Debug)]
pub(crate) struct Schedule {
    rate: Rate,
    /// How long its windows are, where that was said.
    hours: Option<u64>,
}

#[derive(Clone, Debug)]
enum Rate {
    Days(u64),
    Hours(u64),
    Cron(Cron),
}

impl Schedule {
    /// The schedule of rules; nothing if they have none.
    ///
    /// # Errors
    ///
    /// The expression or the duration cannot be read.
    pub(crate) fn of(rules: &Rules) -> Result<Option<Schedule>, Fault> {
        let rate = match (rules.after_days, &rules.expression) {
            (Some(days), _) => Rate::Days(days),
            (None, Some(expression)) => Rate::read(expression).ok_or_else(error::wrong_schedule)?,
            (None, None) => return Ok(None),
        };
        let hours = rules.duration.as_deref().map(|text| hours_of(text).ok_or_else(error::wrong_duration));
        Ok(Some(Schedule { rate, hours: hours.transpose()? }))
    }

    /// Judges its windows: none reaches into the next day or the next window, and they are four hours apart.
    ///
    /// # Errors
    ///
    /// One does, or there are none.
    pub(crate) fn check(&self, now_ms: u64) -> Result<(), Fault> {
        let mut window = self.next(now_ms).ok_or_else(error::wrong_schedule)?;
        for _ in 0..LOOKED_AT {
            let midnight_ms = window.start_ms / DAY_MS * DAY_MS + DAY_MS;
            if window.end_ms > midnight_ms {
                return Err(error::wrong_duration());
            }
            let Some(next) = self.next(window.start_ms) else { break };
            if next.start_ms < window.end_ms {
                return Err(error::wrong_duration());
            }
            if next.start_ms - window.start_ms < LEAST_HOURS * HOUR_MS {
                return Err(error::wrong_schedule());
            }
            window = next;
        }
        Ok(())
    }

    /// The first window that begins behind a moment.
    pub(crate) fn next(&self, ms: u64) -> Option<Window> {
        let midnight_ms = ms / DAY_MS * DAY_MS;
        let (start_ms, is_of_hours) = match &self.rate {
            Rate::Days(days) => (midnight_ms.checked_add(days.checked_mul(DAY_MS)?)?, false),
            Rate::Hours(hours) => {
                let step_ms = hours.checked_mul(HOUR_MS)?.max(1);
                let steps = (ms - midnight_ms) / step_ms + 1;
                (midnight_ms.checked_add(steps.checked_mul(step_ms)?)?, true)
            }
            Rate::Cron(cron) => (cron.next(ms)?, cron.is_of_hours()),
        };
        let until_midnight_ms = DAY_MS - start_ms % DAY_MS;
        let length_ms = match self.hours {
            Some(hours) => hours.checked_mul(HOUR_MS)?,
            None if is_of_hours => HOUR_MS,
            None => until_midnight_ms,
        };
        Some(Window { start_ms, end_ms: start_ms.checked_add(length_ms)? })
    }
}

impl Rate {
    fn read(expression: &str) -> Option<Rate> {
        let inner = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(cron) = inner("cron") {
            return Cron::read(cron).map(Rate::Cron);
        }
        let (number, unit) = inner("rate")?.split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match unit.trim() {
            "day" | "days" if (1..=MOST_DAYS).contains(&number) => Some(Rate::Days(number)),
            "hour" | "hours" if (LEAST_HOURS..=MOST_DAYS * 24).contains(&number) => Some(Rate::Hours(number)),
            _ => None,
        }
    }
}

fn hours_of(text: &str) -> Option<u64> {
    text.strip_suffix('h')?.parse().ok().filter(|hours| *hours > 0)
}

#[cfg(test)]
mod tests {
    use wire::moment;
    use wire::shape::TimeForm;

    use super::*;

    fn rules(expression: &str, duration: Option<&str>) -> Rules {
        let duration = duration.map(str::to_owned);
        Rules { after_days: None, duration, expression: Some(expression.to_owned()) }
    }

    fn ms(text: &str) -> u64 {
        moment::read(text, TimeForm::Iso8601).unwrap().unsigned_abs()
    }

    fn check(rules: &Rules, after: &str, start: &str, end: &str) {
        let schedule = Schedule::of(rules).unwrap().unwrap();
        schedule.check(ms(after)).unwrap();
        let found = schedule.next(ms(after)).unwrap();
        let text = |ms: u64| moment::write(i64::try_from(ms).unwrap(), TimeForm::Iso8601);
        assert_eq!((text(found.start_ms).as_str(), text(found.end_ms).as_str()), (start, end), "{rules:?}");
    }

    /// The examples of AWS's page on schedules.
    #[test]
    fn windows_are_those_of_awss_page() {
        let after = "2026-01-01T10:30:00Z";
        let days = Rules { after_days: Some(30), ..Rules::default() };
        check(&days, after, "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");
        check(&rules("rate(10 days)", None), after, "2026-01-11T00:00:00Z", "2026-01-12T00:00:00Z");
        check(&rules("rate(4 hours)", None), after, "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");
        check(&rules("rate(8 hours)", Some("3h")), after, "2026-01-01T16:00:00Z", "2026-01-01T19:00:00Z");
        check(&rules("cron(0 8 * * ? *)", None), after, "2026-01-02T08:00:00Z", "2026-01-03T00:00:00Z");
        check(&rules("cron(0 /8 * * ? *)", None), after, "2026-01-01T16:00:00Z", "2026-01-01T17:00:00Z");
        check(
            &rules("cron(0 2 ? * SUN#1 *)", Some("2h")),
            after,
            "2026-01-04T02:00:00Z",
            "2026-01-04T04:00:00Z",
        );
        check(
            &rules("cron(0 16 1,15 * ? *)", Some("2h")),
            after,
            "2026-01-01T16:00:00Z",
            "2026-01-01T18:00:00Z",
        );
        check(&rules("cron(0 0 L * ? *)", None), after, "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");
    }

    /// AWS's page: four hours at least, and no window into the next day or window.
    #[test]
    fn what_is_no_schedule_is_refused() {
        for (expression, duration) in [
            ("rate(3 hours)", None),
            ("rate(0 days)", None),
            ("rate(4 minutes)", None),
            ("rate(4hours)", None),
            ("cron(5 8 * * ? *)", None),
            ("cron(0 * * * ? *)", None),
            ("cron(0 8 * *)", None),
            ("cron(0 8 1 * MON *)", None),
            ("cron(0 25 * * ? *)", None),
            ("cron(0 8 * * ? 1990)", None),
            ("rate(4 hours)", Some("5h")),
            ("cron(0 22 * * ? *)", Some("3h")),
            ("rate(10 days)", Some("25h")),
            ("rate(10 days)", Some("0h")),
            ("", None),
        ] {
            let rules = rules(expression, duration);
            let judged = Schedule::of(&rules).and_then(|schedule| schedule.unwrap().check(1_767_225_600_000));
            assert!(judged.is_err(), "{expression} {duration:?}");
        }
    }
}
