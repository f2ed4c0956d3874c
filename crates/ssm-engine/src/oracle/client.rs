//! Takes the steps of sequences on an engine, as a client does.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::Clock;
use base::http::{Body, Request};
use base::service::Service;
use http::HeaderName;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Value, json};

use super::naive::{MANY, Naive, One, SAYS, label_of, name_of};
use super::step::{NAMES, Said, Step};
use crate::engine::Engine;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// The header that names an operation.
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// A client, and the engine that it speaks to.
pub struct Client {
    engine: Arc<Engine>,
    service: Arc<dyn Service>,
    /// The engine's time.
    pub clock: Clock,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// What an engine answered: the status and the reply, which is null if it is no JSON.
pub(super) type Answered = (u16, Value);

impl Client {
    /// Of an engine on this clock, whose background work has not begun.
    pub fn new(engine: Arc<Engine>, clock: Clock) -> Client {
        engine.use_keys(super::keys());
        let service = crate::endpoint::services(Arc::clone(&engine)).pop();
        let Some(service) = service else { panic!("Systems Manager is one service") };
        Client { engine, service, clock }
    }

    /// Takes a step.
    pub async fn take(&self, step: &Step) -> Said {
        match step {
            Step::Put { name, value, secure, overwrite, expires_s } => {
                let mut more = json!({"Overwrite": overwrite});
                if let Some(members) = more.as_object_mut() {
                    if *secure {
                        members.insert("Type".to_owned(), json!("SecureString"));
                    }
                    let policies = expires_s.map(|secs| ("Policies".to_owned(), self.expiring(secs).into()));
                    members.extend(policies);
                }
                let said = self.put(name_of(*name), &value.to_string(), more).await;
                self.expire().await;
                said
            }
            Step::PutMany(name) => {
                let mut said = Said::Done;
                for _ in 0..MANY {
                    said = self.put(name_of(*name), SAYS, json!({"Overwrite": true})).await;
                }
                said
            }
            Step::Delete(name) => {
                self.asked("DeleteParameter", json!({"Name": name_of(*name)}), |_| Said::Done).await
            }
            Step::Label(name, version, label) => {
                let mut input = json!({"Name": name_of(*name), "Labels": [label_of(*label)]});
                if let (Some(version), Some(members)) = (version, input.as_object_mut()) {
                    members.insert("ParameterVersion".to_owned(), json!(version));
                }
                self.asked("LabelParameterVersion", input, invalid).await
            }
            Step::Unlabel(name, version, label) => {
                let input = json!({
                    "Name": name_of(*name), "ParameterVersion": version, "Labels": [label_of(*label)],
                });
                self.asked("UnlabelParameterVersion", input, invalid).await
            }
            Step::GetVersion(name, version) => self.get(&format!("{}:{version}", name_of(*name))).await,
            Step::GetLabel(name, label) => {
                self.get(&format!("{}:{}", name_of(*name), label_of(*label))).await
            }
            Step::ByPath { recursive, most } => self.by_path(*recursive, *most).await,
            Step::Advance(secs) => {
                self.clock.advance(Duration::from_secs(u64::from(*secs)));
                self.expire().await;
                Said::Done
            }
        }
    }

    /// All that there is, as clients are shown it.
    pub async fn seen(&self) -> Naive {
        let mut naive = Naive::default();
        for name in NAMES {
            let history =
                self.all("GetParameterHistory", json!({"Name": name, "WithDecryption": true})).await;
            let Ok(history) = history else { continue };
            let mut one = One::default();
            for version in &history {
                let number = version.get("Version").and_then(Value::as_u64).unwrap_or_default();
                one.versions.push((number, text(version, "Value")));
                let labels = version.get("Labels").and_then(Value::as_array).into_iter().flatten();
                one.labels.extend(labels.filter_map(|label| Some((label.as_str()?.to_owned(), number))));
            }
            naive.parameters.insert(name.to_owned(), one);
        }
        let described = self.all("DescribeParameters", json!({})).await;
        let mut names: Vec<String> =
            described.unwrap_or_default().iter().map(|parameter| text(parameter, "Name")).collect();
        names.sort_unstable();
        let known: Vec<String> = naive.parameters.keys().cloned().collect();
        assert_eq!(names, known, "what is described, and what has a history");
        naive
    }

    /// Whether what is described is there, with versions in a row up to the last one.
    pub(super) async fn fits_together(&self) {
        for parameter in self.all("DescribeParameters", json!({})).await.unwrap_or_default() {
            let history = self.all("GetParameterHistory", json!({"Name": text(&parameter, "Name")})).await;
            let number = |version: &Value| version.get("Version").and_then(Value::as_u64).unwrap_or_default();
            let numbers: Vec<u64> = history.unwrap_or_default().iter().map(number).collect();
            let last = number(&parameter);
            let first = last.saturating_sub(numbers.len() as u64).saturating_add(1);
            assert_eq!(numbers, (first..=last).collect::<Vec<_>>(), "{parameter}");
            assert!((1..=100).contains(&numbers.len()), "{parameter}");
        }
    }

