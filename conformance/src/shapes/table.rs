//! The text of a table: the service, the operations that are wanted, and what these reach. `rustfmt` sets its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use conformance::{Error, Result};

use super::model::{Node, Operation, Service};
use super::names::{self, Names};
use super::pattern::{self, Words};

mod member;

/// The types of `wire::shape` that a table may use, and how their use looks.
const TYPES: [(&str, &str); 12] = [
    ("ErrorShape", "ErrorShape {"),
    ("Hidden", "Hidden::"),
    ("Kind", "Kind::"),
    ("List", " List {"),
    ("Map", " Map {"),
    ("Member", "Member::new("),
    ("Model", " Model {"),
    ("NOTHING", "&NOTHING,"),
    ("Pattern", "Pattern::"),
    ("Place", "Place::"),
    ("Shape", "Shape::new("),
    ("Signature", " Signature {"),
];

/// The IAM name of a service that is neither signed nor addressed by it.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
const IAM_NAMES: [(&str, &str); 1] = [("monitoring", "cloudwatch")];

/// The table with these operations.
pub(super) fn write(service: &Service, head: &str, wanted: &BTreeSet<String>) -> Result<String> {
    let mut table = Table { service, names: Names::of(service), items: BTreeMap::new() };
    let mut signatures = String::new();
    for name in wanted {
        let operation = service.operations.get(name);
        let operation = operation.ok_or_else(|| format!("the model has no operation {name}"))?;
        signatures.push_str(&table.signature(name, operation)?);
    }
    let model = model(service, &table.names);
    let shapes: String = table.items.into_values().collect();
    let body = format!("{model}{signatures}{shapes}");
    let mut used: Vec<&str> =
        TYPES.iter().filter(|(_, looks)| body.contains(looks)).map(|(name, _)| *name).collect();
    if body.contains("TimeForm::") {
        used.push("TimeForm");
    }
    let used = used.join(", ");
    let allow =
        "#![allow(missing_docs, reason = \"the names are AWS's, whose documentation says what they mean\")]";
    Ok(format!("{head}\n{allow}\n\nuse wire::shape::{{{used}}};\n{body}"))
}

/// The service, with the name and route of every operation and with its errors.
fn model(service: &Service, names: &Names) -> String {
    let metadata = &service.metadata;
    let signed_as = service.signed_as();
    let iam = IAM_NAMES.iter().find(|(signed, _)| *signed == signed_as).map(|(_, iam)| *iam);
    let mut text = format!(
        "\npub static MODEL: Model = Model {{ name: {:?}, target_prefix: {:?}, version: {:?}, namespace: {:?}, names: &[",
        iam.unwrap_or(signed_as),
        metadata.target_prefix,
        metadata.api_version,
        service.namespace(),
    );
    for (name, operation) in &service.operations {
        let _ = write!(text, "({name:?}, {:?}, {:?}),", operation.http.method, operation.http.request_uri);
    }
    text.push_str("], errors: &[");
    let mut errors = String::new();
    for (name, node) in service.shapes.iter().filter(|(_, node)| node.exception == Some(true)) {
        let own = names.get(name);
        let _ = write!(text, "{own},");
        let _ = write!(errors, "\npub const {own}: ErrorShape = {};\n", error(name, node));
    }
    format!("{text}] }};\n{errors}")
}

/// An error. A status that the model does not say is 400, or 500 where the service did wrong.
fn error(name: &str, node: &Node) -> String {
    let (is_fault, traits) = (node.fault == Some(true), node.error.as_ref());
    let code = traits.and_then(|traits| traits.code.as_deref()).unwrap_or(name);
    let said = traits.and_then(|traits| traits.http_status_code);
    let status = said.unwrap_or(if is_fault { 500 } else { 400 });
    let sender = traits.and_then(|traits| traits.sender_fault).unwrap_or(!is_fault && status < 500);
    format!("ErrorShape {{ name: {name:?}, code: {code:?}, status: {status}, sender: {sender} }}")
}

/// A table that is being written.
struct Table<'m> {
    service: &'m Service,
    names: Names,
    /// The statics of shapes, by their names; an empty one is being written, which ends recursion.
    items: BTreeMap<String, String>,
}

impl<'m> Table<'m> {
    fn signature(&mut self, name: &str, operation: &'m Operation) -> Result<String> {
        let input = self.document(operation.input.as_ref())?;
        let output = self.document(operation.output.as_ref())?;
        let wrapper = operation.output.as_ref().and_then(|output| output.result_wrapper.as_deref());
        let http = &operation.http;
        Ok(format!(
            "\npub static {}: Signature = Signature {{ name: {name:?}, method: {:?}, path: {:?}, status: {}, \
             input: &{input}, output: &{output}, wrapper: {wrapper:?}, }};\n",
            names::upper(name),
            http.method,
            http.request_uri,
            http.response_code.unwrap_or(200),
        ))
    }

