//! Asynchronous invocations: what Lambda has taken on it works off, once at least, over however many kills. The function
//! writes its event, which is the input of a PutItem, into a table.

use std::time::Duration;

use serde_json::{Value, json};

use super::scene::{MARKER, MARKS, Scene, locked};
use super::tally::Kind;
use super::target::Client;
use super::things::FUNCTIONS;
use super::wire::{Reply, Request};

/// Events sent.
pub(crate) const EVENTS: Kind = "asynchronous invocations";
/// Events worked off.
pub(crate) const MARKS_SEEN: Kind = "events worked off";
/// Functions that are called and waited for.
pub(crate) const CALLS: Kind = "invocations";

/// What the function sends before its event.
pub(crate) const HEAD: &str =
    "dynamodb POST /\nX-Amz-Target: DynamoDB_20120810.PutItem\nContent-Type: application/x-amz-json-1.0\n\n";
/// Between two events, and between two looks.
const PACE: Duration = Duration::from_millis(250);
/// How many seconds an event may wait: retries included, on a busy machine, across a kill.
pub(crate) const DUE: u64 = 150;

/// Sends events and looks for their marks until the run is over.
pub(crate) async fn run(scene: Scene) {
    tokio::join!(send(scene.clone()), look(scene.clone()), call(scene));
}

async fn send(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(PACE).await {
        let event = locked(&scene.book.events).begin();
        let request = invocation(event);
        let Some(reply) = scene.ask(EVENTS, &mut client, &request).await else { continue };
        let mut events = locked(&scene.book.events);
        let verdict = match reply.status {
            202 => {
                events.acknowledge(event, scene.second());
                Ok(())
            }
            // A full queue throttles.
            429 => {
                events.withdraw(event);
                Ok(())
            }
            _ => Err(format!("an event was answered with {}", reply.summary())),
        };
        drop(events);
        scene.tally.judged(EVENTS, verdict, || request.summary());
    }
}

fn invocation(event: u64) -> Request {
    let input = json!({"TableName": MARKS, "Item": {"pk": {"S": event.to_string()}}});
    Request::new("POST", format!("{FUNCTIONS}/{MARKER}/invocations"))
        .header("x-amz-invocation-type", "Event")
        .body(input.to_string())
}

async fn look(scene: Scene) {
    let mut client = Client::new(&scene.target);
    while scene.target.pause(4 * PACE).await {
        look_once(&scene, &mut client).await;
        let Some(due) = scene.second().checked_sub(DUE) else { continue };
        let overdue = locked(&scene.book.events).overdue(due);
        for event in overdue {
            let what =
                format!("LOST: event {event} was taken on more than {DUE} s ago and is not worked off");
            scene.tally.violated(MARKS_SEEN, what, invocation(event).summary());
            locked(&scene.book.events).withdraw(event);
        }
    }
}

/// Reads all marks, notes them, and removes them.
async fn look_once(scene: &Scene, client: &mut Client) -> Option<()> {
    let scan = scan();
    let reply = scene.ask(MARKS_SEEN, client, &scan).await?;
    let marks = match marks(&reply) {
        Ok(marks) => marks,
        Err(what) => {
            scene.tally.judged(MARKS_SEEN, Err(what), || scan.summary());
            return None;
        }
    };
    for event in marks {
        let verdict = locked(&scene.book.events).seen(event);
        scene.tally.judged(MARKS_SEEN, verdict, || invocation(event).summary());
        let key = json!({"pk": {"S": event.to_string()}});
        let delete = Request::dynamodb("DeleteItem", &json!({"TableName": MARKS, "Key": key}));
        scene.ask(MARKS_SEEN, client, &delete).await?;
    }
    Some(())
}

/// The request that reads all marks.
pub(crate) fn scan() -> Request {
    Request::dynamodb("Scan", &json!({"TableName": MARKS, "ConsistentRead": true}))
}

/// The events whose marks a reply shows.
pub(crate) fn marks(reply: &Reply) -> Result<Vec<u64>, String> {
    let document = reply.json();
    let items = document.get("Items").and_then(Value::as_array);
    let items = items.ok_or_else(|| format!("a Scan was answered with {}", reply.summary()))?;
    let event = |item: &Value| item.pointer("/pk/S").and_then(|pk| pk.as_str()?.parse().ok());
    items.iter().map(|item| event(item).ok_or_else(|| format!("a mark that nobody made: {item}"))).collect()
}

/// Calls a function that answers its event, in WebAssembly and in Python by turns.
async fn call(scene: Scene) {
    let mut client = Client::new(&scene.target);
    for turn in 0_u64.. {
        if !scene.target.pause(PACE).await {
            return;
        }
        let function = if turn.is_multiple_of(8) { PYTHON } else { ECHO };
        let event = json!({ "turn": turn }).to_string();
        let request = Request::new("POST", format!("{FUNCTIONS}/{function}/invocations")).body(event.clone());
        if let Some(reply) = scene.ask(CALLS, &mut client, &request).await {
            scene.tally.judged(CALLS, returned(&reply, &event), || request.summary());
        }
    }
}

/// The function in Python that answers its event.
pub(crate) const PYTHON: &str = "python";
/// The one in WebAssembly.
pub(crate) const ECHO: &str = "echo";

fn returned(reply: &Reply, event: &str) -> Result<(), String> {
    let is_event = serde_json::from_str::<Value>(event).ok() == serde_json::from_slice(&reply.body).ok();
    if reply.status == 200 && is_event && reply.header("x-amz-function-error").is_none() {
        Ok(())
    } else {
        Err(format!("an invocation was answered with {}", reply.summary()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read() {
        let reply = Reply::of(200, r#"{"Items":[{"pk":{"S":"3"}},{"pk":{"S":"17"}}],"Count":2}"#);
        assert_eq!(marks(&reply), Ok(vec![3, 17]));
        assert!(marks(&Reply::of(200, r#"{"Items":[{"pk":{"S":"intruder"}}]}"#)).is_err());
        assert!(marks(&Reply::of(500, "")).is_err());
    }

    #[test]
    fn another_answer_than_the_event_is_told() {
        returned(&Reply::of(200, r#"{"turn": 1}"#), r#"{"turn":1}"#).unwrap();
        returned(&Reply::of(200, r#"{"turn":2}"#), r#"{"turn":1}"#).unwrap_err();
        returned(&Reply::of(502, r#"{"turn":1}"#), r#"{"turn":1}"#).unwrap_err();
        returned(&Reply::of(200, ""), r#"{"turn":1}"#).unwrap_err();
    }
}
