//! Sentences not marked otherwise were recorded on AWS in September and October 2026: the tests `tier2/partiql` and
//! `tier3/error-messages/partiql*` of github.com/paritysuite/dynamodb-conformance, and the PartiQL tests of
//! github.com/floci-io/floci.

use super::*;
use crate::ast::{Comparator, Operand};
use crate::condition;
use crate::kind::Kind;
use crate::names::Placeholders;
use crate::value::Value;

fn compiled(text: &str) -> Result<Statement, Error> {
    let parsed = parse(text)?;
    let parameters = vec![Literal::from_value(&Value::string("a")); parsed.parameters()];
    parsed.compile(&parameters)
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(
        compiled(text).map_err(|error| error.message().to_owned()),
        Err(expected.to_owned()),
        "{text}"
    );
}

#[track_caller]
fn malformed(text: &str, expected: &str) {
    refused(text, &format!("Statement wasn't well formed, can't be processed: {expected}"));
}

/// The WHERE of a SELECT.
#[track_caller]
fn filter(text: &str) -> Condition {
    match compiled(&format!("SELECT * FROM t WHERE {text}")) {
        Ok(Statement::Select(select)) => select.condition.unwrap(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn conditions_are_those_of_the_expression_language() {
    #[track_caller]
    fn check(text: &str, expression: &str) {
        let values = [("a", Value::string("a")), ("n", Value::N(1.into())), ("null", Value::string("NULL"))];
        let values: Item = values.into_iter().map(|(key, value)| (format!(":{key}"), value)).collect();
        let names = vec![("#s".to_owned(), "size".to_owned())];
        let mut known = Placeholders::new(Some(names), Some(&crate::codec::encode(&values))).unwrap();
        assert_eq!(Ok(filter(text)), condition::parse(Kind::Condition, expression, &mut known), "{text}");
    }
    check("x = 'a' and y <> 1 AND (z < ? or \"size\" >= 1)", "x = :a AND y <> :n AND (z < :a OR #s >= :n)");
    check("x != 1 AND x BETWEEN 1 AND 1", "x <> :n AND x BETWEEN :n AND :n");
    check("x NOT IN ['a', 1] OR NOT x IN ('a')", "(NOT x IN (:a, :n)) OR NOT x IN (:a)");
    check(
        "a.b[0].\"c\" IS MISSING AND x IS NOT MISSING",
        "attribute_not_exists(a.b[0].c) AND NOT attribute_not_exists(x)",
    );
    check("x IS NULL AND x IS NOT NULL", "attribute_type(x, :null) AND NOT attribute_type(x, :null)");
    check("BEGINS_WITH(x, 'a') AND contains(x, 1)", "begins_with(x, :a) AND contains(x, :n)");
    check("size(x) > 1 AND attribute_type(x, 'NULL')", "size(x) > :n AND attribute_type(x, :null)");
    check("(x = 1 AND y = 1) AND z = 1", "x = :n AND y = :n AND z = :n");
    check("x = - - 1 -- a comment", "x = :n");
    check("attribute_exists(x) = true", "attribute_exists(x)");
    check("false = attribute_exists(x)", "NOT attribute_exists(x)");
}

#[test]
fn a_condition_compared_with_something_is_true_or_false() {
    let item = Item::from_iter([
        ("n", Value::N(1.into())),
        ("yes", Value::Bool(true)),
        ("flag", Value::string("x")),
    ]);
    let item = crate::codec::encode(&item);
    for holds in [
        "attribute_exists(nope) = false",
        "true = attribute_exists(n)",
        "attribute_exists(n) <> 1",
        "contains(nope, 'z') = false",
        "(n BETWEEN 0 AND 5) = true",
        "(n = 5 OR flag = 'y') = false",
        "attribute_exists(nope) IN [true, false]",
        "attribute_exists(n) = attribute_exists(flag)",
        "attribute_exists(n) = yes",
    ] {
        assert!(filter(holds).holds(Some(item.view())), "{holds}");
    }
    for fails in [
        "attribute_exists(n) = 1",
        "NOT attribute_exists(n) = true",
        "(attribute_exists(n) = true) = false",
        "attribute_exists(n) = flag",
    ] {
        assert!(!filter(fails).holds(Some(item.view())), "{fails}");
    }
}

#[test]
fn statements_have_their_parts() {
    let Statement::Select(select) =
        compiled("select a.b[1], \"c\" from \"t\".\"i\" where x = 1 order by x desc, y;").unwrap()
    else {
        panic!("a SELECT")
    };
    assert_eq!((select.table.as_str(), select.index.as_deref()), ("t", Some("i")));
    let names: Vec<&str> =
        select.columns.iter().flat_map(Projection::columns).map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["b[1]", "c"]);
    assert_eq!(
        select.order.iter().map(|o| (o.attribute.as_str(), o.descending)).collect::<Vec<_>>(),
        [("x", true), ("y", false)]
    );
    let text = "UPDATE t SET a = a + 1, b = list_append(b, [2]) REMOVE c[1] SET d = set_add(d, <<1, 2>>) SET e = set_delete(e, <<'x'>>) WHERE k = 1 RETURNING modified new *";
    let Statement::Update { update, condition, returning, .. } = compiled(text).unwrap() else {
        panic!("an UPDATE")
    };
    assert_eq!(
        (update.sets.len(), update.removes.len(), update.adds.len(), update.deletes.len()),
        (2, 1, 1, 1)
    );
    assert!(matches!(
        condition,
        Some(Condition::Compare(Comparator::Equal, Operand::Path(_), Operand::Value(_)))
    ));
    assert_eq!(returning, Some(Returning::ModifiedNew));
    assert_eq!(compiled("FROM t WHERE k = 1 SET a = 1"), compiled("UPDATE t SET a = 1 WHERE k = 1"));
    let Statement::Insert { item, .. } = compiled(
        "INSERT INTO t VALUE {'s': 'it''s', 'n': -1.5e1, 'l': [null, true, {'m': <<'a'>>}], 'p': ?}",
    )
    .unwrap() else {
        panic!("an INSERT")
    };
    let mut json = Vec::new();
    crate::json::write_item(crate::codec::encode(&item).view(), &mut json);
    assert_eq!(
        String::from_utf8(json).unwrap(),
        r#"{"l":{"L":[{"NULL":true},{"BOOL":true},{"M":{"m":{"SS":["a"]}}}]},"n":{"N":"-15"},"p":{"S":"a"},"s":{"S":"it's"}}"#
    );
    assert!(matches!(compiled("EXISTS(SELECT * FROM t WHERE k = 1)"), Ok(Statement::Exists(_))));
}

#[test]
fn a_text_that_is_no_statement_is_refused_in_the_parsers_words() {
    let leftover = "Unexpected token after expression";
    for text in [
        "SELECT * FROM t WHERE pk = 1 foo",
        "SELECT * FROM t WHERE pk = 1 e5",
        "SELECT * FROM t WHERE pk = 1)",
        "INSERT INTO t VALUE {'pk': 1} foo",
        "INSERT INTO t u VALUE {'pk': 1}",
        "UPDATE t SET a = 9 WHERE pk = 9 foo",
        "DELETE FROM t WHERE pk = 9 ORDER BY pk",
        "SELECT * FROM t ORDER BY pk WHERE pk = 1",
        "FROM t SET c = 1 WHERE pk = 'x'",
        "SELECTT * FROMM \"t\"",
        "SELECT pk FROM t; SELECT pk FROM t",
    ] {
        malformed(text, leftover);
    }
    for text in [
        "SELECT * FROM t WHERE pk = 1e99999999999",
        "SELECT * FROM t WHERE pk = 1 # a",
        "SELECT * FROM t /* a",
        "SELECT * FROM \"t",
    ] {
        malformed(text, "");
    }
    for text in [
        "SELECT * FROM t WHERE",
        "SELECT * FROM t WHERE;",
        "SELECT * FROM t WHERE NOT",
        "SELECT * FROM t WHERE (",
        "DELETE FROM t WHERE  ",
        "SELECT * FROM",
    ] {
        malformed(text, "Unexpected term");
    }
    for text in ["SELECT * FROM t WHERE pk = 1 AND", "SELECT * FROM t WHERE pk = 1 OR"] {
        malformed(text, "Missing right-hand side expression of infix operator");
    }
    for text in ["DELETE FROM", "DELETE FROM;", "DELETE FROM WHERE pk = 1"] {
        malformed(text, "Expected identifier for simple path");
    }
    for text in ["SLECT * FROM \"t\" WHERE pk = 'x'", "UPDATE Payment-main SET active=? WHERE id=?"] {
        malformed(text, "Expected data manipulation");
    }
    malformed("SELECT * FROM t WHERE ORDER BY pk", "Unexpected keyword");
    malformed("INSERT INTO urls (key) VALUES (?)", "Unexpected keyword");
    malformed("SELECT * FROM t WHERE IS NULL", "Unexpected operator");
    malformed("SELECT * FROM t WHERE pk = LIKE", "Unexpected operator");
    malformed("SELECT * FROM t WHERE x IS FOO", "Expected type name");
    malformed("SELECT * FROM t WHERE m.inner = 1", "Invalid path dot component");
    malformed("SELECT * FROM (SELECT * FROM t", "Unexpected keyword");
}

#[test]
fn what_parses_and_means_nothing_is_refused() {
    for text in [
        "SELECT * FROM \"t\" u WHERE pk = 'x'",
        "SELECT * FROM t AS u",
        "UPDATE t u SET a = 3 WHERE pk = 'x'",
        "DELETE FROM t u WHERE pk = 'x'",
        "SELECT s AS x FROM t",
    ] {
        refused(text, "Aliasing is not supported");
    }
    for text in ["x IS INT4", "x IS DOUBLE PRECISION", "x IS CHARACTER VARYING"] {
        refused(text, "Unsupported operation: IsType");
    }
    refused("SELECT * FROM a.b.c", "A path may contain at most 2 components in the FROM clause");
    refused("SELECT * FROM \"\" WHERE pk = 'p'", "Path component cannot be an empty string");
    // Our guess.
    for text in [
        "UPDATE t SET \"\" = 1 WHERE pk = 'p'",
        "UPDATE t SET m.\"\" = 1 WHERE pk = 'p'",
        "UPDATE t REMOVE \"\" WHERE pk = 'p'",
        "SELECT \"\" FROM t",
        "SELECT * FROM t WHERE m.\"\" = 1",
    ] {
        refused(text, "Empty attribute name");
    }
    refused("INSERT INTO t.i VALUE {'a': 1}", "FROM clause may only contain a single table name");
    refused("UPDATE t.i SET a = 1 WHERE pk = 'p'", "This operation is not supported on an index");
    // DynamoDB Local.
    refused("SELECT id FROM dbimp_page LIMIT 5", "Unsupported clause: LIMIT at 1:33:1");
    refused("SELECT s, s FROM t", "Duplicate identifiers in select clause: s");
    refused("SELECT COUNT(*) FROM t", "Unexpected path component at 1:8:5");
    refused("SELECT attribute_exists(ss) FROM t", "Unexpected path component at 1:8:16");
    refused("SELECT l[-1] FROM t", "List index is not within the allowable range; index: [-1] at 1:11:1");
    refused(
        "SELECT l[2147483648] FROM t",
        "List index is not within the allowable range; index: [2147483648] at 1:10:10",
    );
    refused("SELECT * FROM t WHERE pk = ?\nAND EXISTS(ss)", "Unrecognized function: exists at 2:5:6");
    refused(
        "DELETE FROM t WHERE pk = 'x' RETURNING MODIFIED OLD *",
        "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
    );
    let operand = "Incorrect operand type for operator or function; operator or function: ";
    let of_count = "Incorrect number of operands for operator or function; operator or function: ";
    for (condition, sentence) in [
        ("x < true", format!("{operand}<, operand type: BOOL")),
        ("attribute_exists(n) > false", format!("{operand}>, operand type: BOOL")),
        ("attribute_type(l, 1)", format!("{operand}attribute_type, operand type: N")),
        ("attribute_exists()", format!("{of_count}attribute_exists, number of operands: 0")),
        ("attribute_exists(a, b)", format!("{of_count}attribute_exists, number of operands: 2")),
        (
            "attribute_exists('a')",
            "Operator or function requires a document path; operator or function: attribute_exists".into(),
        ),
        (
            "attribute_type(a, 'X')",
            "Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}".into(),
        ),
        ("set_add(ss, <<'x'>>) = ss", "Unrecognized function: set_add at 1:23:7".into()),
    ] {
        refused(&format!("SELECT * FROM t WHERE {condition}"), &sentence);
    }
    let many = vec!["'v'"; 101].join(",");
    refused(
        &format!("SELECT * FROM t WHERE x IN [{many}]"),
        "The IN operator is provided with too many operands; number of operands: 101",
    );
    let parsed = parse("SELECT * FROM t WHERE x = ?").unwrap();
    assert_eq!(parsed.compile(&[]).unwrap_err(), Error::parameter_count());
}

#[test]
fn literals_keep_to_the_rules_of_values() {
    let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    refused("SELECT * FROM t WHERE pk = 1e126", &format!("{overflow} under root"));
    refused("INSERT INTO t VALUE {'pk': 1, 'm': {'x': 1e126}}", &format!("{overflow} under root.x"));
    refused("INSERT INTO t VALUE {'pk': 1, 'l': [1, 1e126]}", &format!("{overflow} under root[1]"));
    refused(
        "UPDATE t SET a = 1e-131 WHERE pk = 1",
        "Number underflow. Attempting to store a number with magnitude smaller than supported range under root",
    );
    refused(
        "SELECT * FROM t WHERE pk = 123456789012345678901234567890123456789",
        "Attempting to store more than 38 significant digits in a Number under root",
    );
    refused("INSERT INTO t VALUE {'s': <<>>}", "Empty bags are not supported");
    refused(
        "INSERT INTO t VALUE {'s': <<1, 'a'>>}",
        "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
    );
    refused(
        "INSERT INTO t VALUE {'x': [<<'a','a'>>]}",
        "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
    );
    refused(
        "UPDATE t SET n = set_add(n, <<2, 2.0>>)",
        "One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root",
    );
    refused("UPDATE t SET x = [?]", "Unsupported data type: Parameter under key root[0] at 1:19:1");
    refused(
        "INSERT INTO t VALUE {'pk':'a','m':{'k':?}}",
        "Unsupported data type: Parameter under key root.k at 1:40:1",
    );
    refused(
        "INSERT INTO t VALUE {'ss': set_add(<<'a'>>, <<'b'>>)}",
        "Unsupported data type: set_add under key root at 1:28:7",
    );
    let deep = |open: &str, close: &str, levels: usize| {
        format!("UPDATE t SET d = {}1{} WHERE pk = 1", open.repeat(levels), close.repeat(levels))
    };
    let too_deep = "Nesting Levels have exceeded supported limits under root";
    refused(&deep("{'a':", "}", 32), &format!("{too_deep}{}", ".a".repeat(32)));
    refused(&deep("[", "]", 32), &format!("{too_deep}{}", "[0]".repeat(32)));
    assert!(compiled(&deep("{'a':", "}", 31)).is_ok());
}

#[test]
fn updates_keep_to_the_rules_of_their_functions() {
    #[track_caller]
    fn check(set: &str, expected: &str) {
        refused(&format!("UPDATE t SET {set} WHERE pk = 'x'"), expected);
    }
    check(
        "t = set_add(ss, <<'x'>>)",
        "The first argument to SET_ADD must equal the assignment value at 1:18:7",
    );
    check(
        "ss = set_add(<<'a'>>, <<'b'>>)",
        "The first argument to SET_ADD must equal the assignment value at 1:19:7",
    );
    check("ss = set_add(ss, 'x')", "The second argument to SET_ADD must be a value with type SET at 1:27:2");
    check(
        "\"ss\" = set_delete(\"ss\", ['x'])",
        "The second argument to SET_DELETE must be a value with type SET at 1:32:4",
    );
    check("ss = set_add(ss)", "SET_ADD must have exactly two arguments at 1:19:7");
    check("ss = set_add(ss, <<>>)", "Empty bags are not supported");
    let operand = "Incorrect operand type for operator or function; operator or function: ";
    check("n = 'a' + 1", &format!("{operand}+, operand type: S"));
    check("n = n - null", &format!("{operand}-, operand type: NULL"));
    check("n = n + [1]", &format!("{operand}+, operand type: L"));
    // Our guess: the sentence of expressions without their name.
    check(
        "a = 1, a.b = 2",
        "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
    );
}

/// What comes from outside has a limit: neither depth nor length may exhaust the stack.
#[test]
fn no_nesting_is_too_deep_to_be_refused() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("NOT ", ""),
        ("{'a':", "}"),
        ("size(", ")"),
        ("a[", "]"),
        ("<<", ">>"),
        ("- ", ""),
    ] {
        for levels in [150, 1_000, 8_000] {
            let text = format!("SELECT * FROM t WHERE x = {}1{}", open.repeat(levels), close.repeat(levels));
            let _ = compiled(&text);
        }
    }
    for joint in [" AND x = 1", " = x", "+1", " OR attribute_exists(x) = attribute_exists(y)"] {
        let _ = compiled(&format!("SELECT * FROM t WHERE attribute_exists(x){}", joint.repeat(1_000)));
    }
    let nested = format!(
        "SELECT * FROM t WHERE {}attribute_exists(x){}",
        "(".repeat(40),
        " = attribute_exists(x))".repeat(40)
    );
    assert!(compiled(&nested).is_err());
}
