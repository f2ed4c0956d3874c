//! The official Rust SDK's clients, pointed at a server.

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::Builder;

use crate::server::Server;

/// Who a client says it is.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The access key id; twelve digits are an account.
    pub access_key: String,
    /// The secret that requests are signed with.
    pub secret: String,
    /// The session token, if there is one.
    pub token: Option<String>,
    /// The region of the signature.
    pub region: String,
}

impl Default for Identity {
    fn default() -> Identity {
        Identity {
            access_key: "test".to_owned(),
            secret: "test".to_owned(),
            token: None,
            region: "us-east-1".to_owned(),
        }
    }
}

impl Identity {
    /// The account `digits`, in a region.
    pub fn account(digits: &str, region: &str) -> Identity {
        Identity { access_key: digits.to_owned(), region: region.to_owned(), ..Identity::default() }
    }

    fn credentials(&self) -> Credentials {
        Credentials::new(&self.access_key, &self.secret, self.token.clone(), None, "conformance")
    }
}

/// Clients for every service, for one caller.
#[derive(Clone, Debug)]
pub struct Sdk {
    /// Amazon DynamoDB.
    pub dynamodb: aws_sdk_dynamodb::Client,
    /// Amazon DynamoDB Streams.
    pub streams: aws_sdk_dynamodbstreams::Client,
    /// AWS IAM.
    pub iam: aws_sdk_iam::Client,
    /// Amazon CloudWatch Logs, at the endpoint's own host.
    pub logs: aws_sdk_cloudwatchlogs::Client,
    /// AWS Lambda.
    pub lambda: aws_sdk_lambda::Client,
    /// Amazon S3, buckets in the path.
    pub s3: aws_sdk_s3::Client,
    /// AWS Secrets Manager.
    pub secrets: aws_sdk_secretsmanager::Client,
    /// Amazon SQS.
    pub sqs: aws_sdk_sqs::Client,
    /// AWS Systems Manager: Parameter Store.
    pub ssm: aws_sdk_ssm::Client,
    /// AWS STS.
    pub sts: aws_sdk_sts::Client,
}

/// Builds one service's client; the services' configuration types differ only in their crates.
macro_rules! client {
    ($service:ident, $server:expr, $who:expr $(, $more:ident($value:expr))*) => {
        $service::Client::from_conf(
            $service::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .endpoint_url($server.endpoint())
                .region(Region::new($who.region.clone()))
                .credentials_provider($who.credentials())
                .http_client(Builder::new().build_http())
                .retry_config($service::config::retry::RetryConfig::disabled())
                $(.$more($value))*
                .build(),
        )
    };
}

impl Sdk {
    /// Clients of the default identity.
    pub fn new(server: &Server) -> Sdk {
        Sdk::of(server, &Identity::default())
    }

    /// Clients of an identity. They never retry: an error is part of the answer.
    pub fn of(server: &Server, who: &Identity) -> Sdk {
        Sdk {
            dynamodb: client!(aws_sdk_dynamodb, server, who),
            streams: client!(aws_sdk_dynamodbstreams, server, who),
            iam: client!(aws_sdk_iam, server, who),
            logs: client!(aws_sdk_cloudwatchlogs, server, who),
            lambda: client!(aws_sdk_lambda, server, who),
            s3: client!(aws_sdk_s3, server, who, force_path_style(true)),
            secrets: client!(aws_sdk_secretsmanager, server, who),
            sqs: client!(aws_sdk_sqs, server, who),
            ssm: client!(aws_sdk_ssm, server, who),
            sts: client!(aws_sdk_sts, server, who),
        }
    }
}
