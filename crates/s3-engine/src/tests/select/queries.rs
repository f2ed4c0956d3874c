//! SelectObjectContent. <https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html>; what statements give is
//! tested in the crate `s3-select`.

use crate::tests::{Answer, World};

const URI: &str = "/bkt/k?select&select-type=2";
const CSV: &str = "<CSV><FileHeaderInfo>USE</FileHeaderInfo></CSV>";

/// An event of the reply: its type, and what it holds. An error has its code as its type.
type Event = (String, String);

/// The events of a reply, held against the checksums that the appendix of AWS's page describes.
fn events(answer: &Answer) -> Vec<Event> {
    let mut rest = &answer.body[..];
    let mut events = Vec::new();
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().unwrap());
    while !rest.is_empty() {
        let (total, headers) = (number(&rest[..4]) as usize, number(&rest[4..8]) as usize);
        assert_eq!(number(&rest[8..12]), crc32fast::hash(&rest[..8]));
        assert_eq!(number(&rest[total - 4..total]), crc32fast::hash(&rest[..total - 4]));
        let (mut names, payload) = rest[12..total - 4].split_at(headers);
        let mut kind = String::new();
        while !names.is_empty() {
            let (name, behind) = names[1..].split_at(names[0] as usize);
            let len = usize::from(u16::from_be_bytes([behind[1], behind[2]]));
            let (value, behind) = behind[3..].split_at(len);
            if name == b":event-type" || name == b":error-code" {
                kind = String::from_utf8(value.to_vec()).unwrap();
            }
            names = behind;
        }
        events.push((kind, String::from_utf8(payload.to_vec()).unwrap()));
        rest = &rest[total..];
    }
    events
}

fn request(expression: &str, input: &str, rest: &str) -> String {
    let expression = expression.replace('<', "&lt;");
    format!(
        "<SelectObjectContentRequest xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Expression>{expression}</Expression><ExpressionType>SQL</ExpressionType><InputSerialization>{input}</InputSerialization><OutputSerialization><CSV/></OutputSerialization>{rest}</SelectObjectContentRequest>"
    )
}

async fn select(world: &World, expression: &str, input: &str, rest: &str) -> Answer {
    world.send("POST", URI, &[], request(expression, input, rest)).await
}

/// The records of a reply that is whole.
fn records(answer: &Answer) -> String {
    let events = events(answer);
    let kinds: Vec<&str> = events.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds[kinds.len() - 2..], ["Stats", "End"], "{events:?}");
    events.iter().filter(|(kind, _)| kind == "Records").map(|(_, payload)| payload.as_str()).collect()
}

async fn world_with(object: impl Into<bytes::Bytes>) -> World {
    let world = World::with_bucket().await;
    world.put("/bkt/k", object).await;
    world
}

#[tokio::test]
async fn a_query_answers_with_events() {
    let world = world_with("name,age\nann,41\nbob,7\n").await;
    let answer = select(&world, "SELECT s.name FROM S3Object s WHERE s.age < 10", CSV, "").await.expect(200);
    let stats = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Stats><BytesProcessed>22</BytesProcessed><BytesReturned>4</BytesReturned><BytesScanned>22</BytesScanned></Stats>";
    let expected = [("Records", "bob\n"), ("Stats", stats), ("End", "")];
    assert_eq!(events(&answer), expected.map(|(kind, payload)| (kind.to_owned(), payload.to_owned())));
    let nothing = select(&world, "SELECT * FROM S3Object LIMIT 0", CSV, "").await.expect(200);
    assert_eq!(records(&nothing), "");
    let progress = "<RequestProgress><Enabled>TRUE</Enabled></RequestProgress>";
    let answer = select(&world, "SELECT * FROM S3Object", CSV, progress).await.expect(200);
    let kinds: Vec<String> = events(&answer).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["Records", "Progress", "Stats", "End"]);
}

