//! The whole engine in process: requests in, replies out, a clock that is moved by hand, seeded ids. The folders are named as
//! the rooms that they are about.

mod access {
    mod documents;
    mod lists;
    mod points;
    mod policies;
    mod sessions;
}
mod back {
    mod sentences;
}
pub(crate) mod bucket {
    mod acls;
    mod buckets;
    mod configurations;
    pub(crate) mod directories;
    mod kept_settings;
    mod metadata;
    mod policies;
    mod regions;
    pub(crate) mod settings;
}
mod cors {
    mod pages;
}
mod control {
    pub(crate) mod access_points;
    mod public_access;
    pub(crate) mod tags;
}
mod engine {
    mod bounds;
    mod durability;
    mod races;
    mod sequences;
    mod turns;
}
mod form {
    mod policies;
    mod posts;
    mod signers;
}
mod front {
    pub(crate) mod documents;
    mod hosts;
    mod texts;
}
mod listing {
    mod golden;
    mod listings;
}
mod notify {
    pub(crate) mod notifications;
}
mod object {
    mod annotations;
    mod appends;
    mod conditions;
    mod copies;
    mod customer_keys;
    mod encryption;
    mod locks;
    mod objects;
    mod renames;
    mod tagging;
    pub(crate) mod versions;
}
mod logging {
    mod access_logs;
}
mod replication {
    mod configurations;
    mod replicas;
}
mod website {
    mod visits;
}
mod select {
    mod queries;
}
pub(crate) mod route {
    pub(crate) mod routing;
    mod unserved_headers;
}
mod upkeep {
    mod inventories;
    mod lifecycles;
    mod restores;
    mod sequences;
}
mod upload {
    mod checksums;
    mod multipart;
}
pub(crate) mod keys;
mod seams;
pub(crate) mod sessions;

use std::ops::Deref;
use std::sync::Arc;

use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::Request;
use base::schedule::Schedule;
use bytes::Bytes;
use store::Store;
use testkit::{Ask, Parts};

use crate::Engine;
use crate::Settings;

/// The id that every request has.
pub(crate) const REQUEST_ID: &str = "0123456789ABCDEF";

/// 2026-01-02T03:04:05Z
const START: Timestamp = Timestamp::from_secs(1_767_323_045);

/// An engine and a caller.
#[derive(Clone)]
pub(crate) struct World(testkit::World<Engine>);

/// What came back.
pub(crate) use testkit::Reply as Answer;

impl Deref for World {
    type Target = testkit::World<Engine>;

    fn deref(&self) -> &testkit::World<Engine> {
        &self.0
    }
}

impl World {
    /// Nothing there yet; 2026-01-02T03:04:05Z, us-east-1.
    pub(crate) fn new() -> World {
        let entropy = Entropy::seeded(7);
        World::on(Store::in_memory(entropy.clone()), entropy)
    }

    /// The same with other settings.
    pub(crate) fn with_settings(settings: Settings) -> World {
        let entropy = Entropy::seeded(7);
        World::of(Store::in_memory(entropy.clone()), (entropy, START), settings)
    }

    /// The same with a clock for the host's. Everywhere else that is the emulator's, too.
    pub(crate) fn with_host_clock(host_clock: Clock) -> World {
        let entropy = Entropy::seeded(7);
        let parts = Parts {
            clock: Clock::frozen(START),
            ..Parts::drawing(Store::in_memory(entropy.clone()), entropy)
        };
        World::by(parts, host_clock, Settings::default())
    }

    /// The next process on a store, at another time.
    pub(crate) fn at(store: Store, now: Timestamp) -> World {
        World::of(store, (Entropy::seeded(8), now), Settings::default())
    }

    /// On a store, with the chance that it was opened with.
    pub(crate) fn on(store: Store, entropy: Entropy) -> World {
        World::of(store, (entropy, START), Settings::default())
    }

    fn of(store: Store, (entropy, now): (Entropy, Timestamp), settings: Settings) -> World {
        let clock = Clock::frozen(now);
        World::by(Parts { clock: clock.clone(), ..Parts::drawing(store, entropy) }, clock, settings)
    }

    fn by(parts: Parts, host_clock: Clock, settings: Settings) -> World {
        let build = |Parts { store, clock, entropy, tasks }| {
            let engine =
                Engine::new(store, Schedule::with_host_clock(clock, host_clock, tasks), entropy, settings);
            engine.use_keys(keys::TestKeys::new());
            engine.use_sessions(Arc::new(sessions::TestSessions));
            engine
        };
        let mut world =
            testkit::World::new(parts, build, |engine, call, request| Box::pin(engine.answer(call, request)));
        world.request_id = REQUEST_ID.into();
        World(world)
    }

    /// With a bucket named `bkt`.
    pub(crate) async fn with_bucket() -> World {
        let world = World::new();
        world.send("PUT", "/bkt", &[], "").await.expect(200);
        world
    }

    /// The same engine in the eyes of another account.
    pub(crate) fn as_account(&self, account: &str) -> World {
        World(self.0.as_account(account))
    }

    /// The same engine through another region's endpoint.
    pub(crate) fn in_region(&self, region: &str) -> World {
        World(self.0.in_region(region))
    }

    /// The same engine without a signature.
    pub(crate) fn anonymous(&self) -> World {
        World(self.0.anonymous())
    }

    pub(crate) fn wait(&self, secs: u64) {
        self.advance(secs);
    }

    /// One request. `content-length` is set if it is not given.
    pub(crate) async fn send(
        &self,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Answer {
        let body = body.into();
        let mut ask = Ask::new(method, uri).headers(headers);
        if !headers.iter().any(|(name, _)| *name == "content-length") && matches!(method, "PUT" | "POST") {
            ask = ask.header("content-length", &body.len().to_string());
        }
        looked_at(self.0.send(ask.body(body)).await)
    }

    pub(crate) async fn answer(&self, request: Request) -> Answer {
        looked_at(self.0.answer(request).await)
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send("GET", uri, &[], "").await
    }

    pub(crate) async fn put(&self, uri: &str, body: impl Into<Bytes>) -> Answer {
        self.send("PUT", uri, &[], body).await.expect(200)
    }

    pub(crate) async fn delete(&self, uri: &str) -> Answer {
        self.send("DELETE", uri, &[], "").await
    }
}

/// What every reply has, and every error document.
pub(crate) fn looked_at(answer: Answer) -> Answer {
    assert_eq!(answer.header("x-amz-request-id"), REQUEST_ID, "{answer:?}");
    assert_eq!(answer.header("server"), "AmazonS3", "{answer:?}");
    // Web sites answer people, with pages.
    if answer.status >= 400 && answer.body.starts_with(b"<?xml") {
        assert_eq!(answer.element("RequestId"), REQUEST_ID, "{answer:?}");
        assert_eq!(answer.element("HostId"), answer.header("x-amz-id-2"), "{answer:?}");
    }
    answer
}
