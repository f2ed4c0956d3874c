//! Running a function once: the path that synchronous invocations, the queue and the event source mappings share,
//! and the payloads of what goes wrong in a function.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::engine::{Engine, Runnable};
use crate::error::Error;
use crate::execution::executor::{Failure, Invocation, Version};
use crate::execution::lineage::Lineage;
use crate::execution::pool::Busy;
use crate::execution::reply::ReplySink;
use crate::function::layer::used::Used;
use crate::function::reserved::{ACCOUNT_LIMIT, Reserved, UNRESERVED};
use crate::function::{Function, State};
use crate::function_name::{FunctionId, LATEST};
use crate::memory::concurrency::{Share, Turn};
use crate::package::live;

pub(crate) mod asked;
pub(crate) mod streamed;

/// The largest event or response of a synchronous invocation.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub(crate) const SYNCHRONOUS_LIMIT: usize = 6 * 1024 * 1024;

/// The largest event of an asynchronous one.
pub(crate) const ASYNCHRONOUS_LIMIT: usize = 1024 * 1024;

/// What AWS names as the limit when a response is too large: 100 bytes more than its documented limit (recorded).
const RESPONSE_LIMIT_SHOWN: usize = SYNCHRONOUS_LIMIT + 100;

/// One event for one function.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) id: FunctionId,
    pub(crate) qualifier: Option<String>,
    pub(crate) payload: Bytes,
    pub(crate) client_context: Option<String>,
    pub(crate) request_id: Arc<str>,
    pub(crate) trace_id: String,
}

/// Who waits for an invocation's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// A client, which may be a function itself.
    Caller,
    /// Only this emulator: the queue, or an event source mapping.
    Nobody,
}

/// What is about to run.
#[derive(Debug)]
pub(crate) struct Admitted {
    /// The version that it will run in.
    pub(crate) version: Arc<Version>,
    invocation: Invocation,
    depth: usize,
    turn: Turn,
}

/// How the run ended.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    /// The version that ran.
    pub(crate) version: Arc<Version>,
    /// The response, or the payload of the error.
    pub(crate) result: Result<Bytes, Bytes>,
    pub(crate) log: Bytes,
}

impl Engine {
    /// Runs a function to its end. An error is about the function as a resource, or a throttle; what its code did
    /// wrong is in [`Done`]. `waiting` says whether a caller waits for the answer.
    pub(crate) async fn invoke(&self, request: Request, waiting: Waiting) -> Result<Done, Error> {
        let admitted = self.admit(request, waiting).await?;
        self.run_whole(admitted, waiting == Waiting::Nobody).await
    }

    /// Runs what was admitted, for who waits for the whole response. `wants_log`: whether its log is worth waiting for.
    pub(crate) async fn run_whole(&self, admitted: Admitted, wants_log: bool) -> Result<Done, Error> {
        self.run(admitted, ReplySink::whole().with_log(wants_log)).await
    }

    /// Finds what a request is to run, and its part of the concurrency. A loop of functions ends here.
    pub(crate) async fn admit(&self, request: Request, waiting: Waiting) -> Result<Admitted, Error> {
        let lineage = Lineage::of(&request.trace_id);
        let depth = if waiting == Waiting::Caller { lineage.depth() } else { 0 };
        let lineage = match lineage.clone().and(&request.id) {
            Err(_) if self.allows_loops(&request.id)? => lineage,
            lineage => lineage?,
        };
        let turn = self.begin_turn(&request.id)?;
        let version = self.version_to_run(&request.id, request.qualifier.as_deref()).await?;
        let Request { id, qualifier, payload, client_context, request_id, trace_id } = request;
        let arn = id.arn_of(qualifier.as_deref()).to_string().into();
        let trace_id = lineage.written_into(&trace_id);
        let deadline = self.clock.now().plus(version.timeout);
        let invocation = Invocation { request_id, arn, deadline, payload, client_context, trace_id };
        Ok(Admitted { version, invocation, depth, turn })
    }

