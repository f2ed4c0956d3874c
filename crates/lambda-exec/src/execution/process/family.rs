//! All processes that an environment started, those included that have left its group for a session of their own: they
//! are found by whose children they are, and by the variables that every process inherits from its environment.
//!
//! One that has left its group, whose parent has ended and that has dropped those variables is not found.

use std::collections::{HashMap, HashSet};
use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// The variables that together belong to one environment alone: its own address and its own log stream.
const MARKS: [&str; 2] = ["AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_LOG_STREAM_NAME"];

/// How often processes are looked for that were started while the others were ended.
const ROUNDS: usize = 8;

/// Who belongs together.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// The first process, which gave its id to the group.
    first: i32,
    /// `NAME=VALUE`, all of which a member has; none if a member cannot be recognised by them.
    marks: Vec<String>,
}

/// What is known of a process.
struct Known {
    parent: i32,
    group: i32,
    is_zombie: bool,
}

impl Family {
    /// The family of a process that was started with these variables.
    pub(super) fn new(first: Pid, variables: &[(String, String)]) -> Family {
        let marks: Vec<String> = variables
            .iter()
            .filter(|(name, _)| MARKS.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let marks = if marks.len() == MARKS.len() { marks } else { Vec::new() };
        Family { first: first.as_raw_nonzero().get(), marks }
    }

    /// Ends every member at once, and those that they start meanwhile. Blocks.
    pub(super) fn kill(&self) {
        for _ in 0..ROUNDS {
            let members = self.members();
            if members.is_empty() {
                return;
            }
            for pid in members.into_iter().filter_map(Pid::from_raw) {
                // One that has ended since is what is wanted.
                let _gone = kill_process(pid, Signal::KILL);
            }
        }
    }

    /// The processes that are alive and belong to it.
    fn members(&self) -> Vec<i32> {
        let all = processes();
        let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
        all.iter().for_each(|(pid, known)| children.entry(known.parent).or_default().push(*pid));
        let belongs = |(pid, known): &(&i32, &Known)| {
            **pid == self.first || known.group == self.first || (!known.is_zombie && self.is_marked(**pid))
        };
        let mut open: Vec<i32> = all.iter().filter(belongs).map(|(pid, _)| *pid).collect();
        let mut found = HashSet::new();
        while let Some(pid) = open.pop() {
            if found.insert(pid) {
                open.extend(children.get(&pid).into_iter().flatten());
            }
        }
        let is_alive = |pid: &i32| all.get(pid).is_some_and(|known| !known.is_zombie);
        let mut found: Vec<i32> = found.into_iter().filter(is_alive).collect();
        found.sort_unstable();
        found
    }

    fn is_marked(&self, pid: i32) -> bool {
        // Somebody else's processes cannot be read, and are none of ours.
        let Ok(variables) = fs::read(format!("/proc/{pid}/environ")) else { return false };
        let has = |mark: &String| variables.split(|&byte| byte == 0).any(|line| line == mark.as_bytes());
        !self.marks.is_empty() && self.marks.iter().all(has)
    }
}

/// Every process that the system shows, this one left out.
fn processes() -> HashMap<i32, Known> {
    let own = i32::try_from(std::process::id()).ok();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| Some(*pid) != own).filter_map(|pid| Some((pid, known(pid)?))).collect()
}

fn known(pid: i32) -> Option<Known> {
    let stat = fs::read(format!("/proc/{pid}/stat")).ok()?;
    let stat = String::from_utf8_lossy(&stat);
    // The name, in brackets, may hold anything: what follows the last one is state, parent, group.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let is_zombie = matches!(fields.next()?, "Z" | "X");
    Some(Known { is_zombie, parent: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? })
}
