//! Which program of the host runs a runtime, found once and remembered.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use super::{installed, java};
use crate::execution::executor::Unrunnable;
use crate::execution::process;

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
    /// The host's Ruby with our bootstrap.
    Ruby,
    /// The host's Java with our bootstrap.
    Java,
}

impl Kind {
    /// The kind of a runtime such as `python3.13`.
    pub(super) fn of(runtime: &str) -> Option<Kind> {
        let starts = |prefix| runtime.starts_with(prefix);
        match () {
            () if starts("provided") => Some(Kind::Provided),
            () if starts("python3") => Some(Kind::Python),
            () if starts("nodejs") => Some(Kind::Node),
            () if starts("ruby") => Some(Kind::Ruby),
            () if starts("java") => Some(Kind::Java),
            () => None,
        }
    }

    /// Our bootstrap, if it is a file that is run as it is: its name and its text.
    pub(super) fn bootstrap(self) -> Option<(&'static str, &'static str)> {
        match self {
            Kind::Provided | Kind::Java => None,
            Kind::Python => Some(("bootstrap.py", include_str!("../../bootstrap/python.py"))),
            Kind::Node => Some(("bootstrap.mjs", include_str!("../../bootstrap/node.mjs"))),
            Kind::Ruby => Some(("bootstrap.rb", include_str!("../../bootstrap/ruby.rb"))),
        }
    }
}

/// A program that runs a runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interpreter {
    /// The program's real file.
    pub(super) file: PathBuf,
    /// Its version, such as `3.13.1`.
    pub(super) version: String,
    /// Whether it is of another version than its runtime names: what the host has runs instead.
    pub(super) stands_in: bool,
}

/// The interpreters found so far, by runtime.
#[derive(Debug, Default)]
pub(super) struct Interpreters {
    found: Mutex<HashMap<String, Interpreter>>,
    /// The emulator's own environment: where version managers are.
    variables: Arc<HashMap<OsString, OsString>>,
}

impl Interpreters {
    /// None found yet. `variables` say where version managers keep what they installed.
    pub(super) fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Interpreters {
        let variables = Arc::new(variables.into_iter().collect());
        Interpreters { found: Mutex::default(), variables }
    }

    /// The interpreter for a runtime: of exactly its version if the host has that, else the host's own. One that is not
    /// found is looked for again the next time: it may have been installed.
    pub(super) async fn find(&self, kind: Kind, runtime: &str) -> Result<Interpreter, Unrunnable> {
        // Held while asking on purpose: a second caller then has the answer without starting a process.
        let mut found = self.found.lock().await;
        if let Some(interpreter) = found.get(runtime) {
            return Ok(interpreter.clone());
        }
        let interpreter = self.look(kind, runtime).await?;
        let Interpreter { file, version, stands_in } = &interpreter;
        if *stands_in {
            tracing::warn!(runtime, file = %file.display(), version, "another version than its own runs a runtime");
        } else {
            tracing::info!(runtime, file = %file.display(), version, "a runtime has its interpreter");
        }
        found.insert(runtime.to_owned(), interpreter.clone());
        Ok(interpreter)
    }

    async fn look(&self, kind: Kind, runtime: &str) -> Result<Interpreter, Unrunnable> {
        let (names, wanted) = match kind {
            Kind::Python => {
                (vec![runtime.to_owned(), "python3".to_owned()], runtime.trim_start_matches("python"))
            }
            Kind::Node => (vec!["node".to_owned()], runtime.trim_start_matches("nodejs")),
            Kind::Ruby => (vec![runtime.to_owned(), "ruby".to_owned()], runtime.trim_start_matches("ruby")),
            Kind::Java => (self.javas(), runtime.trim_start_matches("java")),
            Kind::Provided => (Vec::new(), ""),
        };
        let numbers = installed::numbers(wanted);
        let fits = |found: &Interpreter| installed::numbers(&found.version).starts_with(&numbers);
        // A newer Java runs what an older one does, and not the other way round.
        let lacks = |found: &Interpreter| match kind {
            Kind::Java if java::compiler(&found.file).is_none() => Some("has no compiler javac beside it"),
            Kind::Java if installed::numbers(&found.version) < numbers => Some("is older"),
            _ => None,
        };
        let (mut other, mut unfit) = (None, None);
        let mut consider = |found: Interpreter| match lacks(&found) {
            None if fits(&found) => Some(found),
            None => {
                other.get_or_insert(found);
                None
            }
            Some(lack) => {
                unfit.get_or_insert((found, lack));
                None
            }
        };
        for name in &names {
            if let Some(found) = probe(kind, name).await.and_then(&mut consider) {
                return Ok(found);
            }
        }
        for file in self.installed(kind, wanted).await {
            let found = probe(kind, &file.to_string_lossy()).await.filter(fits);
            if let Some(found) = found.and_then(&mut consider) {
                return Ok(found);
            }
        }
        let other = other.ok_or_else(|| missing(runtime, &names, unfit))?;
        Ok(Interpreter { stands_in: true, ..other })
    }

