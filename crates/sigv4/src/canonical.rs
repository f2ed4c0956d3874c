//! The canonical request: what a SigV4 signature covers, rebuilt from the request as it came.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

use std::borrow::Cow;

use http::request::Parts;

use crate::claim::{Form, Scope};
use crate::query::{encode, pieces, reencode};

/// Builds the canonical request. `signed` are the names of the signed headers, in lower case and sorted; `payload`
/// is its last line.
pub(crate) fn request(parts: &Parts, form: Form, scope: &Scope, signed: &[String], payload: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    out.extend_from_slice(parts.method.as_str().as_bytes());
    out.push(b'\n');
    if scope.is_s3() {
        exact_path(&mut out, parts.uri.path());
    } else {
        normal_path(&mut out, parts.uri.path());
    }
    out.push(b'\n');
    query(&mut out, parts.uri.query().unwrap_or_default(), form);
    out.push(b'\n');
    for name in signed {
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        header(&mut out, parts, name);
        out.push(b'\n');
    }
    out.push(b'\n');
    for (i, name) in signed.iter().enumerate() {
        if i > 0 {
            out.push(b';');
        }
        out.extend_from_slice(name.as_bytes());
    }
    out.push(b'\n');
    out.extend_from_slice(payload.as_bytes());
    out
}

/// S3: every byte of the key counts, `.` and empty segments too, and the path is escaped once.
fn exact_path(out: &mut Vec<u8>, path: &str) {
    if path.is_empty() {
        out.push(b'/');
    }
    reencode(out, path, true);
}

/// Every other service: empty, `.` and `..` segments are resolved, and the path, escaped already, is escaped again.
fn normal_path(out: &mut Vec<u8>, path: &str) {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    for segment in &segments {
        out.push(b'/');
        segment.bytes().for_each(|byte| encode(out, byte));
    }
    // RFC 3986: what ends in a dot segment is a folder as much as what ends in a slash.
    if segments.is_empty() || ["/", "/.", "/.."].iter().any(|end| path.ends_with(end)) {
        out.push(b'/');
    }
}

/// The parameters sorted by name, then value, both in canonical form; the signature itself is left out.
fn query(out: &mut Vec<u8>, query: &str, form: Form) {
    let canonical = |text: &str| {
        let mut bytes = Vec::with_capacity(text.len() + 8);
        // A raw plus is a space, as in a form; the clients write a real plus as %2B.
        let text =
            if text.contains('+') { Cow::Owned(text.replace('+', "%20")) } else { Cow::Borrowed(text) };
        reencode(&mut bytes, &text, false);
        bytes
    };
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> =
        pieces(query).map(|(name, value)| (canonical(name), canonical(value))).collect();
    if form == Form::Presigned {
        pairs.retain(|(name, _)| name != b"X-Amz-Signature");
    }
    pairs.sort_unstable();
    for (i, (name, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// A header's values joined with commas, each with its white space folded. A header that is not there is empty.
fn header(out: &mut Vec<u8>, parts: &Parts, name: &str) {
    let mut values = parts.headers.get_all(name).iter().peekable();
    if name == "host" && values.peek().is_none() {
        // HTTP/2 sends no Host header but the :authority pseudo-header, which is signed under the old name.
        out.extend_from_slice(parts.uri.authority().map_or("", |a| a.as_str()).as_bytes());
        return;
    }
    for (i, value) in values.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        fold(out, value.as_bytes());
    }
}

/// Trims, and turns every run of white space into one space.
fn fold(out: &mut Vec<u8>, value: &[u8]) {
    let words = value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    for (i, word) in words.enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_path(path: &str, s3: &str, others: &str) {
        let (mut exact, mut normal) = (Vec::new(), Vec::new());
        exact_path(&mut exact, path);
        normal_path(&mut normal, path);
        assert_eq!(String::from_utf8(exact).unwrap(), s3, "{path}");
        assert_eq!(String::from_utf8(normal).unwrap(), others, "{path}");
    }

    /// Authority: botocore's `S3SigV4Auth` and `SigV4Auth`; for the final dot, where botocore leaves out the slash,
    /// `aws-sigv4` and RFC 3986, section 5.2.4.
    #[test]
    fn s3_keeps_a_path_and_the_others_normalise_it() {
        check_path("/", "/", "/");
        check_path("", "/", "/");
        check_path("//a", "//a", "/a");
        check_path("/a/../b/./c/", "/a/../b/./c/", "/b/c/");
        check_path("/a%20b", "/a%20b", "/a%2520b");
        check_path("/../..", "/../..", "/");
        check_path("/a/b/.", "/a/b/.", "/a/b/");
        check_path("/a/b/..", "/a/b/..", "/a/");
        check_path("/a/b.", "/a/b.", "/a/b.");
    }

    #[test]
    fn a_query_is_sorted_by_name_then_value() {
        for (sent, want) in [
            ("", ""),
            ("b&a", "a=&b="),
            ("a=2&a=1", "a=1&a=2"),
            ("a=1&&b=2", "a=1&b=2"),
            ("a=x=y", "a=x%3Dy"),
            ("B=1&a=2", "B=1&a=2"),
            ("a=%7e%2f/+é", "a=~%2F%2F%20%C3%A9"),
            ("a=%ff", "a=%FF"),
            ("X-Amz-Signature=1&a=1", "a=1"),
        ] {
            let mut out = Vec::new();
            query(&mut out, sent, Form::Presigned);
            assert_eq!(String::from_utf8(out).unwrap(), want, "{sent}");
        }
    }

    /// Authority: IAM's page on the canonical request for the blanks, botocore for tabs.
    #[test]
    fn a_headers_values_are_joined_and_their_white_space_folded() {
        let request = http::Request::get("https://authority:4566/")
            .header("x-amz-meta-a", "  two   words\t\tand  more ")
            .header("x-amz-meta-a", "")
            .header("x-amz-meta-a", "b,c")
            .body(())
            .unwrap();
        let parts = request.into_parts().0;
        for (name, want) in
            [("x-amz-meta-a", "two words and more,,b,c"), ("host", "authority:4566"), ("range", "")]
        {
            let mut out = Vec::new();
            header(&mut out, &parts, name);
            assert_eq!(String::from_utf8(out).unwrap(), want, "{name}");
        }
    }
}
