//! Cron expressions: hours, days, months and years, in UTC.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html>

use time::{Date, Duration, OffsetDateTime, Weekday};

/// Days that are looked at for the next one: some eleven years.
const MOST_DAYS: usize = 4000;

const HOUR_MS: u64 = 60 * 60 * 1000;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/// Sunday is 1.
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A cron expression. Its minutes are always zero.
#[derive(Clone, Debug)]
pub(crate) struct Cron {
    hours: Numbers,
    days: Days,
    months: Numbers,
    weekdays: Weekdays,
    years: Numbers,
    is_of_hours: bool,
}

/// Numbers from the first to the last, each so many behind the one before.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: u32,
    last: u32,
    step: u32,
}

#[derive(Clone, Debug)]
struct Numbers(Vec<Span>);

/// Days of a month.
#[derive(Clone, Debug)]
enum Days {
    Numbers(Numbers),
    Last,
    LastWeekday,
    /// The weekday that is nearest to a day, of its month.
    NearestWeekday(u32),
}

#[derive(Clone, Debug)]
enum Weekdays {
    Numbers(Numbers),
    /// The last one of a month.
    Last(u32),
    /// The first, second, … of a month.
    Nth(u32, u32),
}

impl Cron {
    /// Reads the six fields of an expression; nothing if they are none.
    pub(crate) fn read(text: &str) -> Option<Cron> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, days, months, weekdays, years] = fields.try_into().ok()?;
        // One of the two says nothing, or it would be unclear whether both are meant.
        if minutes.parse() != Ok(0) || !["?", "*"].iter().any(|any| days == *any || weekdays == *any) {
            return None;
        }
        let is_of_hours = hours.contains(['*', '/', ',', '-']);
        Some(Cron {
            hours: Numbers::read(hours, 0, 23, &[])?,
            days: Days::read(days)?,
            months: Numbers::read(months, 1, 12, &MONTHS)?,
            weekdays: Weekdays::read(weekdays)?,
            years: Numbers::read(years, 1970, 2199, &[])?,
            is_of_hours,
        })
    }

    /// Whether it means hours of a day, and not days.
    pub(crate) fn is_of_hours(&self) -> bool {
        self.is_of_hours
    }

    /// The first moment behind another that it means, in milliseconds since 1970; nothing if there is none for years.
    pub(crate) fn next(&self, ms: u64) -> Option<u64> {
        let at = OffsetDateTime::from_unix_timestamp(i64::try_from(ms / 1000).ok()?).ok()?;
        let mut date = at.date();
        for _ in 0..MOST_DAYS {
            if self.means(date) {
                let midnight_ms = u64::try_from(date.midnight().assume_utc().unix_timestamp()).ok()? * 1000;
                let mut starts = (0..24).filter(|hour| self.hours.has(*hour));
                let start = starts.find_map(|hour| {
                    let start_ms = midnight_ms + u64::from(hour) * HOUR_MS;
                    (start_ms > ms).then_some(start_ms)
                });
                if start.is_some() {
                    return start;
                }
            }
            date = date.next_day()?;
        }
        None
    }

    fn means(&self, date: Date) -> bool {
        let year = u32::try_from(date.year()).unwrap_or_default();
        self.years.has(year)
            && self.months.has(u32::from(u8::from(date.month())))
            && self.days.mean(date)
            && self.weekdays.mean(date)
    }
}

impl Numbers {
    fn all(least: u32, most: u32) -> Numbers {
        Numbers(vec![Span { first: least, last: most, step: 1 }])
    }

    fn has(&self, number: u32) -> bool {
        self.0.iter().any(|span| {
            (span.first..=span.last).contains(&number) && (number - span.first).is_multiple_of(span.step)
        })
    }

    /// `names` stand for numbers from `least` on.
    fn read(text: &str, least: u32, most: u32, names: &[&str]) -> Option<Numbers> {
        text.split(',').map(|part| Span::read(part, (least, most), names)).collect::<Option<_>>().map(Numbers)
    }
}

impl Span {
    fn read(text: &str, (least, most): (u32, u32), names: &[&str]) -> Option<Span> {
        let number = |text: &str| {
            let named = (least..).zip(names).find(|(_, name)| name.eq_ignore_ascii_case(text));
            let number = named.map(|(number, _)| number).or_else(|| text.parse().ok());
            number.filter(|number| (least..=most).contains(number))
        };
        let (range, step) = text.split_once('/').map_or((text, None), |(range, step)| (range, Some(step)));
        let step_number = step.map_or(Some(1), |step| step.parse().ok().filter(|step| *step > 0))?;
        let (first, last) = match range {
            "*" => (least, most),
            "" if step.is_some() => (least, most),
            _ => match range.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None if step.is_some() => (number(range)?, most),
                None => (number(range)?, number(range)?),
            },
        };
        (first <= last).then_some(Span { first, last, step: step_number })
    }
}

