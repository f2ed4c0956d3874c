//! The extensions of one environment, which AWS calls agents: who registered for what, who works, and who has failed.
//!
//! As in [`Exchange`](crate::execution::environment::Exchange) two sides meet here: the *agents* ask over HTTP
//! (`runtime_api/extensions`), the *owner* gives them events and waits for them.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>; states, codes and words are those of AWS's
//! interface emulator.

use std::sync::Arc;

use base::clock::Timestamp;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::execution::executor::{Failure, Invocation};

/// How many an environment may have.
const LIMIT: usize = 10;

/// What an agent can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An invocation begins.
    Invoke,
    /// The environment ends.
    Shutdown,
}

/// What an agent is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// An invocation begins.
    Invoke {
        /// Its request id.
        request_id: Arc<str>,
        /// The ARN by which the function was called.
        arn: Arc<str>,
        /// Its trace header.
        trace_id: String,
        /// When it will be ended by force, by the clock of the host.
        deadline: Timestamp,
    },
    /// The environment ends.
    Shutdown {
        /// Why.
        reason: Reason,
        /// When what is left will be ended by force.
        deadline: Timestamp,
    },
}

/// Why an environment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It was idle for too long, or is not wanted any more.
    Spindown,
    /// An invocation took too long.
    Timeout,
    /// The runtime or an extension failed.
    Failure,
}

/// Why an agent may not do what it asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no event of this name for it; the reason in AWS's words.
    EventType(String, &'static str),
    /// Only before the runtime asks for its first invocation.
    Closed,
    /// There are as many as there may be.
    TooMany,
    /// Another one has its name.
    NameTaken,
    /// No agent has this identifier.
    Unknown(String),
    /// Not now.
    Transition {
        /// The state that it is in.
        from: &'static str,
        /// What was asked for.
        to: &'static str,
        /// Whose.
        agent: String,
    },
}

/// How an agent failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    /// `Extension.InitError`, `Extension.ExitError`, `Extension.Crash`, `Extension.LaunchError`
    pub(crate) error_type: &'static str,
    /// What happened.
    pub(crate) message: String,
}

/// Where agents and owner meet.
#[derive(Debug, Default)]
pub(crate) struct Agents {
    state: Mutex<State>,
    for_agents: Notify,
    for_owner: Notify,
}

#[derive(Debug, Default)]
struct State {
    agents: Vec<Agent>,
    is_closed: bool,
    failed: Option<Failed>,
}

#[derive(Debug)]
struct Agent {
    id: String,
    name: String,
    is_external: bool,
    wants: Vec<Kind>,
    phase: Phase,
    /// What it is to be told next.
    given: Option<Event>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Its process was started, and has not registered.
    Started,
    /// It has not asked for an event yet.
    Registered,
    /// It waits for one.
    Ready,
    /// It works on one.
    Running,
    InitError,
    ExitError,
    /// Its process has ended.
    Exited,
}

impl Agents {
    /// The owner starts a process that is to register by this name, the name of its file. False where there are as many
    /// agents as there may be: then the start has failed.
    pub(crate) fn expect(&self, id: String, name: &str) -> bool {
        if self.state.lock().agents.len() >= LIMIT {
            // The type is our guess, after that of a registration that is one too many.
            self.fail("Extension.TooManyExtensions", format!("Extension limit ({LIMIT}) reached"));
            return false;
        }
        let agent = Agent {
            id,
            name: name.to_owned(),
            is_external: true,
            wants: Vec::new(),
            phase: Phase::Started,
            given: None,
        };
        self.state.lock().agents.push(agent);
        true
    }

