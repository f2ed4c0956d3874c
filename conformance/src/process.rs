//! What the kernel knows of a process: CPU time, memory, threads, open files. Linux only.

use std::fs;
use std::time::Duration;

use conformance::{Error, Result};

/// Linux counts CPU time for user space in hundredths of a second, whatever its own tick is.
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process and of everything below it, living or waited for.
pub(crate) fn cpu(pid: u32) -> Result<Duration> {
    let mut total = Duration::ZERO;
    for pid in family(pid) {
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        // The command's name, in parentheses, may hold anything; fields are counted from behind it.
        let fields: Vec<&str> =
            stat.rsplit_once(')').map_or(Vec::new(), |(_, rest)| rest.split_whitespace().collect());
        let ticks = (11..=14).filter_map(|at| fields.get(at)?.parse::<u32>().ok()).sum::<u32>();
        total += TICK * ticks;
    }
    Ok(total)
}

/// A process and everything below it.
fn family(pid: u32) -> Vec<u32> {
    let (mut family, mut at) = (vec![pid], 0);
    while let Some(pid) = family.get(at).copied() {
        // A child belongs to the thread that started it.
        let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        for thread in threads {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            family.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
        at += 1;
    }
    family
}

/// Resident memory of a process and everything below it in MiB, pages that they share counted once.
pub(crate) fn family_mib(pid: u32) -> Result<f64> {
    let mut kib = 0.0;
    for pid in family(pid) {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let share = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        kib += share.map_or(Ok(0.0), |share| share.trim_end_matches("kB").trim().parse::<f64>())?;
    }
    Ok(kib / 1024.0)
}

/// Resident memory in MiB.
pub(crate) fn resident_mib(pid: u32) -> Result<f64> {
    let kib: f64 = of_status(pid, "VmRSS:")?.trim_end_matches("kB").trim_end().parse()?;
    Ok(kib / 1024.0)
}

/// Threads.
pub(crate) fn threads(pid: u32) -> Result<f64> {
    Ok(of_status(pid, "Threads:")?.parse()?)
}

/// Open files, sockets among them.
pub(crate) fn open_files(pid: u32) -> Result<f64> {
    Ok(fs::read_dir(format!("/proc/{pid}/fd"))?.count() as f64)
}

/// One line of what the kernel says about a process.
fn of_status(pid: u32, name: &str) -> Result<String> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let value = status.lines().find_map(|line| line.strip_prefix(name));
    value
        .map(|value| value.trim().to_owned())
        .ok_or_else(|| Error::from(format!("the kernel does not say {name}")))
}