    /// The static of an operation's input or output.
    fn document(&mut self, node: Option<&'m Node>) -> Result<String> {
        let Some(node) = node else { return Ok("NOTHING".to_owned()) };
        let name = node.shape.as_deref().ok_or("an operation's input or output names no shape")?;
        self.structure(name, self.service.shape(name)?)
    }

    fn is_error(&self, node: &Node) -> bool {
        let shape = node.shape.as_deref().and_then(|name| self.service.shape(name).ok());
        shape.is_some_and(|shape| shape.exception == Some(true))
    }

    /// The static of a structure, which is written if it is not yet.
    fn structure(&mut self, name: &'m str, shape: &'m Node) -> Result<String> {
        if shape.exception == Some(true) {
            return Err("a table cannot hold an error as a member yet".into());
        }
        let own = self.names.get(name).to_owned();
        if self.begin(&own) {
            let mut members = String::new();
            for (member, node) in &shape.members.0 {
                // A stream may end in an error, which is no event.
                if shape.others.contains_key("eventstream") && self.is_error(node) {
                    continue;
                }
                let written = self.member(member, node, Some(shape));
                members.push_str(&written.map_err(|cause| within(name, member, &cause))?);
                members.push(',');
            }
            // Documents of rest-xml have the name that the shape has in XML.
            let shown = shape.location_name.as_deref().unwrap_or(name);
            let text = format!("\npub static {own}: Shape = Shape::new({shown:?}, &[{members}]);\n");
            self.items.insert(own.clone(), text);
        }
        Ok(own)
    }

    /// The static of a list.
    fn list(&mut self, name: &'m str, shape: &'m Node, is_flattened: bool) -> Result<String> {
        let own = self.variant(name, shape, is_flattened);
        if self.begin(&own) {
            let element = shape.member.as_deref().ok_or("a list says not what it holds")?;
            let element =
                self.member("member", element, None).map_err(|cause| within(name, "member", &cause))?;
            let text =
                format!("\nstatic {own}: List = List {{ element: {element}, flattened: {is_flattened} }};\n");
            self.items.insert(own.clone(), text);
        }
        Ok(own)
    }

    /// The static of a map.
    fn map(&mut self, name: &'m str, shape: &'m Node, is_flattened: bool) -> Result<String> {
        let own = self.variant(name, shape, is_flattened);
        if self.begin(&own) {
            let key = shape.key.as_deref().ok_or("a map says not what its keys are")?;
            let key = self.member("key", key, None).map_err(|cause| within(name, "key", &cause))?;
            let value = shape.value.as_deref().ok_or("a map says not what it holds")?;
            let value = self.member("value", value, None).map_err(|cause| within(name, "value", &cause))?;
            let text = format!(
                "\nstatic {own}: Map = Map {{ key: {key}, value: {value}, flattened: {is_flattened} }};\n"
            );
            self.items.insert(own.clone(), text);
        }
        Ok(own)
    }

    /// The name of a list's or map's static: a member may flatten what the shape does not.
    fn variant(&self, name: &str, shape: &Node, is_flattened: bool) -> String {
        let own = self.names.get(name);
        if is_flattened == shape.flattened.unwrap_or(false) { own.to_owned() } else { names::flattened(own) }
    }

    /// Whether a static is still to be written.
    fn begin(&mut self, own: &str) -> bool {
        let is_new = !self.items.contains_key(own);
        self.items.entry(own.to_owned()).or_default();
        is_new
    }

    /// The static of a shape's pattern.
    fn pattern(&mut self, shape: &str, shown: &str) -> Result<String> {
        let own = names::pattern(self.names.get(shape));
        let new = match pattern::translated(shown)? {
            Words::Own => format!("new({})", literal(shown)),
            Words::Is(is) => format!("translated({}, {})", literal(shown), literal(&is)),
            Words::Except(is, is_not) => {
                format!("except({}, {}, {})", literal(shown), literal(&is), literal(&is_not))
            }
        };
        let text = format!("\nstatic {own}: Pattern = Pattern::{new};\n");
        self.items.insert(own.clone(), text);
        Ok(own)
    }

    /// The constant of a shape's values.
    fn values(&mut self, shape: &str, values: &[String]) -> String {
        let own = names::values(self.names.get(shape));
        let text = format!("\nconst {own}: &[&str] = &{values:?};\n");
        self.items.insert(own.clone(), text);
        own
    }
}

fn within(shape: &str, member: &str, cause: &Error) -> Error {
    format!("{shape}.{member}: {cause}").into()
}

/// A text of Rust, raw where that is easier to read.
fn literal(text: &str) -> String {
    let is_plain = !text.contains(['\\', '"']);
    if is_plain || text.contains(char::is_control) || text.contains("\"#") {
        return format!("{text:?}");
    }
    let hash = if text.contains('"') { "#" } else { "" };
    format!("r{hash}\"{text}\"{hash}")
}
