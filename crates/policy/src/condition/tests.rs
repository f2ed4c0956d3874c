use super::operator::OPERATORS;
use super::*;

/// The keys of the request in these tests: `s` and the like have one value, `m` two, `e` an empty one.
fn context() -> Context {
    let mut context = Context::default();
    for (key, values) in [
        ("s", vec!["Ann"]),
        ("n", vec!["10"]),
        ("d", vec!["2026-01-01T00:00:00Z"]),
        ("b", vec!["true"]),
        ("ip", vec!["203.0.113.7"]),
        ("ip6", vec!["2001:db8::7"]),
        ("arn", vec!["arn:aws:sns:us-east-1:111122223333:topic"]),
        ("bin", vec!["QmluYXJ5VmFsdWVJbkJhc2U2NA=="]),
        ("m", vec!["PostDateTime", "UserName"]),
        ("e", vec![""]),
        ("none", vec![]),
    ] {
        context.set(key, values.into_iter().map(str::to_owned));
    }
    context
}

fn check(operator: &str, key: &str, values: &[&str], expected: impl Into<Option<bool>>) {
    let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
    let condition = Condition::read(operator, key, &values, true).unwrap();
    assert_eq!(condition.holds(&context()), expected.into(), "{operator} {key} {values:?}");
}

/// IAM's guide, "Condition operators", type by type. Names of keys do not depend on case.
#[test]
fn operators_compare_as_documented() {
    for (operator, key, values, expected) in [
        ("StringEquals", "s", &["Ann"][..], true),
        ("StringEquals", "S", &["bob", "Ann"], true),
        ("StringEquals", "s", &["ann"], false),
        ("StringEquals", "s", &["A*"], false),
        ("StringEquals", "s", &[], false),
        ("StringNotEquals", "s", &["ann"], true),
        ("StringNotEquals", "s", &["bob", "Ann"], false),
        ("StringEqualsIgnoreCase", "s", &["aNN"], true),
        ("StringNotEqualsIgnoreCase", "s", &["aNN"], false),
        ("StringLike", "s", &["A?n"], true),
        ("StringLike", "s", &["a*"], false),
        ("StringNotLike", "s", &["A*"], false),
        ("NumericEquals", "n", &["10.0"], true),
        ("NumericNotEquals", "n", &["10"], false),
        ("NumericLessThan", "n", &["9.999999999999999999999"], false),
        ("NumericLessThan", "n", &["10.000000000000000000001"], true),
        ("NumericLessThanEquals", "n", &["10"], true),
        ("NumericGreaterThan", "n", &["-11"], true),
        ("NumericGreaterThanEquals", "n", &["11"], false),
        ("NumericEquals", "n", &["ten"], false),
        ("NumericEquals", "s", &["10"], false),
        ("DateEquals", "d", &["2026-01-01"], true),
        ("DateEquals", "d", &["2026"], true),
        ("DateEquals", "d", &["2026-01"], true),
        ("DateEquals", "d", &["2026-01-01T01:00+01:00"], true),
        ("DateEquals", "d", &["1767225600"], true),
        ("DateNotEquals", "d", &["2026-01-01T00:00:00.5Z"], true),
        ("DateLessThan", "d", &["2026-01-01T00:00:01Z"], true),
        ("DateLessThanEquals", "d", &["2025-12-31"], false),
        ("DateGreaterThan", "d", &["2025-12-31T23:59:59Z"], true),
        ("DateGreaterThanEquals", "d", &["2026-01-01"], true),
        ("DateEquals", "d", &["yesterday"], false),
        ("Bool", "b", &["TRUE"], true),
        ("Bool", "b", &["false"], false),
        ("BinaryEquals", "bin", &["QmluYXJ5VmFsdWVJbkJhc2U2NA=="], true),
        ("BinaryEquals", "bin", &["QmluYXJ5"], false),
        ("BinaryEquals", "bin", &["?"], false),
        ("IpAddress", "ip", &["203.0.113.0/24"], true),
        ("IpAddress", "ip", &["2001:db8::/32", "203.0.113.7"], true),
        ("IpAddress", "ip", &["203.0.113.8"], false),
        ("IpAddress", "ip", &["0.0.0.0/0"], true),
        ("IpAddress", "ip", &["203.0.113.0/33", "203.0.113.0/+8", "x"], false),
        ("IpAddress", "ip6", &["2001:DB8::/64"], true),
        ("IpAddress", "ip6", &["0.0.0.0/0"], false),
        ("NotIpAddress", "ip", &["203.0.113.0/24"], false),
        ("ArnEquals", "arn", &["arn:aws:sns:*:111122223333:*"], true),
        ("ArnLike", "arn", &["arn:aws:sns:us-east-1:111122223333:TOPIC"], false),
        ("ArnNotLike", "arn", &["arn:aws:sqs:*:*:*"], true),
        ("ArnNotEquals", "arn", &["arn:aws:sns:*:*:topic"], false),
        ("Null", "s", &["false"], true),
        ("Null", "s", &["true"], false),
        ("Null", "absent", &["true"], true),
        ("Null", "none", &["true"], true),
        ("Null", "absent", &["false"], false),
    ] {
        check(operator, key, values, expected);
    }
}

