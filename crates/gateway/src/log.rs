//! The log, on standard error: what a line looks like, and the one line that every request leaves.

mod lines;
mod request;

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::time::Duration;

use base::clock::{self, Stopwatch};
use base::http::OperationName;
use http::{Method, Request, Uri};
use tracing::Level;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub use lines::Lines;
use request::Line;

use crate::config::{LogFormat, Settings};
use crate::pipeline::Answer;
use crate::wiring::Emulator;

/// What is silent unless the setting names it.
const QUIET: &str = "s3s";

/// Starts logging as the settings say, and gives where lines are left. Later calls in one process change nothing.
///
/// # Errors
///
/// The host gives no thread that could write.
pub fn start(settings: &Settings) -> io::Result<Lines> {
    // The settings' reader has parsed this already.
    let mut filter: Targets = settings.log.parse().unwrap_or_default();
    // s3s logs what it refuses on a user's behalf as errors of its own. Every request has its line already.
    if !settings.log.contains(QUIET) {
        filter = filter.with_target(QUIET, LevelFilter::OFF);
    }
    // Colours are for a terminal; https://no-color.org says when not even there.
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let mut lines = Lines::default();
    let layer = tracing_subscriber::fmt::layer().with_writer(lines.clone()).with_ansi(colours);
    let is_plain = settings.log_format == LogFormat::Human && !colours;
    let shows_requests = filter.would_enable(module_path!(), &Level::INFO);
    let registry = tracing_subscriber::registry().with(filter);
    let started = match settings.log_format {
        LogFormat::Json => registry.with(layer.json().flatten_event(true)).try_init(),
        LogFormat::Human => registry.with(layer.with_target(false)).try_init(),
    };
    lines.start(io::stderr(), |count| {
        tracing::error!("{count} log lines were dropped: standard error was not read as fast as they came");
    })?;
    lines.takes_requests = started.is_ok() && is_plain && shows_requests;
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    Ok(lines)
}

/// Who answered a request.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    /// The service that the request meant.
    pub(crate) service: &'static base::service::Facts,
    /// The id that the client was given.
    pub(crate) request_id: Arc<str>,
    /// The operation's name, if it came to that.
    pub(crate) operation: Option<OperationName>,
}

/// The outermost step: times a request and writes its line when the reply's head is ready. A body that streams may still
/// be under way then.
#[derive(Debug)]
pub(crate) struct Watch {
    began: Stopwatch,
    /// Where it went, kept only if the log may show it.
    uri: Option<Uri>,
}

impl Watch {
    /// The step's way down.
    pub(crate) fn start<B>(request: &Request<B>) -> Watch {
        let uri = tracing::enabled!(Level::DEBUG).then(|| request.uri().clone());
        Watch { began: Stopwatch::start(), uri }
    }

    /// The step's way up.
    pub(crate) fn log(self, emulator: &Emulator, log: Option<&Lines>, method: &Method, answer: &Answer) {
        let (took, status) = (self.began.elapsed(), answer.reply.status().as_u16());
        match &answer.by {
            Some(answered) => {
                let Answered { service, request_id, operation } = answered;
                let operation = operation.map_or(method.as_str(), |OperationName(name)| name);
                let line = Line { service: service.name, operation, status, us: micros(took), request_id };
                write(&line, log, emulator.settings.log_format);
            }
            None => {
                let path = self.uri.as_ref().map_or("", Uri::path);
                tracing::debug!(status, us = micros(took), "{method} {path}");
            }
        }
    }
}

/// Writes the line of a request: straight to where lines are left, if they take it, else through tracing.
fn write(line: &Line<'_>, log: Option<&Lines>, format: LogFormat) {
    if let Some(lines) = log {
        return lines.leave(clock::host_time(), |bytes| line.push(bytes));
    }
    let Line { service, operation, status, us, request_id } = *line;
    match format {
        LogFormat::Human => tracing::info!("{service}.{operation} {status} {us}µs {request_id}"),
        LogFormat::Json => tracing::info!(service, operation, status, us, %request_id, "request"),
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
