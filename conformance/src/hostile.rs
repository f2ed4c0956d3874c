//! A hostile run. Three servers of the binary: one is killed every minute, one lives to the end, one verifies signatures.
//! All at once foreign pages, unknown sub-resources, wrong signatures, half-closed sockets, slow readers and senders and
//! large bodies come in, thousands wait for messages or look at logs, patterns and queries explode, nobody reads the servers' output, and honest clients keep a ledger of all that they were promised
//! or shown. In the end: nothing lost, nobody in, memory flat.

mod audit;
mod content;
mod events;
mod honest;
mod host;
mod ledger;
mod logs;
mod misuse;
mod pages;
mod parameters;
mod queues;
mod samples;
mod scene;
mod secrets;
mod signatures;
mod sockets;
mod strangers;
mod sums;
mod tally;
mod target;
mod things;
mod uploads;
mod versions;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use conformance::{Result, server, signing, wire};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use host::{Host, Role};
use samples::Samples;

/// What to run.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long to go on.
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// The binary; by default what RUSTSTACK_BIN names, or else this workspace's own, built for it.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Seconds between two kills, more or less.
    #[arg(long, default_value_t = 60)]
    life: u64,
    /// Write the servers' output into files below this folder, instead of into pipes that nobody reads.
    #[arg(long)]
    logs: Option<PathBuf>,
}

/// How long clients may take to come to their end: the patience for a last reply, and what a slow one sends before.
const END: Duration = Duration::from_secs(180);

/// Runs and prints. False if a promise was broken, or one was never tried.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    let binary = match &arguments.binary {
        Some(binary) => binary.canonicalize()?,
        None => server::binary()?.to_owned(),
    };
    let length = Duration::from_secs(arguments.minutes.max(1) * 60);
    // A short run has its kills, too.
    let life = Duration::from_secs(arguments.life).min(length / 3);
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    println!("{} for {} s, killed every {} s", binary.display(), length.as_secs(), life.as_secs());

    let mut hosts = hosts(&binary, folder.path(), length)?;
    let (mut clients, mut samples) = (JoinSet::new(), Vec::new());
    for host in &mut hosts {
        host.log_into(arguments.logs.as_deref());
        host.start()?;
        begin(host, &mut clients, &runtime)?;
        let of_host = Arc::new(Samples::default());
        let sampling = of_host.clone().run(host.scene.clone(), host.pid.clone(), host.folder.clone());
        clients.spawn_on(sampling, runtime.handle());
        samples.push(of_host);
    }
    let alive = live(&mut hosts, &runtime, Instant::now() + length, life)?;
    end(&mut hosts, &runtime, clients, alive)?;
    Ok(report(&hosts, &samples))
}

/// The three servers, none of them started.
fn hosts(binary: &Path, folder: &Path, length: Duration) -> Result<[Host; 3]> {
    let keys = format!("{}:{}", signing::KEY, signing::SECRET);
    // An event that fails is tried again soon, and those who wait for messages have a place each.
    let patient = ["--lambda-retry-scale", "0.01", "--max-connections", "4000"];
    let verify = ["--auth", "verify", "--access-keys", &keys, "--allowed-hosts", "*"];
    Ok([
        Host::new(Role::Killed, binary, folder, &patient, length)?,
        Host::new(Role::Lasting, binary, folder, &patient, length)?,
        Host::new(Role::Verifying, binary, folder, &verify, length)?,
    ])
}

/// Makes what a server needs, and lets everybody at it.
fn begin(host: &Host, clients: &mut JoinSet<()>, runtime: &Runtime) -> Result<()> {
    let (scene, handle) = (&host.scene, runtime.handle());
    for kind in host.role.kinds() {
        scene.tally.expect(kind);
    }
    if host.role == Role::Verifying {
        runtime.block_on(signatures::set_up(scene))?;
        clients.spawn_on(signatures::run(scene.clone()), handle);
    } else {
        runtime.block_on(host.set_up())?;
        let strangers = host.strangers.clone();
        clients.spawn_on(strangers::run(scene.clone(), strangers), handle);
        clients.spawn_on(pages::run(scene.clone()), handle);
        clients.spawn_on(honest::run(scene.clone()), handle);
        clients.spawn_on(uploads::run(scene.clone()), handle);
        clients.spawn_on(sums::run(scene.clone()), handle);
        clients.spawn_on(events::run(scene.clone()), handle);
        clients.spawn_on(sockets::run(scene.clone()), handle);
        clients.spawn_on(queues::run(scene.clone()), handle);
        clients.spawn_on(logs::run(scene.clone()), handle);
        clients.spawn_on(parameters::run(scene.clone()), handle);
        clients.spawn_on(secrets::run(scene.clone()), handle);
    }
    host.open();
    Ok(())
}

/// Kills and starts until the time is over. False if a server did not come back, or died of itself.
fn live(hosts: &mut [Host; 3], runtime: &Runtime, end: Instant, life: Duration) -> Result<bool> {
    let mut next = Instant::now() + life;
    while Instant::now() < end {
        std::thread::sleep(Duration::from_millis(500));
        for host in hosts.iter_mut() {
            if host.has_died()? {
                return Ok(false);
            }
        }
        if Instant::now() < next {
            continue;
        }
        // Not always at the same beat as what the clients do.
        next = Instant::now() + life.mul_f64(0.8 + 0.4 * fastrand::f64());
        for host in hosts.iter_mut().filter(|host| host.role == Role::Killed) {
            host.kill()?;
            if !again(host, runtime) {
                return Ok(false);
            }
            host.open();
        }
    }
    Ok(true)
}

/// Starts a server again and looks at all it has.
fn again(host: &mut Host, runtime: &Runtime) -> bool {
    if let Err(cause) = host.start() {
        host.scene.tally.violated(host::LIVES, format!("IT DOES NOT COME BACK: {cause}"), "its own folder");
        return false;
    }
    // That it gives no answer is reported there.
    runtime.block_on(audit::run(&host.scene, &host.strangers)).is_some()
}

/// Waits for the last replies; then ends each server in its way, starts it again, and looks at all it has.
fn end(hosts: &mut [Host; 3], runtime: &Runtime, mut clients: JoinSet<()>, alive: bool) -> Result<()> {
    for host in hosts.iter() {
        host.scene.target.is_over();
    }
    let ended = runtime.block_on(async {
        let all = async { while clients.join_next().await.is_some() {} };
        tokio::time::timeout(END, all).await
    });
    if ended.is_err() {
        eprintln!("some clients did not end in time: {}", clients.len());
    }
    for host in hosts.iter_mut().filter(|_| alive) {
        match host.role {
            Role::Killed => host.kill()?,
            Role::Lasting => host.stop()?,
            Role::Verifying => {
                host.stop()?;
                continue;
            }
        }
        if again(host, runtime) {
            runtime.block_on(audit::drain(&host.scene));
            runtime.block_on(queues::messages::drain(&host.scene));
            host.stop()?;
        }
    }
    Ok(())
}

/// Prints all. False if anything was violated or never tried.
fn report(hosts: &[Host], samples: &[Arc<Samples>]) -> bool {
    for (host, samples) in hosts.iter().zip(samples) {
        println!("\n== {}: {}", host.scene.tally.place, audit::summary(&host.scene));
        samples.report(&host.scene, host.role == Role::Killed);
    }
    let mut clean = true;
    for host in hosts {
        clean &= host.scene.tally.print();
    }
    println!("\n{}", if clean { "Nothing lost, nobody in, memory flat." } else { "PROMISES WERE BROKEN." });
    clean
}