    /// Runs what was admitted. What the function streams goes into `reply`.
    pub(crate) fn run(
        &self,
        admitted: Admitted,
        reply: ReplySink,
    ) -> impl Future<Output = Result<Done, Error>> + Send + 'static {
        let pool = self.pool.clone();
        async move {
            let Admitted { version, invocation, depth, turn } = admitted;
            let request_id = invocation.request_id.clone();
            let outcome = pool.invoke(version.clone(), (invocation, reply), depth, turn).await;
            let outcome = outcome.map_err(|Busy| Error::no_concurrency_left())?;
            let result = outcome.result.map_err(|failure| failure.payload(&request_id));
            Ok(Done { version, result, log: outcome.log })
        }
    }

    /// Takes a part of the concurrency: the function's own, or one of what all share that reserve nothing.
    fn begin_turn(&self, id: &FunctionId) -> Result<Turn, Error> {
        if let Some(reserved) = Reserved::of(&self.store, id)? {
            let turn = self.concurrency.begin(id, Share::Reserved(reserved));
            return turn.ok_or_else(Error::no_reserved_concurrency_left);
        }
        // So many are always left, whatever is reserved: most calls need not add up what is.
        let most = if self.concurrency.unreserved(id) < UNRESERVED {
            UNRESERVED
        } else {
            let reserved = Reserved::total(&self.store, id.account, &id.region)?;
            ACCOUNT_LIMIT.saturating_sub(u32::try_from(reserved).unwrap_or(u32::MAX))
        };
        self.concurrency.begin(id, Share::Unreserved(most)).ok_or_else(Error::no_concurrency_left)
    }

    /// Whether a function may run in a loop.
    fn allows_loops(&self, id: &FunctionId) -> Result<bool, Error> {
        Ok(Function::load(&self.store, id, LATEST)?.is_some_and(|function| function.allows_loops))
    }

    /// The version that a name means now, ready to run. Waits for one that is still being prepared.
    pub(crate) async fn version_to_run(
        &self,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Arc<Version>, Error> {
        self.until_settled(|last| self.try_version_to_run(id, qualifier, last)).await
    }

    async fn try_version_to_run(
        &self,
        id: &FunctionId,
        qualifier: Option<&str>,
        last: bool,
    ) -> Result<Option<Arc<Version>>, Error> {
        let found = match qualifier {
            None | Some(LATEST) => None,
            Some(_) => Some(Function::find(&self.store, id, qualifier, || self.chance())?),
        };
        let number = found.map_or_else(|| LATEST.to_owned(), |function| function.version);
        let key = Function::key(id, &number);
        let record = self.store.get(key.as_bytes())?;
        let record = record.ok_or_else(|| Error::no_function(id.arn_of(qualifier)))?;
        let kept_as = key.into_bytes();
        let kept = self.runnable.lock().get(&kept_as).cloned();
        if let Some(kept) = kept.filter(|kept| kept.record == record && kept.version.is_unpacked()) {
            return self.as_it_is(kept_as, kept).await.map(Some);
        }
        let function = Function::decode(&record)?;
        if !function.is_settled() {
            return if last && function.state == State::Pending {
                Err(Error::in_state(function.state.as_str()))
            } else if last {
                Err(Error::update_in_progress(id.arn()))
            } else {
                Ok(None)
            };
        }
        if let State::Failed { reason, .. } = &function.state {
            return Err(Error::in_state(&format!("{}. {reason}", function.state.as_str())));
        }
        let folders = self.unpacked(id, &function).await?;
        if function.settings.layers.iter().any(Used::is_parameters_extension) {
            self.parameters.need().await;
        }
        let (version, is_live) = (self.runnable(id, &function, folders), function.code.folder.is_some());
        let runnable = Runnable { record, version: Arc::new(version), is_live };
        self.keep_runnable(kept_as.clone(), runnable.clone());
        self.as_it_is(kept_as, runnable).await.map(Some)
    }

    /// A version with its code as it is now: where that has changed, no environment of before is used again.
    async fn as_it_is(&self, key: Bytes, mut runnable: Runnable) -> Result<Arc<Version>, Error> {
        if !runnable.is_live {
            return Ok(runnable.version);
        }
        let (before, mark) = (runnable.version.clone(), live::mark(&runnable.version.code).await?);
        if before.code_sha256 != mark {
            runnable.version = Arc::new(Version { code_sha256: mark, ..(*before).clone() });
            self.keep_runnable(key, runnable.clone());
            self.pool.retire(&before);
            self.pool.provider().wake();
        }
        Ok(runnable.version)
    }

    /// The trace of a call: the one that it sends, or a new one, with the chain of the function whose credentials it is made
    /// with.
    pub(crate) fn trace_of_call(&self, sent: Option<String>, session_token: Option<&str>) -> String {
        let trace_id = sent.unwrap_or_else(|| self.new_trace_id());
        match session_token.and_then(|token| self.pool.lineage_of(token)) {
            Some(known) => Lineage::of(&trace_id).or_longer(known).written_into(&trace_id),
            None => trace_id,
        }
    }

    /// A trace id as AWS's front makes one for a request that brings none.
    /// <https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html>
    pub(crate) fn new_trace_id(&self) -> String {
        let (root, parent) = (self.entropy.hex(24), self.entropy.hex(16));
        format!("Root=1-{:08x}-{root};Parent={parent};Sampled=0", self.clock.now().secs())
    }
}

