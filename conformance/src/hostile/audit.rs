//! What is asked at rest, when nobody writes: after each restart, and at the end. Everything that was promised is there,
//! reads, lists and indexes agree, and no intruder left anything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::events::{self, DUE};
use super::ledger::Seen;
use super::logs::lines;
use super::parameters::history::{self, Parameter};
use super::scene::{BUCKET, INTRUDER, Scene, TABLE, locked};
use super::secrets::values;
use super::strangers::{self, Strangers};
use super::tally::Kind;
use super::target::Client;
use super::things::{FUNCTIONS, Sort, Thing};
use super::wire::{Reply, Request};
use super::{scene, sums, versions};

/// Reads at rest.
pub(crate) const AUDITS: Kind = "reads at rest";

/// The index of the table, by `g`.
pub(crate) const INDEX: &str = "by-g";

type Verdict = Result<(), String>;

/// Asks for everything and judges it. A server that gives no answer is not asked further.
pub(crate) async fn run(scene: &Scene, strangers: &Strangers) -> Option<()> {
    let mut client = Client::new(&scene.target);
    let mut found = BTreeMap::new();
    for thing in scene.book.things() {
        let (floor, request) = (locked(&thing.register).floor(), thing.read());
        ask(scene, &mut client, &request, |reply| {
            let seen = thing.seen(reply)?;
            found.insert(thing.name.clone(), seen);
            locked(&thing.register).judge(floor, seen)
        })
        .await?;
    }
    for (name, register) in &scene.book.triples {
        let floor = locked(register).floor();
        let judge = |reply: &Reply| sums::shown(reply).and_then(|seen| locked(register).judge(floor, seen));
        ask(scene, &mut client, &sums::read(name), judge).await?;
    }
    for (name, counter) in &scene.book.counters {
        ask(scene, &mut client, &sums::count(name), |reply| sums::judged(counter, reply)).await?;
    }
    versions::audit::<Parameter>(scene, &scene.book.parameters).await?;
    history::audit(scene).await?;
    versions::audit::<values::Secret>(scene, &scene.book.secrets).await?;
    lines::audit(scene).await?;
    for request in strangers::looks() {
        ask(scene, &mut client, &request, |reply| strangers.untouched(&request, reply)).await?;
    }
    agree(scene, &mut client, &found).await?;
    for (request, names) in everything() {
        ask(scene, &mut client, &request, |reply| no_intruder(reply, names)).await?;
    }
    Some(())
}

/// One request and its judgement; nothing if there was no answer, which is judged, too.
async fn ask(
    scene: &Scene,
    client: &mut Client,
    request: &Request,
    judge: impl FnOnce(&Reply) -> Verdict,
) -> Option<()> {
    let answered = client.ask_now(request).await;
    let verdict = match &answered {
        Ok(reply) => judge(reply),
        Err(cause) => Err(format!("NO ANSWER at rest: {cause}")),
    };
    scene.tally.judged(AUDITS, verdict, || request.summary());
    answered.is_ok().then_some(())
}

/// A list and an index show what single reads show.
async fn agree(scene: &Scene, client: &mut Client, found: &BTreeMap<String, Seen>) -> Option<()> {
    let list = Request::new("GET", format!("/{BUCKET}?list-type=2"));
    let objects = there(scene.book.objects.iter().chain(&scene.book.uploads), found);
    let objects: BTreeSet<String> = objects.into_keys().collect();
    ask(scene, client, &list, |reply| same("the list of objects", &listed(reply), &objects)).await?;
    let query = Request::dynamodb(
        "Query",
        &json!({"TableName": TABLE, "IndexName": INDEX, "KeyConditionExpression": "g = :g",
            "ExpressionAttributeValues": {":g": {"S": "all"}}}),
    );
    let items = there(&scene.book.items, found);
    ask(scene, client, &query, |reply| same("the index", &indexed(reply), &items)).await
}

/// The things that reads have shown, with their versions.
fn there<'a>(
    things: impl IntoIterator<Item = &'a Thing>,
    found: &BTreeMap<String, Seen>,
) -> BTreeMap<String, u64> {
    let version = |thing: &Thing| match found.get(&thing.name) {
        Some(Seen::Version(version)) => Some((thing.name.clone(), *version)),
        Some(Seen::Nothing) | None => None,
    };
    things.into_iter().filter_map(version).collect()
}

fn listed(reply: &Reply) -> BTreeSet<String> {
    let text = reply.text();
    text.split("<Key>").skip(1).filter_map(|rest| Some(rest.split_once("</Key>")?.0.to_owned())).collect()
}

fn indexed(reply: &Reply) -> BTreeMap<String, u64> {
    let entry = |item: &Value| {
        let text = |path: &str| item.pointer(path).and_then(Value::as_str);
        Some((text("/pk/S")?.to_owned(), text("/v/N")?.parse().ok()?))
    };
    let document = reply.json();
    let items = document.get("Items").and_then(Value::as_array).cloned().unwrap_or_default();
    items.iter().filter_map(entry).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, shown: &T, read: &T) -> Verdict {
    if shown == read {
        return Ok(());
    }
    Err(format!("TORN: {what} shows {shown:?}, and single reads show {read:?}"))
}

