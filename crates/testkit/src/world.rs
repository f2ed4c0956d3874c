//! One engine, what it is built on, and a caller.

use std::ops::ControlFlow;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Request, Response};
use base::task::Tasks;
use store::{Key, Space, Store};

use crate::ask::Ask;
use crate::faults::Faults;
use crate::reply::{BODY_LIMIT, Reply};
use crate::wait::block_on;

/// When worlds begin: 2026-01-01T00:00:00Z.
pub const START: Timestamp = Timestamp::from_secs(1_767_225_600);

/// How long the tasks of a world may take to end, by the host's clock.
const END_LIMIT: Duration = Duration::from_secs(10);

/// What an engine is built on.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Its state.
    pub store: Store,
    /// Its time, which the test moves.
    pub clock: Clock,
    /// Its chance.
    pub entropy: Entropy,
    /// Its background work.
    pub tasks: Tasks,
}

impl Parts {
    /// An empty store in memory, [`START`], chance by a seed.
    pub fn new() -> Parts {
        let entropy = Entropy::seeded(1);
        Parts::drawing(Store::in_memory(entropy.clone()), entropy)
    }

    /// The same, on a store, with chance of another seed.
    pub fn on(store: Store) -> Parts {
        Parts::drawing(store, Entropy::seeded(2))
    }

    /// The same, on a store and the chance that it was opened with.
    pub fn drawing(store: Store, entropy: Entropy) -> Parts {
        Parts { store, clock: Clock::frozen(START), entropy, tasks: Tasks::new() }
    }

    /// The same, with a store in a data folder. Its last user has closed it.
    pub fn in_folder(folder: &Path) -> Parts {
        let entropy = Entropy::seeded(1);
        Parts::drawing(Store::open(folder, entropy.clone()).unwrap(), entropy)
    }

    /// The same, with a store that does as the test says.
    pub fn faulty() -> (Parts, Faults) {
        let entropy = Entropy::seeded(1);
        let (store, faults) = Faults::store(entropy.clone());
        (Parts::drawing(store, entropy), faults)
    }
}

impl Default for Parts {
    fn default() -> Parts {
        Parts::new()
    }
}

/// How an engine answers.
pub type Answer<E> = for<'a> fn(&'a Arc<E>, Call, Request) -> Answering<'a>;
/// An answer in the making.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// An engine and a caller. Clones are other callers of the same engine.
#[derive(Debug)]
pub struct World<E> {
    /// The engine.
    pub engine: Arc<E>,
    /// Its state.
    pub store: Store,
    /// Its time.
    pub clock: Clock,
    /// Its background work.
    pub tasks: Tasks,
    /// The account that calls.
    pub account: AccountId,
    /// The region that is called.
    pub region: Region,
    /// How the caller shows who it is.
    pub caller: Caller,
    /// The id of every request, in the service's form.
    pub request_id: Arc<str>,
    /// Where the caller finds the emulator.
    pub address: Arc<str>,
    answer: Answer<E>,
}

impl<E> World<E> {
    /// Builds an engine. The caller is the default account, in us-east-1, with a key.
    pub fn new(parts: Parts, build: impl FnOnce(Parts) -> Arc<E>, answer: Answer<E>) -> World<E> {
        let Parts { store, clock, tasks, .. } = parts.clone();
        World {
            engine: build(parts),
            store,
            clock,
            tasks,
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            caller: Caller::Key { access_key: "test".into() },
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            address: "127.0.0.1:4566".into(),
            answer,
        }
    }

    /// The same engine, called by another account.
    pub fn as_account(&self, account: &str) -> World<E> {
        World { account: AccountId::parse(account).unwrap(), ..self.clone() }
    }

    /// The same engine, called in another region.
    pub fn in_region(&self, region: &str) -> World<E> {
        World { region: Region::parse(region).unwrap(), ..self.clone() }
    }

    /// The same engine, called without a signature.
    pub fn anonymous(&self) -> World<E> {
        World { caller: Caller::Anonymous, ..self.clone() }
    }

    /// What the gateway would say about a request.
    pub fn call(&self) -> Call {
        Call {
            account: self.account,
            region: self.region.clone(),
            request_id: self.request_id.clone(),
            now: self.clock.now(),
            caller: self.caller.clone(),
            address: self.address.clone(),
            origin: Origin::default(),
        }
    }

    /// Moves the clock.
    pub fn advance(&self, secs: u64) {
        self.clock.advance(Duration::from_secs(secs));
    }

    /// Sends a request.
    pub async fn send(&self, ask: Ask) -> Reply {
        let asked = ask.to_string();
        self.reply(asked, ask.into()).await
    }

    /// Sends a request from a test that is not async. What the engine begins in the background ends with the reply.
    pub fn ask(&self, ask: Ask) -> Reply {
        block_on(self.send(ask))
    }

    /// Sends a request that an [`Ask`] cannot be, such as one whose body streams.
    pub async fn answer(&self, request: Request) -> Reply {
        self.reply(format!("{} {}", request.method(), request.uri()), request).await
    }

    /// Sends a request to what else answers, beside the engine's own operations.
    pub async fn answered<F: Future<Output = Response>>(
        &self,
        ask: Ask,
        answer: impl FnOnce(Request) -> F,
    ) -> Reply {
        let asked = ask.to_string();
        World::<E>::read(asked, answer(ask.into()).await).await
    }

    async fn reply(&self, asked: String, request: Request) -> Reply {
        World::<E>::read(asked, (self.answer)(&self.engine, self.call(), request).await).await
    }

    async fn read(asked: String, response: Response) -> Reply {
        let (head, body) = response.into_parts();
        let body = body.collect(BODY_LIMIT).await.unwrap();
        Reply { asked, status: head.status.as_u16(), headers: head.headers, body }
    }

    /// How many keys of a space there are.
    pub fn stored(&self, space: Space) -> usize {
        self.below(&Key::of(space))
    }

    /// How many keys begin with a prefix.
    pub fn below(&self, prefix: &Key) -> usize {
        let mut count = 0;
        let one_more = &mut |_: &[u8], _: &bytes::Bytes| {
            count += 1;
            ControlFlow::Continue(())
        };
        self.store.scan_prefix(prefix, one_more).unwrap();
        count
    }

    /// Ends the engine's background work, as a stop of the process does.
    pub async fn stop(&self) {
        assert!(self.tasks.shutdown(END_LIMIT).await, "every task ends");
    }
}

impl<E> Clone for World<E> {
    fn clone(&self) -> World<E> {
        World {
            engine: self.engine.clone(),
            store: self.store.clone(),
            clock: self.clock.clone(),
            tasks: self.tasks.clone(),
            account: self.account,
            region: self.region.clone(),
            caller: self.caller.clone(),
            request_id: self.request_id.clone(),
            address: self.address.clone(),
            answer: self.answer,
        }
    }
}
