//! The patterns of TO_STRING and TO_TIMESTAMP.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html>

use std::fmt::Write as _;

use time::{Date, Month, Time, UtcOffset};

use crate::error::{Code, Error, Result, refuse};
use crate::moment::{Moment, Precision, write_offset};

/// The longest pattern in bytes.
const MAX_PATTERN: usize = 1024;

/// A piece of a pattern.
enum Piece<'a> {
    /// A symbol, so many times.
    Symbol(char, usize),
    /// Itself.
    Text(&'a str),
}

/// The pieces of a pattern: a letter as often as it stands there, what stands in quotes, and everything else as itself.
fn pieces(pattern: &str) -> Result<Vec<Piece<'_>>> {
    if pattern.len() > MAX_PATTERN {
        return refuse(Code::EvaluatorInvalidTimestampFormatPattern);
    }
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let len = if first == '\'' {
            let inside = rest.get(1..).unwrap_or_default();
            let end = inside.find('\'').ok_or(Code::EvaluatorUnterminatedTimestampFormatPatternToken)?;
            pieces.push(Piece::Text(if end == 0 { "'" } else { inside.get(..end).unwrap_or_default() }));
            end + 2
        } else if first.is_ascii_alphabetic() {
            let count = rest.chars().take_while(|&char| char == first).count();
            if first == 'T' && count == 1 {
                pieces.push(Piece::Text("T"));
            } else {
                pieces.push(Piece::Symbol(first, count));
            }
            count
        } else {
            let len = first.len_utf8();
            pieces.push(Piece::Text(rest.get(..len).unwrap_or_default()));
            len
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    Ok(pieces)
}

/// TO_STRING.
pub(super) fn write(moment: Moment, pattern: &str) -> Result<String> {
    let mut written = String::new();
    for piece in pieces(pattern)? {
        match piece {
            Piece::Text(text) => written.push_str(text),
            Piece::Symbol(symbol, count) => symbol_of(&mut written, moment, symbol, count)?,
        }
    }
    Ok(written)
}

fn symbol_of(to: &mut String, moment: Moment, symbol: char, count: usize) -> Result<()> {
    let at = moment.at;
    let number = |to: &mut String, value: u32| write!(to, "{value:0count$}");
    let month = at.month().to_string();
    let half_day = match at.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let done = match (symbol, count) {
        ('y', 2) => number(to, at.year().rem_euclid(100).unsigned_abs()),
        ('y', 1 | 4) => number(to, at.year().unsigned_abs()),
        ('M', 1 | 2) => number(to, u32::from(u8::from(at.month()))),
        ('M', 3) => to.write_str(month.get(..3).unwrap_or_default()),
        ('M', 4) => to.write_str(&month),
        ('M', 5) => to.write_str(month.get(..1).unwrap_or_default()),
        ('d', 1 | 2) => number(to, u32::from(at.day())),
        ('a', 1) => to.write_str(if at.hour() < 12 { "AM" } else { "PM" }),
        ('h', 1 | 2) => number(to, u32::from(half_day)),
        ('H', 1 | 2) => number(to, u32::from(at.hour())),
        ('m', 1 | 2) => number(to, u32::from(at.minute())),
        ('s', 1 | 2) => number(to, u32::from(at.second())),
        ('S', 1..=9) => {
            let nanos = format!("{:09}", at.nanosecond());
            to.write_str(nanos.get(..count).unwrap_or_default())
        }
        ('n', 1) => write!(to, "{}", at.nanosecond()),
        ('X', 1) if !at.offset().is_utc() => {
            let sign = if at.offset().is_negative() { '-' } else { '+' };
            write!(to, "{sign}{:02}", at.offset().whole_hours().abs())
        }
        ('X', 1..=5) => write_offset(to, at.offset(), count % 2 == 1),
        ('x', 1) => {
            let sign = if at.offset().is_negative() { '-' } else { '+' };
            write!(to, "{sign}{:02}", at.offset().whole_hours().abs())
        }
        ('x', 2..=5) if at.offset().is_utc() => to.write_str(if count % 2 == 1 { "+00:00" } else { "+0000" }),
        ('x', 2..=5) => write_offset(to, at.offset(), count % 2 == 1),
        _ => return refuse(Code::EvaluatorInvalidTimestampFormatPatternSymbol),
    };
    done.map_err(|_| Error::from(Code::EvaluatorInvalidTimestampFormatPattern))
}

/// What has been read of a timestamp.
struct Fields {
    year: i32,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    nanos: u32,
    is_afternoon: Option<bool>,
    offset: UtcOffset,
    precision: Precision,
}

