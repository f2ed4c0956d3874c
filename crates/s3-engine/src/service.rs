//! From a request to a reply; how the engine begins, and what starts it.

use std::sync::{Arc, OnceLock};

use base::call::{Call, Caller};
use base::entropy::Entropy;
use base::http::{Body, Request, Response};
use base::schedule::Schedule;
use base::seams::{EventTarget, FormSignature, Keys, Sessions};
use base::task::apart;
use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use store::Store;
use tokio::runtime::Handle;

use crate::access::{self, Wanted};
use crate::access_point::{self, Named};
use crate::back;
use crate::bucket;
use crate::context::Context;
use crate::cors::{self, Granted};
use crate::delivery::{Notifier, Replicator};
use crate::dispatch;
use crate::engine::{Engine, EngineParts, Settings};
use crate::error::Error;
use crate::front;
use crate::front::{PreparedRequest, Ways};
use crate::logging::line::Begun;
use crate::message::percent::url_encode;
use crate::mount;
use crate::ops::bucket_setting::{self, Meant};
use crate::own::OwnRequest;
use crate::route::{Answers, RouteRow};
use crate::website::{self, Visit};

/// The longest document, in bytes, that is read on the thread that answers requests.
const DOCUMENT_AT_ONCE: usize = 1 << 16;

/// What reads in one bucket and writes in another.
const COPIES: [&str; 2] = ["CopyObject", "UploadPartCopy"];

/// What acts on all parts of an upload at once, of which there are up to 10,000.
const ON_ALL_PARTS: [&str; 2] = ["AbortMultipartUpload", "CompleteMultipartUpload"];

impl Engine {
    /// S3 on a store. Nothing runs in the background before [`Engine::start`].
    pub fn new(store: Store, schedule: Schedule, entropy: Entropy, settings: Settings) -> Arc<Engine> {
        Engine::of(EngineParts { store, schedule, entropy, settings }, mount::mount)
    }

    /// An engine over a fork of the store: the same settings, on the same schedule. Nothing is read, and nothing is sent from
    /// there before it is started.
    pub fn fork(&self, store: Store, entropy: Entropy) -> Arc<Engine> {
        let fork = Engine::new(store, self.schedule.clone(), entropy, self.settings.clone());
        if let Some(keys) = self.keys.get() {
            fork.use_keys(keys);
        }
        if let Some(sessions) = self.sessions.get() {
            fork.use_sessions(sessions.clone());
        }
        fork
    }

    /// Whose keys encrypt objects with KMS from now on.
    pub fn use_keys(&self, keys: Arc<dyn Keys>) {
        self.keys.set(keys);
    }

    /// Who gives sessions with directory buckets: said once.
    pub fn use_sessions(&self, sessions: Arc<dyn Sessions>) {
        let _ = self.sessions.set(sessions);
    }

    /// Starts the background work: notifications go to `targets` from now on and lifecycles act, until the engine is dropped or the process stops.
    /// What is out of reach is tried again by the host's clock, though the emulator's time stands still.
    pub fn start(self: &Arc<Engine>, targets: Arc<dyn EventTarget>) {
        *self.targets.write() = Some(targets.clone());
        self.outbox.deliver(&self.schedule, "s3 notifications", Arc::new(Notifier(targets)));
        self.replicas.deliver(&self.schedule, "s3 replication", Arc::new(Replicator(Arc::downgrade(self))));
        self.start_upkeep();
        self.start_access_logs();
        self.start_inventories();
    }

    /// How many notifications were dropped since the process began, because more waited for their targets than may.
    pub fn dropped_notifications(&self) -> u64 {
        self.outbox.dropped()
    }

    /// Answers one request. Its signature has been looked at by the gateway, which leaves a [`sigv4::Verified`] in the
    /// extensions where it checks one.
    pub async fn answer(&self, call: Call, request: Request) -> Response {
        let partition = call.region.partition();
        let granted = self.granted_to_page(partition, &request);
        let site = front::website_of(request.uri(), request.headers(), &self.settings.domains);
        let mut reply = match site {
            Some(bucket) => Box::pin(self.answer_visit(call, &bucket, request)).await,
            None => self.answer_anybody(call, request).await,
        };
        if let Some(granted) = granted {
            granted.show(reply.headers_mut());
        }
        reply
    }

    /// What the rules of a request's bucket grant to the page that sent it.
    fn granted_to_page(&self, partition: &str, request: &Request) -> Option<Granted> {
        if !request.headers().contains_key(ORIGIN) || request.method() == Method::OPTIONS {
            return None;
        }
        let asked = cors::of_request(request.method(), request.headers())?;
        let name = self.bucket_of_page(partition, request.uri(), request.headers())?;
        let granted = || {
            let Some(bucket) = bucket::find_in(&self.store, partition, &name)? else { return Ok(None) };
            let rules = cors::rules(&self.store, &bucket)?;
            Ok(rules.and_then(|rules| cors::grant(&rules, asked)))
        };
        granted().unwrap_or_else(|error: Error| {
            tracing::error!(%error, "the rules of a bucket for web pages cannot be read");
            None
        })
    }

