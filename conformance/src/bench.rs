//! Speed. Server and load share the machine, so a rate alone says little: each workload runs against the emulator
//! and against the ceiling in turn (A B A B …), and what counts is the ratio of the two, above all of the CPU time
//! that a request costs the server.

pub(crate) mod ceiling;
mod environments;
mod functions;
mod load;
mod runtime_api;
mod workload;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use conformance::server::{Server, binary, free_port};
use conformance::{Error, Result};

use crate::process;
use load::Load;
use workload::{WORKLOADS, Workload};

/// What to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Workloads by name, all if none is given.
    #[arg(long, value_delimiter = ',')]
    workload: Vec<String>,
    /// Seconds of each round.
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Rounds for each of the two servers.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections kept open by the load.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Measures Lambda's environments instead: cold starts, many at once, memory.
    #[arg(long)]
    environments: bool,
    /// A data folder for the emulator: measures the store on disk.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// The ceiling as a process of its own, so that its CPU time can be read. Killed when dropped.
struct Ceiling {
    child: Child,
    port: u16,
}

impl Ceiling {
    fn start() -> Result<Ceiling> {
        let port = free_port()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["ceiling", &port.to_string()])
            .stdin(Stdio::null())
            .spawn()?;
        let ceiling = Ceiling { child, port };
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > Duration::from_secs(10) {
                return Err("the ceiling did not start".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(ceiling)
    }
}

impl Drop for Ceiling {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures and prints. False if any request failed.
pub(crate) fn run(arguments: &Arguments) -> Result<bool> {
    if cfg!(debug_assertions) {
        eprintln!("note: this is a debug build; run it with --release");
    }
    if arguments.environments {
        return environments::run();
    }
    print_start()?;
    let chosen = choose(&arguments.workload)?;
    // At the default settings, the log's level included.
    let mut options: Vec<String> = Vec::new();
    if let Some(folder) = &arguments.data_dir {
        options.extend(["--data-dir".into(), folder.display().to_string()]);
    }
    let server = Server::start_with(&options)?;
    let ceiling = Ceiling::start()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    println!(
        "\n{:<20} {:>9} {:>8} {:>8} {:>9}   {:>9} {:>9}   {:>6} {:>6}",
        "workload", "req/s", "p50 us", "p99 us", "cpu us", "ceil r/s", "ceil cpu", "rate", "cpu x"
    );
    let mut failed = 0;
    for workload in chosen {
        let requests = runtime.block_on(workload.prepare(&server))?;
        let rounds = arguments.rounds.max(1);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for turn in 0..rounds {
            let again = !workload.is_made_once();
            let load = Load {
                requests: if again { requests.clone() } else { part(&requests, turn, rounds) },
                again,
                connections: workload.connections.min(arguments.connections),
                length: Duration::from_secs(arguments.seconds),
            };
            ours.push(round(&runtime, &load, server.address().port(), server.pid())?);
            theirs.push(round(&runtime, &load, ceiling.port, ceiling.child.id())?);
        }
        let (us, them) = (median(ours), median(theirs));
        failed += us.errors;
        println!(
            "{:<20} {:>9.0} {:>8} {:>8} {:>9.1}   {:>9.0} {:>9.1}   {:>6.2} {:>6.2}{}",
            workload.name,
            us.rate,
            us.p50_us,
            us.p99_us,
            us.cpu_us,
            them.rate,
            them.cpu_us,
            us.rate / them.rate,
            us.cpu_us / them.cpu_us,
            if us.errors > 0 { format!("   {} ERRORS", us.errors) } else { String::new() }
        );
    }
    println!("\nmemory after all of it: {:.1} MiB", process::resident_mib(server.pid())?);
    Ok(failed == 0)
}

/// The requests of one round, where each can be made only once.
fn part(requests: &[Bytes], round: usize, rounds: usize) -> Arc<[Bytes]> {
    let bounds = requests.len() * round / rounds..requests.len() * (round + 1) / rounds;
    requests.get(bounds).unwrap_or_default().into()
}

/// One round's figures.
#[derive(Clone, Debug)]
struct Figures {
    rate: f64,
    p50_us: u64,
    p99_us: u64,
    cpu_us: f64,
    errors: u64,
}

fn round(runtime: &tokio::runtime::Runtime, load: &Load, port: u16, pid: u32) -> Result<Figures> {
    let (cpu_before, begun) = (process::cpu(pid)?, Instant::now());
    let mut done = runtime.block_on(load.run(port))?;
    let (elapsed, cpu) = (begun.elapsed(), process::cpu(pid)?.saturating_sub(cpu_before));
    done.latencies_us.sort_unstable();
    let count = done.latencies_us.len().max(1);
    let at = |share: f64| {
        let index = (count as f64 * share) as usize;
        done.latencies_us.get(index.min(count - 1)).copied().unwrap_or(0)
    };
    Ok(Figures {
        rate: count as f64 / elapsed.as_secs_f64(),
        p50_us: at(0.5),
        p99_us: at(0.99),
        cpu_us: cpu.as_secs_f64() * 1e6 / count as f64,
        errors: done.errors,
    })
}

/// The round in the middle by CPU time; errors of all rounds.
fn median(mut rounds: Vec<Figures>) -> Figures {
    let errors = rounds.iter().map(|round| round.errors).sum();
    rounds.sort_by(|a, b| a.cpu_us.total_cmp(&b.cpu_us));
    let middle = rounds.swap_remove(rounds.len() / 2);
    Figures { errors, ..middle }
}

fn choose(names: &[String]) -> Result<Vec<&'static Workload>> {
    if names.is_empty() {
        return Ok(WORKLOADS.iter().collect());
    }
    let find = |name: &String| {
        let known = || WORKLOADS.iter().map(|w| w.name).collect::<Vec<_>>().join(", ");
        WORKLOADS
            .iter()
            .find(|workload| workload.name == name)
            .ok_or_else(|| Error::from(format!("no workload is named {name}; there are {}", known())))
    };
    names.iter().map(find).collect()
}

/// Start to first answer, memory at rest, size on disk.
fn print_start() -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        let server = Server::start()?;
        starts.push(begun.elapsed());
        drop(server);
    }
    starts.sort();
    let server = Server::start()?;
    std::thread::sleep(Duration::from_millis(300));
    let (least, middle) =
        (starts.first().copied().unwrap_or_default(), starts.get(5).copied().unwrap_or_default());
    println!(
        "start to first answer: {:.1} ms least, {:.1} ms median of 10; idle memory {:.1} MiB; binary {:.1} MiB",
        least.as_secs_f64() * 1e3,
        middle.as_secs_f64() * 1e3,
        process::resident_mib(server.pid())?,
        std::fs::metadata(binary()?)?.len() as f64 / f64::from(1 << 20),
    );
    Ok(())
}
