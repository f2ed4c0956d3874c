use super::*;
use crate::codec::encode;
use crate::json::literal_from_slice;
use crate::update::Update;
use crate::value::{Item, Value};

fn literal(json: &str) -> Literal {
    literal_from_slice(json.as_bytes()).unwrap()
}

fn test(operator: &str, values: &[&str]) -> Test {
    let values = values.iter().map(|value| literal(value)).collect();
    Test { attribute: "a".to_owned(), operator: Operator::of_name(operator).unwrap(), values }
}

const INVALID: &str = "One or more parameter values were invalid: ";

/// Developer guide, "Legacy conditional parameters"; missing attributes, and attributes of types that contain nothing, as
/// dynalite's tests, recorded on AWS. That NOT_CONTAINS does not hold of a missing one was seen on AWS.
#[test]
fn operators_mean_what_they_say() {
    for (operator, values, a, holds) in [
        ("EQ", &[r#"{"S":"x"}"#][..], Some(Value::string("x")), true),
        ("EQ", &[r#"{"S":"x"}"#], None, false),
        ("NE", &[r#"{"S":"x"}"#], Some(Value::string("y")), true),
        ("NE", &[r#"{"S":"x"}"#], None, true),
        ("LT", &[r#"{"N":"5"}"#], Some(Value::N(4.into())), true),
        ("LE", &[r#"{"N":"5"}"#], Some(Value::N(5.into())), true),
        ("GT", &[r#"{"N":"5"}"#], Some(Value::N(5.into())), false),
        ("GE", &[r#"{"N":"5"}"#], Some(Value::string("6")), false),
        ("NULL", &[], None, true),
        ("NOT_NULL", &[], Some(Value::Null), true),
        ("CONTAINS", &[r#"{"S":"el"}"#], Some(Value::string("hello")), true),
        ("NOT_CONTAINS", &[r#"{"S":"el"}"#], Some(Value::string("world")), true),
        ("NOT_CONTAINS", &[r#"{"S":"el"}"#], Some(Value::N(5.into())), true),
        ("NOT_CONTAINS", &[r#"{"S":"el"}"#], None, false),
        ("CONTAINS", &[r#"{"S":"el"}"#], None, false),
        ("BEGINS_WITH", &[r#"{"S":"he"}"#], Some(Value::string("hello")), true),
        ("IN", &[r#"{"S":"x"}"#, r#"{"S":"y"}"#], Some(Value::string("y")), true),
        ("BETWEEN", &[r#"{"N":"1"}"#, r#"{"N":"3"}"#], Some(Value::N(3.into())), true),
    ] {
        let item: Item = a.into_iter().map(|value| ("a", value)).collect();
        let condition = test(operator, values).condition().unwrap();
        assert_eq!(condition.holds(Some(encode(&item).view())), holds, "{operator} {values:?} on {item:?}");
    }
}

/// dynalite's tests, recorded on AWS.
#[test]
fn values_are_judged() {
    let check = |operator: &str, values: &[&str], expected: &str| {
        let error = test(operator, values).condition().unwrap_err();
        assert_eq!(error.message(), expected, "{operator} {values:?}");
    };
    let count = |operator: &str| {
        format!("{INVALID}Invalid number of argument(s) for the {operator} ComparisonOperator")
    };
    check("EQ", &[], &count("EQ"));
    check("NULL", &[r#"{"S":"x"}"#], &count("NULL"));
    check("BETWEEN", &[r#"{"S":"x"}"#], &count("BETWEEN"));
    check(
        "IN",
        &[r#"{"S":"x"}"#, r#"{"N":"1"}"#],
        &format!("{INVALID}AttributeValues inside AttributeValueList must be of same type"),
    );
    for (operator, value, kind) in [
        ("LT", r#"{"BOOL":true}"#, "BOOL"),
        ("CONTAINS", r#"{"SS":["a"]}"#, "SS"),
        ("BEGINS_WITH", r#"{"N":"1"}"#, "N"),
    ] {
        let expected =
            format!("{INVALID}ComparisonOperator {operator} is not valid for {kind} AttributeValue type");
        check(operator, &[value], &expected);
    }
    check(
        "BETWEEN",
        &[r#"{"S":"b"}"#, r#"{"S":"a"}"#],
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
}

/// dynalite's tests, recorded on AWS.
#[test]
fn expectations_must_fit_together() {
    let check = |operator: Option<&str>, list: bool, value: bool, exists: Option<bool>, expected: &str| {
        let x = || literal(r#"{"S":"x"}"#);
        let expectation = Expectation {
            attribute: "a".to_owned(),
            operator: operator.and_then(Operator::of_name),
            values: list.then(|| vec![x()]),
            value: value.then(x),
            exists,
        };
        let shown = match expectation.condition() {
            Ok(condition) => format!("{condition:?}").chars().take_while(|c| c.is_alphabetic()).collect(),
            Err(error) => error.message().strip_prefix(INVALID).unwrap().to_owned(),
        };
        assert_eq!(shown, expected);
    };
    let clash = "Exists and ComparisonOperator cannot be used together for Attribute: a";
    check(None, false, true, None, "Compare");
    check(None, false, true, Some(true), "Compare");
    check(None, false, false, Some(false), "NotExists");
    check(Some("NULL"), false, false, None, "NotExists");
    check(Some("EQ"), false, true, None, "Compare");
    check(None, true, true, None, "Value and AttributeValueList cannot be used together for Attribute: a");
    check(Some("LT"), false, false, Some(true), clash);
    check(
        Some("LT"),
        false,
        false,
        None,
        "Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a",
    );
    check(
        None,
        true,
        false,
        None,
        "AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
    );
    check(None, false, false, None, "Value must be provided when Exists is null for Attribute: a");
    check(None, false, false, Some(true), "Value must be provided when Exists is true for Attribute: a");
    check(None, false, true, Some(false), "Value cannot be used when Exists is false for Attribute: a");
}

/// dynalite's tests, recorded on AWS; lists grow by ADD (API reference, AttributeValueUpdate).
#[test]
fn updates_change_whole_attributes() {
    let before: Item = [
        ("n", Value::N(1.into())),
        ("l", Value::L(vec![Value::Null])),
        ("s", Value::string("x")),
        ("ss", Value::Ss(["a".to_owned(), "b".to_owned()].into())),
    ]
    .into_iter()
    .collect();
    let check =
        |attribute: &str, action: Action, value: Option<&str>, expected: Result<Option<&str>, &str>| {
            let value = value.map(literal);
            let mut update = Update::default();
            let one = AttributeUpdate { attribute: attribute.to_owned(), action, value };
            let applied = one
                .add_to(&mut update)
                .and_then(|()| update.apply(Some(encode(&before).view()), &Item::new()))
                .map(|applied| applied.get(attribute).cloned())
                .map_err(|error| error.message().replace(INVALID, ""));
            let expected = expected.map(|value| value.map(|value| literal(value).to_value()));
            assert_eq!(applied, expected.map_err(str::to_owned), "{attribute} {action:?}");
        };
    check("dot.ted", Action::Put, Some(r#"{"S":"y"}"#), Ok(Some(r#"{"S":"y"}"#)));
    check("n", Action::Add, Some(r#"{"N":"2"}"#), Ok(Some(r#"{"N":"3"}"#)));
    check("l", Action::Add, Some(r#"{"L":[{"S":"z"}]}"#), Ok(Some(r#"{"L":[{"NULL":true},{"S":"z"}]}"#)));
    check("new", Action::Add, Some(r#"{"L":[{"S":"z"}]}"#), Ok(Some(r#"{"L":[{"S":"z"}]}"#)));
    check("ss", Action::Delete, Some(r#"{"SS":["a"]}"#), Ok(Some(r#"{"SS":["b"]}"#)));
    check("ss", Action::Delete, None, Ok(None));
    check("s", Action::Add, Some(r#"{"N":"2"}"#), Err("Type mismatch for attribute to update"));
    check("s", Action::Delete, Some(r#"{"SS":["a"]}"#), Err("Type mismatch for attribute to update"));
    check("s", Action::Put, None, Err("Only DELETE action is allowed when no attribute value is specified"));
    check("s", Action::Add, Some(r#"{"S":"y"}"#), Err("ADD action is not supported for the type S"));
    check(
        "s",
        Action::Delete,
        Some(r#"{"S":"y"}"#),
        Err("DELETE action with value is not supported for the type S"),
    );
}

/// dynalite's tests, recorded on AWS.
#[test]
fn a_name_is_asked_for_once() {
    assert_eq!(
        projection(&["a", "b", "a"]).unwrap_err().message(),
        format!("{INVALID}Duplicate value in attribute name: a")
    );
}
