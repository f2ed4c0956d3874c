use super::*;
use crate::codec::EncodedItem;
use crate::json::item_from_slice;

/// `names` as `#a=a,#b=b`; `values` as DynamoDB JSON.
pub(crate) fn placeholders(names: &str, values: &str) -> Placeholders {
    let pairs = names.split(',').filter_map(|pair| pair.split_once('='));
    let names: Vec<_> = pairs.map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    let values = (!values.is_empty()).then(|| item_from_slice(values.as_bytes()).unwrap());
    Placeholders::new((!names.is_empty()).then_some(names), values.as_ref()).unwrap()
}

/// The text is refused with this sentence, without its `Invalid FilterExpression: `. Values: `:a` only.
fn refused(text: &str, a: &str, expected: &str) {
    let values = if a.is_empty() { String::new() } else { format!("{{\":a\":{a}}}") };
    let found = parse(Kind::Filter, text, &mut placeholders("#a=a", &values));
    let message = found.expect_err(text).message().to_owned();
    assert_eq!(message.strip_prefix("Invalid FilterExpression: "), Some(expected), "{text}");
}

/// dynalite's tests, recorded on AWS: each of these is a syntax error; the token and the text near it by the rule that
/// the public conformance suite's examples show.
#[test]
fn syntax_errors_show_the_token() {
    for (text, token, near) in [
        ("things are not gonna be ok", "are", "things are not"),
        ("a > 4", "4", "> 4"),
        ("attribute_exists(Pictures-RearView)", "-", "Pictures-RearView"),
        ("attribute_exists(\"Pictures.RearView\")", "\"", "(\"Pictures"),
        ("attribute_exists(Pictures..RearView)", ".", "..RearView"),
        ("attribute_exists(Pi#ctures.RearView)", "#ctures", "Pi#ctures."),
        ("attribute_exists(asdf[a])", "a", "[a]"),
        ("a in b, c", "b", "in b,"),
        ("a > between", "between", "> between"),
        ("a in b", "b", "in b"),
        ("a in (b,c,)", ")", ",)"),
        ("(a)between(b.(c.d))and(c)", "(", ".(c"),
        ("(a)between(b.c.d)and((c)", "<EOF>", ")"),
        ("#$.b > a", "#", "#$"),
        ("a > :things.stuff", ".", ":things.stuff"),
        ("b[:a] > a", ":a", "[:a]"),
        ("b[#_] > a", "#_", "[#_]"),
        ("ü > a", "ü", "ü >"),
        ("(a)between(b.c[4.5].#d)and(:a)", ".", "4.5"),
        ("size(a).b > a", ".", ").b"),
        ("(size(a)).b > a", ".", ").b"),
        ("size(a)[0] > a", "[", ")[0"),
        ("(size(a))[0] > a", "[", ")[0"),
        ("a = = b", "=", "= = b"),
        ("attribute_not_exists(", "<EOF>", "("),
        ("id =", "<EOF>", "="),
        ("!!", "!", "!!"),
        ("a", "<EOF>", "a"),
        ("(a)", "<EOF>", ")"),
        ("a AND b = c", "AND", "a AND b"),
        ("NOT a", "<EOF>", "a"),
        ("(a = b) = c", "=", ") = c"),
    ] {
        refused(text, "", &format!("Syntax error; token: \"{token}\", near: \"{near}\""));
    }
    refused("", "", "The expression can not be empty;");
    refused(" \t", "", "The expression can not be empty;");
}

