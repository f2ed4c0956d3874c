//! What must hold for any input, for the fuzz targets and for the tests.

use crate::asked::{Asked, Compression, CsvInput, CsvOutput, Header, Input, Output};
use crate::query::Query;

const ROWS: &[u8] = b"name,age,at\nann,41,2007-02-23T12:14:33.079-08:00\n\"b,b\",x,\n#no\ncid,-7,2010T\n";
const VALUES: &[u8] =
    br#"{"name":"ann","n":[1,2.5,{"a":null}],"s":{"t":true}} {"name":7,"n":[]} [1] "x" 8 {}"#;

/// Any statement: it is refused, or it runs and comes to the same whether the object comes at once or byte by byte.
pub fn statement(bytes: &[u8]) {
    let Ok(expression) = std::str::from_utf8(bytes) else { return };
    let csv = Input::Csv(CsvInput { header: Header::Use, ..CsvInput::default() });
    for (input, object) in [(csv, ROWS), (Input::JsonDocument, VALUES)] {
        let asked = Asked {
            expression: expression.to_owned(),
            compression: Compression::None,
            input,
            output: Output::Csv(CsvOutput::default()),
            range: None,
            now_ms: 0,
        };
        assert_eq!(run(&asked, object, object.len()), run(&asked, object, 1), "{expression}");
    }
}

/// Any object: it is refused, or it comes to the same whether it comes at once or byte by byte.
pub fn object(bytes: &[u8]) {
    let csv = CsvInput { quoted_record_delimiters: true, ..CsvInput::default() };
    let inputs = [Input::Csv(CsvInput::default()), Input::Csv(csv), Input::JsonDocument, Input::JsonLines];
    for input in inputs {
        for compression in [Compression::None, Compression::Gzip, Compression::Bzip2] {
            let asked = Asked {
                expression: "SELECT * FROM S3Object s WHERE s._1 IS NOT NULL OR TRUE".to_owned(),
                compression,
                input: input.clone(),
                output: Output::Json("\n".to_owned()),
                range: None,
                now_ms: 0,
            };
            assert_eq!(run(&asked, bytes, bytes.len().max(1)), run(&asked, bytes, 1), "{asked:?}");
        }
    }
}

/// Runs a query over an object that comes in pieces of a size. What came of it before an error does not count.
///
/// # Errors
///
/// The query's.
pub fn run(asked: &Asked, object: &[u8], size: usize) -> Result<Vec<u8>, crate::Error> {
    let mut query = Query::new(asked)?;
    let mut result = Vec::new();
    let first = usize::try_from(query.first_byte()).unwrap_or(usize::MAX);
    for piece in object.get(first..).unwrap_or_default().chunks(size) {
        let mut rest = piece;
        while !rest.is_empty() {
            let taken = query.feed(rest)?;
            rest = rest.get(taken..).unwrap_or_default();
            result.extend(query.take());
        }
    }
    while !query.finish()? {
        result.extend(query.take());
    }
    result.extend(query.take());
    Ok(result)
}
