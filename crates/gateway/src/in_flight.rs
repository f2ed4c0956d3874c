//! The bodies of requests that are held in memory at a time, within one budget; and bodies that stop coming.
//!
//! A request takes its whole share before the first byte is read, and waits if there is not enough. So a request that has
//! begun to read never waits for bytes that another one holds: at least one request goes on, however large it is.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use base::http::BoxError;
use base::service::{Facts, Refusal};
use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

/// A body of at most so many bytes never waits and is not counted: all connections together hold few of these, and a
/// function's own calls must not wait for the request that the function answers.
const SMALL: u64 = 64 << 10;
/// How long a request waits for its share.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a body may send nothing while it is awaited.
const SILENCE: Duration = Duration::from_secs(60);
/// What is counted: a semaphore has fewer numbers than there are bytes.
const UNIT: u64 = 1 << 10;

/// All that may be held: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    free: Arc<Semaphore>,
    units: u32,
}

/// What one request holds, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    #[expect(dead_code, reason = "held for its drop")]
    permit: Option<OwnedSemaphorePermit>,
}

impl Budget {
    pub(crate) fn new(bytes: u64) -> Budget {
        let units = units(bytes).max(1);
        Budget { free: Arc::new(Semaphore::new(units as usize)), units }
    }

    /// The share of a request whose body is so long, waited for if need be.
    pub(crate) async fn share(&self, service: &Facts, hint: &SizeHint) -> Result<Share, Refusal> {
        let bytes = held(service, hint);
        if bytes <= SMALL {
            return Ok(Share { permit: None });
        }
        // More than there is of it takes all.
        let wanted = units(bytes).min(self.units);
        if let Ok(permit) = self.free.clone().try_acquire_many_owned(wanted) {
            return Ok(Share { permit: Some(permit) });
        }
        match timeout(PATIENCE, self.free.clone().acquire_many_owned(wanted)).await {
            Some(permit) => Ok(Share { permit: permit.ok() }),
            None => Err(busy("Too many bytes of requests are in flight (--max-bytes-in-flight)")),
        }
    }
}

fn units(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

/// How much of a body its service holds at a time: all of it, if that is within the service's limit. A body that does
/// not say how long it is may be as long as the limit.
fn held(service: &Facts, hint: &SizeHint) -> u64 {
    let limit = service.held_of_body.unwrap_or(service.body_limit) as u64;
    hint.upper().map_or(limit, |len| len.min(limit))
}

/// AWS's common error: "The request has failed due to a temporary failure of the server." SDKs try again.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html>
pub(crate) fn busy(why: &str) -> Refusal {
    let message = format!("{why}. Please try again.");
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable", message)
}

async fn timeout<F: Future>(time: Duration, future: F) -> Option<F::Output> {
    tokio::time::timeout(time, future).await.ok()
}

/// A body that breaks off when it sends nothing for too long, so that what it holds is free again.
pub(crate) struct Awaited<B> {
    body: B,
    silence: Duration,
    until: Option<Pin<Box<Sleep>>>,
}

impl<B> Awaited<B> {
    pub(crate) fn new(body: B) -> Awaited<B> {
        Awaited { body, silence: SILENCE, until: None }
    }
}

impl<B> Body for Awaited<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Awaited { body, silence, until } = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(cx) {
            *until = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let over = until.get_or_insert_with(|| wait(*silence)).as_mut().poll(cx).is_ready();
        if over { Poll::Ready(Some(Err("nothing came for too long".into()))) } else { Poll::Pending }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[expect(clippy::disallowed_methods, reason = "waits for a client, not for the emulated world")]
fn wait(time: Duration) -> Pin<Box<Sleep>> {
    Box::pin(tokio::time::sleep(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;
    use http_body_util::BodyExt as _;

    const MIB: u64 = 1 << 20;

    fn takes(budget: &Budget, service: &Facts, hint: &SizeHint) -> Option<Share> {
        budget.share(service, hint).now_or_never().map(Result::unwrap)
    }

    #[tokio::test]
    async fn what_is_held_stays_within_the_budget() {
        let budget = Budget::new(20 * MIB);
        let (length, dynamodb) = (SizeHint::with_exact, &ddb_engine::DYNAMODB);
        let first = takes(&budget, dynamodb, &length(16 * MIB)).unwrap();
        let second = takes(&budget, dynamodb, &length(4 * MIB)).unwrap();
        assert!(takes(&budget, dynamodb, &length(MIB)).is_none(), "beyond the budget");
        assert!(takes(&budget, dynamodb, &length(SMALL)).is_some(), "small ones never wait");
        drop(second);
        assert!(takes(&budget, dynamodb, &SizeHint::default()).is_none(), "may be as long as the limit");
        let object = length(5 << 30);
        assert!(takes(&budget, &s3_engine::S3, &object).is_none());
        drop(first);
        let objects = [
            takes(&budget, &s3_engine::S3, &object).unwrap(),
            takes(&budget, &s3_engine::S3, &object).unwrap(),
        ];
        assert!(takes(&budget, &s3_engine::S3, &object).is_none(), "an object counts as what is held of it");
        drop(objects);
        assert!(takes(&budget, dynamodb, &SizeHint::default()).is_some());
    }

    /// A share goes to the request that came first; one that is larger than the budget has its turn too.
    #[tokio::test]
    async fn a_request_of_any_size_has_its_turn() {
        let budget = Budget::new(MIB);
        let held = takes(&budget, &ddb_engine::DYNAMODB, &SizeHint::with_exact(MIB / 2)).unwrap();
        let (large, small) = (SizeHint::with_exact(16 * MIB), SizeHint::with_exact(MIB / 4));
        let mut waiting = Box::pin(budget.share(&ddb_engine::DYNAMODB, &large));
        assert!(waiting.as_mut().now_or_never().is_none());
        assert!(takes(&budget, &ddb_engine::DYNAMODB, &small).is_none(), "overtakes the one that waits");
        drop(held);
        drop(waiting.await.unwrap());
        assert!(takes(&budget, &ddb_engine::DYNAMODB, &small).is_some());
    }

    #[tokio::test]
    async fn a_body_that_stops_coming_breaks_off() {
        let silent = futures::stream::pending::<Result<Frame<Bytes>, BoxError>>();
        let begun = futures::stream::iter([Ok(Frame::data(Bytes::from_static(b"begun")))]);
        let stream = http_body_util::StreamBody::new(futures::StreamExt::chain(begun, silent));
        let mut body = Awaited { body: stream, silence: Duration::from_millis(1), until: None };
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "begun");
        assert!(body.frame().await.unwrap().is_err());
    }
}
