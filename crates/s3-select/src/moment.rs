//! Timestamps: Ion's text form, and arithmetic on them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html>,
//! <https://amazon-ion.github.io/ion-docs/docs/spec.html#timestamp>

use std::fmt;

use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset};

/// How much of a timestamp is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

/// A timestamp.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) at: OffsetDateTime,
    pub(crate) precision: Precision,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    TimezoneHour,
    TimezoneMinute,
}

impl Part {
    pub(crate) fn of(name: &str) -> Option<Part> {
        const NAMES: [(&str, Part); 8] = [
            ("year", Part::Year),
            ("month", Part::Month),
            ("day", Part::Day),
            ("hour", Part::Hour),
            ("minute", Part::Minute),
            ("second", Part::Second),
            ("timezone_hour", Part::TimezoneHour),
            ("timezone_minute", Part::TimezoneMinute),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, part)| *part)
    }
}

impl Moment {
    pub(crate) fn of_millis(ms: i64) -> Moment {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000);
        Moment { at: at.unwrap_or(OffsetDateTime::UNIX_EPOCH), precision: Precision::Second }
    }

    /// A timestamp in Ion's form: `2007T`, `2007-02T`, `2007-02-23`, `2007-02-23T12:14Z`, `2007-02-23T12:14:33.079-08:00`.
    pub(crate) fn read(text: &str) -> Option<Moment> {
        let (date, rest) = match text.split_once('T') {
            Some((date, rest)) => (date, rest),
            None => (text, ""),
        };
        let mut fields = date.split('-');
        let year: i32 = number(fields.next()?, 4)?;
        let (month, day) = (fields.next(), fields.next());
        if fields.next().is_some() {
            return None;
        }
        let precision = match (month, day) {
            // A year or a month alone has a `T` behind it.
            (None, _) | (_, None) if !text.ends_with('T') => return None,
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ if rest.is_empty() => Precision::Day,
            _ if rest.len() < 8 || rest.get(5..6) != Some(":") => Precision::Minute,
            _ => Precision::Second,
        };
        let month: u8 = month.map_or(Some(1), |month| number(month, 2))?;
        let day: u8 = day.map_or(Some(1), |day| number(day, 2))?;
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        if rest.is_empty() {
            return Some(Moment { at: date.midnight().assume_utc(), precision });
        }
        let (time, offset) = time_of(rest)?;
        Some(Moment { at: date.with_time(time).assume_offset(offset), precision })
    }

    /// So many years, months and so on later.
    pub(crate) fn plus(self, part: Part, count: i64) -> Option<Moment> {
        let at = match part {
            Part::Year => self.plus_months(count.checked_mul(12)?)?,
            Part::Month => self.plus_months(count)?,
            Part::Day => self.at.checked_add(seconds(count, 86_400)?)?,
            Part::Hour => self.at.checked_add(seconds(count, 3600)?)?,
            Part::Minute => self.at.checked_add(seconds(count, 60)?)?,
            Part::Second => self.at.checked_add(seconds(count, 1)?)?,
            Part::TimezoneHour | Part::TimezoneMinute => return None,
        };
        let needed = match part {
            Part::Year => Precision::Year,
            Part::Month => Precision::Month,
            Part::Day => Precision::Day,
            Part::Hour | Part::Minute => Precision::Minute,
            _ => Precision::Second,
        };
        (at.year() > 0).then_some(Moment { at, precision: self.precision.max(needed) })
    }

    fn plus_months(self, count: i64) -> Option<OffsetDateTime> {
        let months = i64::from(self.at.year()) * 12 + i64::from(u8::from(self.at.month())) - 1;
        let months = months.checked_add(count)?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        let month = Month::try_from(u8::try_from(months.rem_euclid(12) + 1).ok()?).ok()?;
        let day = self.at.day().min(month.length(year));
        self.at.replace_date(Date::from_calendar_date(year, month, day).ok()?).into()
    }

    /// How many whole years, months and so on lie between it and a later one.
    pub(crate) fn until(self, later: Moment, part: Part) -> Option<i64> {
        let between = later.at - self.at;
        match part {
            Part::Year => self.months_until(later).map(|months| months / 12),
            Part::Month => self.months_until(later),
            Part::Day => Some(between.whole_days()),
            Part::Hour => Some(between.whole_hours()),
            Part::Minute => Some(between.whole_minutes()),
            Part::Second => Some(between.whole_seconds()),
            Part::TimezoneHour | Part::TimezoneMinute => None,
        }
    }

    fn months_until(self, later: Moment) -> Option<i64> {
        let of = |at: OffsetDateTime| i64::from(at.year()) * 12 + i64::from(u8::from(at.month()));
        let other = later.at.checked_to_offset(self.at.offset())?;
        let months = of(other) - of(self.at);
        let rest = |at: OffsetDateTime| (at.day(), at.time());
        Some(match months {
            1.. if rest(other) < rest(self.at) => months - 1,
            ..=-1 if rest(other) > rest(self.at) => months + 1,
            months => months,
        })
    }

    /// A part of it.
    pub(crate) fn part(self, part: Part) -> i64 {
        match part {
            Part::Year => i64::from(self.at.year()),
            Part::Month => i64::from(u8::from(self.at.month())),
            Part::Day => i64::from(self.at.day()),
            Part::Hour => i64::from(self.at.hour()),
            Part::Minute => i64::from(self.at.minute()),
            Part::Second => i64::from(self.at.second()),
            Part::TimezoneHour => i64::from(self.at.offset().whole_hours()),
            Part::TimezoneMinute => i64::from(self.at.offset().minutes_past_hour()),
        }
    }
}

