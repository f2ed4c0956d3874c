//! AWS's codes and sentences.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList>. Where a sentence says
//! more than that page, the words are ours.

use std::borrow::Cow;
use std::fmt;

/// Why a query ended. Each is status 400.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// AWS's code.
    pub code: Code,
    /// What it says.
    pub message: Cow<'static, str>,
}

/// What a function here returns.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// AWS's codes, as far as something here gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table below says what each means")]
#[rustfmt::skip]
pub enum Code {
    AmbiguousFieldName, CastFailed, CsvParsingError, CsvUnescapedQuote, EvaluatorBindingDoesNotExist,
    EvaluatorInvalidArguments, EvaluatorInvalidTimestampFormatPattern, EvaluatorInvalidTimestampFormatPatternSymbol,
    EvaluatorLikePatternInvalidEscapeSequence, EvaluatorNegativeLimit, EvaluatorUnterminatedTimestampFormatPatternToken,
    ExpressionTooLong, IllegalSqlFunctionArgument, IncorrectSqlFunctionArgumentType, IntegerOverflow,
    InvalidColumnIndex, InvalidCompressionFormat, InvalidDataSource, InvalidExpressionType, InvalidFileHeaderInfo,
    InvalidJsonType, InvalidKeyPath, InvalidQuoteFields, InvalidRequestParameter, InvalidScanRange, InvalidTextEncoding,
    JsonParsingError, LexerInvalidChar, LikeInvalidInputs, MissingHeaders, MissingRequiredParameter,
    ObjectSerializationConflict, OverMaxRecordSize, ParseAsteriskIsNotAloneInSelectList, ParseEmptySelect,
    ParseExpectedDatePart, ParseExpectedExpression, ParseExpectedIdentForAlias, ParseExpectedKeyword, ParseExpectedNumber,
    ParseExpectedTypeName, ParseInvalidPathComponent, ParseMalformedJoin, ParseNonUnaryAgregateFunctionCall,
    ParseSelectMissingFrom, ParseUnexpectedToken, ParseUnknownOperator, ParseUnsupportedCallWithStar,
    ParseUnsupportedSelect, ParseUnsupportedSyntax, TruncatedInput, UnsupportedFunction, UnsupportedScanRangeInput,
    UnsupportedSqlStructure, ValueParseFailure,
}

