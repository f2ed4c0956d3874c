//! botocore's `service-2.json`, as far as a table needs it.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use conformance::Result;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Number, Value};

/// The model of a service.
#[derive(Debug, Deserialize)]
pub(super) struct Service {
    /// What it is called, and how it speaks.
    pub(super) metadata: Metadata,
    /// By name.
    pub(super) operations: BTreeMap<String, Operation>,
    /// By name.
    pub(super) shapes: BTreeMap<String, Node>,
    /// Whether its lists and maps may hold null.
    #[serde(skip, default = "yes")]
    pub(super) holds_null: bool,
}

fn yes() -> bool {
    true
}

/// What a service is called, and how it speaks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    pub(super) api_version: String,
    pub(super) endpoint_prefix: String,
    pub(super) signing_name: Option<String>,
    pub(super) target_prefix: Option<String>,
    pub(super) xml_namespace: Option<Value>,
}

/// An operation.
#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    pub(super) http: Http,
    pub(super) input: Option<Node>,
    pub(super) output: Option<Node>,
}

/// An operation's route.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Http {
    pub(super) method: String,
    pub(super) request_uri: String,
    pub(super) response_code: Option<u16>,
}

/// A shape, or what refers to one: its own traits stand before the shape's.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Node {
    /// The shape that it refers to.
    pub(super) shape: Option<String>,
    /// The shape's type.
    pub(super) r#type: Option<String>,
    /// A structure's members, in the model's order.
    pub(super) members: Pairs<Node>,
    /// Which of them must be there.
    pub(super) required: Vec<String>,
    /// Which of them is the whole body.
    pub(super) payload: Option<String>,
    /// A list's elements.
    pub(super) member: Option<Box<Node>>,
    /// A map's keys.
    pub(super) key: Option<Box<Node>>,
    /// A map's values.
    pub(super) value: Option<Box<Node>>,
    pub(super) location: Option<String>,
    pub(super) location_name: Option<String>,
    pub(super) query_name: Option<String>,
    pub(super) result_wrapper: Option<String>,
    pub(super) timestamp_format: Option<String>,
    pub(super) flattened: Option<bool>,
    pub(super) sensitive: Option<bool>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    pub(super) pattern: Option<String>,
    pub(super) r#enum: Option<Vec<String>>,
    /// JSON of any form.
    pub(super) document: Option<bool>,
    /// An error of the service.
    pub(super) exception: Option<bool>,
    /// An error that is the service's fault.
    pub(super) fault: Option<bool>,
    pub(super) error: Option<ErrorTraits>,
    pub(super) xml_namespace: Option<Value>,
    /// What is no element, but an attribute of the element around it.
    pub(super) xml_attribute: Option<bool>,
    /// Traits that are not above.
    #[serde(flatten)]
    pub(super) others: BTreeMap<String, IgnoredAny>,
}

/// How an error travels.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ErrorTraits {
    pub(super) code: Option<String>,
    pub(super) http_status_code: Option<u16>,
    pub(super) sender_fault: Option<bool>,
}

impl Service {
    /// Reads a model.
    pub(super) fn read(json: &[u8]) -> Result<Service> {
        Ok(serde_json::from_slice(json)?)
    }

    /// The name that its requests are signed with.
    pub(super) fn signed_as(&self) -> &str {
        self.metadata.signing_name.as_ref().unwrap_or(&self.metadata.endpoint_prefix)
    }

    /// A shape by its name.
    pub(super) fn shape(&self, name: &str) -> Result<&Node> {
        self.shapes.get(name).ok_or_else(|| format!("the model has no shape {name}").into())
    }

    /// The namespace of documents of XML. The models of rest-xml say it of each input.
    pub(super) fn namespace(&self) -> Option<&str> {
        let inputs = self.operations.values().filter_map(|operation| operation.input.as_ref());
        let mut all = inputs.map(|input| &input.xml_namespace);
        uri(&self.metadata.xml_namespace).or_else(|| all.find_map(uri))
    }
}

fn uri(namespace: &Option<Value>) -> Option<&str> {
    let namespace = namespace.as_ref()?;
    namespace.as_str().or_else(|| namespace.get("uri")?.as_str())
}

/// The entries of an object, in the order in which they are written.
#[derive(Debug)]
pub(super) struct Pairs<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Pairs<T> {
        Pairs(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Pairs<T>, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Pairs<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Pairs<T>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}