    /// An agent registers by name: the process that was started by this name, or a part of the runtime, which will have
    /// the identifier `fresh`. Gives its identifier.
    pub(crate) fn register(&self, name: &str, events: &[String], fresh: String) -> Result<String, Refusal> {
        let State { agents, is_closed, .. } = &mut *self.state.lock();
        let count = agents.len();
        let known = agents.iter_mut().find(|agent| agent.name == name);
        let is_external = known.as_ref().is_some_and(|agent| agent.is_external);
        let wants = wanted(events, is_external)?;
        match known {
            Some(agent) if agent.phase == Phase::Started => {
                (agent.wants, agent.phase) = (wants, Phase::Registered);
                self.for_owner.notify_one();
                Ok(agent.id.clone())
            }
            Some(agent) if agent.is_external => Err(agent.refusal("Registered")),
            Some(_) => Err(Refusal::NameTaken),
            None if *is_closed => Err(Refusal::Closed),
            None if count >= LIMIT => Err(Refusal::TooMany),
            None => {
                agents.push(Agent {
                    id: fresh.clone(),
                    name: name.to_owned(),
                    is_external: false,
                    wants,
                    phase: Phase::Registered,
                    given: None,
                });
                Ok(fresh)
            }
        }
    }

    /// Nobody registers any more: the runtime is ready.
    pub(crate) fn close(&self) {
        self.state.lock().is_closed = true;
    }

    /// The name of who has an identifier, for what it subscribes to.
    pub(crate) fn name_of(&self, id: &str) -> Option<String> {
        self.state.lock().agents.iter().find(|agent| agent.id == id).map(|agent| agent.name.clone())
    }

    /// An agent asks for its next event and waits for it; however long.
    pub(crate) async fn next(&self, id: &str) -> Result<Event, Refusal> {
        self.with(id, |agent| match agent.phase {
            Phase::Registered | Phase::Running => {
                agent.phase = Phase::Ready;
                Ok(())
            }
            _ => Err(agent.refusal("Ready")),
        })?;
        self.for_owner.notify_one();
        loop {
            let woken = self.for_agents.notified();
            tokio::pin!(woken);
            // Before the look: an event that is given between the two is not missed.
            woken.as_mut().enable();
            let event = self.with(id, |agent| {
                let event = agent.given.take();
                if event.is_some() {
                    agent.phase = Phase::Running;
                }
                Ok(event)
            })?;
            match event {
                Some(event) => return Ok(event),
                None => woken.await,
            }
        }
    }

    /// An agent says that it cannot start. The first who fails is the one that is shown.
    pub(crate) fn init_error(&self, id: &str, error_type: &str) -> Result<(), Refusal> {
        self.with(id, |agent| match agent.phase {
            Phase::Registered => {
                agent.phase = Phase::InitError;
                Ok(())
            }
            Phase::InitError => Ok(()),
            _ => Err(agent.refusal("InitError")),
        })?;
        self.fail("Extension.InitError", error_type.to_owned());
        Ok(())
    }

    /// An agent says that it gives up.
    pub(crate) fn exit_error(&self, id: &str, error_type: &str) -> Result<(), Refusal> {
        self.with(id, |agent| match agent.phase {
            Phase::Registered | Phase::Ready | Phase::Running => {
                agent.phase = Phase::ExitError;
                Ok(())
            }
            Phase::ExitError => Ok(()),
            _ => Err(agent.refusal("Exited")),
        })?;
        self.fail("Extension.ExitError", error_type.to_owned());
        Ok(())
    }

    /// The process of an agent has ended, as `how` says. After its end was asked for that is what was wanted.
    pub(crate) fn exited(&self, name: &str, how: &str) {
        let State { agents, .. } = &mut *self.state.lock();
        if let Some(agent) = agents.iter_mut().find(|agent| agent.name == name) {
            (agent.phase, agent.given) = (Phase::Exited, None);
        }
        self.for_owner.notify_one();
        tracing::debug!(extension = name, how, "an extension ended");
    }

    /// Something about an agent went wrong, by AWS's type for it.
    pub(crate) fn fail(&self, error_type: &'static str, message: String) {
        self.state.lock().failed.get_or_insert(Failed { error_type, message });
        self.for_owner.notify_one();
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.state.lock().agents.is_empty()
    }

    /// What each is told of, by name, as the events are spelled.
    pub(crate) fn wants(&self) -> Vec<(String, Vec<&'static str>)> {
        let spelled = |kind: &Kind| match kind {
            Kind::Invoke => "INVOKE",
            Kind::Shutdown => "SHUTDOWN",
        };
        let state = self.state.lock();
        state
            .agents
            .iter()
            .map(|agent| (agent.name.clone(), agent.wants.iter().map(spelled).collect()))
            .collect()
    }

