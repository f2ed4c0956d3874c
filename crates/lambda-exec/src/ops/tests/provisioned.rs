//! Provisioned concurrency, scaling, and InvokeAsync. Authority: AWS's API reference; `error.rs` for sentences.

use std::time::Duration;

use serde_json::{Value, json};

use crate::test_engine::{Bench, eventually};

const FUNCTIONS: &str = "/2015-03-31/functions";
const PROVISIONED: &str = "/2019-09-30/functions/f/provisioned-concurrency";

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await;
    let alias = json!({"Name": "live", "FunctionVersion": "1"});
    bench.post(&format!("{FUNCTIONS}/f/aliases"), alias).await;
    bench
}

/// What is shown of one once its environments were started.
async fn until_settled(bench: &Bench, qualifier: &str) -> Value {
    for _ in 0..100_000 {
        let shown = bench.get(&format!("{PROVISIONED}?Qualifier={qualifier}")).await.json();
        if shown["Status"] != "IN_PROGRESS" {
            return shown;
        }
        tokio::task::yield_now().await;
    }
    panic!("it is in progress for ever");
}

async fn provision(bench: &Bench, count: u32) {
    let body = json!({"ProvisionedConcurrentExecutions": count});
    assert_eq!(bench.put(&format!("{PROVISIONED}?Qualifier=live"), body).await.status, 202);
}