    /// The programs that are Java by common consent.
    fn javas(&self) -> Vec<String> {
        let home = self.variables.get(OsStr::new("JAVA_HOME")).filter(|home| !home.is_empty());
        let at_home = home.map(|home| PathBuf::from(home).join("bin/java").to_string_lossy().into_owned());
        at_home.into_iter().chain(["java".to_owned()]).collect()
    }

    async fn installed(&self, kind: Kind, wanted: &str) -> Vec<PathBuf> {
        let (wanted, variables) = (wanted.to_owned(), self.variables.clone());
        let variable = move |name: &str| variables.get(OsStr::new(name)).cloned();
        // A panic in it would be in the log already.
        tokio::task::spawn_blocking(move || installed::programs(kind, &wanted, variable))
            .await
            .unwrap_or_default()
    }
}

impl Interpreter {
    /// What a user should know of one that stands in: a sentence for the function's `StateReason`.
    pub(super) fn remark(&self, runtime: &str) -> Option<String> {
        let Interpreter { file, version, stands_in } = self;
        let remark = || {
            format!(
                "This host has no interpreter of {runtime}: version {version} runs it, {}.",
                file.display()
            )
        };
        stands_in.then(remark)
    }
}

/// Asks a program where it really is and which version it has: what its name leads to may be a script that looks for
/// the real one at every start.
async fn probe(kind: Kind, name: &str) -> Option<Interpreter> {
    let question: &[&str] = match kind {
        Kind::Python => {
            &["-c", "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])"]
        }
        Kind::Node => &["-p", "process.execPath + '\\n' + process.versions.node"],
        Kind::Ruby => &["--disable=gems", "-rrbconfig", "-e", "puts RbConfig.ruby, RUBY_VERSION"],
        Kind::Java => return probe_java(name).await,
        Kind::Provided => return None,
    };
    let answer = process::answer(name, question, PROBE_LIMIT).await?;
    let (file, version) = answer.split_once('\n')?;
    if file.is_empty() {
        return None;
    }
    Some(Interpreter { file: file.into(), version: version.trim().to_owned(), stands_in: false })
}

/// Java writes about itself to standard error, and more than is asked.
async fn probe_java(name: &str) -> Option<Interpreter> {
    const QUESTION: &str = r#""$0" -XshowSettings:properties -version 2>&1 |
        sed -n 's/^ *java\.home = //p; s/^ *java\.version = //p'"#;
    let answer = process::answer(process::SHELL, &["-c", QUESTION, name], PROBE_LIMIT).await?;
    let (home, version) = answer.split_once('\n')?;
    // Java 8 calls itself 1.8.
    let version = version.trim();
    let version = version.strip_prefix("1.").unwrap_or(version).to_owned();
    Some(Interpreter { file: PathBuf::from(home).join("bin/java"), version, stands_in: false })
}

/// Why there is none: where it was looked for, and what was found and cannot be taken.
fn missing(runtime: &str, names: &[String], unfit: Option<(Interpreter, &str)>) -> Unrunnable {
    let found = match unfit {
        Some((Interpreter { file, version, .. }, lack)) => {
            format!("{}, version {version}, {lack}", file.display())
        }
        None => {
            let neither = if names.len() > 1 { "neither" } else { "no" };
            format!("{neither} {} was found on the PATH", names.join(" nor "))
        }
    };
    Unrunnable {
        code: "InvalidRuntime",
        reason: format!(
            "The runtime {runtime} needs an interpreter on this host, and {found}. \
             Install it, or build the function as a `provided.al2023` bootstrap or a WebAssembly module, which \
             need nothing."
        ),
    }
}
