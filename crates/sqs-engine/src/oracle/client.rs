//! Takes the steps of sequences on an engine, as a client that speaks JSON does.

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::Clock;
use base::http::{Body, Request};
use base::schedule::Next;
use base::service::Service;
use http::header::{CONTENT_TYPE, HeaderValue};
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::naive::Naive;
use super::step::{Known, QUEUES, Said, Step, VISIBILITY_S, is_fifo};
use crate::engine::Engine;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// Turns of a task at most: each moves fifty messages.
const MAX_TURNS: usize = 100;

/// A client, and the engine that it speaks to.
pub struct Client {
    pub(super) engine: Arc<Engine>,
    pub(super) service: Arc<dyn Service>,
    /// The engine's time.
    pub clock: Clock,
    /// The receipt handles that the client got, in order. They outlive an engine.
    pub handles: Arc<Mutex<Vec<String>>>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Client {
    /// Of an engine on this clock, with the handles that were got before.
    pub fn new(engine: Arc<Engine>, clock: Clock, handles: Arc<Mutex<Vec<String>>>) -> Client {
        let service = crate::endpoint::services(Arc::clone(&engine)).pop();
        let Some(service) = service else { panic!("SQS is one service") };
        Client { engine, service, clock, handles }
    }

    /// Takes a step.
    pub async fn take(&self, step: &Step) -> Said {
        match step {
            Step::Advance(secs) => {
                self.clock.advance(Duration::from_secs(*secs));
                // Who asks for counts is shown none that is too old.
                for known in &QUEUES {
                    self.count(known).await;
                }
                Said::Done
            }
            Step::Move(queue) => self.move_all(*queue).await,
            _ => {
                let Some((operation, input)) = self.request(step) else { return Said::Done };
                let answered = self.ask(operation, input).await;
                answered.map_or_else(Said::Refused, |answered| self.said(step, &answered))
            }
        }
    }

    /// All that there is: as the store has it, which is checked for what does not fit together, and as clients are shown it.
    pub async fn seen(&self) -> Naive {
        let mut counts = Vec::new();
        for known in &QUEUES {
            counts.push(self.count(known).await);
        }
        super::seen::all(self, &counts).await
    }

    async fn move_all(&self, queue: usize) -> Said {
        let source = arn(queue);
        let started = self.ask("StartMessageMoveTask", json!({"SourceArn": source})).await;
        if let Err(code) = started {
            return Said::Refused(code);
        }
        for _ in 0..MAX_TURNS {
            if Arc::clone(&self.engine).move_messages().await == Next::WhenWoken {
                break;
            }
        }
        let tasks = self.ask("ListMessageMoveTasks", json!({"SourceArn": source})).await;
        let tasks = tasks.unwrap_or_else(|code| panic!("{code}"));
        let task = tasks.pointer("/Results/0").unwrap_or(&Value::Null);
        let status = task.get("Status").and_then(Value::as_str).unwrap_or_default();
        let moved = task.get("ApproximateNumberOfMessagesMoved").and_then(Value::as_u64);
        Said::Moved(status.to_owned(), moved.unwrap_or_default())
    }

    /// A step's operation and its input; nothing where there is no such handle.
    fn request(&self, step: &Step) -> Option<(&'static str, Value)> {
        let set = |queue: usize, name: &str, value: String| {
            ("SetQueueAttributes", json!({"QueueUrl": url(queue), "Attributes": {name: value}}))
        };
        Some(match step {
            Step::Create(queue) => {
                let known = QUEUES.get(*queue)?;
                let mut attributes = json!({
                    "VisibilityTimeout": VISIBILITY_S.to_string(),
                    "MessageRetentionPeriod": known.retention_s.to_string(),
                });
                if let Some(attributes) = attributes.as_object_mut().filter(|_| is_fifo(*queue)) {
                    for name in ["FifoQueue", "ContentBasedDeduplication"] {
                        attributes.insert(name.to_owned(), json!("true"));
                    }
                }
                ("CreateQueue", json!({"QueueName": known.name, "Attributes": attributes}))
            }
            Step::DeleteQueue(queue) => ("DeleteQueue", json!({"QueueUrl": url(*queue)})),
            Step::Purge(queue) => ("PurgeQueue", json!({"QueueUrl": url(*queue)})),
            Step::Delay(queue, delay_s) => set(*queue, "DelaySeconds", delay_s.to_string()),
            Step::Redrive(queue, most) => {
                let target = arn(QUEUES.get(*queue)?.dead.unwrap_or(*queue));
                let policy =
                    |most: &u32| json!({"deadLetterTargetArn": target, "maxReceiveCount": most}).to_string();
                set(*queue, "RedrivePolicy", most.as_ref().map_or_else(String::new, policy))
            }
            Step::Send { queue, body, delay_s, group, id } => {
                let text = |number: Option<u8>| number.map(|number| number.to_string());
                let input = json!({
                    "QueueUrl": url(*queue),
                    "MessageBody": body.to_string(),
                    "DelaySeconds": delay_s,
                    "MessageGroupId": text(*group),
                    "MessageDeduplicationId": text(*id),
                });
                ("SendMessage", input)
            }
            Step::Receive { queue, most, visibility_s, attempt } => {
                let input = json!({
                    "QueueUrl": url(*queue),
                    "MaxNumberOfMessages": most,
                    "VisibilityTimeout": visibility_s,
                    "AttributeNames": ["ApproximateReceiveCount"],
                    "ReceiveRequestAttemptId": attempt.map(|attempt| attempt.to_string()),
                });
                ("ReceiveMessage", input)
            }
            Step::Delete(queue, handle) => {
                let handle = self.handles.lock().get(*handle).cloned()?;
                ("DeleteMessage", json!({"QueueUrl": url(*queue), "ReceiptHandle": handle}))
            }
            Step::Visibility(queue, handle, timeout_s) => {
                let handle = self.handles.lock().get(*handle).cloned()?;
                let input =
                    json!({"QueueUrl": url(*queue), "ReceiptHandle": handle, "VisibilityTimeout": timeout_s});
                ("ChangeMessageVisibility", input)
            }
            Step::Advance(_) | Step::Move(_) => return None,
        })
    }

    fn said(&self, step: &Step, answered: &Value) -> Said {
        let text = |value: &Value, path: &str| value.pointer(path).and_then(Value::as_str).map(str::to_owned);
        match step {
            Step::Send { .. } => Said::Sent(text(answered, "/SequenceNumber")),
            Step::Receive { .. } => {
                let messages = answered.get("Messages").and_then(Value::as_array);
                let mut received = Vec::new();
                for message in messages.into_iter().flatten() {
                    self.handles.lock().extend(text(message, "/ReceiptHandle"));
                    let body = text(message, "/Body").and_then(|body| body.parse().ok());
                    let receives = text(message, "/Attributes/ApproximateReceiveCount");
                    let receives = receives.and_then(|receives| receives.parse().ok());
                    received.extend(body.zip(receives));
                }
                Said::Received(received)
            }
            _ => Said::Done,
        }
    }

    /// Visible, in flight, delayed: of a queue that is there.
    async fn count(&self, known: &Known) -> Option<[u64; 3]> {
        let names = ["", "NotVisible", "Delayed"].map(|of| format!("ApproximateNumberOfMessages{of}"));
        let input = json!({"QueueUrl": format!("/000000000000/{}", known.name), "AttributeNames": names});
        let answered = self.ask("GetQueueAttributes", input).await.ok()?;
        let count = |name: &String| answered.get("Attributes")?.get(name)?.as_str()?.parse::<u64>().ok();
        Some(names.each_ref().map(|name| count(name).unwrap_or(u64::MAX)))
    }

    /// Asks: the reply, or the code of a refusal.
    pub(super) async fn ask(&self, operation: &str, input: Value) -> Result<Value, String> {
        let shown = format!("{operation} {input}");
        let mut request: Request = http::Request::new(Body::from(input.to_string()));
        *request.method_mut() = http::Method::POST;
        let kind = HeaderValue::from_static("application/x-amz-json-1.0");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let target = HeaderValue::try_from(format!("AmazonSQS.{operation}"));
        request.headers_mut().extend(target.ok().map(|target| (super::world::TARGET, target)));
        let (head, body) = self.service.answer(self.call(), request).await.into_parts();
        let body = body.collect(MAX_REPLY_BYTES).await.unwrap_or_default();
        let reply: Value = serde_json::from_slice(&body).unwrap_or_default();
        if head.status.is_success() {
            return Ok(reply);
        }
        let code = reply.get("__type").and_then(Value::as_str).unwrap_or_default();
        assert!(head.status.is_client_error(), "{shown}: {} {reply}", head.status);
        Err(code.rsplit('#').next().unwrap_or_default().to_owned())
    }

    pub(super) fn call(&self) -> Call {
        Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: "11111111-1111-4111-8111-111111111111".into(),
            now: self.clock.now(),
            caller: Caller::Key { access_key: "test".into() },
            address: "127.0.0.1:4566".into(),
            origin: Origin::default(),
        }
    }
}

fn name(queue: usize) -> &'static str {
    QUEUES.get(queue).map_or("", |known| known.name)
}

fn url(queue: usize) -> String {
    format!("http://127.0.0.1:4566/000000000000/{}", name(queue))
}

pub(super) fn arn(queue: usize) -> String {
    format!("arn:aws:sqs:us-east-1:000000000000:{}", name(queue))
}
