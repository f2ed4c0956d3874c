//! From a version to a running container: its Runtime API, its plan, its files.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use base::clock::Stopwatch;
use bollard::errors::Error;

use super::container::Container;
use super::daemon::{Daemon, status, text};
use super::left::{LABEL, Mark};
use super::plan::Plan;
use super::reach::{Endpoint, Reach};
use super::{Shared, archive, image};
use crate::execution::agents::Agents;
use crate::execution::environment::Exchange;
use crate::execution::executor::process::{NO_BOOTSTRAP, invalid_entrypoint};
use crate::execution::executor::{Failure, Identity, Version};
use crate::execution::runtime_api::{RuntimeApi, Sides};
use crate::execution::telemetry::Telemetry;
use crate::execution::variables::variables;

/// Where a function's package is.
const TASK_ROOT: &str = "/var/task";

/// What an image's own files may need beside package and `/tmp`, where the daemon limits its disk, in MiB.
const DISK_SPARE_MIB: u64 = 512;

/// What of AWS's limit the package and its layers may take, in MiB.
const PACKAGE_MIB: u64 = 250;

/// A container and what it needs while it lives.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) container: Container,
    pub(super) exchange: Arc<Exchange>,
    pub(super) agents: Arc<Agents>,
    pub(super) since: Stopwatch,
    _runtime_api: RuntimeApi,
    _endpoint: Arc<Endpoint>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exchange.end();
    }
}

impl Running {
    /// Starts a version's container for an environment with these credentials. Its program initialises itself while this
    /// returns.
    pub(super) async fn launch(
        shared: &Shared,
        version: &Arc<Version>,
        identity: &Identity,
    ) -> Result<Running, Failure> {
        let failed = |why: String| not_started(version, &why);
        let daemon = shared.daemons.last().await.map_err(failed)?;
        // It is never closed.
        let _turn = shared.starts.acquire().await;
        let (reach, endpoint) = shared.way(&daemon, &version.endpoint).await.map_err(failed)?;
        let (exchange, agents) = (Arc::new(Exchange::new()), Arc::<Agents>::default());
        // A server in a container is not reached from here.
        let telemetry = Telemetry::closed(shared.clock.clone(), shared.tasks.clone());
        let sides = Sides {
            version: version.clone(),
            exchange: exchange.clone(),
            agents: agents.clone(),
            telemetry: Arc::new(telemetry),
        };
        let api = RuntimeApi::open_at((reach.bind, reach.peers), &shared.tasks, &shared.entropy, sides).await;
        let api = api.map_err(|cause| {
            failed(format!("its Runtime API cannot listen at {} (--lambda-docker-bind): {cause}", reach.bind))
        })?;
        let mark = shared.mark().await.map_err(|cause| failed(cause.to_string()))?;
        let surroundings = Surroundings { reach: &reach, endpoint: &endpoint, mark: &mark };
        let container = surroundings.container(shared, version, identity, (&daemon, &api)).await?;
        let since = Stopwatch::start();
        Ok(Running { container, exchange, agents, since, _runtime_api: api, _endpoint: endpoint })
    }
}

/// What is the same for all containers of a daemon.
struct Surroundings<'a> {
    reach: &'a Reach,
    endpoint: &'a Endpoint,
    mark: &'a Arc<Mark>,
}