    /// Whether one of them is a process of its own.
    pub(crate) fn any_external(&self) -> bool {
        self.state.lock().agents.iter().any(|agent| agent.is_external)
    }

    /// The owner waits until every process that it started has registered.
    pub(crate) async fn registered(&self) -> Result<(), Failed> {
        self.until(|agents| agents.iter().all(|agent| agent.phase != Phase::Started)).await
    }

    /// The owner waits until all have asked for an event.
    pub(crate) async fn ready(&self) -> Result<(), Failed> {
        self.until(|agents| {
            agents.iter().all(|agent| !matches!(agent.phase, Phase::Started | Phase::Registered))
        })
        .await
    }

    /// The owner waits until one of them fails; for ever if none does.
    pub(crate) async fn failed(&self) -> Failed {
        match self.until(|_| false).await {
            Err(failed) => failed,
            // Nothing else ends the wait.
            Ok(()) => std::future::pending().await,
        }
    }

    /// The owner tells all who want to know of it.
    pub(crate) fn tell(&self, kind: Kind, event: &Event) {
        let mut state = self.state.lock();
        for agent in state.agents.iter_mut().filter(|agent| agent.wants.contains(&kind)) {
            agent.given = Some(event.clone());
        }
        drop(state);
        self.for_agents.notify_waiters();
    }

    /// The owner tells of an invocation.
    pub(crate) fn tell_of(&self, invocation: &Invocation) {
        if !self.is_empty() {
            let Invocation { request_id, arn, trace_id, deadline, .. } = invocation.clone();
            self.tell(Kind::Invoke, &Event::Invoke { request_id, arn, trace_id, deadline });
        }
    }

    /// The owner waits until all are done with what they were told.
    pub(crate) async fn settled(&self) -> Result<(), Failed> {
        self.until(|agents| agents.iter().all(|agent| agent.phase != Phase::Running && agent.given.is_none()))
            .await
    }

    async fn until(&self, holds: impl Fn(&[Agent]) -> bool) -> Result<(), Failed> {
        loop {
            {
                let state = self.state.lock();
                if let Some(failed) = &state.failed {
                    return Err(failed.clone());
                }
                if holds(&state.agents) {
                    return Ok(());
                }
            }
            self.for_owner.notified().await;
        }
    }

    fn with<T>(&self, id: &str, act: impl FnOnce(&mut Agent) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut state = self.state.lock();
        let agent = state.agents.iter_mut().find(|agent| agent.id == id);
        act(agent.ok_or_else(|| Refusal::Unknown(id.to_owned()))?)
    }
}

impl Agent {
    fn refusal(&self, to: &'static str) -> Refusal {
        let from = match self.phase {
            Phase::Started => "Started",
            Phase::Registered => "Registered",
            Phase::Ready => "Ready",
            Phase::Running => "Running",
            Phase::InitError => "InitError",
            Phase::ExitError => "ExitError",
            Phase::Exited => "Exited",
        };
        Refusal::Transition { from, to, agent: self.name.clone() }
    }
}

/// What an agent wants to be told. A part of the runtime ends with it, and is told nothing of that.
fn wanted(events: &[String], is_external: bool) -> Result<Vec<Kind>, Refusal> {
    let kind = |event: &String| match event.as_str() {
        "INVOKE" => Ok(Kind::Invoke),
        "SHUTDOWN" if is_external => Ok(Kind::Shutdown),
        "SHUTDOWN" => Err(Refusal::EventType(event.clone(), "ShutdownEventNotSupportedForInternalExtension")),
        _ => Err(Refusal::EventType(event.clone(), "ErrorInvalidEventType")),
    };
    events.iter().map(kind).collect()
}

impl Reason {
    /// As the event spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Reason::Spindown => "spindown",
            Reason::Timeout => "timeout",
            Reason::Failure => "failure",
        }
    }
}

