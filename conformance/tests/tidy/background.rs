//! What goes on beside requests: every task and every thread that the code begins, and how it ends. What would loop in the
//! background is a piece of work of `base::schedule` instead, and needs no line here.

use std::collections::BTreeSet;
use std::fs;

use super::rooms::{is_for_tests, without_tests};
use super::{files, root, short};

/// Below `crates`: the file; the task's name, or [`A_THREAD`]; when it ends.
const BEGUN: &[(&str, &str, &str)] = &[
    ("base/src/task.rs", "self.name", "with what was carried"),
    ("base/src/schedule.rs", "schedule", "with the last piece of work, and at shutdown; there is one"),
    ("base/src/schedule.rs", "name", "when the work says when it is due next"),
    ("ddb-engine/src/background/jobs.rs", "dynamodb job", "with the job, or its engine"),
    ("gateway/src/connection.rs", "request", "with the stream of HTTP/2"),
    ("gateway/src/ending.rs", A_THREAD, "with the process"),
    ("gateway/src/log/lines.rs", A_THREAD, "with the process"),
    ("gateway/src/server.rs", "connection", "with the connection"),
    ("lambda-exec/src/activation.rs", "lambda preparation", "when the function is ready"),
    (
        "lambda-exec/src/durable/due.rs",
        "lambda durable execution",
        "when its handler, or the function that it calls, has answered",
    ),
    ("lambda-exec/src/event/feed.rs", "lambda event source mapping", "with the mapping: it follows a stream"),
    ("lambda-exec/src/event/queue.rs", "lambda queued event", "with the event's attempt"),
    ("lambda-exec/src/execution/executor/docker.rs", "lambda left containers", "when they are gone"),
    (
        "lambda-exec/src/execution/executor/docker/container.rs",
        "lambda container ending",
        "when the container is gone",
    ),
    (
        "lambda-exec/src/execution/executor/docker/forwarder.rs",
        "lambda forwarder",
        "with the executor, or at shutdown: it is a server",
    ),
    (
        "lambda-exec/src/execution/executor/docker/forwarder.rs",
        "lambda forwarder connection",
        "with the connection",
    ),
    (
        "lambda-exec/src/execution/executor/wasm/ticker.rs",
        A_THREAD,
        "when no guest runs: it ticks by real time",
    ),
    ("lambda-exec/src/execution/pool.rs", "lambda environments ending", "when they have"),
    ("lambda-exec/src/execution/pool.rs", "lambda invocation", "with the invocation"),
    ("lambda-exec/src/execution/pool.rs", "lambda last environments", "with the pool: it only waits"),
    (
        "lambda-exec/src/execution/runtime_api.rs",
        "lambda runtime api",
        "with its environment: it is a server",
    ),
    ("lambda-exec/src/execution/runtime_api.rs", "lambda runtime api connection", "with the connection"),
    ("lambda-exec/src/execution/scratch.rs", "lambda temporary folder", "when the folder is gone"),
    (
        "lambda-exec/src/execution/telemetry.rs",
        "lambda telemetry",
        "with the environment whose events it sends",
    ),
    ("lambda-exec/src/parameters_extension.rs", "lambda parameters extension", "with the engine"),
    (
        "lambda-exec/src/parameters_extension.rs",
        "lambda parameters extension connection",
        "with the connection",
    ),
    ("lambda-exec/src/start.rs", "lambda left folders", "when they are gone"),
    ("lambda-exec/src/start.rs", "lambda left packages", "when they are gone"),
    (
        "lambda-exec/src/execution/runtime_api/oracle/talk.rs",
        "lambda runtime api connection",
        "with its connection",
    ),
    ("secrets-engine/src/upkeep/rotation.rs", "secrets rotation", "when the function has taken its steps"),
    ("store/src/blob/reaper.rs", A_THREAD, "with the store"),
    ("store/src/blob/remote.rs", A_THREAD, "with what a request, or the reaper, asks of a bucket"),
    ("store/src/blob/remote/http.rs", A_THREAD, "with the connection to a bucket"),
    ("store/src/outbox/delivery.rs", "outbox message", "when its receiver has answered, or after a minute"),
    ("store/src/reading.rs", A_THREAD, "when all is read"),
    ("store/src/sled/dropper.rs", A_THREAD, "with the store"),
    ("store/src/sled/writer.rs", A_THREAD, "with the store"),
];

const A_THREAD: &str = "a thread";

#[test]
fn what_loops_in_the_background_is_on_the_schedule() {
    let mut found = BTreeSet::new();
    for file in files(&root().join("crates"), "rs") {
        let is_source = file.components().any(|part| part.as_os_str() == "src");
        let krate = short(&file);
        if !is_source || is_for_tests(&file) || krate.starts_with("crates/testkit") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for begun in without_tests(&text).split(".spawn(").skip(1).filter_map(begun) {
            found.insert((krate.trim_start_matches("crates/").to_owned(), begun));
        }
    }
    let listed: BTreeSet<_> =
        BEGUN.iter().map(|(file, name, _)| ((*file).to_owned(), (*name).to_owned())).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    assert!(
        new.is_empty(),
        "add it to `base::schedule`; or, if it ends by itself, to the table here: {new:#?}"
    );
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "nobody begins it any more: {gone:#?}");
}

/// What stands behind `.spawn(`: a task by its name, or a thread. Nothing for a process.
fn begun(behind: &str) -> Option<String> {
    let argument = behind.trim_start();
    if let Some(text) = argument.strip_prefix('"') {
        return text.split('"').next().map(str::to_owned);
    }
    let end = argument.find([',', ')'])?;
    match (argument.get(..end)?, argument.get(end..)?) {
        ("", _) => None,
        (name, rest) if rest.starts_with(',') && !name.contains('|') => Some(name.to_owned()),
        _ => Some(A_THREAD.to_owned()),
    }
}
