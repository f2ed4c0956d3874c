//! The request's document. AWS names what is wrong in it by codes of its own, and not as MalformedXML: so it is read by name,
//! not by its shape.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html>

use base::clock::Timestamp;
use s3_select::{
    Asked, Code as SelectCode, Compression, CsvInput, CsvOutput, Header, Input, Output, ScanRange,
};
use wire::xml::Element;

use super::told;
use crate::error::{Code, Error, Result};

/// The longest delimiter of records and of fields, and the longest quote, in characters.
const MAX_RECORD_DELIMITER: usize = 2;
const MAX_MARK: usize = 1;

/// What a request asks for.
#[derive(Debug)]
pub(crate) struct SelectRequest {
    asked: Asked,
    /// The ends of the range as they are named.
    range: Option<(Option<u64>, Option<u64>)>,
    pub(crate) tells_progress: bool,
}

impl SelectRequest {
    /// Reads a document.
    pub(crate) fn read(document: &[u8], now: Timestamp) -> Result<SelectRequest> {
        let malformed = || Error::of(Code::MalformedXml);
        let root = Element::read(document).map_err(|_| malformed())?;
        let root = root.ok_or_else(|| {
            // AWS's sentence, of its list of codes.
            let message = "Request body cannot be empty.".to_owned();
            Error::foreign("EmptyRequestBody".to_owned(), http::StatusCode::BAD_REQUEST, Some(message))
        })?;
        if !matches!(root.name.as_str(), "SelectObjectContentRequest" | "SelectRequest") {
            return Err(malformed());
        }
        let top = Part(&root);
        top.has_only(&[
            "Expression",
            "ExpressionType",
            "RequestProgress",
            "InputSerialization",
            "OutputSerialization",
            "ScanRange",
        ])?;
        let expression =
            top.text("Expression").ok_or_else(|| refused(SelectCode::MissingRequiredParameter))?;
        match top.text("ExpressionType") {
            Some(sql) if sql.trim().eq_ignore_ascii_case("sql") => {}
            Some(_) => return Err(refused(SelectCode::InvalidExpressionType)),
            None => return Err(refused(SelectCode::MissingRequiredParameter)),
        }
        let (input, compression) = input(top.required("InputSerialization")?)?;
        let asked = Asked {
            expression: expression.to_owned(),
            compression,
            input,
            output: output(top.required("OutputSerialization")?)?,
            range: None,
            now_ms: i64::try_from(now.millis()).unwrap_or(i64::MAX),
        };
        let tells_progress = match top.part("RequestProgress") {
            Some(progress) => progress.flag("Enabled")?,
            None => false,
        };
        let range = top.part("ScanRange").map(range).transpose()?;
        Ok(SelectRequest { asked, range, tells_progress })
    }

    /// The query over an object of this size.
    pub(crate) fn asked(mut self, size: u64) -> Asked {
        self.asked.range = self.range.map(|range| match range {
            (Some(start), end) => ScanRange { start, end: end.map_or(u64::MAX, |end| end.saturating_add(1)) },
            // AWS's page: the last bytes.
            (None, last) => ScanRange { start: size.saturating_sub(last.unwrap_or(size)), end: u64::MAX },
        });
        self.asked
    }
}

fn refused(code: SelectCode) -> Error {
    told(code.into())
}

/// An element with others in it.
#[derive(Clone, Copy)]
struct Part<'a>(&'a Element);

impl<'a> Part<'a> {
    /// Refuses what AWS's schema does not have, and what is there twice.
    fn has_only(self, names: &[&str]) -> Result<()> {
        let is_known = |child: &Element| {
            let same = self.0.children.iter().filter(|other| other.name == child.name).count();
            names.contains(&child.name.as_str()) && same == 1
        };
        if self.0.children.iter().all(is_known) { Ok(()) } else { Err(Error::of(Code::MalformedXml)) }
    }

    fn part(self, name: &str) -> Option<Part<'a>> {
        self.0.child(name).map(Part)
    }

    fn required(self, name: &str) -> Result<Part<'a>> {
        self.part(name).ok_or_else(|| refused(SelectCode::MissingRequiredParameter))
    }

    fn text(self, name: &str) -> Option<&'a str> {
        self.0.child(name).map(|child| child.text.as_str())
    }

    /// One of the words of an enumeration. Its case does not matter: AWS's own pages write `Use` and `Document`, such as
    /// <https://aws-sdk-pandas.readthedocs.io/en/stable/stubs/awswrangler.s3.select_query.html>.
    fn choice(self, name: &str) -> Option<String> {
        self.text(name).map(|text| text.trim().to_ascii_uppercase())
    }

    fn flag(self, name: &str) -> Result<bool> {
        match self.text(name).map(str::trim) {
            None => Ok(false),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(refused(SelectCode::InvalidRequestParameter)),
        }
    }

    /// A delimiter, of at least one character.
    fn delimiter(self, name: &str, to: &mut String, max: usize) -> Result<()> {
        match self.text(name) {
            Some("") => Err(refused(SelectCode::InvalidRequestParameter)),
            _ => self.mark(name, to, max),
        }
    }

    /// A quote, or something like it, which may be none.
    fn mark(self, name: &str, to: &mut String, max: usize) -> Result<()> {
        let Some(text) = self.text(name) else { return Ok(()) };
        if text.chars().count() > max {
            return Err(refused(SelectCode::InvalidRequestParameter));
        }
        text.clone_into(to);
        Ok(())
    }

    /// The one format of several.
    fn format(self, names: &[&'static str]) -> Result<(&'static str, Part<'a>)> {
        let mut there = names.iter().filter_map(|name| self.part(name).map(|part| (*name, part)));
        match (there.next(), there.next()) {
            (Some(format), None) => Ok(format),
            (Some(_), Some(_)) => Err(refused(SelectCode::ObjectSerializationConflict)),
            (None, _) => Err(refused(SelectCode::MissingRequiredParameter)),
        }
    }
}

