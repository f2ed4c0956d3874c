//! The flows of a first day with the AWS CLI and boto3, as users have them: in a virtual environment that is made
//! below `target/` and kept for the next run.

use std::path::{Path, PathBuf};
use std::process::Command;

use conformance::Result;
use conformance::server::Server;

/// Versions that are known to exist together; newer ones are tried by changing this line.
const PACKAGES: [&str; 2] = ["awscli==1.46.3", "boto3==1.44.5"];

/// A script of flows: its name, what runs it, its file, and the flags of its server.
type Script = (&'static str, Runner, &'static str, &'static [&'static str]);

/// What a script is written for.
enum Runner {
    Python,
    Shell,
}

/// Short-lived shards, two at a time, and small item collections: what would take hours and gigabytes otherwise.
const SMALL: &[&str] = &[
    "--dynamodb-stream-shards=2",
    "--dynamodb-stream-shard-life=1m",
    "--dynamodb-item-collection-bytes=1MiB",
];

/// No folder can be made there, so the CA is the server's own for its life, and no file of the user's.
const NO_FOLDER: &[&str] = &["--tls-dir=/dev/null/none"];

const SCRIPTS: [Script; 9] = [
    ("boto3", Runner::Python, "boto3_flows.py", &[]),
    ("DynamoDB's data", Runner::Python, "dynamodb_data_flows.py", SMALL),
    ("DynamoDB in time", Runner::Python, "dynamodb_time_flows.py", SMALL),
    ("DynamoDB's past", Runner::Python, "dynamodb_past_flows.py", SMALL),
    ("IAM and STS", Runner::Python, "iam_flows.py", &[]),
    ("SQS", Runner::Python, "sqs_flows.py", &[]),
    ("Lambda", Runner::Python, "lambda_flows.py", &[]),
    ("https", Runner::Python, "https_flows.py", NO_FOLDER),
    ("the AWS CLI", Runner::Shell, "cli_flows.sh", &[]),
];

/// Runs every script against a server of its own. False if one fails.
pub(crate) fn run() -> Result<bool> {
    let bin = environment()?;
    let flows = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients");
    let (mut passed, mut failed) = (0, 0);
    for (name, runner, script, settings) in SCRIPTS {
        let server = Server::start_with(settings)?;
        let program = match runner {
            Runner::Python => bin.join("python"),
            Runner::Shell => "sh".into(),
        };
        let ended = with_client(Command::new(program), &bin, &server).arg(flows.join(script)).status()?;
        println!("{name}: {}", if ended.success() { "ok" } else { "FAILED" });
        if ended.success() {
            passed += 1;
        } else {
            failed += 1;
        }
    }
    println!("clients: {passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn with_client(mut command: Command, bin: &Path, server: &Server) -> Command {
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .env("PATH", format!("{}:{path}", bin.display()))
        .env("AWS_ENDPOINT_URL", server.endpoint())
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_PAGER", "")
        // The scripts import one another; what Python compiles of them has no place in the repository.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("AWS_MAX_ATTEMPTS", "1");
    command
}

/// The environment's programs, installed if they are not there yet.
fn environment() -> Result<PathBuf> {
    let folder = target_folder()?.join("clients-venv");
    let bin = folder.join("bin");
    if bin.join("aws").exists() {
        return Ok(bin);
    }
    must(Command::new("python3").args(["-m", "venv"]).arg(&folder), "python3 -m venv")?;
    must(Command::new(bin.join("pip")).args(["install", "--quiet"]).args(PACKAGES), "pip install")?;
    Ok(bin)
}

fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().nth(2).ok_or("this program lies in no target folder")?;
    Ok(folder.to_owned())
}

fn must(command: &mut Command, what: &str) -> Result<()> {
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(format!("{what}: {status}").into()),
    }
}
