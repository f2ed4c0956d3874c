//! Conditions and patterns of the naive evaluator: every value of the request against every value of the policy.

use std::cmp::Ordering;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::condition::moment;
use crate::context::Context;
use crate::decision::Request;

/// What may stand at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Is(char),
    Question,
    Star,
    StarInField,
}

/// A condition as the policy has it.
pub(super) struct Written<'a> {
    pub(super) operator: &'a str,
    pub(super) key: &'a str,
    pub(super) values: &'a [String],
    pub(super) variables: bool,
}

impl Written<'_> {
    /// Whether it holds, if comparisons with variables that cannot be resolved were `unknown`.
    pub(super) fn holds(&self, context: &Context, unknown: bool) -> bool {
        let mut name = self.operator.to_owned();
        let all = take(&mut name, "ForAllValues:", "");
        let any = take(&mut name, "ForAnyValue:", "");
        let if_exists = take(&mut name, "", "IfExists");
        let actual =
            context.values(&self.key.to_ascii_lowercase()).map(<[String]>::to_vec).unwrap_or_default();
        if name == "Null" {
            let absent = if actual.is_empty() { "true" } else { "false" };
            return self.values.iter().any(|value| value.eq_ignore_ascii_case(absent));
        }
        let negated = name.contains("Not");
        let name = name.replace("Not", "");
        let nothing = actual.is_empty() || ((all || any) && actual.iter().all(String::is_empty));
        if nothing {
            return if_exists || all || (negated && !any);
        }
        let hit = |actual: &String| {
            let compared = |value: &String| compare(&name, actual, value, self.variables, context);
            let matched = self.values.iter().any(|value| compared(value).unwrap_or(unknown));
            matched != negated
        };
        if all || (negated && !any) { actual.iter().all(hit) } else { actual.iter().any(hit) }
    }
}

/// Takes a beginning and an end off a text that has both.
fn take(text: &mut String, prefix: &str, suffix: &str) -> bool {
    let inner = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)).map(str::to_owned);
    inner.map(|inner| *text = inner).is_some()
}

/// One value of the request against one of the policy, by the positive operator; nothing if a variable is unknown.
fn compare(name: &str, actual: &str, value: &str, variables: bool, context: &Context) -> Option<bool> {
    let text = |value: &str| -> Option<String> {
        // As characters, whether they are wildcards or not.
        let signs = signs(value, variables, context)?;
        let chars = signs.iter().map(|sign| match sign {
            Sign::Is(c) => *c,
            Sign::Question => '?',
            Sign::Star | Sign::StarInField => '*',
        });
        Some(chars.collect())
    };
    Some(match name {
        "StringEquals" => text(value)? == actual,
        "StringEqualsIgnoreCase" | "Bool" => text(value)?.to_lowercase() == actual.to_lowercase(),
        "StringLike" => like(&signs(value, variables, context)?, actual),
        "ArnEquals" | "ArnLike" => arn_like(&signs(&filled(value), variables, context)?, actual),
        "BinaryEquals" => match (STANDARD.decode(actual), STANDARD.decode(value)) {
            (Ok(actual), Ok(value)) => actual == value,
            _ => false,
        },
        "IpAddress" => in_block(actual, value).unwrap_or(false),
        _ => {
            let (order, rest) = match name.strip_prefix("Numeric") {
                Some(rest) => (numbers(actual, value), rest),
                None => {
                    let order = moment::parse(actual).zip(moment::parse(value)).map(|(a, b)| a.cmp(&b));
                    (order, name.strip_prefix("Date").unwrap_or_default())
                }
            };
            match (rest, order) {
                (_, None) => false,
                ("Equals", Some(order)) => order == Ordering::Equal,
                ("LessThan", Some(order)) => order == Ordering::Less,
                ("LessThanEquals", Some(order)) => order != Ordering::Greater,
                ("GreaterThan", Some(order)) => order == Ordering::Greater,
                ("GreaterThanEquals", Some(order)) => order != Ordering::Less,
                _ => unreachable!("{name} is no operator"),
            }
        }
    })
}

/// Two numbers, written one below the other.
fn numbers(left: &str, right: &str) -> Option<Ordering> {
    use crate::condition::decimal::Decimal;
    let (one, other) = (Decimal::parse(left)?, Decimal::parse(right)?);
    if left.contains(['e', 'E']) || right.contains(['e', 'E']) {
        return Some(one.cmp(&other));
    }
    let parts = |text: &str| {
        let digits = text.trim_start_matches(['-', '+']);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        format!("{whole:0>130}{fraction:0<130}")
    };
    let (left_digits, right_digits) = (parts(left), parts(right));
    let zero = |digits: &str| digits.bytes().all(|b| b == b'0');
    let negative = |text: &str, digits: &str| text.starts_with('-') && !zero(digits);
    Some(match (negative(left, &left_digits), negative(right, &right_digits)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => left_digits.cmp(&right_digits),
        (true, true) => right_digits.cmp(&left_digits),
    })
}

