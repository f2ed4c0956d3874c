//! Takes the steps of sequences on an engine, as a client that speaks JSON does.

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::Clock;
use base::http::{Body, Request};
use base::service::Service;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::naive::Naive;
use super::step::{NAMES, REGIONS, STAGES, Said, Step};
use crate::engine::Engine;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// The header that names an operation.
pub(super) const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// A client, and the engine that it speaks to.
pub struct Client {
    pub(super) engine: Arc<Engine>,
    pub(super) service: Arc<dyn Service>,
    /// The engine's time.
    pub clock: Clock,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// The region of a secret's number.
pub(super) fn region(secret: usize) -> &'static str {
    REGIONS.get(secret % 2).copied().unwrap_or_default()
}

/// Its name.
pub(super) fn name(secret: usize) -> &'static str {
    NAMES.get(secret / 2).copied().unwrap_or_default()
}

/// The id of a version, by its token.
pub(super) fn version(token: u8) -> String {
    format!("{token:032}")
}

fn stage(number: u8) -> &'static str {
    STAGES.get(usize::from(number)).copied().unwrap_or_default()
}

impl Client {
    /// Of an engine on this clock.
    pub fn new(engine: Arc<Engine>, clock: Clock) -> Client {
        let service = crate::endpoint::services(Arc::clone(&engine)).pop();
        let Some(service) = service else { panic!("Secrets Manager is one service") };
        Client { engine, service, clock }
    }

    /// Takes a step.
    pub async fn take(&self, step: &Step) -> Said {
        if let Step::Advance(days) = step {
            self.clock.advance(Duration::from_secs(days * 24 * 60 * 60));
        }
        // What is over is gone before anybody asks.
        Arc::clone(&self.engine).keep_up().await;
        let Some((secret, operation, input)) = request(step) else { return Said::Done };
        let answered = self.ask(region(secret), operation, input).await;
        answered.map_or_else(Said::Refused, |answered| said(step, &answered))
    }

    /// All that there is, as the store has it, which is checked for what does not fit together.
    pub async fn seen(&self) -> Naive {
        super::seen::all(self).await
    }

    /// Asks: the reply, or the code of a refusal.
    async fn ask(&self, region: &str, operation: &str, input: Value) -> Result<Value, String> {
        let shown = format!("{operation} {input}");
        let mut request: Request = http::Request::new(Body::from(input.to_string()));
        *request.method_mut() = http::Method::POST;
        let kind = HeaderValue::from_static("application/x-amz-json-1.1");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let target = HeaderValue::try_from(format!("secretsmanager.{operation}"));
        request.headers_mut().extend(target.ok().map(|target| (TARGET, target)));
        let (head, body) = self.service.answer(self.call(region), request).await.into_parts();
        let body = body.collect(MAX_REPLY_BYTES).await.unwrap_or_default();
        let reply: Value = serde_json::from_slice(&body).unwrap_or_default();
        if head.status.is_success() {
            return Ok(reply);
        }
        assert!(head.status.is_client_error(), "{shown}: {} {reply}", head.status);
        Err(reply.get("__type").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    pub(super) fn call(&self, region: &str) -> Call {
        Call {
            account: AccountId::DEFAULT,
            region: Region::parse(region).unwrap_or_else(Region::us_east_1),
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: "test".into() },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        }
    }
}

/// A step's secret, operation and input.
fn request(step: &Step) -> Option<(usize, &'static str, Value)> {
    let id = |secret: &usize| json!({"SecretId": name(*secret)});
    let of = |secret: &usize, more: Value| {
        let mut input = id(secret);
        if let (Some(members), Value::Object(more)) = (input.as_object_mut(), more) {
            members.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        }
        input
    };
    let versions = |token: &Option<u8>| token.map(version);
    Some(match step {
        Step::Create(secret, value, token) => {
            let mut input = json!({"Name": name(*secret), "ClientRequestToken": version(*token)});
            if let (Some(value), Some(members)) = (value, input.as_object_mut()) {
                members.insert("SecretString".to_owned(), json!(value.to_string()));
            }
            (*secret, "CreateSecret", input)
        }
        Step::Put { secret, value, token, stages } => {
            let stages = stages.as_ref().map(|stages| stages.iter().copied().map(stage).collect::<Vec<_>>());
            let input = json!({"SecretString": value.to_string(), "ClientRequestToken": version(*token),
                "VersionStages": stages});
            (*secret, "PutSecretValue", of(secret, input))
        }
        Step::Update(secret, value, token) => {
            let input = json!({"SecretString": value.to_string(), "ClientRequestToken": version(*token)});
            (*secret, "UpdateSecret", of(secret, input))
        }
        Step::Key(secret, key) => {
            let key = if *key == 0 { String::new() } else { format!("alias/{key}") };
            (*secret, "UpdateSecret", of(secret, json!({"KmsKeyId": key})))
        }
        Step::Stage { secret, stage: number, from, to } => {
            let input = json!({"VersionStage": stage(*number), "RemoveFromVersionId": versions(from),
                "MoveToVersionId": versions(to)});
            (*secret, "UpdateSecretVersionStage", of(secret, input))
        }
        Step::Delete(secret, Some(days)) => {
            (*secret, "DeleteSecret", of(secret, json!({"RecoveryWindowInDays": days})))
        }
        Step::Delete(secret, None) => {
            (*secret, "DeleteSecret", of(secret, json!({"ForceDeleteWithoutRecovery": true})))
        }
        Step::Restore(secret) => (*secret, "RestoreSecret", id(secret)),
        Step::Replicate(secret) => {
            let there = json!({"AddReplicaRegions": [{"Region": region(super::naive::other(*secret))}]});
            (*secret, "ReplicateSecretToRegions", of(secret, there))
        }
        Step::Unreplicate(secret) => {
            let there = json!({"RemoveReplicaRegions": [region(super::naive::other(*secret))]});
            (*secret, "RemoveRegionsFromReplication", of(secret, there))
        }
        Step::Promote(secret) => (*secret, "StopReplicationToReplica", id(secret)),
        Step::Get(secret, token, number) => {
            let input = json!({"VersionId": versions(token), "VersionStage": number.map(stage)});
            (*secret, "GetSecretValue", of(secret, input))
        }
        Step::Advance(_) => return None,
    })
}

fn said(step: &Step, answered: &Value) -> Said {
    let number = |name: &str| {
        let text = answered.get(name).and_then(Value::as_str);
        text.and_then(|text| text.parse::<u8>().ok())
    };
    match step {
        Step::Create(..) | Step::Put { .. } | Step::Update(..) => {
            number("VersionId").map_or(Said::Done, Said::Version)
        }
        Step::Get(..) => {
            let stages = answered.get("VersionStages").and_then(Value::as_array);
            let mut stages: Vec<u8> = stages.into_iter().flatten().filter_map(stage_number).collect();
            stages.sort_unstable();
            let (value, token) = (number("SecretString"), number("VersionId"));
            Said::Value(value.unwrap_or(u8::MAX), token.unwrap_or(u8::MAX), stages)
        }
        _ => Said::Done,
    }
}

/// The number of a label.
fn stage_number(label: &Value) -> Option<u8> {
    stage_of(label.as_str()?)
}

/// The same of its name.
pub(super) fn stage_of(label: &str) -> Option<u8> {
    let at = STAGES.iter().position(|stage| *stage == label)?;
    u8::try_from(at).ok()
}
