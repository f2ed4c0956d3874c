//! Functions of numbers.

use std::cmp::Ordering;

use super::{Function, MANY, Value, at, function, number, text};

pub(super) const ALL: &[Function] = &[
    function("abs", 1, 1, |v| of_number(v, f64::abs)),
    function("ceil", 1, 1, |v| of_number(v, f64::ceil)),
    function("floor", 1, 1, |v| of_number(v, f64::floor)),
    function("sqrt", 1, 1, |v| of_number(v, f64::sqrt)),
    function("log", 1, 1, |v| of_number(v, f64::ln)),
    function("round", 1, 2, round),
    function("greatest", 1, MANY, |v| extreme(v, Ordering::Greater)),
    function("least", 1, MANY, |v| extreme(v, Ordering::Less)),
    function("haversine", 4, 4, distance),
    function("toNumber", 1, 1, |v| of_number(v, |number| number)),
    function("toDouble", 1, 1, |v| of_number(v, |number| number)),
    function("toInt", 1, 1, |v| whole(v, f64::from(i32::MIN), f64::from(i32::MAX))),
    function("toLong", 1, 1, |v| whole(v, i64::MIN as f64, i64::MAX as f64)),
    function("isNumeric", 1, 1, |v| Value::Boolean(number(v, 0).is_some())),
    function("hexToDec", 1, 1, |v| {
        text(v, 0).and_then(|text| of_hex(&text)).map_or(Value::Missing, Value::Number)
    }),
    function("decToHex", 1, 1, |v| number(v, 0).map_or(Value::Missing, |number| Value::Text(to_hex(number)))),
];

fn of_number(values: &[Value], act: fn(f64) -> f64) -> Value {
    let result = number(values, 0).map(act).filter(|number| number.is_finite());
    result.map_or(Value::Missing, Value::Number)
}

fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let there = values.iter().filter(|value| !value.is_missing());
    let best = there.reduce(|best, value| if value.order(best) == wanted { value } else { best });
    best.cloned().unwrap_or(Value::Missing)
}

/// To whole numbers, or to so many digits behind the point.
fn round(values: &[Value]) -> Value {
    /// More than a number of this kind has.
    const MOST_DIGITS: f64 = 15.0;
    let digits = match at(values, 1) {
        Value::Missing => Some(0.0),
        digits => digits.number(),
    };
    let (Some(of), Some(digits)) = (number(values, 0), digits) else { return Value::Missing };
    let scale = 10_f64.powi(digits.clamp(-MOST_DIGITS, MOST_DIGITS) as i32);
    let rounded = (of * scale).round() / scale;
    if rounded.is_finite() { Value::Number(rounded) } else { Value::Missing }
}

/// A whole number, without what stands behind the point; nothing if it lies outside. That is our guess.
fn whole(values: &[Value], least: f64, most: f64) -> Value {
    let whole = number(values, 0).map(f64::trunc).filter(|number| (least..=most).contains(number));
    whole.map_or(Value::Missing, Value::Number)
}

/// Kilometres between two places on a globe.
fn distance(values: &[Value]) -> Value {
    /// The earth's mean radius.
    const RADIUS_KM: f64 = 6371.0;
    let radians = |place: usize| number(values, place).map(f64::to_radians);
    let (Some(lat1), Some(lon1), Some(lat2), Some(lon2)) = (radians(0), radians(1), radians(2), radians(3))
    else {
        return Value::Missing;
    };
    let half = |one: f64, two: f64| ((two - one) / 2.0).sin().powi(2);
    let part = half(lat1, lat2) + lat1.cos() * lat2.cos() * half(lon1, lon2);
    Value::Number(2.0 * RADIUS_KM * part.sqrt().min(1.0).asin())
}

fn of_hex(text: &str) -> Option<f64> {
    let (sign, digits) = text.trim().strip_prefix('-').map_or((1, text.trim()), |rest| (-1, rest));
    let digits = digits.strip_prefix("0x").or(digits.strip_prefix("0X")).unwrap_or(digits);
    let number = u64::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some(i128::from(number) as f64 * f64::from(sign))
}

fn to_hex(number: f64) -> String {
    let number = number.trunc() as i64;
    format!("{}0x{:x}", if number < 0 { "-" } else { "" }, number.unsigned_abs())
}
