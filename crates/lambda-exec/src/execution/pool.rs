//! Warm environments: which there are for a version, who works in which, and how long an idle one is kept.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Once, Weak};
use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::clock::Clock;
use base::entropy::Entropy;
use base::schedule::{Next, Schedule, Slot};
use base::seams::{Credentials, LogSink, RoleForService, Sessions};
use base::task::Tasks;
use futures::future::Either;
use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use self::callers::{Callers, Known};
use self::choice::{Chosen, choose};
pub use self::places::Busy;
use self::places::Places;
use self::warm::{Idle, Line, Put, Warm};
use crate::execution::executor::{
    After, Environment, Executor, Failure, Identity, Initialization, Invocation, LogStream, Outcome,
    Prepared, Unrunnable, Version,
};
use crate::execution::lineage::Lineage;
use crate::execution::log::{Log, Usage};
use crate::execution::reply::ReplySink;

mod callers;
pub(crate) mod choice;
mod places;
mod provided;
#[cfg(test)]
mod tests;
mod warm;

/// How many environments there may be, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many environments may work at once for callers from outside, of all functions together, and how many are
    /// kept. Functions that are called by functions have places beside these. A limit of this host, not of AWS.
    pub environments: usize,
    /// The same of those that are part of this process and no process of the host: as many as AWS runs for an account.
    pub light_environments: usize,
    /// How long an invocation waits for a place, by the host's clock, before it is refused.
    pub place_wait: Duration,
    /// How long an idle environment is kept, by the emulator's clock.
    pub idle_ttl: Duration,
    /// The name of the executor that runs functions which ask for none, or `auto`.
    pub executor: &'static str,
}

impl Default for Settings {
    fn default() -> Settings {
        let (place_wait, idle_ttl) = (Duration::from_secs(10), Duration::from_secs(600));
        Settings {
            environments: 100,
            light_environments: 1_000,
            place_wait,
            idle_ttl,
            executor: choice::AUTO,
        }
    }
}

/// How long an environment's credentials last, by the emulator's clock; then it is replaced. Our guess at what AWS does.
const SESSION_LASTS: Duration = Duration::from_secs(12 * 3600);

/// The pool: a handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    executors: Vec<Arc<dyn Executor>>,
    sessions: Arc<dyn Sessions>,
    logs: Arc<dyn LogSink>,
    /// Counts the exchanges of the whole state: a log that began before one does not go on behind it.
    era: Arc<AtomicU64>,
    clock: Clock,
    entropy: Entropy,
    schedule: Schedule,
    tasks: Tasks,
    settings: Settings,
    /// For environments that are processes of the host.
    room: Room,
    /// For those that are part of this process.
    light_room: Room,
    warm: Mutex<Warm>,
    /// Which chain of functions each environment works for.
    callers: Callers,
    /// Ends what has been idle for too long.
    sweeper: Slot,
    /// Sees to it that what is provisioned is there.
    provider: Slot,
    /// Done when the first environment has become idle: from then on somebody sees to the end of all.
    watched: Once,
    /// Cancelled when this is dropped.
    gone: CancellationToken,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.gone.cancel();
    }
}

/// How many environments there may be that cost the host alike, and how many there are.
#[derive(Debug)]
struct Room {
    /// One for each environment at work.
    places: Places,
    most: usize,
    /// How many exist, idle ones included.
    alive: Arc<AtomicUsize>,
}

impl Room {
    fn new(most: usize, wait: Duration) -> Room {
        Room { places: Places::new(most, wait), most, alive: Arc::default() }
    }
}

/// An environment in the hands of one invocation.
#[derive(Debug)]
struct Lease {
    environment: Box<dyn Environment>,
    /// By what its calls are known.
    known: Known,
    line: Arc<Line>,
    /// Among all, and among those of its line.
    _counted: [Counted; 2],
}

