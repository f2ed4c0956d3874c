//! What an XML reader does to a document before it looks at elements, and s3s does not: characters that no document
//! may hold are refused, line ends become line feeds, CDATA sections are text. Elements that are newer than s3s's
//! strict readers are taken out, so that today's SDKs are understood.
//!
//! <https://www.w3.org/TR/xml/#charsets>, <https://www.w3.org/TR/xml/#sec-line-ends>,
//! <https://www.w3.org/TR/xml/#sec-cdata-sect>

use std::borrow::Cow;

use bytes::Bytes;
use quick_xml::events::{BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::error::{Code, Error, Result};
use crate::message::xml::is_character;

/// The deepest that elements may lie in each other. The deepest of S3's model lie 9 deep.
const MAX_DEPTH: usize = 64;

/// Elements of S3's model (botocore 1.44.8) that the readers of s3s refuse: the element around them, their own name.
/// Operations that have them are not served.
const NEWER: [(&str, &str); 2] = [
    // PutObjectRetention
    ("Retention", "EventHold"),
    ("Retention", "EventHoldDuration"),
];

/// A document as s3s reads it. What is no XML at all, as a policy is, stays as it is.
pub(super) fn clean(document: Bytes) -> Result<Bytes> {
    if document.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'<') {
        return Ok(document);
    }
    let malformed = || Error::of(Code::MalformedXml);
    let text = std::str::from_utf8(&document).map_err(|_| malformed())?;
    if !text.chars().all(is_character) {
        return Err(malformed());
    }
    let with_line_feeds = line_feeds(text);
    let changes = with_line_feeds.contains("<![CDATA[")
        || NEWER.iter().any(|(_, name)| with_line_feeds.contains(&format!("<{name}")));
    if changes {
        return rewrite(&with_line_feeds).map(Bytes::from).ok_or_else(malformed);
    }
    match with_line_feeds {
        Cow::Borrowed(_) => Ok(document),
        Cow::Owned(text) => Ok(text.into()),
    }
}

/// Every line end as a line feed. A carriage return that is meant is written `&#13;`.
fn line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The document with CDATA sections as escaped text and without the elements of [`NEWER`]; nothing if it is no
/// well-formed one.
fn rewrite(text: &str) -> Option<Vec<u8>> {
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    // Names of the elements that are open.
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(start) => {
                let name = start.name().0.to_owned();
                if is_newer(&open, &name) {
                    reader.read_to_end(start.name()).ok()?;
                    continue;
                }
                if open.len() == MAX_DEPTH {
                    return None;
                }
                open.push(name);
            }
            Event::Empty(start) if is_newer(&open, start.name().0) => continue,
            Event::End(_) => drop(open.pop()),
            Event::CData(section) => {
                let text: &str = section;
                writer.write_event(Event::Text(BytesText::new(text))).ok()?;
                continue;
            }
            Event::Eof => return Some(writer.into_inner()),
            _ => {}
        }
        writer.write_event(event).ok()?;
    }
}

fn is_newer(open: &[String], name: &str) -> bool {
    open.last().is_some_and(|around| NEWER.contains(&(around.as_str(), name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(document: &str, expected: std::result::Result<&str, &str>) {
        let cleaned = clean(Bytes::copy_from_slice(document.as_bytes()));
        match expected {
            Ok(text) => assert_eq!(cleaned.unwrap(), text, "{document}"),
            Err(code) => assert_eq!(cleaned.unwrap_err().name(), code, "{document}"),
        }
    }

    /// XML 1.0, sections 2.2, 2.7 and 2.11; the code is AWS's for what is not well-formed.
    #[test]
    fn documents_are_read_as_xml_says() {
        check("<a>b</a>", Ok("<a>b</a>"));
        check("<a>x<![CDATA[a&b<c>]]>y</a>", Ok("<a>xa&amp;b&lt;c&gt;y</a>"));
        check("<a><![CDATA[&#13;]]>&#13;</a>", Ok("<a>&amp;#13;&#13;</a>"));
        check("<a><!-- <![CDATA[ --></a>", Ok("<a><!-- <![CDATA[ --></a>"));
        check("<a>b\r\nc\rd\n\re</a>", Ok("<a>b\nc\nd\n\ne</a>"));
        check("<a><![CDATA[b\rc]]></a>", Ok("<a>b\nc</a>"));
        check("<a>\u{1}</a>", Err("MalformedXML"));
        check("<a>\u{b}</a>", Err("MalformedXML"));
        check("<a><![CDATA[\u{10}]]></a>", Err("MalformedXML"));
        check("<a>\u{ffff}</a>", Err("MalformedXML"));
        check("<a>\t\u{85}\u{7f}\u{10ffff}</a>", Ok("<a>\t\u{85}\u{7f}\u{10ffff}</a>"));
        check("<a><![CDATA[open</a>", Err("MalformedXML"));
        check(&"<a><![CDATA[x]]>".repeat(MAX_DEPTH + 1), Err("MalformedXML"));
        check("{\"Version\": \"\u{1}\r\"}", Ok("{\"Version\": \"\u{1}\r\"}"));
    }

    #[test]
    fn documents_in_other_encodings_are_malformed() {
        assert!(clean(Bytes::from_static(b"<a>\xe9</a>")).is_err());
    }

    #[test]
    fn newer_elements_are_taken_out() {
        check(
            "<Retention><Mode>e</Mode><EventHold x='y'>a<b/>b</EventHold><EventHoldDuration/></Retention>",
            Ok("<Retention><Mode>e</Mode></Retention>"),
        );
        check("<Key><EventHold/></Key>", Ok("<Key><EventHold/></Key>"));
    }

    proptest! {
        /// XML 1.0, 2.7 and 2.11: what a CDATA section holds is the element's text, line ends apart.
        #[test]
        fn sections_are_text(text in "[a-z<>&;#\\r\\n\\[\u{80}-\u{d7ff}]{0,40}") {
            let cleaned = clean(format!("<a>x<![CDATA[{text}]]>y</a>").into()).unwrap();
            let cleaned = std::str::from_utf8(&cleaned).unwrap();
            let inside = cleaned.strip_prefix("<a>x").unwrap().strip_suffix("y</a>").unwrap();
            prop_assert!(!inside.contains(['<', '\r']));
            prop_assert_eq!(quick_xml::escape::unescape(inside).unwrap(), line_feeds(&text));
        }

        /// A second look finds nothing to change.
        #[test]
        fn clean_documents_stay(document in "<[<>/a-c!\\[\\]CDAT&;#\\r\\n -]{0,60}") {
            if let Ok(cleaned) = clean(document.into()) {
                prop_assert_eq!(clean(cleaned.clone()).unwrap(), cleaned);
            }
        }

        #[test]
        fn any_bytes_are_read(document in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = clean(document.into());
        }
    }
}
