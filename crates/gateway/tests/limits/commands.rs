//! The commands that control a server, run as a user runs them, and the end of the input.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

/// A server whose input is a pipe; killed when dropped.
struct Fed {
    child: Child,
    endpoint: String,
}

impl Fed {
    fn start() -> Fed {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ruststack"));
        let fed = command.args(["--port", "0", "--stop-with-input", "on"]).env("NO_COLOR", "1");
        let piped = fed.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut seen = String::new();
        while !seen.contains("Ready.") {
            assert!(log.read_line(&mut seen).unwrap() > 0, "ended before it served: {seen}");
        }
        // Its log is read to the end, as it has more to say.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        let (_, rest) = seen.split_once("http://").unwrap();
        let endpoint = format!("http://{}", rest.split(',').next().unwrap());
        Fed { child, endpoint }
    }

    fn run(&self, words: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ruststack"));
        command.args(words.split(' ')).args(["--endpoint", &self.endpoint]).output().unwrap()
    }

    /// What a command that does its work prints.
    #[track_caller]
    fn said(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Fed {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `docs/control.md`: what the commands ask for.
#[test]
fn commands_control_a_server() {
    let server = Fed::start();
    let status = server.said("status");
    assert!(
        status.starts_with("RustStack ") && status.contains("running: ") && status.contains("s3"),
        "{status}"
    );
    let health: serde_json::Value = serde_json::from_str(&server.said("status --json")).unwrap();
    assert_eq!(health["services"]["sqs"], "running");
    assert_eq!(server.said("checkpoint before"), "the state is kept as before\n");
    assert_eq!(server.said("restore before"), "the state is that of before\n");
    assert!(server.said("reset").contains("is gone"));
    let frozen = server.said("clock freeze");
    assert_eq!(server.said("clock"), frozen);
    let (day, _) = frozen.split_once('T').unwrap();
    assert!(!server.said("clock advance 2d").starts_with(day));
    assert!(server.run("clock resume").status.success());
    for wrong in ["restore never", "checkpoint a/b", "clock advance 3000000d"] {
        let output = server.run(wrong);
        assert_eq!(output.status.code(), Some(1), "{wrong}: {output:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{wrong}: {output:?}");
    }
    let variables = server.said("env --shell fish --region eu-west-1");
    assert!(variables.contains(&format!("set -gx AWS_ENDPOINT_URL '{}'\n", server.endpoint)), "{variables}");
    assert!(variables.contains("AWS_REGION 'eu-west-1'"), "{variables}");
}

/// Our promise: who starts a server with a pipe leaves none behind, however he ends.
#[test]
fn a_server_ends_with_its_input() {
    let mut server = Fed::start();
    drop(server.child.stdin.take());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let output = server.run("status");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no answer from 127.0.0.1:"), "{output:?}");
}
