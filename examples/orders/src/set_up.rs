//! Makes what the application needs: a table with a stream, two queues, a bucket, what ties them together, a secret and a
//! log group. What an earlier run left is taken away first.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, StreamSpecification,
    StreamViewType,
};
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::types::{Event, NotificationConfiguration, QueueConfiguration};
use aws_sdk_sqs::types::QueueAttributeName;
use aws_smithy_http_client::Builder;
use serde_json::json;

use crate::Error;

/// Where orders are uploaded to.
pub(crate) const BUCKET: &str = "orders";
/// Where they are once they were worked off.
pub(crate) const TABLE: &str = "orders";

/// Where the worker's key of the shipping service is.
pub(crate) const SECRET: &str = "orders/shipping";
/// Where the worker writes what it does.
pub(crate) const LOG_GROUP: &str = "/orders/worker";

/// How often the worker tries an order, and how many seconds pass between two tries.
const TRIES: u32 = 2;
const PAUSE: &str = "1";

/// One client for each service.
#[derive(Debug)]
pub(crate) struct Clients {
    pub(crate) logs: aws_sdk_cloudwatchlogs::Client,
    pub(crate) dynamodb: aws_sdk_dynamodb::Client,
    pub(crate) streams: aws_sdk_dynamodbstreams::Client,
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) secrets: aws_sdk_secretsmanager::Client,
    pub(crate) sqs: aws_sdk_sqs::Client,
}

/// A client of the endpoint that `AWS_ENDPOINT_URL` names, of the emulator's own port if it names none.
macro_rules! client {
    ($service:ident $(, $more:ident($value:expr))*) => {
        $service::Client::from_conf(
            $service::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .endpoint_url(
                    std::env::var("AWS_ENDPOINT_URL").unwrap_or_else(|_| "http://127.0.0.1:4566".to_owned()),
                )
                .region(Region::new("us-east-1"))
                .credentials_provider(Credentials::new("test", "test", None, None, "orders"))
                .http_client(Builder::new().build_http())
                $(.$more($value))*
                .build(),
        )
    };
}

impl Clients {
    pub(crate) fn new() -> Clients {
        Clients {
            logs: client!(aws_sdk_cloudwatchlogs),
            dynamodb: client!(aws_sdk_dynamodb),
            streams: client!(aws_sdk_dynamodbstreams),
            s3: client!(aws_sdk_s3, force_path_style(true)),
            secrets: client!(aws_sdk_secretsmanager),
            sqs: client!(aws_sdk_sqs),
        }
    }
}

/// The table, and the ARN of its stream.
pub(crate) async fn table(clients: &Clients) -> Result<String, Error> {
    // An error here means that there was none, which is as good.
    let _ = clients.dynamodb.delete_table().table_name(TABLE).send().await;
    let key = "order";
    let attribute =
        AttributeDefinition::builder().attribute_name(key).attribute_type(ScalarAttributeType::S).build()?;
    let made = clients
        .dynamodb
        .create_table()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute)
        .key_schema(KeySchemaElement::builder().attribute_name(key).key_type(KeyType::Hash).build()?)
        .stream_specification(
            StreamSpecification::builder()
                .stream_enabled(true)
                .stream_view_type(StreamViewType::NewImage)
                .build()?,
        )
        .send()
        .await?;
    let stream = made.table_description.and_then(|table| table.latest_stream_arn);
    Ok(stream.ok_or("the table has no stream")?)
}

/// The addresses of the two queues, and the name by which the bucket knows the first.
#[derive(Debug)]
pub(crate) struct Queues {
    /// What was uploaded and is to be worked off.
    pub(crate) received: String,
    pub(crate) received_arn: String,
    /// What could not be.
    pub(crate) rejected: String,
}

/// The queues: what was tried too often moves from the first to the second.
pub(crate) async fn queues(clients: &Clients) -> Result<Queues, Error> {
    let (rejected, rejected_arn) = queue(clients, "orders-rejected").await?;
    let (received, received_arn) = queue(clients, "orders-received").await?;
    let redrive = json!({"deadLetterTargetArn": rejected_arn, "maxReceiveCount": TRIES});
    // The bucket may send, and nobody else of S3's.
    let policy = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": received_arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": format!("arn:aws:s3:::{BUCKET}")}},
    }]});
    clients
        .sqs
        .set_queue_attributes()
        .queue_url(&received)
        .attributes(QueueAttributeName::RedrivePolicy, redrive.to_string())
        .attributes(QueueAttributeName::Policy, policy.to_string())
        .attributes(QueueAttributeName::VisibilityTimeout, PAUSE)
        .send()
        .await?;
    Ok(Queues { received, received_arn, rejected })
}

/// A queue with nothing in it: its address and its ARN.
async fn queue(clients: &Clients, name: &str) -> Result<(String, String), Error> {
    let url = match clients.sqs.get_queue_url().queue_name(name).send().await {
        Ok(found) => found.queue_url,
        Err(_) => clients.sqs.create_queue().queue_name(name).send().await?.queue_url,
    };
    let url = url.ok_or("a queue without an address")?;
    clients.sqs.purge_queue().queue_url(&url).send().await?;
    let name = QueueAttributeName::QueueArn;
    let shown =
        clients.sqs.get_queue_attributes().queue_url(&url).attribute_names(name.clone()).send().await?;
    let arn = shown.attributes.and_then(|mut shown| shown.remove(&name)).ok_or("a queue without an ARN")?;
    Ok((url, arn))
}

/// The bucket, which tells the queue of every order that is put into it.
pub(crate) async fn bucket(clients: &Clients, queues: &Queues) -> Result<(), Error> {
    // It may be there already, from an earlier run; its objects are written over.
    let _ = clients.s3.create_bucket().bucket(BUCKET).send().await;
    let rule = QueueConfiguration::builder()
        .queue_arn(&queues.received_arn)
        .events(Event::from("s3:ObjectCreated:*"))
        .build()?;
    clients
        .s3
        .put_bucket_notification_configuration()
        .bucket(BUCKET)
        .notification_configuration(NotificationConfiguration::builder().queue_configurations(rule).build())
        .send()
        .await?;
    Ok(())
}

/// The key of the shipping service. In a real shop nobody's program makes it, and a function changes it every month.
pub(crate) async fn secret(clients: &Clients) -> Result<(), Error> {
    let password = clients.secrets.get_random_password().password_length(32).exclude_punctuation(true);
    let key = password.send().await?.random_password.ok_or("no password")?;
    let value = json!({"account": "ORDERS-7", "key": key}).to_string();
    let make = clients.secrets.create_secret().name(SECRET).secret_string(&value);
    match make.send().await {
        Ok(_) => Ok(()),
        // It is there from an earlier run, and gets a new version.
        Err(wrong) if wrong.as_service_error().is_some_and(|wrong| wrong.is_resource_exists_exception()) => {
            clients.secrets.put_secret_value().secret_id(SECRET).secret_string(value).send().await?;
            Ok(())
        }
        Err(wrong) => Err(wrong.into()),
    }
}

/// An empty log group, whose lines are kept for a day.
pub(crate) async fn log_group(clients: &Clients) -> Result<(), Error> {
    let _ = clients.logs.delete_log_group().log_group_name(LOG_GROUP).send().await;
    clients.logs.create_log_group().log_group_name(LOG_GROUP).send().await?;
    clients.logs.put_retention_policy().log_group_name(LOG_GROUP).retention_in_days(1).send().await?;
    Ok(())
}
