//! The extensions of a function that are processes of their own: the files in `extensions` of its layers, each started before
//! the runtime.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-extensions.html>

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::entropy::Entropy;
use futures::stream::{FuturesUnordered, StreamExt as _};

use crate::execution::agents::Agents;
use crate::execution::executor::Version;
use crate::execution::log::Log;
use crate::execution::process::{Process, Program, Step};
use crate::execution::telemetry::{Lines, Source, Telemetry};

/// Variables of the runtime that extensions do not have.
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>
const NOT_FOR_THEM: [&str; 5] =
    ["_HANDLER", "AWS_EXECUTION_ENV", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_EXEC_WRAPPER"];

/// How much of their output is read at once.
const READ_SIZE: usize = 4096;

/// The processes, those that have ended too.
#[derive(Debug, Default)]
pub(super) struct Extensions(Vec<Extension>);

#[derive(Debug)]
struct Extension {
    name: String,
    process: Process,
    lines: Lines,
    has_ended: bool,
}

/// What one of them did.
#[derive(Debug)]
pub(super) enum Did {
    /// The one at this place wrote this.
    Wrote(usize, Vec<u8>),
    /// The one at this place ended, and how.
    Ended(usize, String),
}

impl Extensions {
    /// Starts all that the layers of a version have. One that cannot be started is a failure of the agents.
    pub(super) fn start(
        version: &Version,
        variables: &[(String, String)],
        entropy: &Entropy,
        agents: &Arc<Agents>,
    ) -> Extensions {
        let Some(layers) = &version.layers else { return Extensions::default() };
        let variables: Vec<_> =
            variables.iter().filter(|(name, _)| !NOT_FOR_THEM.contains(&name.as_str())).cloned().collect();
        let mut started = Vec::new();
        for (name, file) in programs(&layers.join("extensions")) {
            if !agents.expect(entropy.uuid(), &name) {
                break;
            }
            let program = Program {
                file,
                arguments: Vec::new(),
                directory: layers.to_path_buf(),
                variables: variables.clone(),
            };
            match Process::start(&program) {
                Ok(process) => {
                    let lines = Lines::of(Source::Extension);
                    started.push(Extension { name, process, lines, has_ended: false });
                }
                Err(cause) => agents.fail("Extension.LaunchError", format!("fork/exec {name}: {cause}")),
            }
        }
        Extensions(started)
    }

    /// Waits until one of them does something; for ever where there are none.
    pub(super) async fn next(&mut self) -> Did {
        let mut all = self
            .0
            .iter_mut()
            .enumerate()
            .filter(|(_, extension)| !extension.has_ended)
            .map(|(place, extension)| async move {
                let mut buffer = vec![0; READ_SIZE];
                match extension.process.next(&mut buffer).await {
                    Step::Output(n) => {
                        buffer.truncate(n);
                        Did::Wrote(place, buffer)
                    }
                    Step::Ended(how) => {
                        extension.has_ended = true;
                        Did::Ended(place, how)
                    }
                }
            })
            .collect::<FuturesUnordered<_>>();
        match all.next().await {
            Some(did) => did,
            None => std::future::pending().await,
        }
    }

    /// Takes up what one of them did: output is for the log, and an end that nobody asked for a failure.
    pub(super) fn noted(&mut self, did: Did, agents: &Agents, log: &mut Log, telemetry: &Telemetry) {
        match did {
            Did::Wrote(place, output) => {
                log.write(&output);
                if let Some(extension) = self.0.get_mut(place) {
                    extension.lines.take(&output, telemetry);
                }
            }
            Did::Ended(place, how) => {
                if let Some(extension) = self.0.get_mut(place) {
                    extension.lines.end(telemetry);
                    agents.exited(&extension.name, &how);
                }
                agents.fail("Extension.Crash", how);
            }
        }
    }

    /// Whether there are none, or all have ended.
    pub(super) fn have_ended(&self) -> bool {
        self.0.iter().all(|extension| extension.has_ended)
    }

    /// The memory that they hold and that is their own, in bytes.
    pub(super) fn own_memory(&self) -> u64 {
        let alive = self.0.iter().filter(|extension| !extension.has_ended);
        alive.filter_map(|extension| extension.process.own_memory()).sum()
    }

    /// Ends all at once, and hands over their last words.
    pub(super) async fn kill(&mut self, mut take: impl FnMut(&[u8])) {
        for extension in &mut self.0 {
            extension.process.kill_and_drain(&mut take).await;
            extension.has_ended = true;
        }
    }
}

/// The files of a folder that can be run, with their names, in the order of these.
fn programs(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_program = |path: &Path| {
        path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    };
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
    let mut programs: Vec<_> = named.filter(|(_, path)| is_program(path)).collect();
    programs.sort();
    programs
}
