//! Things that honest clients write, read and delete as a whole, each with its ledger: how each sort is asked for, and
//! what its replies show.

use std::sync::{Mutex, OnceLock};

use base64::Engine as _;
use bytes::Bytes;
use conformance::package;
use serde_json::{Value, json};

use super::content;
use super::ledger::{Register, Seen};
use super::scene::{BUCKET, TABLE};
use super::wire::{Reply, Request};

/// Where Lambda's functions are.
pub(crate) const FUNCTIONS: &str = "/2015-03-31/functions";

/// A sort of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Object,
    /// An object too; its writer uploads it in parts.
    Upload,
    Item,
    Function,
}

impl Sort {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Sort::Object => "object",
            Sort::Upload => "upload",
            Sort::Item => "item",
            Sort::Function => "function",
        }
    }

    /// What the server said about a write.
    pub(crate) fn verdict(self, reply: &Reply) -> Verdict {
        match (self, reply.status) {
            (_, 200..300) => Verdict::Done,
            // A share of memory that did not come free, as SDKs know it from AWS.
            (_, 503) => Verdict::Refused,
            // A function that is there already, or not there, or still being prepared; too many requests.
            (Sort::Function, 404 | 409 | 429) => Verdict::Refused,
            _ => Verdict::Wrong,
        }
    }
}

/// What became of a write that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    /// It was not done, and may not have been.
    Refused,
    /// An honest write got an answer that it should not get.
    Wrong,
}

/// One thing.
#[derive(Debug)]
pub(crate) struct Thing {
    pub(crate) sort: Sort,
    pub(crate) name: String,
    pub(crate) register: Mutex<Register>,
}

impl Thing {
    pub(crate) fn new(sort: Sort, name: String) -> Thing {
        Thing { sort, name, register: Mutex::default() }
    }

    /// The request that reads it.
    pub(crate) fn read(&self) -> Request {
        let name = &self.name;
        match self.sort {
            Sort::Object | Sort::Upload => Request::new("GET", format!("/{BUCKET}/{name}")),
            Sort::Item => Request::dynamodb(
                "GetItem",
                &json!({"TableName": TABLE, "Key": {"pk": {"S": name}}, "ConsistentRead": true}),
            ),
            Sort::Function => Request::new("GET", format!("{FUNCTIONS}/{name}/configuration")),
        }
    }

    /// The request that writes a version. `there` is whether it is thought to be there.
    pub(crate) fn write(&self, version: u64, there: bool) -> Request {
        let name = &self.name;
        match self.sort {
            Sort::Object | Sort::Upload => {
                Request::new("PUT", format!("/{BUCKET}/{name}")).body(content::of(name, version))
            }
            Sort::Item => Request::dynamodb(
                if there && version.is_multiple_of(2) { "UpdateItem" } else { "PutItem" },
                &written(name, version, there && version.is_multiple_of(2)),
            ),
            Sort::Function if there => Request::new("PUT", format!("{FUNCTIONS}/{name}/configuration"))
                .body(json!({"Description": version.to_string()}).to_string()),
            Sort::Function => function(name, &version.to_string(), echo()),
        }
    }

    /// The request that deletes it.
    pub(crate) fn delete(&self) -> Request {
        let name = &self.name;
        match self.sort {
            Sort::Object | Sort::Upload => Request::new("DELETE", format!("/{BUCKET}/{name}")),
            Sort::Item => {
                Request::dynamodb("DeleteItem", &json!({"TableName": TABLE, "Key": {"pk": {"S": name}}}))
            }
            Sort::Function => Request::new("DELETE", format!("{FUNCTIONS}/{name}")),
        }
    }

    /// What a reply to [`Thing::read`] shows; the error is what is wrong with it.
    pub(crate) fn seen(&self, reply: &Reply) -> Result<Seen, String> {
        match (self.sort, reply.status) {
            (Sort::Object | Sort::Upload, 404) if reply.text().contains("NoSuchKey") => Ok(Seen::Nothing),
            (Sort::Object | Sort::Upload, 200) => object(&self.name, reply),
            (Sort::Item, 200) => match reply.json().get("Item") {
                Some(item) => item_version(&self.name, item).map(Seen::Version),
                None if reply.body == "{}" => Ok(Seen::Nothing),
                None => Err(format!("a reply without an item: {}", reply.summary())),
            },
            (Sort::Function, 404) if reply.text().contains("Function not found") => Ok(Seen::Nothing),
            (Sort::Function, 200) => {
                let reply_json = reply.json();
                let version = reply_json.get("Description").and_then(Value::as_str);
                let version = version.and_then(|text| text.parse().ok());
                version.map(Seen::Version).ok_or_else(|| format!("DAMAGED: {}", reply.summary()))
            }
            _ => Err(format!("an answer that no read should get: {}", reply.summary())),
        }
    }
}

fn object(name: &str, reply: &Reply) -> Result<Seen, String> {
    let version = content::version_in(name, &reply.body)?;
    let etag = reply.header("etag").unwrap_or_default();
    // An upload in parts has another one, with the number of parts behind a hyphen.
    if !etag.contains('-') && etag != content::etag(&reply.body) {
        return Err(format!("DAMAGED: the ETag {etag} is not the body's of version {version}"));
    }
    Ok(Seen::Version(version))
}

fn ballast(name: &str, version: u64) -> String {
    let length = [10, 300, 2_000, 40_000].get(version as usize % 4).copied().unwrap_or(10);
    format!("{name}.{version} ").chars().cycle().take(length).collect()
}

