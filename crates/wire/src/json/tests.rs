//! Bodies read and written by a shape.

use bytes::Bytes;
use proptest::prelude::*;

use super::*;
use crate::oracle::{self, EVERY};
use crate::unread::{MAX_DEPTH, MAX_NODES, Unread};
use crate::value::{Fields, Slot, Value};

const STYLE: Style = Style { writes_empty: true };

fn fields(body: &str) -> Fields {
    read(&EVERY, body.as_bytes()).unwrap()
}

#[test]
fn absent_null_and_empty_are_three_things() {
    let read = fields(r#"{"Text": null, "Texts": [], "Map": {}, "Boolean": false}"#);
    assert_eq!(read.slot("Text"), &Slot::Null);
    assert_eq!(read.slot("Blob"), &Slot::Absent);
    assert_eq!(read.slot("Texts"), &Slot::There(Value::List(vec![])));
    assert_eq!(read.slot("Map"), &Slot::There(Value::Map(vec![])));
    assert_eq!(
        String::from_utf8(write(&read, STYLE)).unwrap(),
        r#"{"Text":null,"Boolean":false,"Texts":[],"Map":{}}"#
    );
    let style = Style { writes_empty: false };
    assert_eq!(String::from_utf8(write(&read, style)).unwrap(), r#"{"Text":null,"Boolean":false}"#);
    assert_eq!(super::read(&EVERY, b" "), Ok(Fields::new(&EVERY)));
    assert_eq!(fields(r#"{"Texts": ["a", null]}"#).list("Texts").last(), Some(&Slot::Null));
}

/// Smithy's JSON protocols; <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>.
#[test]
fn every_kind_is_read_and_written() {
    let body = r#"{"Text":"a","Blob":"YWI=","Boolean":true,"Integer":-1,"Long":9223372036854775807,"Double":1.5,"Time":784111777.5,"IsoTime":"1994-11-06T08:49:37Z","HttpTime":"Sun, 06 Nov 1994 08:49:37 GMT","Texts":["a","b"],"namedList":[1,2],"Structs":[{"Text":"x"}],"Lists":[["a"]],"Map":{"k":"v"},"inner":{"Double":"NaN"}}"#;
    let read = fields(body);
    assert_eq!(String::from_utf8(write(&read, STYLE)).unwrap(), body);
    assert_eq!(read.blob("Blob"), Some(&Bytes::from_static(b"ab")));
    assert_eq!(read.integer("Long"), Some(i64::MAX));
    assert_eq!(read.time_ms("Time"), Some(784_111_777_500));
    assert_eq!(read.time_ms("IsoTime"), Some(784_111_777_000));
    assert_eq!(read.texts("Texts").collect::<Vec<_>>(), ["a", "b"]);
    assert!(read.fields("Inner").unwrap().double("Double").unwrap().is_nan());
    assert_eq!(fields(r#"{"Double": "-Infinity"}"#).double("Double"), Some(f64::NEG_INFINITY));
}

#[test]
fn numbers_are_cut_and_kept_within_their_kind() {
    // As AWS does in DynamoDB.
    assert_eq!(fields(r#"{"Integer": 1.9}"#).integer("Integer"), Some(1));
    assert_eq!(fields(r#"{"Integer": 1e300, "Long": -1e300}"#).integer("Integer"), Some(i32::MAX.into()));
    assert_eq!(fields(r#"{"Long": -1e300}"#).integer("Long"), Some(i64::MIN));
}

#[test]
fn unknown_members_are_read_over_and_the_last_of_equal_names_counts() {
    let read =
        fields(r#"{"New": {"a": [1]}, "Text": "a", "Text": "b", "Map": {"k": "1", "l": "2", "k": "3"}}"#);
    assert_eq!(read.text("Text"), Some("b"));
    assert_eq!(read.map("Map").len(), 2);
    assert_eq!(read.map("Map").first().unwrap().1.value().unwrap().text(), Some("3"));
}

/// Athena, 2026-09-23, where nothing else is said.
#[test]
fn what_has_another_type_is_refused_in_awss_words() {
    let check = |body: &str, words: &str| {
        assert_eq!(read(&EVERY, body.as_bytes()), Err(Unread::WrongType(words.to_owned())), "{body}");
    };
    check(r#"{"Integer": "1"}"#, "STRING_VALUE can not be converted to an Integer");
    check(r#"{"Integer": true}"#, "TRUE_VALUE can not be converted to an Integer");
    check(r#"{"Text": false}"#, "FALSE_VALUE can not be converted to a String");
    check(r#"{"Text": 1.5}"#, "NUMBER_VALUE can not be converted to a String");
    check(r#"{"Time": "x"}"#, "STRING_VALUE can not be converted to milliseconds since epoch"); // X-Ray
    check(r#"{"Text": []}"#, "Start of list found where not expected");
    check(r#"{"Integer": {}}"#, "Start of structure or map found where not expected.");
    check(r#"{"Texts": 1}"#, "Expected list or null");
    check(r#"{"Texts": {}}"#, "Start of structure or map found where not expected.");
    check(r#"{"inner": true}"#, "Expected null");
    check(r#"{"inner": []}"#, "Start of list found where not expected");
    check("[]", "Start of list found where not expected");
    // Our guess.
    check(r#"{"Blob": "="}"#, "STRING_VALUE can not be converted to a Blob");
    check(r#"{"Map": "x"}"#, "Expected map or null");
    for body in ["", "null", "\"a\"", "{", "{\"Text\":}", "{\"Text\":\"a\",}", "{}x", "\u{1}"] {
        let expected = if body.is_empty() { Ok(Fields::new(&EVERY)) } else { Err(Unread::malformed()) };
        assert_eq!(read(&EVERY, body.as_bytes()), expected, "{body}");
    }
    assert_eq!(read(&EVERY, b"{\"Text\":\"\xff\"}"), Err(Unread::malformed()));
}

#[test]
fn what_is_too_deep_or_too_much_is_malformed() {
    let nested =
        |levels: usize| format!("{}{}", r#"{"inner":"#.repeat(levels), "{}".to_owned() + &"}".repeat(levels));
    assert!(read(&EVERY, nested(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(read(&EVERY, nested(MAX_DEPTH + 1).as_bytes()), Err(Unread::malformed()));
    let many = format!(r#"{{"Structs":[{}{{}}]}}"#, "{},".repeat(MAX_NODES / EVERY.members.len()));
    assert_eq!(read(&EVERY, many.as_bytes()), Err(Unread::malformed()));
}

proptest! {
    #[test]
    fn the_oracle_holds_for_any_text(text in r#"[{}\[\]",:0-9a-z ]{0,60}"#) {
        oracle::json(text.as_bytes());
    }

    #[test]
    fn the_oracle_holds_for_members(
        text in "\\PC{0,8}",
        number in any::<f64>(),
        whole in any::<i64>(),
        many in prop::collection::vec("[a-z\"\\\\]{0,3}", 0..4),
    ) {
        let body = serde_json::json!({
            "Text": &text, "Double": number, "Long": whole, "Integer": whole, "Time": number, "Texts": &many,
            "inner": {"Structs": [{"Text": &text}, null], "Map": {&text: &text}, "Lists": [&many]},
        });
        oracle::json(body.to_string().as_bytes());
    }
}
