//! How much memory a container has held at most, as the kernel counts it: where the daemon is on this host, and its files say
//! so.

use std::fs;
use std::path::PathBuf;

use super::container::is_id;

/// Where the kernel shows what it counts.
const ROOT: &str = "/sys/fs/cgroup";

/// The file with the figure.
#[derive(Debug)]
pub(super) struct Peak(PathBuf);

impl Peak {
    /// That of the container with this id, one of whose processes this is. A daemon elsewhere means a process of its own
    /// host: nothing is found unless the process here is in a group of that container.
    pub(super) fn find(id: &str, pid: i64) -> Option<Peak> {
        let groups = fs::read_to_string(format!("/proc/{pid}/cgroup")).ok()?;
        file(&groups, id).map(|file| Peak(PathBuf::from(file)))
    }

    /// In bytes.
    pub(super) fn bytes(&self) -> Option<u64> {
        fs::read_to_string(&self.0).ok()?.trim().parse().ok()
    }
}

/// The file for a process's groups, in either version of the kernel's.
/// <https://docs.kernel.org/admin-guide/cgroup-v2.html>
fn file(groups: &str, id: &str) -> Option<String> {
    if !is_id(id) {
        return None;
    }
    groups.lines().find_map(|line| {
        let mut fields = line.splitn(3, ':').skip(1);
        let (controllers, path) = (fields.next()?, fields.next()?);
        let is_its = path.contains(id) && !path.contains("..");
        match controllers {
            "" if is_its => Some(format!("{ROOT}{path}/memory.peak")),
            "memory" if is_its => Some(format!("{ROOT}/memory{path}/memory.max_usage_in_bytes")),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines are those of the kernel's documentation.
    #[test]
    fn a_container_s_own_group_is_read_and_no_other() {
        let v1 = "9:name=systemd:/docker/abc\n8:pids:/docker/abc\n2:memory:/docker/abc\n";
        let v2 = "0::/system.slice/docker-abc.scope\n";
        let (first, second) =
            ("/memory/docker/abc/memory.max_usage_in_bytes", "/system.slice/docker-abc.scope/memory.peak");
        for (groups, id, expected) in [
            (v1, "abc", Some(first)),
            (v2, "abc", Some(second)),
            (v2, "def", None),
            (v2, "", None),
            ("0::/../abc\n", "abc", None),
            ("", "abc", None),
        ] {
            assert_eq!(file(groups, id), expected.map(|path| format!("{ROOT}{path}")), "{groups} {id}");
        }
    }
}
