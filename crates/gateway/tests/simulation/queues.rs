//! What a client knows of its queues: no message that was acknowledged is lost, and none comes back that was deleted.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html>, read literally. What is
//! received stays in flight for half a day, unless the client gives it back, which it does in its FIFO queue, where that
//! changes no order. What is left after a day is too old.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use serde_json::{Value, json};
use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::Seat;

/// The two queues of a client: a standard and a FIFO queue, of which all messages are of one group.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Queues(BTreeMap<Kind, Vec<Message>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Standard,
    Fifo,
}

/// A message, in the order in which they were sent.
#[derive(Clone, Debug)]
struct Message {
    body: String,
    receives: u32,
    in_flight: bool,
    /// Whether the client has its receipt handle: one that died before the answer came has not.
    held: bool,
}

/// What the client holds is nothing that the queue shows.
impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        (&self.body, self.receives, self.in_flight) == (&other.body, other.receives, other.in_flight)
    }
}

/// The receipt handles that clients got, by what the message says and which receive it was. They are no part of the process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Receipts(Arc<Mutex<BTreeMap<(String, u32), String>>>);

impl Receipts {
    /// The same, for what goes on elsewhere.
    pub(crate) fn fork(&self) -> Receipts {
        Receipts(Arc::new(Mutex::new(self.0.lock().clone())))
    }

    fn of(&self, body: &str, receives: u32) -> Option<String> {
        self.0.lock().get(&(body.to_owned(), receives)).cloned()
    }
}

/// One request. Every body is another one.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(Kind),
    DeleteQueue(Kind),
    Purge(Kind),
    Send(Kind, String),
    Receive(Kind, usize),
    /// DeleteMessage of one that was received so often.
    Delete(Kind, String, u32),
    /// ChangeMessageVisibility to nothing.
    GiveBack(String, u32),
}

/// How long what was received is in flight, in seconds: longer than a life, but for days.
const VISIBILITY_S: u32 = 43_200;

impl Queues {
    /// Everything is too old.
    pub(crate) fn a_day_passes(&mut self) {
        self.0.values_mut().for_each(Vec::clear);
    }

    /// A message in flight that the client can do something with.
    fn held(&self, kind: Kind, chance: &mut Rng) -> Option<(String, u32)> {
        let messages = self.0.get(&kind)?.iter().filter(|message| message.in_flight && message.held);
        let held: Vec<_> = messages.map(|message| (message.body.clone(), message.receives)).collect();
        (!held.is_empty()).then(|| held[chance.usize(..held.len())].clone())
    }

    fn receive(&mut self, kind: Kind, most: usize) -> Option<String> {
        let messages = self.0.get_mut(&kind)?;
        let is_blocked = kind == Kind::Fifo && messages.iter().any(|message| message.in_flight);
        let mut said = String::from("200");
        for message in messages.iter_mut().filter(|message| !message.in_flight && !is_blocked).take(most) {
            message.receives += 1;
            (message.in_flight, message.held) = (true, true);
            said += &format!(" {}*{}", message.body, message.receives);
        }
        Some(said)
    }
}

impl Model for Queues {
    type World = Seat;
    type Step = Step;
    type Said = String;

    fn draw(&self, chance: &mut Rng) -> Step {
        let kind = if chance.bool() { Kind::Standard } else { Kind::Fifo };
        if !self.0.contains_key(&kind) && chance.u8(..8) > 0 {
            return Step::Create(kind);
        }
        let send = |chance: &mut Rng| Step::Send(kind, chance.u64(..).to_string());
        match chance.u8(..100) {
            0 => Step::Create(kind),
            1 => Step::DeleteQueue(kind),
            2 => Step::Purge(kind),
            3..40 => send(chance),
            40..65 => Step::Receive(kind, chance.usize(1..4)),
            65..75 if kind == Kind::Fifo => match self.held(kind, chance) {
                Some((body, receives)) => Step::GiveBack(body, receives),
                None => send(chance),
            },
            _ => match self.held(kind, chance) {
                Some((body, receives)) => Step::Delete(kind, body, receives),
                None => Step::Receive(kind, 3),
            },
        }
    }

    fn take(&mut self, step: &Step) -> String {
        let none = || "400 QueueDoesNotExist".to_owned();
        let done = || "200".to_owned();
        match step {
            Step::Create(kind) => _ = self.0.entry(*kind).or_default(),
            Step::DeleteQueue(kind) => return self.0.remove(kind).map_or_else(none, |_| done()),
            Step::Receive(kind, most) => return self.receive(*kind, *most).unwrap_or_else(none),
            Step::Purge(kind) => match self.0.get_mut(kind) {
                None => return none(),
                Some(messages) => messages.clear(),
            },
            Step::Send(kind, body) => {
                let Some(messages) = self.0.get_mut(kind) else { return none() };
                messages.push(Message { body: body.clone(), receives: 0, in_flight: false, held: false });
            }
            Step::Delete(kind, body, _) => {
                let Some(messages) = self.0.get_mut(kind) else { return none() };
                messages.retain(|message| message.body != *body);
            }
            Step::GiveBack(body, _) => {
                let Some(messages) = self.0.get_mut(&Kind::Fifo) else { return none() };
                let given = messages.iter_mut().filter(|message| message.body == *body);
                given.for_each(|message| message.in_flight = false);
            }
        }
        done()
    }

