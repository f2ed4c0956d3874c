//! Log lines on their way to standard error. A request leaves its line here and goes on; a thread of its own writes, so
//! that an output that nobody reads stops that thread only. What does not fit is dropped and counted, and the log says
//! how much.

use std::io::{self, ErrorKind, Write};
use std::mem;
use std::sync::{Arc, OnceLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tracing_subscriber::fmt::MakeWriter;

use super::request::Stamp;

/// The most bytes of lines that wait to be written: about three thousand lines of requests.
const MOST_WAITING: usize = 256 << 10;
/// How long the end of the process waits for an output that is slow.
const LAST_WAIT: Duration = Duration::from_millis(500);
/// How long the lines of requests gather after some were written. A thread that is woken for each of them costs more than
/// all that a request does to leave its line.
const GATHERING: Duration = Duration::from_millis(5);
/// How long to leave an output alone that takes nothing at the moment, and says so instead of waiting.
const BREATH: Duration = Duration::from_millis(10);

/// Where lines are left: a handle, cheap to clone. Each write is one line, or several that belong together.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    shared: Arc<Shared>,
    /// Whether requests leave their lines here straight: if the log shows them, as text without colours.
    pub(super) takes_requests: bool,
}

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// Notified when a line has come.
    came: Condvar,
    /// Notified when all that came has been written.
    gone: Condvar,
    /// The thread that writes. Its own lines are never dropped, or nobody would learn how much was dropped.
    writer: OnceLock<ThreadId>,
}

#[derive(Debug, Default)]
struct Waiting {
    bytes: Vec<u8>,
    /// Lines that did not fit since their number was last logged.
    dropped: u64,
    /// Whether something is being written that is not in `bytes` any more.
    busy: bool,
    /// Whether the thread that writes lets lines gather, and need not be woken for that of a request.
    gathers: bool,
    /// Whether something has come that is not to wait for more.
    hurried: bool,
    stamp: Stamp,
}

impl Lines {
    /// Begins to write to `output`. `dropped` is called with the number of lines that were dropped, on the thread that
    /// writes, once the output takes lines again; what it writes here comes out.
    ///
    /// # Errors
    ///
    /// The host gives no thread.
    pub(super) fn start(
        &self,
        output: impl Write + Send + 'static,
        dropped: impl Fn(u64) + Send + 'static,
    ) -> io::Result<()> {
        let lines = self.clone();
        thread::Builder::new().name("log".to_owned()).spawn(move || lines.write_for_ever(output, dropped))?;
        Ok(())
    }

    /// These lines, if requests are to leave theirs here.
    pub(crate) fn for_requests(&self) -> Option<&Lines> {
        Some(self).filter(|lines| lines.takes_requests)
    }

    /// Leaves a line. Never waits for the output.
    pub fn push(&self, line: &[u8]) {
        let mut waiting = self.shared.waiting.lock();
        let fits = waiting.bytes.len() + line.len() <= MOST_WAITING;
        if fits || self.shared.writer.get() == Some(&thread::current().id()) {
            waiting.bytes.extend_from_slice(line);
            waiting.hurried = true;
            self.shared.came.notify_one();
        } else {
            waiting.dropped += 1;
        }
    }

    /// Leaves the line of a request, which begins with the time. It may wait a moment for others.
    pub(super) fn leave(&self, now: Duration, write: impl FnOnce(&mut Vec<u8>)) {
        let mut waiting = self.shared.waiting.lock();
        let Waiting { bytes, stamp, dropped, gathers, .. } = &mut *waiting;
        let before = bytes.len();
        stamp.write(now, bytes);
        write(bytes);
        if bytes.len() > MOST_WAITING {
            bytes.truncate(before);
            *dropped += 1;
        } else if !*gathers {
            self.shared.came.notify_one();
        }
    }

    /// Waits until all lines are written, but not for ever: for the end of the process.
    pub fn flush(&self) {
        let mut waiting = self.shared.waiting.lock();
        waiting.hurried = true;
        self.shared.came.notify_one();
        let done = |waiting: &mut Waiting| waiting.bytes.is_empty() && !waiting.busy;
        let _timed_out = self.shared.gone.wait_while_for(&mut waiting, |waiting| !done(waiting), LAST_WAIT);
    }

