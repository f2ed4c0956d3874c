//! Which program of the host runs a runtime, found once and remembered.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::executor::Unrunnable;
use crate::process;

/// How long an interpreter may take to say where it is.
const PROBE_LIMIT: Duration = Duration::from_secs(10);

/// What the process executor can run, by the runtime's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The package's own `bootstrap`.
    Provided,
    /// The host's Python with our bootstrap.
    Python,
    /// The host's Node.js with our bootstrap.
    Node,
}

impl Kind {
    /// The kind of a runtime such as `python3.13`.
    pub(super) fn of(runtime: &str) -> Option<Kind> {
        let starts = |prefix| runtime.starts_with(prefix);
        match () {
            () if starts("provided") => Some(Kind::Provided),
            () if starts("python3") => Some(Kind::Python),
            () if starts("nodejs") => Some(Kind::Node),
            () => None,
        }
    }

    /// Our bootstrap: the name of its file and its text.
    pub(super) fn bootstrap(self) -> Option<(&'static str, &'static str)> {
        match self {
            Kind::Provided => None,
            Kind::Python => Some(("bootstrap.py", include_str!("../../bootstrap/python.py"))),
            Kind::Node => Some(("bootstrap.mjs", include_str!("../../bootstrap/node.mjs"))),
        }
    }
}

/// The interpreters found so far, by runtime.
#[derive(Debug, Default)]
pub(super) struct Interpreters(Mutex<HashMap<String, PathBuf>>);

impl Interpreters {
    /// The real file of the interpreter for a runtime: of exactly its version if the host has that, else the
    /// host's own. One that is not found is looked for again the next time: it may have been installed.
    pub(super) async fn find(&self, kind: Kind, runtime: &str) -> Result<PathBuf, Unrunnable> {
        // Held while asking on purpose: a second caller then has the answer without starting a process.
        let mut found = self.0.lock().await;
        if let Some(file) = found.get(runtime) {
            return Ok(file.clone());
        }
        let (names, question): (&[&str], &[&str]) = match kind {
            // What the name on the path leads to may be a script that looks for the real one at every start.
            Kind::Python => (&[runtime, "python3"], &["-c", "import sys; print(sys.executable)"]),
            Kind::Node => (&["node"], &["-p", "process.execPath"]),
            Kind::Provided => (&[], &[]),
        };
        for name in names {
            if let Some(file) = process::answer(name, question, PROBE_LIMIT).await.filter(|f| !f.is_empty()) {
                found.insert(runtime.to_owned(), file.clone().into());
                return Ok(file.into());
            }
        }
        Err(missing(runtime, names))
    }
}

fn missing(runtime: &str, names: &[&str]) -> Unrunnable {
    let names = names.join(" nor ");
    Unrunnable {
        code: "InvalidRuntime",
        reason: format!(
            "The runtime {runtime} needs an interpreter on this host, and neither {names} was found on the PATH. \
             Install it, or build the function as a `provided.al2023` bootstrap or a WebAssembly module, which \
             need nothing."
        ),
    }
}