async fn invoke(bench: &Bench) {
    let reply = bench.post(&format!("{FUNCTIONS}/f:live/invocations"), json!({})).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html>: "pre-initialized execution environments"; that
/// they stay however long nobody calls is what it is for.
#[tokio::test]
async fn environments_are_ready_before_anybody_calls_and_stay() {
    let bench = bench().await;
    bench.engine.start();
    provision(&bench, 2).await;
    until_settled(&bench, "live").await;
    let started = || bench.script.tokens().len();
    assert_eq!(started(), 2);
    invoke(&bench).await;
    bench.clock.advance(Duration::from_secs(3600));
    invoke(&bench).await;
    assert_eq!((started(), bench.engine.pool.count()), (2, (2, 2)));
    bench.delete(&format!("{PROVISIONED}?Qualifier=live")).await;
    let idle_for_too_long = || {
        bench.clock.advance(Duration::from_secs(3600));
        bench.engine.pool.count() == (0, 0)
    };
    eventually(idle_for_too_long).await;
    invoke(&bench).await;
    assert_eq!(started(), 3);
}

/// The same page: what is provisioned for an alias is for the version that it means.
#[tokio::test]
async fn an_alias_takes_what_is_provisioned_to_its_new_version() {
    let bench = bench().await;
    bench.engine.start();
    provision(&bench, 2).await;
    until_settled(&bench, "live").await;
    bench.put(&format!("{FUNCTIONS}/f/configuration"), json!({"Description": "another"})).await;
    bench.settled("f").await;
    bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await;
    bench.put(&format!("{FUNCTIONS}/f/aliases/live"), json!({"FunctionVersion": "2"})).await;
    eventually(|| bench.script.tokens().len() == 4).await;
    invoke(&bench).await;
    assert_eq!(bench.script.tokens().len(), 4);
}

/// The sentence that Terraform shows (open-telemetry/opentelemetry-lambda, issue 179).
#[tokio::test]
async fn what_does_not_initialise_is_not_provisioned() {
    let bench = bench().await;
    bench.engine.start();
    bench.script.fail_to_initialise();
    provision(&bench, 2).await;
    let shown = until_settled(&bench, "live").await;
    assert_eq!(
        (&shown["Status"], &shown["StatusReason"]),
        (&json!("FAILED"), &json!("FUNCTION_ERROR_INIT_FAILURE"))
    );
    assert_eq!(shown["AllocatedProvisionedConcurrentExecutions"], 0);
    assert_eq!(bench.engine.pool.count(), (0, 0));
}

/// Our promise: a restart has them ready again.
#[tokio::test]
async fn a_restart_has_them_ready_again() {
    let bench = bench().await;
    provision(&bench, 2).await;
    let bench = bench.restart().await;
    bench.engine.start();
    until_settled(&bench, "live").await;
    assert_eq!(bench.engine.pool.count(), (2, 2));
}

#[tokio::test]
async fn what_is_provisioned_is_begun_and_ready() {
    let bench = bench().await;
    let put = async |qualifier: &str, count: u32| {
        let body = json!({"ProvisionedConcurrentExecutions": count});
        bench.put(&format!("{PROVISIONED}?Qualifier={qualifier}"), body).await
    };
    let begun = put("live", 2).await;
    assert_eq!(begun.status, 202, "{begun:?}");
    let shown = |status: &str, allocated: u32| {
        json!({
            "RequestedProvisionedConcurrentExecutions": 2,
            "AllocatedProvisionedConcurrentExecutions": allocated,
            "AvailableProvisionedConcurrentExecutions": allocated,
            "Status": status,
            "LastModified": "2027-01-15T08:00:00+0000",
        })
    };
    assert_eq!(begun.json(), shown("IN_PROGRESS", 0));
    let live = format!("{PROVISIONED}?Qualifier=live");
    assert_eq!(until_settled(&bench, "live").await, shown("READY", 2));
    let listed = bench.get(&format!("{PROVISIONED}?List=ALL")).await.json();
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f:live";
    assert_eq!(listed["ProvisionedConcurrencyConfigs"][0]["FunctionArn"], arn);
    put("$LATEST", 1).await.is_error(400, "InvalidParameterValueException", "unpublished function versions");
    put("9", 1).await.is_error(404, "ResourceNotFoundException", "Function not found");
    put("1", 999).await.is_error(400, "InvalidParameterValueException", "unreserved concurrency [1000]");
    let concurrency = "/2017-10-31/functions/f/concurrency";
    bench.put(concurrency, json!({"ReservedConcurrentExecutions": 3})).await;
    put("1", 2).await.is_error(400, "InvalidParameterValueException", "reservedConcurrentExecution");
    assert_eq!(put("1", 1).await.status, 202);
    assert_eq!(bench.delete(&live).await.status, 204);
    bench.get(&live).await.is_error(
        404,
        "ProvisionedConcurrencyConfigNotFoundException",
        "No Provisioned Concurrency Config found for this function",
    );
    // It goes with its version.
    bench.delete(&format!("{FUNCTIONS}/f")).await;
    bench.create("f").await;
    let listed = bench.get(&format!("{PROVISIONED}?List=ALL")).await.json();
    assert_eq!(listed["ProvisionedConcurrencyConfigs"], json!([]));
}

#[tokio::test]
async fn how_a_version_scales_is_kept_and_shown() {
    let bench = bench().await;
    let path = "/2025-11-30/functions/f/function-scaling-config?Qualifier=1";
    let config = json!({"MinExecutionEnvironments": 1, "MaxExecutionEnvironments": 2});
    let put = bench.put(path, json!({"FunctionScalingConfig": config})).await;
    assert_eq!((put.status, put.json()), (202, json!({"FunctionState": "Active"})), "{put:?}");
    let bench = bench.restart().await;
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f:1";
    let shown = json!({"FunctionArn": arn, "AppliedFunctionScalingConfig": config});
    assert_eq!(bench.get(path).await.json(), shown);
    assert_eq!(bench.put(path, json!({})).await.status, 202);
    assert_eq!(bench.get(path).await.json(), json!({"FunctionArn": arn}));
    let wrong = json!({"MinExecutionEnvironments": 3, "MaxExecutionEnvironments": 2});
    bench.put(path, json!({"FunctionScalingConfig": wrong})).await.is_error(
        400,
        "InvalidParameterValueException",
        "MinExecutionEnvironments",
    );
}

#[tokio::test]
async fn invoke_async_is_taken_and_runs() {
    let bench = bench().await;
    let path = "/2014-11-13/functions/f/invoke-async";
    let taken = bench.post(path, json!({"a": 1})).await;
    assert_eq!((taken.status, &taken.body[..]), (202, &b""[..]), "{taken:?}");
    eventually(|| bench.script.events() == [json!({"a": 1})]).await;
    bench.call("POST", path, &[], "no json").await.is_error(
        400,
        "InvalidRequestContentException",
        "Could not parse",
    );
    bench.post("/2014-11-13/functions/none/invoke-async", json!({})).await.is_error(
        404,
        "ResourceNotFoundException",
        "Function not found",
    );
}

#[tokio::test]
async fn a_whole_policy_is_the_one_that_permissions_are_in() {
    let bench = bench().await;
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    let path = format!("/2026-07-09/resource-policy/{arn}");
    bench.get(&path).await.is_error(404, "ResourceNotFoundException", "does not exist");
    let statement = |sid: &str| {
        json!({
            "Sid": sid, "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "lambda:InvokeFunction", "Resource": arn,
        })
    };
    let policy = json!({"Version": "2012-10-17", "Statement": statement("one")});
    let put = bench.put(&path, json!({"Policy": policy.to_string()})).await;
    assert_eq!(put.status, 200, "{put:?}");
    let grant = json!({"StatementId": "two", "Action": "lambda:InvokeFunction", "Principal": "111111111111"});
    assert_eq!(bench.post(&format!("{FUNCTIONS}/f/policy"), grant).await.status, 201);
    let shown = bench.get(&path).await.json();
    let document: Value = serde_json::from_str(shown["Policy"].as_str().unwrap()).unwrap();
    let sids: Vec<_> = document["Statement"].as_array().unwrap().iter().map(|one| &one["Sid"]).collect();
    assert_eq!(sids, ["one", "two"]);
    assert_eq!(document["Id"], Value::Null);
    assert_eq!(bench.get(&format!("{FUNCTIONS}/f/policy")).await.json(), shown);
    let old = &put.json()["RevisionId"];
    let again = json!({"Policy": policy.to_string(), "RevisionId": old});
    bench.put(&path, again).await.is_error(412, "PreconditionFailedException", "GetResourcePolicy");
    bench.put(&path, json!({"Policy": "{\"Statement\": 1}"})).await.is_error(
        400,
        "InvalidParameterValueException",
        "policy document",
    );
    let now = shown["RevisionId"].as_str().unwrap();
    assert_eq!(bench.delete(&format!("{path}?RevisionId={now}")).await.status, 204);
    bench.delete(&path).await.is_error(404, "ResourceNotFoundException", "does not exist");
    bench
        .put(&path.replace("function:f", "function:none"), json!({"Policy": policy.to_string()}))
        .await
        .is_error(404, "ResourceNotFoundException", "not found");
}
