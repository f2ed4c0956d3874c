//! The built program under load and at its end: what an operator or a client sees when an output is not read, a signal
//! comes, sockets are many or half closed, bodies large. Every expectation is our own promise unless a test says whose.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]
#![expect(
    clippy::disallowed_methods,
    reason = "the processes are the program under test; time is the host's"
)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use gateway::config::{Resolved, Sources};
use gateway::{ending, server};

#[path = "limits/busy.rs"]
mod busy;
#[path = "limits/commands.rs"]
mod commands;
#[path = "limits/tls.rs"]
mod tls;

/// Nothing here may take longer; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `ruststack`, killed when dropped. Of its log only what came up to "Ready." has been read.
struct Program {
    child: Option<Child>,
    address: SocketAddr,
    log: BufReader<ChildStderr>,
    /// What has been read of the log.
    seen: String,
}

impl Program {
    fn with(flags: &[&str]) -> Program {
        Program::from(Command::new(env!("CARGO_BIN_EXE_ruststack")).args(flags))
    }

    /// Waits until it serves.
    fn from(command: &mut Command) -> Program {
        let listen = [("RUSTSTACK_PORT", "0"), ("NO_COLOR", "1")];
        let silent = command.envs(listen).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = silent.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut seen = String::new();
        while !seen.contains("Ready.") {
            assert!(log.read_line(&mut seen).unwrap() > 0, "ended before it served: {seen}");
        }
        let (_, rest) = seen.split_once("http://").unwrap();
        let address = rest.split(',').next().unwrap().parse().unwrap();
        Program { child: Some(child), address, log, seen }
    }

    fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// One request on a connection of its own; the whole reply.
    fn ask(&self, line: &str, headers: &str, body: &str) -> String {
        let mut stream = self.connect();
        let head = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        let length = format!("content-length: {}\r\n", body.len());
        stream.write_all(format!("{head}{headers}{length}\r\n{body}").as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    /// Sends SIGTERM.
    fn terminate(&self) {
        let id = rustix::process::Pid::from_raw(i32::try_from(self.id()).unwrap()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// How the process ended, and how long that took.
    fn ended(&mut self) -> (ExitStatus, Duration) {
        let (begun, id) = (Instant::now(), self.id());
        let mut child = self.child.take().unwrap();
        let (sender, receiver) = channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        match receiver.recv_timeout(PATIENCE) {
            Ok(status) => (status, begun.elapsed()),
            Err(_) => {
                let id = rustix::process::Pid::from_raw(i32::try_from(id).unwrap()).unwrap();
                rustix::process::kill_process(id, rustix::process::Signal::KILL).unwrap();
                panic!("the process did not end");
            }
        }
    }

    /// The first line of the log that has this in it; waits for it.
    fn log_line(&mut self, wanted: &str) -> String {
        loop {
            if let Some(line) = self.seen.lines().find(|line| line.contains(wanted)) {
                return line.to_owned();
            }
            self.seen.clear();
            assert!(self.log.read_line(&mut self.seen).unwrap() > 0, "the log ended without {wanted}");
        }
    }

    /// The most memory that the process has had, in bytes.
    fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Reads one reply of a connection that stays open; its status.
fn reply(stream: &mut BufReader<TcpStream>) -> u16 {
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).unwrap() > 0, "the connection ended");
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(rest) = line.strip_prefix("http/1.1 ") {
            status = rest.split(' ').next().unwrap().parse().unwrap();
        } else if let Some(text) = line.strip_prefix("content-length: ") {
            length = text.parse().unwrap();
        } else if line.is_empty() {
            break;
        }
    }
    stream.read_exact(&mut vec![0; length]).unwrap();
    status
}

/// Asks so many times, one after another on one connection, and counts the answers.
fn answered(program: &Program, times: usize) -> usize {
    let stream = program.connect();
    let mut replies = BufReader::new(stream.try_clone().unwrap());
    let mut ask = || {
        (&stream).write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        reply(&mut replies)
    };
    (0..times).filter(|_| ask() == 200).count()
}

#[test]
fn a_log_that_nobody_reads_stops_no_request_and_tells_what_it_dropped() {
    let mut program = Program::with(&[]);
    assert_eq!(answered(&program, 5_000), 5_000);
    let line = program.log_line("log lines were dropped");
    let dropped: usize = line.split_whitespace().find_map(|word| word.parse().ok()).unwrap();
    assert!((1..5_000).contains(&dropped), "{line}");
    program.terminate();
    program.log_line("stopped");
    assert!(program.ended().0.success());
}

#[test]
fn a_log_that_nobody_reads_does_not_stop_the_end() {
    let mut program = Program::with(&[]);
    assert_eq!(answered(&program, 5_000), 5_000);
    program.terminate();
    assert!(program.ended().0.success());
}

/// The name of the variable that makes the test below the process of the one above.
const STUCK: &str = "GATEWAY_TEST_STUCK";

#[test]
fn a_signal_ends_the_process_within_the_grace_though_no_worker_yields() {
    let this = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "a_server_whose_workers_never_yield", "--nocapture"];
    let mut program = Program::from(Command::new(this).args(arguments).env(STUCK, "1"));
    program.log_line("no worker is free");
    program.terminate();
    let (status, took) = program.ended();
    assert_eq!(status.code(), Some(1));
    // The grace is two seconds; the rest is for a machine that is busy.
    assert!(took < Duration::from_secs(8), "{took:?}");
    let mut rest = String::new();
    program.log.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("not all work ended within 2s"), "{rest}");
}

