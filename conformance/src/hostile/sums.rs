//! Transactions with tokens, and numbers that are added to: all or nothing, and never twice.
//!
//! A transaction writes two items and adds one to a third. One that got no answer is sent again with its token until it
//! is answered; so after its answer the third item counts how often transactions were done.

use std::sync::Mutex;
use std::time::Duration;

use serde_json::{Value, json};

use super::ledger::{Act, Counter, Register, Seen};
use super::scene::{Scene, TABLE, locked};
use super::tally::Kind;
use super::target::Client;
use super::wire::{Reply, Request};

/// Transactions, whole or not at all, once for each token.
pub(crate) const TRANSACTIONS: Kind = "transactions";
/// Additions by UpdateItem.
pub(crate) const ADDITIONS: Kind = "additions";

/// Between two requests of one client.
const PACE: Duration = Duration::from_millis(20);

/// Writes and reads until the run is over.
pub(crate) async fn run(scene: Scene) {
    let (odd, even) = (transact(scene.clone(), 0), transact(scene.clone(), 1));
    tokio::join!(odd, even, look(scene.clone()), add(scene.clone()));
}

/// One writer: the triples whose number has this remainder.
async fn transact(scene: Scene, remainder: usize) {
    let mut client = Client::new(&scene.target);
    let book = scene.book.clone();
    for (name, register) in book.triples.iter().skip(remainder).step_by(2).cycle() {
        let version = locked(register).begin(Act::Write);
        let request = written(name, version);
        if send(&scene, &mut client, &request).await.is_none() {
            return;
        }
        locked(register).acknowledge(version);
        // Now and then once more: it must say the same and do nothing.
        if version.is_multiple_of(4) && send(&scene, &mut client, &request).await.is_none() {
            return;
        }
    }
}

/// Sends a transaction until it is done; nothing when the run is over.
async fn send(scene: &Scene, client: &mut Client, request: &Request) -> Option<()> {
    while scene.target.pause(PACE).await {
        let Some(reply) = scene.ask(TRANSACTIONS, client, request).await else { continue };
        let verdict = match reply.status {
            200 => Ok(true),
            _ if conflicts(&reply) => Ok(false),
            _ => Err(format!("a transaction was answered with {}", reply.summary())),
        };
        let done = verdict.clone().unwrap_or(false);
        scene.tally.judged(TRANSACTIONS, verdict.map(|_| ()), || request.summary());
        if done {
            return Some(());
        }
    }
    None
}

/// A transaction meets another one, which is no fault of either:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling>
fn conflicts(reply: &Reply) -> bool {
    reply.status == 400
        && ["TransactionConflict", "TransactionInProgress"].iter().any(|code| reply.text().contains(code))
}

async fn look(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let book = scene.book.clone();
    for (name, register) in book.triples.iter().cycle() {
        if !scene.target.pause(PACE).await {
            return;
        }
        look_at(&scene, &mut client, name, register).await;
    }
}

async fn look_at(scene: &Scene, client: &mut Client, name: &str, register: &Mutex<Register>) {
    let (floor, request) = (locked(register).floor(), read(name));
    let Some(reply) = scene.ask(TRANSACTIONS, client, &request).await else { return };
    let verdict = if conflicts(&reply) {
        Ok(())
    } else {
        shown(&reply).and_then(|seen| locked(register).judge(floor, seen))
    };
    scene.tally.judged(TRANSACTIONS, verdict, || request.summary());
}

async fn add(scene: Scene) {
    let mut client = Client::new(&scene.target);
    let book = scene.book.clone();
    for (name, counter) in book.counters.iter().cycle() {
        if !scene.target.pause(PACE).await {
            return;
        }
        let (floor, request) = (locked(counter).begin(), added(name));
        let Some(reply) = scene.ask(ADDITIONS, &mut client, &request).await else { continue };
        let verdict = number(&reply).and_then(|number| locked(counter).judge(floor, number));
        scene.tally.judged(ADDITIONS, verdict, || request.summary());
    }
}

/// The three keys of a triple.
fn keys(name: &str) -> [Value; 3] {
    ["left", "right", "count"].map(|side| json!({"pk": {"S": format!("{name}.{side}")}}))
}

