//! What is asked of a query: the members of AWS's request, with AWS's defaults.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html>

/// A query that is to be run.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The statement.
    pub expression: String,
    /// How the object is compressed.
    pub compression: Compression,
    /// What it holds.
    pub input: Input,
    /// What is to be written.
    pub output: Output,
    /// Which records are looked at, if not all.
    pub range: Option<ScanRange>,
    /// The time of `UTCNOW()`, in milliseconds since 1970.
    pub now_ms: i64,
}

/// How an object is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// By gzip, as one or several members.
    Gzip,
    /// By bzip2, as one or several streams.
    Bzip2,
}

/// What an object holds.
#[derive(Clone, Debug)]
pub enum Input {
    /// Rows of fields.
    Csv(CsvInput),
    /// Values one behind the other, over as many lines as they like.
    JsonDocument,
    /// A value in each line.
    JsonLines,
}

/// What the first row of an object of CSV is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// A record.
    #[default]
    None,
    /// Passed over.
    Ignore,
    /// The names of the columns.
    Use,
}

/// How an object of CSV is read.
#[derive(Clone, Debug)]
pub struct CsvInput {
    /// What the first row is.
    pub header: Header,
    /// What a row begins with that is passed over; empty for none.
    pub comments: String,
    /// What ends a row.
    pub record_delimiter: String,
    /// What stands between fields.
    pub field_delimiter: String,
    /// What a field stands in that holds delimiters; empty for none.
    pub quote: String,
    /// What stands before a quote inside a quoted field; empty for none.
    pub escape: String,
    /// Whether quoted fields may hold the delimiter of rows.
    pub quoted_record_delimiters: bool,
}

impl Default for CsvInput {
    fn default() -> CsvInput {
        CsvInput {
            header: Header::None,
            comments: "#".to_owned(),
            record_delimiter: "\n".to_owned(),
            field_delimiter: ",".to_owned(),
            quote: "\"".to_owned(),
            escape: "\"".to_owned(),
            quoted_record_delimiters: false,
        }
    }
}

/// What is written.
#[derive(Clone, Debug)]
pub enum Output {
    /// Rows of fields.
    Csv(CsvOutput),
    /// Objects, each with this behind it.
    Json(String),
}

/// How CSV is written.
#[derive(Clone, Debug)]
pub struct CsvOutput {
    /// Whether all fields stand in quotes, or those alone that need them.
    pub always_quotes: bool,
    /// What stands before a quote inside a quoted field.
    pub escape: String,
    /// What ends a row.
    pub record_delimiter: String,
    /// What stands between fields.
    pub field_delimiter: String,
    /// What quoted fields stand in; empty for none.
    pub quote: String,
}

impl Default for CsvOutput {
    fn default() -> CsvOutput {
        CsvOutput {
            always_quotes: false,
            escape: "\"".to_owned(),
            record_delimiter: "\n".to_owned(),
            field_delimiter: ",".to_owned(),
            quote: "\"".to_owned(),
        }
    }
}

/// The records that begin in a range of an object's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanRange {
    /// The first byte that one may begin at.
    pub start: u64,
    /// The first byte behind those.
    pub end: u64,
}