/// The input of the write of an item.
fn written(name: &str, version: u64, is_update: bool) -> Value {
    let (v, ballast) = (json!({"N": version.to_string()}), json!({"S": ballast(name, version)}));
    if is_update {
        let values = json!({":v": v, ":b": ballast, ":g": {"S": "all"}});
        return json!({"TableName": TABLE, "Key": {"pk": {"S": name}},
            "UpdateExpression": "SET v = :v, ballast = :b, g = :g", "ExpressionAttributeValues": values});
    }
    json!({"TableName": TABLE, "Item": {"pk": {"S": name}, "v": v, "ballast": ballast, "g": {"S": "all"}}})
}

/// The version that an item is of, its other attributes being what they must be.
pub(crate) fn item_version(name: &str, item: &Value) -> Result<u64, String> {
    let text = |path: &str| item.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let version: u64 =
        text("/v/N").parse().map_err(|_| format!("DAMAGED: an item of {name} without a version"))?;
    if text("/pk/S") != name || text("/ballast/S") != ballast(name, version) {
        return Err(format!("TORN: the item of {name} has version {version} and another one's attributes"));
    }
    Ok(version)
}

/// CreateFunction of a module in WebAssembly.
pub(crate) fn function(name: &str, description: &str, package: &[u8]) -> Request {
    let code = base64::engine::general_purpose::STANDARD.encode(package);
    let input = json!({"FunctionName": name, "Runtime": "provided.al2023", "Handler": "bootstrap",
        "Role": "arn:aws:iam::000000000000:role/lambda", "Description": description, "Code": {"ZipFile": code}});
    Request::new("POST", FUNCTIONS).body(input.to_string())
}

/// The package of a function that answers its event.
pub(crate) fn echo() -> &'static [u8] {
    static ECHO: OnceLock<Bytes> = OnceLock::new();
    ECHO.get_or_init(|| package::echo().unwrap_or_default().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(sort: Sort) -> Thing {
        Thing::new(sort, "k".into())
    }

    /// What a server would answer that keeps what it is sent.
    fn kept(thing: &Thing, version: u64) -> Reply {
        let request = thing.write(version, false);
        match thing.sort {
            Sort::Object | Sort::Upload => {
                let etag = ("etag".to_owned(), content::etag(&request.body));
                Reply { status: 200, headers: vec![etag], body: request.body }
            }
            Sort::Item => Reply::of(200, std::str::from_utf8(&request.body).unwrap()),
            Sort::Function => {
                let input: Value = serde_json::from_slice(&request.body).unwrap();
                Reply::of(200, &json!({"Description": input["Description"]}).to_string())
            }
        }
    }

    #[test]
    fn what_is_kept_is_seen() {
        for sort in [Sort::Object, Sort::Upload, Sort::Item, Sort::Function] {
            for version in 1..8 {
                assert_eq!(thing(sort).seen(&kept(&thing(sort), version)), Ok(Seen::Version(version)));
            }
        }
        assert_eq!(thing(Sort::Object).seen(&Reply::of(404, "<Code>NoSuchKey</Code>")), Ok(Seen::Nothing));
        assert_eq!(thing(Sort::Item).seen(&Reply::of(200, "{}")), Ok(Seen::Nothing));
        let gone = Reply::of(404, r#"{"Message":"Function not found: arn"}"#);
        assert_eq!(thing(Sort::Function).seen(&gone), Ok(Seen::Nothing));
    }

    #[test]
    fn what_is_damaged_torn_or_missing_otherwise_is_told() {
        let object = thing(Sort::Object);
        let mut reply = kept(&object, 3);
        reply.body = content::of("k", 4);
        assert!(object.seen(&reply).unwrap_err().contains("ETag"));
        reply.body = reply.body.slice(..50);
        assert!(object.seen(&reply).unwrap_err().contains("DAMAGED"));
        assert!(object.seen(&Reply::of(404, "<Code>NoSuchBucket</Code>")).is_err());
        assert!(object.seen(&Reply::of(500, "")).is_err());
        let item = thing(Sort::Item);
        let torn = json!({"Item": {"pk": {"S": "k"}, "v": {"N": "5"}, "ballast": {"S": ballast("k", 6)}}});
        assert!(item.seen(&Reply::of(200, &torn.to_string())).unwrap_err().contains("TORN"));
        assert!(item.seen(&Reply::of(400, r#"{"__type":"ResourceNotFoundException"}"#)).is_err());
        assert!(item.seen(&Reply::of(200, "")).is_err());
        assert!(thing(Sort::Function).seen(&Reply::of(200, "{}")).is_err());
    }

    #[test]
    fn an_honest_write_is_done_or_refused_for_a_reason() {
        for (sort, status, expected) in [
            (Sort::Object, 200, Verdict::Done),
            (Sort::Object, 204, Verdict::Done),
            (Sort::Object, 404, Verdict::Wrong),
            (Sort::Object, 503, Verdict::Refused),
            (Sort::Item, 400, Verdict::Wrong),
            (Sort::Item, 500, Verdict::Wrong),
            (Sort::Function, 409, Verdict::Refused),
            (Sort::Function, 403, Verdict::Wrong),
        ] {
            assert_eq!(sort.verdict(&Reply::of(status, "")), expected, "{sort:?} {status}");
        }
    }
}
