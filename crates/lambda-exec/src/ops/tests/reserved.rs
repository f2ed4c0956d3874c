//! What is reserved of the concurrency, and the small settings of a function. Authority: AWS's page named in
//! `function/reserved.rs`, and `error.rs` for sentences.

use serde_json::{Value, json};

use crate::test_engine::{Bench, eventually};

const FUNCTIONS: &str = "/2015-03-31/functions";
const CONCURRENCY: &str = "/2017-10-31/functions/f/concurrency";

async fn bench() -> Bench {
    let bench = Bench::new();
    bench.create("f").await;
    bench
}

async fn reserve(bench: &Bench, count: u32) {
    let reply = bench.put(CONCURRENCY, json!({"ReservedConcurrentExecutions": count})).await;
    assert_eq!((reply.status, reply.json()), (200, json!({"ReservedConcurrentExecutions": count})));
}

#[tokio::test]
async fn what_is_reserved_bounds_what_runs() {
    let bench = bench().await;
    reserve(&bench, 1).await;
    let hold = bench.script.hold_invocations();
    let first = bench.invoke("f", "RequestResponse", "1");
    let others = async {
        eventually(|| bench.script.events().len() == 1).await;
        let refused = bench.invoke("f", "RequestResponse", "2").await;
        refused.is_error(429, "TooManyRequestsException", "Rate Exceeded.");
        assert_eq!(refused.json()["Reason"], "ReservedFunctionConcurrentInvocationLimitExceeded");
        // Versions and aliases share it.
        bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await;
        assert_eq!(bench.invoke("f:1", "RequestResponse", "2").await.status, 429);
        hold.send_replace(true);
    };
    let (first, ()) = tokio::join!(first, others);
    assert_eq!(first.status, 200);
    assert_eq!(bench.invoke("f", "RequestResponse", "3").await.status, 200);
}

#[tokio::test]
async fn it_is_shown_counted_and_taken_back() {
    let bench = bench().await;
    bench.create("g").await;
    reserve(&bench, 300).await;
    let bench = bench.restart().await;
    let shown = async || {
        let whole = bench.get(&format!("{FUNCTIONS}/f")).await.json();
        let own = bench.get("/2019-09-30/functions/f/concurrency").await.json();
        let account = bench.get("/2016-08-19/account-settings").await.json();
        let left = account["AccountLimit"]["UnreservedConcurrentExecutions"].clone();
        (whole["Concurrency"].clone(), own, left)
    };
    let reserved = json!({"ReservedConcurrentExecutions": 300});
    assert_eq!(shown().await, (reserved.clone(), reserved, json!(700)));
    // 100 stay for those who reserve nothing.
    let other = "/2017-10-31/functions/g/concurrency";
    bench.put(other, json!({"ReservedConcurrentExecutions": 601})).await.is_error(
        400,
        "InvalidParameterValueException",
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its \
         minimum value of [100].",
    );
    assert_eq!(bench.put(other, json!({"ReservedConcurrentExecutions": 600})).await.status, 200);
    assert_eq!(bench.delete(CONCURRENCY).await.status, 204);
    assert_eq!(shown().await, (Value::Null, json!({}), json!(400)));
    // With its function it goes.
    bench.delete(&format!("{FUNCTIONS}/g")).await;
    assert_eq!(shown().await.2, json!(1000));
    let none = "/2017-10-31/functions/none/concurrency";
    bench.put(none, json!({"ReservedConcurrentExecutions": 1})).await.is_error(
        404,
        "ResourceNotFoundException",
        "Function not found",
    );
    // Our guess at the words.
    let version = "/2017-10-31/functions/f:1/concurrency";
    bench.put(version, json!({"ReservedConcurrentExecutions": 1})).await.is_error(
        400,
        "InvalidParameterValueException",
        "This operation is permitted on Lambda functions only.",
    );
}

/// AWS's page on records of asynchronous invocations: with nothing reserved, events go to their destination at once.
#[tokio::test]
async fn zero_throttles_everything() {
    let bench = bench().await;
    reserve(&bench, 0).await;
    bench.invoke("f", "RequestResponse", "1").await.is_error(
        429,
        "TooManyRequestsException",
        "Rate Exceeded.",
    );
    let to = json!({"OnFailure": {"Destination": "arn:aws:sqs:us-east-1:000000000000:q"}});
    let config = json!({"DestinationConfig": to});
    assert_eq!(bench.put("/2019-09-25/functions/f/event-invoke-config", config).await.status, 200);
    bench.invoke("f", "Event", "1").await;
    eventually(|| !bench.world.sent().is_empty()).await;
    let record: Value = serde_json::from_slice(&bench.world.sent()[0].payload).unwrap();
    assert_eq!(record["requestContext"]["condition"], "ZeroReservedConcurrency");
    assert_eq!(record["requestContext"]["approximateInvokeCount"], 0);
    assert_eq!(bench.script.events(), Vec::<Value>::new());
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html>: a function that may loop is not stopped.
#[tokio::test]
async fn a_loop_goes_on_where_it_is_allowed() {
    let bench = bench().await;
    let path = "/2024-08-31/functions/f/recursion-config";
    assert_eq!(bench.get(path).await.json(), json!({"RecursiveLoop": "Terminate"}));
    let chain = "Root=1-2-3;Lineage=".to_owned() + &lineage();
    let invoke = async || {
        let headers = [("x-amzn-trace-id", chain.as_str())];
        bench.call("POST", &format!("{FUNCTIONS}/f/invocations"), &headers, "1").await
    };
    invoke().await.is_error(400, "RecursiveInvocationException", "recursive loop");
    assert_eq!(
        bench.put(path, json!({"RecursiveLoop": "Allow"})).await.json(),
        json!({"RecursiveLoop": "Allow"})
    );
    assert_eq!(bench.get(path).await.json(), json!({"RecursiveLoop": "Allow"}));
    assert_eq!(invoke().await.status, 200);
    assert_eq!(bench.put(path, json!({"RecursiveLoop": "Terminate"})).await.status, 200);
    assert_eq!(invoke().await.status, 400);
}

/// The field of a chain in which `f` was sixteen times.
fn lineage() -> String {
    use sha2::{Digest as _, Sha256};
    let name = hex::encode(Sha256::digest("arn:aws:lambda:us-east-1:000000000000:function:f"));
    format!("{}:16", &name[..8])
}

/// AWS's reference; the words are our guess.
#[tokio::test]
async fn when_a_runtime_is_updated_is_kept_and_shown() {
    let bench = bench().await;
    let path = "/2021-07-20/functions/f/runtime-management-config";
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    assert_eq!(bench.get(path).await.json(), json!({"UpdateRuntimeOn": "Auto", "FunctionArn": arn}));
    let version = format!("arn:aws:lambda:us-east-1::runtime:{}", "0a".repeat(32));
    let manual = json!({"UpdateRuntimeOn": "Manual", "RuntimeVersionArn": version});
    let shown = json!({"UpdateRuntimeOn": "Manual", "RuntimeVersionArn": version, "FunctionArn": arn});
    assert_eq!(bench.put(path, manual).await.json(), shown);
    let bench = bench.restart().await;
    assert_eq!(bench.get(path).await.json(), shown);
    bench.put(path, json!({"UpdateRuntimeOn": "Manual"})).await.is_error(
        400,
        "InvalidParameterValueException",
        "RuntimeVersionArn must be specified",
    );
    let auto = bench.put(path, json!({"UpdateRuntimeOn": "Auto"})).await.json();
    assert_eq!(auto, json!({"UpdateRuntimeOn": "Auto", "FunctionArn": arn}));
}
