//! Forms as AWS's clients write them. Authority where nothing else is said: Smithy's page of the query protocol.

use proptest::prelude::*;

use super::*;
use crate::oracle::{self, EVERY};
use crate::shape::Member;

fn read(form: &str) -> Fields {
    Form::read("", form.as_bytes()).unwrap().fields(&EVERY).unwrap()
}

fn texts(fields: &Fields, name: &str) -> String {
    fields.texts(name).collect::<Vec<_>>().join(",")
}

#[test]
fn members_are_found_by_their_paths() {
    let form = "Action=X&Version=2010-05-08&Text=a+b%26&Integer=5&Boolean=true&Blob=YWI%3D&Time=1994-11-06T08%3A49%3A37Z\
                &Texts.member.1=a&Texts.member.2=b&Flat.1=c&Flat.2=d&namedList.Item.1=7&Structs.member.1.Text=x\
                &Map.entry.1.key=k&Map.entry.1.value=v&FlatMap.1.Name=n&FlatMap.1.Value.Text=y&inner.inner.Long=-9\
                &Lists.member.1.member.1=z&Unknown.member.1=u";
    let fields = read(form);
    assert_eq!(fields.text("Text"), Some("a b&"));
    assert_eq!(fields.integer("Integer"), Some(5));
    assert_eq!(fields.boolean("Boolean"), Some(true));
    assert_eq!(fields.time_ms("Time"), Some(784_111_777_000));
    assert_eq!(texts(&fields, "Texts"), "a,b");
    assert_eq!(texts(&fields, "Flat"), "c,d");
    assert_eq!(fields.list("Named"), [Slot::There(Value::Integer(7))]);
    assert_eq!(fields.structs("Structs").next().unwrap().text("Text"), Some("x"));
    assert_eq!(fields.map("Map"), [("k".to_owned(), Slot::There(Value::Text("v".to_owned())))]);
    assert_eq!(fields.map("FlatMap").first().unwrap().0, "n");
    assert_eq!(fields.fields("Inner").unwrap().fields("Inner").unwrap().integer("Long"), Some(-9));
    assert_eq!(fields.slot("Double"), &Slot::Absent);
    let expected = "Text=a%20b%26&Blob=YWI%3D&Boolean=true&Integer=5&Time=1994-11-06T08%3A49%3A37Z&Texts.member.1=a\
                    &Texts.member.2=b&Flat.1=c&Flat.2=d&namedList.Item.1=7&Structs.member.1.Text=x&Lists.member.1.member.1=z\
                    &Map.entry.1.key=k&Map.entry.1.value=v&FlatMap.1.Name=n&FlatMap.1.Value.Text=y&inner.inner.Long=-9";
    assert_eq!(write(&fields), expected);
}

/// SQS's `AttributeNames`, whose elements are called `AttributeName`: botocore's model of 2012-11-05.
#[test]
fn a_flattened_list_takes_the_name_of_its_elements() {
    static NAMES: List =
        List { element: Member::new("member", Kind::Text).named("AttributeName"), flattened: true };
    static REQUEST: Shape = Shape::new("Request", &[Member::new("AttributeNames", Kind::List(&NAMES))]);
    let form = "AttributeName.1=All&AttributeNames.2=x";
    let fields = Form::read(form, b"").unwrap().fields(&REQUEST).unwrap();
    assert_eq!(texts(&fields, "AttributeNames"), "All");
    assert_eq!(write(&fields), "AttributeName.1=All");
}

