//! From a request to a reply; how the engine begins, and what starts it.

use std::sync::Arc;

use base::call::Call;
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::schedule::Schedule;
use base::seams::{EventTarget, FormSignature};
use base::task::apart;
use http::StatusCode;
use store::Store;
use tokio::runtime::Handle;

use crate::access::{self, Wanted};
use crate::back;
use crate::context::Context;
use crate::delivery::Notifier;
use crate::dispatch;
use crate::engine::{Engine, EngineParts, Settings};
use crate::error::Error;
use crate::front;
use crate::front::{PreparedRequest, Ways};
use crate::mount;
use crate::ops::bucket_setting::{self, Meant};
use crate::own::OwnRequest;
use crate::route::{Answers, RouteRow};

/// The longest document, in bytes, that is read on the thread that answers requests.
const DOCUMENT_AT_ONCE: usize = 1 << 16;

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
        Engine::new(store, self.schedule.clone(), entropy, self.settings.clone())
    }

    /// Starts the background work: notifications go to `targets` from now on, until the engine is dropped or the process stops.
    /// What is out of reach is tried again by the host's clock, though the emulator's time stands still.
    pub fn start(&self, targets: Arc<dyn EventTarget>) {
        *self.targets.write() = Some(targets.clone());
        self.outbox.deliver(&self.schedule, "s3 notifications", Arc::new(Notifier(targets)));
    }

    /// How many notifications were dropped since the process began, because more waited for their targets than may.
    pub fn dropped_notifications(&self) -> u64 {
        self.outbox.dropped()
    }

    /// Answers one request. Its signature has been looked at by the gateway, which leaves a [`sigv4::Verified`] in the
    /// extensions where it checks one.
    pub async fn answer(&self, call: Call, request: Request) -> Response {
        let method = request.method().clone();
        let cx = Context::new(call, self.id2());
        let admit = |cx: &Context, wanted: Wanted<'_>| access::admit(&self.store, cx, wanted);
        let caller_of = |cx: &Context, form: &FormSignature<'_>| self.caller_of(cx, form);
        let ways = Ways { domains: &self.settings.domains, admit: &admit, caller_of: &caller_of };
        let PreparedRequest { cx, entry, bucket, key, parts, document } =
            match front::prepare(cx, request, ways).await {
                Ok(prepared) => prepared,
                Err((cx, error)) => {
                    return back::finish_own(&cx, &method, Err(access::told(&cx, error)));
                }
            };
        let request = http::Request::from_parts(parts, document);
        let reply = self.perform(&cx, (entry, &bucket, &key), request).await;
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
        if let Answers::Own = entry.answers {
            let head = &request.into_parts().0;
            let answer = dispatch::answer(self, cx, entry.name, OwnRequest { bucket, key, head }).await;
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