/// dynalite's tests, recorded on AWS.
#[test]
fn mistakes_about_the_whole_expression() {
    for text in [
        "a=a and a > ((views))",
        "(a)between(((b.c)).d)and(c)",
        "a > whatever((:things), ((a)))",
        "a=a AND ((a=a AND a=a)) AND a=a",
        "a=a OR ((a=a OR a=a)) OR a=a",
        "a=a AND ((a=a AND (a=a AND a=a)))",
        "a=a OR ((a=a OR (a=a OR a=a)))",
        "((attribute_not_exists(pk)))",
    ] {
        refused(text, "", "The expression has redundant parentheses;");
    }
    for (text, name) in [
        ("a=a and whatever((:things)) > a", "whatever"),
        ("attRIbute_exIsts((views), #a)", "attRIbute_exIsts"),
    ] {
        refused(text, "", &format!("Invalid function name; function: {name}"));
    }
    // Sentence: seen in client code that met it on AWS; that it reads the same for a filter is our guess.
    for name in ["if_not_exists", "list_append"] {
        let sentence = format!("The function is not allowed in a condition expression; function: {name}");
        refused(&format!("{name}(a, b) = c"), "", &sentence);
    }
    for (text, name) in [
        ("a=a and attribute_exists((views), (#a)) > b", "attribute_exists"),
        ("attribute_not_exists(things) > b", "attribute_not_exists"),
        ("attribute_type(things, :a) > b", "attribute_type"),
        ("begins_with(things, a) > b", "begins_with"),
        ("contains(:things, c) > b", "contains"),
        ("size(contains(a, b)) > a", "contains"),
        ("size(things)", "size"),
        ("a between b and attribute_exists(things)", "attribute_exists"),
        ("a in (b, attribute_exists(things))", "attribute_exists"),
        ("size(a) OR a = b", "size"),
        ("NOT size(a)", "size"),
    ] {
        refused(
            text,
            "",
            &format!("The function is not allowed to be used this way in an expression; function: {name}"),
        );
    }
    refused(
        "attribute_exists(views, #a)",
        "",
        "Attribute name is a reserved keyword; reserved keyword: views",
    );
    refused(":a < abOrT", "", "Attribute name is a reserved keyword; reserved keyword: abOrT");
}

/// dynalite's tests, recorded on AWS.
#[test]
fn mistakes_of_one_clause() {
    for (text, name) in [
        ("attribute_exists(#Pictures.RearView, :a) and a=a", "#Pictures"),
        ("begins_with(Pictures.#RearView)", "#RearView"),
        ("(#P between :lo and :hi) and (#PC in (:cat1, :cat2))", "#P"),
        ("#4g > a", "#4g"),
        ("#_ > a", "#_"),
        ("(a)between(b.c[45].#d)and(:a)", "#d"),
    ] {
        refused(
            text,
            "",
            &format!(
                "An expression attribute name used in the document path is not defined; attribute name: {name}"
            ),
        );
    }
    for (text, name) in [
        ("begins_with(:hello, #a, #b)", ":hello"),
        (":a < :b", ":a"),
        (":_ > a", ":_"),
        // What stands in parentheses is of the clause around it.
        ("(:_) > :x", ":_"),
        ("(:_) in (a)", ":_"),
    ] {
        refused(
            text,
            "",
            &format!(
                "An expression attribute value used in expression is not defined; attribute value: {name}"
            ),
        );
    }
    for (text, name, count) in [
        ("attribute_exists(things, a) and a=a", "attribute_exists", 2),
        ("attribute_not_exists(things, b)", "attribute_not_exists", 2),
        ("attribute_type(things)", "attribute_type", 1),
        ("begins_with(things)", "begins_with", 1),
        ("begins_with(things, size(a), b)", "begins_with", 3),
        ("contains(things)", "contains", 1),
        ("size(things, a) > b", "size", 2),
    ] {
        refused(
            text,
            "",
            &format!(
                "Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {count}"
            ),
        );
    }
    for (text, operator, first) in [
        ("a = a AND #a = b AND :views > a", "=", "[a]"),
        ("#a <> a", "<>", "[a]"),
        ("a > #a", ">", "[a]"),
        ("(a=a) OR (a=a)", "=", "[a]"),
        ("contains(ab.bc[1].a, ab.bc[1].#a)", "contains", "[ab, bc, [1], a]"),
        ("attribute_type(ab.bc[1].#a, ab.bc[1].a)", "attribute_type", "[ab, bc, [1], a]"),
        ("begins_with(ab.bc[1].a, ab.bc[1].#a)", "begins_with", "[ab, bc, [1], a]"),
        // Our guess, by the words "remaining operands".
        ("a IN (b, #a)", "IN", "[a]"),
    ] {
        refused(
            text,
            "",
            &format!(
                "The first operand must be distinct from the remaining operands for this operator or function; operator: {operator}, first operand: {first}"
            ),
        );
    }
}