/// The same page: where the key is absent a condition does not hold, a negated one does, and one with `IfExists` does.
#[test]
fn an_absent_key_matches_nothing() {
    for (operator, _, negated) in OPERATORS.into_iter().filter(|(name, ..)| *name != "Null") {
        check(operator, "absent", &["1"], negated);
        check(operator, "none", &["1"], negated);
        check(&format!("{operator}IfExists"), "absent", &["1"], true);
        check(&format!("ForAllValues:{operator}"), "absent", &["1"], true);
        check(&format!("ForAnyValue:{operator}"), "absent", &["1"], false);
        check(&format!("ForAnyValue:{operator}IfExists"), "absent", &["1"], true);
    }
    // A key that is there is compared.
    check("StringEqualsIfExists", "s", &["bob"], false);
    check("StringNotEqualsIfExists", "s", &["Ann"], false);
}

/// IAM's guide, "Set operators for multivalued context keys", with its example of attributes. What several values mean
/// without a set operator is our guess.
#[test]
fn sets_of_values() {
    let three = &["PostDateTime", "Message", "Tags"][..];
    for (operator, key, values, expected) in [
        ("ForAllValues:StringEquals", "m", three, false),
        ("ForAllValues:StringEquals", "m", &["PostDateTime", "UserName", "ID"], true),
        ("ForAnyValue:StringEquals", "m", three, true),
        ("ForAnyValue:StringEquals", "m", &["ID", "Message"], false),
        ("ForAllValues:StringLike", "m", &["*e*"], true),
        ("ForAllValues:StringNotEquals", "m", three, false),
        ("ForAllValues:StringNotEquals", "m", &["ID"], true),
        ("ForAnyValue:StringNotEquals", "m", three, true),
        ("ForAnyValue:StringNotEquals", "m", &["PostDateTime", "UserName"], false),
        // "A null data set, such as an empty string."
        ("ForAllValues:StringEquals", "e", &["x"], true),
        ("ForAnyValue:StringEquals", "e", &[""], false),
        ("StringEquals", "e", &[""], true),
        ("StringEquals", "m", &["UserName"], true),
        ("StringNotEquals", "m", &["UserName"], false),
        ("StringNotEquals", "m", &["ID"], true),
    ] {
        check(operator, key, values, expected);
    }
}

/// IAM's guide, "Variables": one that cannot be resolved makes the statement invalid, whatever the operator. A value
/// that matches without it is enough (our guess). Numbers, dates and addresses take no variables.
#[test]
fn variables_in_values() {
    check("StringEquals", "s", &["${S}"], true);
    check("StringLike", "s", &["${s}*"], true);
    check("ArnLike", "arn", &["${arn}"], true);
    check("StringEquals", "s", &["${absent}"], None);
    check("StringNotEquals", "s", &["${absent}"], None);
    check("StringEquals", "s", &["${absent}", "Ann"], true);
    check("StringNotEquals", "s", &["${absent}", "Ann"], false);
    check("ForAnyValue:StringEquals", "m", &["${absent}", "UserName"], true);
    check("ForAllValues:StringEquals", "m", &["${absent}", "UserName"], None);
    check("NumericEquals", "n", &["${n}"], false);
    check("IpAddress", "ip", &["${ip}"], false);
    check("DateEquals", "d", &["${d}"], false);
}

/// The grammar: names of operators are exact, and `Null` takes no `IfExists`.
#[test]
fn operators_by_name() {
    for name in [
        "stringEquals",
        "StringEqual",
        "NullIfExists",
        "ForAllValues:Null",
        "ForSome:StringEquals",
        "IfExists",
        "",
    ] {
        assert!(Condition::read(name, "k", &[], true).is_none(), "{name}");
    }
}

/// Written by hand: order of decimal numbers.
#[test]
fn numbers_are_exact() {
    let ascending = [
        "-1e3", "-10", "-9.5", "-0.01", "-0.001", "0", "1e-400", "0.001", "0.01", "9", "9.5", "10", "1e3",
        "1e400",
    ];
    let numbers: Vec<Decimal> = ascending.iter().map(|text| Decimal::parse(text).unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b));
    for (one, other) in [("-0", "0.0"), ("+1", "001.000"), ("100", "1E2"), (".5", "0.5"), ("5.", "5")] {
        assert_eq!(Decimal::parse(one), Decimal::parse(other), "{one} {other}");
    }
    for wrong in ["", "-", ".", "1,5", "0x1", "1e", "1e99999999999", " 1", "--1", "1.2.3", &"1".repeat(129)] {
        assert_eq!(Decimal::parse(wrong), None, "{wrong}");
    }
}

/// ISO 8601; `date -u -d @SECONDS`.
#[test]
fn a_time_reads_back_as_written() {
    assert_eq!(moment::text(951_782_400_000), "2000-02-29T00:00:00Z");
    for (written, seconds) in [
        ("2000-02-29T00:00:00Z", Some(951_782_400)),
        ("2000-02-29T01:00:00+01:00", Some(951_782_400)),
        ("2000-02-29", Some(951_782_400)),
        ("951782400", Some(951_782_400)),
        ("-1", Some(-1)),
        ("2000", Some(946_684_800)),
        ("2000-02-30T00:00:00Z", None),
        ("2000-02-29T00:00:00", None),
        ("yesterday", None),
        ("é", None),
        ("TZ", None),
    ] {
        assert_eq!(moment::parse(written), seconds.map(|s: i128| s * 1_000_000_000), "{written}");
    }
    assert_eq!(moment::text(u64::MAX), "");
}
