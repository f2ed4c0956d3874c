//! From a version to a running process: its folder, its variables, its Runtime API, its program.

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::clock::Stopwatch;
use serde_json::json;

use super::extensions::Extensions;
use super::instance::INIT_LIMIT;
use super::interpreter::Kind;
use super::{Shared, invalid_entrypoint, is_program};
use super::{java, layers};
use crate::execution::agents::Agents;
use crate::execution::environment::Exchange;
use crate::execution::executor::{Failure, Identity, Unrunnable, Version};
use crate::execution::log::Log;
use crate::execution::process::{Process, Program, SHELL};
use crate::execution::runtime_api::{RuntimeApi, Sides};
use crate::execution::scratch::Scratch;
use crate::execution::telemetry::{Source, Telemetry};
use crate::execution::variables::variables;

/// A process and what it needs while it lives. Dropped in this order: the process ends before its folder goes.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) process: Process,
    pub(super) extensions: Extensions,
    pub(super) exchange: Arc<Exchange>,
    pub(super) agents: Arc<Agents>,
    pub(super) telemetry: Arc<Telemetry>,
    pub(super) since: Stopwatch,
    _runtime_api: RuntimeApi,
    scratch: Scratch,
}

impl Running {
    /// Starts a version's process for an environment. It initialises itself while this returns.
    /// Extensions are started before it, and have registered by then. What they write goes into `log`.
    pub(super) async fn launch(
        shared: &Shared,
        version: &Arc<Version>,
        identity: &Identity,
        log: &mut Log,
    ) -> Result<Running, Failure> {
        let since = Stopwatch::start();
        let (exchange, agents) = (Arc::new(Exchange::new()), Arc::<Agents>::default());
        let telemetry =
            Telemetry::new(shared.clock.clone(), shared.tasks.clone(), Ipv4Addr::LOCALHOST.into());
        let telemetry = Arc::new(telemetry);
        let sides = Sides {
            version: version.clone(),
            exchange: exchange.clone(),
            agents: agents.clone(),
            telemetry: telemetry.clone(),
        };
        let api = RuntimeApi::open(&shared.tasks, &shared.entropy, sides).await;
        let api = api.map_err(|cause| not_started(version, "its Runtime API", &cause))?;
        let kind = Kind::of(&version.runtime).unwrap_or(Kind::Provided);
        let scratch = Scratch::new(&shared.entropy, &shared.tasks, kind.bootstrap()).await;
        let scratch = scratch.map_err(|cause| not_started(version, "its temporary folder", &cause))?;
        let (file, arguments) = entrypoint(shared, version, kind, scratch.path()).await?;
        let program = Program {
            file,
            arguments,
            directory: version.code.to_path_buf(),
            variables: environment(version, identity, &api, scratch.path()),
        };
        telemetry.tell(Source::Platform, "platform.initStart", || {
            json!({
                "initializationType": identity.initialization.name(),
                "phase": "init",
                "functionName": version.function,
                "functionVersion": version.version,
            })
        });
        let mut extensions = Extensions::start(version, &program.variables, &shared.entropy, &agents);
        registered(&mut extensions, &agents, log, &telemetry).await?;
        let process = Process::start(&program)
            .map_err(|cause| invalid_entrypoint(format!("fork/exec {}: {cause}", program.file.display())))?;
        Ok(Running { process, extensions, exchange, agents, telemetry, since, _runtime_api: api, scratch })
    }
}

/// Waits until all extensions have registered, and takes up what they write meanwhile.
async fn registered(
    extensions: &mut Extensions,
    agents: &Agents,
    log: &mut Log,
    telemetry: &Telemetry,
) -> Result<(), Failure> {
    let registering = agents.registered();
    let until = async {
        tokio::pin!(registering);
        loop {
            tokio::select! {
                biased;
                registered = &mut registering => return registered,
                did = extensions.next() => extensions.noted(did, agents, log, telemetry),
            }
        }
    };
    match tokio::time::timeout(INIT_LIMIT, until).await {
        Ok(registered) => registered.map_err(Failure::from),
        Err(_) => Err(Failure::TimedOut { after: INIT_LIMIT }),
    }
}

impl Running {
    /// Removes its folder, once its process has ended.
    pub(super) async fn remove_folder(&self) {
        self.scratch.remove().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exchange.end();
    }
}

/// Where a function's package is on AWS.
const TASK_ROOT: &str = "/var/task";

/// Where its layers are.
const LAYERS_ROOT: &str = "/opt";

/// The variable that names a script of the package that starts the runtime in its own way.
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper>
const WRAPPER: &str = "AWS_LAMBDA_EXEC_WRAPPER";

/// Gives its place to the wrapper, with the runtime's program as arguments: `$0` is the wrapper as the user named it,
/// `$1` where it is. The statuses are a shell's for what it cannot run.
const WRAP: &str = r#"[ -f "$1" ] || { echo "$0: does not exist"; exit 127; }
[ -x "$1" ] || { echo "$0: is not an executable"; exit 126; }
exec "$@""#;

