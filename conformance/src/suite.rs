//! Outside suites: each is started in its own folder by its own runner, its outcomes are read test by test, and the
//! tests that pass must include all that passed before (`baseline/<suite>.txt`).
//!
//! None of a suite's code is kept here. How to lay one out stands beside each in [`SUITES`].

mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::{Error, Result};

use report::Verdict;

/// What to run.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The suite's name; without one, the suites that are known.
    name: Option<String>,
    /// Its folder.
    #[arg(long, required_unless_present = "list")]
    dir: Option<PathBuf>,
    /// The emulator, loopback.
    #[arg(long, default_value = "http://127.0.0.1:4566")]
    endpoint: String,
    /// Only what this filter of the suite's own runner takes.
    #[arg(long)]
    only: Option<String>,
    /// The tests that pass now become the baseline, together with those of before.
    #[arg(long)]
    accept: bool,
    /// Lists the suites.
    #[arg(long)]
    list: bool,
}

struct Suite {
    name: &'static str,
    /// What it is, where it is from, what its folder needs before it can run.
    about: &'static str,
    /// The command that runs it; a report, if it writes one, goes to the path given.
    command: fn(&Path, &Arguments, &Path) -> Result<Command>,
    /// The outcomes, from what was written to standard output and to the report.
    read: fn(&str, &str) -> Result<BTreeMap<String, Verdict>>,
}

const SUITES: &[Suite] = &[
    Suite {
        name: "dynamodb-conformance",
        about: "github.com/nubo-db/dynamodb-conformance: DynamoDB's behaviour with exact messages; needs `npm install`",
        command: vitest,
        read: report::vitest,
    },
    Suite {
        name: "dynalite",
        about: "github.com/mhart/dynalite: raw-wire DynamoDB tests, partly stale; needs `npm install`",
        command: mocha,
        read: report::mocha,
    },
    Suite {
        name: "s3-tests",
        about: "github.com/ceph/s3-tests: broad, in places contrary to AWS; needs a virtual environment `.venv` in its \
                folder with its requirements.txt",
        command: pytest,
        read: report::pytest,
    },
];

/// Runs a suite. False if a test of the baseline does not pass any more.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let Some(name) = arguments.name.as_ref().filter(|_| !arguments.list) else {
        SUITES.iter().for_each(|suite| println!("{:<22} {}", suite.name, suite.about));
        return Ok(true);
    };
    let suite = SUITES
        .iter()
        .find(|suite| suite.name == name)
        .ok_or_else(|| Error::from(format!("no suite is named {name}; --list tells which are known")))?;
    let folder = arguments.dir.as_ref().ok_or("--dir names the suite's folder")?.canonicalize()?;
    let scratch = tempfile::tempdir()?;
    let report = scratch.path().join("report");
    let output = (suite.command)(&folder, arguments, &report)?
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let outcomes = (suite.read)(&text, &fs::read_to_string(&report).unwrap_or_default())?;
    if outcomes.is_empty() {
        return Err(format!("no test of {name} ran: {}\n{text}", output.status).into());
    }
    let baseline = Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline").join(format!("{name}.txt"));
    judge(name, &outcomes, &baseline, arguments)
}

fn judge(
    name: &str,
    outcomes: &BTreeMap<String, Verdict>,
    baseline: &Path,
    arguments: &Arguments,
) -> Result<bool> {
    let count = |verdict| outcomes.values().filter(|&&v| v == verdict).count();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let kept = fs::read_to_string(baseline).unwrap_or_default();
    known.extend(kept.lines().filter(|line| !line.is_empty()));
    let passed: BTreeSet<&str> = outcomes
        .iter()
        .filter(|(_, verdict)| **verdict == Verdict::Passed)
        .map(|(id, _)| id.as_str())
        .collect();
    for id in outcomes.iter().filter(|(_, verdict)| **verdict == Verdict::Failed).map(|(id, _)| id) {
        println!("failed: {id}");
    }
    // A filter leaves tests out: those are not lost.
    let lost: Vec<_> =
        known.iter().filter(|id| !passed.contains(*id) && outcomes.contains_key(**id)).collect();
    lost.iter().for_each(|id| println!("LOST, in the baseline but not passing: {id}"));
    println!("new, not yet in the baseline: {}", passed.difference(&known).count());
    if arguments.accept {
        let all: Vec<&str> = known.union(&passed).copied().collect();
        fs::write(baseline, all.join("\n") + "\n")?;
    }
    println!(
        "{name}: {} passed, {} failed, {} skipped",
        count(Verdict::Passed),
        count(Verdict::Failed),
        count(Verdict::Skipped)
    );
    Ok(lost.is_empty())
}

