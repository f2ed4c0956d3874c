//! Requests that are wrong in some way, and what a service is to say to each: shared by all who misuse one.

use std::time::Duration;

use serde_json::Value;

use super::scene::Scene;
use super::tally::Kind;
use super::target::Client;
use super::wire::{Reply, Request};

/// What is to come of a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expected {
    /// It is refused with status 400 and one of these codes.
    Refused(&'static [&'static str]),
    /// Entries of its batch fail with this code.
    Failed(&'static str),
    /// It is done.
    Done,
    /// It is done, or refused with status 400 and one of these codes: which of both is not known.
    DoneOr(&'static [&'static str]),
}

/// A request, and what is to come of it.
pub(crate) type Case = (Request, Expected);

/// How long a wrong request may take on a busy machine.
const PROMPT: Duration = Duration::from_secs(30);

/// Asks, and judges what is said. Nothing if there was no reply.
pub(crate) async fn tried(
    scene: &Scene,
    kind: Kind,
    client: &mut Client,
    (request, expected): Case,
) -> Option<Reply> {
    let begun = std::time::Instant::now();
    let reply = scene.ask(kind, client, &request).await?;
    let took = begun.elapsed();
    let verdict = judged(&reply, &expected);
    let verdict = verdict.and_then(|()| if took > PROMPT { Err(format!("SLOW: {took:?}")) } else { Ok(()) });
    scene.tally.judged(kind, verdict, || shortened(&request));
    Some(reply)
}

fn judged(reply: &Reply, expected: &Expected) -> Result<(), String> {
    let is_refused =
        |codes: &'static [&'static str]| reply.status == 400 && codes.contains(&code(reply).as_str());
    let is_so = match expected {
        Expected::Done => reply.status == 200,
        Expected::Refused(codes) => is_refused(codes),
        Expected::DoneOr(codes) => reply.status == 200 || is_refused(codes),
        Expected::Failed(code) => {
            reply.status == 200
                && reply.json().pointer("/Failed/0/Code").and_then(Value::as_str) == Some(code)
        }
    };
    if is_so { Ok(()) } else { Err(format!("{expected:?} was to come: {}", reply.summary())) }
}

/// A report shows what was asked too, as far as it is short.
fn shortened(request: &Request) -> String {
    let body = String::from_utf8_lossy(request.body.get(..300).unwrap_or(&request.body)).into_owned();
    format!("{} {body}", request.summary())
}

/// The code of an error, in JSON, as the query protocol names it, or in XML; nothing if the reply is none.
pub(crate) fn code(reply: &Reply) -> String {
    if let Some(named) = reply.header("x-amzn-query-error") {
        return named.split(';').next().unwrap_or_default().to_owned();
    }
    if let Some(named) = reply.json().get("__type").and_then(Value::as_str) {
        return named.rsplit('#').next().unwrap_or_default().to_owned();
    }
    let text = reply.text();
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    code.map(|(code, _)| code.to_owned()).unwrap_or_default()
}

/// One of these.
pub(crate) fn one<T>(mut cases: Vec<T>) -> Option<T> {
    let at = fastrand::usize(..cases.len().max(1));
    (at < cases.len()).then(|| cases.swap_remove(at))
}

/// An operation in JSON 1.1.
pub(crate) fn json_1_1(target: &str, operation: &str, body: impl Into<bytes::Bytes>) -> Request {
    Request::new("POST", "/")
        .header("x-amz-target", format!("{target}.{operation}"))
        .header("content-type", "application/x-amz-json-1.1")
        .body(body)
}

/// Bodies that are no JSON, or none that a service reads, made from one that it does.
pub(crate) fn broken(whole: &str) -> Option<Vec<u8>> {
    let cut = whole.as_bytes().get(..fastrand::usize(1..whole.len().max(2))).unwrap_or_default().to_vec();
    one(vec![
        cut,
        format!("{{\"Name\":{}", "[".repeat(fastrand::usize(1..200_000))).into_bytes(),
        "{\"Name\":".repeat(50_000).into_bytes(),
        b"[]".to_vec(),
        b"7".to_vec(),
        b"\xff\xfe{}".to_vec(),
        [whole.as_bytes(), b"}"].concat(),
        whole.replacen(':', ":\\", 1).into_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_code_is_told() {
        let refused = |code: &str| Reply::of(400, &format!("<Error><Code>{code}</Code></Error>"));
        const MISSING: Expected = Expected::Refused(&["MissingParameter"]);
        judged(&refused("MissingParameter"), &MISSING).unwrap();
        judged(&refused("InternalFailure"), &MISSING).unwrap_err();
        judged(&Reply::of(200, "{}"), &MISSING).unwrap_err();
        judged(&Reply::of(400, r#"{"__type":"MissingParameter"}"#), &MISSING).unwrap();
        judged(&Reply::of(200, r#"{"Failed":[{"Code":"a"}]}"#), &Expected::Failed("a")).unwrap();
        judged(&Reply::of(200, r#"{"Successful":[{}]}"#), &Expected::Failed("a")).unwrap_err();
        judged(&Reply::of(200, "{}"), &Expected::DoneOr(&["a"])).unwrap();
        judged(&Reply::of(400, r#"{"__type":"b"}"#), &Expected::DoneOr(&["a"])).unwrap_err();
    }

    #[test]
    fn a_broken_body_is_no_document() {
        for _ in 0..200 {
            let body = broken(r#"{"Name":"a"}"#).unwrap();
            let read: Result<Value, _> = serde_json::from_slice(&body);
            assert!(read.is_err() || read.is_ok_and(|read| !read.is_object()));
        }
    }
}
