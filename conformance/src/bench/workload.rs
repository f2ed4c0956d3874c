//! What is measured. Each workload makes what it needs on the server, then gives the requests to repeat.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, StreamSpecification, StreamViewType,
};
use bytes::Bytes;
use conformance::Result;
use conformance::sdk::Sdk;
use conformance::server::Server;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::functions::Form;
use super::load;

/// The access key of requests that need none of their own.
const ANY_KEY: &str = "test";
/// Keys that requests are spread over.
const KEYS: usize = 10_000;
/// Requests prepared where each is small.
const VARIANTS: usize = 2_000;
/// A large object's size.
const LARGE: usize = 8 << 20;
/// Secrets that are read.
const SECRETS: usize = 1_000;
/// Messages that are deleted, each once.
const DELETED: usize = 60_000;

/// One workload.
pub(crate) struct Workload {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// Connections at most: large bodies are limited by memory bandwidth long before sixteen.
    pub(crate) connections: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Put,
    Get,
    Update,
    Query,
    BatchWrite,
    Transact,
    PutIndexed,
    S3Put(usize),
    S3Get(usize),
    S3List,
    /// Invoke of a function that answers its event.
    Invoke(Form),
    /// PutLogEvents of a hundred lines of about a hundred bytes.
    LogsPut,
    /// GetParameter of a String of a hundred bytes, over many names.
    SsmGet,
    CallerIdentity,
    AssumeRole,
    /// GetItem, signed with a key that CreateAccessKey made.
    GetByMadeKey,
    SqsSend,
    /// Of a queue that never empties: what comes out is visible again at once.
    SqsReceive,
    SqsDelete,
    /// GetSecretValue, of secrets of a hundred bytes.
    SecretsGet,
}

const fn workload(name: &'static str, connections: usize, kind: Kind) -> Workload {
    Workload { name, connections, kind }
}

/// All of them, in the order in which they run.
pub(crate) const WORKLOADS: &[Workload] = &[
    workload("ddb-put", 16, Kind::Put),
    workload("ddb-get", 16, Kind::Get),
    workload("ddb-get-made-key", 16, Kind::GetByMadeKey),
    workload("ddb-update", 16, Kind::Update),
    workload("ddb-query", 16, Kind::Query),
    workload("ddb-batchwrite", 16, Kind::BatchWrite),
    workload("ddb-transactwrite", 16, Kind::Transact),
    workload("ddb-put-gsi", 16, Kind::PutIndexed),
    workload("s3-put-1k", 16, Kind::S3Put(1024)),
    workload("s3-get-1k", 16, Kind::S3Get(1024)),
    workload("s3-put-8m", 4, Kind::S3Put(LARGE)),
    workload("s3-get-8m", 4, Kind::S3Get(LARGE)),
    workload("s3-list", 16, Kind::S3List),
    workload("sts-identity", 16, Kind::CallerIdentity),
    workload("sts-assume-role", 16, Kind::AssumeRole),
    workload("sqs-send-1k", 16, Kind::SqsSend),
    workload("sqs-receive-1k", 16, Kind::SqsReceive),
    workload("sqs-delete", 16, Kind::SqsDelete),
    workload("ssm-get", 16, Kind::SsmGet),
    workload("lambda-wasm", 1, Kind::Invoke(Form::Wasm)),
    workload("lambda-wasm-16", 16, Kind::Invoke(Form::Wasm)),
    workload("lambda-component", 1, Kind::Invoke(Form::Component)),
    workload("lambda-component-16", 16, Kind::Invoke(Form::Component)),
    workload("lambda-process", 1, Kind::Invoke(Form::Process)),
    workload("lambda-process-16", 16, Kind::Invoke(Form::Process)),
    workload("lambda-python", 1, Kind::Invoke(Form::Python)),
    workload("lambda-python-16", 16, Kind::Invoke(Form::Python)),
    workload("lambda-node", 1, Kind::Invoke(Form::Node)),
    workload("lambda-node-16", 16, Kind::Invoke(Form::Node)),
    workload("logs-put-100", 16, Kind::LogsPut),
    workload("secrets-get", 16, Kind::SecretsGet),
];