impl Days {
    fn read(text: &str) -> Option<Days> {
        match text {
            "?" => Some(Days::Numbers(Numbers::all(1, 31))),
            "L" => Some(Days::Last),
            "LW" => Some(Days::LastWeekday),
            _ => match text.strip_suffix('W') {
                Some(day) => {
                    let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
                    Some(Days::NearestWeekday(day))
                }
                None => Numbers::read(text, 1, 31, &[]).map(Days::Numbers),
            },
        }
    }

    fn mean(&self, date: Date) -> bool {
        let day = u32::from(date.day());
        let last = u32::from(date.month().length(date.year()));
        match self {
            Days::Numbers(numbers) => numbers.has(day),
            Days::Last => day == last,
            Days::LastWeekday => nearest_weekday(date, last) == Some(day),
            Days::NearestWeekday(wanted) => *wanted <= last && nearest_weekday(date, *wanted) == Some(day),
        }
    }
}

/// The weekday that is nearest to a day, within the month of a date.
fn nearest_weekday(date: Date, day: u32) -> Option<u32> {
    let wanted = date.replace_day(u8::try_from(day).ok()?).ok()?;
    let (back, on) = match wanted.weekday() {
        Weekday::Saturday => (-1, 2),
        Weekday::Sunday => (1, -2),
        _ => return Some(day),
    };
    let nearest = [back, on].into_iter().filter_map(|days| wanted.checked_add(Duration::days(days)));
    nearest.into_iter().find(|other| other.month() == date.month()).map(|other| u32::from(other.day()))
}

impl Weekdays {
    fn read(text: &str) -> Option<Weekdays> {
        let one = |text: &str| {
            let span = Span::read(text, (1, 7), &WEEKDAYS)?;
            (span.first == span.last).then_some(span.first)
        };
        if text == "?" {
            return Some(Weekdays::Numbers(Numbers::all(1, 7)));
        }
        if let Some((day, number)) = text.split_once('#') {
            let number = number.parse().ok().filter(|number| (1..=5).contains(number))?;
            return Some(Weekdays::Nth(one(day)?, number));
        }
        if text == "L" {
            return Some(Weekdays::Last(7));
        }
        if let Some(day) = text.strip_suffix('L') {
            return Some(Weekdays::Last(one(day)?));
        }
        Numbers::read(text, 1, 7, &WEEKDAYS).map(Weekdays::Numbers)
    }

    fn mean(&self, date: Date) -> bool {
        let (day, weekday) = (u32::from(date.day()), u32::from(date.weekday().number_from_sunday()));
        let last = u32::from(date.month().length(date.year()));
        match self {
            Weekdays::Numbers(numbers) => numbers.has(weekday),
            Weekdays::Last(wanted) => weekday == *wanted && day + 7 > last,
            Weekdays::Nth(wanted, number) => weekday == *wanted && day.div_ceil(7) == *number,
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::moment;
    use wire::shape::TimeForm;

    use super::*;

    /// AWS's page on cron expressions; 2026-01-01 is a Thursday.
    #[test]
    fn the_next_moment_is_the_first_that_is_meant() {
        let check = |text: &str, expected: &[&str]| {
            let cron = Cron::read(text).unwrap();
            let mut ms = 1_767_225_600_000;
            for expected in expected {
                ms = cron.next(ms).unwrap();
                assert_eq!(moment::write(i64::try_from(ms).unwrap(), TimeForm::Iso8601), *expected, "{text}");
            }
        };
        check("0 0 ? * * *", &["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"]);
        check(
            "0 18 ? * MON-FRI *",
            &["2026-01-01T18:00:00Z", "2026-01-02T18:00:00Z", "2026-01-05T18:00:00Z"],
        );
        check("0 8 ? * 6L *", &["2026-01-30T08:00:00Z", "2026-02-27T08:00:00Z"]);
        check("0 8 ? * FRI#2 *", &["2026-01-09T08:00:00Z", "2026-02-13T08:00:00Z"]);
        check("0 8 3W * ? *", &["2026-01-02T08:00:00Z", "2026-02-03T08:00:00Z"]);
        check("0 8 1W 8 ? *", &["2026-08-03T08:00:00Z"]);
        check("0 8 LW 1 ? *", &["2026-01-30T08:00:00Z"]);
        check("0 8 29 2 ? *", &["2028-02-29T08:00:00Z", "2032-02-29T08:00:00Z"]);
        check("0 4/6 1 JAN,mar ? 2026-2027", &["2026-01-01T04:00:00Z", "2026-01-01T10:00:00Z"]);
    }
}