/// What is found here and there in a long object comes in one event while it is short: AWS's answers to small queries (moto's
/// test of bzip2, run on AWS).
#[tokio::test]
async fn a_short_result_is_one_event() {
    let rows: String = (0..100_000).map(|row| format!("n{row},{}\n", row % 10_000)).collect();
    let world = world_with(format!("name,age\n{rows}")).await;
    let answer = select(&world, "SELECT s.age FROM S3Object s WHERE s.age = 7", CSV, "").await.expect(200);
    let kinds: Vec<String> = events(&answer).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(
        (kinds, records(&answer)),
        (["Records", "Stats", "End"].map(str::to_owned).to_vec(), "7\n".repeat(10))
    );
}

/// The page of awswrangler's `select_query`, which is AWS's, writes `Use` and `Document`; that the other words may be written so is our guess.
#[tokio::test]
async fn the_case_of_words_does_not_matter() {
    let world = world_with("name,age\nann,41\n").await;
    for (input, output, expected) in [
        ("<CSV><FileHeaderInfo>Use</FileHeaderInfo></CSV>", "", "ann\n"),
        (
            "<CSV><FileHeaderInfo>Ignore</FileHeaderInfo></CSV><CompressionType>None</CompressionType>",
            "",
            "ann\n",
        ),
        (
            "<CSV><FileHeaderInfo>None</FileHeaderInfo></CSV>",
            "<QuoteFields>AsNeeded</QuoteFields>",
            "name\nann\n",
        ),
        (
            "<CSV><FileHeaderInfo>none</FileHeaderInfo></CSV>",
            "<QuoteFields>Always</QuoteFields>",
            "\"name\"\n\"ann\"\n",
        ),
    ] {
        let column = if input.contains("Use") { "name" } else { "_1" };
        let asked = request(&format!("SELECT s.{column} FROM S3Object s"), input, "");
        let asked = asked.replace("<CSV/></Output", &format!("<CSV>{output}</CSV></Output"));
        let answer = world.send("POST", URI, &[], asked).await.expect(200);
        assert_eq!(records(&answer), expected, "{input}");
    }
    world.put("/bkt/k", "{\"a\": 1}\n").await;
    for kind in ["Document", "Lines"] {
        let input = format!("<JSON><Type>{kind}</Type></JSON>");
        let answer = select(&world, "SELECT s.a FROM S3Object s", &input, "").await.expect(200);
        assert_eq!(records(&answer), "1\n", "{kind}");
    }
}

/// An object of several pieces, and a result of several events.
#[tokio::test]
async fn long_objects_and_results() {
    let rows: String = (0..300_000).map(|number| format!("{number},xyz\n")).collect();
    let world = world_with(rows.clone()).await;
    let answer = select(&world, "SELECT * FROM S3Object", "<CSV/>", "").await.expect(200);
    assert_eq!(records(&answer), rows);
    assert!(events(&answer).iter().all(|(_, payload)| payload.len() < 1 << 18));
    let sum = select(&world, "SELECT COUNT(*), SUM(_1) FROM S3Object", "<CSV/>", "").await.expect(200);
    assert_eq!(records(&sum), "300000,44999850000\n");
}

/// The user guide: what is wrong before the first event is the reply's status, and what comes later an event.
#[tokio::test]
async fn errors_before_the_events_and_among_them() {
    let world = world_with("a\n1\n".to_owned() + &"2\n".repeat(400_000) + "x\n").await;
    let cast = "SELECT CAST(a AS INT) FROM S3Object";
    let broken = select(&world, cast, CSV, "").await.expect(200);
    let events = events(&broken);
    assert_eq!(events.first().unwrap().0, "Records");
    assert_eq!(events.last().unwrap().0, "CastFailed");
    world.put("/bkt/k", "a\nx\n").await;
    select(&world, cast, CSV, "").await.refused(400, "CastFailed");
    select(&world, "SELECT", CSV, "").await.refused(400, "ParseEmptySelect");
    select(&world, "SELECT b FROM S3Object", CSV, "").await.refused(400, "MissingHeaders");
    let gzip = format!("<CompressionType>GZIP</CompressionType>{CSV}");
    select(&world, "SELECT * FROM S3Object", &gzip, "").await.refused(400, "InvalidCompressionFormat");
}

