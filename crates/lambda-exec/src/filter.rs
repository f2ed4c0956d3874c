//! Event filters: which records of a stream a mapping hands to its function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>

use serde_json::{Map, Number, Value};

/// How deep a pattern may nest.
const DEPTH_LIMIT: usize = 32;

/// The patterns of a mapping. A record passes if one of them fits, or if there is none.
#[derive(Debug)]
pub(crate) struct Filters(Option<Vec<Fields>>);

/// An object of a pattern: every field must fit.
#[derive(Debug)]
struct Fields(Vec<(String, Rule)>);

#[derive(Debug)]
enum Rule {
    /// The field is an object that fits.
    Inside(Fields),
    /// One of the tests holds for the field's value, or for one of its values if it is a list.
    Any(Vec<Test>),
    /// `$or`: one of the alternatives fits the object that holds it.
    Either(Vec<Fields>),
}

#[derive(Debug)]
enum Test {
    Is(Value),
    Prefix(String),
    Suffix(String),
    IgnoringCase(String),
    Not(Vec<Value>),
    NotPrefix(String),
    Numeric(Vec<(Compare, f64)>),
    Exists(bool),
}

#[derive(Clone, Copy, Debug)]
enum Compare {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Filters {
    /// Reads patterns, each a JSON object; nothing if one of them is no pattern.
    pub(crate) fn parse(patterns: &[String]) -> Option<Filters> {
        if patterns.is_empty() {
            return Some(Filters(None));
        }
        let parse = |text: &String| match serde_json::from_str(text).ok()? {
            Value::Object(fields) => Fields::parse(&fields, DEPTH_LIMIT),
            _ => None,
        };
        patterns.iter().map(parse).collect::<Option<Vec<_>>>().map(|fields| Filters(Some(fields)))
    }

    /// Lets nothing through.
    pub(crate) fn none_pass() -> Filters {
        Filters(Some(Vec::new()))
    }

    /// Whether a record, JSON, passes.
    pub(crate) fn pass(&self, record: &[u8]) -> bool {
        let Filters(Some(patterns)) = self else { return true };
        let record = serde_json::from_slice(record).unwrap_or(Value::Null);
        patterns.iter().any(|fields| fields.fit(&record))
    }
}

impl Fields {
    fn parse(fields: &Map<String, Value>, depth: usize) -> Option<Fields> {
        let depth = depth.checked_sub(1)?;
        let object = |value: &Value| match value {
            Value::Object(fields) => Fields::parse(fields, depth),
            _ => None,
        };
        let rules = fields.iter().map(|(name, value)| {
            let rule = match value {
                Value::Array(alternatives) if name == "$or" => {
                    Rule::Either(alternatives.iter().map(object).collect::<Option<_>>()?)
                }
                Value::Array(tests) if !tests.is_empty() => {
                    Rule::Any(tests.iter().map(Test::parse).collect::<Option<_>>()?)
                }
                Value::Object(_) => Rule::Inside(object(value)?),
                _ => return None,
            };
            Some((name.clone(), rule))
        });
        rules.collect::<Option<Vec<_>>>().map(Fields)
    }

    fn fit(&self, value: &Value) -> bool {
        self.0.iter().all(|(name, rule)| {
            let field = value.get(name);
            match rule {
                Rule::Either(alternatives) => alternatives.iter().any(|fields| fields.fit(value)),
                Rule::Inside(fields) => fields.fit(field.unwrap_or(&Value::Null)),
                Rule::Any(tests) => tests.iter().any(|test| match field {
                    Some(Value::Array(items)) => items.iter().any(|item| test.holds(Some(item))),
                    field => test.holds(field),
                }),
            }
        })
    }
}

impl Test {
    fn parse(test: &Value) -> Option<Test> {
        let operator = match test {
            Value::Object(operator) => operator,
            Value::Array(_) => return None,
            literal => return Some(Test::Is(literal.clone())),
        };
        let (name, operand) = operator.iter().next().filter(|_| operator.len() == 1)?;
        let text = || operand.as_str().map(str::to_owned);
        Some(match name.as_str() {
            "prefix" => Test::Prefix(text()?),
            "suffix" => Test::Suffix(text()?),
            "equals-ignore-case" => Test::IgnoringCase(text()?.to_lowercase()),
            "exists" => Test::Exists(operand.as_bool()?),
            "numeric" => Test::Numeric(comparisons(operand.as_array()?)?),
            "anything-but" => match operand {
                Value::Array(values) => Test::Not(values.clone()),
                Value::Object(inner) => Test::NotPrefix(inner.get("prefix")?.as_str()?.to_owned()),
                value => Test::Not(vec![value.clone()]),
            },
            _ => return None,
        })
    }

