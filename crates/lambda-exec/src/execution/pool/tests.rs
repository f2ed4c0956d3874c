//! The pool over a hand-made executor and a hand-moved clock.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use async_trait::async_trait;
use base::clock::Timestamp;
use base::seams::NoLogs;
use bytes::Bytes;
use tokio::sync::Semaphore;

use super::*;
use crate::test_engine::OneEach;

mod callers;

/// An executor whose environments answer with their own number, when they are let.
#[derive(Debug, Default)]
struct Numbers {
    started: AtomicUsize,
    stopped: Arc<AtomicUsize>,
    /// Invocations wait for a permit, when this is set.
    gate: Option<Arc<Semaphore>>,
    dead: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Number {
    number: usize,
    gate: Option<Arc<Semaphore>>,
    dead: Arc<AtomicBool>,
    stopped: Arc<AtomicUsize>,
}

#[async_trait]
impl Executor for Numbers {
    fn name(&self) -> &'static str {
        "numbers"
    }

    fn takes(&self, version: &Version) -> bool {
        version.runtime == "numbers"
    }

    fn needs(&self) -> &'static str {
        "numbers"
    }

    async fn prepare(&self, _version: &Version) -> Result<Prepared, Unrunnable> {
        Ok(Prepared::default())
    }

    async fn start(&self, _: Arc<Version>, _: Arc<Identity>) -> Result<Box<dyn Environment>, Failure> {
        let number = self.started.fetch_add(1, Ordering::SeqCst) + 1;
        let (gate, dead, stopped) = (self.gate.clone(), self.dead.clone(), self.stopped.clone());
        Ok(Box::new(Number { number, gate, dead, stopped }))
    }
}

#[async_trait]
impl Environment for Number {
    async fn invoke(&mut self, invocation: Invocation, _: ReplySink) -> Outcome {
        if let Some(gate) = &self.gate {
            gate.acquire().await.unwrap().forget();
        }
        let result = Ok(Bytes::from(self.number.to_string()));
        Outcome { result, log: Bytes::new(), after: After::reusable(invocation.payload != "break") }
    }

    fn is_alive(&mut self) -> bool {
        !self.dead.load(Ordering::SeqCst)
    }

    async fn stop(self: Box<Self>) {
        self.stopped.fetch_add(1, Ordering::SeqCst);
    }
}

fn version(function: &str, number: &str) -> Arc<Version> {
    Arc::new(Version {
        account: "000000000000".into(),
        region: "us-east-1".into(),
        function: function.into(),
        version: number.into(),
        arn: function.into(),
        runtime: "numbers".into(),
        handler: "x".into(),
        memory_mib: 128,
        timeout: Duration::from_secs(3),
        environment: BTreeMap::new(),
        code: "/".into(),
        log_group: "/aws/lambda/f".into(),
        log_format: crate::execution::executor::LogFormat::Text,
        role: "arn:aws:iam::000000000000:role/r".into(),
        layers: None,
        code_sha256: String::new(),
        way: None,
        container: Default::default(),
        endpoint: String::new(),
    })
}

fn event(payload: &'static str) -> Invocation {
    Invocation {
        request_id: "r".into(),
        arn: "arn:aws:lambda:us-east-1:000000000000:function:f".into(),
        deadline: Timestamp::default(),
        payload: payload.into(),
        client_context: None,
        trace_id: String::new(),
    }
}

struct World {
    pool: Pool,
    clock: Clock,
    tasks: Tasks,
    numbers: Arc<Numbers>,
    sessions: Arc<OneEach>,
}

fn world(environments: usize, gated: bool) -> World {
    let numbers =
        Arc::new(Numbers { gate: gated.then(|| Arc::new(Semaphore::new(0))), ..Numbers::default() });
    let (clock, tasks) = (Clock::frozen(Timestamp::from_secs(1_000)), Tasks::new());
    let idle_ttl = Duration::from_secs(60);
    let settings = Settings { environments, idle_ttl, ..Settings::default() };
    let executors: Vec<Arc<dyn Executor>> = vec![numbers.clone()];
    let sessions = Arc::new(OneEach::default());
    let schedule = Schedule::new(clock.clone(), tasks.clone());
    let pool =
        Pool::new(executors, (sessions.clone(), Arc::new(NoLogs)), schedule, Entropy::seeded(1), settings);
    World { pool, clock, tasks, numbers, sessions }
}

impl World {
    async fn invoke(&self, version: &Arc<Version>, payload: &'static str) -> String {
        let outcome =
            self.pool.invoke(version.clone(), (event(payload), ReplySink::whole()), 0, ()).await.unwrap();
        String::from_utf8(outcome.result.unwrap().to_vec()).unwrap()
    }

    fn stopped(&self) -> usize {
        self.numbers.stopped.load(Ordering::SeqCst)
    }

