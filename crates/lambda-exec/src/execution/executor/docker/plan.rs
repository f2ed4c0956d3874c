//! What is asked of a container, and the request that says so.

use std::collections::HashMap;

use bollard::models::{ContainerCreateBody, HealthConfig, HostConfig, HostConfigLogConfig, ResourcesUlimits};

/// How many processes and threads, and how many open files, a function may have.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const PROCESSES: i64 = 1024;
const FILES: i64 = 1024;

/// What is asked of a container.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) image: String,
    pub(super) platform: &'static str,
    /// Nothing leaves it to the image.
    pub(super) entry_point: Option<Vec<String>>,
    pub(super) command: Option<Vec<String>>,
    pub(super) directory: Option<String>,
    pub(super) variables: Vec<(String, String)>,
    pub(super) labels: HashMap<String, String>,
    pub(super) memory_mib: u32,
    /// How much it may write to its own files; nothing where the daemon's disk cannot be limited.
    pub(super) disk_mib: Option<u64>,
    pub(super) network: Option<String>,
    pub(super) extra_hosts: Vec<String>,
}

impl Plan {
    /// The request to the daemon.
    pub(super) fn body(self, is_podman: bool) -> ContainerCreateBody {
        let memory = i64::from(self.memory_mib) << 20;
        let limit = |name: &str, value| ResourcesUlimits {
            name: Some(name.to_owned()),
            soft: Some(value),
            hard: Some(value),
        };
        let mut ulimits = vec![limit("nofile", FILES)];
        if is_podman {
            // Without it Podman asks for more than a user may have, and the start fails.
            ulimits.push(limit("nproc", PROCESSES));
        }
        let host_config = HostConfig {
            memory: Some(memory),
            // Memory and swap together: none.
            memory_swap: Some(memory),
            pids_limit: Some(PROCESSES),
            ulimits: Some(ulimits),
            storage_opt: self.disk_mib.map(|mib| HashMap::from([("size".to_owned(), format!("{mib}M"))])),
            // Its output is taken up here; on the daemon's disk it would only grow.
            log_config: Some(HostConfigLogConfig { typ: Some("none".to_owned()), config: None }),
            network_mode: self.network,
            extra_hosts: Some(self.extra_hosts),
            cap_drop: Some(vec!["ALL".to_owned()]),
            security_opt: Some(vec!["no-new-privileges".to_owned()]),
            ..HostConfig::default()
        };
        ContainerCreateBody {
            image: Some(self.image),
            entrypoint: self.entry_point,
            cmd: self.command,
            working_dir: self.directory,
            env: Some(self.variables.into_iter().map(|(name, value)| format!("{name}={value}")).collect()),
            labels: Some(self.labels),
            // What an image says of its health is for those who look at it.
            healthcheck: Some(HealthConfig {
                test: Some(vec!["NONE".to_owned()]),
                ..HealthConfig::default()
            }),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            host_config: Some(host_config),
            ..ContainerCreateBody::default()
        }
    }
}
