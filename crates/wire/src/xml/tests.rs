//! Documents read and written. Authority where nothing else is said: Smithy's pages of the query and rest-xml protocols.

use proptest::prelude::*;

use super::*;
use crate::json::Style;
use crate::oracle::{self, EVERY};
use crate::unread::Unread;
use crate::value::{Fields, Slot, Value};

const STYLE: Style = Style { writes_empty: true };

fn fields(document: &str) -> Fields {
    read(&EVERY, document.as_bytes()).unwrap()
}

#[test]
fn every_kind_is_read_and_written() {
    let body = "<Text>a &amp; b</Text><Blob>YWI=</Blob><Boolean>true</Boolean><Integer>-1</Integer><Double>1.5</Double>\
                <Time>1994-11-06T08:49:37Z</Time><HttpTime>Sun, 06 Nov 1994 08:49:37 GMT</HttpTime>\
                <Texts><member>a</member><member/></Texts><Flat>b</Flat><Flat>c</Flat><namedList><Item>7</Item></namedList>\
                <Structs><member><Text>x</Text></member></Structs><Lists><member><member>z</member></member></Lists>\
                <Map><entry><key>k</key><value>v</value></entry></Map>\
                <FlatMap><Name>n</Name><Value><Text>y</Text></Value></FlatMap><inner><Long>9</Long></inner>";
    let read = fields(&format!(
        "<?xml version='1.0'?>\n<!-- x --><s:Root xmlns:s='u'>{body}<New><x/></New></s:Root>"
    ));
    assert_eq!(read.text("Text"), Some("a & b"));
    assert_eq!(read.texts("Texts").collect::<Vec<_>>(), ["a", ""]);
    assert_eq!(read.texts("Flat").collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(read.time_ms("Time"), Some(784_111_777_000));
    assert_eq!(read.fields("Inner").unwrap().integer("Long"), Some(9));
    let written = document("Root", Some("urn:x"), &read, STYLE);
    assert_eq!(
        written,
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Root xmlns=\"urn:x\">{body}</Root>")
    );
}

/// The element's name is the list's own where its elements are called `member`, theirs where they have a name.
#[test]
fn absent_and_empty_are_two_things() {
    let read = fields("<R><Text/><Texts/><Map></Map></R>");
    assert_eq!(read.text("Text"), Some(""));
    assert_eq!(read.slot("Texts"), &Slot::There(Value::List(vec![])));
    assert_eq!(read.slot("Map"), &Slot::There(Value::Map(vec![])));
    assert_eq!(read.slot("Flat"), &Slot::Absent);
    let style = Style { writes_empty: false };
    assert!(document("R", None, &read, STYLE).ends_with("<R><Text/><Texts/><Map/></R>"));
    assert!(document("R", None, &read, style).ends_with("<R><Text/></R>"));
    assert_eq!(super::read(&EVERY, b" \n"), Ok(Fields::new(&EVERY)));
}

#[test]
fn a_reply_of_query_has_its_wrapper_and_its_metadata() {
    let fields = Fields::new(&EVERY).with("Text", "a<b>\"c\"'d'\r\n\t\u{1}\u{ffff}ü😀");
    let envelope = Envelope {
        operation: "GetEvery",
        namespace: Some("https://x/doc/"),
        wrapper: Some("GetEveryResult"),
        request_id: "id",
    };
    let written = query_reply(&envelope, &fields, STYLE);
    assert_eq!(
        written,
        "<GetEveryResponse xmlns=\"https://x/doc/\"><GetEveryResult><Text>a&lt;b&gt;&quot;c&quot;'d'&#13;\n\t&#x1;&#xffff;ü😀\
         </Text></GetEveryResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></GetEveryResponse>"
    );
    let envelope = Envelope { operation: "DeleteEvery", namespace: None, wrapper: None, request_id: "id" };
    let written = query_reply(&envelope, &Fields::new(&EVERY), STYLE);
    assert_eq!(
        written,
        "<DeleteEveryResponse><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteEveryResponse>"
    );
}

