//! The examples of AWS's pages, Ion's specification, and what is written read back.

use ddb_expr::codec;
use ddb_expr::value::Item;

use super::*;
use crate::transfer::ion::write_item;

fn item(json: &str) -> Item {
    ddb_expr::json::item_from_slice(json.as_bytes()).unwrap().to_item()
}

fn written(item: &Item) -> String {
    let mut out = Vec::new();
    write_item(codec::encode(item).view(), &mut out);
    String::from_utf8(out).unwrap()
}

/// Developer guide, "Amazon Ion", the example of an export.
#[test]
fn an_export_of_awss_page() {
    let text = r#"$ion_1_0 {
        Item:{
            Authors:$dynamodb_SS::["Author1","Author2"],
            Dimensions:"8.5 x 11.0 x 1.5",
            ISBN:"333-3333333333",
            Id:103.,
            InPublication:false,
            PageCount:6d2,
            Price:2d3,
            ProductCategory:"Book",
            Title:"Book 103 Title"
        }
    }"#;
    let expected = item(
        r#"{"Authors": {"SS": ["Author1", "Author2"]}, "Dimensions": {"S": "8.5 x 11.0 x 1.5"},
            "ISBN": {"S": "333-3333333333"}, "Id": {"N": "103"}, "InPublication": {"BOOL": false},
            "PageCount": {"N": "600"}, "Price": {"N": "2000"}, "ProductCategory": {"S": "Book"},
            "Title": {"S": "Book 103 Title"}}"#,
    );
    let (read, others) = item_in(text).unwrap();
    assert_eq!(read, expected);
    assert!(others.is_empty());
    let compact = text.lines().skip(2).take(9).map(str::trim).collect::<String>();
    assert_eq!(written(&expected), format!("{{{compact}}}"));
}

#[test]
fn every_type_reads_back_as_written() {
    let all = item(
        r#"{"s": {"S": "a\"b\\c\nd\u0001ü😀'"}, "n": {"N": "-1.50"}, "big": {"N": "1e125"}, "small": {"N": "1e-130"},
            "zero": {"N": "0"}, "b": {"B": "AAEC"}, "empty": {"B": ""}, "t": {"BOOL": true}, "nil": {"NULL": true},
            "l": {"L": [{"N": "1"}, {"S": ""}, {"L": []}]}, "m": {"M": {"a b": {"S": "x"}, "null": {"N": "7"}}},
            "ss": {"SS": ["b", "a"]}, "ns": {"NS": ["10", "2.5"]}, "bs": {"BS": ["AA==", "AQ=="]},
            "it's": {"S": "'''"}, "$1": {"S": "y"}, "1st": {"BOOL": false}}"#,
    );
    assert_eq!(value_from(&written(&all)), Ok(Value::M(all)));
}

/// <https://amazon-ion.github.io/ion-docs/docs/spec.html>
#[test]
fn other_forms_of_the_text() {
    let s = |text: &str| Value::S(text.to_owned());
    let n = |text: &str| Value::N(Number::parse(text).unwrap());
    for (text, expected) in [
        ("$ion_1_0 $ion_1_0 7", n("7")),
        ("/* a */ 12_345 // b", n("12345")),
        ("1.5e3", n("1500")),
        ("-0.5d-1", n("-0.05")),
        ("12.d1", n("120")),
        ("null.string", Value::Null),
        ("a_symbol", s("a_symbol")),
        ("'quoted symbol'", s("quoted symbol")),
        ("'''one ''' // and\n '''two'''", s("one two")),
        (r#""\x41\u00fc\U0001F600\ud83d\ude00""#, s("Aü😀😀")),
        ("{{ \"bytes\" }}", Value::B(Bytes::from_static(b"bytes"))),
        ("{{ AA EC }}", Value::B(Bytes::from_static(&[0, 1, 2]))),
        ("note::[1, 2,]", Value::L(vec![n("1"), n("2")])),
    ] {
        assert_eq!(value_from(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_not_an_item_is_told() {
    let deep = "[".repeat(100_000);
    for text in [
        "",
        "{",
        "{a:}",
        "{a:1 b:2}",
        "[1",
        "\"open",
        "'''open",
        "\"\\q\"",
        "\"\\ud800\"",
        "{{AA",
        "{{ ? }}",
        "nan",
        "2026-01-01T",
        "{a:1,a:2}",
        "$dynamodb_SS::[1]",
        "$dynamodb_SS::[]",
        "$dynamodb_SS::[\"a\",\"a\"]",
        "$dynamodb_XX::[1]",
        "/* open",
        "1 2",
        "(sexp)",
        "\"\\u00\u{fc}\"",
        &deep,
    ] {
        assert!(value_from(text).is_err(), "{}", text.get(..20).unwrap_or(text));
    }
    assert!(item_in("{Other:{a:1}}").is_err());
    assert!(item_in("{Item:1}").is_err());
}
