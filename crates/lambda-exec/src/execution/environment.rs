//! The life of one process environment: what its runtime and its owner may do when, and how an invocation passes
//! from one to the other and its answer back.
//!
//! Two sides meet here and never call each other. The *runtime* asks over HTTP (`runtime_api`); the *owner* is the
//! executor, which gives an invocation and waits for its answer.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::execution::executor::Invocation;
use crate::execution::reply::ReplySink;

/// Where an environment is in its life.
#[derive(Debug)]
enum Life {
    /// Started; its runtime has not asked for work yet.
    Starting,
    /// Ready for an invocation.
    Idle,
    /// An invocation waits to be fetched.
    Given(Invocation, ReplySink),
    /// The runtime works on it.
    Running {
        /// Its request id.
        request_id: Arc<str>,
        /// Where what is streamed goes.
        reply: ReplySink,
    },
    /// The runtime streams its response, which has not ended yet.
    Responding {
        /// Its request id.
        request_id: Arc<str>,
    },
    /// The runtime has answered; the owner has not taken the answer yet.
    Answered {
        /// What it answered.
        answer: Answer,
        /// It has asked for more since.
        asks: bool,
    },
    /// Its answer was taken, and it has not asked for more yet: it may be about to exit.
    Resting,
    /// The runtime said that it cannot start.
    Failed(Answer),
    /// No more work will be given.
    Ended,
}

/// What a runtime says to an invocation, or about its own start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The handler's response.
    Response(Bytes),
    /// An error: its type from the header, and its body.
    Error {
        /// `Lambda-Runtime-Function-Error-Type`, if it was sent.
        error_type: Option<String>,
        /// The error's JSON, as it came.
        body: Bytes,
    },
    /// A response over the limit, which was not kept.
    TooLarge {
        /// Its length.
        len: usize,
    },
}

/// The type of the error where a streamed response has no end. AWS's, as its interface emulator spells it.
pub(crate) const TRUNCATED: &str = "Runtime.TruncatedResponse";

/// Why the runtime may not do what it asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not now: the state's name as the interface emulator of AWS spells it.
    Transition {
        /// The state that the environment is in.
        from: &'static str,
        /// What was asked for.
        to: &'static str,
    },
    /// The request id is not the one of the running invocation.
    RequestId,
}

/// How the owner's wait for readiness ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// It can be given an invocation.
    Ready,
    /// It reported an error of its start.
    Failed(Answer),
}

/// Where runtime and owner meet.
#[derive(Debug)]
pub(crate) struct Exchange {
    life: Mutex<Life>,
    /// Wakes the runtime: there is something to fetch, or the end.
    for_runtime: Notify,
    /// Wakes the owner: the runtime is ready, has answered, or has failed.
    for_owner: Notify,
}

impl Exchange {
    /// An environment whose process is being started.
    pub(crate) fn new() -> Exchange {
        Exchange { life: Mutex::new(Life::Starting), for_runtime: Notify::new(), for_owner: Notify::new() }
    }

    /// The runtime asks for its next invocation and waits until there is one; however long.
    pub(crate) async fn next(&self) -> Result<Invocation, Refusal> {
        loop {
            let woken = self.for_runtime.notified();
            if let Some(invocation) = self.fetch()? {
                return Ok(invocation);
            }
            woken.await;
        }
    }

    fn fetch(&self) -> Result<Option<Invocation>, Refusal> {
        let mut life = self.life.lock();
        match std::mem::replace(&mut *life, Life::Ended) {
            Life::Starting | Life::Resting => {
                *life = Life::Idle;
                self.for_owner.notify_one();
                Ok(None)
            }
            Life::Given(invocation, reply) => {
                *life = Life::Running { request_id: invocation.request_id.clone(), reply };
                Ok(Some(invocation))
            }
            // The answer is the owner's to take; the runtime may already wait for more.
            Life::Answered { answer, .. } => {
                *life = Life::Answered { answer, asks: true };
                Ok(None)
            }
            Life::Idle => {
                *life = Life::Idle;
                Ok(None)
            }
            other => {
                let refusal = Refusal::Transition { from: other.name(), to: "Next" };
                *life = other;
                Err(refusal)
            }
        }
    }

