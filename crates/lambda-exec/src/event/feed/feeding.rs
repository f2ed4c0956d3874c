//! What all who feed functions from a source share: the loop around their work, which outlives faults of this host, and what
//! they wait with, keep and show.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use base::arn::Arn;
use base::clock::Stopwatch;
use base::seams::SeamError;
use bytes::Bytes;
use futures::FutureExt as _;
use tokio_util::sync::CancellationToken;

use super::host::Host;
use crate::error::Error;
use crate::invoke::{Done, Request, Waiting};
use crate::mapping::filter::Filters;
use crate::mapping::position::Reached;
use crate::mapping::source::Kind;
use crate::mapping::{FAULT, Mapping, MappingId};

/// The wait after a look at a stream or shard that was in vain, doubled from the first to the last.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// The least wait of a loop, by the host's clock: settings that let attempts follow at once do not let them spin.
const LEAST_WAIT: Duration = Duration::from_millis(10);

/// Feeds the function until `cancel`. Returns when every reader has finished what it was delivering. A fault of this
/// host, such as a full disk, ends only the present attempt.
pub(super) async fn feed(host: &Host, id: &MappingId, mapping: Mapping, cancel: CancellationToken) {
    let source = Arn::parse(&mapping.source);
    let Some((source, kind)) = source.and_then(|arn| Kind::of(&arn).ok().map(|kind| (arn, kind))) else {
        tracing::error!(
            mapping = id.uuid,
            source = mapping.source,
            "functions cannot be fed from the source of a mapping"
        );
        return;
    };
    let filters = Arc::new(Filters::parse(&mapping.settings.filters).unwrap_or_else(|| {
        tracing::error!(mapping = id.uuid, "a filter of a mapping cannot be read; it lets nothing through");
        Filters::none_pass()
    }));
    let Some(epoch) = host.engine().map(|engine| engine.store.epoch()) else { return };
    let feed =
        Feed { host, id, mapping: &mapping, source: &source, filters: &filters, cancel: &cancel, epoch };
    let mut looks = Looks::default();
    while !cancel.is_cancelled() {
        let watch = Stopwatch::start();
        let work = async {
            match kind {
                Kind::Stream => feed.read_stream().await,
                Kind::Queue | Kind::FifoQueue => feed.poll_queue().await,
            }
        };
        let cause = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(())) => return,
            Ok(Err(Error { source: Some(cause), .. })) => cause.to_string(),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "a panic".to_owned(),
        };
        tracing::error!(mapping = id.uuid, cause, "an event source mapping failed and is begun again");
        feed.tell(FAULT).await;
        if watch.elapsed() > AGAIN.1 {
            looks = Looks::default();
        }
        tokio::select! {
            () = host.host_clock.sleep(looks.in_vain().max(AGAIN.0)) => {}
            () = cancel.cancelled() => {}
        }
    }
}

/// Counts looks that found nothing new, and says how long to wait before the next.
#[derive(Debug, Default)]
pub(super) struct Looks(u32);

impl Looks {
    /// The wait after one more look in vain. None after the first: something may have come just then.
    pub(super) fn in_vain(&mut self) -> Duration {
        let before = self.0;
        self.0 = before.saturating_add(1);
        match before.checked_sub(1) {
            None => Duration::ZERO,
            Some(doubled) => AGAIN.0.saturating_mul(1 << doubled.min(16)).min(AGAIN.1),
        }
    }

    /// The next wait is the first again.
    pub(super) fn found(&mut self) {
        self.0 = 0;
    }
}

/// One mapping at work.
#[derive(Clone, Copy)]
pub(super) struct Feed<'a> {
    pub(super) host: &'a Host,
    pub(super) id: &'a MappingId,
    pub(super) mapping: &'a Mapping,
    pub(super) source: &'a Arn,
    pub(super) filters: &'a Arc<Filters>,
    pub(super) cancel: &'a CancellationToken,
    pub(super) epoch: u64,
}

impl Feed<'_> {
    /// Whether the mapping may be fed from its source now.
    pub(super) async fn may_read(&self) -> Result<(), SeamError> {
        super::may_read(&self.host.seams, self.id, self.source).await
    }

    /// Runs the function with an event, and says in which request. Nothing if the engine is gone.
    pub(super) async fn invoke(&self, payload: Bytes) -> Option<(Arc<str>, Result<Done, Error>)> {
        let Feed { host, mapping, id, .. } = *self;
        // It goes when the function has answered.
        let engine = host.engine()?;
        let request_id: Arc<str> = engine.entropy.uuid().into();
        let request = Request {
            id: mapping.function_id(id),
            qualifier: mapping.qualifier.clone(),
            payload,
            client_context: None,
            request_id: request_id.clone(),
            trace_id: engine.new_trace_id(),
        };
        Some((request_id, engine.call(request, Waiting::Nobody).await))
    }

    /// Keeps a position, and what became of the last delivery, unless the mapping or its state is gone.
    pub(super) async fn reach(
        &self,
        reached: Option<(&str, Reached)>,
        result: Option<&str>,
    ) -> Result<(), Error> {
        let Some(engine) = self.host.engine() else { return Ok(()) };
        engine.reach(self.id, self.epoch, reached, result).await
    }

    /// Shows what became of the mapping's work. That it cannot be kept is in the log, and nothing more.
    pub(super) async fn tell(&self, result: &str) {
        if let Err(error) = self.reach(None, Some(result)).await {
            tracing::warn!(mapping = self.id.uuid, %error, result, "a mapping's result could not be kept");
        }
    }

    /// Waits by the emulator's clock, not longer than until the end is asked for. Without a wait, others come first.
    pub(super) async fn pause(&self, wait: Duration) {
        if wait.is_zero() {
            return tokio::task::yield_now().await;
        }
        let (wait, host) = (self.host.scaled(wait), self.host);
        let over = async {
            if wait < LEAST_WAIT {
                host.host_clock.sleep(LEAST_WAIT).await;
            } else {
                host.clock.sleep(wait).await;
            }
        };
        tokio::select! {
            () = over => {}
            () = self.cancel.cancelled() => {}
        }
    }
}
