//! How CSV is read and written: the request's elements of AWS's page of SelectObjectContent.

use super::{asked, check, refused};
use crate::{Asked, CsvInput, CsvOutput, Header, Input, Output};

fn reading(form: CsvInput) -> Asked {
    Asked { input: Input::Csv(form), ..asked("SELECT * FROM S3Object") }
}

fn writing(form: CsvOutput) -> Asked {
    Asked { output: Output::Csv(form), ..reading(CsvInput::default()) }
}

#[test]
fn headers() {
    let rows = "a,b\n1,2\n";
    let with = |header| CsvInput { header, ..CsvInput::default() };
    check(&reading(with(Header::None)), rows, rows);
    check(&reading(with(Header::Ignore)), rows, "1,2\n");
    check(&reading(with(Header::Use)), rows, "1,2\n");
    let json = Asked { output: Output::Json("\n".to_owned()), ..reading(with(Header::Use)) };
    check(&json, "a,b\n1,2\n3,4,5\n", "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"3\",\"b\":\"4\",\"_3\":\"5\"}\n");
    let json = Asked { output: Output::Json(";".to_owned()), ..reading(with(Header::None)) };
    check(&json, "1,2\n", "{\"_1\":\"1\",\"_2\":\"2\"};");
}

#[test]
fn delimiters_and_quotes() {
    let form = CsvInput {
        record_delimiter: "\r\n".to_owned(),
        field_delimiter: ";".to_owned(),
        quote: "'".to_owned(),
        escape: "\\".to_owned(),
        comments: "%".to_owned(),
        ..CsvInput::default()
    };
    check(&reading(form), "%no\r\na,b;'c;d';'it\\'s'\r\n\r\nlast", "\"a,b\",c;d,it's\nlast\n");
    check(&reading(CsvInput::default()), "\u{feff}a,\"b \"\"c\"\"\"\n#x\n", "a,\"b \"\"c\"\"\"\n");
}

#[test]
fn quoted_record_delimiters() {
    let rows = "1,\"a\nb\"\n2,c\n";
    let form = CsvInput { quoted_record_delimiters: true, ..CsvInput::default() };
    check(&reading(form), rows, rows);
    refused(&reading(CsvInput::default()), rows, "CSVUnescapedQuote");
}

#[test]
fn written() {
    let form = CsvOutput {
        always_quotes: true,
        escape: "\\".to_owned(),
        record_delimiter: "|\n".to_owned(),
        field_delimiter: "\t".to_owned(),
        quote: "'".to_owned(),
    };
    check(&writing(form), "a,it's\n", "'a'\t'it\\'s'|\n");
    check(&writing(CsvOutput::default()), "\"a,b\",c\n", "\"a,b\",c\n");
}

#[test]
fn what_is_no_csv() {
    refused(&reading(CsvInput::default()), &"x".repeat((1 << 20) + 2), "OverMaxRecordSize");
    let asked = reading(CsvInput::default());
    let error = crate::oracle::run(&asked, b"a\xff\n", 9).unwrap_err();
    assert_eq!(error.code.name(), "InvalidTextEncoding");
}
