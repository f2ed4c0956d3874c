//! What an environment is, without waiting, waking and HTTP: states, and the statuses of what is asked in them.

use crate::execution::environment::Answer;

/// A status that says yes, no, and not yours.
const YES: u16 = 202;
const NO: u16 = 403;
const NOT_YOURS: u16 = 400;

/// The most extensions that there may be.
const MOST_AGENTS: usize = 10;

/// Where the runtime is. Invocations are known by their ids, and whether their callers take pieces.
#[derive(Clone, Debug, PartialEq)]
enum Life {
    Starting,
    Idle,
    Given(String, bool),
    Running(String, bool),
    Responding(String),
    Answered(Answer, bool),
    Resting,
    Failed(Answer),
    Ended,
}

/// What becomes of a request for work.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Event(String),
    Waits,
    Refused,
}

/// What becomes of a response that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Begun {
    /// It goes to its caller while it comes.
    Streams,
    /// It is judged at its end.
    Waits,
    Refused(u16),
}

#[derive(Clone, Debug, PartialEq)]
enum Phase {
    Registered,
    Ready,
    Running,
    InitError,
    ExitError,
}

#[derive(Clone, Debug)]
struct Agent {
    name: String,
    id: String,
    wants_invoke: bool,
    phase: Phase,
    is_given: bool,
}

/// An environment.
#[derive(Clone, Debug)]
pub(super) struct Naive {
    life: Life,
    agents: Vec<Agent>,
    is_closed: bool,
    has_subscribers: bool,
}

impl Naive {
    pub(super) fn new() -> Naive {
        Naive { life: Life::Starting, agents: Vec::new(), is_closed: false, has_subscribers: false }
    }

    // The runtime.

    pub(super) fn next(&mut self) -> Next {
        self.is_closed = true;
        match self.life.clone() {
            Life::Starting | Life::Resting | Life::Idle => {
                self.life = Life::Idle;
                Next::Waits
            }
            Life::Given(id, streams) => {
                self.life = Life::Running(id.clone(), streams);
                Next::Event(id)
            }
            Life::Answered(answer, _) => {
                self.life = Life::Answered(answer, true);
                Next::Waits
            }
            Life::Running(..) | Life::Responding(_) | Life::Failed(_) | Life::Ended => Next::Refused,
        }
    }

    pub(super) fn answer(&mut self, id: &str, answer: Answer) -> u16 {
        match &self.life {
            Life::Running(running, _) if running == id => {
                self.life = Life::Answered(answer, false);
                YES
            }
            Life::Running(..) => NOT_YOURS,
            _ => NO,
        }
    }

    pub(super) fn begin(&mut self, id: &str) -> Begun {
        match &self.life {
            Life::Running(running, true) if running == id => {
                self.life = Life::Responding(id.to_owned());
                Begun::Streams
            }
            Life::Running(running, false) if running == id => Begun::Waits,
            Life::Running(..) => Begun::Refused(NOT_YOURS),
            _ => Begun::Refused(NO),
        }
    }

    pub(super) fn streamed(&mut self, id: &str, answer: Answer) -> u16 {
        if self.life != Life::Responding(id.to_owned()) {
            return NO;
        }
        self.life = Life::Answered(answer, false);
        YES
    }

    pub(super) fn init_failed(&mut self, error: Answer) -> u16 {
        if self.life != Life::Starting {
            return NO;
        }
        self.life = Life::Failed(error);
        YES
    }

    // Its owner.

    /// The id of the running invocation.
    pub(super) fn running(&self) -> Option<&str> {
        match &self.life {
            Life::Running(id, _) | Life::Responding(id) | Life::Given(id, _) => Some(id),
            _ => None,
        }
    }

    pub(super) fn give(&mut self, id: &str, streams: bool) -> bool {
        if self.life != Life::Idle {
            return false;
        }
        self.life = Life::Given(id.to_owned(), streams);
        true
    }

    pub(super) fn taken(&mut self) -> Option<Answer> {
        let Life::Answered(answer, asks) = self.life.clone() else { return None };
        self.life = if asks { Life::Idle } else { Life::Resting };
        Some(answer)
    }

    /// Whether it is ready, with the error of a start that has failed; nothing while that has to be seen.
    pub(super) fn ready(&self) -> Option<Option<&Answer>> {
        match &self.life {
            Life::Starting | Life::Resting => None,
            Life::Failed(error) => Some(Some(error)),
            _ => Some(None),
        }
    }

    pub(super) fn end(&mut self) {
        self.life = Life::Ended;
    }

    // Extensions.

    pub(super) fn register(&mut self, name: &str, is_right: bool, wants_invoke: bool) -> bool {
        let is_known = self.agents.iter().any(|agent| agent.name == name);
        let may = is_right && !name.is_empty() && !is_known && !self.is_closed;
        let may = may && self.agents.len() < MOST_AGENTS;
        if may {
            self.agents.push(Agent {
                name: name.to_owned(),
                id: String::new(),
                wants_invoke,
                phase: Phase::Registered,
                is_given: false,
            });
        }
        may
    }

    /// The newest one has this identifier.
    pub(super) fn identified(&mut self, id: String) {
        if let Some(agent) = self.agents.last_mut() {
            agent.id = id;
        }
    }

    /// The identifiers there are.
    pub(super) fn identifiers(&self) -> Vec<String> {
        self.agents.iter().map(|agent| agent.id.clone()).collect()
    }

    fn agent(&mut self, id: &str) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|agent| agent.id == id)
    }

    /// An extension asks for its next event.
    pub(super) fn next_event(&mut self, id: &str) -> Next {
        let Some(agent) = self.agent(id) else { return Next::Refused };
        if !matches!(agent.phase, Phase::Registered | Phase::Running) {
            return Next::Refused;
        }
        agent.phase = Phase::Ready;
        if self.hears(id) { Next::Event(String::new()) } else { Next::Waits }
    }

    /// Whether one that waits gets an event now.
    pub(super) fn hears(&mut self, id: &str) -> bool {
        let Some(agent) = self.agent(id) else { return false };
        let hears = std::mem::take(&mut agent.is_given);
        if hears {
            agent.phase = Phase::Running;
        }
        hears
    }

    /// All who want to know are told of an invocation.
    pub(super) fn tell(&mut self) {
        for agent in self.agents.iter_mut().filter(|agent| agent.wants_invoke) {
            agent.is_given = true;
        }
    }

    pub(super) fn agent_failed(&mut self, id: &str, has_type: bool, is_init: bool) -> u16 {
        let Some(agent) = self.agent(id).filter(|_| has_type) else { return NO };
        let (may, becomes) = match (is_init, &agent.phase) {
            (true, phase) => (matches!(phase, Phase::Registered | Phase::InitError), Phase::InitError),
            (false, phase) => (*phase != Phase::InitError, Phase::ExitError),
        };
        if !may {
            return NO;
        }
        agent.phase = becomes;
        YES
    }

    pub(super) fn subscribe(&mut self, id: &str, is_right: bool) -> u16 {
        if self.agent(id).is_none() || self.is_closed && !self.has_subscribers {
            return NO;
        }
        if !is_right {
            return 400;
        }
        self.has_subscribers = true;
        200
    }
}