/// Whether an address lies in a block: bit by bit.
fn in_block(actual: &str, block: &str) -> Option<bool> {
    let bits = |text: &str| {
        let address: IpAddr = text.parse().ok()?;
        Some(match address {
            IpAddr::V4(address) => format!("{:032b}", u32::from(address)),
            IpAddr::V6(address) => format!("{:0128b}", u128::from(address)),
        })
    };
    let (address, prefix) = block.split_once('/').unwrap_or((block, ""));
    let (actual, address) = (bits(actual)?, bits(address)?);
    let prefix = match prefix {
        "" if block.contains('/') => return None,
        "" => address.len(),
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
        _ => return None,
    };
    Some(actual.len() == address.len() && actual.get(..prefix)? == address.get(..prefix)?)
}

/// Whether a resource is meant by one entry of `Resource`; nothing if a variable is unknown.
pub(super) fn resource(pattern: &str, variables: bool, request: &Request<'_>) -> Option<bool> {
    let whole =
        if pattern.ends_with('*') || pattern.contains("*:") { pattern.to_owned() } else { filled(pattern) };
    // Five fields without variables, the rest with them.
    let mut fields: Vec<&str> = whole.splitn(6, ':').collect();
    let last = if fields.len() == 6 { fields.pop() } else { None };
    let count = fields.len();
    let mut found = Vec::new();
    for (at, field) in fields.into_iter().enumerate() {
        let mut signs = signs(field, false, request.context)?;
        let end = signs.len();
        for (place, sign) in signs.iter_mut().enumerate() {
            if *sign == Sign::Star && at > 0 && place + 1 < end {
                *sign = Sign::StarInField;
            }
        }
        found.extend(signs);
        if at + 1 < count || last.is_some() {
            found.push(Sign::Is(':'));
        }
    }
    found.extend(signs(last.unwrap_or_default(), variables, request.context)?);
    Some(like(&found, request.resource))
}

/// An ARN with its missing fields.
fn filled(text: &str) -> String {
    let mut text = text.to_owned();
    while text.starts_with("arn:") && text.matches(':').count() < 5 {
        text.push_str(":*");
    }
    text
}

/// A text of a policy, its variables replaced; nothing if one is unknown.
pub(super) fn signs(text: &str, variables: bool, context: &Context) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((inside, behind)) = rest.strip_prefix("${").and_then(closed).filter(|_| variables) {
            let value = match inside {
                "*" | "?" | "$" => inside.to_owned(),
                _ => {
                    let (key, default) = match inside.split_once(',') {
                        Some((key, default)) => {
                            (key, Some(default.trim_start_matches(' ').trim_matches('\'')))
                        }
                        None => (inside, None),
                    };
                    let values = context.values(&key.trim().to_ascii_lowercase()).unwrap_or_default();
                    if let [value] = values { value.clone() } else { default?.to_owned() }
                }
            };
            signs.extend(value.chars().map(Sign::Is));
            rest = behind;
            continue;
        }
        let mut chars = rest.chars();
        signs.push(match chars.next()? {
            '*' => Sign::Star,
            '?' => Sign::Question,
            c => Sign::Is(c),
        });
        rest = chars.as_str();
    }
    Some(signs)
}

/// What stands in the braces of a variable that is one, and what is behind it.
fn closed(rest: &str) -> Option<(&str, &str)> {
    for special in ["*", "?", "$"] {
        if let Some(behind) = rest.strip_prefix(special).and_then(|rest| rest.strip_prefix('}')) {
            return Some((special, behind));
        }
    }
    let key_end = rest.find([',', '}'])?;
    if rest.get(..key_end)?.trim().is_empty() {
        return None;
    }
    if rest.get(key_end..)?.starts_with('}') {
        return Some((rest.get(..key_end)?, rest.get(key_end + 1..)?));
    }
    let opening = key_end + 1 + rest.get(key_end + 1..)?.find(|c| c != ' ')?;
    let inner = rest.get(opening..)?.strip_prefix('\'')?;
    let closing = opening + 1 + inner.find('\'')?;
    let behind = rest.get(closing + 1..)?.strip_prefix('}')?;
    Some((rest.get(..=closing)?, behind))
}

/// Whether a text matches: a table of which beginning of the one matches which of the other.
pub(super) fn like(signs: &[Sign], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Row by row of the pattern: whether what is read of it matches so many characters.
    let mut row: Vec<bool> = (0..=text.len()).map(|count| count == 0).collect();
    for sign in signs {
        let mut next = Vec::with_capacity(row.len());
        for (count, known) in row.iter().enumerate() {
            let before = count.checked_sub(1);
            let c = before.and_then(|at| text.get(at));
            let shorter = before.and_then(|at| row.get(at)).copied().unwrap_or(false);
            let left = before.and_then(|at| next.get(at)).copied().unwrap_or(false);
            next.push(match sign {
                Sign::Is(expected) => shorter && c == Some(expected),
                Sign::Question => shorter,
                Sign::Star => *known || left,
                Sign::StarInField => *known || (left && c != Some(&':')),
            });
        }
        row = next;
    }
    row.last().copied().unwrap_or(false)
}

/// The same, field by field.
fn arn_like(signs: &[Sign], text: &str) -> bool {
    if signs == [Sign::Star] {
        return true;
    }
    let patterns: Vec<&[Sign]> = signs.splitn(6, |sign| *sign == Sign::Is(':')).collect();
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    patterns.len() == fields.len() && patterns.iter().zip(fields).all(|(pattern, field)| like(pattern, field))
}
