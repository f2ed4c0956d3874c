//! moto's tests in server mode, which ask an endpoint instead of moto itself: `suites/moto_server.py` is their plugin.

use std::path::{Path, PathBuf};
use std::process::Command;

use conformance::Result;

use super::{Run, program};

/// moto's tests take its own account for theirs.
pub(super) const SERVER: &[&str] = &["--account", "123456789012"];

/// Tests of moto that never leave their own process, or need a service that is not here.
const NOT_OF_A_SERVER: &[&str] = &[
    "test_multiple_accounts_server.py",
    "test_s3_custom_endpoint.py",
    "test_s3_file_handles.py",
    "test_s3_utils.py",
    "test_server.py",
];
const OF_OTHER_SERVICES: &str = "not rgtapi and not cloudformation and not eventbridge";

/// Tests of moto, against an endpoint.
pub(super) fn command(run: &Run<'_>, tests: &str) -> Result<Command> {
    let own = run.folder.join(".venv/bin/python");
    let mut command = program(if own.exists() { own } else { PathBuf::from("python3") }, run.endpoint);
    command.args(["-m", "pytest", "-v", "--color=no", "--tb=no", "-rN"]);
    command.args(["-o", "addopts=", "-p", "no:cacheprovider"]);
    command.args(["-p", "moto_server", tests]);
    command.args(NOT_OF_A_SERVER.iter().map(|file| format!("--ignore={tests}/{file}")));
    let only = run.only.map(|only| format!("({only}) and {OF_OTHER_SERVICES}"));
    command.args(["-k", only.as_deref().unwrap_or(OF_OTHER_SERVICES)]);
    // A key that names no account: that is whose the emulator's requests are by its settings.
    command.env("AWS_ACCESS_KEY_ID", "testing");
    command.env("TEST_SERVER_MODE", "true").env("TEST_SERVER_MODE_ENDPOINT", run.endpoint);
    command.env("MOTO_CALL_RESET_API", "false");
    let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites");
    let path = std::env::join_paths([suites.as_path(), run.folder]).map_err(|error| error.to_string())?;
    command.env("PYTHONPATH", path);
    Ok(command)
}
