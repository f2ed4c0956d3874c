//! The whole engine in process: requests in, replies out, a clock that is moved by hand, seeded ids.

mod bounds;
mod buckets;
mod checksums;
mod conditions;
mod copies;
mod documents;
mod durability;
mod golden;
mod listings;
mod multipart;
mod notifications;
mod objects;
mod races;
mod regions;
pub(crate) mod routing;
mod seams;
mod sentences;
mod tagging;
mod texts;
mod unserved;
mod versions;

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::http::{Body, Request};
use base::task::Tasks;
use bytes::Bytes;
use http::{HeaderMap, Method};
use store::Store;

use crate::{Engine, Settings};

/// An engine and a caller.
pub(crate) struct World {
    pub(crate) engine: Arc<Engine>,
    pub(crate) clock: Clock,
    pub(crate) tasks: Tasks,
    pub(crate) store: Store,
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) caller: Caller,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl World {
    /// Nothing there yet; 2026-01-02T03:04:05Z, us-east-1.
    pub(crate) fn new() -> World {
        let entropy = Entropy::seeded(7);
        World::on(Store::in_memory(entropy.clone()), entropy)
    }

    /// On a store, with the chance that it was opened with.
    pub(crate) fn on(store: Store, entropy: Entropy) -> World {
        let (clock, tasks) = (Clock::frozen(Timestamp::from_secs(1_767_323_045)), Tasks::new());
        let engine = Engine::new(store.clone(), clock.clone(), entropy, tasks.clone(), Settings::default());
        World {
            engine,
            clock,
            tasks,
            store,
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            caller: Caller::Key { access_key: "test".into() },
        }
    }

    /// With a bucket named `bkt`.
    pub(crate) async fn with_bucket() -> World {
        let world = World::new();
        world.send("PUT", "/bkt", &[], "").await.expect(200);
        world
    }

    /// The same engine in the eyes of another account.
    pub(crate) fn as_account(&self, account: &str) -> World {
        World { account: AccountId::parse(account).unwrap(), ..self.same() }
    }

    /// The same engine through another region's endpoint.
    pub(crate) fn in_region(&self, region: &str) -> World {
        World { region: Region::parse(region).unwrap(), ..self.same() }
    }

    /// The same engine without a signature.
    pub(crate) fn anonymous(&self) -> World {
        World { caller: Caller::Anonymous, ..self.same() }
    }

    fn same(&self) -> World {
        World {
            engine: self.engine.clone(),
            clock: self.clock.clone(),
            tasks: self.tasks.clone(),
            store: self.store.clone(),
            account: self.account,
            region: self.region.clone(),
            caller: self.caller.clone(),
        }
    }

    pub(crate) fn wait(&self, secs: u64) {
        self.clock.advance(Duration::from_secs(secs));
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
        let mut request = http::Request::builder().method(Method::try_from(method).unwrap()).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !headers.iter().any(|(name, _)| *name == "content-length") && matches!(method, "PUT" | "POST") {
            request = request.header("content-length", body.len());
        }
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) fn call(&self) -> Call {
        Call {
            account: self.account,
            region: self.region.clone(),
            request_id: "0123456789ABCDEF".into(),
            now: self.clock.now(),
            caller: self.caller.clone(),
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        }
    }

    pub(crate) async fn answer(&self, request: Request) -> Answer {
        let (parts, body) = self.engine.answer(self.call(), request).await.into_parts();
        let body = body.collect(64 * 1024 * 1024).await.unwrap();
        let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, body };
        assert_eq!(answer.header("x-amz-request-id"), "0123456789ABCDEF");
        assert_eq!(answer.header("server"), "AmazonS3");
        answer
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

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// An error of this status and code.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Answer {
        assert_eq!((self.status, self.element("Code").as_str()), (status, code), "{}", self.text());
        assert_eq!(self.element("RequestId"), "0123456789ABCDEF");
        assert_eq!(self.element("HostId"), self.header("x-amz-id-2"));
        self
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, or the empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The content of the first element of this name, or the empty text.
    pub(crate) fn element(&self, name: &str) -> String {
        self.elements(name).into_iter().next().unwrap_or_default()
    }

    /// The contents of all elements of this name, in order.
    pub(crate) fn elements(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        text.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap().to_owned()).collect()
    }
}
