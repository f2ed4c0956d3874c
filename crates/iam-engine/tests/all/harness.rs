//! The world of these tests: both services on one engine, and callers with keys that they gave out.

use std::sync::Arc;

use base::call::{Call, Caller, Checks, Origin};
use base::http::{Request, Response};
use base::seams::{AccessKeys, KeyStanding};
use base::service::Service;
use iam_engine::Engine;
use testkit::{Ask, Parts, Reply};
use wire::endpoint::Engine as _;

/// Both services.
#[derive(Debug)]
pub(crate) struct Both {
    pub(crate) engine: Arc<Engine>,
    iam: Arc<dyn Service>,
    sts: Arc<dyn Service>,
}

pub(crate) type World = testkit::World<Both>;

pub(crate) fn world() -> World {
    on(Parts::new())
}

pub(crate) fn on(parts: Parts) -> World {
    World::new(parts, build, |both, call, request| Box::pin(answer(both, call, request)))
}

fn build(parts: Parts) -> Arc<Both> {
    let engine = Engine::new(parts.store, parts.clock, parts.entropy);
    let [iam, sts] = iam_engine::services(engine.clone(), false).try_into().unwrap();
    Arc::new(Both { engine, iam, sts })
}

async fn answer(both: &Arc<Both>, call: Call, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = body.collect(1 << 26).await.unwrap();
    let is_sts = String::from_utf8_lossy(&bytes).contains(STS);
    let request = Request::from_parts(parts, bytes.into());
    if is_sts { both.sts.answer(call, request).await } else { both.iam.answer(call, request).await }
}

const IAM: &str = "2010-05-08";
const STS: &str = "2011-06-15";

pub(crate) fn iam(action: &str, members: &[(&str, &str)]) -> Ask {
    Ask::form(IAM, action, members)
}

pub(crate) fn sts(action: &str, members: &[(&str, &str)]) -> Ask {
    Ask::form(STS, action, members)
}

/// A request by who did not sign, where signatures are verified; the status and the body.
pub(crate) async fn unproven(world: &World, ask: Ask) -> (u16, String) {
    let origin = Origin { checks: Checks::Verify, ..Origin::default() };
    let call = Call { origin, ..world.anonymous().call() };
    let reply = answer(&world.engine, call, ask.into()).await;
    let status = reply.status().as_u16();
    let body = reply.into_body().collect(1 << 20).await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// What the gateway says of a key: whether it may be used.
pub(crate) fn standing(world: &World, access_key: &str, token: Option<&str>) -> Option<KeyStanding> {
    let keys = world.engine.engine.clone().access_keys().unwrap();
    keys.find(access_key, token, world.clock.now()).map(|known| known.standing)
}

/// The world as one sees it who signs with the credentials of a reply.
pub(crate) fn with_credentials(world: &World, reply: &Reply) -> World {
    let token = reply.element("SessionToken");
    let token = (!token.is_empty()).then_some(token);
    with_key(world, &reply.element("AccessKeyId"), token.as_deref())
}

/// The world as one sees it who signs with a key, as the gateway makes of it.
pub(crate) fn with_key(world: &World, access_key: &str, token: Option<&str>) -> World {
    let keys: Arc<dyn AccessKeys> = world.engine.engine.clone().access_keys().unwrap();
    let owner = keys.find(access_key, token, world.clock.now()).unwrap().owner;
    let access_key = access_key.into();
    let caller = match owner.principal {
        Some(principal) => Caller::Principal { access_key, principal },
        None => Caller::Key { access_key },
    };
    let mut bearer = world.as_account(owner.account.as_str());
    bearer.caller = caller;
    bearer
}
