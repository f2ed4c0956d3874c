//! The engine: what all operations share, and the way of a request through it.

pub(crate) mod commit;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use base::call::Call;
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::seams::EventTarget;
use base::task::Tasks;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, StatusCode};
use s3s::service::S3Service;
use store::{Guard, Guards, Store, Stripes};

use crate::back;
use crate::bucket;
use crate::context::Context;
use crate::delivery;
use crate::error::{Error, Result};
use crate::front;
use crate::front::Prepared;
use crate::mount;
use crate::notify::Outbox;
use crate::object;
use crate::route::{Answers, Entry};
use crate::upload;

/// What can be set about S3.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Domains below which a host name holds a bucket, such as `localhost` or `amazonaws.com`.
    pub domains: Vec<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        let domains = ["localhost", "localhost.localstack.cloud", "amazonaws.com", "amazonaws.com.cn"];
        Settings { domains: domains.map(String::from).into() }
    }
}

/// S3.
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) tasks: Tasks,
    pub(crate) outbox: Outbox,
    pub(crate) targets: parking_lot::RwLock<Option<Arc<dyn EventTarget>>>,
    settings: Settings,
    stripes: Arc<Stripes>,
    sequence: AtomicU64,
    s3s: S3Service,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Engine {
    /// S3 on a store.
    pub fn new(
        store: Store,
        clock: Clock,
        entropy: Entropy,
        tasks: Tasks,
        settings: Settings,
    ) -> Arc<Engine> {
        let sequence = AtomicU64::new(delivery::last_number(&store));
        Arc::new_cyclic(|me: &Weak<Engine>| Engine {
            stripes: store.stripes(),
            store,
            clock,
            entropy,
            tasks,
            outbox: Outbox::default(),
            targets: parking_lot::RwLock::new(None),
            settings,
            sequence,
            s3s: mount::mount(me.clone()),
        })
    }

    /// Starts the background work: notifications go to `targets` from now on.
    pub fn start(self: &Arc<Self>, targets: Arc<dyn EventTarget>) {
        *self.targets.write() = Some(targets.clone());
        self.tasks.spawn("s3 notifications", delivery::drain(self.clone(), targets));
    }

    /// Tells the engine that the whole state was exchanged: there may be notifications to deliver now.
    pub fn notice_exchange(&self) {
        self.outbox.wake();
    }

    /// How many notifications were dropped since the process began, because more waited for their targets than may.
    pub fn dropped_notifications(&self) -> u64 {
        self.outbox.dropped()
    }

    /// Answers one request. Its signature has been looked at by the gateway, which leaves a [`sigv4::Verified`] in the
    /// extensions if there was one.
    pub async fn answer(&self, call: Call, request: Request) -> Response {
        let method = request.method().clone();
        let cx = Context::new(call, self.id2());
        let Prepared { cx, entry, bucket, request } = match front::prepare(cx, request, &self.settings).await
        {
            Ok(prepared) => prepared,
            Err((cx, error)) => return back::finish_own(&cx, &method, Err(error)),
        };
        let reply = self.perform(&cx, &method, (entry, &bucket), request).await;
        // Whatever came out, a refusal too, may tell what others have committed.
        match self.store.settled().await {
            Ok(()) => reply,
            Err(error) => back::finish_own(&cx, &method, Err(error.into())),
        }
    }

    async fn perform(
        &self,
        cx: &Context,
        method: &Method,
        (entry, bucket): (&Entry, &str),
        request: http::Request<s3s::Body>,
    ) -> Response {
        if let Answers::Standing(standing) = entry.answers {
            let answer = bucket::open(&self.store, cx, bucket).and_then(|bucket| standing.answer(&bucket));
            return back::finish_own(cx, method, answer);
        }
        match self.s3s.call(request).await {
            // s3s knows the operation, and `mount` does not have it or it chose another one.
            Ok(reply) if reply.status() == StatusCode::NOT_IMPLEMENTED && !cx.has_failed() => {
                let error =
                    Error::internal(format!("s3s has no operation where the table says {}", entry.name));
                back::finish_own(cx, method, Err(error))
            }
            Ok(reply) => back::finish(cx, method, reply).await,
            Err(cause) => back::finish_own(cx, method, Err(Error::internal(format!("{cause:?}")))),
        }
    }

    /// A number that rises with every call: the time, and beyond it if two calls fall into one millisecond.
    pub(crate) fn sequence(&self, now: Timestamp) -> u64 {
        let floor = now.millis() << 20;
        let next = |last: u64| last.saturating_add(1).max(floor);
        let last = self.sequence.fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| Some(next(last)));
        next(last.unwrap_or_else(|last| last))
    }

    /// An id for what is in a bucket.
    pub(crate) fn new_bucket_id(&self) -> Result<u64> {
        Ok(self.store.fresh(Entropy::u64, |id| [object::of_bucket(*id), upload::of_bucket(*id)])?)
    }

    /// Holds the key of an object against other writers.
    pub(crate) fn lock(&self, bucket: u64, key: &str) -> Guard<'_> {
        self.stripes.lock(object::of_key(bucket, key).as_bytes())
    }

    /// Holds the keys of several objects against other writers.
    pub(crate) fn lock_all<'k>(&self, places: impl IntoIterator<Item = (u64, &'k str)>) -> Guards<'_> {
        let keys: Vec<store::Key> =
            places.into_iter().map(|(bucket, key)| object::of_key(bucket, key)).collect();
        self.stripes.lock_all(keys.iter().map(store::Key::as_bytes))
    }

    /// Holds everything against other writers.
    pub(crate) fn lock_everything(&self) -> Guards<'_> {
        self.stripes.lock_everything()
    }

    /// A value for `x-amz-id-2`: 56 bytes in base64, as AWS's are.
    pub(crate) fn id2(&self) -> String {
        let mut bytes = [0; 56];
        self.entropy.fill(&mut bytes);
        STANDARD.encode(bytes)
    }
}
