use super::*;
use crate::condition::tests::placeholders;
use crate::json::{item_from_slice, write_item};

fn refused(text: &str, expected: &str) {
    let error = parse(text, &mut placeholders("#a=a,#b=[3]", "")).expect_err(text);
    assert_eq!(error.message().strip_prefix("Invalid ProjectionExpression: "), Some(expected), "{text}");
}

/// dynalite's tests, recorded on AWS; `!!` the public conformance suite. The near text: by the same rule.
#[test]
fn syntax_errors_show_the_token() {
    for (text, token, near) in [
        ("whatever(stuff)", "(", "whatever(stuff"),
        (":a", ":a", ":a"),
        ("abort,", "<EOF>", ","),
        ("a,,b", ",", ",,b"),
        ("a..b", ".", "..b"),
        ("a[b]", "b", "[b]"),
        ("(a.b).c", "(", "(a"),
        ("(a)", "(", "(a"),
        ("a-b", "-", "a-b"),
        ("!!", "!", "!!"),
        ("a b", "b", "a b"),
    ] {
        refused(text, &format!("Syntax error; token: \"{token}\", near: \"{near}\""));
    }
    refused("", "The expression can not be empty;");
}

/// dynalite's tests, recorded on AWS.
#[test]
fn reserved_undefined_and_clashing_paths() {
    refused("a.abORt", "Attribute name is a reserved keyword; reserved keyword: abORt");
    refused("#a,ABSoLUTE", "Attribute name is a reserved keyword; reserved keyword: ABSoLUTE");
    refused(
        "a,b,a,#c",
        "An expression attribute name used in the document path is not defined; attribute name: #c",
    );
    let clash = |verb: &str, one: &str, two: &str| {
        format!(
            "Two document paths {verb} with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}"
        )
    };
    refused("b[1], b.a, #a.b, a", &clash("overlap", "[a, b]", "[a]"));
    refused("a, #a[1]", &clash("overlap", "[a]", "[a, [1]]"));
    refused("a.b, #a[1], #b", &clash("conflict", "[a, b]", "[a, [1]]"));
    refused("a.b[1], #a[1], #b", &clash("conflict", "[a, b, [1]]", "[a, [1]]"));
    refused("a[3].b, #a.#b.b", &clash("conflict", "[a, [3], b]", "[a, [3], b]"));
}

fn check(text: &str, expected: &str) {
    let item = item_from_slice(
        br#"{"a":{"S":"x"},"m":{"M":{"k":{"N":"1"},"l":{"L":[{"S":"p"},{"S":"q"},{"M":{"z":{"N":"2"}}}]},"e":{"M":{}}}},
            "dot.ted":{"S":"d"}}"#,
    );
    let projection = parse(text, &mut placeholders("#d=dot.ted,#k=k", "")).expect(text);
    let mut out = Vec::new();
    write_item(projection.apply(item.unwrap().view()).view(), &mut out);
    assert_eq!(String::from_utf8(out).unwrap(), expected, "{text}");
}

/// Developer guide, "Using projection expressions in DynamoDB". That elements close up and that what is not there
/// leaves nothing behind: dynalite's tests.
#[test]
fn chosen_parts_are_given() {
    check("a", r#"{"a":{"S":"x"}}"#);
    check("gone", "{}");
    check("#d, a", r#"{"a":{"S":"x"},"dot.ted":{"S":"d"}}"#);
    check("m.#k", r#"{"m":{"M":{"k":{"N":"1"}}}}"#);
    check("m.l[2].z, m.l[0]", r#"{"m":{"M":{"l":{"L":[{"S":"p"},{"M":{"z":{"N":"2"}}}]}}}}"#);
    check("m.l[1], m.k, a", r#"{"a":{"S":"x"},"m":{"M":{"k":{"N":"1"},"l":{"L":[{"S":"q"}]}}}}"#);
    check("m.e", r#"{"m":{"M":{"e":{"M":{}}}}}"#);
    check("m.l[9], m.gone.x, a[0]", "{}");
}

#[test]
fn plain_names_choose_whole_attributes() {
    let projection = Projection::of_names(["b", "a"]);
    assert_eq!(projection.top_level_names().collect::<Vec<_>>(), ["a", "b"]);
    assert!(projection.takes_whole("a") && !projection.takes_whole("c"));
}