    fn write_for_ever(&self, mut output: impl Write, dropped: impl Fn(u64)) {
        let _first = self.shared.writer.set(thread::current().id());
        let (mut batch, mut untold) = (Vec::new(), 0);
        loop {
            untold += self.next(&mut batch);
            if let Err(lost) = put(&mut output, &batch) {
                untold += lost;
            } else if untold > 0 {
                dropped(mem::take(&mut untold));
            }
            self.gather();
        }
    }

    /// Lets lines of requests come, unless there is one that must not wait.
    fn gather(&self) {
        let mut waiting = self.shared.waiting.lock();
        waiting.gathers = true;
        let is_calm = |waiting: &mut Waiting| !waiting.hurried;
        let _timed_out = self.shared.came.wait_while_for(&mut waiting, is_calm, GATHERING);
        waiting.gathers = false;
    }

    /// Waits for lines, takes all that are there, and gives how many were dropped before.
    fn next(&self, batch: &mut Vec<u8>) -> u64 {
        let mut waiting = self.shared.waiting.lock();
        while waiting.bytes.is_empty() {
            waiting.busy = false;
            self.shared.gone.notify_all();
            self.shared.came.wait(&mut waiting);
        }
        waiting.hurried = false;
        batch.clear();
        mem::swap(batch, &mut waiting.bytes);
        waiting.busy = true;
        mem::take(&mut waiting.dropped)
    }
}

/// Writes all of it, or says how many lines were lost.
fn put(output: &mut impl Write, mut batch: &[u8]) -> Result<(), u64> {
    let mut failed = false;
    while !batch.is_empty() && !failed {
        match output.write(batch) {
            Ok(0) => failed = true,
            Ok(len) => batch = batch.get(len..).unwrap_or_default(),
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) if cause.kind() == ErrorKind::WouldBlock => thread::sleep(BREATH),
            Err(_) => failed = true,
        }
    }
    if failed { Err(batch.iter().filter(|byte| **byte == b'\n').count() as u64) } else { Ok(()) }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = &'a Lines;

    fn make_writer(&'a self) -> &'a Lines {
        self
    }
}

impl Write for &Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    impl Lines {
        pub(in crate::log) fn waiting_text(&self) -> String {
            String::from_utf8(self.shared.waiting.lock().bytes.clone()).unwrap()
        }
    }

    /// An output that takes nothing before it is opened, and what it has taken then.
    struct Gate {
        open: Receiver<()>,
        is_open: bool,
        taken: Sender<Vec<u8>>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if !self.is_open {
                self.open.recv().unwrap();
                self.is_open = true;
            }
            self.taken.send(bytes.to_vec()).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_output_that_takes_nothing_stops_nobody_and_hears_what_it_missed() {
        let (open, opened) = channel();
        let (taken, seen) = channel();
        let lines = Lines::default();
        let logging = lines.clone();
        lines
            .start(Gate { open: opened, is_open: false, taken }, move |count| {
                logging.push(format!("dropped {count}\n").as_bytes());
            })
            .unwrap();
        let sent = 100_000;
        for number in 0..sent {
            lines.push(format!("line {number:05}\n").as_bytes());
        }
        // Ends although nothing is written.
        lines.flush();
        assert!(lines.shared.waiting.lock().bytes.len() <= MOST_WAITING);
        open.send(()).unwrap();
        // What was dropped is logged as one number or, if the thread began late, as two.
        let mut text = String::new();
        let written = |text: &str| text.matches("line ").count();
        let counted = |text: &str| -> usize {
            text.lines()
                .filter_map(|line| line.strip_prefix("dropped "))
                .map(|n| n.parse::<usize>().unwrap())
                .sum()
        };
        while counted(&text) == 0 || counted(&text) + written(&text) < sent {
            let more = seen.recv_timeout(Duration::from_secs(60)).expect("all lines are written or counted");
            text += &String::from_utf8(more).unwrap();
        }
        assert!(text.starts_with("line 00000\nline 00001\n") && written(&text) < sent, "{}", written(&text));
        assert_eq!(counted(&text) + written(&text), sent);
    }

    /// An output that fails, such as a pipe whose reader has ended, is not tried over and over.
    struct Closed(Sender<()>);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            self.0.send(()).unwrap();
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_output_costs_one_attempt_a_batch() {
        let (tried, attempts) = channel();
        let lines = Lines::default();
        let logging = lines.clone();
        lines.start(Closed(tried), move |_| logging.push(b"dropped\n")).unwrap();
        for _ in 0..3 {
            lines.push(b"a line\n");
            attempts.recv().unwrap();
            lines.flush();
        }
        assert!(attempts.try_recv().is_err());
    }
}