/// Not a test, but the process that the test above ends. It does what `server::run` does, beside tasks that spin.
#[test]
#[ignore = "the process of another test"]
fn a_server_whose_workers_never_yield() {
    if std::env::var_os(STUCK).is_none() {
        return;
    }
    let flags = BTreeMap::from([("port", "0".to_owned())]);
    let settings = Resolved::of(&Sources { flags, ..Sources::default() }).unwrap().settings;
    let lines = gateway::log::start(&settings).unwrap();
    let last = lines.clone();
    let say = move |why: &str| {
        last.push(format!("{why}\n").as_bytes());
        last.flush();
    };
    let stop = ending::on_signal(Duration::from_secs(2), false, say).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let server = server::Server::start(&settings).await.unwrap();
        let (sender, receiver) = channel();
        for _ in 0..2 {
            let sender = sender.clone();
            tokio::spawn(async move {
                sender.send(()).unwrap();
                loop {
                    std::hint::spin_loop();
                }
            });
        }
        let watch = lines.clone();
        thread::spawn(move || {
            receiver.iter().take(2).for_each(drop);
            watch.push(b"no worker is free\n");
        });
        server.serve(stop.cancelled()).await;
    });
}

/// The headers of an operation of SQS.
fn of_sqs(operation: &str) -> String {
    format!("content-type: application/x-amz-json-1.0\r\nx-amz-target: AmazonSQS.{operation}\r\n")
}

