//! One container: made, watched, read from, and removed with its handle.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use base::clock::Clock;
use base::task::Tasks;
use bollard::container::LogOutput;
use bollard::errors::Error;
use bollard::models::ContainerState;
use bollard::query_parameters::{
    AttachContainerOptions, CreateContainerOptions, RemoveContainerOptions, UploadToContainerOptions,
};
use bytes::Bytes;
use futures::{FutureExt as _, Stream, StreamExt as _};

use super::daemon::{Daemon, status, text};
use super::left::Mark;
use super::memory::Peak;
use super::plan::Plan;
use crate::execution::process::signal_name;

/// Between looks at a container that has closed its output: the first wait, and the longest.
const FIRST_LOOK: Duration = Duration::from_millis(10);
const LAST_LOOK: Duration = Duration::from_millis(500);

/// How many looks in a row may fail before it counts as gone.
const FAILED_LOOKS: usize = 5;

/// How often a container whose making was cut short is looked for.
const REMOVALS: usize = 3;

/// The wait before the next of them.
const BETWEEN_REMOVALS: Duration = Duration::from_secs(2);

/// How a container ended.
#[derive(Debug)]
pub(super) enum End {
    OutOfMemory,
    /// `exit status 1`, `signal: killed`, …
    Exited(String),
}

/// What a container did.
#[derive(Debug)]
pub(super) enum Step {
    Output(Bytes),
    Ended(End),
}

type Output = Pin<Box<dyn Stream<Item = Result<LogOutput, Error>> + Send>>;

/// The container. Dropping it removes it, in the background.
pub(super) struct Container {
    daemon: Arc<Daemon>,
    tasks: Tasks,
    /// Stays until it has been removed.
    mark: Arc<Mark>,
    name: String,
    /// Whether the daemon has said that it made it.
    is_made: bool,
    /// Nothing once it has closed it.
    output: Option<Output>,
    /// Where the kernel says how much memory it has held.
    peak: Option<Peak>,
}

impl Container {
    /// A container that is not made yet.
    pub(super) fn new(daemon: Arc<Daemon>, tasks: Tasks, mark: Arc<Mark>, name: String) -> Container {
        Container { daemon, tasks, mark, name, is_made: false, output: None, peak: None }
    }

    /// Makes it.
    pub(super) async fn make(&mut self, plan: Plan) -> Result<(), Error> {
        let options =
            CreateContainerOptions { name: Some(plan.name.clone()), platform: plan.platform.to_owned() };
        let body = plan.body(self.daemon.is_podman);
        let made = self.daemon.docker.create_container(Some(options), body).await;
        self.is_made = made.is_ok();
        if made.as_ref().is_err_and(|error| status(error).is_some()) {
            // It was refused: there is nothing to remove.
            self.name.clear();
        }
        made.map(|_| ())
    }

    /// Unpacks an archive at its root.
    pub(super) async fn upload(
        &mut self,
        archive: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static,
    ) -> Result<(), Error> {
        let options =
            UploadToContainerOptions { path: "/".to_owned(), ..UploadToContainerOptions::default() };
        let archive = bollard::body_try_stream(archive);
        self.daemon.docker.upload_to_container(&self.name, Some(options), archive).await
    }

    /// Starts it, its output taken up from the first byte.
    pub(super) async fn start(&mut self) -> Result<(), Error> {
        let options =
            AttachContainerOptions { stream: true, stdout: true, stderr: true, ..Default::default() };
        let attached = self.daemon.docker.attach_container(&self.name, Some(options)).await?;
        self.output = Some(attached.output);
        self.daemon.docker.start_container(&self.name, None).await?;
        // It may have ended already, or the daemon may be elsewhere: then the figure is not known.
        if let Ok(found) = self.daemon.docker.inspect_container(&self.name, None).await {
            let pid = found.state.and_then(|state| state.pid).filter(|pid| *pid > 0);
            self.peak = found.id.zip(pid).and_then(|(id, pid)| Peak::find(&id, pid));
        }
        Ok(())
    }

