//! How the process ends: a signal asks it to, or the end of its input where that is set, and when the grace is over it has ended, whatever runs in it.
//!
//! The signals are awaited on a thread and a runtime of their own. The one that serves may have no thread left that
//! looks at a signal or at a timer, and that is when a user wants to end the process.

use std::io;
use std::time::Duration;

use tokio::runtime;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// The least time that is given to the end, so that an idle server ends in order whatever the setting.
const LEAST_GRACE: Duration = Duration::from_secs(1);

/// How long the end may take as a whole.
pub(crate) fn whole(grace: Duration) -> Duration {
    grace.max(LEAST_GRACE)
}

/// How much of the end belongs to requests in flight and background tasks. The last fifth is the store's, which closes
/// last.
pub(crate) fn for_tasks(grace: Duration) -> Duration {
    whole(grace).mul_f64(0.8)
}

/// Gives a token that the first SIGTERM or Ctrl-C cancels, or where `with_input` the end of the standard input. When the `grace` after it is over, or at a second signal,
/// `last_words` gets the reason and the process ends with code 1. Although the store is not closed, nothing is lost that
/// was acknowledged: it looks like a `kill -9`.
///
/// # Errors
///
/// The host gives no thread, or does not let us listen to signals.
pub fn on_signal(
    grace: Duration,
    with_input: bool,
    last_words: impl FnOnce(&str) + Send + 'static,
) -> io::Result<CancellationToken> {
    let own = runtime::Builder::new_current_thread().enable_all().build()?;
    // From here on no signal is missed.
    let mut signals = {
        let _inside = own.enter();
        Signals::listen()?
    };
    let stop = CancellationToken::new();
    let asked = stop.clone();
    let over = if with_input { Some(end_of_input()?) } else { None };
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let why = own.block_on(async {
            tokio::select! {
                () = signals.next() => {}
                () = ended(over) => {}
            }
            asked.cancel();
            let grace = whole(grace);
            match tokio::time::timeout(grace, signals.next()).await {
                Ok(()) => "ended at once by a second signal".to_owned(),
                Err(_) => format!("ended unfinished: not all work ended within {grace:?}"),
            }
        });
        last_words(&why);
        end();
    })?;
    Ok(stop)
}

/// Reads the standard input on a thread of its own, which ends with the process; what comes is thrown away.
fn end_of_input() -> io::Result<oneshot::Receiver<()>> {
    let (tell, over) = oneshot::channel();
    std::thread::Builder::new().name("input".to_owned()).spawn(move || {
        // An input that cannot be read has ended too.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        let _ = tell.send(());
    })?;
    Ok(over)
}

/// Resolves at the end of the input, if anybody looks for it.
async fn ended(over: Option<oneshot::Receiver<()>>) {
    match over {
        Some(over) => drop(over.await),
        None => std::future::pending().await,
    }
}

#[expect(clippy::exit, reason = "the threads that could return from main may be the ones that do not end")]
fn end() {
    std::process::exit(1);
}

/// What asks the process to end: SIGTERM and Ctrl-C.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Resolves at the next one.
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// What asks the process to end: Ctrl-C.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Signals> {
        Ok(Signals)
    }

    /// Resolves at the next one.
    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
