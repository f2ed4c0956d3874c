//! Outside suites: each is started in its own folder by its own runner, its outcomes are read test by test, and the
//! tests that pass must include all that passed before (`baseline/<suite>.txt`). Tests that may fail, since
//! AWS answers otherwise by now or we differ on purpose, are in `baseline/<suite>-excused.txt`, each with its reason.
//!
//! None of a suite's code is kept here. How to lay one out stands beside each in [`SUITES`].

mod moto;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use conformance::server::Server;
use conformance::{Error, Result};

use report::Verdict;
use sha2::Digest as _;

/// What to run.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The suite's name; without one, the suites that are known.
    name: Option<String>,
    /// Its folder.
    #[arg(long, required_unless_present = "list")]
    dir: Option<PathBuf>,
    /// The emulator, loopback. Without one the built binary is started for the run, with what the suite needs.
    #[arg(long)]
    endpoint: Option<String>,
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
    /// What the emulator is started with.
    server: &'static [&'static str],
    /// The command that runs it.
    command: fn(&Run<'_>) -> Result<Command>,
    /// The outcomes, from what was written to standard output and to the report.
    read: fn(&str, &str) -> Result<BTreeMap<String, Verdict>>,
}

/// One run of a suite.
struct Run<'r> {
    /// The suite's folder.
    folder: &'r Path,
    /// The emulator.
    endpoint: &'r str,
    /// Only what this filter of the suite's own runner takes.
    only: Option<&'r str>,
    /// Where a report goes, if the runner writes one.
    report: &'r Path,
}

/// The account of the suites that ask for one: an access key of twelve digits is an account of its own. The suites
/// take 000000000000, which any other key belongs to, for an account of others.
const ACCOUNT: &str = "111122223333";

const SUITES: &[Suite] = &[
    Suite {
        name: "dynamodb-conformance",
        about: "github.com/nubo-db/dynamodb-conformance: DynamoDB's behaviour with exact messages; needs `npm install`",
        server: &[],
        command: vitest,
        read: report::vitest,
    },
    Suite {
        name: "dynalite",
        about: "github.com/mhart/dynalite: raw-wire DynamoDB tests, partly stale; needs `npm install`",
        // AWS lets pages of any origin in.
        server: &["--cors-origins", "*"],
        command: mocha,
        read: report::mocha,
    },
    Suite {
        name: "s3-tests",
        about: "github.com/ceph/s3-tests: broad, in places contrary to AWS; needs a virtual environment `.venv` in its \
                folder with its requirements.txt",
        server: &[
            "--auth",
            "verify",
            "--access-keys",
            "111111111111:secret,222222222222:secret,333333333333:secret,444444444444:secret,555555555555:secret",
        ],
        command: pytest,
        read: report::pytest,
    },
    Suite {
        name: "moto-s3",
        about: "github.com/getmoto/moto, its S3 tests in server mode; needs a virtual environment `.venv` in its folder with \
                moto[all,server], pytest and pytest-order",
        server: moto::SERVER,
        command: |run| moto::command(run, "tests/test_s3"),
        read: report::pytest,
    },
    Suite {
        name: "moto-lambda",
        about: "github.com/getmoto/moto, its Lambda tests in server mode; needs the same",
        server: moto::SERVER,
        command: |run| moto::command(run, "tests/test_awslambda"),
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
        .ok_or_else(|| Error::from(format!("no suite is named {name}; --list says which are known")))?;
    let folder = arguments.dir.as_ref().ok_or("--dir names the suite's folder")?.canonicalize()?;
    let server = match arguments.endpoint {
        Some(_) => None,
        None => Some(Server::start_with(suite.server)?),
    };
    let endpoint = match (&server, &arguments.endpoint) {
        (Some(server), _) => server.endpoint(),
        (None, endpoint) => endpoint.clone().unwrap_or_default(),
    };
    let scratch = tempfile::tempdir()?;
    let report = scratch.path().join("report");
    let only = arguments.only.as_deref();
    let run = Run { folder: &folder, endpoint: &endpoint, only, report: &report };
    let output =
        (suite.command)(&run)?.current_dir(&folder).stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let outcomes = (suite.read)(&text, &fs::read_to_string(&report).unwrap_or_default())?;
    if outcomes.is_empty() {
        return Err(format!("no test of {name} ran: {}\n{text}", output.status).into());
    }
    judge(name, &outcomes, arguments.accept)
}

fn judge(name: &str, outcomes: &BTreeMap<String, Verdict>, accept: bool) -> Result<bool> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline");
    let baseline = folder.join(format!("{name}.txt"));
    let kept = fs::read_to_string(&baseline).unwrap_or_default();
    let notes = fs::read_to_string(folder.join(format!("{name}-excused.txt"))).unwrap_or_default();
    let excused: BTreeSet<&str> = excused(&notes).collect();
    let known: BTreeSet<&str> =
        kept.lines().filter(|line| !line.is_empty() && !excused.contains(line)).collect();
    let of = |wanted: Verdict| {
        let all = outcomes.iter().filter(move |(_, verdict)| **verdict == wanted);
        all.map(|(id, _)| id.as_str()).collect::<BTreeSet<&str>>()
    };
    let (passed, failed, skipped) = (of(Verdict::Passed), of(Verdict::Failed), of(Verdict::Skipped));
    failed.difference(&excused).for_each(|id| println!("failed: {id}"));
    // A filter leaves tests out: those are not lost.
    let lost: Vec<_> =
        known.iter().filter(|id| outcomes.contains_key(**id) && !passed.contains(*id)).collect();
    lost.iter().for_each(|id| println!("LOST, in the baseline but not passing: {id}"));
    excused.intersection(&passed).for_each(|id| println!("excused but passing: {id}"));
    println!("new, not yet in the baseline: {}", passed.difference(&known).count());
    if accept {
        let all: Vec<&str> = known.union(&passed).copied().collect();
        fs::write(baseline, all.join("\n") + "\n")?;
    }
    println!(
        "{name}: {} passed, {} failed, {} excused, {} skipped",
        passed.len(),
        failed.difference(&excused).count(),
        failed.intersection(&excused).count(),
        skipped.len()
    );
    Ok(lost.is_empty())
}

