//! The only place that starts processes: a group of their own, a cleared environment, one pipe for all output, and
//! nothing left behind when they are done or when the emulator itself is killed.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tokio::io::AsyncReadExt as _;
use tokio::net::unix::pipe::Receiver;

use self::family::Family;

mod family;

/// How long output is still read after a process ended: its pipe may be held open by what it started.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// More than the kernel says of a process.
const STATUS_SIZE: usize = 8192;

/// The longest answer that is read from a probed program.
const ANSWER_LIMIT: u64 = 4096;

/// Starts the real program (`"$@"`) with no input, and beside it a watcher that waits for the end of the standard
/// input it was given. The emulator holds the other end: when it dies, however it dies, the watcher kills who has left the
/// group and has the environment's log stream among its variables, as `family` does, and then the group. It is
/// started twice removed so that the program has no child that it did not start itself. It uses nothing but what a shell
/// does by itself: a host may have no other program.
const GUARD: &str = "exec 3<&0 </dev/null; \
     ( { read -r _ <&3; \
         mark=AWS_LAMBDA_LOG_STREAM_NAME=$AWS_LAMBDA_LOG_STREAM_NAME; \
         if [ -n \"${mark#*=}\" ]; then \
           read -r self _ </proc/self/stat; \
           for of in /proc/[0-9]*/environ; do \
             pid=${of#/proc/}; pid=${pid%/environ}; \
             [ \"$pid\" = \"$self\" ] || while IFS= read -r line || [ -n \"$line\" ]; do \
               case $line in *\"$mark\"*) kill -s KILL \"$pid\";; esac; \
             done <\"$of\"; \
           done; \
         fi; \
         kill -s KILL 0; } >/dev/null 2>&1 & ); \
     exec 3<&-; exec \"$@\"";

/// The shell that runs [`GUARD`].
pub(crate) const SHELL: &str = "/bin/sh";

/// What to start.
#[derive(Debug)]
pub(crate) struct Program {
    /// The program's file.
    pub(crate) file: PathBuf,
    /// Its arguments, without its own name.
    pub(crate) arguments: Vec<OsString>,
    /// Its working folder.
    pub(crate) directory: PathBuf,
    /// Its whole environment: nothing is inherited.
    pub(crate) variables: Vec<(String, String)>,
}

/// A running process and all that it starts. Killed with its whole group when dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: tokio::process::Child,
    /// The group's id, which is the first process's own.
    group: Option<Pid>,
    /// All processes that belong to it, group or not; nothing once all were ended.
    family: Option<Family>,
    output: Receiver,
    output_open: bool,
    /// What the kernel says of the first process, where it says anything. It is read after every invocation.
    status: OnceLock<Option<File>>,
    /// Held open, never written to: when it closes, the watcher knows that the emulator is gone.
    _lifeline: Option<tokio::process::ChildStdin>,
}

/// What a process did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It wrote so many bytes, standard output and error in the order in which they were written.
    Output(usize),
    /// It ended: `exit status 1`, `signal: killed`, in the words of Lambda's own supervisor.
    Ended(String),
}

