//! The policies as the package has them: one literal of JSON in one file of Python.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use conformance::Result;
use serde::Deserialize;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The file in the package.
const FILE: &str = "moto/iam/aws_managed_policies.py";

/// The longest file that is read; today's has 5 MB.
const MAX_FILE: u64 = 64 << 20;

/// What the package has.
#[derive(Debug)]
pub(super) struct Source {
    /// The package's version.
    pub(super) version: String,
    /// By their names.
    pub(super) policies: Vec<Policy>,
}

/// A policy in its default version.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) name: String,
    pub(super) path: String,
    /// The number of the default version.
    pub(super) version: u32,
    /// Seconds since 1970.
    pub(super) created_s: u32,
    /// Seconds since 1970.
    pub(super) updated_s: u32,
    pub(super) document: Node,
}

/// JSON whose objects have an order: elements stand as AWS's own pages have them.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    /// A number or a flag, as its text.
    Plain(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Elements that come before others, in this order.
const FIRST: [&str; 10] = [
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Given {
    create_date: String,
    update_date: String,
    default_version_id: String,
    path: String,
    document: Value,
}

impl Source {
    /// Reads a package.
    pub(super) fn read(package: &Path) -> Result<Source> {
        let file = File::open(package).map_err(|cause| format!("{}: {cause}", package.display()))?;
        let mut archive = zip::ZipArchive::new(file)?;
        let version = (0..archive.len()).find_map(|number| {
            let name = archive.name_for_index(number)?.ok()?;
            let (version, _) = name.strip_prefix("moto-")?.split_once(".dist-info/")?;
            Some(version.to_owned())
        });
        let version = version.ok_or("the package does not say its version")?;
        let mut text = String::new();
        archive.by_name(FILE)?.take(MAX_FILE).read_to_string(&mut text)?;
        Ok(Source { version, policies: policies(&text)? })
    }
}

/// The policies of a file, in the order of their names.
pub(super) fn policies(python: &str) -> Result<Vec<Policy>> {
    let literal = python.split_once(QUOTES).and_then(|(_, rest)| rest.rsplit_once(QUOTES));
    let (json, _) = literal.ok_or("the file has no literal")?;
    if json.contains(['\\']) {
        return Err("the literal has escapes, which Python and JSON read otherwise".into());
    }
    let given: Map<String, Value> = serde_json::from_str(json)?;
    let mut policies =
        given.into_iter().map(|(name, given)| policy(name, given)).collect::<Result<Vec<_>>>()?;
    policies.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(policies)
}

const QUOTES: &str = "\"\"\"";

fn policy(name: String, given: Value) -> Result<Policy> {
    let given: Given = serde_json::from_value(given)?;
    let number = given.default_version_id.strip_prefix('v').and_then(|number| number.parse().ok());
    let version = number.ok_or_else(|| format!("{name}: {} is no version", given.default_version_id))?;
    Ok(Policy {
        version,
        created_s: seconds(&given.create_date)?,
        updated_s: seconds(&given.update_date)?,
        path: given.path,
        document: Node::of(given.document),
        name,
    })
}

fn seconds(text: &str) -> Result<u32> {
    Ok(u32::try_from(OffsetDateTime::parse(text, &Rfc3339)?.unix_timestamp())?)
}

impl Node {
    fn of(value: Value) -> Node {
        match value {
            Value::String(text) => Node::Text(text),
            Value::Array(list) => Node::List(list.into_iter().map(Node::of).collect()),
            Value::Object(members) => {
                let mut members: Vec<_> =
                    members.into_iter().map(|(key, value)| (key, Node::of(value))).collect();
                let place = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
                members.sort_by(|(one, _), (other, _)| (place(one), one).cmp(&(place(other), other)));
                Node::Object(members)
            }
            plain => Node::Plain(plain.to_string()),
        }
    }

    /// As JSON without spaces.
    pub(super) fn text(&self) -> String {
        match self {
            Node::Text(text) => Value::from(text.as_str()).to_string(),
            Node::Plain(plain) => plain.clone(),
            Node::List(list) => {
                let list: Vec<String> = list.iter().map(Node::text).collect();
                format!("[{}]", list.join(","))
            }
            Node::Object(members) => {
                let member =
                    |(key, node): &(String, Node)| format!("{}:{}", Value::from(key.as_str()), node.text());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}