/// A program with the variables that every AWS client understands, so that nothing leaves for the real cloud.
fn program(program: impl AsRef<std::ffi::OsStr>, arguments: &Arguments) -> Command {
    let mut command = Command::new(program);
    command
        .env("AWS_ACCESS_KEY_ID", "testing")
        .env("AWS_SECRET_ACCESS_KEY", "testing")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_ENDPOINT_URL", &arguments.endpoint)
        .env("AWS_MAX_ATTEMPTS", "1");
    command
}

fn vitest(_: &Path, arguments: &Arguments, report: &Path) -> Result<Command> {
    let mut command = program("node", arguments);
    command.args(["node_modules/vitest/vitest.mjs", "run", "--reporter=json"]);
    command.arg(format!("--outputFile={}", report.display()));
    command.args(arguments.only.iter()).env("DYNAMODB_ENDPOINT", &arguments.endpoint);
    Ok(command)
}

fn mocha(folder: &Path, arguments: &Arguments, report: &Path) -> Result<Command> {
    let preload = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/dynalite.cjs");
    let mut command = program("node", arguments);
    command.args(["node_modules/mocha/bin/mocha.js", "--require", "should", "--require"]).arg(preload);
    command.args(["--timeout", "60000", "--exit", "--reporter", "json", "--reporter-option"]);
    command.arg(format!("output={}", report.display()));
    if let Some(only) = &arguments.only {
        command.args(["--grep", only]);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.join("test"))?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        file.extension().is_some_and(|e| e == "js") && file.file_stem().is_some_and(|s| s != "bench")
    });
    files.sort();
    command.args(files).env("SUITE_FOLDER", folder).env("AWS_ACCOUNT_ID", "000000000000");
    Ok(command)
}

fn pytest(folder: &Path, arguments: &Arguments, report: &Path) -> Result<Command> {
    let (host, port) = arguments
        .endpoint
        .strip_prefix("http://")
        .and_then(|address| address.trim_end_matches('/').rsplit_once(':'))
        .ok_or("the endpoint must be http://HOST:PORT")?;
    let mut configuration = format!(
        "[DEFAULT]\nhost = {host}\nport = {port}\nis_secure = False\nssl_verify = False\n\
         [fixtures]\nbucket prefix = suite-{{random}}-\niam name prefix = suite-\niam path prefix = /suite/\n"
    );
    for (section, account) in [
        ("s3 main", "111111111111"),
        ("s3 alt", "222222222222"),
        ("s3 tenant", "333333333333"),
        ("iam", "111111111111"),
        ("iam root", "444444444444"),
        ("iam alt root", "555555555555"),
    ] {
        configuration.push_str(&format!(
            "[{section}]\naccess_key = {account}\nsecret_key = secret\nuser_id = {account}\ndisplay_name = {account}\n\
             email = {account}@example.com\napi_name = us-east-1\ntenant = suite\n"
        ));
    }
    let file = report.with_extension("conf");
    fs::write(&file, configuration)?;
    let own = folder.join(".venv/bin/python");
    let mut command = program(if own.exists() { own } else { PathBuf::from("python3") }, arguments);
    command.args(["-m", "pytest", "-v", "--color=no", "--tb=no", "-p", "no:cacheprovider"]);
    command.args(["s3tests/functional/test_s3.py", "s3tests/functional/test_headers.py"]);
    if let Some(only) = &arguments.only {
        command.args(["-k", only]);
    }
    command.env("S3TEST_CONF", file);
    Ok(command)
}