/// XML 1.0: references, sections and line ends.
#[test]
fn text_is_read_as_xml_says() {
    let text =
        |inside: &str| fields(&format!("<R><Text>{inside}</Text></R>")).text("Text").unwrap().to_owned();
    assert_eq!(text("a&lt;&#65;&#x42;&quot;"), "a<AB\"");
    assert_eq!(text("x<![CDATA[<&amp;>]]>y"), "x<&amp;>y");
    assert_eq!(text("a\r\nb\rc&#13;"), "a\nb\nc\r");
    assert_eq!(text("a<!-- b -->c"), "ac");
}

#[test]
fn what_is_no_document_is_malformed() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;&b;\">]><a><Text>&d;</Text></a>";
    let deep = "<a>".repeat(100_000);
    for document in [
        "x",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>x",
        "<a>&nothing;</a>",
        "<a>&#xffffff;</a>",
        "<a>\0</a>",
        "<R><Text><a/></Text></R>",
        bomb,
        "<!DOCTYPE html><html/>",
        &deep,
    ] {
        assert_eq!(read(&EVERY, document.as_bytes()), Err(Unread::malformed()), "{document:.80}");
    }
    assert_eq!(read(&EVERY, b"<a>\xff</a>"), Err(Unread::malformed()));
    let many = format!("<a>{}</a>", "<b/>".repeat(1 << 19));
    assert_eq!(read(&EVERY, many.as_bytes()), Err(Unread::malformed()));
    // Our guess.
    let words = "STRING_VALUE can not be converted to an Integer".to_owned();
    assert_eq!(read(&EVERY, b"<R><Integer>x</Integer></R>"), Err(Unread::WrongType(words)));
}

proptest! {
    #[test]
    fn the_oracle_holds_for_any_document(
        inside in "((<(Text|Map|entry|key|Texts|member|inner|Flat)>)|(</(Text|Map|inner)>)|<Text/>|[&;#a-f0-9\r\n ]|]]>)*",
    ) {
        oracle::xml(format!("<R>{inside}</R>").as_bytes());
    }

    #[test]
    fn any_text_reads_back(text in any::<String>()) {
        let fields = Fields::new(&EVERY).with("Text", text.replace('\0', ""));
        let document = document("R", None, &fields, STYLE);
        prop_assert_eq!(read(&EVERY, document.as_bytes()), Ok(fields));
    }
}

/// As S3 has the grantee of a grant: an attribute, with the namespace of its prefix before it.
#[test]
fn attributes_are_members() {
    use crate::shape::{Kind, Member, Place, Shape};
    const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
    static GRANTEE: Shape = Shape::new(
        "Grantee",
        &[
            Member::new("ID", Kind::Text),
            Member::new("Type", Kind::Text).at(Place::Attribute("xsi:type", XSI)),
        ],
    );
    static GRANT: Shape = Shape::new("Grant", &[Member::new("Grantee", Kind::Struct(&GRANTEE))]);
    let check = |document: &str, kind: Option<&str>| {
        let fields = read(&GRANT, document.as_bytes()).unwrap();
        assert_eq!(fields.fields("Grantee").unwrap().text("Type"), kind, "{document}");
        fields
    };
    let written = format!("<Grantee xmlns:xsi=\"{XSI}\" xsi:type=\"a&amp;b\"><ID>1</ID></Grantee>");
    let fields = check(&format!("<Grant>{written}</Grant>"), Some("a&b"));
    let expected = format!("{DECLARATION}<Grant>{written}</Grant>");
    assert_eq!(document("Grant", None, &fields, STYLE), expected);
    check("<Grant><Grantee type='x'/></Grant>", Some("x"));
    check("<Grant><Grantee xmlns='y' kind='x'><ID>1</ID></Grantee></Grant>", None);
}
