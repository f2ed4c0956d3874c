//! Makes what the application needs: two tables, two functions, a bucket, and what ties them together. What an
//! earlier run left is taken away first.

use std::io::{Cursor, Write as _};
use std::time::Duration;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, StreamSpecification,
    StreamViewType,
};
use aws_sdk_lambda::client::Waiters as _;
use aws_sdk_lambda::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{EventSourcePosition, FunctionCode, Runtime};
use aws_sdk_s3::types::{Event, LambdaFunctionConfiguration, NotificationConfiguration};
use aws_smithy_http_client::Builder;

use crate::Error;

/// What the functions are written in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Language {
    /// C, compiled to WebAssembly.
    Wasm,
    /// Python.
    Python,
}

/// One client for each service.
#[derive(Debug)]
pub(crate) struct Clients {
    pub(crate) dynamodb: aws_sdk_dynamodb::Client,
    pub(crate) lambda: aws_sdk_lambda::Client,
    pub(crate) s3: aws_sdk_s3::Client,
}

impl Clients {
    /// Clients of the endpoint that `AWS_ENDPOINT_URL` names, of the emulator's own port if it names none.
    pub(crate) fn new() -> Clients {
        let endpoint =
            std::env::var("AWS_ENDPOINT_URL").unwrap_or_else(|_| "http://127.0.0.1:4566".to_owned());
        let (region, keys) =
            (Region::new("us-east-1"), Credentials::new("test", "test", None, None, "letters"));
        let (latest, http) = (BehaviorVersion::latest(), Builder::new().build_http());
        Clients {
            dynamodb: aws_sdk_dynamodb::Client::from_conf(
                aws_sdk_dynamodb::Config::builder()
                    .behavior_version(latest)
                    .endpoint_url(&endpoint)
                    .region(region.clone())
                    .credentials_provider(keys.clone())
                    .http_client(http.clone())
                    .build(),
            ),
            lambda: aws_sdk_lambda::Client::from_conf(
                aws_sdk_lambda::Config::builder()
                    .behavior_version(latest)
                    .endpoint_url(&endpoint)
                    .region(region.clone())
                    .credentials_provider(keys.clone())
                    .http_client(http.clone())
                    .build(),
            ),
            s3: aws_sdk_s3::Client::from_conf(
                aws_sdk_s3::Config::builder()
                    .behavior_version(latest)
                    .endpoint_url(&endpoint)
                    .region(region)
                    .credentials_provider(keys)
                    .http_client(http)
                    .force_path_style(true)
                    .build(),
            ),
        }
    }
}

/// `letters`, with a stream, and `totals`.
pub(crate) async fn tables(clients: &Clients) -> Result<(), Error> {
    for (name, key, streamed) in [("letters", "letter", true), ("totals", "name", false)] {
        // An error here means that there was none, which is as good.
        let _ = clients.dynamodb.delete_table().table_name(name).send().await;
        let stream = StreamSpecification::builder()
            .stream_enabled(streamed)
            .set_stream_view_type(streamed.then_some(StreamViewType::NewAndOldImages))
            .build()?;
        let attribute = AttributeDefinition::builder()
            .attribute_name(key)
            .attribute_type(ScalarAttributeType::S)
            .build()?;
        clients
            .dynamodb
            .create_table()
            .table_name(name)
            .billing_mode(BillingMode::PayPerRequest)
            .attribute_definitions(attribute)
            .key_schema(KeySchemaElement::builder().attribute_name(key).key_type(KeyType::Hash).build()?)
            .stream_specification(stream)
            .send()
            .await?;
    }
    Ok(())
}

/// `arrived`, to be run by the bucket, and `counted`, run by the stream of `letters`.
pub(crate) async fn functions(clients: &Clients, language: Language) -> Result<(), Error> {
    let lambda = &clients.lambda;
    for mapping in lambda.list_event_source_mappings().send().await?.event_source_mappings() {
        if mapping.function_arn().is_some_and(|arn| arn.ends_with(":counted")) {
            lambda.delete_event_source_mapping().set_uuid(mapping.uuid.clone()).send().await?;
        }
    }
    for name in ["arrived", "counted"] {
        let _ = lambda.delete_function().function_name(name).send().await;
        let (runtime, handler, package) = match language {
            Language::Wasm => {
                let module = include_bytes!("../functions/letters.wasm");
                // One module holds both; which is meant, it sees from the event.
                (Runtime::Providedal2023, "letters.wasm".to_owned(), zip("letters.wasm", module)?)
            }
            Language::Python => {
                let source = include_bytes!("../functions/letters.py");
                (Runtime::Python313, format!("letters.{name}"), zip("letters.py", source)?)
            }
        };
        lambda
            .create_function()
            .function_name(name)
            .runtime(runtime)
            .handler(handler)
            .role("arn:aws:iam::000000000000:role/letters")
            .timeout(30)
            .code(FunctionCode::builder().zip_file(Blob::new(package)).build())
            .send()
            .await?;
        lambda.wait_until_function_active_v2().function_name(name).wait(Duration::from_secs(30)).await?;
    }
    let table = clients.dynamodb.describe_table().table_name("letters").send().await?;
    let stream = table.table.and_then(|table| table.latest_stream_arn).ok_or("the table has no stream")?;
    lambda
        .create_event_source_mapping()
        .function_name("counted")
        .event_source_arn(stream)
        .starting_position(EventSourcePosition::TrimHorizon)
        .send()
        .await?;
    Ok(())
}

/// `inbox`, which runs `arrived` for every object that is put into it.
pub(crate) async fn bucket(clients: &Clients) -> Result<(), Error> {
    // It may be there already, from an earlier run; its objects are written over.
    let _ = clients.s3.create_bucket().bucket("inbox").send().await;
    let rule = LambdaFunctionConfiguration::builder()
        .lambda_function_arn("arn:aws:lambda:us-east-1:000000000000:function:arrived")
        .events(Event::from("s3:ObjectCreated:*"))
        .build()?;
    clients
        .s3
        .put_bucket_notification_configuration()
        .bucket("inbox")
        .notification_configuration(
            NotificationConfiguration::builder().lambda_function_configurations(rule).build(),
        )
        .send()
        .await?;
    Ok(())
}

fn zip(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default())?;
    archive.write_all(bytes)?;
    Ok(archive.finish()?.into_inner())
}
