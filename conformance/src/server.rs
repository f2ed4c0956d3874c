//! The binary under test: built if need be, started on a free loopback port, ended with its handle.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::Result;

/// How long a start may take before it counts as failed. Far above the real time, for busy machines.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running `ruststack`. Killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts one with everything in memory.
    pub fn start() -> Result<Server> {
        Server::start_with::<&str>(&[])
    }

    /// Starts one with these arguments beside `--port`.
    pub fn start_with<S: AsRef<OsStr>>(arguments: &[S]) -> Result<Server> {
        Server::spawn(binary()?, free_port()?, arguments)
    }

    /// Starts one whose files the kernel does not let grow beyond about so many MiB each, as on a disk that is full then.
    pub fn start_on_a_small_disk<S: AsRef<OsStr>>(mebibytes: u32, arguments: &[S]) -> Result<Server> {
        // The shell counts in blocks of 512 or of 1024 bytes. Without the trap the kernel kills who writes more, as it does
        // with nobody on a disk that is full.
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", mebibytes * 1024);
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).arg(binary()?);
        Server::run(shell, free_port()?, arguments)
    }

    fn spawn<S: AsRef<OsStr>>(binary: &Path, port: u16, arguments: &[S]) -> Result<Server> {
        Server::run(Command::new(binary), port, arguments)
    }

    fn run<S: AsRef<OsStr>>(command: Command, port: u16, arguments: &[S]) -> Result<Server> {
        let log = if std::env::var_os("SHOW_LOG").is_some() { Stdio::inherit() } else { Stdio::null() };
        Server::launch(command, port, arguments, log)
    }

    /// Starts a binary at this port, its standard error going to `log`. A pipe is kept open and never read.
    pub fn launch<S: AsRef<OsStr>>(
        mut command: Command,
        port: u16,
        arguments: &[S],
        log: Stdio,
    ) -> Result<Server> {
        let child = command
            .args(["--port", &port.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let mut server = Server { child, port };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let begun = Instant::now();
        while !self.answers() {
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the server ended before it answered: {status}").into());
            }
            if begun.elapsed() > START_LIMIT {
                return Err("the server did not answer in time".into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }

    /// Whether the health page answers 200.
    pub fn answers(&self) -> bool {
        self.raw(b"GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .is_ok_and(|reply| reply.starts_with(b"HTTP/1.1 200"))
    }

    /// Sends bytes on a new connection and reads until the server closes it.
    pub fn raw(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address())?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        // The server may answer and close before it has read everything: that is its right.
        let sent = stream.write_all(request);
        let mut reply = Vec::new();
        let read = stream.read_to_end(&mut reply);
        if reply.is_empty() {
            sent?;
            read?;
        }
        Ok(reply)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// The URL for clients.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How the process ended, if it did.
    pub fn ended(&mut self) -> Result<Option<std::process::ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// The end of the pipe that its standard error goes to, where [`Server::launch`] was given one.
    pub fn log(&mut self) -> Option<ChildStderr> {
        self.child.stderr.take()
    }

    /// Ends the process at once, as `kill -9` does, and waits until it is gone.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks the process to stop, as an operator would, and gives how it ended.
    pub fn terminate(mut self) -> Result<std::process::ExitStatus> {
        self.ask_to_stop()?;
        Ok(self.child.wait()?)
    }

    /// Asks the process to stop, as an operator would.
    pub fn ask_to_stop(&self) -> Result<()> {
        let killed = Command::new("kill").arg(self.child.id().to_string()).status()?;
        if !killed.success() {
            return Err("kill failed".into());
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary: what `RUSTSTACK_BIN` names, else this workspace's own, built with the profile of this check.
pub fn binary() -> Result<&'static Path> {
    static BINARY: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    let found = BINARY.get_or_init(|| build().map_err(|cause| cause.to_string()));
    found.as_deref().map_err(|cause| cause.clone().into())
}

fn build() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("RUSTSTACK_BIN") {
        return Ok(named.into());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--message-format=json"]);
    if cfg!(debug_assertions) {
        // The very selection of `cargo test --workspace`: another one would build dependencies anew, with the
        // features that it happens to need.
        command.args(["--workspace", "--bins", "--tests"]);
    } else {
        command.args(["--release", "--package", "gateway", "--bin", "ruststack"]);
    }
    let output =
        command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).stderr(Stdio::inherit()).output()?;
    let built = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| {
            message.pointer("/target/name").is_some_and(|name| name == "ruststack")
                && message.pointer("/profile/test").is_some_and(|test| test == false)
        })
        .filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .next_back();
    match built {
        Some(path) if output.status.success() => Ok(path),
        _ => Err(format!("the binary could not be built: {}", output.status).into()),
    }
}

/// A port that nothing listens on now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