    /// The bucket that a page's request names.
    pub(crate) fn bucket_of_page(&self, partition: &str, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        let find = |named: Named<'_>| {
            access_point::named(&self.store, partition, named).unwrap_or_else(|error| {
                tracing::error!(%error, "an access point cannot be read");
                None
            })
        };
        front::point::bucket_of(uri, headers, &self.settings.domains, &find)
    }

    /// Answers at the address of a bucket's web site.
    async fn answer_visit(&self, call: Call, bucket: &str, request: Request) -> Response {
        let (head, _) = request.into_parts();
        let id2 = self.id2();
        let path = percent_decode_str(head.uri.path()).decode_utf8_lossy();
        let path = path.strip_prefix('/').unwrap_or(&path);
        let method = &head.method;
        let visit = Visit { call: &call, id2: &id2, bucket, method, path, headers: &head.headers };
        // Sites are for everybody: whoever signs is not asked who it is.
        let visitor = Call { caller: Caller::Anonymous, ..call.clone() };
        let reply = website::answer(&self.store, visit, |key| {
            self.answer_anybody(visitor.clone(), request_of(&head, bucket, &key))
        });
        let mut reply = reply.await;
        back::stamp(&mut reply, &call, &id2);
        reply
    }

    async fn answer_anybody(&self, call: Call, request: Request) -> Response {
        let method = request.method().clone();
        let cx = Context::new(call, self.id2());
        let begun = OnceLock::new();
        let admit = |cx: &Context, wanted: Wanted<'_>| {
            let admitted = access::admit(&self.store, cx, wanted);
            // The bucket that a copy is from may have a log, too.
            if cx.is_logged() || COPIES.contains(&wanted.row.name) {
                let _ = begun.set((
                    wanted.bucket.to_owned(),
                    Begun::of(wanted.row, wanted.key, wanted.head, cx.signed),
                ));
            }
            admitted
        };
        let caller_of = |cx: &Context, form: &FormSignature<'_>| self.caller_of(cx, form);
        let find_point = |cx: &Context, named: Named<'_>| {
            access_point::named(&self.store, cx.call.region.partition(), named)
        };
        let domains = &self.settings.domains;
        let ways = Ways { domains, find_point: &find_point, admit: &admit, caller_of: &caller_of };
        let (cx, reply) = match front::prepare(cx, request, ways).await {
            Ok(PreparedRequest { cx, entry, bucket, key, parts, document }) => {
                let request = http::Request::from_parts(parts, document);
                let reply = self.perform(&cx, (entry, &bucket, &key), request).await;
                (cx, reply)
            }
            Err((cx, error)) => {
                let reply = back::finish_own(&cx, &method, Err(access::told(&cx, error)));
                (cx, reply)
            }
        };
        if let Some((bucket, begun)) = begun.get() {
            if cx.is_logged() {
                self.log(&cx, bucket, |bucket| begun.line(&cx, bucket, &reply));
            }
            for act in cx.take_noted() {
                let bucket = act.bucket.as_deref().unwrap_or(bucket);
                self.log(&cx, bucket, |bucket| begun.line_of(&cx, bucket, &act));
            }
        }
        // Whatever came out, a refusal too, may tell what others have committed.
        match self.store.settled().await {
            Ok(()) => reply,
            Err(error) => back::finish_own(&cx, &method, Err(error.into())),
        }
    }

    /// What s3s makes of a request, apart if that may take long.
    async fn called(
        &self,
        request: s3s::HttpRequest,
        is_long: bool,
    ) -> Result<s3s::HttpResponse, s3s::HttpError> {
        match Handle::try_current() {
            Ok(runtime) if is_long => {
                let s3s = self.s3s.clone();
                apart(move || runtime.block_on(s3s.call(request))).await
            }
            _ => self.s3s.call(request).await,
        }
    }

    async fn perform(
        &self,
        cx: &Context,
        (entry, bucket, key): (&'static RouteRow, &str, &str),
        request: http::Request<s3s::Body>,
    ) -> Response {
        let method = &request.method().clone();
        if let Answers::Own | Answers::Made(_) = entry.answers {
            let head = &request.into_parts().0;
            let answer =
                dispatch::answer(self, cx, entry.answered_as(), OwnRequest { bucket, key, head }).await;
            return back::finish_own(cx, method, answer);
        }
        if let Answers::Setting(verb, setting) = entry.answers {
            let meant = Meant { operation: entry.name, verb, setting, bucket };
            let answer = bucket_setting::answer(self, cx, meant, &request.into_parts().0).await;
            return back::finish_own(cx, method, answer);
        }
        let is_long = cx.document.len() > DOCUMENT_AT_ONCE || ON_ALL_PARTS.contains(&entry.name);
        match self.called(request, is_long).await {
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
}

/// The request for an object of a site that stands behind a visitor's.
fn request_of(visit: &Parts, bucket: &str, key: &str) -> Request {
    let mut request = http::Request::new(Body::empty());
    *request.method_mut() = visit.method.clone();
    *request.headers_mut() = visit.headers.clone();
    for name in [HOST, AUTHORIZATION] {
        request.headers_mut().remove(name);
    }
    // What is no path is no object of the site.
    *request.uri_mut() = Uri::try_from(format!("/{bucket}/{}", url_encode(key))).unwrap_or_default();
    request
}