/// The tests of an `-excused` file: lines `reason | test`; the reasons, with their sources, stand behind `#`.
fn excused(notes: &str) -> impl Iterator<Item = &str> {
    notes.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once(" | ")?.1))
}

/// A program with the variables that every AWS client understands, so that nothing leaves for the real cloud.
fn program(program: impl AsRef<std::ffi::OsStr>, endpoint: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("AWS_ACCESS_KEY_ID", ACCOUNT)
        .env("AWS_SECRET_ACCESS_KEY", "testing")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_MAX_ATTEMPTS", "1");
    command
}

fn vitest(run: &Run<'_>) -> Result<Command> {
    let mut command = program("node", run.endpoint);
    command.args(["node_modules/vitest/vitest.mjs", "run", "--reporter=json"]);
    command.arg(format!("--outputFile={}", run.report.display()));
    command.args(run.only).env("DYNAMODB_ENDPOINT", run.endpoint);
    Ok(command)
}

fn mocha(run: &Run<'_>) -> Result<Command> {
    let preload = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/dynalite.cjs");
    let mut command = program("node", run.endpoint);
    command.args(["node_modules/mocha/bin/mocha.js", "--require", "should", "--require"]).arg(preload);
    command.args(["--timeout", "60000", "--exit", "--reporter", "json", "--reporter-option"]);
    command.arg(format!("output={}", run.report.display()));
    if let Some(only) = run.only {
        command.args(["--grep", only]);
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(run.folder.join("test"))?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        file.extension().is_some_and(|e| e == "js") && file.file_stem().is_some_and(|s| s != "bench")
    });
    files.sort();
    command.args(files).env("SUITE_FOLDER", run.folder).env("AWS_ACCOUNT_ID", ACCOUNT);
    Ok(command)
}

fn pytest(run: &Run<'_>) -> Result<Command> {
    let (host, port) = run
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
        // The emulator's canonical id of an account.
        let digest = sha2::Sha256::digest(account);
        let user: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let kms = format!("arn:aws:kms:us-east-1:{account}:key/01234567-89ab-cdef-");
        configuration.push_str(&format!(
            "[{section}]\naccess_key = {account}\nsecret_key = secret\nuser_id = {user}\ndisplay_name = {account}\n\
             email = {account}@example.com\napi_name = us-west-2\ntenant = suite\n\
             kms_keyid = {kms}0123-456789abcdef\nkms_keyid2 = {kms}1123-456789abcdef\n"
        ));
    }
    let file = run.report.with_extension("conf");
    fs::write(&file, configuration)?;
    let own = run.folder.join(".venv/bin/python");
    let mut command = program(if own.exists() { own } else { PathBuf::from("python3") }, run.endpoint);
    command.args([
        "-m",
        "pytest",
        "-v",
        "--color=no",
        "--tb=no",
        "-rN",
        "-p",
        "no:cacheprovider",
        "-p",
        "s3_tests",
    ]);
    command.args(["s3tests/functional/test_s3.py", "s3tests/functional/test_headers.py"]);
    if let Some(only) = run.only {
        command.args(["-k", only]);
    }
    command.env("S3TEST_CONF", file);
    command.env("PYTHONPATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("suites"));
    Ok(command)
}
