//! What the kernel knows of a process: CPU time, memory, threads, open files. Linux only.

use std::fs;
use std::time::Duration;

use conformance::{Error, Result};

/// Linux counts CPU time for user space in hundredths of a second, whatever its own tick is.
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process and of everything below it, living or waited for.
pub(crate) fn cpu(pid: u32) -> Result<Duration> {
    let mut total = Duration::ZERO;
    let mut family = vec![pid];
    while let Some(pid) = family.pop() {
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        // The command's name, in parentheses, may hold anything; fields are counted from behind it.
        let fields: Vec<&str> =
            stat.rsplit_once(')').map_or(Vec::new(), |(_, rest)| rest.split_whitespace().collect());
        let ticks = (11..=14).filter_map(|at| fields.get(at)?.parse::<u32>().ok()).sum::<u32>();
        total += TICK * ticks;
        if let Ok(children) = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")) {
            family.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        }
    }
    Ok(total)
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