impl Failure {
    /// What the caller gets as the payload.
    ///
    /// Recorded in November 2025: a timeout, an exit with and without status, a response that is too large. From
    /// AWS's troubleshooting pages: the rest.
    pub(crate) fn payload(self, request_id: &str) -> Bytes {
        let about_run = |text: String| format!("RequestId: {request_id} Error: {text}");
        let (error_type, message) = match self {
            Failure::Reported(payload) => return payload,
            Failure::TimedOut { after } => {
                let text = format!("Task timed out after {:.2} seconds", after.as_secs_f64());
                ("Sandbox.Timedout".to_owned(), about_run(text))
            }
            Failure::Exited { how } if how == "exit status 0" => {
                let text = "Runtime exited without providing a reason".to_owned();
                ("Runtime.ExitError".to_owned(), about_run(text))
            }
            Failure::Exited { how } => {
                ("Runtime.ExitError".to_owned(), about_run(format!("Runtime exited with error: {how}")))
            }
            Failure::OutOfMemory => {
                let text = "Runtime exited with error: signal: killed".to_owned();
                ("Runtime.OutOfMemory".to_owned(), about_run(text))
            }
            Failure::Init { error_type, message } if error_type == "Runtime.InvalidEntrypoint" => {
                (error_type, about_run(message))
            }
            Failure::Init { error_type, message } => {
                let payload = json!({
                    "errorMessage": message,
                    "errorType": error_type,
                    "requestId": request_id,
                    "stackTrace": [],
                });
                return payload.to_string().into();
            }
            Failure::ResponseTooLarge { .. } => {
                let message = format!(
                    "Response payload size exceeded maximum allowed payload size ({RESPONSE_LIMIT_SHOWN} bytes)."
                );
                ("Function.ResponseSizeTooLarge".to_owned(), message)
            }
        };
        let mut payload = Map::new();
        payload.insert("errorType".to_owned(), error_type.into());
        payload.insert("errorMessage".to_owned(), message.into());
        Value::Object(payload).to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn check(failure: Failure, expected: &str) {
        let payload: Value = serde_json::from_slice(&failure.payload("r-1")).unwrap();
        assert_eq!(payload, serde_json::from_str::<Value>(expected).unwrap());
    }

    /// Authority: recorded by LocalStack against AWS on 2025-11-24, but for the last three, which are AWS's
    /// troubleshooting pages and our guess about their members.
    #[test]
    fn each_failure_has_awss_payload() {
        check(
            Failure::TimedOut { after: Duration::from_secs(1) },
            r#"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 1.00 seconds"}"#,
        );
        check(
            Failure::Exited { how: "exit status 127".to_owned() },
            r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited with error: exit status 127"}"#,
        );
        check(
            Failure::Exited { how: "exit status 0".to_owned() },
            r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited without providing a reason"}"#,
        );
        check(
            Failure::ResponseTooLarge { len: 7_000_000 },
            r#"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}"#,
        );
        check(Failure::Reported(Bytes::from_static(b"{\"errorType\":\"E\"}")), r#"{"errorType":"E"}"#);
        check(
            Failure::OutOfMemory,
            r#"{"errorType":"Runtime.OutOfMemory","errorMessage":"RequestId: r-1 Error: Runtime exited with error: signal: killed"}"#,
        );
        check(
            Failure::Init {
                error_type: "Runtime.InvalidEntrypoint".to_owned(),
                message: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]".to_owned(),
            },
            r#"{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: r-1 Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"}"#,
        );
        check(
            Failure::Init {
                error_type: "Runtime.ImportModuleError".to_owned(),
                message: "Unable to import module 'x': No module named 'x'".to_owned(),
            },
            r#"{"errorType":"Runtime.ImportModuleError","errorMessage":"Unable to import module 'x': No module named 'x'","requestId":"r-1","stackTrace":[]}"#,
        );
    }
}