    /// The runtime answers the invocation that it works on.
    pub(crate) fn answer(&self, request_id: &str, answer: Answer) -> Result<(), Refusal> {
        let mut life = self.life.lock();
        match &*life {
            Life::Running { request_id: running, .. } if **running == *request_id => {}
            Life::Running { .. } => return Err(Refusal::RequestId),
            other => return Err(Refusal::Transition { from: other.name(), to: answer.name() }),
        }
        *life = Life::Answered { answer, asks: false };
        self.for_owner.notify_one();
        Ok(())
    }

    /// The runtime begins to stream its response, if whoever called takes that: then it goes to this sink, and nothing else
    /// answers the invocation before [`Exchange::streamed`]. Nothing where the whole is waited for.
    pub(crate) fn begin_stream(&self, request_id: &str) -> Result<Option<ReplySink>, Refusal> {
        let mut life = self.life.lock();
        let reply = match &*life {
            Life::Running { request_id: running, reply } if **running == *request_id => reply.clone(),
            Life::Running { .. } => return Err(Refusal::RequestId),
            other => return Err(Refusal::Transition { from: other.name(), to: "InvocationResponse" }),
        };
        if !reply.takes_parts() {
            return Ok(None);
        }
        *life = Life::Responding { request_id: request_id.into() };
        Ok(Some(reply))
    }

    /// The streamed response of an invocation has ended.
    pub(crate) fn streamed(&self, request_id: &str, answer: Answer) -> Result<(), Refusal> {
        let mut life = self.life.lock();
        match &*life {
            Life::Responding { request_id: running } if **running == *request_id => {}
            other => return Err(Refusal::Transition { from: other.name(), to: "InvocationResponse" }),
        }
        *life = Life::Answered { answer, asks: false };
        self.for_owner.notify_one();
        Ok(())
    }

    /// The runtime says that it cannot start.
    pub(crate) fn init_failed(&self, error: Answer) -> Result<(), Refusal> {
        let mut life = self.life.lock();
        if !matches!(*life, Life::Starting) {
            return Err(Refusal::Transition { from: life.name(), to: "InitError" });
        }
        *life = Life::Failed(error);
        self.for_owner.notify_one();
        Ok(())
    }

    /// The owner waits until the runtime has asked for work, for the first time or behind an answer, or has said that it
    /// cannot.
    pub(crate) async fn ready(&self) -> Readiness {
        loop {
            match &*self.life.lock() {
                Life::Starting | Life::Resting => {}
                Life::Failed(error) => return Readiness::Failed(error.clone()),
                _ => return Readiness::Ready,
            }
            self.for_owner.notified().await;
        }
    }

    /// The owner gives an invocation. False if the environment is not ready for one.
    pub(crate) fn give(&self, invocation: Invocation, reply: ReplySink) -> bool {
        let mut life = self.life.lock();
        if !matches!(*life, Life::Idle) {
            return false;
        }
        *life = Life::Given(invocation, reply);
        self.for_runtime.notify_waiters();
        true
    }

    /// The owner waits for the answer to what it gave.
    pub(crate) async fn answered(&self) -> Answer {
        loop {
            {
                let mut life = self.life.lock();
                match std::mem::replace(&mut *life, Life::Resting) {
                    Life::Answered { answer, asks } => {
                        if asks {
                            *life = Life::Idle;
                        }
                        return answer;
                    }
                    other => *life = other,
                }
            }
            self.for_owner.notified().await;
        }
    }

    /// No more work: a runtime that waits for some gets this answer.
    pub(crate) fn end(&self) {
        *self.life.lock() = Life::Ended;
        self.for_runtime.notify_waiters();
    }
}

