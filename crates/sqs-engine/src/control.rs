//! The emulator's own paths: a look at the messages of a queue that does not receive them, as LocalStack's users know it.
//! <https://github.com/localstack/localstack/pull/7393>
//!
//! - `GET /_aws/sqs/messages?QueueUrl=URL`
//! - `GET /_aws/sqs/messages/REGION/ACCOUNT/NAME`
//! - ReceiveMessage of any client whose endpoint is `…/_aws/sqs/messages`
//!
//! `ShowInvisible=true` and `ShowDelayed=true` show those too that a receiver would not get. At most [`MOST`] are looked at,
//! and those behind [`MOST_BYTES`] are not shown.

use std::ops::ControlFlow;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::http::{Request, Response, text_of};
use base::service::Spoken;
use base::task::AT_ONCE;
use http::header::HOST;
use serde_json::Value as Json;
use wire::fault::Fault;
use wire::form::Form;
use wire::operation::Outgoing;
use wire::service::{Answered, shown};
use wire::value::{Fields, Slot, Value};

use crate::dialect::DIALECT;
use crate::engine::Engine;
use crate::error;
use crate::message::{Place, Received, attribute, body, system};
use crate::model;
use crate::order;
use crate::queue::address;
use crate::queue::name::{QueueName, is_name};
use crate::records::keys;

/// How many messages are looked at.
const MOST: usize = 1000;

/// Once so many bytes of bodies are shown, no more are.
const MOST_BYTES: usize = 16 << 20;

/// What a look at a message costs beside its body, as if it were so many bytes.
const AROUND: usize = 4096;

/// The longest body that names a queue, in bytes.
const MAX_BODY: usize = 1 << 16;

/// What a message shows in place of a receipt handle: nobody has received it.
const NO_HANDLE: &str = "SQS/BACKDOOR/ACCESS";

impl Engine {
    /// Answers at one of the paths, if there is such a path.
    pub(crate) async fn answer_own(&self, path: &str, request: Request) -> Option<Response> {
        let rest = path.strip_prefix("messages")?;
        let (head, body) = request.into_parts();
        let spoken = Spoken::of(&head);
        let host = head.headers.get(HOST).and_then(text_of).unwrap_or("localhost");
        let call = self.call(host);
        // What is too long, or breaks off, names no queue.
        let content = body.collect(MAX_BODY).await.map_err(|_| error::missing(address::MEMBER));
        let query = head.uri.query().unwrap_or_default();
        let asked = content.and_then(|content| Asked::read(&spoken, query, &content));
        let answered = match asked {
            Ok(asked) => self.show(rest, &asked, &call).await,
            Err(fault) => Err(fault),
        };
        // Whatever is shown is durable, as with every other reply.
        let answered = self.records.settled().await.and(answered);
        Some(shown(&DIALECT, &spoken, answered, &call.request_id).await)
    }

    async fn show(&self, rest: &str, asked: &Asked, call: &Call) -> Answered {
        let name = match rest.strip_prefix('/') {
            Some(rest) => of_path(rest).ok_or_else(error::no_such_queue)?,
            None => address::read(&asked.url, call)?,
        };
        let messages = self.look_at(&name, asked).await?;
        let list = (!messages.is_empty()).then_some(Value::List(messages));
        let fields = Fields::new(&model::RECEIVE_MESSAGE_RESULT).with("Messages", list);
        Ok((&model::RECEIVE_MESSAGE, Outgoing::from(fields)))
    }

    /// Nobody in particular: the account and the region that are meant where nothing else is said.
    fn call(&self, address: &str) -> Call {
        Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: self.records.fresh_uuid().unwrap_or_default().into(),
            now: self.clock().now(),
            caller: Caller::Anonymous,
            address: address.into(),
            origin: Origin::default(),
        }
    }

    async fn look_at(&self, name: &QueueName, asked: &Asked) -> Result<Vec<Slot>, Fault> {
        let found = self.records.queue(name)?;
        let backlog = found.queue.backlog;
        let now = self.clock().now();
        let all = keys::messages(backlog);
        let from = keys::messages_since(backlog, found.queue.oldest_ms(now).saturating_add(1));
        let mut places: Vec<Place> = Vec::new();
        self.records.scan(from.from_here(), &all.end(), &mut |key, _| {
            places.extend(keys::place_of(key));
            if places.len() < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let (mut messages, mut bytes) = (Vec::new(), 0);
        let mut turn = 0;
        for place in places {
            if turn >= AT_ONCE {
                turn = 0;
                tokio::task::yield_now().await;
            }
            let held = self.records.look(|change| order::find(change, backlog, place))?;
            let is_shown = |held: &Received| match held.standing.due_ms > now.millis() {
                true if held.standing.receives > 0 => asked.invisible,
                true => asked.delayed,
                false => true,
            };
            // A message that is not shown was read all the same.
            turn += AROUND + held.as_ref().map_or(0, |held| held.message.body.len());
            let Some(held) = held.filter(is_shown) else { continue };
            bytes += held.message.body.len();
            if bytes > MOST_BYTES {
                break;
            }
            messages.push(Slot::There(Value::Struct(message(held))));
        }
        Ok(messages)
    }
}

fn message(held: Received) -> Fields {
    let attributes: Vec<_> = held.message.attributes.iter().collect();
    Fields::new(&model::MESSAGE)
        .with("MessageId", held.message.id.clone())
        .with("ReceiptHandle", NO_HANDLE.to_owned())
        .with("MD5OfBody", body::hex(held.message.md5_of_body))
        .with("Body", held.message.body.clone())
        .with("Attributes", system::shown(&held, &system::Wanted::all()))
        .with("MD5OfMessageAttributes", attribute::md5(attributes.iter().copied()))
        .with("MessageAttributes", attribute::shown(&attributes))
}

/// What is asked for.
struct Asked {
    url: String,
    invisible: bool,
    delayed: bool,
}

impl Asked {
    fn read(spoken: &Spoken, query: &str, body: &[u8]) -> Result<Asked, Fault> {
        let malformed = || error::missing(address::MEMBER);
        if spoken.has_target {
            let document: Json = serde_json::from_slice(body).map_err(|_| malformed())?;
            let switch = |name: &str| document.get(name).and_then(Json::as_bool).unwrap_or_default();
            let url = document.get(address::MEMBER).and_then(Json::as_str).unwrap_or_default().to_owned();
            return Ok(Asked { url, invisible: switch("ShowInvisible"), delayed: switch("ShowDelayed") });
        }
        let form = Form::read(query, body).map_err(|_| malformed())?;
        let switch = |name: &str| form.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let url = form.get(address::MEMBER).unwrap_or_default().to_owned();
        Ok(Asked { url, invisible: switch("ShowInvisible"), delayed: switch("ShowDelayed") })
    }
}

/// `REGION/ACCOUNT/NAME`
fn of_path(rest: &str) -> Option<QueueName> {
    let mut segments = rest.trim_end_matches('/').split('/');
    let (region, account, name) = (segments.next()?, segments.next()?, segments.next()?);
    let (region, account) = (Region::parse(region)?, AccountId::parse(account)?);
    (segments.next().is_none() && is_name(name)).then(|| QueueName { account, region, name: name.to_owned() })
}
