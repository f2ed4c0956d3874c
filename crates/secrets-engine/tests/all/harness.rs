//! The world of these tests: Secrets Manager on a clock that they move, with a function that does as they say.

use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::call::Call;
use base::clock::Clock;
use base::schedule::Schedule;
use base::seams::{Functions, SeamError, Secrets, Sender};
use base::service::Service;
use bytes::Bytes;
use parking_lot::Mutex;
use secrets_engine::oracle::PlainKeys;
use secrets_engine::{Engine, Settings};
use serde_json::{Value, json};
use testkit::{Ask, Parts, Reply};

/// The ids of versions.
pub(crate) const FIRST: &str = "11111111-aaaa-4aaa-8aaa-111111111111";
pub(crate) const SECOND: &str = "22222222-aaaa-4aaa-8aaa-222222222222";
pub(crate) const THIRD: &str = "33333333-aaaa-4aaa-8aaa-333333333333";

/// The one function that there is.
pub(crate) const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:rotate";

/// The service, its engine, and the function.
#[derive(Debug)]
pub(crate) struct Manager {
    pub(crate) engine: Arc<Engine>,
    pub(crate) function: Arc<Function>,
    service: Arc<dyn Service>,
}

impl Manager {
    pub(crate) fn secrets(&self) -> Arc<dyn Secrets> {
        self.engine.secrets()
    }
}

pub(crate) type World = testkit::World<Manager>;

/// With nothing in it.
pub(crate) fn world() -> World {
    on(Parts::new())
}

pub(crate) fn on(parts: Parts) -> World {
    let build = move |Parts { store, clock, tasks, .. }| {
        let schedule = Schedule::with_host_clock(clock.clone(), Clock::system(), tasks);
        let engine = Engine::new(store, schedule, Settings::default());
        let [service] = secrets_engine::services(engine.clone()).try_into().unwrap();
        let function = Arc::new(Function { clock, service: Arc::clone(&service), ..Function::nothing() });
        engine.meet(Arc::new(PlainKeys), function.clone());
        Arc::new(Manager { engine, function, service })
    };
    World::new(parts, build, |manager, call, request| Box::pin(manager.service.answer(call, request)))
}

pub(crate) fn ask(operation: &str, input: &Value) -> Ask {
    Ask::json_1_1("secretsmanager", operation, input)
}

/// Asks in one line.
pub(crate) trait Asks {
    fn call_for(&self, operation: &str, input: Value) -> Reply;

    /// A secret with one version, [`FIRST`]: its ARN.
    fn make(&self, name: &str, text: &str) -> String {
        let input = json!({"Name": name, "SecretString": text, "ClientRequestToken": FIRST});
        self.call_for("CreateSecret", input).ok().json()["ARN"].as_str().unwrap().to_owned()
    }

    fn put(&self, id: &str, text: &str, token: &str) -> Value {
        let input = json!({"SecretId": id, "SecretString": text, "ClientRequestToken": token});
        self.call_for("PutSecretValue", input).ok().json()
    }

    fn describe(&self, id: &str) -> Value {
        self.call_for("DescribeSecret", json!({"SecretId": id})).ok().json()
    }

    /// The text at the current version.
    fn text(&self, id: &str) -> String {
        let value = self.call_for("GetSecretValue", json!({"SecretId": id})).ok().json();
        value["SecretString"].as_str().unwrap().to_owned()
    }
}

impl Asks for World {
    fn call_for(&self, operation: &str, input: Value) -> Reply {
        self.ask(ask(operation, &input))
    }
}

/// A function that rotates as AWS's template does, unless it is told to fail.
pub(crate) struct Function {
    clock: Clock,
    service: Arc<dyn Service>,
    pub(crate) events: Mutex<Vec<Value>>,
    /// The steps that fail, each once for each time that it is here.
    pub(crate) failing: Mutex<Vec<&'static str>>,
    /// What stands in the way of every invocation.
    pub(crate) refusal: Mutex<Option<SeamError>>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Function").finish_non_exhaustive()
    }
}

/// Stands in the place of the service until that is there.
#[derive(Debug)]
struct Nothing;

