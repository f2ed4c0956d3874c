//! What several tests need: small tables, attribute values, function packages.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use conformance::sdk::Sdk;
use conformance::server::Server;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// A server of its own and clients for it. Keep the server: dropped, it ends.
pub(crate) fn start() -> (Server, Sdk) {
    let server = Server::start().unwrap();
    let sdk = Sdk::new(&server);
    (server, sdk)
}

pub(crate) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(crate) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(crate) fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap()
}

pub(crate) fn attribute(name: &str, kind: ScalarAttributeType) -> AttributeDefinition {
    AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
}

/// A table with partition key `pk` (S) and sort key `sk` (N), on demand.
pub(crate) async fn table(sdk: &Sdk, name: &str) {
    sdk.dynamodb
        .create_table()
        .table_name(name)
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::N))
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
}

pub(crate) async fn put(sdk: &Sdk, table: &str, item: Item) {
    sdk.dynamodb.put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
}

/// A zip archive of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    conformance::package::zip(files).unwrap()
}

/// A package whose function, in WASM, answers its event.
pub(crate) fn echo_package() -> Vec<u8> {
    conformance::package::echo().unwrap()
}

/// The beginning of a Python function that calls DynamoDB with nothing but the standard library.
pub(crate) const CALL: &str = r#"
import json, os, urllib.parse, urllib.request
def call(target, body):
    headers = {"X-Amz-Target": "DynamoDB_20120810." + target, "Content-Type": "application/x-amz-json-1.0",
               "Authorization": "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
               % (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_REGION"])}
    request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"], data=json.dumps(body).encode(), headers=headers)
    return json.load(urllib.request.urlopen(request))
"#;

/// Asks until the answer is there, for half a minute at most: events arrive when they arrive.
pub(crate) async fn eventually<T, F: AsyncFnMut() -> Option<T>>(what: &str, mut ask: F) -> T {
    for _ in 0..1_500 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{what} did not happen");
}