impl Process {
    /// Starts a program.
    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    pub(crate) fn start(program: &Program) -> io::Result<Process> {
        let (reader, writer) = io::pipe()?;
        let mut command = if Path::new(SHELL).exists() {
            let mut command = tokio::process::Command::new(SHELL);
            command.arg("-c").arg(GUARD).arg("sh").arg(&program.file);
            command
        } else {
            tokio::process::Command::new(&program.file)
        };
        command
            .args(&program.arguments)
            .current_dir(&program.directory)
            .env_clear()
            .envs(program.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .process_group(0)
            .kill_on_drop(true);
        let output = Receiver::from_owned_fd(reader.into())?;
        let mut child = command.spawn()?;
        let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let lifeline = child.stdin.take();
        let family = group.map(|first| Family::new(first, &program.variables));
        let (output_open, status) = (true, OnceLock::new());
        Ok(Process { child, group, family, output, output_open, status, _lifeline: lifeline })
    }

    /// Waits for whatever comes first: output, which is put into `buffer`, or the process's end.
    pub(crate) async fn next(&mut self, buffer: &mut [u8]) -> Step {
        let Process { child, output, output_open, .. } = self;
        loop {
            tokio::select! {
                biased;
                read = output.read(buffer), if *output_open => match read {
                    Ok(n @ 1..) => return Step::Output(n),
                    // A process may close its output and work on.
                    Ok(0) | Err(_) => *output_open = false,
                },
                status = child.wait() => return Step::Ended(match status {
                    Ok(status) => how(status),
                    Err(cause) => format!("wait: {cause}"),
                }),
            }
        }
    }

    /// Reads output that is there already; zero if there is none.
    pub(crate) fn read_now(&mut self, buffer: &mut [u8]) -> usize {
        self.output.try_read(buffer).unwrap_or(0)
    }

    /// Whether it has not ended yet.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks the process to end.
    pub(crate) fn terminate(&self) {
        if let Some(first) = self.group {
            // One that has ended already is what was wanted.
            let _gone = kill_process(first, Signal::TERM);
        }
    }

    /// Ends the process and everything in its group at once.
    pub(crate) fn kill(&mut self) {
        // The watcher keeps the group's id in use, so that it cannot mean somebody else's group by now. A group
        // that is gone already is what was wanted.
        if let Some(group) = self.group.take() {
            let _gone = kill_process_group(group, Signal::KILL);
        }
    }

    /// Kills the group and all that left it, and hands over what is left of their output.
    pub(crate) async fn kill_and_drain(&mut self, mut take: impl FnMut(&[u8])) {
        // Before the group, whose end would hide whose children the others are.
        if let Some(family) = self.family.take() {
            // A panic in it would be in the log already.
            let _ended = tokio::task::spawn_blocking(move || family.kill()).await;
        }
        self.kill();
        let mut buffer = vec![0; 16 * 1024];
        let drain = async {
            while let Ok(n @ 1..) = self.output.read(&mut buffer).await {
                take(buffer.get(..n).unwrap_or_default());
            }
        };
        let _out_of_time = tokio::time::timeout(LAST_WORDS, drain).await;
        let _how = tokio::time::timeout(LAST_WORDS, self.child.wait()).await;
    }

    /// The most memory that the first process has used so far, in bytes, where the system knows it.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        self.status("VmHWM:")
    }

    /// The memory that the first process holds now and that is its own, not a file's: in bytes, where the system
    /// knows it.
    pub(crate) fn own_memory(&self) -> Option<u64> {
        self.status("RssAnon:")
    }

    /// A figure of the kernel's about the first process, in bytes.
    fn status(&self, name: &str) -> Option<u64> {
        // A process that was waited for has none, whatever its id means by now.
        let pid = self.child.id()?;
        let open = || File::open(format!("/proc/{pid}/status")).ok();
        let mut buffer = [0; STATUS_SIZE];
        let n = self.status.get_or_init(open).as_ref()?.read_at(&mut buffer, 0).ok()?;
        let status = String::from_utf8_lossy(buffer.get(..n)?);
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
        Some(kib * 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let (Some(family), Ok(runtime)) = (self.family.take(), tokio::runtime::Handle::try_current()) {
            // Its thread is not waited for.
            drop(runtime.spawn_blocking(move || family.kill()));
        }
        self.kill();
    }
}

/// What a program prints when it is run with the emulator's own environment: how interpreters are asked for their
/// real path. Nothing if it is not there, fails, or takes longer than `limit`.
#[expect(clippy::disallowed_methods, reason = "this is the seam")]
pub(crate) async fn answer(file: &str, arguments: &[&str], limit: Duration) -> Option<String> {
    let mut command = tokio::process::Command::new(file);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().ok()?;
    let stdout = child.stdout.take()?;
    let ask = async {
        let mut text = String::new();
        stdout.take(ANSWER_LIMIT).read_to_string(&mut text).await.ok()?;
        child.wait().await.ok()?.success().then(|| text.trim().to_owned())
    };
    tokio::time::timeout(limit, ask).await.ok().flatten()
}

/// `exit status 1`, `signal: killed`: how Go prints a process's end, and so how Lambda's messages read.
fn how(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => {
            let dumped = if status.core_dumped() { " (core dumped)" } else { "" };
            format!("signal: {}{dumped}", signal_name(signal))
        }
        (None, None) => status.to_string(),
    }
}

/// A signal as Go names it.
pub(super) fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        10 => "user defined signal 1",
        11 => "segmentation fault",
        12 => "user defined signal 2",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        other => return format!("signal {other}"),
    };
    name.to_owned()
}

