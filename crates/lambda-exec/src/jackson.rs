//! AWS's words about bytes that are no JSON: it reads with Jackson, whose messages it passes on; the commonest are rebuilt
//! here.

use serde::de::IgnoredAny;

/// Whether bytes are JSON; if not, what AWS says about them. Builds nothing, and does not recurse.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    match serde_json::from_slice::<IgnoredAny>(bytes) {
        Err(cause) => Err(jackson_text(bytes, &cause)),
        // What is ignored is not looked into.
        Ok(_) => std::str::from_utf8(bytes).map(|_| ()).map_err(|cause| not_utf8(bytes, cause.valid_up_to())),
    }
}

/// How much of a word Jackson shows: its `MAX_ERROR_TOKEN_LENGTH`.
const MAX_WORD: usize = 256;

/// Where Jackson says that something is; both count from one.
fn place(line: usize, column: usize) -> String {
    const SOURCE: &str = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";
    format!("\n at {SOURCE}; line: {line}, column: {column}]")
}

/// Recorded for characters out of place and bytes that are no UTF-8; the others are Jackson's words for their cases.
fn jackson_text(bytes: &[u8], cause: &serde_json::Error) -> String {
    const WANTED: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    let (line, column) = (cause.line().max(1), cause.column().max(1));
    let line_start: usize = bytes.split(|&b| b == b'\n').take(line - 1).map(|line| line.len() + 1).sum();
    let at = line_start + column - 1;
    if let Err(wrong) = std::str::from_utf8(bytes)
        && is_inside(bytes, wrong.valid_up_to(), at)
    {
        return not_utf8(bytes, wrong.valid_up_to());
    }
    if cause.is_eof() {
        return format!("Unexpected end-of-input: expected close marker or a value{}", place(line, column));
    }
    if cause.to_string().starts_with("control character") {
        let is_control = |place: &usize| bytes.get(*place).is_some_and(|byte| *byte < b' ');
        let at = (at..bytes.len()).find(is_control).unwrap_or(at);
        let code = bytes.get(at).copied().unwrap_or_default();
        let place = place(line, at - line_start + 2);
        return format!(
            "Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using backslash to be \
             included in string value{place}"
        );
    }
    let (start, end) = word_around(bytes, at);
    // The word is of letters and digits alone, and may be as long as the body.
    let shown = bytes.get(start..end.min(start + MAX_WORD)).unwrap_or_default();
    let word = String::from_utf8_lossy(shown);
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let place = place(line, end - line_start + 1);
        return format!("Unrecognized token '{word}': was expecting {WANTED}{place}");
    }
    let shown = match bytes.get(at) {
        Some(b'\n') | None => "(CTRL-CHAR, code 10)".to_owned(),
        Some(&byte) if (0x20..0x7f).contains(&byte) => format!("'{}' (code {byte})", char::from(byte)),
        Some(&byte) => format!("(CTRL-CHAR, code {byte})"),
    };
    format!("Unexpected character ({shown}): expected a valid value {WANTED}{}", place(line, column))
}

/// Whether a byte is met while a text or a word is read, before the fault at `at` is: at the beginning of a value a
/// byte is only a character out of place.
fn is_inside(bytes: &[u8], wrong: usize, at: usize) -> bool {
    let (start, end) = word_around(bytes, at);
    wrong < at || start < end && wrong == end
}

/// Where the word begins and ends that a place is in or behind.
fn word_around(bytes: &[u8], at: usize) -> (usize, usize) {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric();
    let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let start = at - before.iter().rev().take_while(is_part).count().min(at);
    (start, at + after.iter().take_while(is_part).count())
}

/// The byte that makes a text no UTF-8, as Jackson reports it: one that cannot begin a character, or that cannot go on
/// with one.
fn not_utf8(bytes: &[u8], valid_up_to: usize) -> String {
    let rest = bytes.get(valid_up_to..).unwrap_or_default();
    let first = rest.first().copied().unwrap_or_default();
    let len = match first {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => 1,
    };
    let middle = rest.iter().take(len).skip(1).position(|byte| byte & 0xc0 != 0x80);
    let (kind, ahead) = match middle {
        Some(ahead) => ("middle", ahead + 1),
        None => ("start", 0),
    };
    let at = valid_up_to + ahead;
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    let byte = bytes.get(at).copied().unwrap_or_default();
    format!("Invalid UTF-8 {kind} byte 0x{byte:x}{}", place(line, at - line_start + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_named_as_jackson_names_it() {
        // Recorded: LocalStack's test_lambda_invoke_payload_encoding_error against AWS.
        let recorded = "Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, \
                        Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED \
                        (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]";
        assert_eq!(check(b"\x99\xeb,j").unwrap_err(), recorded);
        // Recorded on 2025-11-24: what the AWS CLI makes of text that it takes for base64.
        let recorded = "Invalid UTF-8 start byte 0x87\n at [Source: REDACTED \
                        (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 3]";
        assert_eq!(check(b"\x6e\x87\x72\x9e\xe9\xb5\xd7\x49\xee\x9b\x6d\x74").unwrap_err(), recorded);
        // Jackson's own words and places for its other cases, read in its sources; none recorded.
        for (bytes, words, column) in [
            (&b"\"\xff\""[..], "Invalid UTF-8 start byte 0xff", 3),
            (b"{\"a\": [\"\xe4x\"]}", "Invalid UTF-8 middle byte 0x78", 11),
            (
                b"\"tab\there\"",
                "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using",
                6,
            ),
            (b"{\"a\": \"\n\"}", "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped", 9),
            (b"\"\0\"", "Illegal unquoted character ((CTRL-CHAR, code 0)): has to be escaped", 3),
            (b"nope", "Unrecognized token 'nope': was expecting (JSON String,", 5),
            (b"hello world", "Unrecognized token 'hello': was expecting (JSON String,", 6),
        ] {
            let text = check(bytes).unwrap_err();
            assert!(text.starts_with(words), "{text}");
            assert!(text.ends_with(&format!("line: 1, column: {column}]")), "{text}");
        }
        // Our reading of Jackson.
        for (bytes, begins) in [
            (&b"nope"[..], "Unrecognized token '"),
            (b"{\"a\": ", "Unexpected end-of-input"),
            (b"", "Unexpected end-of-input"),
            (b"{\"a\": }", "Unexpected character ('}' (code 125))"),
        ] {
            let text = check(bytes).unwrap_err();
            assert!(text.starts_with(begins), "{text}");
        }
        for good in ["null", "1", "\"a\"", "[1, {\"a\": []}]"] {
            assert_eq!(check(good.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn a_deep_document_is_judged_without_a_deep_stack() {
        let deep = [vec![b'['; 1_000_000], vec![b']'; 1_000_000]].concat();
        assert_eq!(check(&deep), Ok(()));
        assert!(wire::json::read(&crate::model::TAG_RESOURCE_REQUEST, &deep).is_err());
    }
}
