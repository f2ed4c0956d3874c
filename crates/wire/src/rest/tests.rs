//! Routes, and members in their places. Authority where nothing else is said: Smithy's page of HTTP bindings.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

use super::*;
use crate::form::pairs;
use crate::json::Style;
use crate::oracle;
use crate::shape::{Kind, List, Map, Member, NOTHING, Place, Shape, Signature, TimeForm};
use crate::unread::Unread;
use crate::value::{Fields, Slot, Value};

/// Of Lambda, S3 Control, API Gateway and S3, and some of our own.
const ROUTES: &[Route] = &[
    ("ListLayers", "GET", "/2018-10-31/layers"),
    ("GetLayerVersionByArn", "GET", "/2018-10-31/layers?find=LayerVersion"),
    ("ListFunctions", "GET", "/2015-03-31/functions/"),
    ("GetFunction", "GET", "/2015-03-31/functions/{FunctionName}"),
    ("GetSettings", "GET", "/2015-03-31/functions/settings"),
    ("RemovePermission", "DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}"),
    ("ListTagsForResource", "GET", "/v20180820/tags/{resourceArn+}"),
    ("GetObject", "GET", "/b/{Bucket}/{Key+}"),
    ("GetObjectAcl", "GET", "/b/{Bucket}/{Key+}?acl"),
    ("Around", "GET", "/around/{Path+}/end"),
    ("Root", "GET", "/"),
];

#[test]
fn a_path_means_the_operation_whose_template_says_most() {
    let check = |target: &str, expected: Option<(&str, &[(&'static str, &str)])>| {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let found = find(ROUTES, "GET", path, &pairs(query.as_bytes(), 100).unwrap());
        let found = found.map(|found| (found.name, found.labels));
        let expected = expected.map(|(name, labels)| {
            (name, labels.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>())
        });
        assert_eq!(found, expected, "{target}");
    };
    check("/2018-10-31/layers?x=y", Some(("ListLayers", &[])));
    check("/2018-10-31/layers?find=LayerVersion&Arn=a", Some(("GetLayerVersionByArn", &[])));
    check("/2018-10-31/layers?find=Layer", Some(("ListLayers", &[])));
    check("/2015-03-31/functions", Some(("ListFunctions", &[])));
    check("/2015-03-31/functions/", Some(("ListFunctions", &[])));
    check("/2015-03-31/functions/f", Some(("GetFunction", &[("FunctionName", "f")])));
    check("/2015-03-31/functions/a%2Fb%3A%20c/", Some(("GetFunction", &[("FunctionName", "a/b: c")])));
    check("/2015-03-31/functions/settings", Some(("GetSettings", &[])));
    check("/2015-03-31/functions//", None);
    check("/2015-03-31/functions/f/g", None);
    check(
        "/v20180820/tags/arn:aws:s3:::b/c",
        Some(("ListTagsForResource", &[("resourceArn", "arn:aws:s3:::b/c")])),
    );
    check(
        "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Ab",
        Some(("ListTagsForResource", &[("resourceArn", "arn:aws:s3:::b")])),
    );
    check("/v20180820/tags/", None);
    check("/b/x/a//b/", Some(("GetObject", &[("Bucket", "x"), ("Key", "a//b/")])));
    check("/b/x/k?acl", Some(("GetObjectAcl", &[("Bucket", "x"), ("Key", "k")])));
    check("/around/a/b/end", Some(("Around", &[("Path", "a/b")])));
    check("/around/end", None);
    check("/", Some(("Root", &[])));
    check("/other", None);
    assert_eq!(find(ROUTES, "PUT", "/2015-03-31/functions/f", &[]), None);
    let found = find(ROUTES, "DELETE", "/2015-03-31/functions/f/policy/s", &[]).unwrap();
    assert_eq!(found.labels.len(), 2);
}

static TEXTS: List = List { element: Member::new("member", Kind::Text), flattened: false };
static TIMES: List = List { element: Member::new("member", Kind::Time(None)), flattened: false };
static OTHERS: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };

const fn placed(name: &'static str, kind: Kind, place: Place) -> Member {
    Member::new(name, kind).at(place)
}

static REQUEST: Shape = Shape::new(
    "Request",
    &[
        placed("Name", Kind::Text, Place::Path("Name")),
        placed("At", Kind::Time(None), Place::Query("at")),
        placed("Keys", Kind::List(&TEXTS), Place::Query("tagKeys")),
        placed("Others", Kind::Map(&OTHERS), Place::Query("others")),
        placed("Since", Kind::Time(None), Place::Header("x-since")),
        placed("Words", Kind::List(&TEXTS), Place::Header("x-words")),
        placed("Times", Kind::List(&TIMES), Place::Header("x-times")),
        placed("Meta", Kind::Map(&OTHERS), Place::Headers("x-meta-")),
        Member::new("Text", Kind::Text).named("text"),
        Member::new("Count", Kind::Integer),
    ],
);

fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
}