impl Workload {
    /// Whether each of its requests can be made only once.
    pub(crate) fn is_made_once(&self) -> bool {
        self.kind == Kind::SqsDelete
    }

    /// Makes tables, buckets and functions on the server, and the requests.
    pub(crate) async fn prepare(&self, server: &Server) -> Result<Arc<[Bytes]>> {
        let (sdk, port) = (Sdk::new(server), server.address().port());
        match self.kind {
            Kind::Invoke(form) => form.make(&sdk, self.name).await?,
            Kind::LogsPut => {
                made(server, &logs("CreateLogGroup", r#"{"logGroupName":"bench"}"#))?;
                made(
                    server,
                    &logs("CreateLogStream", r#"{"logGroupName":"bench","logStreamName":"bench"}"#),
                )?;
            }
            Kind::S3Put(_) | Kind::S3Get(_) | Kind::S3List => objects(&sdk, self, port).await?,
            Kind::SqsSend | Kind::SqsReceive => queue(self.name, server, VARIANTS).await?,
            Kind::SqsDelete => {
                queue(self.name, server, DELETED).await?;
                return received(self.name, port).await;
            }
            Kind::SsmGet => parameters(port).await?,
            Kind::SecretsGet => {
                let requests: Vec<Bytes> = (0..SECRETS).map(made_secret).collect();
                load::send_once(port, &requests).await?;
            }
            Kind::CallerIdentity => {}
            Kind::AssumeRole => {
                let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#;
                made(
                    server,
                    &iam("CreateRole", &[("RoleName", "bench"), ("AssumeRolePolicyDocument", trust)]),
                )?;
            }
            _ => items(&sdk, self, port).await?,
        }
        let access_key = match self.kind {
            Kind::GetByMadeKey => {
                made(server, &iam("CreateUser", &[("UserName", "bench")]))?;
                let reply = made(server, &iam("CreateAccessKey", &[("UserName", "bench")]))?;
                let behind = reply.split_once("<AccessKeyId>").map(|(_, behind)| behind);
                behind.and_then(|behind| behind.split('<').next()).ok_or("no access key")?.to_owned()
            }
            _ => ANY_KEY.to_owned(),
        };
        let count = match self.kind {
            Kind::S3Put(LARGE) | Kind::S3Get(LARGE) => 4,
            Kind::BatchWrite => 200,
            Kind::S3List | Kind::Invoke(_) => 1,
            Kind::CallerIdentity | Kind::AssumeRole | Kind::LogsPut => 1,
            Kind::SqsReceive => 1,
            _ => VARIANTS,
        };
        let credential = |key: &str| format!("Credential={key}/");
        let (any, own) = (credential(ANY_KEY), credential(&access_key));
        Ok((0..count).map(|turn| replaced(&self.request(turn), any.as_bytes(), own.as_bytes())).collect())
    }

    /// Request number `turn`.
    fn request(&self, turn: usize) -> Bytes {
        // A multiplier without a common factor with KEYS walks over all keys without a pattern.
        let key = turn.wrapping_mul(7_919) % KEYS;
        let name = self.name;
        match self.kind {
            Kind::Put | Kind::PutIndexed => {
                dynamodb("PutItem", &json!({"TableName": name, "Item": item(key)}))
            }
            Kind::CallerIdentity => query("sts", "2011-06-15", "GetCallerIdentity", &[]),
            Kind::AssumeRole => {
                let role = "arn:aws:iam::000000000000:role/bench";
                query("sts", "2011-06-15", "AssumeRole", &[("RoleArn", role), ("RoleSessionName", "bench")])
            }
            Kind::SsmGet => ssm("GetParameter", &json!({"Name": parameter(turn)})),
            Kind::Get | Kind::GetByMadeKey => {
                dynamodb("GetItem", &json!({"TableName": name, "Key": id(key)}))
            }
            Kind::Update => dynamodb(
                "UpdateItem",
                &json!({"TableName": name, "Key": id(key), "UpdateExpression": "SET #c = #c + :one",
                    "ConditionExpression": "attribute_exists(pk) AND #c >= :zero", "ExpressionAttributeNames": {"#c": "c"},
                    "ExpressionAttributeValues": {":one": {"N": "1"}, ":zero": {"N": "0"}}}),
            ),
            Kind::Query => dynamodb(
                "Query",
                &json!({"TableName": name, "KeyConditionExpression": "pk = :p", "FilterExpression": "half < :half",
                    "ExpressionAttributeValues": {":p": {"S": format!("p{}", key % (KEYS / 20))}, ":half": {"N": "10"}}}),
            ),
            Kind::BatchWrite => {
                let puts: Vec<Value> =
                    (0..25).map(|n| json!({"PutRequest": {"Item": item((key + n) % KEYS)}})).collect();
                dynamodb("BatchWriteItem", &json!({"RequestItems": {name: puts}}))
            }
            Kind::Transact => {
                let at = |n: usize| (key + n) % KEYS;
                dynamodb(
                    "TransactWriteItems",
                    &json!({"TransactItems": [
                        {"Put": {"TableName": name, "Item": item(at(0))}},
                        {"Put": {"TableName": name, "Item": item(at(1))}},
                        {"Update": {"TableName": name, "Key": id(at(2)), "UpdateExpression": "SET c = :one",
                            "ConditionExpression": "attribute_exists(pk)", "ExpressionAttributeValues": {":one": {"N": "1"}}}},
                        {"ConditionCheck": {"TableName": name, "Key": id(at(3)), "ConditionExpression": "attribute_exists(pk)"}},
                    ]}),
                )
            }
            Kind::SqsSend => sqs(name, "SendMessage", json!({"MessageBody": "m".repeat(1024)})),
            Kind::SqsReceive | Kind::SqsDelete => {
                sqs(name, "ReceiveMessage", json!({"VisibilityTimeout": 0}))
            }
            Kind::SecretsGet => read_secret(key % SECRETS),
            Kind::S3Put(size) => s3("PUT", &format!("/{name}/object-{key}"), &vec![b'o'; size]),
            Kind::S3Get(size) => {
                s3("GET", &format!("/{name}/object-{}", if size == LARGE { turn } else { key }), b"")
            }
            Kind::S3List => s3("GET", &format!("/{name}?list-type=2&max-keys=1000"), b""),
            Kind::LogsPut => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let now = u64::try_from(since.as_millis()).unwrap_or_default();
                let line = |n: u64| json!({"timestamp": now + n, "message": format!("{n:>100}")});
                let lines: Vec<Value> = (0..100).map(line).collect();
                let body = json!({"logGroupName": "bench", "logStreamName": "bench", "logEvents": lines});
                logs("PutLogEvents", &body.to_string())
            }
            Kind::Invoke(_) => invocation(name, b"{\"hello\":\"world\"}"),
        }
    }
}

fn id(key: usize) -> Value {
    json!({"pk": {"S": format!("user#{key:08}")}})
}

/// An item of about 400 bytes.
fn item(key: usize) -> Value {
    json!({"pk": {"S": format!("user#{key:08}")}, "g": {"S": format!("g#{:04}", key % 1000)}, "c": {"N": "0"},
        "n": {"N": key.to_string()}, "ok": {"BOOL": true}, "m": {"M": {"a": {"S": "alpha"}, "b": {"N": "12.5"}}},
        "l": {"L": [{"S": "one"}, {"N": "2"}]}, "s": {"S": "x".repeat(252)}})
}

fn dynamodb(operation: &str, body: &Value) -> Bytes {
    let headers = format!(
        "X-Amz-Target: DynamoDB_20120810.{operation}\r\nContent-Type: application/x-amz-json-1.0\r\n"
    );
    http("POST", "/", "dynamodb", &headers, body.to_string().as_bytes())
}

fn sqs(queue: &str, operation: &str, mut body: Value) -> Bytes {
    if let Some(members) = body.as_object_mut() {
        let url = format!("http://127.0.0.1:4566/000000000000/{queue}");
        members.insert("QueueUrl".to_owned(), url.into());
    }
    let headers =
        format!("X-Amz-Target: AmazonSQS.{operation}\r\nContent-Type: application/x-amz-json-1.0\r\n");
    http("POST", "/", "sqs", &headers, body.to_string().as_bytes())
}

fn logs(operation: &str, body: &str) -> Bytes {
    let headers =
        format!("X-Amz-Target: Logs_20140328.{operation}\r\nContent-Type: application/x-amz-json-1.1\r\n");
    http("POST", "/", "logs", &headers, body.as_bytes())
}

fn ssm(operation: &str, body: &Value) -> Bytes {
    let headers =
        format!("X-Amz-Target: AmazonSSM.{operation}\r\nContent-Type: application/x-amz-json-1.1\r\n");
    http("POST", "/", "ssm", &headers, body.to_string().as_bytes())
}

fn parameter(turn: usize) -> String {
    format!("/bench/of/{turn}")
}

/// Makes as many parameters as there are requests.
async fn parameters(port: u16) -> Result<()> {
    let put = |turn: usize| {
        let members =
            json!({"Name": parameter(turn), "Value": "v".repeat(100), "Type": "String", "Overwrite": true});
        ssm("PutParameter", &members)
    };
    let requests: Vec<Bytes> = (0..VARIANTS).map(put).collect();
    load::send_once(port, &requests).await.map(drop)
}

fn secrets(operation: &str, body: &Value) -> Bytes {
    let headers =
        format!("X-Amz-Target: secretsmanager.{operation}\r\nContent-Type: application/x-amz-json-1.1\r\n");
    http("POST", "/", "secretsmanager", &headers, body.to_string().as_bytes())
}

/// Reads a secret.
fn read_secret(number: usize) -> Bytes {
    secrets("GetSecretValue", &json!({"SecretId": format!("bench/{number}")}))
}

/// Makes a secret.
fn made_secret(number: usize) -> Bytes {
    let body = json!({"Name": format!("bench/{number}"), "SecretString": format!("{number:>100}"),
        "ClientRequestToken": format!("{number:032}")});
    secrets("CreateSecret", &body)
}

/// Makes a queue with so many messages of 1 KiB.
async fn queue(name: &str, server: &Server, messages: usize) -> Result<()> {
    let create = sqs(name, "CreateQueue", json!({"QueueName": name}));
    let entries: Vec<Value> =
        (0..10).map(|id| json!({"Id": id.to_string(), "MessageBody": "m".repeat(1024)})).collect();
    let send = sqs(name, "SendMessageBatch", json!({"Entries": entries}));
    let requests: Vec<Bytes> = std::iter::once(create).chain(vec![send; messages / 10]).collect();
    load::send_once(server.address().port(), &requests).await.map(drop)
}

/// Receives all that are deleted; the requests that delete them.
async fn received(name: &str, port: u16) -> Result<Arc<[Bytes]>> {
    let receive =
        sqs(name, "ReceiveMessage", json!({"MaxNumberOfMessages": 10, "VisibilityTimeout": 43_200}));
    let mut requests = Vec::new();
    for reply in load::send_once(port, &vec![receive; DELETED / 10]).await? {
        let reply: Value = serde_json::from_slice(&reply)?;
        for message in reply.get("Messages").and_then(Value::as_array).into_iter().flatten() {
            let handle = message.get("ReceiptHandle").cloned().unwrap_or_default();
            requests.push(sqs(name, "DeleteMessage", json!({"ReceiptHandle": handle})));
        }
    }
    Ok(requests.into())
}

fn iam(action: &str, members: &[(&str, &str)]) -> Bytes {
    query("iam", "2010-05-08", action, members)
}

/// A request of the query protocol.
fn query(service: &str, version: &str, action: &str, members: &[(&str, &str)]) -> Bytes {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut form = format!("Action={action}&Version={version}");
    for (name, value) in members {
        form.push_str(&format!("&{name}={}", encoded(value)));
    }
    http("POST", "/", service, "Content-Type: application/x-www-form-urlencoded\r\n", form.as_bytes())
}

/// Sends one request that must succeed; the reply, head and body.
fn made(server: &Server, request: &[u8]) -> Result<String> {
    let closing = replaced(request, b"Content-Length", b"Connection: close\r\nContent-Length");
    let reply = String::from_utf8_lossy(&server.raw(&closing)?).into_owned();
    if reply.starts_with("HTTP/1.1 200") { Ok(reply) } else { Err(reply.into()) }
}

/// A request with some of its bytes replaced.
fn replaced(request: &[u8], from: &[u8], to: &[u8]) -> Bytes {
    match request.windows(from.len()).position(|window| window == from) {
        Some(at) => {
            let (before, behind) = request.split_at(at);
            [before, to, behind.get(from.len()..).unwrap_or_default()].concat().into()
        }
        None => Bytes::copy_from_slice(request),
    }
}

fn s3(method: &str, path: &str, body: &[u8]) -> Bytes {
    http(method, path, "s3", "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n", body)
}

fn http(method: &str, path: &str, service: &str, headers: &str, body: &[u8]) -> Bytes {
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:4566\r\n{headers}X-Amz-Date: 20260101T000000Z\r\nAuthorization: \
         AWS4-HMAC-SHA256 Credential={ANY_KEY}/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, \
         Signature=0000000000000000000000000000000000000000000000000000000000000000\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(body);
    request.into()
}

/// Invokes a function.
pub(super) fn invocation(name: &str, event: &[u8]) -> Bytes {
    http("POST", &format!("/2015-03-31/functions/{name}/invocations"), "lambda", "", event)
}

async fn items(sdk: &Sdk, workload: &Workload, port: u16) -> Result<()> {
    let attribute =
        |name: &str, kind| AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build();
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let mut create = sdk
        .dynamodb
        .create_table()
        .table_name(workload.name)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk", ScalarAttributeType::S)?)
        .key_schema(key("pk", KeyType::Hash)?);
    if workload.kind == Kind::Query {
        let sort = attribute("n", ScalarAttributeType::N)?;
        create = create.attribute_definitions(sort).key_schema(key("n", KeyType::Range)?);
    }
    if workload.kind == Kind::PutIndexed {
        let index = GlobalSecondaryIndex::builder()
            .index_name("by-g")
            .key_schema(key("g", KeyType::Hash)?)
            .projection(Projection::builder().projection_type(ProjectionType::All).build())
            .build()?;
        let stream = StreamSpecification::builder().stream_enabled(true);
        create = create
            .attribute_definitions(attribute("g", ScalarAttributeType::S)?)
            .global_secondary_indexes(index)
            .stream_specification(stream.stream_view_type(StreamViewType::NewAndOldImages).build()?);
    }
    create.send().await?;
    let all: Vec<Value> = match workload.kind {
        Kind::Query => (0..KEYS)
            .map(|at| json!({"pk": {"S": format!("p{}", at / 20)}, "n": {"N": (at % 20).to_string()}, "half": {"N": (at % 20).to_string()}, "s": {"S": "x".repeat(300)}}))
            .collect(),
        _ => (0..KEYS).map(item).collect(),
    };
    let requests: Vec<Bytes> = all
        .chunks(25)
        .map(|chunk| {
            let puts: Vec<Value> = chunk.iter().map(|item| json!({"PutRequest": {"Item": item}})).collect();
            dynamodb("BatchWriteItem", &json!({"RequestItems": {workload.name: puts}}))
        })
        .collect();
    load::send_once(port, &requests).await.map(drop)
}

async fn objects(sdk: &Sdk, workload: &Workload, port: u16) -> Result<()> {
    sdk.s3.create_bucket().bucket(workload.name).send().await?;
    let (count, size) = match workload.kind {
        Kind::S3Get(LARGE) => (4, LARGE),
        Kind::S3Get(size) => (KEYS, size),
        Kind::S3List => (KEYS, 1),
        _ => (0, 0),
    };
    let body = vec![b'o'; size];
    let requests: Vec<Bytes> =
        (0..count).map(|n| s3("PUT", &format!("/{}/object-{n}", workload.name), &body)).collect();
    load::send_once(port, &requests).await.map(drop)
}