/// TO_TIMESTAMP with a pattern.
pub(super) fn read(text: &str, pattern: &str) -> Result<Moment> {
    let mut fields = Fields {
        year: 1,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        nanos: 0,
        is_afternoon: None,
        offset: UtcOffset::UTC,
        precision: Precision::Year,
    };
    let failed = || Error::from(Code::ValueParseFailure);
    let mut rest = text;
    for piece in pieces(pattern)? {
        rest = match piece {
            Piece::Text(text) => rest.strip_prefix(text).ok_or_else(failed)?,
            Piece::Symbol(symbol, count) => fields.take(rest, symbol, count)?,
        };
    }
    if !rest.is_empty() {
        return Err(failed());
    }
    fields.moment().ok_or_else(failed)
}

impl Fields {
    /// Reads a symbol, and gives what stands behind it.
    fn take<'a>(&mut self, text: &'a str, symbol: char, count: usize) -> Result<&'a str> {
        let failed = || Error::from(Code::ValueParseFailure);
        if symbol == 'a' {
            let half = text.get(..2).ok_or_else(failed)?;
            self.is_afternoon = Some(half.eq_ignore_ascii_case("pm"));
            return text.get(2..).ok_or_else(failed);
        }
        if matches!(symbol, 'X' | 'x') {
            let (offset, rest) = offset_of(text).ok_or_else(failed)?;
            self.offset = offset;
            return Ok(rest);
        }
        if symbol == 'M' && count >= 3 {
            return self.take_month(text, count).ok_or_else(failed);
        }
        let most = match (symbol, count) {
            ('y', 1 | 4) => 4,
            ('S', count) => count,
            ('n', 1) => 9,
            ('y' | 'M' | 'd' | 'h' | 'H' | 'm' | 's', 1 | 2) => 2,
            _ => return refuse(Code::EvaluatorInvalidTimestampFormatPatternSymbol),
        };
        let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let number = text.get(..digits).ok_or_else(failed)?;
        if symbol == 'S' {
            let nanos = format!("{number:0<9}");
            self.nanos = nanos.get(..9).and_then(|nanos| nanos.parse().ok()).ok_or_else(failed)?;
        } else {
            self.set(symbol, count, number.parse().map_err(|_| failed())?).ok_or_else(failed)?;
        }
        text.get(digits..).ok_or_else(failed)
    }

    fn set(&mut self, symbol: char, count: usize, value: u32) -> Option<()> {
        let small = || u8::try_from(value).ok();
        let precision = match symbol {
            // AWS's page: two digits are of this century up to 69.
            'y' if count == 2 => {
                self.year = i32::try_from(value).ok()? + if value < 70 { 2000 } else { 1900 };
                Precision::Year
            }
            'y' => {
                self.year = i32::try_from(value).ok()?;
                Precision::Year
            }
            'M' => {
                self.month = small()?;
                Precision::Month
            }
            'd' => {
                self.day = small()?;
                Precision::Day
            }
            'h' | 'H' => {
                self.hour = small()?;
                Precision::Minute
            }
            'm' => {
                self.minute = small()?;
                Precision::Minute
            }
            's' => {
                self.second = small()?;
                Precision::Second
            }
            _ => {
                self.nanos = value;
                Precision::Second
            }
        };
        self.precision = self.precision.max(precision);
        Some(())
    }

    fn take_month<'a>(&mut self, text: &'a str, count: usize) -> Option<&'a str> {
        let months = (1..=12).filter_map(|number| Month::try_from(number).ok());
        for month in months {
            let name = month.to_string();
            let name = if count == 3 { name.get(..3)? } else { &name };
            if text.get(..name.len()).is_some_and(|there| there.eq_ignore_ascii_case(name)) {
                self.month = u8::from(month);
                self.precision = self.precision.max(Precision::Month);
                return text.get(name.len()..);
            }
        }
        None
    }

    fn moment(&self) -> Option<Moment> {
        let date = Date::from_calendar_date(self.year, Month::try_from(self.month).ok()?, self.day).ok()?;
        let hour = match self.is_afternoon {
            None => self.hour,
            Some(is_afternoon) => self.hour % 12 + if is_afternoon { 12 } else { 0 },
        };
        let time = Time::from_hms_nano(hour, self.minute, self.second, self.nanos).ok()?;
        Some(Moment { at: date.with_time(time).assume_offset(self.offset), precision: self.precision })
    }
}

/// `Z`, `+07`, `+0700` or `+07:00` at the front of a text.
fn offset_of(text: &str) -> Option<(UtcOffset, &str)> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some((UtcOffset::UTC, rest));
    }
    let sign = match text.chars().next()? {
        '-' => -1,
        '+' => 1,
        _ => return None,
    };
    let hours: i8 = text.get(1..3)?.parse().ok()?;
    let rest = text.get(3..)?;
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let is_minutes = behind.get(..2).is_some_and(|two| two.bytes().all(|b| b.is_ascii_digit()));
    let (minutes, rest): (i8, &str) =
        if is_minutes { (behind.get(..2)?.parse().ok()?, behind.get(2..)?) } else { (0, rest) };
    Some((UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()?, rest))
}