impl Life {
    /// The state's name in messages to the runtime, spelled as the interface emulator of AWS spells it.
    fn name(&self) -> &'static str {
        match self {
            Life::Starting => "Started",
            Life::Idle | Life::Given(..) | Life::Answered { .. } | Life::Resting => "Ready",
            Life::Running { .. } => "Running",
            Life::Responding { .. } => "InvocationResponse",
            Life::Failed(_) => "InitError",
            Life::Ended => "Exited",
        }
    }
}

impl Answer {
    /// An error that has a type and nothing else.
    pub(crate) fn error(error_type: &str) -> Answer {
        Answer::Error { error_type: Some(error_type.to_owned()), body: Bytes::new() }
    }

    /// Whether a streamed response ended without its end.
    pub(crate) fn is_truncated(&self) -> bool {
        matches!(self, Answer::Error { error_type: Some(kind), .. } if kind == TRUNCATED)
    }

    fn name(&self) -> &'static str {
        match self {
            Answer::Response(_) | Answer::TooLarge { .. } => "InvocationResponse",
            Answer::Error { .. } => "InvocationErrorResponse",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::clock::Timestamp;

    fn invocation(id: &str) -> Invocation {
        Invocation {
            request_id: id.into(),
            arn: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
            deadline: Timestamp::from_secs(1),
            payload: Bytes::from_static(b"{}"),
            client_context: None,
            trace_id: String::new(),
        }
    }

    fn response() -> Answer {
        Answer::Response(Bytes::from_static(b"1"))
    }

    #[tokio::test]
    async fn an_invocation_goes_to_the_runtime_and_its_answer_comes_back() {
        let exchange = Exchange::new();
        let runtime = async {
            for id in ["a", "b"] {
                assert_eq!(*exchange.next().await.unwrap().request_id, *id);
                exchange.answer(id, response()).unwrap();
            }
        };
        let owner = async {
            for id in ["a", "b"] {
                assert_eq!(exchange.ready().await, Readiness::Ready);
                assert!(exchange.give(invocation(id), ReplySink::whole()));
                assert_eq!(exchange.answered().await, response());
            }
        };
        futures::join!(runtime, owner);
    }

    /// The order that the Runtime API prescribes; the names of the states are those of AWS's interface emulator.
    #[tokio::test]
    async fn what_is_out_of_order_is_refused_and_changes_nothing() {
        let exchange = Exchange::new();
        let refused = |from, to| Err(Refusal::Transition { from, to });
        assert!(!exchange.give(invocation("a"), ReplySink::whole()));
        assert_eq!(exchange.answer("a", response()), refused("Started", "InvocationResponse"));
        assert_eq!(exchange.fetch().map(|i| i.is_none()), Ok(true));
        assert_eq!(exchange.init_failed(response()), refused("Ready", "InitError"));
        assert!(exchange.give(invocation("a"), ReplySink::whole()));
        assert!(!exchange.give(invocation("b"), ReplySink::whole()));
        assert_eq!(*exchange.next().await.unwrap().request_id, *"a");
        assert_eq!(exchange.next().await.unwrap_err(), Refusal::Transition { from: "Running", to: "Next" });
        assert_eq!(exchange.answer("b", response()), Err(Refusal::RequestId));
        assert_eq!(exchange.answer("a", response()), Ok(()));
        assert_eq!(exchange.answer("a", response()), refused("Ready", "InvocationResponse"));
        assert_eq!(exchange.answered().await, response());
        exchange.end();
        assert_eq!(exchange.next().await.unwrap_err(), Refusal::Transition { from: "Exited", to: "Next" });
    }

    #[tokio::test]
    async fn an_error_of_the_start_is_told_to_the_owner() {
        let exchange = Exchange::new();
        let error = Answer::Error { error_type: None, body: Bytes::from_static(b"{}") };
        exchange.init_failed(error.clone()).unwrap();
        assert_eq!(exchange.ready().await, Readiness::Failed(error));
        assert!(exchange.next().await.is_err());
    }
}