/// AWS's list of codes of SelectObjectContent.
#[tokio::test]
async fn documents_that_are_refused() {
    let world = world_with("a\n").await;
    let all = "SELECT * FROM S3Object";
    for (input, rest, code) in [
        ("", "", "MissingRequiredParameter"),
        ("<CSV/><JSON><Type>LINES</Type></JSON>", "", "ObjectSerializationConflict"),
        ("<CSV/><CompressionType>ZIP</CompressionType>", "", "InvalidCompressionFormat"),
        ("<CSV><FileHeaderInfo>MAYBE</FileHeaderInfo></CSV>", "", "InvalidFileHeaderInfo"),
        ("<CSV><FieldDelimiter>long</FieldDelimiter></CSV>", "", "InvalidRequestParameter"),
        ("<CSV><Other/></CSV>", "", "MalformedXML"),
        ("<JSON><Type>LIST</Type></JSON>", "", "InvalidJsonType"),
        ("<JSON/>", "", "MissingRequiredParameter"),
        ("<CSV/>", "<ScanRange><Start>9</Start><End>3</End></ScanRange>", "InvalidScanRange"),
        ("<CSV/>", "<ScanRange><Start>-1</Start></ScanRange>", "InvalidScanRange"),
        (
            "<JSON><Type>DOCUMENT</Type></JSON>",
            "<ScanRange><Start>0</Start></ScanRange>",
            "UnsupportedScanRangeInput",
        ),
    ] {
        select(&world, all, input, rest).await.refused(400, code);
    }
    select(&world, all, "<Parquet/>", "").await.refused(501, "NotImplemented");
    world.send("POST", URI, &[], "").await.refused(400, "EmptyRequestBody");
    world.send("POST", URI, &[], "<Select/>").await.refused(400, "MalformedXML");
    let good = request(all, "<CSV/>", "");
    let range = [("range", "bytes=0-1")];
    world.send("POST", URI, &range, good.clone()).await.refused(400, "UnsupportedRangeHeader");
    let other = good.replace(">SQL<", ">JS<");
    world.send("POST", URI, &[], other).await.refused(400, "InvalidExpressionType");
    let nobody = URI.replace("/k?", "/nobody?");
    world.send("POST", &nobody, &[], good.clone()).await.refused(404, "NoSuchKey");
    world.put("/bkt/k", "a\n").await;
    let archived = [("x-amz-storage-class", "GLACIER")];
    world.send("PUT", "/bkt/k", &archived, "a\n").await.expect(200);
    world.send("POST", URI, &[], good).await.refused(403, "InvalidObjectState");
}

/// The user guide's page on scan ranges.
#[tokio::test]
async fn ranges() {
    let world = world_with("aaa\nbbb\nccc\n").await;
    for (range, expected) in [
        ("<Start>1</Start><End>4</End>", "bbb\n"),
        ("<Start>5</Start>", "ccc\n"),
        ("<End>8</End>", "bbb\nccc\n"),
        ("<Start>100</Start>", ""),
    ] {
        let range = format!("<ScanRange>{range}</ScanRange>");
        let answer = select(&world, "SELECT * FROM S3Object", "<CSV/>", &range).await.expect(200);
        assert_eq!(records(&answer), expected, "{range}");
    }
}

/// A client's key must be named as for GetObject, and another account must be let in.
#[tokio::test]
async fn who_may_query() {
    let key = [
        ("x-amz-server-side-encryption-customer-algorithm", "AES256"),
        ("x-amz-server-side-encryption-customer-key", "pO3upElrwuEXSoFwCfnZPdSsmt/xWeFa0N9KgDijwVs="),
        ("x-amz-server-side-encryption-customer-key-md5", "DWygnHRtgiJ77HCm+1rvHw=="),
    ];
    let world = World::with_bucket().await;
    world.send("PUT", "/bkt/k", &key, "a\n").await.expect(200);
    let all = request("SELECT * FROM S3Object", "<CSV/>", "");
    world.send("POST", URI, &[], all.clone()).await.refused(400, "InvalidRequest");
    let answer = world.send("POST", URI, &key, all.clone()).await.expect(200);
    assert_eq!(records(&answer), "a\n");
    world.as_account("111122223333").send("POST", URI, &key, all).await.refused(403, "AccessDenied");
}