impl Code {
    /// The code as AWS writes it, and its sentence.
    #[rustfmt::skip]
    fn row(self) -> (&'static str, &'static str) {
        match self {
            Code::AmbiguousFieldName => ("AmbiguousFieldName", "Field name matches to multiple fields in the file. Check the SQL expression and the file, and try again."),
            Code::CastFailed => ("CastFailed", "Attempt to convert from one data type to another using CAST failed in the SQL expression."),
            Code::CsvParsingError => ("CSVParsingError", "Encountered an error parsing the CSV file. Check the file and try again."),
            Code::CsvUnescapedQuote => ("CSVUnescapedQuote", "Unescaped quote found while parsing CSV. To allow quoted record delimiters set AllowQuotedRecordDelimiter to 'TRUE'."),
            Code::EvaluatorBindingDoesNotExist => ("EvaluatorBindingDoesNotExist", "A column name or a path provided does not exist in the SQL expression"),
            Code::EvaluatorInvalidArguments => ("EvaluatorInvalidArguments", "Incorrect number of arguments in the function call in the SQL expression."),
            Code::EvaluatorInvalidTimestampFormatPattern => ("EvaluatorInvalidTimestampFormatPattern", "Time stamp format string in the SQL expression is invalid."),
            Code::EvaluatorInvalidTimestampFormatPatternSymbol => ("EvaluatorInvalidTimestampFormatPatternSymbol", "Time stamp format pattern contains an invalid symbol in the SQL expression."),
            Code::EvaluatorLikePatternInvalidEscapeSequence => ("EvaluatorLikePatternInvalidEscapeSequence", "An argument given to the LIKE expression was not valid."),
            Code::EvaluatorNegativeLimit => ("EvaluatorNegativeLimit", "LIMIT must not be negative."),
            Code::EvaluatorUnterminatedTimestampFormatPatternToken => ("EvaluatorUnterminatedTimestampFormatPatternToken", "Time stamp format pattern contains unterminated token in the SQL expression."),
            Code::ExpressionTooLong => ("ExpressionTooLong", "The SQL expression is too long: The maximum byte-length for the SQL expression is 256 KB."),
            Code::IllegalSqlFunctionArgument => ("IllegalSqlFunctionArgument", "Illegal argument was used in the SQL function."),
            Code::IncorrectSqlFunctionArgumentType => ("IncorrectSqlFunctionArgumentType", "Incorrect type of arguments in function call in the SQL expression."),
            Code::IntegerOverflow => ("IntegerOverflow", "Int overflow or underflow in the SQL expression."),
            Code::InvalidColumnIndex => ("InvalidColumnIndex", "Column index in the SQL expression is invalid."),
            Code::InvalidCompressionFormat => ("InvalidCompressionFormat", "The file is not in a supported compression format. Only GZIP and BZIP2 are supported."),
            Code::InvalidDataSource => ("InvalidDataSource", "Invalid data source type. Only CSV, JSON, and Parquet are supported."),
            Code::InvalidExpressionType => ("InvalidExpressionType", "The ExpressionType is invalid. Only SQL expressions are supported."),
            Code::InvalidFileHeaderInfo => ("InvalidFileHeaderInfo", "The FileHeaderInfo is invalid. Only NONE, USE, and IGNORE are supported."),
            Code::InvalidJsonType => ("InvalidJsonType", "The JsonType is invalid. Only DOCUMENT and LINES are supported."),
            Code::InvalidKeyPath => ("InvalidKeyPath", "Key path in the SQL expression is invalid."),
            Code::InvalidQuoteFields => ("InvalidQuoteFields", "The QuoteFields is invalid. Only ALWAYS and ASNEEDED are supported."),
            Code::InvalidRequestParameter => ("InvalidRequestParameter", "The value of a parameter in SelectRequest element is invalid. Check the service API documentation and try again."),
            Code::InvalidScanRange => ("InvalidScanRange", "The provided scan range is not valid."),
            Code::InvalidTextEncoding => ("InvalidTextEncoding", "Invalid encoding type. Only UTF-8 encoding is supported."),
            Code::JsonParsingError => ("JSONParsingError", "Encountered an error parsing the JSON file. Check the file and try again."),
            Code::LexerInvalidChar => ("LexerInvalidChar", "The SQL expression contains an invalid character."),
            Code::LikeInvalidInputs => ("LikeInvalidInputs", "Invalid argument given to the LIKE clause in the SQL expression."),
            Code::MissingHeaders => ("MissingHeaders", "Some headers in the query are missing from the file. Check the file and try again."),
            Code::MissingRequiredParameter => ("MissingRequiredParameter", "The SelectRequest entity is missing a required parameter. Check the service documentation and try again."),
            Code::ObjectSerializationConflict => ("ObjectSerializationConflict", "InputSerialization specifies more than one format (CSV, JSON, or Parquet), or OutputSerialization specifies more than one format (CSV or JSON). InputSerialization and OutputSerialization can only specify one format each."),
            Code::OverMaxRecordSize => ("OverMaxRecordSize", "The length of a record in the input or result is greater than maxCharsPerRecord of 1 MB."),
            Code::ParseAsteriskIsNotAloneInSelectList => ("ParseAsteriskIsNotAloneInSelectList", "Other expressions are not allowed in the SELECT list when '*' is used without dot notation in the SQL expression."),
            Code::ParseEmptySelect => ("ParseEmptySelect", "The SQL expression contains an empty SELECT."),
            Code::ParseExpectedDatePart => ("ParseExpectedDatePart", "Did not find the expected date part in the SQL expression."),
            Code::ParseExpectedExpression => ("ParseExpectedExpression", "Did not find the expected SQL expression."),
            Code::ParseExpectedIdentForAlias => ("ParseExpectedIdentForAlias", "Did not find the expected identifier for the alias in the SQL expression."),
            Code::ParseExpectedKeyword => ("ParseExpectedKeyword", "Did not find the expected keyword in the SQL expression."),
            Code::ParseExpectedNumber => ("ParseExpectedNumber", "Did not find the expected number in the SQL expression."),
            Code::ParseExpectedTypeName => ("ParseExpectedTypeName", "Did not find the expected type name in the SQL expression."),
            Code::ParseInvalidPathComponent => ("ParseInvalidPathComponent", "The SQL expression contains an invalid path component."),
            Code::ParseMalformedJoin => ("ParseMalformedJoin", "JOIN is not supported in the SQL expression."),
            Code::ParseNonUnaryAgregateFunctionCall => ("ParseNonUnaryAgregateFunctionCall", "Only one argument is supported for aggregate functions in the SQL expression."),
            Code::ParseSelectMissingFrom => ("ParseSelectMissingFrom", "The SQL expression does not contain FROM after SELECT list."),
            Code::ParseUnexpectedToken => ("ParseUnexpectedToken", "The SQL expression contains an unexpected token."),
            Code::ParseUnknownOperator => ("ParseUnknownOperator", "The SQL expression contains an invalid operator."),
            Code::ParseUnsupportedCallWithStar => ("ParseUnsupportedCallWithStar", "Only COUNT with (*) as a parameter is supported in the SQL expression."),
            Code::ParseUnsupportedSelect => ("ParseUnsupportedSelect", "The SQL expression contains an unsupported use of SELECT."),
            Code::ParseUnsupportedSyntax => ("ParseUnsupportedSyntax", "The SQL expression contains unsupported syntax."),
            Code::TruncatedInput => ("TruncatedInput", "Object decompression failed. Check that the object is properly compressed using the format specified in the request."),
            Code::UnsupportedFunction => ("UnsupportedFunction", "Encountered an unsupported SQL function."),
            Code::UnsupportedScanRangeInput => ("UnsupportedScanRangeInput", "Scan range queries are not supported on this type of object. Scan range queries are supported only on uncompressed CSV and JSON objects. CSV objects must not contain quoted record delimiters. JSON objects must be LINES."),
            Code::UnsupportedSqlStructure => ("UnsupportedSqlStructure", "Encountered an unsupported SQL structure. Check the SQL Reference."),
            Code::ValueParseFailure => ("ValueParseFailure", "Time stamp parse failure in the SQL expression."),
        }
    }

    /// The code as AWS writes it.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// An error with words of its own.
    pub fn saying(self, message: impl Into<Cow<'static, str>>) -> Error {
        Error { code: self, message: message.into() }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Error {
        Error { code, message: Cow::Borrowed(code.row().1) }
    }
}

/// The error of a code, for `ok_or` and its like.
pub(crate) fn refuse<T>(code: Code) -> Result<T> {
    Err(code.into())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.message)
    }
}

impl std::error::Error for Error {}