/// SQS speaks JSON by now, in which its members are not called as they are in query.
#[test]
fn a_service_of_two_protocols_has_names_for_each() {
    static ATTRIBUTES: Map = Map {
        key: Member::new("key", Kind::Text).in_query("Name"),
        value: Member::new("value", Kind::Text).in_query("Value"),
        flattened: true,
    };
    static REQUEST: Shape =
        Shape::new("Request", &[Member::new("Attributes", Kind::Map(&ATTRIBUTES)).in_query("Attribute")]);
    let form = "Attribute.1.Name=DelaySeconds&Attribute.1.Value=5";
    let fields = Form::read(form, b"").unwrap().fields(&REQUEST).unwrap();
    assert_eq!(write(&fields), form);
    let body = br#"{"Attributes":{"DelaySeconds":"5"}}"#;
    assert_eq!(crate::json::read(&REQUEST, body), Ok(fields.clone()));
    let style = crate::json::Style { writes_empty: true };
    assert_eq!(crate::json::write(&fields, style), body);
    let xml = crate::xml::document("R", None, &fields, style);
    assert!(
        xml.ends_with("<R><Attribute><Name>DelaySeconds</Name><Value>5</Value></Attribute></R>"),
        "{xml}"
    );
    assert_eq!(crate::xml::read(&REQUEST, xml.as_bytes()), Ok(fields));
}

#[test]
fn numbers_order_and_gaps_close() {
    let fields = read(
        "Texts.member.10=c&Texts.member.2=b&Texts.member.1=a&Texts.member.0=x&Texts.member.q=x&Texts.member.-1=x",
    );
    assert_eq!(texts(&fields, "Texts"), "a,b,c");
    // Found by fuzzing: an element of which nothing is known is a structure without members, which no form can say.
    let fields = read("Structs.member.1.New=x&Structs.member.2.Text=a");
    assert_eq!(fields.list("Structs").len(), 2);
    assert_eq!(write(&fields), "Structs.member.1.Text=a");
    // What is named beside a number hides nothing.
    assert_eq!(texts(&read("Texts.member.1-x=y&Texts.member.1=a"), "Texts"), "a");
}

#[test]
fn absent_and_empty_are_two_things() {
    assert_eq!(read("").slot("Texts"), &Slot::Absent);
    for (name, empty) in
        [("Texts", Value::List(vec![])), ("Flat", Value::List(vec![])), ("Map", Value::Map(vec![]))]
    {
        let fields = read(&format!("{name}="));
        assert_eq!(fields.slot(name), &Slot::There(empty));
        assert_eq!(write(&fields), format!("{name}="));
    }
    assert_eq!(read("Text=").text("Text"), Some(""));
    assert_eq!(read("Texts.member.1=").list("Texts").len(), 1);
    // An entry without a value: clients of SNS that leave it out get the error of the value's own rules.
    assert_eq!(read("Map.entry.1.key=k").map("Map"), [("k".to_owned(), Slot::Null)]);
}

#[test]
fn query_and_body_make_one_form() {
    let form = Form::read("Action=X&Text=a", b"Text=b&Integer=1").unwrap();
    assert_eq!(form.get("Action"), Some("X"));
    assert_eq!(form.get("Text"), Some("b"));
    assert_eq!(form.get("Tex"), None);
}

#[test]
fn what_is_no_form_is_refused_and_a_million_members_too() {
    assert_eq!(Form::read("", b"Text=%ff").unwrap_err(), Unread::malformed());
    let wrong = |form: &str| Form::read("", form.as_bytes()).unwrap().fields(&EVERY).unwrap_err();
    // Our guess.
    let words = "STRING_VALUE can not be converted to an Integer";
    assert_eq!(wrong("Integer=x"), Unread::WrongType(words.to_owned()));
    let million: String = (1..=1_000_000).map(|at| format!("Texts.member.{at}=a&")).collect();
    assert_eq!(Form::read("", million.as_bytes()).unwrap_err(), Unread::malformed());
    assert_eq!(wrong(&format!("{}Text=a", "inner.".repeat(100))), Unread::malformed());
}

proptest! {
    #[test]
    fn the_oracle_holds_for_any_form(form in "(Text|Texts|member|Map|FlatMap|inner|entry|key|Flat|Structs|[.&=0-9%+a])*") {
        oracle::form(form.as_bytes());
    }
}