impl Surroundings<'_> {
    /// A container that has been started.
    async fn container(
        &self,
        shared: &Shared,
        version: &Arc<Version>,
        identity: &Identity,
        (daemon, api): (&Arc<Daemon>, &RuntimeApi),
    ) -> Result<Container, Failure> {
        let mut container = self.made(shared, version, identity, (daemon, api)).await?;
        if version.container.image.is_none() {
            let uploaded = container.upload(archive::of(version)).await;
            uploaded.map_err(|error| not_started(version, &text(&error)))?;
        }
        container.start().await.map_err(|error| not_begun(version, &error))?;
        Ok(container)
    }

    /// A container that has been made: without a limit for its disk where the daemon has none, and with its image pulled
    /// again where that has gone since the function was made.
    async fn made(
        &self,
        shared: &Shared,
        version: &Arc<Version>,
        identity: &Identity,
        (daemon, api): (&Arc<Daemon>, &RuntimeApi),
    ) -> Result<Container, Failure> {
        let image = image::of(version, &shared.settings)
            .ok_or_else(|| not_started(version, "no image is known for it"))?;
        let (mut was_pulled, mut command) = (false, None);
        if version.container.image.as_ref().is_some_and(|image| !image.entry_point.is_empty()) {
            // Docker takes the image's command away with its entry point; Lambda changes each by itself.
            command = image::command(daemon, &image).await;
        }
        loop {
            let mut plan = self.plan(shared, version, identity, (&image, api))?;
            plan.command = plan.command.or_else(|| command.clone());
            let limits_disk = plan.disk_mib.is_some();
            let (tasks, mark) = (shared.tasks.clone(), self.mark.clone());
            let mut container = Container::new(daemon.clone(), tasks, mark, plan.name.clone());
            let Err(error) = container.make(plan).await else { return Ok(container) };
            let why = text(&error);
            if limits_disk && why.contains("storage-opt") {
                tracing::info!(why, "the disks of containers are not limited here");
                shared.limits_disks.store(false, Ordering::Relaxed);
            } else if status(&error) == Some(404) && !was_pulled {
                was_pulled = true;
                let asked = (image.as_str(), image::platform(version));
                let found = image::provide(daemon, shared.settings.pull, asked).await;
                found.map_err(|why| not_started(version, &why))?;
            } else {
                return Err(not_started(version, &why));
            }
        }
    }

    fn plan(
        &self,
        shared: &Shared,
        version: &Arc<Version>,
        identity: &Identity,
        (image, api): (&str, &RuntimeApi),
    ) -> Result<Plan, Failure> {
        let (entry_point, command, directory) = program(version)?;
        let mut all = variables(version, identity, Path::new(TASK_ROOT));
        if let Some((_, endpoint)) =
            all.iter_mut().find(|(name, value)| name == "AWS_ENDPOINT_URL" && *value == version.endpoint)
        {
            endpoint.clone_from(&self.endpoint.url);
        }
        all.push(("AWS_LAMBDA_RUNTIME_API".to_owned(), self.reach.authority(api.address().port())));
        let number = shared.containers.fetch_add(1, Ordering::Relaxed);
        let labels = [(LABEL, self.mark.instance.as_str()), ("ruststack.function", version.arn.as_str())];
        let disk_mib = u64::from(version.container.storage_mib) + PACKAGE_MIB + DISK_SPARE_MIB;
        Ok(Plan {
            name: format!("ruststack-{}-{number}-{}", self.mark.instance, version.function),
            image: image.to_owned(),
            platform: image::platform(version),
            entry_point,
            command,
            directory,
            variables: all,
            labels: labels.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            memory_mib: version.memory_mib,
            disk_mib: shared.limits_disks.load(Ordering::Relaxed).then_some(disk_mib),
            network: self.reach.network.clone(),
            extra_hosts: self.reach.extra_hosts.clone(),
        })
    }
}

/// Entry point, command and working directory of a container; nothing is the image's own.
type Program = (Option<Vec<String>>, Option<Vec<String>>, Option<String>);

/// What runs in the container: what an image's function says over it; the package's own bootstrap; or what the base image
/// of a runtime does with the handler's name.
fn program(version: &Version) -> Result<Program, Failure> {
    if let Some(image) = &version.container.image {
        let given = |list: &Vec<String>| (!list.is_empty()).then(|| list.clone());
        return Ok((given(&image.entry_point), given(&image.command), image.working_directory.clone()));
    }
    let directory = Some(TASK_ROOT.to_owned());
    if !version.runtime.starts_with("provided") {
        return Ok((None, Some(vec![version.handler.clone()]), directory));
    }
    let places = [(Some(&version.code), TASK_ROOT), (version.layers.as_ref(), "/opt")];
    let root =
        places.into_iter().find_map(|(folder, root)| folder?.join("bootstrap").is_file().then_some(root));
    let root = root.ok_or_else(|| invalid_entrypoint(NO_BOOTSTRAP.to_owned()))?;
    Ok((Some(vec![format!("{root}/bootstrap")]), None, directory))
}

/// A container whose program could not be run. The daemon says so in the words of its runtime, the same since years:
/// `exec: "/x": stat /x: no such file or directory`, `permission denied`, `exec format error`.
fn not_begun(version: &Version, error: &Error) -> Failure {
    let why = text(error);
    let cause =
        ["no such file or directory", "executable file not found", "permission denied", "exec format error"];
    let program =
        why.split_once("exec: \"").and_then(|(_, rest)| rest.split_once('"')).map(|(program, _)| program);
    match (cause.into_iter().find(|cause| why.contains(cause)), program) {
        (Some(cause), Some(program)) => invalid_entrypoint(format!("fork/exec {program}: {cause}")),
        (Some(cause), None) if why.contains("exec") => invalid_entrypoint(format!("fork/exec: {cause}")),
        _ => not_started(version, &why),
    }
}

/// A fault of this host or its daemon, not of the function: logged here, and reported in general words.
fn not_started(version: &Version, why: &str) -> Failure {
    tracing::error!(function = %version.arn, why, "a container could not be started");
    let message = format!("the environment could not be started: {why}");
    Failure::Init { error_type: "Runtime.Unknown".to_owned(), message }
}
