//! An engine alone in memory, and a way to ask it: its clock stands still until moved, its chance repeats.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::schedule::Schedule;
use base::seams::{Encryption, ListedObject, ObjectAddress, ObjectStore, SeamError};
use base::task::Tasks;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use store::Store;

use crate::{Engine, Seams, Settings};

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 16 * 1024 * 1024;

/// S3 without a bucket.
#[derive(Debug)]
struct NoObjects;

fn no_bucket() -> SeamError {
    SeamError::NotFound("NoSuchBucket".to_owned())
}

#[async_trait]
impl ObjectStore for NoObjects {
    async fn list(&self, _: &ObjectAddress, _: Option<&str>) -> Result<Vec<ListedObject>, SeamError> {
        Err(no_bucket())
    }

    async fn read(&self, _: &ObjectAddress, _: &str, _: u64, _: usize) -> Result<Bytes, SeamError> {
        Err(no_bucket())
    }

    async fn put(&self, _: &ObjectAddress, _: Bytes, _: Option<&Encryption>) -> Result<String, SeamError> {
        Err(no_bucket())
    }
}

/// Nothing is ever begun on it.
fn schedule_of(clock: &Clock) -> Schedule {
    Schedule::new(clock.clone(), Tasks::new())
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) engine: Arc<Engine>,
    #[cfg(test)]
    store: Store,
    clock: Clock,
}

impl World {
    pub(crate) fn new(settings: Settings) -> World {
        let clock = Clock::frozen(Timestamp::from_secs(1_767_225_600));
        let store = Store::in_memory(Entropy::seeded(1));
        let seams = Seams { objects: Arc::new(NoObjects) };
        let engine = Engine::new(store.clone(), schedule_of(&clock), Entropy::seeded(2), settings, seams);
        World {
            engine,
            #[cfg(test)]
            store,
            clock,
        }
    }

    /// The same store after another start.
    #[cfg(test)]
    pub(crate) fn again(&self) -> World {
        let seams = Seams { objects: Arc::new(NoObjects) };
        let (store, clock) = (self.store.clone(), self.clock.clone());
        let engine =
            Engine::new(store.clone(), schedule_of(&clock), Entropy::seeded(3), Settings::default(), seams);
        World { engine, store, clock }
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// A request that must succeed.
    pub(crate) fn ok(&self, target: &'static str, input: &Value) -> Value {
        match self.ask(target, input) {
            Ok(reply) => reply,
            Err(error) => panic!("{target} {input}: {error}"),
        }
    }

    /// A request that must fail with this error, such as `ValidationException`; the error's document.
    pub(crate) fn err(&self, target: &'static str, input: &Value, name: &str) -> Value {
        match self.ask(target, input) {
            Err(error)
                if error.pointer("/__type").and_then(Value::as_str).is_some_and(|t| t.ends_with(name)) =>
            {
                error
            }
            other => panic!("{target} {input}: {other:?} instead of {name}"),
        }
    }

    fn ask(&self, target: &'static str, input: &Value) -> Result<Value, Value> {
        let call = Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: "A".repeat(52).into(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: "test".into() },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        };
        let mut request: Request = http::Request::new(Body::from(input.to_string().into_bytes()));
        *request.method_mut() = http::Method::POST;
        let headers: &mut HeaderMap = request.headers_mut();
        headers.insert("x-amz-target", HeaderValue::from_static(target));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.0"));
        let (head, body) = at_once(async {
            let (head, body) = self.engine.answer(call, request).await.into_parts();
            (head, body.collect(MAX_REPLY_BYTES).await)
        });
        let json = body.ok().and_then(|body| serde_json::from_slice(&body).ok());
        let Some(json) = json else { panic!("{target} {input}: the reply is not JSON") };
        if head.status.is_success() { Ok(json) } else { Err(json) }
    }
}

/// The result of a future that waits for nothing, as is all that happens in memory.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a request waits, in memory, for nothing"),
    }
}