fn request(
    shape: &'static Shape,
    query: &str,
    headers: &HeaderMap,
    body: &'static str,
    language: Language,
) -> Result<Fields, Unread> {
    let labels = [("Name", "a b".to_owned())];
    let query = pairs(query.as_bytes(), 100).unwrap();
    let body = Bytes::from_static(body.as_bytes());
    read(shape, Request { labels: &labels, query: &query, headers, body: &body }, language)
}

#[test]
fn every_member_is_read_from_its_place() {
    let headers = headers(&[
        ("x-since", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("x-words", "a, \"b, \\\"c\\\"\" ,d"),
        ("x-words", "e"),
        ("x-times", "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:38 GMT"),
        ("x-meta-one", "1"),
    ]);
    let query = "at=1994-11-06T08%3A49%3A37Z&tagKeys=k1&tagKeys=k2&more=x&more=y";
    for (body, language) in [
        (r#"{"text": "t", "Count": 2, "Name": "not here"}"#, Language::Json),
        ("<Request><text>t</text><Count>2</Count><Name>not here</Name></Request>", Language::Xml),
    ] {
        let fields = request(&REQUEST, query, &headers, body, language).unwrap();
        assert_eq!(fields.text("Name"), Some("a b"));
        assert_eq!(fields.time_ms("At"), Some(784_111_777_000));
        assert_eq!(fields.texts("Keys").collect::<Vec<_>>(), ["k1", "k2"]);
        assert_eq!(fields.map("Others"), [("more".to_owned(), Slot::There(Value::Text("x".to_owned())))]);
        assert_eq!(fields.time_ms("Since"), Some(784_111_777_000));
        assert_eq!(fields.texts("Words").collect::<Vec<_>>(), ["a", "b, \"c\"", "d", "e"]);
        assert_eq!(fields.list("Times").last(), Some(&Slot::There(Value::Time(784_111_778_000))));
        assert_eq!(fields.map("Meta"), [("one".to_owned(), Slot::There(Value::Text("1".to_owned())))]);
        assert_eq!((fields.text("Text"), fields.integer("Count")), (Some("t"), Some(2)));
    }
    let fields = request(&REQUEST, "", &HeaderMap::new(), "", Language::Json).unwrap();
    for member in REQUEST.members.iter().skip(1) {
        assert_eq!(fields.slot(member.name), &Slot::Absent, "{}", member.name);
    }
    // An empty body is no member at all, a `null` is one.
    let fields = request(&REQUEST, "", &HeaderMap::new(), r#"{"text": null}"#, Language::Json).unwrap();
    assert_eq!(fields.slot("Text"), &Slot::Null);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let headers = HeaderMap::new();
    let read = |query, body, language| request(&REQUEST, query, &headers, body, language).unwrap_err();
    assert_eq!(read("", "{", Language::Json), Unread::malformed());
    assert_eq!(read("", "{}", Language::Xml), Unread::malformed());
    assert_eq!(read("", "<a/>", Language::Json), Unread::malformed());
    assert!(matches!(read("at=yesterday", "", Language::Json), Unread::WrongType(_)));
}

static INNER: Shape = Shape::new("Inner", &[Member::new("Text", Kind::Text)]);
static WITH_STRUCT: Shape = Shape::new("R", &[placed("Inner", Kind::Struct(&INNER), Place::Payload)]);
static WITH_BLOB: Shape = Shape::new("R", &[placed("Body", Kind::Blob, Place::Payload)]);
static WITH_TEXT: Shape = Shape::new("R", &[placed("Body", Kind::Text, Place::Payload)]);

#[test]
fn a_payload_is_the_whole_body() {
    let read = |shape, body, language| request(shape, "", &HeaderMap::new(), body, language).unwrap();
    assert_eq!(read(&WITH_BLOB, "{x", Language::Json).blob("Body"), Some(&Bytes::from_static(b"{x")));
    assert_eq!(read(&WITH_TEXT, "<x", Language::Xml).text("Body"), Some("<x"));
    assert_eq!(
        read(&WITH_STRUCT, r#"{"Text":"a"}"#, Language::Json).fields("Inner").unwrap().text("Text"),
        Some("a")
    );
    assert_eq!(
        read(&WITH_STRUCT, "<I><Text>a</Text></I>", Language::Xml).fields("Inner").unwrap().text("Text"),
        Some("a")
    );
    assert_eq!(read(&WITH_BLOB, "", Language::Json).slot("Body"), &Slot::Absent);
}

fn signature(output: &'static Shape) -> &'static Signature {
    Box::leak(Box::new(Signature {
        name: "Op",
        method: "GET",
        path: "/",
        status: 200,
        input: output,
        output,
        wrapper: None,
    }))
}

#[test]
fn every_member_is_written_to_its_place() {
    static REPLY: Shape = Shape::new(
        "OpResult",
        &[
            placed("Code", Kind::Integer, Place::Status),
            placed("Etag", Kind::Text, Place::Header("etag")),
            placed("Modified", Kind::Time(None), Place::Header("last-modified")),
            placed("Iso", Kind::Time(Some(TimeForm::Iso8601)), Place::Header("x-iso")),
            placed("Words", Kind::List(&TEXTS), Place::Header("x-words")),
            placed("Meta", Kind::Map(&OTHERS), Place::Headers("x-meta-")),
            Member::new("Text", Kind::Text),
            Member::new("List", Kind::List(&TEXTS)),
        ],
    );
    let meta = Value::Map(vec![("a".to_owned(), Slot::There(Value::Text("ü".to_owned())))]);
    let fields = Fields::new(&REPLY)
        .with("Code", 202_u32)
        .with("Etag", "\"x\"")
        .with("Modified", Value::Time(784_111_777_000))
        .with("Iso", Value::Time(784_111_777_000))
        .with("Words", vec!["a", "b, c", ""])
        .with("Meta", meta)
        .with("Text", "t")
        .with("List", Vec::<&str>::new());
    let style = Style { writes_empty: true };
    let reply = write(signature(&REPLY), &fields, Language::Json, style, None);
    let header =
        |name: &str| String::from_utf8_lossy(reply.headers.get(name).unwrap().as_bytes()).into_owned();
    assert_eq!(reply.status, 202);
    assert_eq!(header("etag"), "\"x\"");
    assert_eq!(header("last-modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(header("x-iso"), "1994-11-06T08:49:37Z");
    assert_eq!(header("x-words"), "a, \"b, c\", \"\"");
    assert_eq!(header("x-meta-a"), "ü");
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(reply.body, r#"{"Text":"t","List":[]}"#);
    let reply =
        write(signature(&REPLY), &fields, Language::Xml, Style { writes_empty: false }, Some("urn:x"));
    let expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpResult xmlns=\"urn:x\"><Text>t</Text></OpResult>";
    assert_eq!(reply.body, expected);
    // A header that would split the reply is left out.
    let fields = Fields::new(&REPLY).with("Etag", "a\r\nset-cookie: b");
    assert!(write(signature(&REPLY), &fields, Language::Json, style, None).headers.get("etag").is_none());
}

/// Our reading of AWS's services: UntagResource of Scheduler has an output without members, TagResource of Lambda none.
#[test]
fn an_output_without_members_is_an_empty_document_and_none_is_nothing() {
    static EMPTY: Shape = Shape::new("UntagResourceOutput", &[]);
    let style = Style { writes_empty: true };
    let write = |shape| write(signature(shape), &Fields::new(shape), Language::Json, style, None);
    assert_eq!(write(&EMPTY).body, "{}");
    let no_content = Signature { status: 204, ..*signature(&EMPTY) };
    assert_eq!(super::write(&no_content, &Fields::new(&EMPTY), Language::Json, style, None).body, "");
    assert_eq!((write(&NOTHING).body, write(&NOTHING).headers), (Bytes::new(), HeaderMap::new()));
}

#[test]
fn a_payload_is_written_as_the_whole_body() {
    let style = Style { writes_empty: true };
    let check =
        |shape: &'static Shape, name: &str, value: Value, language, body: &str, content_type: &str| {
            let reply = write(signature(shape), &Fields::new(shape).with(name, value), language, style, None);
            assert_eq!(reply.body, body);
            assert_eq!(reply.headers.get("content-type").unwrap(), content_type);
        };
    let inner = || Value::Struct(Fields::new(&INNER).with("Text", "a"));
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Inner><Text>a</Text></Inner>";
    check(&WITH_STRUCT, "Inner", inner(), Language::Json, r#"{"Text":"a"}"#, "application/json");
    check(&WITH_STRUCT, "Inner", inner(), Language::Xml, xml, "application/xml");
    check(
        &WITH_BLOB,
        "Body",
        Value::Blob(Bytes::from_static(b"\0")),
        Language::Json,
        "\0",
        "application/octet-stream",
    );
    check(&WITH_TEXT, "Body", Value::Text("a".to_owned()), Language::Xml, "a", "text/plain");
    let reply = write(signature(&WITH_BLOB), &Fields::new(&WITH_BLOB), Language::Json, style, None);
    assert!(reply.body.is_empty() && reply.headers.is_empty());
}

proptest! {
    #[test]
    fn the_oracle_holds_for_any_request(target in "/(2015-03-31|functions|b|x|%2F|%ff|/|\\{|\\+)*(\\?[a-z=&%+]*)?", rest in "\\PC*") {
        oracle::rest(format!("{target}\n{rest}").as_bytes());
    }
}
