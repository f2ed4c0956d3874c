//! The world of these tests: Parameter Store on a clock that they move.

use std::sync::Arc;

use async_trait::async_trait;
use base::arn::AccountId;
use base::clock::{Clock, Timestamp};
use base::schedule::Schedule;
use base::seams::{SeamError, SecretContent, SecretQuery, SecretVersion, Secrets};
use base::service::Service;
use serde_json::{Value, json};
use ssm_engine::{Engine, Seams, Settings, oracle};
use testkit::{Ask, Parts, Reply};

/// The service and its engine.
#[derive(Debug)]
pub(crate) struct Ssm {
    pub(crate) engine: Arc<Engine>,
    service: Arc<dyn Service>,
}

pub(crate) type World = testkit::World<Ssm>;

/// With nothing in it.
pub(crate) fn world() -> World {
    on(Parts::new())
}

pub(crate) fn on(parts: Parts) -> World {
    set(parts, Settings::default())
}

/// Where members that are kept without effect are refused.
pub(crate) fn strict() -> World {
    set(Parts::new(), Settings { strict: true })
}

fn set(parts: Parts, settings: Settings) -> World {
    let build = move |Parts { store, clock, tasks, .. }| {
        let schedule = Schedule::with_host_clock(clock, Clock::system(), tasks);
        let seams = Seams { secrets: Arc::new(OneSecret) };
        let engine = Engine::new(store, schedule, settings, seams);
        engine.use_keys(oracle::keys());
        let [service] = ssm_engine::services(engine.clone()).try_into().unwrap();
        Arc::new(Ssm { engine, service })
    };
    World::new(parts, build, |ssm, call, request| Box::pin(ssm.service.answer(call, request)))
}

pub(crate) fn ask(operation: &str, input: &Value) -> Ask {
    Ask::json_1_1("AmazonSSM", operation, input)
}

/// Asks.
pub(crate) fn reply(world: &World, operation: &str, input: &Value) -> Reply {
    world.ask(ask(operation, input))
}

/// The reply of what works.
pub(crate) fn ok(world: &World, operation: &str, input: &Value) -> Value {
    reply(world, operation, input).ok().json()
}

/// A String parameter, with further members.
pub(crate) fn put(world: &World, name: &str, value: &str, more: &Value) -> Reply {
    let mut input = json!({"Name": name, "Value": value, "Type": "String"});
    for (member, value) in more.as_object().into_iter().flatten() {
        input[member] = value.clone();
    }
    reply(world, "PutParameter", &input)
}

/// `Parameter` of GetParameter, decrypted.
pub(crate) fn get(world: &World, name: &str) -> Value {
    ok(world, "GetParameter", &json!({"Name": name, "WithDecryption": true}))["Parameter"].clone()
}

/// The names of the parameters of a reply.
pub(crate) fn names(reply: &Value) -> Vec<&str> {
    reply["Parameters"].as_array().unwrap().iter().map(|one| one["Name"].as_str().unwrap()).collect()
}

/// Secrets Manager with the secret `db`, whose version `AWSCURRENT` is text and whose version `old` is bytes.
#[derive(Debug)]
struct OneSecret;

pub(crate) const VERSION_ID: &str = "11111111-aaaa-bbbb-cccc-123456789012";

#[async_trait]
impl Secrets for OneSecret {
    async fn version(&self, query: &SecretQuery) -> Result<SecretVersion, SeamError> {
        assert_eq!(query.region.as_str(), "us-east-1");
        let arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf";
        match query.id.as_str() {
            "db" => {}
            id if id == arn => {}
            "deleted" => return Err(SeamError::Refused("it is marked for deletion".to_owned())),
            _ => return Err(SeamError::NotFound(query.id.clone())),
        }
        let (stage, content) = match (query.version_id.as_deref(), query.version_stage.as_deref()) {
            (None | Some(VERSION_ID), None) | (None, Some("AWSCURRENT")) => {
                ("AWSCURRENT", SecretContent::Text("pass\"word".to_owned()))
            }
            (None, Some("old")) => ("old", SecretContent::Binary(vec![1, 2].into())),
            _ => return Err(SeamError::NotFound("no such version".to_owned())),
        };
        assert_eq!(query.account, AccountId::DEFAULT);
        Ok(SecretVersion {
            arn: arn.to_owned(),
            name: "db".to_owned(),
            version_id: VERSION_ID.to_owned(),
            stages: vec![stage.to_owned()],
            created: Timestamp::from_millis(1_526_334_434_743),
            content,
        })
    }
}