impl From<Failed> for Failure {
    fn from(failed: Failed) -> Failure {
        Failure::Init { error_type: failed.error_type.to_owned(), message: failed.message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Event = Event::Shutdown { reason: Reason::Spindown, deadline: Timestamp::from_secs(1) };

    const MOMENT: std::time::Duration = std::time::Duration::from_millis(50);

    fn texts(events: &[&str]) -> Vec<String> {
        events.iter().map(|event| (*event).to_owned()).collect()
    }

    fn invoke() -> Event {
        let (request_id, arn, trace_id) = ("r".into(), "arn".into(), String::new());
        Event::Invoke { request_id, arn, trace_id, deadline: Timestamp::from_secs(1) }
    }

    /// The guide: an environment is ready when all are, and done with an invocation when all have asked for the next event.
    #[tokio::test]
    async fn the_owner_waits_for_all_who_were_told() {
        let agents = Agents::default();
        assert!(agents.expect("1".to_owned(), "outside"));
        assert_eq!(
            agents.register("outside", &texts(&["INVOKE", "SHUTDOWN"]), "x".to_owned()),
            Ok("1".into())
        );
        assert_eq!(agents.register("inside", &texts(&["INVOKE"]), "2".to_owned()), Ok("2".into()));
        agents.register("idle", &[], "3".to_owned()).unwrap();
        let owner = async {
            agents.ready().await.unwrap();
            agents.tell(Kind::Invoke, &invoke());
            agents.settled().await.unwrap();
            agents.tell(Kind::Shutdown, &END);
        };
        let outside = async {
            assert_eq!(agents.next("1").await, Ok(invoke()));
            assert_eq!(agents.next("1").await, Ok(END));
        };
        let inside = async {
            assert_eq!(agents.next("2").await, Ok(invoke()));
            // It is told of no end, and waits for ever.
            assert!(tokio::time::timeout(MOMENT, agents.next("2")).await.is_err());
        };
        let idle = async {
            assert!(tokio::time::timeout(MOMENT, agents.next("3")).await.is_err());
        };
        futures::join!(owner, outside, idle, inside);
    }

    /// Codes and words of AWS's interface emulator.
    #[tokio::test]
    async fn what_is_out_of_order_is_refused() {
        let agents = Agents::default();
        assert!(agents.expect("1".to_owned(), "a"));
        let transition = |from, to| Err(Refusal::Transition { from, to, agent: "a".to_owned() });
        assert_eq!(agents.init_error("1", "X"), transition("Started", "InitError"));
        assert_eq!(agents.next("9").await, Err(Refusal::Unknown("9".to_owned())));
        let events = |event: &str, why| Err(Refusal::EventType(event.to_owned(), why));
        assert_eq!(
            agents.register("a", &texts(&["DAWN"]), String::new()),
            events("DAWN", "ErrorInvalidEventType")
        );
        agents.register("a", &[], String::new()).unwrap();
        let again = agents.register("a", &[], String::new());
        assert_eq!(
            again,
            Err(Refusal::Transition { from: "Registered", to: "Registered", agent: "a".into() })
        );
        assert_eq!(
            agents.register("b", &texts(&["SHUTDOWN"]), String::new()),
            events("SHUTDOWN", "ShutdownEventNotSupportedForInternalExtension")
        );
        for n in 2..=10 {
            agents.register(&n.to_string(), &[], n.to_string()).unwrap();
        }
        assert_eq!(agents.register("11", &[], String::new()), Err(Refusal::TooMany));
        let full = Agents::default();
        assert!(
            (0..10).all(|n| full.expect(n.to_string(), &n.to_string())) && !full.expect(String::new(), "x")
        );
        assert_eq!(full.registered().await.unwrap_err().error_type, "Extension.TooManyExtensions");
        assert_eq!(agents.register("2", &[], String::new()), Err(Refusal::NameTaken));
        agents.close();
        assert_eq!(agents.register("12", &[], String::new()), Err(Refusal::Closed));
        assert_eq!(agents.exit_error("1", "Mine"), Ok(()));
        let failed = Failed { error_type: "Extension.ExitError", message: "Mine".to_owned() };
        assert_eq!(agents.ready().await, Err(failed));
    }
}
