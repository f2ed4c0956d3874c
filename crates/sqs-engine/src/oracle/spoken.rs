//! Requests by the grammar, some of them broken, in either protocol; and what must hold of each reply.

use std::time::Duration;

use base::arn::AccountId;
use base::call::Caller;
use base::http::{Body, Request};
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use wire::json::Style;
use wire::xml::Element;

use super::client::Client;
use super::grammar::{self, Given};
use super::step::{QUEUES, Step};
use super::world::{TARGET, waits_or};
use crate::model::MODEL;
use crate::ops;
use base::dice::Dice;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// Requests of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 40;

/// Statuses of errors that no model declares: wrong requests and who may not.
const COMMON: [u16; 2] = [400, 403];

/// In what a request is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Form,
    Json,
}

/// A sequence of requests, from two accounts, while time passes.
pub(super) fn talk(bytes: &[u8], tongue: Tongue) {
    let mut dice = Dice::new(bytes);
    let client = super::world::client();
    let mut given = Given::new();
    let ready =
        (0..QUEUES.len()).map(Step::Create).chain([Step::Redrive(0, Some(2)), Step::Redrive(2, Some(1))]);
    for step in ready {
        super::world::at_once(client.take(&step));
    }
    for _ in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        if dice.once_in(8) {
            client.clock.advance(Duration::from_secs(u64::from(dice.byte())));
        }
        step(&client, &mut dice, &mut given, tongue);
    }
    super::world::at_once(client.seen());
}

/// One request, and what of its reply later ones may use.
fn step(client: &Client, dice: &mut Dice<'_>, given: &mut Given, tongue: Tongue) {
    // There is more to do where messages come and go.
    let often =
        ["SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"];
    let at = dice.below(ops::ROWS.len() + 3 * often.len());
    let often = often.get(at % often.len()).copied();
    let row = ops::ROWS.get(at).or_else(|| ops::ROWS.iter().find(|row| Some(row.signature.name) == often));
    // Whoever deletes a queue ends most of what was to be seen.
    let Some(row) = row.filter(|row| row.signature.name != "DeleteQueue" || dice.once_in(4)) else { return };
    let name = if dice.once_in(64) { "Nothing" } else { row.signature.name };
    let fields = grammar::members(dice, given, row.signature.input, 0);
    let mut body = match tongue {
        Tongue::Form => {
            let members = wire::form::write(&fields);
            format!("Action={name}&Version={}&{members}", MODEL.version).into_bytes()
        }
        Tongue::Json => wire::json::write(&fields, Style { writes_empty: dice.once_in(2) }),
    };
    if dice.once_in(12) {
        spoil(dice, &mut body);
    }
    let shown = format!("{name} {}", String::from_utf8_lossy(&body));
    let mut request: Request = http::Request::new(Body::from(body));
    *request.method_mut() = http::Method::POST;
    let kind = match tongue {
        Tongue::Form => "application/x-www-form-urlencoded",
        Tongue::Json => "application/x-amz-json-1.0",
    };
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if tongue == Tongue::Json
        && let Ok(target) = HeaderValue::try_from(format!("AmazonSQS.{name}"))
    {
        request.headers_mut().insert(TARGET, target);
    }
    let mut call = client.call();
    if dice.once_in(8) {
        call.account = AccountId::parse("123456789012").unwrap_or(AccountId::DEFAULT);
    }
    if dice.once_in(16) {
        call.caller = Caller::Anonymous;
    }
    let answering = async {
        let (head, body) = client.service.answer(call, request).await.into_parts();
        (head.status.as_u16(), body.collect(MAX_REPLY_BYTES).await.unwrap_or_default())
    };
    // Who waits for messages may go away, or wait until nothing came.
    let stays = !dice.once_in(2);
    let give_up = || {
        client.clock.advance(Duration::from_secs(20));
        stays
    };
    let Some((status, reply)) = waits_or(answering, give_up) else { return };
    let text = String::from_utf8_lossy(&reply);
    match tongue {
        Tongue::Form => check_xml(&shown, status, &text),
        Tongue::Json => check_json(&shown, status, &reply),
    }
    if status == 200 {
        given.extend(handles(&text));
    }
}

fn spoil(dice: &mut Dice<'_>, body: &mut Vec<u8>) {
    let at = dice.below(body.len());
    match dice.below(3) {
        0 => body.truncate(at),
        1 => body.insert(at.min(body.len()), dice.byte()),
        _ => body.get_mut(at).into_iter().for_each(|byte| *byte = dice.byte()),
    }
}

/// What looks like a handle in a reply.
fn handles(text: &str) -> impl Iterator<Item = String> {
    let is_of_handle = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let words = text.split(move |c| !is_of_handle(c));
    words.filter(|word| word.starts_with("AQEB") || word.starts_with("eyJ")).map(str::to_owned)
}

fn check_xml(shown: &str, status: u16, text: &str) {
    // A sentence may show the one character that no reader of XML takes, by its number.
    let document = Element::read(text.replace("&#x0;", "").as_bytes()).ok().flatten();
    let Some(document) = document else { panic!("{shown}: {status}, and the reply is not XML: {text}") };
    if status != 200 {
        let code = document.child("Error").and_then(|error| error.child("Code"));
        check_refusal(shown, status, code.map_or("", |code| code.text.as_str()), text);
    }
}

fn check_json(shown: &str, status: u16, reply: &[u8]) {
    let document: Value = serde_json::from_slice(reply).unwrap_or_default();
    // What has no members may have no document.
    assert!(document.is_object() || (status == 200 && reply.is_empty()), "{shown}: {status} {reply:?}");
    if status != 200 {
        let code = document.get("__type").and_then(Value::as_str).unwrap_or_default();
        let code = code.rsplit('#').next().unwrap_or_default();
        check_refusal(shown, status, code, &document.to_string());
    }
}

/// A refusal has the status that AWS's model has for it.
fn check_refusal(shown: &str, status: u16, code: &str, reply: &str) {
    let declared = MODEL.errors.iter().find(|declared| declared.name == code || declared.code == code);
    let is_known = declared.map_or(COMMON.contains(&status), |declared| declared.status == status);
    assert!(is_known && !code.is_empty(), "{shown}: {status} {reply}");
}