/// A client that waits for messages of the queue `q`, which is made.
fn waiting_for_messages(program: &Program) -> TcpStream {
    let made = program.ask("POST /", &of_sqs("CreateQueue"), r#"{"QueueName":"q"}"#);
    assert!(made.contains("QueueUrl"), "{made}");
    let body = r#"{"QueueUrl":"http://localhost/000000000000/q","WaitTimeSeconds":20}"#;
    let mut waiting = program.connect();
    let head = format!("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len());
    waiting.write_all(format!("{head}{}\r\n{body}", of_sqs("ReceiveMessage")).as_bytes()).unwrap();
    // It waits by now: another request on the way after it was answered.
    let others = program.ask("POST /", &of_sqs("ListQueues"), "{}");
    assert!(others.contains("QueueUrls"), "{others}");
    waiting
}

/// A worker that was killed while it waited looks like one that sends no more; the next message is for those who are there.
/// Should it only have closed its side, it is told that there is nothing.
#[test]
fn who_waits_for_messages_and_is_gone_takes_none() {
    let program = Program::with(&[]);
    let queue = r#"{"QueueUrl":"http://localhost/000000000000/q""#;
    for is_gone in [true, false] {
        let waiting = waiting_for_messages(&program);
        if is_gone {
            drop(waiting);
            thread::sleep(Duration::from_millis(300));
        } else {
            waiting.shutdown(Shutdown::Write).unwrap();
            let mut told = String::new();
            (&waiting).read_to_string(&mut told).unwrap();
            assert!(told.starts_with("HTTP/1.1 200") && told.ends_with("{}"), "{told}");
        }
        program.ask("POST /", &of_sqs("SendMessage"), &format!(r#"{queue},"MessageBody":"m"}}"#));
        let got = program.ask("POST /", &of_sqs("ReceiveMessage"), &format!("{queue}}}"));
        assert!(got.contains(r#""Body":"m""#), "{is_gone} {got}");
    }
}

/// Who waits for messages is answered when the process stops, and does not keep it for its grace.
#[test]
fn who_waits_for_messages_does_not_hold_up_the_end() {
    let mut program = Program::with(&["--shutdown-grace", "60s"]);
    let waiting = waiting_for_messages(&program);
    program.terminate();
    let (status, took) = program.ended();
    assert!(status.success() && took < Duration::from_secs(10), "{status} {took:?}");
    assert_eq!(reply(&mut BufReader::new(waiting)), 200);
}

/// 1024 is the soft limit of most hosts, and too few for the files of a large object and the most connections.
#[test]
#[cfg(target_os = "linux")]
fn as_many_files_may_be_open_as_the_host_lets_it() {
    let started = format!("ulimit -Sn 64; exec {}", env!("CARGO_BIN_EXE_ruststack"));
    let program = Program::from(Command::new("sh").args(["-c", &started]));
    let connections: Vec<TcpStream> = (0..100).map(|_| program.connect()).collect();
    for mut stream in connections.iter().rev() {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        assert!(stream.read(&mut [0; 64]).unwrap() > 0);
    }
}

/// RFC 9112, 9.6: a half-closed connection does not mean that nobody wants the answer. `nc -N` and `socat` close so.
#[test]
fn a_client_that_has_said_all_it_has_to_say_is_answered() {
    let program = Program::with(&[]);
    assert!(program.ask("PUT /bucket", "", "").starts_with("HTTP/1.1 200"));
    for number in 0..100 {
        let (line, body) = match number % 3 {
            0 => ("GET /bucket?list-type=2".to_owned(), ""),
            1 => (format!("PUT /bucket/{number}"), "the bytes"),
            _ => (format!("GET /bucket/{}", number - 1), ""),
        };
        let mut stream = program.connect();
        let head = format!("{line} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert!(reply.starts_with("HTTP/1.1 200"), "{number}: {reply:?}");
    }
}

/// AWS limits the bytes of metadata, not its entries:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>.
#[test]
fn metadata_may_have_as_many_entries_as_its_bytes_allow() {
    let program = Program::with(&[]);
    assert!(program.ask("PUT /bucket", "", "").starts_with("HTTP/1.1 200"));
    for count in [90, 400] {
        let headers: String = (0..count).map(|n| format!("x-amz-meta-k{n}: v\r\n")).collect();
        let reply = program.ask("PUT /bucket/key", &headers, "");
        assert!(reply.starts_with("HTTP/1.1 200"), "{count}: {reply}");
        let reply = program.ask("HEAD /bucket/key", "", "");
        assert_eq!(reply.matches("x-amz-meta-k").count(), count);
    }
}

/// Without the budget the process holds all of them, half a gibibyte and more.
#[test]
#[cfg(target_os = "linux")]
fn bodies_in_flight_stay_within_their_budget_and_all_are_answered() {
    const BODY: usize = 16 << 20;
    let program = Program::with(&["--max-bytes-in-flight", "32MiB"]);
    let before = program.most_memory();
    let sent = vec![b'x'; BODY];
    let send = || {
        let mut stream = program.connect();
        let head = "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: DynamoDB_20120810.PutItem\r\n\
                    content-type: application/x-amz-json-1.0\r\nconnection: close\r\n";
        stream.write_all(format!("{head}content-length: {BODY}\r\n\r\n").as_bytes()).unwrap();
        stream.write_all(&sent).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    };
    let replies: Vec<String> = thread::scope(|scope| {
        let clients: Vec<_> = (0..32).map(|_| scope.spawn(send)).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    for reply in replies {
        assert!(reply.contains("SerializationException"), "{reply}");
    }
    let grown = program.most_memory() - before;
    assert!(grown < 160 << 20, "{} MiB", grown >> 20);
}