/// One environment that exists, until it is dropped.
#[derive(Debug)]
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(count: &Arc<AtomicUsize>) -> Counted {
        count.fetch_add(1, Ordering::Relaxed);
        Counted(count.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    /// A pool without environments. The executors are asked in this order which of them takes a version.
    pub fn new(
        executors: Vec<Arc<dyn Executor>>,
        (sessions, logs): (Arc<dyn Sessions>, Arc<dyn LogSink>),
        schedule: Schedule,
        entropy: Entropy,
        settings: Settings,
    ) -> Pool {
        Pool(Arc::new(Inner {
            executors,
            sessions,
            logs,
            era: Arc::default(),
            clock: schedule.clock().clone(),
            entropy,
            tasks: schedule.tasks().clone(),
            schedule,
            settings,
            room: Room::new(settings.environments, settings.place_wait),
            light_room: Room::new(settings.light_environments, settings.place_wait),
            warm: Mutex::default(),
            callers: Callers::default(),
            sweeper: Slot::default(),
            provider: Slot::default(),
            watched: Once::new(),
            gone: CancellationToken::new(),
        }))
    }

    /// What runs functions, in the order in which they are asked.
    pub(crate) fn executors(&self) -> Vec<Arc<dyn Executor>> {
        self.0.executors.clone()
    }

    /// Does the slow work for a version, once, while it is `Pending`.
    ///
    /// # Errors
    /// Why it cannot be run here at all.
    pub async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable> {
        choice::prepare(&self.0.executors, self.0.settings.executor, version).await
    }

    /// Runs one invocation in a warm environment if there is one, else in a fresh one. It runs to its end even if
    /// nobody waits for it any more: a caller who goes away does not stop a function, on AWS as here. `depth` counts
    /// the invocations that wait for this one; `held` is kept for as long as it runs.
    ///
    /// # Errors
    /// [`Busy`]: no place became free in time.
    pub async fn invoke(
        &self,
        version: Arc<Version>,
        (invocation, reply): (Invocation, ReplySink),
        depth: usize,
        held: impl Send + 'static,
    ) -> Result<Outcome, Busy> {
        let (sender, outcome) = oneshot::channel();
        let inner = self.0.clone();
        let told = move |outcome| {
            drop(held);
            // Nobody may be waiting, see above.
            let _unheard = sender.send(outcome);
        };
        let is_carried = depth == 0 && !reply.takes_parts();
        let work = async move {
            let stop = inner.tasks.stop_token();
            tokio::select! {
                () = inner.run(version, (invocation, reply), depth, told) => {}
                // Who waits is told so by the end of the channel.
                () = stop.cancelled() => {}
            }
        };
        let outcome = if is_carried {
            // Who waits for the whole does the work: to wake another task costs more than a small function.
            let work = self.0.tasks.carry("lambda invocation", work);
            match futures::future::select(outcome, work).await {
                Either::Left((outcome, _goes_on)) => outcome,
                Either::Right(((), outcome)) => outcome.await,
            }
        } else {
            // Who takes a response in pieces may make a pause between two; and calls in calls would share one stack.
            self.0.tasks.spawn("lambda invocation", work);
            outcome.await
        };
        // Without an outcome the process stops, or there was a panic, which the log has.
        outcome.unwrap_or_else(|_| Ok(if self.0.tasks.is_stopping() { stopped() } else { broken() }))
    }

    /// Ends the idle environments of one version; those at work end when they are done.
    pub fn retire(&self, version: &Version) {
        let retired = self.0.warm.lock().retire(version, |line| *line.version == *version);
        self.0.stop(retired);
    }

    /// Ends the environments of a function, or of one version of it: it was deleted or updated.
    pub fn retire_function(&self, account: &str, region: &str, function: &str, version: Option<&str>) {
        let which = |line: &Line| version.is_none_or(|version| line.version.version == version);
        let retired = self.0.warm.lock().retire_named(account, region, function, which);
        self.0.stop(retired);
    }

    /// Notices that the whole state was exchanged: what functions still write is of the one before, and functions that are
    /// not there any more, by account, region and name, have no environments.
    pub(crate) fn notice_exchange(&self, is_there: impl Fn(&(String, String, String)) -> bool) {
        self.0.era.fetch_add(1, Ordering::AcqRel);
        let retired = self.0.warm.lock().retire_absent(is_there);
        self.0.stop(retired);
    }

    /// The chain of functions that an environment works for, or did last; nothing if none has this session token.
    pub(crate) fn lineage_of(&self, session_token: &str) -> Option<Lineage> {
        self.0.callers.lineage_of(session_token)
    }

    /// What runs in the environment that has this session token.
    pub(crate) fn version_of(&self, session_token: &str) -> Option<Arc<Version>> {
        self.0.callers.version_of(session_token)
    }

    /// How many environments exist, and how many of them are idle.
    pub fn count(&self) -> (usize, usize) {
        let alive = |room: &Room| room.alive.load(Ordering::Relaxed);
        (alive(&self.0.room) + alive(&self.0.light_room), self.0.warm.lock().idle())
    }
}

impl Inner {
    async fn run(
        self: &Arc<Self>,
        version: Arc<Version>,
        (invocation, reply): (Invocation, ReplySink),
        depth: usize,
        told: impl FnOnce(Result<Outcome, Busy>) + Send,
    ) {
        let line = match self.line(&version).await {
            Ok(line) => line,
            Err(failure) => return told(Ok(self.not_started(&version, &invocation, failure.into()))),
        };
        let _place = match self.room_of(&line).places.take(warm::name_of(&version), depth).await {
            Ok(place) => place,
            Err(busy) => return told(Err(busy)),
        };
        let lineage = Lineage::of(&invocation.trace_id);
        let mut lease = match self.lease(&line, lineage).await {
            Ok(lease) => lease,
            Err(not_started) => return told(Ok(self.not_started(&version, &invocation, not_started))),
        };
        let outcome = lease.environment.invoke(invocation, reply).await;
        let (environment, after) = (&lease.known.identity().id, outcome.after);
        tracing::debug!(function = version.arn, %environment, ?after, "invoked");
        match after {
            // Before the caller hears of it: the next call finds it.
            After::Reusable => {
                self.give_back(lease).await;
                told(Ok(outcome));
            }
            After::Ended => {
                self.end(lease).await;
                told(Ok(outcome));
            }
            After::Settles => {
                told(Ok(outcome));
                if lease.environment.settle().await {
                    self.give_back(lease).await;
                } else {
                    self.end(lease).await;
                }
            }
        }
    }

    /// The outcome of an invocation that no environment could be started for. Its log says so, as on AWS.
    fn not_started(&self, version: &Version, invocation: &Invocation, not_started: NotStarted) -> Outcome {
        let NotStarted { failure, log } = not_started;
        let (request_id, now) = (&invocation.request_id, self.clock.now());
        let mut log = log.map_or_else(Log::default, |stream| Log::to(stream, version.log_format.clone()));
        log.start(request_id, &version.version, now);
        let (duration, memory_mib) = (Duration::ZERO, version.memory_mib);
        let usage = Usage { duration, init: None, memory_mib, used_bytes: Some(0) };
        let log = log.finish(request_id, Some(&failure), usage, now);
        Outcome { result: Err(failure), log, after: After::Ended }
    }

    /// An environment to work in for a chain of functions: the idle one that was used last, or a fresh one.
    async fn lease(&self, line: &Arc<Line>, lineage: Lineage) -> Result<Lease, NotStarted> {
        while let Some(Idle { mut lease, .. }) = self.take(line) {
            if self.signs_until_done(&lease, &line.version) && lease.environment.is_ready().await {
                lease.known.works_for(lineage);
                return Ok(lease);
            }
            self.end(lease).await;
        }
        self.fresh(line, lineage, Initialization::OnDemand).await
    }

    /// The line of a version.
    async fn line(&self, version: &Arc<Version>) -> Result<Arc<Line>, Failure> {
        if let Some(line) = self.warm.lock().find(version) {
            return Ok(line);
        }
        // Looks into the package and at this host: not under the lock.
        let chosen = self.choose(version).await.map_err(not_runnable)?;
        Ok(self.warm.lock().add(version.clone(), chosen.executor))
    }

    fn room_of(&self, line: &Line) -> &Room {
        if line.executor.is_light() { &self.light_room } else { &self.room }
    }

    /// An environment that is just being started.
    async fn fresh(
        &self,
        line: &Arc<Line>,
        lineage: Lineage,
        initialization: Initialization,
    ) -> Result<Lease, NotStarted> {
        let (version, room) = (&line.version, self.room_of(line));
        if room.alive.load(Ordering::Relaxed) >= room.most {
            // Those at work are counted by their places; an idle one makes room.
            let is_light = line.executor.is_light();
            let oldest = self.warm.lock().oldest(|line| line.executor.is_light() == is_light);
            if let Some(Idle { lease, .. }) = oldest {
                lease.environment.stop().await;
            }
        }
        let counted = [Counted::new(&room.alive), Counted::new(&line.members)];
        // Before its start: what a function does while it initialises is its caller's doing too.
        let id: Arc<str> = self.entropy.hex(32).into();
        let log = LogStream::new((self.logs.clone(), self.era.clone()), &self.clock, version, &id);
        let credentials = self.session(version)?;
        let known = self.callers.add(Identity { id, credentials, log, initialization }, version);
        known.works_for(lineage);
        let started = line.executor.start(version.clone(), known.identity().clone()).await;
        let environment = started.map_err(|failure| {
            let log = Some(known.identity().log.clone());
            NotStarted { failure, log }
        })?;
        tracing::debug!(function = version.arn, environment = %known.identity().id, executor = line.executor.name(), "started");
        Ok(Lease { environment, known, line: line.clone(), _counted: counted })
    }

    /// Ends an environment. Where it was one of those that are to be ready, another one takes its place.
    async fn end(&self, lease: Lease) {
        let Lease { environment, line, _counted: counted, .. } = lease;
        environment.stop().await;
        drop(counted);
        if line.lacks() > 0 {
            self.provider.wake();
        }
    }

    /// Whether an environment's session holds for one more invocation. It is not to be used once its role was deleted:
    /// whatever the function then asked for would be refused, while a fresh one can work.
    fn signs_until_done(&self, lease: &Lease, version: &Version) -> bool {
        let credentials = lease.known.credentials();
        credentials.expires > self.clock.now().plus(version.timeout) && self.sessions.stand(credentials)
    }

    /// A session of the version's role, for one environment.
    fn session(&self, version: &Version) -> Result<Credentials, Failure> {
        let (role, account) = (Arn::parse(&version.role), AccountId::parse(&version.account));
        let (Some(role), Some(account)) = (role, account) else {
            return Err(no_session(version, "its role is none"));
        };
        let asked = RoleForService { account, role: &role, session: &version.function, lasts: SESSION_LASTS };
        self.sessions.of_role(&asked).map_err(|why| no_session(version, &why.to_string()))
    }

    fn take(&self, line: &Arc<Line>) -> Option<Idle> {
        self.warm.lock().take(line)
    }

    async fn give_back(self: &Arc<Self>, lease: Lease) {
        let until = self.clock.now().plus(self.settings.idle_ttl);
        let room = self.room_of(&lease.line);
        let too_many = room.alive.load(Ordering::Relaxed) > room.most;
        if too_many || self.tasks.is_stopping() {
            return self.end(lease).await;
        }
        let put = self.warm.lock().put(Idle { lease, until });
        match put {
            Put::Refused(Idle { lease, .. }) => self.end(lease).await,
            Put::Watched => {}
            Put::ToWatch => self.watch(),
        }
    }

    /// Sees to the end of what is idle: when it has been so for too long, and when the process stops.
    fn watch(self: &Arc<Self>) {
        self.watched.call_once(|| {
            let sweep = |pool: Arc<Inner>| async move { pool.sweep().await };
            let name = "lambda idle environments";
            self.sweeper.hold(self.schedule.add(name, self, Next::WhenWoken, sweep));
            let (stop, gone) = (self.tasks.stop_token(), self.gone.clone());
            self.tasks.spawn("lambda last environments", stop_at_the_end(Arc::downgrade(self), stop, gone));
        });
        self.sweeper.wake();
    }

    async fn choose(&self, version: &Version) -> Result<Chosen, Unrunnable> {
        choose(&self.executors, self.settings.executor, version).await
    }

    /// Ends environments that were idle, in the background.
    fn stop(&self, environments: Vec<Idle>) {
        if !environments.is_empty() {
            self.tasks.spawn("lambda environments ending", stop_all(environments));
        }
    }

    /// Ends what has been idle for too long.
    async fn sweep(&self) -> Next {
        let (old, next) = {
            let mut warm = self.warm.lock();
            (warm.ended(self.clock.now()), warm.next_end())
        };
        stop_all(old).await;
        next.map_or(Next::WhenWoken, Next::At)
    }
}

/// Ends everything idle when the process stops, if the pool is still there.
async fn stop_at_the_end(pool: Weak<Inner>, stop: CancellationToken, gone: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = gone.cancelled() => return,
    }
    let all = pool.upgrade().map(|pool| pool.warm.lock().all());
    stop_all(all.unwrap_or_default()).await;
}