#[async_trait]
impl Service for Nothing {
    fn facts(&self) -> &'static base::service::Facts {
        &secrets_engine::SECRETS_MANAGER
    }

    async fn answer(&self, _: Call, _: base::http::Request) -> base::http::Response {
        unreachable!("nothing answers")
    }

    fn refuse(
        &self,
        _: &Call,
        _: &base::service::Spoken,
        _: &base::service::Refusal,
    ) -> base::http::Response {
        unreachable!("nothing refuses")
    }
}

impl Function {
    fn nothing() -> Function {
        Function {
            clock: Clock::system(),
            service: Arc::new(Nothing),
            events: Mutex::default(),
            failing: Mutex::default(),
            refusal: Mutex::default(),
        }
    }

    /// The steps that were taken so far.
    pub(crate) fn steps(&self) -> Vec<String> {
        self.events.lock().iter().map(|event| event["Step"].as_str().unwrap().to_owned()).collect()
    }

    async fn ask(&self, operation: &str, input: &Value) -> (u16, Value) {
        let call = Call {
            account: base::arn::AccountId::DEFAULT,
            region: base::arn::Region::us_east_1(),
            request_id: "function".into(),
            now: self.clock.now(),
            caller: base::call::Caller::Key { access_key: "test".into() },
            address: "localhost".into(),
            origin: base::call::Origin::default(),
        };
        let (head, body) = self.service.answer(call, ask(operation, input).into()).await.into_parts();
        let body = body.collect(1 << 20).await.unwrap();
        (head.status.as_u16(), serde_json::from_slice(&body).unwrap_or_default())
    }

    /// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html>
    async fn rotate(&self, event: &Value) {
        let (id, token) = (&event["SecretId"], event["ClientRequestToken"].as_str().unwrap());
        let (_, secret) = self.ask("DescribeSecret", &json!({"SecretId": id})).await;
        assert_eq!(secret["RotationEnabled"], true);
        let stages = &secret["VersionIdsToStages"];
        assert!(stages[token].as_array().unwrap().contains(&json!("AWSPENDING")), "{secret}");
        match event["Step"].as_str().unwrap() {
            "createSecret" => {
                let pending = json!({"SecretId": id, "VersionId": token, "VersionStage": "AWSPENDING"});
                if self.ask("GetSecretValue", &pending).await.0 == 200 {
                    return;
                }
                let input = json!({"SecretId": id, "ClientRequestToken": token, "SecretString": format!("of {token}"),
                    "VersionStages": ["AWSPENDING"]});
                assert_eq!(self.ask("PutSecretValue", &input).await.0, 200);
            }
            "finishSecret" => {
                let all = stages.as_object().unwrap();
                let current =
                    all.iter().find(|(_, stages)| stages.as_array().unwrap().contains(&json!("AWSCURRENT")));
                let current = current.map(|(id, _)| id.clone());
                let input = json!({"SecretId": id, "VersionStage": "AWSCURRENT", "MoveToVersionId": token,
                    "RemoveFromVersionId": current});
                assert_eq!(self.ask("UpdateSecretVersionStage", &input).await.0, 200);
            }
            _ => {}
        }
    }
}

#[async_trait]
impl Functions for Function {
    async fn accepts(&self, sender: &Sender, function: &Arn) -> Result<(), SeamError> {
        assert_eq!(sender.service, "secretsmanager.amazonaws.com");
        if function.to_string() != FUNCTION {
            return Err(SeamError::NotFound(function.to_string()));
        }
        self.refusal.lock().clone().map_or(Ok(()), Err)
    }

    async fn invoke(&self, sender: &Sender, function: &Arn, payload: Bytes) -> Result<Bytes, SeamError> {
        self.accepts(sender, function).await?;
        let event: Value = serde_json::from_slice(&payload).unwrap();
        self.events.lock().push(event.clone());
        let step = event["Step"].as_str().unwrap().to_owned();
        let fails = {
            let mut failing = self.failing.lock();
            let at = failing.iter().position(|failing| *failing == step);
            at.map(|at| failing.remove(at)).is_some()
        };
        if fails {
            return Err(SeamError::Unavailable("it failed".to_owned()));
        }
        self.rotate(&event).await;
        Ok(Bytes::from_static(b"null"))
    }
}