    /// Lets background work go on until `done`.
    async fn until(&self, done: impl Fn() -> bool) {
        for _ in 0..10_000 {
            if done() {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("it did not happen: {:?}", self.pool.count());
    }
}

#[tokio::test]
async fn an_environment_is_used_again_by_its_own_version_only() {
    let world = world(10, false);
    let (a, b, f2) = (version("f", "1"), version("g", "1"), version("f", "2"));
    assert_eq!(world.invoke(&a, "").await, "1");
    assert_eq!(world.invoke(&a, "").await, "1");
    assert_eq!(world.invoke(&b, "").await, "2");
    assert_eq!(world.invoke(&f2, "").await, "3");
    assert_eq!(world.invoke(&a, "").await, "1");
    // The same version read from the store again is the same version.
    assert_eq!(world.invoke(&version("f", "1"), "").await, "1");
    assert_eq!(world.pool.count(), (3, 3));
}

#[tokio::test]
async fn one_that_broke_or_died_is_replaced() {
    let world = world(10, false);
    let f = version("f", "1");
    assert_eq!(world.invoke(&f, "break").await, "1");
    assert_eq!(world.invoke(&f, "").await, "2");
    world.numbers.dead.store(true, Ordering::SeqCst);
    assert_eq!(world.invoke(&f, "").await, "3");
    assert_eq!((world.stopped(), world.pool.count()), (2, (1, 1)));
}

/// Our rule: with `--auth verify` a function whose role was deleted, or made anew, is not left with a session that nobody
/// takes. (AWS gives a function new credentials of its role by itself.)
#[tokio::test]
async fn one_whose_session_is_good_no_longer_is_replaced() {
    let world = world(10, false);
    let f = version("f", "1");
    assert_eq!(world.invoke(&f, "").await, "1");
    assert_eq!(world.invoke(&f, "").await, "1");
    world.sessions.fall();
    assert_eq!(world.invoke(&f, "").await, "2");
    assert_eq!(world.invoke(&f, "").await, "2");
    assert_eq!((world.stopped(), world.pool.count()), (1, (1, 1)));
}

#[tokio::test]
async fn invocations_at_once_have_an_environment_each_up_to_the_limit() {
    let world = world(3, true);
    let f = version("f", "1");
    let gate = world.numbers.gate.clone().unwrap();
    let calls = futures::future::join_all((0..7).map(|_| world.invoke(&f, "")));
    let let_go = async {
        world.until(|| world.pool.count().0 == 3).await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(world.numbers.started.load(Ordering::SeqCst), 3);
        gate.add_permits(7);
    };
    let (answers, ()) = futures::join!(calls, let_go);
    assert_eq!(answers.len(), 7);
    assert_eq!((world.numbers.started.load(Ordering::SeqCst), world.pool.count()), (3, (3, 3)));
}

#[tokio::test]
async fn an_idle_environment_makes_room_for_another_function() {
    let world = world(2, false);
    let functions = ["f", "g", "h"].map(|name| version(name, "1"));
    world.invoke(&functions[0], "").await;
    world.clock.advance(Duration::from_secs(1));
    world.invoke(&functions[1], "").await;
    assert_eq!(world.invoke(&functions[2], "").await, "3");
    assert_eq!((world.stopped(), world.pool.count()), (1, (2, 2)));
    // The one that was idle longest had to go.
    assert_eq!(world.invoke(&functions[1], "").await, "2");
}

#[tokio::test]
async fn an_environment_that_is_idle_too_long_is_ended() {
    let world = world(10, false);
    world.invoke(&version("f", "1"), "").await;
    world.clock.advance(Duration::from_secs(30));
    world.invoke(&version("g", "1"), "").await;
    world.clock.advance(Duration::from_secs(30));
    world.until(|| world.pool.count() == (1, 1)).await;
    world.clock.advance(Duration::from_secs(30));
    world.until(|| world.pool.count() == (0, 0)).await;
    assert_eq!(world.stopped(), 2);
}

#[tokio::test]
async fn a_retired_version_ends_at_once_or_when_its_work_is_done() {
    let world = world(10, true);
    let (f, g) = (version("f", "1"), version("g", "1"));
    let gate = world.numbers.gate.clone().unwrap();
    gate.add_permits(2);
    world.invoke(&f, "").await;
    world.invoke(&g, "").await;
    world.pool.retire(&f);
    world.until(|| world.stopped() == 1).await;
    let at_work = async {
        assert_eq!(world.invoke(&g, "").await, "2");
    };
    let retire = async {
        world.until(|| world.pool.count() == (1, 0)).await;
        world.pool.retire_function("000000000000", "us-east-1", "g", None);
        gate.add_permits(1);
    };
    futures::join!(at_work, retire);
    world.until(|| world.stopped() == 2).await;
    assert_eq!(world.pool.count(), (0, 0));
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_stop_the_function() {
    let world = world(10, true);
    let f = version("f", "1");
    let gate = world.numbers.gate.clone().unwrap();
    {
        let call = world.invoke(&f, "");
        let started = world.until(|| world.pool.count().0 == 1);
        futures::pin_mut!(call, started);
        futures::future::select(call, started).await;
    }
    gate.add_permits(1);
    world.until(|| world.pool.count() == (1, 1)).await;
}

#[tokio::test]
async fn shutdown_ends_everything() {
    let world = world(10, false);
    world.invoke(&version("f", "1"), "").await;
    assert!(world.tasks.shutdown(Duration::from_secs(5)).await);
    assert_eq!((world.stopped(), world.pool.count()), (1, (0, 0)));
}

#[tokio::test]
async fn a_runtime_that_nobody_takes_is_refused_in_words() {
    let world = world(10, false);
    let java = Arc::new(Version { runtime: "java21".into(), ..(*version("f", "1")).clone() });
    let refused = world.pool.prepare(&java).await.unwrap_err();
    assert!(refused.reason.starts_with("The runtime java21 cannot be run here"), "{refused}");
    let outcome = world.pool.invoke(java, (event(""), ReplySink::whole()), 0, ()).await.unwrap();
    assert!(matches!(outcome.result, Err(Failure::Init { .. })), "{outcome:?}");
}