/// dynalite's tests, recorded on AWS; ordering comparisons and BETWEEN: the public conformance suite (eu-west-2, 2026-10).
#[test]
fn values_of_a_wrong_type() {
    const N: &str = r#"{"N":"1"}"#;
    let others = [
        (r#"{"BOOL":true}"#, "BOOL"),
        (r#"{"NULL":true}"#, "NULL"),
        (r#"{"L":[]}"#, "L"),
        (r#"{"M":{}}"#, "M"),
        (r#"{"SS":["1"]}"#, "SS"),
        (r#"{"NS":["1"]}"#, "NS"),
        (r#"{"BS":["YQ=="]}"#, "BS"),
    ];
    let check = |text: &str, value: &str, operator: &str, kind: &str| {
        refused(
            text,
            value,
            &format!(
                "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
            ),
        );
    };
    for (value, kind) in others.into_iter().chain([(N, "N")]) {
        check("attribute_type(a, :a)", value, "attribute_type", kind);
        check("begins_with(a, :a)", value, "begins_with", kind);
        check("begins_with(:a, a)", value, "begins_with", kind);
    }
    for (value, kind) in others {
        check("b < :a", value, "<", kind);
        check(":a >= b", value, ">=", kind);
        check("b BETWEEN :a AND :a", value, "BETWEEN", kind);
    }
    check("attribute_type(a, :a)", r#"{"B":"YQ=="}"#, "attribute_type", "B");
    check("attribute_type(ab.bc[1].a, SS)", "", "attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
    check("attribute_type(a, size(a)) and a=a and a=:a", N, "attribute_type", "N");
    check("begins_with(a, size(a)) and a=:a", N, "begins_with", "N");
    check("size(size(a)) > :a", N, "size", "N");
    check("attribute_not_exists(size(:a))", N, "size", "N");
    check("size(:a) > a", r#"{"BOOL":true}"#, "size", "BOOL");
    check("size(:a) > a", r#"{"NULL":true}"#, "size", "NULL");
    refused(
        "attribute_type(a, :a)",
        r#"{"S":"1"}"#,
        "Invalid attribute type name found; type: 1, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    );
    refused(
        "attribute_exists(:a) and a=a",
        r#"{"S":"1"}"#,
        "Operator or function requires a document path; operator or function: attribute_exists",
    );
    refused(
        "attribute_not_exists(size(:a))",
        r#"{"S":"1"}"#,
        "Operator or function requires a document path; operator or function: attribute_not_exists",
    );
}

/// BETWEEN: dynalite's tests, recorded on AWS. IN and the count of operators: sentences in AWS SDK issues
/// (aws-sdk-js 3721). Size: the public conformance suite.
#[test]
fn bounds_and_limits() {
    let between = |low: &str, high: &str| {
        let values = format!(r#"{{":a":{low},":b":{high}}}"#);
        parse(Kind::Condition, "a BETWEEN :a AND :b", &mut placeholders("", &values))
            .map_err(|e| e.message().to_owned())
    };
    assert_eq!(
        between(r#"{"N":"5"}"#, r#"{"N":"1"}"#).unwrap_err(),
        "Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}"
    );
    assert_eq!(
        between(r#"{"N":"1"}"#, r#"{"S":"a"}"#).unwrap_err(),
        "Invalid ConditionExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}"
    );
    assert!(between(r#"{"N":"1"}"#, r#"{"N":"1.0"}"#).is_ok());
    assert!(between(r#"{"B":"eg=="}"#, r#"{"B":"YQ=="}"#).unwrap_err().ends_with(
        "lower bound operand: AttributeValue: {B:eg==}, upper bound operand: AttributeValue: {B:YQ==}"
    ));
    refused("a[2147483648] = b", "", "List index is not within the allowable range; index: [2147483648]");
    let list = |count: usize| format!("b IN ({}:a)", ":a,".repeat(count - 1));
    assert!(parse(Kind::Filter, &list(100), &mut placeholders("", r#"{":a":{"N":"1"}}"#)).is_ok());
    refused(
        &list(163),
        r#"{"N":"1"}"#,
        "The IN operator is provided with too many operands; number of operands: 163",
    );
    let chain = |count: usize| format!("a=b{}", " OR a=b".repeat(count - 1));
    assert!(parse(Kind::Filter, &chain(150), &mut Placeholders::none()).is_ok());
    refused(&chain(151), "", "The expression contains too many operators; operator count: 301");
    refused(
        &"a".repeat(4097),
        "",
        "Expression size has exceeded the maximum allowed size; expression size: 4097",
    );
    // The index: sentence of AWS's DAX clients. Depth of paths: Alternator's tests, which ran on AWS.
    refused("a[99999999999] = b", "", "List index is not within the allowable range; index: [99999999999]");
    refused(
        &format!("a{} = b", ".a".repeat(32)),
        "",
        "The document path has too many nesting levels; nesting levels: 33",
    );
}

/// However deep, the answer is a sentence of AWS's and no overflow.
#[test]
fn deep_nesting_is_refused() {
    refused(
        &format!("{}a=b{}", "(".repeat(2000), ")".repeat(2000)),
        "",
        "The expression has redundant parentheses;",
    );
    refused(
        &format!("{}a=b", "NOT ".repeat(1000)),
        "",
        "The expression contains too many operators; operator count: 301",
    );
    refused(
        &format!("{}a=b{}", "NOT (".repeat(600), ")".repeat(600)),
        "",
        "The expression contains too many operators; operator count: 301",
    );
    refused(
        &"(".repeat(10_000),
        "",
        "Expression size has exceeded the maximum allowed size; expression size: 10000",
    );
    refused(
        &"size(".repeat(800),
        "",
        "Incorrect operand type for operator or function; operator or function: size, operand type: N",
    );
    // Alternator's tests, which ran on AWS.
    refused(&"(".repeat(4096), "", "Syntax error; token: \"<EOF>\", near: \"(\"");
    let unknown = format!("a < {}b{}", "f(".repeat(1355), ")".repeat(1355));
    refused(&unknown, "", "Invalid function name; function: f");
    let right = |depth: usize| format!("a<b {}{}", "or (a<b ".repeat(depth), ")".repeat(depth));
    assert!(parse(Kind::Filter, &right(149), &mut Placeholders::none()).is_ok());
    refused(&right(454), "", "The expression contains too many operators; operator count: 301");
    let fits = format!("{}a=b{}", "NOT (".repeat(299), ")".repeat(299));
    assert!(parse(Kind::Filter, &fits, &mut Placeholders::none()).unwrap().holds(None));
}

fn item() -> EncodedItem {
    item_from_slice(br#"{
        "s":{"S":"hello"}, "n":{"N":"5"}, "b":{"B":"AQID"}, "t":{"BOOL":true}, "z":{"NULL":true},
        "m":{"M":{"x":{"N":"1"},"l":{"L":[{"S":"a"},{"N":"2"}]}}}, "l":{"L":[{"S":"a"},{"M":{"k":{"S":"v"}}}]},
        "ss":{"SS":["a","b"]}, "ns":{"NS":["1","2"]}, "bs":{"BS":["AQ=="]}, "e":{"S":""}
    }"#).unwrap()
}

/// Whether the text holds for `item()`, with any of the values that the request may define.
fn check(text: &str, expected: bool) {
    let values = r#"{":h":{"S":"hello"},":he":{"S":"he"},":5":{"N":"5.0"},":6":{"N":"6"},":1":{"N":"1"},":2":{"N":"2"},
        ":a":{"S":"a"},":t":{"BOOL":true},":z":{"NULL":true},":b":{"B":"AQID"},":b1":{"B":"AQ=="},":ss":{"SS":["b","a"]},
        ":S":{"S":"S"},":SS":{"S":"SS"},":m":{"M":{"k":{"S":"v"}}},":0":{"N":"0"},":bool":{"S":"BOOL"}}"#;
    let condition = parse(Kind::Condition, text, &mut placeholders("#s=s", values)).expect(text);
    assert_eq!(condition.holds(Some(item().view())), expected, "{text}");
    let negated =
        parse(Kind::Condition, &format!("NOT ({text})"), &mut placeholders("#s=s", values)).expect(text);
    assert_eq!(negated.holds(Some(item().view())), !expected, "NOT ({text})");
}

const HOLD: &str = "
        s = :h; #s = :h; n = :5; n >= :5; n < :6; n <> :6; n <> :h; gone <> :h; b = :b; t = :t; z = :z;
        ss = :ss; s BETWEEN :he AND :h; n BETWEEN :1 AND :6; :5 BETWEEN :1 AND n; n IN (:h, :5);
        :5 IN (s, n); attribute_exists(s); attribute_exists(m.l[1]); attribute_exists(l[1].k);
        attribute_not_exists(gone); attribute_not_exists(l[2]); attribute_not_exists(s.x);
        attribute_type(s, :S); attribute_type(ss, :SS); attribute_type(t, :bool); begins_with(s, :he);
        begins_with(b, :b1); contains(s, :he); contains(b, :b1); contains(ss, :a); contains(ns, :1);
        contains(bs, :b1); contains(l, :a); contains(l, :m); size(s) = :5; size(b) > :2; size(m) = :2;
        size(l) = :2; size(ss) = :2; size(e) = :0; m.x = :1; (m).x = :1; l[0] = :a; l[1] = :m;
        s = :h AND n = :5; s = :a OR n = :5; s = :a AND n = :6 OR n = :5; n = :5 OR s = :a AND n = :6;
        size(s) = n; size(s) IN (:1, :5); size(:h) = n; NOT s = :a AND n = :5";

const DO_NOT_HOLD: &str = "
        s = :a; s = :5; n < :h; n > :h; gone = :h; gone < :h; s < :5; t = :z; attribute_exists(gone);
        attribute_exists(m.gone.x); attribute_not_exists(s); attribute_type(s, :SS);
        attribute_type(gone, :S); begins_with(n, :he); begins_with(gone, :he); contains(n, :5);
        contains(ss, :1); contains(m, :a); size(n) = :1; size(gone) = :0; size(t) = :1; gone IN (:h);
        n BETWEEN :6 AND :6; s BETWEEN :1 AND :5; l[5] = :a; s[0] = :a";

/// Developer guide, "Condition and filter expressions, operators, and functions". Missing attributes: `<>` holds, all
/// other comparisons do not (Alternator's tests, which ran on AWS).
#[test]
fn conditions_hold_as_aws_says() {
    HOLD.split(';').for_each(|text| check(text.trim(), true));
    DO_NOT_HOLD.split(';').for_each(|text| check(text.trim(), false));
}

/// A condition on an item that is not there sees no attribute.
#[test]
fn no_item_has_no_attributes() {
    let holds = |text: &str| parse(Kind::Condition, text, &mut Placeholders::none()).unwrap().holds(None);
    assert!(holds("attribute_not_exists(pk)"));
    assert!(!holds("attribute_exists(pk)"));
    assert!(!holds("size(pk) = a"));
}

#[test]
fn placeholders_are_checked_and_counted() {
    let names =
        |pairs: &[(&str, &str)]| Some(pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect());
    let refuse = |names, values: Option<&str>| {
        let values = values.map(|json| item_from_slice(json.as_bytes()).unwrap());
        Placeholders::new(names, values.as_ref()).unwrap_err().message().to_owned()
    };
    // dynalite's tests, recorded on AWS.
    assert_eq!(refuse(names(&[]), None), "ExpressionAttributeNames must not be empty");
    assert_eq!(refuse(None, Some("{}")), "ExpressionAttributeValues must not be empty");
    assert_eq!(
        refuse(names(&[("a", "a")]), None),
        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\""
    );
    assert_eq!(
        refuse(None, Some(r#"{"a":{"S":"b"}}"#)),
        "ExpressionAttributeValues contains invalid key: Syntax error; key: \"a\""
    );
    for key in ["", "#", ":a", "#a b", "#a.b", &format!("#{}", "a".repeat(255))] {
        assert!(Placeholders::new(names(&[(key, "a")]), None).is_err(), "{key}");
    }
    let mut some = placeholders("#b=b,#a=a", r#"{":x":{"N":"1"},":y":{"N":"2"}}"#);
    let unused = |some: &Placeholders| some.unused().map_err(|error| error.message().to_owned());
    assert_eq!(
        unused(&some),
        Err("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}".to_owned())
    );
    parse(Kind::Filter, "#a = #b.#a", &mut some).unwrap();
    assert_eq!(
        unused(&some),
        Err("Value provided in ExpressionAttributeValues unused in expressions: keys: {:x, :y}".to_owned())
    );
    parse(Kind::Filter, "a IN (:y, :x)", &mut some).unwrap();
    assert_eq!(unused(&some), Ok(()));
}

#[test]
fn mentioned_attributes_are_listed() {
    let condition = parse(
        Kind::Filter,
        "NOT (a.b = c[1]) AND (size(d) IN (e, f) OR attribute_exists(g))",
        &mut Placeholders::none(),
    );
    assert_eq!(condition.unwrap().top_level_names(), ["a", "c", "d", "e", "f", "g"]);
}

/// Seen on AWS: github.com/ExtendDB/extenddb, issue 60, and dynalite's tests.
#[test]
fn a_text_is_as_long_as_its_utf_16() {
    for (text, units) in [("abÿ", 3), ("é𝄞", 3), ("", 0), ("abcd", 4)] {
        let values = format!(r#"{{":n":{{"N":"{units}"}}}}"#);
        let condition = parse(Kind::Condition, "size(s) = :n", &mut placeholders("", &values)).unwrap();
        let item = crate::codec::encode(&[("s", crate::value::Value::string(text))].into_iter().collect());
        assert!(condition.holds(Some(item.view())), "{text}");
    }
}