fn written(name: &str, version: u64) -> Request {
    let [left, right, count] = keys(name);
    let put = |key: Value| {
        let item = json!({"pk": key.get("pk"), "v": {"N": version.to_string()}});
        json!({"Put": {"TableName": TABLE, "Item": item}})
    };
    let update = json!({"Update": {"TableName": TABLE, "Key": count, "UpdateExpression": "ADD v :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}}}});
    Request::dynamodb(
        "TransactWriteItems",
        &json!({"ClientRequestToken": format!("{name}.{version}"),
            "TransactItems": [put(left), put(right), update]}),
    )
}

/// The request that reads a triple at one moment.
pub(crate) fn read(name: &str) -> Request {
    let gets = keys(name).map(|key| json!({"Get": {"TableName": TABLE, "Key": key}}));
    Request::dynamodb("TransactGetItems", &json!({"TransactItems": gets}))
}

/// What the answer to [`read`] shows; the error says that the three differ.
pub(crate) fn shown(reply: &Reply) -> Result<Seen, String> {
    let document = reply.json();
    let versions: Option<Vec<Option<u64>>> =
        document.get("Responses").and_then(Value::as_array).map(|responses| {
            responses.iter().map(|one| one.pointer("/Item/v/N")?.as_str()?.parse().ok()).collect()
        });
    match versions.as_deref() {
        Some([None, None, None]) => Ok(Seen::Nothing),
        Some([Some(left), Some(right), Some(count)]) if left == right && left == count => {
            Ok(Seen::Version(*left))
        }
        Some([Some(left), Some(right), Some(count)]) if left == right => {
            Err(format!("COUNTED WRONGLY: transaction {left} is there, and {count} were done"))
        }
        Some(found) => Err(format!("TORN: the items of one transaction have versions {found:?}")),
        None => Err(format!("an answer that no read should get: {}", reply.summary())),
    }
}

fn added(name: &str) -> Request {
    Request::dynamodb(
        "UpdateItem",
        &json!({"TableName": TABLE, "Key": {"pk": {"S": name}}, "UpdateExpression": "ADD v :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}}, "ReturnValues": "UPDATED_NEW"}),
    )
}

/// The request that reads a number.
pub(crate) fn count(name: &str) -> Request {
    let key = json!({"pk": {"S": name}});
    Request::dynamodb("GetItem", &json!({"TableName": TABLE, "Key": key, "ConsistentRead": true}))
}

/// The number that an addition or a read shows.
pub(crate) fn number(reply: &Reply) -> Result<u64, String> {
    let document = reply.json();
    let number = document.pointer("/Attributes/v/N").or_else(|| document.pointer("/Item/v/N"));
    match number.and_then(|number| number.as_str()?.parse().ok()) {
        Some(number) => Ok(number),
        None if reply.body == "{}" => Ok(0),
        None => Err(format!("no number in {}", reply.summary())),
    }
}

/// Judges what a read of a number shows.
pub(crate) fn judged(counter: &Mutex<Counter>, reply: &Reply) -> Result<(), String> {
    let floor = locked(counter).floor();
    number(reply).and_then(|number| locked(counter).judge(floor, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(versions: [Option<u64>; 3]) -> Reply {
        let item = |version: Option<u64>| match version {
            Some(version) => json!({"Item": {"v": {"N": version.to_string()}}}),
            None => json!({}),
        };
        Reply::of(200, &json!({"Responses": versions.map(item)}).to_string())
    }

    #[test]
    fn a_torn_or_repeated_transaction_is_told() {
        assert_eq!(shown(&three([Some(3), Some(3), Some(3)])), Ok(Seen::Version(3)));
        assert_eq!(shown(&three([None, None, None])), Ok(Seen::Nothing));
        for (versions, wanted) in [
            ([Some(3), Some(2), Some(3)], "TORN"),
            ([Some(1), None, None], "TORN"),
            ([None, None, Some(1)], "TORN"),
            ([Some(3), Some(3), Some(4)], "COUNTED WRONGLY"),
            ([Some(3), Some(3), Some(2)], "COUNTED WRONGLY"),
        ] {
            assert!(shown(&three(versions)).unwrap_err().contains(wanted), "{versions:?}");
        }
        assert!(shown(&Reply::of(400, r#"{"__type":"ResourceNotFoundException"}"#)).is_err());
    }

    #[test]
    fn a_number_is_read_from_both_answers() {
        assert_eq!(number(&Reply::of(200, r#"{"Attributes":{"v":{"N":"7"}}}"#)), Ok(7));
        assert_eq!(number(&Reply::of(200, r#"{"Item":{"v":{"N":"7"}}}"#)), Ok(7));
        assert_eq!(number(&Reply::of(200, "{}")), Ok(0));
        assert!(number(&Reply::of(500, "")).is_err());
    }

    #[test]
    fn a_lost_addition_is_told() {
        let counter = Mutex::new(Counter::default());
        let _ = locked(&counter).begin();
        judged(&counter, &Reply::of(200, r#"{"Item":{"v":{"N":"1"}}}"#)).unwrap();
        assert!(judged(&counter, &Reply::of(200, "{}")).unwrap_err().contains("LOST"));
    }

    #[test]
    fn only_a_conflict_is_no_fault() {
        assert!(conflicts(&Reply::of(400, "…[TransactionConflict, None]")));
        assert!(!conflicts(&Reply::of(400, "…[ConditionalCheckFailed, None]")));
        assert!(!conflicts(&Reply::of(500, "TransactionConflict")));
    }
}
