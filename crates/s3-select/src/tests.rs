//! Statements over small objects. Where no page of AWS's is named, the expectation is AWS's SQL reference for S3 Select.

use std::io::Write as _;

use proptest::prelude::*;

use crate::oracle::{self, run};
use crate::{Asked, Compression, CsvInput, CsvOutput, Header, Input, Output, ScanRange};

mod csv;
mod functions;
mod json;
mod statements;

/// A query over CSV whose first row has the names, with CSV as the result.
fn asked(expression: &str) -> Asked {
    Asked {
        expression: expression.to_owned(),
        compression: Compression::None,
        input: Input::Csv(CsvInput { header: Header::Use, ..CsvInput::default() }),
        output: Output::Csv(CsvOutput::default()),
        range: None,
        // 2026-01-02T03:04:05Z
        now_ms: 1_767_323_045_000,
    }
}

/// A query over values of JSON, with JSON as the result.
fn of_json(expression: &str) -> Asked {
    Asked { input: Input::JsonDocument, output: Output::Json("\n".to_owned()), ..asked(expression) }
}

#[track_caller]
fn check(asked: &Asked, object: &str, expected: &str) {
    for size in [1, 7, object.len().max(1)] {
        let result = run(asked, object.as_bytes(), size).map(|result| String::from_utf8(result).unwrap());
        assert_eq!(result.as_deref(), Ok(expected), "{asked:?} in pieces of {size}");
    }
}

#[track_caller]
fn refused(asked: &Asked, object: &str, code: &str) {
    let error = run(asked, object.as_bytes(), object.len().max(1)).unwrap_err();
    assert_eq!(error.code.name(), code, "{asked:?}: {error}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// AWS's page of SelectObjectContent: GZIP and BZIP2. Several members one behind the other are one object (RFC 1952, 2.2).
#[test]
fn compressed_objects() {
    let rows = "n\n".to_owned() + &"1\n".repeat(100_000);
    let count = asked("SELECT COUNT(*), SUM(CAST(n AS INT)) FROM S3Object");
    for (compression, compress) in
        [(Compression::Gzip, gzip as fn(&[u8]) -> Vec<u8>), (Compression::Bzip2, bzip2)]
    {
        let asked = Asked { compression, ..count.clone() };
        let (front, rear) = rows.as_bytes().split_at(77_777);
        let members = [compress(front), compress(rear)].concat();
        for object in [compress(rows.as_bytes()), members] {
            for size in [1, 1000, object.len()] {
                assert_eq!(run(&asked, &object, size).unwrap(), b"100000,100000\n", "{compression:?}");
            }
        }
        let object = compress(rows.as_bytes());
        let cut = run(&asked, &object[..object.len() - 9], 1000).unwrap_err();
        assert_eq!(cut.code.name(), "TruncatedInput");
        let plain = run(&asked, rows.as_bytes(), 1000).unwrap_err();
        assert_eq!(plain.code.name(), "InvalidCompressionFormat");
    }
}

/// A slice of the result is bounded, however much comes of a few bytes.
#[test]
fn slices_are_bounded() {
    let text = "x".repeat(100_000);
    let asked = asked(&format!("SELECT '{text}' FROM S3Object"));
    let object = "n\n".to_owned() + &"1\n".repeat(1000);
    let mut query = crate::Query::new(&asked).unwrap();
    let (mut rest, mut total) = (object.as_bytes(), 0);
    let mut take = |query: &mut crate::Query| {
        let slice = query.take();
        assert!(slice.len() <= 300_000, "{}", slice.len());
        total += slice.len();
    };
    while !rest.is_empty() {
        let taken = query.feed(rest).unwrap();
        rest = &rest[taken..];
        take(&mut query);
    }
    while !query.finish().unwrap() {
        take(&mut query);
    }
    take(&mut query);
    assert_eq!(total, 1000 * 100_001);
    assert_eq!(query.stats().returned, 1000 * 100_001);
}

/// The user guide's page on scan ranges: the records that begin in the range, whole.
#[test]
fn ranges() {
    let object = "aaa\nbbb\nccc\nddd\n";
    for (start, end, expected) in [
        (0, 1, "aaa\n"),
        (0, 4, "aaa\n"),
        (0, 5, "aaa\nbbb\n"),
        (1, 4, ""),
        (4, 5, "bbb\n"),
        (5, 9, "ccc\n"),
        (12, 99, "ddd\n"),
        (13, 99, ""),
    ] {
        let range = Some(ScanRange { start, end });
        let mut asked = Asked { range, ..asked("SELECT * FROM S3Object") };
        asked.input = Input::Csv(CsvInput::default());
        check(&asked, object, expected);
    }
    let lines = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";
    let mut asked = of_json("SELECT a FROM S3Object");
    asked.input = Input::JsonLines;
    asked.range = Some(ScanRange { start: 3, end: 12 });
    check(&asked, lines, "{\"a\":2}\n");
    asked.input = Input::JsonDocument;
    refused(&asked, lines, "UnsupportedScanRangeInput");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// Any statement of words that mean something.
    #[test]
    fn statements_of_words(words in prop::collection::vec(prop::sample::select(WORDS), 1..12)) {
        oracle::statement(format!("SELECT {}", words.join(" ")).as_bytes());
        let all = format!("SELECT * FROM S3Object s WHERE {}", words.join(" "));
        oracle::statement(all.as_bytes());
    }

    #[test]
    fn any_object(bytes in prop::collection::vec(prop::sample::select(&b"\"\n,\\{}[]:1a#\xff\xef"[..]), 0..40)) {
        oracle::object(&bytes);
    }
}

const WORDS: &[&str] = &[
    "s",
    ".",
    "name",
    "_1",
    "s._2",
    "s.age",
    "\"age\"",
    "*",
    ",",
    "(",
    ")",
    "[",
    "]",
    "0",
    "1.5",
    "-",
    "+",
    "/",
    "%",
    "||",
    "'x'",
    "'%'",
    "=",
    "<",
    "<>",
    "AND",
    "OR",
    "NOT",
    "IS",
    "NULL",
    "MISSING",
    "LIKE",
    "ESCAPE",
    "BETWEEN",
    "IN",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "CAST(",
    "AS INT)",
    "COUNT(*)",
    "SUM(age)",
    "FROM S3Object",
    "S3Object",
    "LIMIT",
    "WHERE",
    "DATE_ADD(year,",
    "EXTRACT(YEAR FROM",
    "TRIM(",
    "SUBSTRING(",
    "COALESCE(",
    "UTCNOW()",
    "`2010T`",
    "TO_STRING(",
];
