//! Rotation: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html>.

use base::seams::SeamError;
use serde_json::{Value, json};
use testkit::eventually;

use crate::harness::{FIRST, FUNCTION, SECOND, THIRD, World, ask, world};

const DAY: u64 = 24 * 60 * 60;
const STEPS: [&str; 4] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/// With a secret `a` of one version, whose work in the background has begun.
async fn with_secret() -> World {
    let world = world();
    world.engine.engine.begin();
    let create = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": FIRST});
    world.send(ask("CreateSecret", &create)).await.ok();
    world
}

async fn describe(world: &World) -> Value {
    world.send(ask("DescribeSecret", &json!({"SecretId": "a"}))).await.ok().json()
}

async fn rotate(world: &World, token: &str, more: Value) -> testkit::Reply {
    let mut input = json!({"SecretId": "a", "ClientRequestToken": token, "RotationLambdaARN": FUNCTION});
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.send(ask("RotateSecret", &input)).await
}

/// Waits until so many steps were taken, and until nothing goes on.
async fn steps(world: &World, count: usize) -> Vec<String> {
    eventually(|| world.engine.function.steps().len() >= count).await;
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
    world.engine.function.steps()
}

/// AWS's page: the steps in their order, what the function is told, and what there is afterwards.
#[tokio::test]
async fn a_secret_is_rotated_in_four_steps() {
    let world = with_secret().await;
    let rules = json!({"RotationRules": {"AutomaticallyAfterDays": 30}});
    let begun = rotate(&world, SECOND, rules).await.ok().json();
    assert_eq!(begun["VersionId"], SECOND);
    assert_eq!(steps(&world, 4).await, STEPS);
    let event = world.engine.function.events.lock()[0].clone();
    assert_eq!((&event["SecretId"], &event["ClientRequestToken"]), (&begun["ARN"], &json!(SECOND)));
    let described = describe(&world).await;
    assert_eq!(
        (&described["RotationEnabled"], &described["RotationLambdaARN"]),
        (&json!(true), &json!(FUNCTION))
    );
    assert_eq!(described["RotationRules"], json!({"AutomaticallyAfterDays": 30}));
    assert_eq!(described["LastRotatedDate"], 1_767_225_600);
    // The end of the day, thirty days on.
    assert_eq!(described["NextRotationDate"], 1_767_225_600 + 31 * DAY - 1);
    let expected = json!({FIRST: ["AWSPREVIOUS"], SECOND: ["AWSPENDING", "AWSCURRENT"]});
    assert_eq!(described["VersionIdsToStages"], expected);
    let value = world.send(ask("GetSecretValue", &json!({"SecretId": "a"}))).await.ok().json();
    assert_eq!(value["SecretString"], format!("of {SECOND}"));

    // The same request again begins nothing; by the clock it is rotated when its window opens.
    rotate(&world, SECOND, json!({})).await.ok();
    world.advance(30 * DAY - 1);
    assert_eq!(steps(&world, 4).await.len(), 4);
    world.advance(1);
    assert_eq!(steps(&world, 8).await.len(), 8);
    let described = describe(&world).await;
    assert_eq!(described["LastRotatedDate"], 1_767_225_600 + 30 * DAY);
    assert_eq!(described["NextRotationDate"], 1_767_225_600 + 61 * DAY - 1);

    let cancelled = world.send(ask("CancelRotateSecret", &json!({"SecretId": "a"}))).await.ok().json();
    assert_eq!(cancelled, json!({"ARN": begun["ARN"], "Name": "a"}));
    let described = describe(&world).await;
    assert_eq!((&described["RotationEnabled"], described.get("NextRotationDate")), (&json!(false), None));
    world.advance(400 * DAY);
    assert_eq!(steps(&world, 8).await.len(), 8);
}