fn seconds(count: i64, each: i64) -> Option<Duration> {
    Some(Duration::seconds(count.checked_mul(each)?))
}

/// A number of so many digits.
fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `12:14:33.079-08:00`
fn time_of(text: &str) -> Option<(Time, UtcOffset)> {
    let split = text.find(['Z', '+', '-'])?;
    let (clock, zone) = (text.get(..split)?, text.get(split..)?);
    let mut fields = clock.splitn(3, ':');
    let (hour, minute) = (number(fields.next()?, 2)?, number(fields.next()?, 2)?);
    let (second, nanos) = match fields.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            let is_digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            let nanos = format!("{fraction:0<9}");
            (number(whole, 2)?, nanos.get(..9).filter(|_| is_digits)?.parse().ok()?)
        }
    };
    let time = Time::from_hms_nano(hour, minute, second, nanos).ok()?;
    Some((time, offset(zone)?))
}

fn offset(zone: &str) -> Option<UtcOffset> {
    if zone == "Z" {
        return Some(UtcOffset::UTC);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes): (i8, i8) = (number(hours, 2)?, number(minutes, 2)?);
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        write!(f, "{:04}", at.year())?;
        if self.precision == Precision::Year {
            return f.write_str("T");
        }
        write!(f, "-{:02}", u8::from(at.month()))?;
        if self.precision == Precision::Month {
            return f.write_str("T");
        }
        write!(f, "-{:02}", at.day())?;
        if self.precision == Precision::Day {
            return Ok(());
        }
        write!(f, "T{:02}:{:02}", at.hour(), at.minute())?;
        if self.precision == Precision::Second {
            write!(f, ":{:02}", at.second())?;
            if at.nanosecond() > 0 {
                let nanos = format!("{:09}", at.nanosecond());
                let short = nanos.trim_end_matches('0');
                // Thousandths are written whole.
                write!(f, ".{short:0<3}")?;
            }
        }
        write_offset(f, at.offset(), true)
    }
}

/// `Z`, or `-08:00`.
pub(crate) fn write_offset(f: &mut impl fmt::Write, offset: UtcOffset, colon: bool) -> fmt::Result {
    if offset.is_utc() {
        return f.write_str("Z");
    }
    let sign = if offset.is_negative() { '-' } else { '+' };
    let colon = if colon { ":" } else { "" };
    let (hours, minutes) = (offset.whole_hours().abs(), offset.minutes_past_hour().abs());
    write!(f, "{sign}{hours:02}{colon}{minutes:02}")
}