    /// How many bytes of memory it has held at most, if that is known.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        self.peak.as_ref()?.bytes()
    }

    /// Waits for what it writes, or for its end. What is not awaited to its end has lost nothing.
    pub(super) async fn next(&mut self) -> Step {
        if let Some(bytes) = self.output().await {
            return Step::Output(bytes);
        }
        Step::Ended(self.ended().await)
    }

    /// Waits for what it writes; nothing once it has closed its output.
    pub(super) async fn output(&mut self) -> Option<Bytes> {
        match self.output.as_mut()?.next().await {
            Some(Ok(output)) => Some(output.into_bytes()),
            // A broken connection to the daemon ends it too.
            Some(Err(_)) | None => {
                self.output = None;
                None
            }
        }
    }

    /// What it has written by now, without waiting. Nothing also where it has closed its output.
    pub(super) fn output_now(&mut self) -> Option<Bytes> {
        self.output().now_or_never().flatten()
    }

    /// Whether its output is still open: it is as long as its program runs and wants it.
    pub(super) fn is_open(&self) -> bool {
        self.output.is_some()
    }

    /// Waits until it does not run any more. Its output may have been closed by a program that goes on.
    async fn ended(&mut self) -> End {
        let (mut wait, mut failed) = (FIRST_LOOK, 0);
        loop {
            match self.state().await {
                Ok(state) if state.running == Some(true) => failed = 0,
                Ok(state) => return self.end(state).await,
                Err(error) if status(&error) == Some(404) => return End::Exited(signal(9)),
                Err(error) if failed >= FAILED_LOOKS => return End::Exited(text(&error)),
                Err(_) => failed += 1,
            }
            Clock::system().sleep(wait).await;
            wait = (wait * 2).min(LAST_LOOK);
        }
    }

    async fn state(&mut self) -> Result<ContainerState, Error> {
        Ok(self.daemon.docker.inspect_container(&self.name, None).await?.state.unwrap_or_default())
    }

    /// How it ended. That its memory was too small may be known a moment later than its end.
    async fn end(&mut self, mut state: ContainerState) -> End {
        let code = state.exit_code.unwrap_or(0);
        if code == 128 + 9 && state.oom_killed != Some(true) {
            Clock::system().sleep(FIRST_LOOK * 5).await;
            state = self.state().await.unwrap_or(state);
        }
        // Podman does not always tell. Nothing in a container can kill its first program so, and we did not.
        let was_killed = self.daemon.is_podman && code == 128 + 9;
        match code {
            _ if was_killed || (state.oom_killed == Some(true) && code != 0) => End::OutOfMemory,
            129..=192 => End::Exited(signal(code - 128)),
            _ => End::Exited(format!("exit status {code}")),
        }
    }

    /// Begins its removal, whatever runs in it. Nobody waits for it but the end of the process.
    fn remove(&mut self) {
        if self.name.is_empty() || tokio::runtime::Handle::try_current().is_err() {
            return;
        }
        self.output = None;
        let (daemon, mark, is_made) = (self.daemon.clone(), self.mark.clone(), self.is_made);
        let name = std::mem::take(&mut self.name);
        self.tasks.spawn("lambda container ending", async move {
            remove(&daemon, &name, is_made).await;
            drop(mark);
        });
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        self.remove();
    }
}

impl fmt::Debug for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Container").field("name", &self.name).finish_non_exhaustive()
    }
}

async fn remove(daemon: &Daemon, name: &str, is_made: bool) {
    for attempt in 1..=REMOVALS {
        let options = RemoveContainerOptions { force: true, v: true, ..RemoveContainerOptions::default() };
        match daemon.docker.remove_container(name, Some(options)).await {
            Ok(()) => return,
            Err(error) => match status(&error) {
                // The daemon may be about to make it, or somebody else removes it.
                Some(404) if is_made => return,
                Some(404) if attempt < REMOVALS => Clock::system().sleep(BETWEEN_REMOVALS).await,
                Some(404 | 409) => return,
                _ => {
                    tracing::warn!(
                        container = name,
                        error = text(&error),
                        "a container could not be removed"
                    );
                    return;
                }
            },
        }
    }
}

/// How Go prints the end by a signal, and so how Lambda's messages read.
fn signal(number: i64) -> String {
    format!("signal: {}", signal_name(i32::try_from(number).unwrap_or(0)))
}

/// Whether a text can be the id of a container: then it is safe in the path of a request.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 128 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}