    async fn ask(seat: &Seat, step: &Step) -> String {
        let receipts = &seat.world.engine.receipts;
        let receipt = |body: &str, receives: u32| receipts.of(body, receives).unwrap();
        let reply = match step {
            Step::Create(kind) => {
                let mut attributes = json!({"MessageRetentionPeriod": "86400"});
                if *kind == Kind::Fifo {
                    attributes["FifoQueue"] = json!("true");
                    attributes["ContentBasedDeduplication"] = json!("true");
                }
                let input = json!({"QueueName": name(seat, *kind), "Attributes": attributes});
                seat.send(Ask::json_1_0("AmazonSQS", "CreateQueue", &input)).await
            }
            Step::DeleteQueue(kind) => ask(seat, "DeleteQueue", *kind, json!({})).await,
            Step::Purge(kind) => ask(seat, "PurgeQueue", *kind, json!({})).await,
            Step::Send(kind, body) => {
                let group = (*kind == Kind::Fifo).then_some("g");
                let input = json!({"MessageBody": body, "MessageGroupId": group});
                ask(seat, "SendMessage", *kind, input).await
            }
            Step::Receive(kind, most) => {
                let input = json!({
                    "MaxNumberOfMessages": most, "VisibilityTimeout": VISIBILITY_S,
                    "AttributeNames": ["ApproximateReceiveCount"],
                });
                return received(seat, &ask(seat, "ReceiveMessage", *kind, input).await);
            }
            Step::Delete(kind, body, receives) => {
                let input = json!({"ReceiptHandle": receipt(body, *receives)});
                ask(seat, "DeleteMessage", *kind, input).await
            }
            Step::GiveBack(body, receives) => {
                let input = json!({"ReceiptHandle": receipt(body, *receives), "VisibilityTimeout": 0});
                ask(seat, "ChangeMessageVisibility", Kind::Fifo, input).await
            }
        };
        said(&reply)
    }

    async fn seen(seat: &Seat) -> Queues {
        let mut queues = BTreeMap::new();
        for kind in [Kind::Standard, Kind::Fifo] {
            let Some(all) = look_at(seat, kind, true).await else { continue };
            let visible = look_at(seat, kind, false).await.unwrap_or_default();
            let message = |(body, receives): (String, u32)| {
                let in_flight = visible.iter().all(|(visible, _)| *visible != body);
                let held = seat.world.engine.receipts.of(&body, receives).is_some();
                Message { body, receives, in_flight, held }
            };
            queues.insert(kind, all.into_iter().map(message).collect());
        }
        Queues(queues)
    }
}

fn name(seat: &Seat, kind: Kind) -> String {
    match kind {
        Kind::Standard => format!("{}-q", seat.name),
        Kind::Fifo => format!("{}-q.fifo", seat.name),
    }
}

async fn ask(seat: &Seat, operation: &str, kind: Kind, mut input: Value) -> Reply {
    input["QueueUrl"] = json!(format!("http://127.0.0.1:4566/000000000000/{}", name(seat, kind)));
    seat.send(Ask::json_1_0("AmazonSQS", operation, &input)).await
}

/// The status, and the code of a refusal.
fn said(reply: &Reply) -> String {
    format!("{} {}", reply.status, reply.code()).trim_end().to_owned()
}

/// The messages of a reply, whose handles the client keeps.
fn received(seat: &Seat, reply: &Reply) -> String {
    let mut said = said(reply);
    for message in reply.json()["Messages"].as_array().into_iter().flatten() {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (body, receives) =
            (text(&message["Body"]), text(&message["Attributes"]["ApproximateReceiveCount"]));
        said += &format!(" {body}*{receives}");
        let key = (body, receives.parse().unwrap());
        seat.world.engine.receipts.0.lock().insert(key, text(&message["ReceiptHandle"]));
    }
    said
}

/// Bodies, in the order in which they were sent, and how often each was received; nothing if there is no queue.
async fn look_at(seat: &Seat, kind: Kind, in_flight_too: bool) -> Option<Vec<(String, u32)>> {
    let path = format!("/_aws/sqs/messages/us-east-1/000000000000/{}", name(seat, kind));
    let ask = Ask::post(&path).json(&json!({"ShowInvisible": in_flight_too}));
    let reply = seat.send(ask.header("x-amz-target", "AmazonSQS.ReceiveMessage")).await;
    if reply.status == 400 {
        return None;
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let messages = reply.expect(200).json()["Messages"].as_array().cloned().unwrap_or_default();
    let one = |message: &Value| {
        let receives = text(&message["Attributes"]["ApproximateReceiveCount"]);
        (text(&message["Body"]), receives.parse().unwrap())
    };
    Some(messages.iter().map(one).collect())
}