    /// What the background does, done.
    async fn expire(&self) {
        let _ = Arc::clone(&self.engine).expire().await;
    }

    async fn put(&self, name: &str, value: &str, more: Value) -> Said {
        let mut input =
            json!({"Name": name, "Value": value, "Type": "String", "Tier": "Intelligent-Tiering"});
        if let (Some(members), Value::Object(more)) = (input.as_object_mut(), more) {
            members.extend(more);
        }
        let number = |reply: &Value| reply.get("Version").and_then(Value::as_u64).unwrap_or_default();
        self.asked("PutParameter", input, |reply| Said::Version(number(reply), value.to_owned())).await
    }

    /// A policy that deletes a parameter in so many seconds.
    fn expiring(&self, secs: u8) -> String {
        let at_ms = i64::try_from(self.clock.now().millis()).unwrap_or_default() + i64::from(secs) * 1000;
        let at = wire::moment::write(at_ms, wire::shape::TimeForm::Iso8601);
        json!([{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": at}}]).to_string()
    }

    async fn get(&self, name: &str) -> Said {
        let input = json!({"Name": name, "WithDecryption": true});
        let version = |reply: &Value| {
            let found = reply.get("Parameter").cloned().unwrap_or_default();
            Said::Version(
                found.get("Version").and_then(Value::as_u64).unwrap_or_default(),
                text(&found, "Value"),
            )
        };
        self.asked("GetParameter", input, version).await
    }

    async fn by_path(&self, recursive: bool, most: usize) -> Said {
        let input = json!({"Path": "/a", "Recursive": recursive, "WithDecryption": true, "MaxResults": most});
        match self.all("GetParametersByPath", input).await {
            Ok(found) => {
                // Sorted as names, in which the engine does not count a first slash.
                let listed: BTreeMap<String, String> =
                    found.iter().map(|one| (text(one, "Name"), text(one, "Value"))).collect();
                assert_eq!(listed.len(), found.len(), "each once");
                Said::Listed(listed.into_iter().collect())
            }
            Err(code) => Said::Refused(code),
        }
    }

    /// All pages.
    async fn all(&self, operation: &str, mut input: Value) -> Result<Vec<Value>, String> {
        let mut found = Vec::new();
        loop {
            let (status, reply) =
                self.ask(operation, AccountId::DEFAULT, input.to_string().into_bytes()).await;
            if status != 200 {
                return Err(code(&reply));
            }
            found.extend(reply.get("Parameters").and_then(Value::as_array).cloned().unwrap_or_default());
            let Some(token) = reply.get("NextToken").filter(|token| !token.is_null()) else {
                return Ok(found);
            };
            if let Some(members) = input.as_object_mut() {
                members.insert("NextToken".to_owned(), token.clone());
            }
        }
    }

    async fn asked(&self, operation: &str, input: Value, said: impl Fn(&Value) -> Said) -> Said {
        let (status, reply) = self.ask(operation, AccountId::DEFAULT, input.to_string().into_bytes()).await;
        if status == 200 { said(&reply) } else { Said::Refused(code(&reply)) }
    }

    /// Asks.
    pub(super) async fn ask(&self, operation: &str, account: AccountId, body: Vec<u8>) -> Answered {
        let mut request: Request = http::Request::new(Body::from(body));
        *request.method_mut() = http::Method::POST;
        let kind = HeaderValue::from_static("application/x-amz-json-1.1");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let target = HeaderValue::try_from(format!("AmazonSSM.{operation}"));
        request.headers_mut().extend(target.ok().map(|target| (TARGET, target)));
        let (head, body) = self.service.answer(self.call(account), request).await.into_parts();
        let body = body.collect(MAX_REPLY_BYTES).await.unwrap_or_default();
        (head.status.as_u16(), serde_json::from_slice(&body).unwrap_or_default())
    }

    fn call(&self, account: AccountId) -> Call {
        Call {
            account,
            region: Region::us_east_1(),
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: "test".into() },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        }
    }
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(super) fn code(reply: &Value) -> String {
    text(reply, "__type")
}

fn invalid(reply: &Value) -> Said {
    let labels = reply.get("InvalidLabels").and_then(Value::as_array).into_iter().flatten();
    Said::Invalid(labels.filter_map(|label| label.as_str().map(str::to_owned)).collect())
}
