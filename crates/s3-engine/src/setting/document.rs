//! Documents of settings. AWS holds them against a schema before it looks at what they say, so an element that the model does
//! not have, one too many, one that is missing and a value that is none of the model's are all the same to it: MalformedXML.
//!
//! What is written has its elements in the order of the model, whatever the order was in which they came.

use wire::constraint;
use wire::json::Style;
use wire::shape::{Kind, Member, Place, Shape};
use wire::value::Fields;
use wire::xml::{self, Element};

use super::model::MODEL;
use crate::error::{Code, Error, Result};

/// What stands before every document.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A list that was put empty is shown so.
const STYLE: Style = Style { writes_empty: true };

/// Reads a document of this shape with a root of this name.
pub(crate) fn read(shape: &'static Shape, root: &str, document: &[u8]) -> Result<Fields> {
    let malformed = || Error::of(Code::MalformedXml);
    let Some(element) = Element::read(document).map_err(|_| malformed())? else {
        return Err(Error::of(Code::MissingRequestBodyError));
    };
    if element.name != root || !has_only(shape, &element) {
        return Err(malformed());
    }
    let mut fields = Fields::new(shape);
    xml::read_into(&mut fields, &element).map_err(|_| malformed())?;
    // AWS's sentence about constraints is for JSON's services; S3 has one for all.
    constraint::judge(&fields).map_err(|_| malformed())?;
    Ok(fields)
}

/// A document as it is kept: without what stands before it, and without a namespace, so that it can stand in a list.
pub(super) fn write(root: &str, fields: &Fields) -> String {
    let document = xml::document(root, None, fields, STYLE);
    document.strip_prefix(DECLARATION).map(str::to_owned).unwrap_or(document)
}

/// A document that was kept, as a reply has it.
pub(crate) fn shown(root: &str, kept: &str) -> String {
    let namespace = MODEL.namespace.unwrap_or_default();
    let rest = kept.strip_prefix('<').and_then(|kept| kept.strip_prefix(root)).unwrap_or_default();
    format!("{DECLARATION}<{root} xmlns=\"{namespace}\"{rest}")
}

/// Whether an element holds nothing that the shape does not have, and nothing twice that it has once.
fn has_only(shape: &'static Shape, element: &Element) -> bool {
    let mut seen: Vec<&'static str> = Vec::new();
    element.children.iter().all(|child| {
        let is_of = |member: &&Member| member.place == Place::Body && xml::name_of(member) == child.name;
        let Some(member) = shape.members.iter().find(is_of) else { return false };
        let may_repeat = matches!(member.kind, Kind::List(list) if list.flattened);
        let is_new = may_repeat || !seen.contains(&member.name);
        seen.push(member.name);
        is_new && fits(&member.kind, child)
    })
}

fn fits(kind: &Kind, element: &Element) -> bool {
    match kind {
        Kind::Struct(shape) => has_only(shape, element),
        Kind::List(list) if list.flattened => fits(&list.element.kind, element),
        Kind::List(list) => {
            let name = list.element.element().unwrap_or("member");
            element.children.iter().all(|child| child.name == name && fits(&list.element.kind, child))
        }
        _ => element.children.is_empty(),
    }
}