    fn holds(&self, value: Option<&Value>) -> bool {
        let text = value.and_then(Value::as_str);
        match self {
            Test::Exists(wanted) => value.is_some() == *wanted,
            Test::Is(wanted) => value.is_some_and(|value| equal(wanted, value)),
            Test::Prefix(prefix) => text.is_some_and(|text| text.starts_with(prefix)),
            Test::Suffix(suffix) => text.is_some_and(|text| text.ends_with(suffix)),
            Test::IgnoringCase(wanted) => text.is_some_and(|text| text.to_lowercase() == *wanted),
            Test::Not(values) => value.is_some_and(|value| !values.iter().any(|not| equal(not, value))),
            Test::NotPrefix(prefix) => text.is_some_and(|text| !text.starts_with(prefix)),
            Test::Numeric(comparisons) => value.and_then(Value::as_f64).is_some_and(|number| {
                comparisons.iter().all(|(compare, operand)| compare.holds(number, *operand))
            }),
        }
    }
}

impl Compare {
    fn holds(self, number: f64, operand: f64) -> bool {
        match self {
            Compare::Equal => number == operand,
            Compare::Less => number < operand,
            Compare::LessOrEqual => number <= operand,
            Compare::Greater => number > operand,
            Compare::GreaterOrEqual => number >= operand,
        }
    }
}

/// `[">", 0, "<=", 5]`
fn comparisons(operands: &[Value]) -> Option<Vec<(Compare, f64)>> {
    let pairs = operands.chunks(2).map(|pair| {
        let [compare, number] = pair else { return None };
        let compare = match compare.as_str()? {
            "=" => Compare::Equal,
            "<" => Compare::Less,
            "<=" => Compare::LessOrEqual,
            ">" => Compare::Greater,
            ">=" => Compare::GreaterOrEqual,
            _ => return None,
        };
        Some((compare, number.as_f64()?))
    });
    pairs.collect::<Option<Vec<_>>>().filter(|pairs| !pairs.is_empty())
}

/// Numbers are equal by value, whatever their spelling.
fn equal(wanted: &Value, value: &Value) -> bool {
    match (wanted.as_number().and_then(Number::as_f64), value.as_number().and_then(Number::as_f64)) {
        (Some(wanted), Some(value)) => wanted == value,
        _ => wanted == value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &[u8] = br#"{"eventName": "INSERT", "n": 5, "list": ["a", "b"],
        "dynamodb": {"NewImage": {"id": {"S": "Order-7"}}}}"#;

    fn check(pattern: &str, expected: Option<bool>) {
        let filters = Filters::parse(&[pattern.to_owned()]);
        assert_eq!(filters.map(|filters| filters.pass(RECORD)), expected, "{pattern}");
    }

    /// Authority: the table of operators of AWS's page on event filtering; the last two were recorded as refused.
    #[test]
    fn patterns_fit_as_on_aws() {
        check(r#"{"eventName": ["INSERT"]}"#, Some(true));
        check(r#"{"eventName": ["REMOVE", "INSERT"]}"#, Some(true));
        check(r#"{"eventName": ["REMOVE"]}"#, Some(false));
        check(r#"{"eventName": ["INSERT"], "n": [6]}"#, Some(false));
        check(r#"{"dynamodb": {"NewImage": {"id": {"S": [{"prefix": "Order-"}]}}}}"#, Some(true));
        check(r#"{"dynamodb": {"NewImage": {"id": {"S": [{"suffix": "-8"}]}}}}"#, Some(false));
        check(
            r#"{"dynamodb": {"NewImage": {"id": {"S": [{"equals-ignore-case": "ORDER-7"}]}}}}"#,
            Some(true),
        );
        check(r#"{"dynamodb": {"OldImage": {"id": {"S": [{"exists": true}]}}}}"#, Some(false));
        check(r#"{"dynamodb": {"OldImage": {"id": {"S": [{"exists": false}]}}}}"#, Some(true));
        check(r#"{"n": [{"numeric": [">", 0, "<=", 5.0]}]}"#, Some(true));
        check(r#"{"n": [{"numeric": ["=", 4]}]}"#, Some(false));
        check(r#"{"eventName": [{"anything-but": ["REMOVE", "MODIFY"]}]}"#, Some(true));
        check(r#"{"eventName": [{"anything-but": {"prefix": "INS"}}]}"#, Some(false));
        check(r#"{"list": ["b"]}"#, Some(true));
        check(r#"{"$or": [{"n": [1]}, {"eventName": ["INSERT"]}]}"#, Some(true));
        check(r#"{"n": [{"numeric": [">"]}]}"#, None);
        check(r#"{"n": [{"near": 1}]}"#, None);
        check(r#"{"n": 5}"#, None);
        check("single-string", None);
        check(r#"[{"eventName": ["INSERT"=123}]"#, None);
    }
}