async fn stop_all(environments: Vec<Idle>) {
    futures::future::join_all(environments.into_iter().map(|idle| idle.lease.environment.stop())).await;
}

/// Why there is no environment, and where its log goes if it came that far.
#[derive(Debug)]
struct NotStarted {
    failure: Failure,
    log: Option<LogStream>,
}

impl From<Failure> for NotStarted {
    fn from(failure: Failure) -> NotStarted {
        NotStarted { failure, log: None }
    }
}

fn failed(failure: Failure) -> Outcome {
    Outcome { result: Err(failure), log: bytes::Bytes::new(), after: After::Ended }
}

/// The outcome of an invocation that the emulator's own end cut short.
fn stopped() -> Outcome {
    failed(Failure::Exited { how: "the emulator is stopping".to_owned() })
}

/// The outcome of an invocation that a fault of ours cut short.
fn broken() -> Outcome {
    let message = "the emulator failed; its log says how".to_owned();
    failed(Failure::Init { error_type: "Runtime.Unknown".to_owned(), message })
}

fn not_runnable(Unrunnable { code, reason }: Unrunnable) -> Failure {
    Failure::Init { error_type: format!("Runtime.{code}"), message: reason }
}

/// A fault of ours, not of the function: logged here, and reported in general words.
fn no_session(version: &Version, why: &str) -> Failure {
    tracing::error!(function = %version.arn, role = %version.role, why, "an environment has no credentials");
    let message = format!("the environment could not be started: it has no credentials: {why}");
    Failure::Init { error_type: "Runtime.Unknown".to_owned(), message }
}
