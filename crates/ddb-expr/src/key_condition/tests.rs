use super::*;
use crate::condition::tests::placeholders;

const VALUES: &str = r#"{":a":{"N":"1"},":b":{"N":"2"},":s":{"S":"x"},":t":{"BOOL":true}}"#;

/// `expected`: the terms as `attribute comparison values`, or AWS's whole sentence.
fn check(text: &str, expected: &str) {
    let shown = match parse(text, &mut placeholders("#k=k", VALUES)) {
        Err(error) => error.message().to_owned(),
        Ok(condition) => {
            let terms = condition.terms.iter().map(|term| {
                let name = format!("{:?}", term.comparison);
                let values: Vec<String> =
                    term.comparison.values().map(|value| format!("{:?}", value.to_value())).collect();
                format!("{} {} {}", term.attribute, name.split('(').next().unwrap(), values.join(" "))
            });
            terms.collect::<Vec<_>>().join("; ")
        }
    };
    assert_eq!(shown, expected, "{text}");
}

/// Developer guide, "Key condition expressions for the Query operation".
#[test]
fn comparisons_are_collected_in_order() {
    check("a = :a", "a Equal N(1)");
    check("#k = :s AND b < :a", "k Equal S(\"x\"); b Less N(1)");
    check("b BETWEEN :a AND :b AND a = :a", "b Between N(1) N(2); a Equal N(1)");
    check("(a = :a) AND (begins_with(b, :s))", "a Equal N(1); b BeginsWith S(\"x\")");
    check("(a = :a AND b >= :b)", "a Equal N(1); b GreaterOrEqual N(2)");
    check(":a = a AND :b > b", "a Equal N(1); b Less N(2)");
    check(":b <= b", "b GreaterOrEqual N(2)");
    // The engine says that the type does not match the schema.
    check("a = :t", "a Equal Bool(true)");
}

/// dynalite's tests, recorded on AWS; with "Invalid KeyConditionExpression: " the public conformance suite (2026-10).
#[test]
fn other_conditions_are_refused() {
    for (text, operator) in [
        ("a > :a and b > :b or a > :a", "OR"),
        ("a in (:a, :b)", "IN"),
        ("attribute_exists(a)", "attribute_exists"),
        ("attribute_not_exists(a)", "attribute_not_exists"),
        ("contains(a.d, b)", "contains"),
        ("not a > b", "NOT"),
        ("a <> b", "<>"),
    ] {
        check(text, &format!("Invalid operator used in KeyConditionExpression: {operator}"));
    }
    let first = |operator: &str| {
        format!(
            "Invalid condition in KeyConditionExpression: {operator} operator must have the key attribute as its first operand"
        )
    };
    check(":a between size(b) and size(a) and b > :b", &first("BETWEEN"));
    check("begins_with(:s, b) and a > :b", &first("begins_with"));
    for text in ["size(b) > a AND a.b > b AND b > c", "a > size(b.d)", "a between size(b) and size(a)"] {
        check(text, "KeyConditionExpressions cannot contain nested operations");
    }
    for text in ["b > a.b", "b between c[1] and d", "a between b and size(a)", "begins_with(a, b)"] {
        check(
            text,
            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
        );
    }
    for text in ["b.d > a AND c.d > e.f", "a.d > c", "b[0] > a"] {
        check(text, "KeyConditionExpressions cannot have conditions on nested attributes");
    }
    check(":b > :a AND a < :b", "Invalid condition in KeyConditionExpression: No key attribute specified");
    for text in ["b > :a AND b < :a and c = :a and d = :a", "(a > :a and b > :a) and (b > :a and c > :a)"] {
        check(
            text,
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
        );
    }
}

/// The public conformance suite, recorded on AWS (eu-west-2, 2026-10): the first mistake in the order written.
#[test]
fn the_first_wrong_clause_is_reported() {
    let operand = |operator: &str, kind: &str| {
        format!(
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        )
    };
    let undefined = "Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :missing";
    check("pk = :missing AND begins_with(sk, :a)", undefined);
    check("begins_with(sk, :a) AND pk = :missing", &operand("begins_with", "N"));
    check("pk = :s AND begins_with(sk, :a) AND sk = :missing", &operand("begins_with", "N"));
    check("pk = :s AND begins_with(sk, :a) AND sk > :b", &operand("begins_with", "N"));
    check("pk = :s AND sk < :t", &operand("<", "BOOL"));
    check("pk = :s AND :t >= sk", &operand(">=", "BOOL"));
    check("pk = :s AND sk BETWEEN :t AND :t", &operand("BETWEEN", "BOOL"));
}
