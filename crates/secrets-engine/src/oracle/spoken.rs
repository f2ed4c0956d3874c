//! Requests by the grammar, some of them broken; and what must hold of each reply.

use std::sync::Arc;
use std::time::Duration;

use base::arn::AccountId;
use base::call::Caller;
use base::http::{Body, Request};
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use wire::json::Style;

use super::client::{Client, TARGET};
use super::grammar::{self, Given};
use super::step::REGIONS;
use super::world::{at_once, client};
use crate::model::MODEL;
use crate::ops;
use base::dice::Dice;

/// Longest reply that is taken.
const MAX_REPLY_BYTES: usize = 1 << 26;

/// Requests of one sequence at most, so that one input stays quick.
const MAX_STEPS: usize = 40;

/// The codes of errors that no model declares, all of wrong requests and of who may not.
const COMMON: [&str; 4] =
    ["ValidationException", "AccessDeniedException", "SerializationException", "UnknownOperationException"];

/// A sequence of requests, from two accounts, while time passes.
pub(super) fn talk(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let client = client();
    let mut given = Given::new();
    for _ in 0..MAX_STEPS {
        if dice.is_empty() {
            break;
        }
        if dice.once_in(8) {
            client.clock.advance(Duration::from_secs(u64::from(dice.byte()) * 36_000));
        }
        at_once(Arc::clone(&client.engine).keep_up());
        step(&client, &mut dice, &mut given);
    }
}

/// One request, and what of its reply later ones may use.
fn step(client: &Client, dice: &mut Dice<'_>, given: &mut Given) {
    // There is more to do where there are secrets.
    let often = ["CreateSecret", "PutSecretValue", "GetSecretValue", "UpdateSecretVersionStage"];
    let at = dice.below(ops::ROWS.len() + 3 * often.len());
    let often = often.get(at % often.len()).copied();
    let row = ops::ROWS.get(at).or_else(|| ops::ROWS.iter().find(|row| Some(row.signature.name) == often));
    let Some(row) = row else { return };
    let name = if dice.once_in(64) { "Nothing" } else { row.signature.name };
    let fields = grammar::members(dice, given, row.signature.input, 0);
    let mut body = wire::json::write(&fields, Style { writes_empty: dice.once_in(2) });
    if dice.once_in(12) {
        spoil(dice, &mut body);
    }
    let shown = format!("{name} {}", String::from_utf8_lossy(&body));
    let mut request: Request = http::Request::new(Body::from(body));
    *request.method_mut() = http::Method::POST;
    let kind = HeaderValue::from_static("application/x-amz-json-1.1");
    request.headers_mut().insert(CONTENT_TYPE, kind);
    let target = HeaderValue::try_from(format!("secretsmanager.{name}"));
    request.headers_mut().extend(target.ok().map(|target| (TARGET, target)));
    let mut call = client.call(dice.one_of(&REGIONS).unwrap_or_default());
    if dice.once_in(4) {
        call.account = AccountId::parse(grammar::OTHER_ACCOUNT).unwrap_or(AccountId::DEFAULT);
    }
    if dice.once_in(16) {
        call.caller = Caller::Anonymous;
    }
    let (status, reply) = at_once(async {
        let (head, body) = client.service.answer(call, request).await.into_parts();
        (head.status.as_u16(), body.collect(MAX_REPLY_BYTES).await.unwrap_or_default())
    });
    let document: Value = serde_json::from_slice(&reply).unwrap_or_default();
    // What has no members may have no document.
    assert!(document.is_object() || (status == 200 && reply.is_empty()), "{shown}: {status} {reply:?}");
    if status == 200 {
        for name in ["ARN", "VersionId", "NextToken"] {
            given.extend(document.get(name).and_then(Value::as_str).map(str::to_owned));
        }
    } else {
        check_refusal(&shown, status, &document);
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

/// A refusal has a code that AWS's model declares, with its status, or is one of those of every service.
fn check_refusal(shown: &str, status: u16, reply: &Value) {
    let code = reply.get("__type").and_then(Value::as_str).unwrap_or_default();
    let declared = MODEL.errors.iter().find(|declared| declared.name == code);
    let is_known = match declared {
        Some(declared) => declared.status == status && declared.sender,
        None => status == 400 && COMMON.contains(&code),
    };
    assert!(is_known, "{shown}: {status} {reply}");
}
