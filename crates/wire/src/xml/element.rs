//! A document as a tree of elements, of which only those that carry data are kept: no comments, no instructions. What a document could do beyond that, entities of its own above all, is refused.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::unread::{MAX_DEPTH, Room, Unread};

/// What an element counts among the nodes of a request: it has a name, a text and a list of its own.
const NODES_OF_ELEMENT: usize = 4;

/// One element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// The text in it, references resolved.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
    /// Its attributes, by their names without a prefix; those that open a namespace are none.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// Reads a document. Bytes without an element, white space apart, are none.
    ///
    /// # Errors
    ///
    /// It is not well-formed, has a document type, or is larger or deeper than a request may be.
    pub fn read(document: &[u8]) -> Result<Option<Element>, Unread> {
        let text = std::str::from_utf8(document).map_err(|_| Unread::malformed())?;
        // A byte order mark is allowed before a document.
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_ascii().is_empty() {
            return Ok(None);
        }
        tree(text).map(Some)
    }

    /// The value of the attribute of this name; a prefix says nothing.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let local = name.rsplit(':').next();
        let found = self.attributes.iter().find(|(name, _)| Some(name.as_str()) == local);
        found.map(|(_, value)| value.as_str())
    }

    /// The first element in it that has this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

fn tree(text: &str) -> Result<Element, Unread> {
    let mut reader = Reader::from_str(text);
    let mut room = Room::new();
    // The elements that are open, the document itself the first.
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|_| Unread::malformed())? {
            Event::Start(tag) if open.len() <= MAX_DEPTH => open.push(named(&tag, &mut room)?),
            Event::Empty(tag) => {
                let element = named(&tag, &mut room)?;
                close(&mut open, element)?;
            }
            Event::End(_) => {
                let element = open.pop().ok_or_else(Unread::malformed)?;
                close(&mut open, element)?;
            }
            Event::Text(text) => push(&mut open, plain(&text.xml10_content())?)?,
            Event::CData(text) => push(&mut open, plain(&text.xml10_content())?)?,
            Event::GeneralRef(reference) => push(&mut open, &resolve(&reference)?)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
            Event::Start(_) | Event::DocType(_) => return Err(Unread::malformed()),
        }
    }
    let mut document = open.pop().filter(|_| open.is_empty()).ok_or_else(Unread::malformed)?;
    let root = document.children.pop().ok_or_else(Unread::malformed)?;
    let alone = document.children.is_empty() && document.text.trim_ascii().is_empty();
    if alone { Ok(root) } else { Err(Unread::malformed()) }
}

fn close(open: &mut [Element], element: Element) -> Result<(), Unread> {
    open.last_mut().ok_or_else(Unread::malformed)?.children.push(element);
    Ok(())
}

fn named(tag: &BytesStart<'_>, room: &mut Room) -> Result<Element, Unread> {
    room.take(NODES_OF_ELEMENT)?;
    let mut attributes = Vec::new();
    // What is no attribute is passed over, as elements that nobody knows are.
    for attribute in
        tag.attributes().flatten().filter(|attribute| attribute.key.as_namespace_binding().is_none())
    {
        room.take(1)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Unread::malformed())?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name: tag.local_name().as_ref().to_owned(), attributes, ..Element::default() })
}

/// Adds text to the element that is open.
fn push(open: &mut [Element], text: &str) -> Result<(), Unread> {
    open.last_mut().ok_or_else(Unread::malformed)?.text.push_str(text);
    Ok(())
}

/// Text as it stands in the document: of what XML 1.0 has.
fn plain(text: &str) -> Result<&str, Unread> {
    let is_character = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_character) { Ok(text) } else { Err(Unread::malformed()) }
}

/// A reference: one of XML's five, or a character by its number, be it one that XML 1.0 does not have: AWS's own replies
/// have such.
fn resolve(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Unread> {
    if let Some(entity) = resolve_xml_entity(reference) {
        return Ok(entity.into());
    }
    let character = reference.resolve_char_ref().ok().flatten();
    character.map(|c| c.to_string().into()).ok_or_else(Unread::malformed)
}