/// Whether a process works on: a zombie has ended, only nobody has asked how.
#[cfg(test)]
pub(crate) fn is_running(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

/// Whether a process that was killed ends: a busy host takes a moment over it.
#[cfg(test)]
pub(crate) fn ends_soon(pid: i32) -> bool {
    let patience = base::clock::Stopwatch::start();
    while is_running(pid) {
        if patience.elapsed() > Duration::from_secs(5) {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Process {
        // Every environment has its own.
        let stream = base::entropy::Entropy::from_host().hex(32);
        Process::start(&Program {
            file: SHELL.into(),
            arguments: vec!["-c".into(), script.into()],
            directory: "/".into(),
            variables: [
                ("GREETING", "hello".to_owned()),
                ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1".to_owned()),
                ("AWS_LAMBDA_LOG_STREAM_NAME", stream),
            ]
            .map(|(name, value)| (name.to_owned(), value))
            .into(),
        })
        .unwrap()
    }

    /// What it writes, and how it ends.
    async fn run(process: &mut Process) -> (String, String) {
        let (mut text, mut buffer) = (Vec::new(), [0; 512]);
        loop {
            match process.next(&mut buffer).await {
                Step::Output(n) => text.extend_from_slice(&buffer[..n]),
                Step::Ended(how) => return (String::from_utf8(text).unwrap(), how),
            }
        }
    }

    async fn first_number(process: &mut Process) -> i32 {
        let mut buffer = [0; 64];
        let Step::Output(n) = process.next(&mut buffer).await else { panic!("it ended") };
        std::str::from_utf8(&buffer[..n]).unwrap().trim().parse().unwrap()
    }

    /// The words are those of Go's `os.ProcessState`, which Lambda's messages quote.
    #[tokio::test]
    async fn a_process_ends_in_go_s_words() {
        for (script, expected) in [
            ("exit 0", "exit status 0"),
            ("exit 3", "exit status 3"),
            ("kill -KILL $$", "signal: killed"),
            ("kill -TERM $$", "signal: terminated"),
        ] {
            assert_eq!(run(&mut sh(script)).await.1, expected, "{script}");
        }
    }

    #[tokio::test]
    async fn output_comes_in_order_and_the_environment_is_the_one_given() {
        let mut process = sh("echo $GREETING; echo \"home=$HOME\" >&2; echo done");
        assert_eq!(run(&mut process).await.0, "hello\nhome=\ndone\n");
    }

    #[tokio::test]
    async fn a_process_has_no_children_that_it_did_not_start() {
        let mut process = sh("sleep 0.1; read -r children < /proc/$$/task/$$/children; echo [$children]");
        assert_eq!(run(&mut process).await.0, "[]\n");
    }

    #[tokio::test]
    async fn what_a_process_started_ends_with_it() {
        let mut process = sh("sleep 600 & echo $!; wait");
        let grandchild = first_number(&mut process).await;
        assert!(is_running(grandchild));
        process.kill_and_drain(|_| {}).await;
        assert!(ends_soon(grandchild));
    }

    /// Lambda guide, life of the environment: one that is reset keeps nothing. The first is a child that left the group;
    /// the second has lost its parent besides; the third has lost its variables, and has its parent.
    #[tokio::test]
    async fn what_left_the_group_ends_with_it() {
        for script in [
            "setsid sh -c 'echo $$; exec sleep 600' & wait; sleep 600",
            "(setsid sh -c 'echo $$; exec sleep 600' &); sleep 600",
            "setsid env -i sh -c 'echo $$; exec sleep 600' & wait; sleep 600",
        ] {
            let mut process = sh(script);
            let escaped = first_number(&mut process).await;
            assert!(is_running(escaped), "{script}");
            process.kill_and_drain(|_| {}).await;
            assert!(ends_soon(escaped), "{script}");
        }
    }

    /// Two environments of one function do not take each other for one.
    #[tokio::test]
    async fn an_end_is_of_one_environment_only() {
        let (mut first, mut second) =
            (sh("echo $$; sleep 600"), sh("(setsid sh -c 'echo $$; exec sleep 600' &); sleep 600"));
        let (gone, stays) = (first_number(&mut first).await, first_number(&mut second).await);
        first.kill_and_drain(|_| {}).await;
        assert!(ends_soon(gone) && is_running(stays) && second.is_alive());
        drop(second);
        assert!(tokio::task::spawn_blocking(move || ends_soon(stays)).await.unwrap());
    }

    /// What kill -9 of the emulator does: its end of the lifeline closes and nothing else happens.
    #[tokio::test]
    async fn a_process_ends_when_its_lifeline_is_cut() {
        let mut process = sh("sleep 600 & echo $!; wait");
        let grandchild = first_number(&mut process).await;
        process._lifeline = None;
        assert_eq!(run(&mut process).await, (String::new(), "signal: killed".to_owned()));
        assert!(ends_soon(grandchild));
    }

    /// Where the system shows the variables of processes.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn so_does_what_it_started_in_a_session_of_its_own() {
        let mut process = sh("setsid sh -c 'echo $$; exec sleep 600' & wait");
        let other = sh("echo $$; sleep 600");
        let elsewhere = first_number(&mut process).await;
        process._lifeline = None;
        assert_eq!(run(&mut process).await, (String::new(), "signal: killed".to_owned()));
        assert!(ends_soon(elsewhere));
        assert!(is_running(other.group.unwrap().as_raw_nonzero().get()));
    }
}