/// AWS's page: where a step fails, all are tried again; how often, and when, is our guess. RotateSecret meanwhile is refused.
#[tokio::test]
async fn a_rotation_that_fails_is_tried_again() {
    let world = with_secret().await;
    world.engine.function.failing.lock().extend(["setSecret", "createSecret"]);
    rotate(&world, SECOND, json!({"RotationRules": {"ScheduleExpression": "rate(10 days)"}})).await.ok();
    assert_eq!(steps(&world, 1).await, ["createSecret"]);
    rotate(&world, THIRD, json!({})).await.is_error(
        400,
        "InvalidRequestException",
        "previous rotation isn't complete",
    );
    world.advance(60);
    assert_eq!(steps(&world, 3).await, ["createSecret", "createSecret", "setSecret"]);
    world.advance(120);
    assert_eq!(steps(&world, 7).await[3..], STEPS);
    let described = describe(&world).await;
    assert_eq!(
        described["RotationRules"],
        json!({"AutomaticallyAfterDays": 10, "ScheduleExpression": "rate(10 days)"})
    );
    assert_eq!(described["VersionIdsToStages"][SECOND], json!(["AWSPENDING", "AWSCURRENT"]));

    // One that always fails ends, and the next window brings the same version again.
    world.engine.function.events.lock().clear();
    world.engine.function.failing.lock().extend(["testSecret"; 5]);
    rotate(&world, THIRD, json!({})).await.ok();
    for tries in 1..=5 {
        steps(&world, tries * 3).await;
        world.advance(60 << (tries - 1));
    }
    assert_eq!(steps(&world, 15).await.len(), 15);
    world.advance(10 * DAY);
    assert_eq!(steps(&world, 19).await[15..], STEPS);
    let last = world.engine.function.events.lock().last().unwrap().clone();
    assert_eq!(last["ClientRequestToken"], THIRD);
}

/// AWS's page of RotateSecret: without an immediate rotation only the third step is taken, and its version goes again.
#[tokio::test]
async fn a_rotation_that_waits_is_only_tested() {
    let world = with_secret().await;
    let rules = json!({"RotateImmediately": false, "RotationRules": {"ScheduleExpression": "cron(0 8 ? * * *)", "Duration": "4h"}});
    rotate(&world, SECOND, rules).await.ok();
    assert_eq!(steps(&world, 1).await, ["testSecret"]);
    let described = describe(&world).await;
    assert_eq!(described["VersionIdsToStages"], json!({FIRST: ["AWSCURRENT"]}));
    assert_eq!(described["NextRotationDate"], 1_767_225_600 + 12 * 60 * 60 - 1);
    world.advance(8 * 60 * 60);
    assert_eq!(steps(&world, 5).await[1..], STEPS);
}

/// Our guesses, but for the code of what is not there.
#[tokio::test]
async fn what_cannot_rotate_is_refused() {
    let world = with_secret().await;
    let refused = |more: Value, code: &'static str| {
        let world = &world;
        async move { rotate(world, SECOND, more).await.is_error(400, code, "") }
    };
    refused(json!({"RotationLambdaARN": format!("{FUNCTION}2")}), "ResourceNotFoundException").await;
    let both = json!({"RotationRules": {"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"}});
    refused(both, "InvalidParameterException").await;
    let wrong = json!({"RotationRules": {"ScheduleExpression": "rate(1 hour)"}});
    refused(wrong, "InvalidParameterException").await;
    refused(json!({"RotationRules": {"AutomaticallyAfterDays": 1001}}), "ValidationException").await;
    *world.engine.function.refusal.lock() = Some(SeamError::Refused(String::new()));
    refused(json!({}), "AccessDeniedException").await;
    assert_eq!(describe(&world).await.get("RotationEnabled"), None);
}

/// Our promise: what was begun goes on in the next process, with the same version.
#[tokio::test]
async fn a_rotation_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let first = crate::harness::on(testkit::Parts::in_folder(folder.path()));
    let create = json!({"Name": "a", "SecretString": "1", "ClientRequestToken": FIRST});
    first.send(ask("CreateSecret", &create)).await.ok();
    // Nothing works in the background of this process.
    rotate(&first, SECOND, json!({})).await.ok();
    first.stop().await;
    first.store.close().await.unwrap();
    drop(first);
    let second = crate::harness::on(testkit::Parts::in_folder(folder.path()));
    second.engine.engine.begin();
    assert_eq!(steps(&second, 4).await, STEPS);
    assert_eq!(second.engine.function.events.lock()[0]["ClientRequestToken"], SECOND);
    assert_eq!(describe(&second).await["VersionIdsToStages"][SECOND], json!(["AWSPENDING", "AWSCURRENT"]));
    second.stop().await;
    second.store.close().await.unwrap();
}
