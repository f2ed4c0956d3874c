//! The delivery of server access logs: a while after a line was written, all that waits is put as objects into the buckets that
//! are to have it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base::call::Call;
use base::clock::Timestamp;
use base::schedule::Next;
use base::seams::ObjectAddress;
use http::HeaderMap;

use crate::access;
use crate::bucket::{self, Bucket};
use crate::context::{Context, LoggedAct};
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::logging::{self, Lines, Target, line};
use crate::object::{Described, describe};
use crate::setting::table::LOGGING;

/// Who delivers.
const DELIVERER: &str = "logging.s3.amazonaws.com";

/// How long lines wait, by the emulator's clock. AWS delivers within hours.
const AFTER: Duration = Duration::from_secs(10);

impl Engine {
    /// Writes a line into the access log of a bucket, if it has one.
    pub(crate) fn log(&self, cx: &Context, bucket: &str, line: impl FnOnce(&Bucket) -> String) {
        let partition = cx.call.region.partition();
        let written = || {
            let Some(bucket) = bucket::find_in(&self.store, partition, bucket)? else { return Ok(false) };
            let Some(target) = logging::target(&self.store, &bucket, partition)? else { return Ok(false) };
            Ok(self.access_logs.add(target, cx.call.now, &line(&bucket)))
        };
        match written() {
            Ok(true) => self.look_at_access_logs(),
            Ok(false) => {}
            Err(error) => {
                let error: Error = error;
                tracing::error!(%error, "a line of an access log cannot be written");
            }
        }
    }

    /// Writes of what S3 did by itself in a bucket.
    pub(super) fn log_itself(&self, cx: &Context, bucket: &Bucket, act: impl FnOnce() -> LoggedAct) {
        if bucket.may_have(LOGGING.kind) {
            self.log(cx, &bucket.name, |bucket| line::of_itself(cx, bucket, &act()));
        }
    }

    /// A line waits: it is delivered in a while.
    fn look_at_access_logs(&self) {
        self.access_logs_due_ms.store(self.clock.now().plus(AFTER).millis(), Ordering::Release);
        self.access_log_delivery.wake();
    }

    /// Begins to deliver.
    pub(crate) fn start_access_logs(self: &Arc<Engine>) {
        self.access_log_delivery.hold(self.schedule.add(
            "s3 access logs",
            self,
            Next::WhenWoken,
            |engine| async move {
                let due = Timestamp::from_millis(engine.access_logs_due_ms.load(Ordering::Acquire));
                if due > engine.clock.now() {
                    return Next::At(due);
                }
                engine.deliver_access_logs().await;
                Next::WhenWoken
            },
        ));
    }

    /// Delivers all that waits. What cannot be delivered is lost, as on AWS.
    pub(crate) async fn deliver_access_logs(&self) {
        for (target, lines) in self.access_logs.take() {
            if let Err(error) = self.deliver_lines(&target, lines).await {
                tracing::warn!(bucket = target.source, to = target.bucket, %error, "an access log is lost");
            }
        }
    }

    async fn deliver_lines(&self, target: &Target, lines: Lines) -> Result<()> {
        let to = bucket::find_in(&self.store, &target.partition, &target.bucket)?
            .ok_or_else(|| Error::no_such_bucket(&target.bucket))?;
        let from = bucket::find_in(&self.store, &target.partition, &target.source)?;
        if from.is_some_and(|from| from.owner() != to.owner()) {
            return Err(Error::of(Code::AccessDenied));
        }
        let cx = self.context_in(&to, DELIVERER)?;
        let key = target.key(&lines, cx.call.now, &self.entropy.text(b"0123456789ABCDEF", 16));
        let source = (target.source.as_str(), to.owner());
        if !access::logs::admits(&self.store, &cx, source, (&to, &key), self.settings.strict)? {
            return Err(Error::of(Code::AccessDenied));
        }
        let Call { account, region, .. } = cx.call;
        let address = ObjectAddress { account, region, bucket: to.name.clone(), key, version: None };
        let described = Described { headers: describe::plain_text(), ..Described::default() };
        self.put_whole(&address, lines.text.into(), (described, &HeaderMap::new()), DELIVERER).await?;
        Ok(())
    }
}