/// The program and its arguments.
async fn entrypoint(
    shared: &Shared,
    version: &Version,
    kind: Kind,
    scratch: &Path,
) -> Result<(PathBuf, Vec<OsString>), Failure> {
    if kind == Kind::Provided {
        return Ok((provided(version)?, Vec::new()));
    }
    let refused = |unrunnable: Unrunnable| Failure::Init {
        error_type: "Runtime.InvalidEntrypoint".to_owned(),
        message: unrunnable.reason,
    };
    let interpreter = shared.interpreters.find(kind, &version.runtime).await.map_err(refused)?;
    let arguments = match kind.bootstrap() {
        None => java::arguments(version, &shared.java(&interpreter).await.map_err(refused)?, scratch),
        Some((name, _)) => {
            let modules = if kind == Kind::Python { layers::python(version) } else { Vec::new() };
            [scratch.join(name).into()].into_iter().chain(modules).collect()
        }
    };
    let interpreter = interpreter.file;
    Ok(match version.environment.get(WRAPPER).filter(|named| !named.is_empty()) {
        None => (interpreter, arguments),
        Some(named) => {
            let wrapper = in_package(version, named);
            let wrapped = ["-c".into(), WRAP.into(), named.into(), wrapper.into(), interpreter.into()];
            (SHELL.into(), wrapped.into_iter().chain(arguments).collect())
        }
    })
}

/// Where a file is that a user names as it is on AWS: below `/var/task` lies the package, below `/opt` what layers have.
fn in_package(version: &Version, named: &str) -> PathBuf {
    let named = Path::new(named);
    if let (Some(layers), Ok(rest)) = (&version.layers, named.strip_prefix(LAYERS_ROOT)) {
        return layers.join(rest);
    }
    // What is not absolute is below the package anyway: the working folder is.
    version.code.join(named.strip_prefix(TASK_ROOT).unwrap_or(named))
}

/// What AWS says where neither has one.
pub(in crate::execution::executor) const NO_BOOTSTRAP: &str =
    "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";

/// The bootstrap of the package, or else of the layers, if it can be run. AWS's words.
fn provided(version: &Version) -> Result<PathBuf, Failure> {
    let places = [(Some(&version.code), TASK_ROOT), (version.layers.as_ref(), LAYERS_ROOT)];
    let found = places.into_iter().find_map(|(folder, root)| {
        let bootstrap = folder?.join("bootstrap");
        let metadata = bootstrap.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((bootstrap, metadata, root))
    });
    let Some((bootstrap, metadata, root)) = found else {
        return Err(invalid_entrypoint(NO_BOOTSTRAP.to_owned()));
    };
    if metadata.permissions().mode() & 0o111 == 0 {
        return Err(invalid_entrypoint(format!("fork/exec {root}/bootstrap: permission denied")));
    }
    if !is_program(&bootstrap) {
        return Err(invalid_entrypoint(format!("fork/exec {root}/bootstrap: exec format error")));
    }
    Ok(bootstrap)
}

/// Lambda's variables, and what a process on a host needs beside them.
fn environment(
    version: &Version,
    identity: &Identity,
    api: &RuntimeApi,
    scratch: &Path,
) -> Vec<(String, String)> {
    let mut all = variables(version, identity, &version.code);
    let scratch = scratch.to_string_lossy().into_owned();
    let code = version.code.to_string_lossy();
    let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/local/bin:/usr/bin:/bin".to_owned());
    let path = path + &layers::path(version, ["bin"]);
    let defaults = [
        ("PATH", path),
        // Not the user's own: there lie the profiles and keys of real accounts.
        ("HOME", scratch.clone()),
        ("TMPDIR", scratch.clone()),
        // The package is never written to.
        ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
        ("PYTHONUNBUFFERED", "1".to_owned()),
        // How deep in shells: on AWS the shell that starts a runtime has given its place to it.
        ("SHLVL", "0".to_owned()),
        // The package's own libraries, and those of layers. Those of the host are found without it.
        ("LD_LIBRARY_PATH", format!("{code}:{code}/lib{}", layers::path(version, ["lib"]))),
    ];
    // Where modules are found beside the handler's own folder.
    let modules = match Kind::of(&version.runtime) {
        Some(Kind::Python) => vec![("PYTHONPATH", scratch.clone())],
        Some(Kind::Node) => {
            let own = format!("{scratch}/node_modules:{scratch}:{code}");
            vec![("NODE_PATH", layers::node(version) + &own)]
        }
        Some(Kind::Ruby) => {
            let libraries = layers::path(version, ["ruby/lib"]);
            vec![
                ("GEM_PATH", layers::gems(version)),
                ("RUBYLIB", libraries.trim_start_matches(':').to_owned()),
            ]
        }
        Some(Kind::Java | Kind::Provided) | None => Vec::new(),
    };
    for (name, value) in defaults.into_iter().chain(modules) {
        if !all.iter().any(|(known, _)| known == name) {
            all.push((name.to_owned(), value));
        }
    }
    all.push(("AWS_LAMBDA_RUNTIME_API".to_owned(), api.address().to_string()));
    all.push(("LAMBDA_RUNTIME_DIR".to_owned(), scratch));
    all
}

/// A fault of this host, not of the function: logged here, and reported in general words.
fn not_started(version: &Version, what: &str, cause: &std::io::Error) -> Failure {
    tracing::error!(function = %version.arn, %cause, "an environment could not be started: {what}");
    let message = format!("the environment could not be started: {what}: {cause}");
    Failure::Init { error_type: "Runtime.Unknown".to_owned(), message }
}
