//! Requests in, replies out: each protocol, each caller, each store.

use std::panic::catch_unwind;

use serde_json::{Value, json};
use store::Space;
use testkit::{Ask, Parts, World, block_on, look};
use wire::protocol::Protocol;

use crate::notes::{Engine, Flaw, world, world_of};

fn ask(operation: &str, input: Value) -> Ask {
    Ask::json_1_0("Notes_20260101", operation, &input)
}

fn put(world: &World<Engine>, name: &str, text: &str) {
    world.ask(ask("PutNote", json!({"Name": name, "Text": text}))).ok();
}

fn list(world: &World<Engine>) -> Value {
    world.ask(ask("ListNotes", json!({}))).ok().json()
}

#[test]
fn json_is_asked_and_answered() {
    let world = world(Parts::new());
    put(&world, "a", "ä & <b>");
    assert_eq!(list(&world), json!({"Notes": {"a": "ä & <b>"}, "Count": 1}));
    let refused = world.ask(ask("PutNote", json!({"Name": "a"})));
    refused.is_error(400, "ValidationException", "Value null at 'text'");
    assert!(refused.err().starts_with("ValidationException: 1 validation error detected"), "{refused:?}");
    world.ask(ask("EatNote", json!({}))).refused(400, "UnknownOperationException");
}

#[test]
fn query_is_asked_as_a_form_and_answered_in_xml() {
    let world = world(Parts::new());
    let form = |action: &str, members: &[(&str, &str)]| world.ask(Ask::form("2026-01-01", action, members));
    form("PutNote", &[("Name", "a"), ("Text", "1 + 1 = 2 & ä")]).ok();
    let listed = form("ListNotes", &[]).expect(200);
    assert_eq!((listed.element("key"), listed.elements("Count")), ("a".into(), vec!["1".into()]));
    assert_eq!(listed.element("value"), "1 + 1 = 2 &amp; ä");
    form("PutNote", &[("Name", ""), ("Text", "x")]).is_error(400, "ValidationException", "at 'name'");
}

#[test]
fn rest_is_asked_by_method_and_path() {
    let world = world_of(Parts::new(), &[Protocol::RestJson], Flaw::Nothing);
    world.ask(Ask::put("/notes").json(&json!({"Name": "a", "Text": ""}))).ok();
    let listed = world.ask(Ask::get("/notes").query("with a name", "a&b"));
    assert_eq!(listed.ok().json(), json!({"Notes": {"a": ""}, "Count": 1}));
    let refused =
        world.ask(Ask::put("/notes").json(&json!({"Name": "a"}))).refused(400, "ValidationException");
    assert_eq!(refused.header("x-amzn-errortype"), "ValidationException");
}

#[test]
fn each_account_and_region_has_its_own_state() {
    let world = world(Parts::new());
    put(&world, "a", "here");
    put(&world.as_account("123456789012"), "b", "theirs");
    put(&world.in_region("eu-west-1"), "c", "there");
    assert_eq!(list(&world)["Notes"], json!({"a": "here"}));
    assert_eq!(list(&world.as_account("123456789012").anonymous())["Notes"], json!({"b": "theirs"}));
    assert_eq!(world.stored(Space::DdbItem), 3);
    world.advance(60);
    assert_eq!(world.call().now.since(testkit::START).as_secs(), 60);
}

#[test]
fn a_data_folder_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let first = world(Parts::in_folder(folder.path()));
        first.send(ask("PutNote", json!({"Name": "a", "Text": "kept"}))).await.ok();
        first.stop().await;
        first.store.close().await.unwrap();
        let second = world(Parts::in_folder(folder.path()));
        let listed = second.send(ask("ListNotes", json!({}))).await.ok().json();
        assert_eq!(listed["Notes"], json!({"a": "kept"}));
        second.store.close().await.unwrap();
    });
}

#[test]
fn the_store_holds_its_flushes_and_fails() {
    let (parts, faults) = Parts::faulty();
    let world = world(parts);
    put(&world, "a", "durable");
    faults.hold();
    let mut writing = Box::pin(world.send(ask("PutNote", json!({"Name": "b", "Text": "visible"}))));
    let mut reading = Box::pin(world.send(ask("ListNotes", json!({}))));
    assert!(look(&mut writing).is_pending());
    assert!(look(&mut reading).is_pending());
    assert_eq!(list(&crate::notes::world(Parts::on(faults.crash())))["Count"], 1);
    faults.let_go();
    assert!(look(&mut writing).is_ready());
    assert!(look(&mut reading).is_ready());
    faults.fail();
    assert_eq!(world.ask(ask("ListNotes", json!({}))).code(), "InternalFailure");
}

/// What a failed assertion says is what one needs to know.
#[test]
fn a_failed_assertion_shows_request_and_reply() {
    let failed = catch_unwind(|| world(Parts::new()).ask(ask("PutNote", json!({"Name": "a"}))).ok());
    let said = *failed.unwrap_err().downcast::<String>().unwrap();
    for part in ["Notes_20260101.PutNote", r#"{"Name":"a"}"#, "→ 400", "Value null at 'text'"] {
        assert!(said.contains(part), "{said}");
    }
}