fn input(part: Part<'_>) -> Result<(Input, Compression)> {
    part.has_only(&["CSV", "JSON", "Parquet", "CompressionType"])?;
    let compression = match part.choice("CompressionType").as_deref() {
        None | Some("" | "NONE") => Compression::None,
        Some("GZIP") => Compression::Gzip,
        Some("BZIP2") => Compression::Bzip2,
        Some(_) => return Err(refused(SelectCode::InvalidCompressionFormat)),
    };
    let input = match part.format(&["CSV", "JSON", "Parquet"])? {
        ("CSV", csv) => Input::Csv(csv_input(csv)?),
        ("JSON", json) => match json.choice("Type").as_deref() {
            Some("DOCUMENT") => Input::JsonDocument,
            Some("LINES") => Input::JsonLines,
            None => return Err(refused(SelectCode::MissingRequiredParameter)),
            Some(_) => return Err(refused(SelectCode::InvalidJsonType)),
        },
        _ => {
            let message = "Objects of Parquet are not implemented.";
            return Err(Error::saying(Code::NotImplemented, message));
        }
    };
    Ok((input, compression))
}

fn csv_input(part: Part<'_>) -> Result<CsvInput> {
    part.has_only(&[
        "FileHeaderInfo",
        "Comments",
        "QuoteEscapeCharacter",
        "RecordDelimiter",
        "FieldDelimiter",
        "QuoteCharacter",
        "AllowQuotedRecordDelimiter",
    ])?;
    let mut form = CsvInput {
        header: match part.choice("FileHeaderInfo").as_deref() {
            None | Some("" | "NONE") => Header::None,
            Some("USE") => Header::Use,
            Some("IGNORE") => Header::Ignore,
            Some(_) => return Err(refused(SelectCode::InvalidFileHeaderInfo)),
        },
        quoted_record_delimiters: part.flag("AllowQuotedRecordDelimiter")?,
        ..CsvInput::default()
    };
    part.mark("Comments", &mut form.comments, MAX_MARK)?;
    part.mark("QuoteCharacter", &mut form.quote, MAX_MARK)?;
    part.mark("QuoteEscapeCharacter", &mut form.escape, MAX_MARK)?;
    part.delimiter("RecordDelimiter", &mut form.record_delimiter, MAX_RECORD_DELIMITER)?;
    part.delimiter("FieldDelimiter", &mut form.field_delimiter, MAX_MARK)?;
    Ok(form)
}

fn output(part: Part<'_>) -> Result<Output> {
    part.has_only(&["CSV", "JSON"])?;
    let (format, part) = part.format(&["CSV", "JSON"])?;
    if format == "JSON" {
        part.has_only(&["RecordDelimiter"])?;
        let mut delimiter = "\n".to_owned();
        part.delimiter("RecordDelimiter", &mut delimiter, MAX_RECORD_DELIMITER)?;
        return Ok(Output::Json(delimiter));
    }
    part.has_only(&[
        "QuoteFields",
        "QuoteEscapeCharacter",
        "RecordDelimiter",
        "FieldDelimiter",
        "QuoteCharacter",
    ])?;
    let mut form = CsvOutput {
        always_quotes: match part.choice("QuoteFields").as_deref() {
            None | Some("" | "ASNEEDED") => false,
            Some("ALWAYS") => true,
            Some(_) => return Err(refused(SelectCode::InvalidQuoteFields)),
        },
        ..CsvOutput::default()
    };
    part.mark("QuoteCharacter", &mut form.quote, MAX_MARK)?;
    part.mark("QuoteEscapeCharacter", &mut form.escape, MAX_MARK)?;
    part.delimiter("RecordDelimiter", &mut form.record_delimiter, MAX_RECORD_DELIMITER)?;
    part.delimiter("FieldDelimiter", &mut form.field_delimiter, MAX_MARK)?;
    Ok(Output::Csv(form))
}

fn range(part: Part<'_>) -> Result<(Option<u64>, Option<u64>)> {
    let invalid = || refused(SelectCode::InvalidScanRange);
    let end_of = |name| part.text(name).map(|text| text.trim().parse().map_err(|_| invalid())).transpose();
    let range = (end_of("Start")?, end_of("End")?);
    match range {
        (None, None) => Err(refused(SelectCode::MissingRequiredParameter)),
        (Some(start), Some(end)) if end < start => Err(invalid()),
        range => Ok(range),
    }
}
