//! Functions as processes of the host: `provided` bootstraps, and the host's Python, Node.js, Ruby and Java with
//! bootstraps of our own. No sandbox: a function can do what the user of the emulator can do.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use base::clock::Clock;
use base::entropy::Entropy;
use base::task::Tasks;

use self::instance::Instance;
use self::interpreter::{Interpreter, Interpreters, Kind};
use super::{Environment, Executor, Failure, Identity, Prepared, Unrunnable, Version};

mod extensions;
mod installed;
mod instance;
mod interpreter;
mod java;
mod launch;
mod layers;
#[cfg(test)]
mod tests;
mod told;

pub(super) use self::instance::reported;
pub(super) use self::launch::NO_BOOTSTRAP;
pub(super) use self::told::start_failure;

/// The executor.
#[derive(Debug)]
pub struct ProcessExecutor(Arc<Shared>);

/// What every environment needs of its executor.
#[derive(Debug)]
struct Shared {
    /// For log lines and names: the time that the emulator shows.
    clock: Clock,
    /// For deadlines: the time that a process of the host sees.
    host_clock: Clock,
    entropy: Entropy,
    tasks: Tasks,
    interpreters: Interpreters,
    classes: java::Classes,
}

impl Shared {
    /// The folder of our classes for a Java.
    async fn java(&self, java: &Interpreter) -> Result<PathBuf, Unrunnable> {
        self.classes.of(java, &self.entropy, &self.tasks).await
    }
}

impl ProcessExecutor {
    /// An executor without environments.
    pub fn new(clock: Clock, entropy: Entropy, tasks: Tasks) -> ProcessExecutor {
        let (host_clock, interpreters) = (Clock::system(), Interpreters::new(std::env::vars_os()));
        let classes = java::Classes::default();
        ProcessExecutor(Arc::new(Shared { clock, host_clock, entropy, tasks, interpreters, classes }))
    }
}

#[async_trait]
impl Executor for ProcessExecutor {
    fn name(&self) -> &'static str {
        "process"
    }

    fn takes(&self, version: &Version) -> bool {
        Kind::of(&version.runtime).is_some()
    }

    fn needs(&self) -> &'static str {
        "a runtime of python3.*, nodejs*, ruby*, java* or provided.*"
    }

    async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable> {
        match Kind::of(&version.runtime) {
            // Whether the package holds a bootstrap shows at the first invocation, as on AWS.
            Some(Kind::Provided) | None => Ok(Prepared::default()),
            Some(kind) => {
                let interpreter = self.0.interpreters.find(kind, &version.runtime).await?;
                if kind == Kind::Java {
                    // Now, so that the first invocation does not wait for it.
                    self.0.java(&interpreter).await?;
                }
                Ok(Prepared { remark: interpreter.remark(&version.runtime), ..Prepared::default() })
            }
        }
    }

    async fn start(
        &self,
        version: Arc<Version>,
        identity: Arc<Identity>,
    ) -> Result<Box<dyn Environment>, Failure> {
        Ok(Box::new(Instance::start(self.0.clone(), version, identity).await?))
    }
}

/// AWS's error for a package without a bootstrap that can be run.
pub(super) fn invalid_entrypoint(message: String) -> Failure {
    Failure::Init { error_type: "Runtime.InvalidEntrypoint".to_owned(), message }
}

/// Whether the file can be a program at all: an ELF or Mach-O image or a script that names its interpreter. The
/// kernel would refuse anything else, and a shell would run it as a script of its own.
fn is_program(file: &Path) -> bool {
    use std::io::Read as _;
    let mut start = [0; 4];
    let read = std::fs::File::open(file).and_then(|mut file| file.read(&mut start));
    read.is_ok() && (start.starts_with(b"#!") || [*b"\x7fELF", *b"\xcf\xfa\xed\xfe"].contains(&start))
}