/// What lists all there is, and names that it must have.
fn everything() -> [(Request, &'static [&'static str]); 4] {
    [
        (Request::new("GET", "/"), &[BUCKET, scene::GUARDED, scene::BULK]),
        (Request::dynamodb("ListTables", &json!({})), &[TABLE, scene::MARKS]),
        (Request::new("GET", FUNCTIONS), &[scene::MARKER, events::ECHO, events::PYTHON]),
        (Request::dynamodb("Scan", &json!({"TableName": TABLE, "ProjectionExpression": "pk"})), &[]),
    ]
}

fn no_intruder(reply: &Reply, names: &[&str]) -> Verdict {
    let text = reply.text();
    if reply.status != 200 {
        return Err(format!("CHANGED: what lists everything is answered with {}", reply.summary()));
    }
    if text.contains(INTRUDER) {
        return Err(format!("SOMEBODY GOT IN: {}", reply.summary()));
    }
    match names.iter().find(|name| !text.contains(**name)) {
        Some(name) => Err(format!("LOST: {name} is not among {}", reply.summary())),
        None => Ok(()),
    }
}

/// Waits until all events that were taken on are worked off, for as long as one may take.
pub(crate) async fn drain(scene: &Scene) {
    let mut client = Client::new(&scene.target);
    let end = scene.second() + DUE;
    loop {
        let scan = events::scan();
        match client
            .ask_now(&scan)
            .await
            .map_err(|cause| cause.to_string())
            .and_then(|reply| events::marks(&reply))
        {
            Ok(marks) => {
                for event in marks {
                    let verdict = locked(&scene.book.events).seen(event);
                    scene.tally.judged(events::MARKS_SEEN, verdict, || scan.summary());
                }
            }
            Err(what) => scene.tally.judged(events::MARKS_SEEN, Err(what), || scan.summary()),
        }
        let open = locked(&scene.book.events).overdue(u64::MAX);
        if open.is_empty() {
            return;
        }
        if scene.second() > end {
            let what = format!("LOST: {} events that were taken on are not worked off: {open:?}", open.len());
            return scene.tally.judged(events::MARKS_SEEN, Err(what), || scan.summary());
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}

/// How many things of each sort are there by the ledger, for the report.
pub(crate) fn summary(scene: &Scene) -> String {
    let there = |sort: Sort| {
        let is_there = |thing: &&Thing| thing.sort == sort && locked(&thing.register).is_there();
        scene.book.things().filter(is_there).count()
    };
    format!(
        "{} objects, {} uploads, {} items, {} functions, {} events worked off, {} messages deleted, {} log lines",
        there(Sort::Object),
        there(Sort::Upload),
        there(Sort::Item),
        there(Sort::Function),
        locked(&scene.book.events).done(),
        scene.book.messages.iter().map(|ledger| locked(ledger).done()).sum::<u64>(),
        locked(&scene.book.lines).done()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_or_an_index_misses_is_told() {
        let read: BTreeSet<String> = ["a", "b"].map(str::to_owned).into();
        let list = |text: &str| listed(&Reply::of(200, text));
        same("the list", &list("<Key>a</Key><Key>b</Key>"), &read).unwrap();
        assert!(same("the list", &list("<Key>a</Key>"), &read).unwrap_err().contains("TORN"));
        same("the list", &list("<Key>a</Key><Key>b</Key><Key>c</Key>"), &read).unwrap_err();
        let items = BTreeMap::from([("a".to_owned(), 2)]);
        let index = |v: &str| {
            indexed(&Reply::of(200, &json!({"Items": [{"pk": {"S": "a"}, "v": {"N": v}}]}).to_string()))
        };
        same("the index", &index("2"), &items).unwrap();
        same("the index", &index("1"), &items).unwrap_err();
        same("the index", &indexed(&Reply::of(400, "")), &items).unwrap_err();
    }

    #[test]
    fn what_an_intruder_left_is_told() {
        no_intruder(&Reply::of(200, r#"{"TableNames":["honest"]}"#), &["honest"]).unwrap();
        assert!(no_intruder(&Reply::of(200, "honest intruder"), &["honest"]).unwrap_err().contains("GOT IN"));
        assert!(no_intruder(&Reply::of(200, "[]"), &["honest"]).unwrap_err().contains("LOST"));
        no_intruder(&Reply::of(500, ""), &[]).unwrap_err();
    }

    #[test]
    fn only_what_is_there_is_compared() {
        let things = [Thing::new(Sort::Item, "a".into()), Thing::new(Sort::Item, "b".into())];
        let found = BTreeMap::from([("a".to_owned(), Seen::Version(3)), ("b".to_owned(), Seen::Nothing)]);
        assert_eq!(there(&things, &found), BTreeMap::from([("a".to_owned(), 3)]));
    }
}
