//! Who may send events to a function.

use base::arn::{AccountId, Arn};
use base::seams::{Event, EventTarget as _, SeamError, Sender};
use serde_json::{Value, json};

use crate::test_engine::Bench;

const THEIRS: &str = "111111111111";
const FUNCTIONS: &str = "/2015-03-31/functions";

/// S3, for a bucket of an account.
fn s3(bucket: &str, account: &str) -> Sender {
    let arn = Arn::parse(&format!("arn:aws:s3:::{bucket}")).unwrap();
    Sender { service: "s3.amazonaws.com", arn, account: AccountId::parse(account).unwrap() }
}

fn target(name: &str) -> Arn {
    Arn::parse(&format!("arn:aws:lambda:us-east-1:000000000000:function:{name}")).unwrap()
}

/// What both ways of asking say, which must be the same. Each event that is sent has another id.
async fn answer(bench: &Bench, sender: &Sender, target: &Arn, id: &str) -> Result<(), SeamError> {
    let accepted = bench.engine.accepts(sender, target).await;
    let event = Event {
        id: id.to_owned(),
        sender: sender.clone(),
        payload: format!("\"{id}\"").into(),
        attributes: Vec::new(),
    };
    assert_eq!(bench.engine.send(target, event).await, accepted, "{id}");
    accepted
}

fn denied(target: &Arn) -> Result<(), SeamError> {
    Err(SeamError::Refused(format!("Not authorized to invoke function [{target}]")))
}

async fn grant(bench: &Bench, query: &str, sid: &str, more: Value) {
    let mut grant =
        json!({"StatementId": sid, "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"});
    grant.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let reply = bench.post(&format!("{FUNCTIONS}/f/policy{query}"), grant).await;
    assert_eq!(reply.status, 201, "{reply:?}");
}

/// AWS's guide, "Granting Lambda function access to AWS services"
/// (<https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html>). A sender of the function's own account
/// needs no permission here, as before. The words: recorded on 2020-08-17 in
/// <https://github.com/awslabs/aws-lambda-redshift-loader/issues/219>.
#[tokio::test]
async fn a_bucket_of_another_account_needs_the_functions_policy() {
    let bench = Bench::new();
    bench.create("f").await;
    let alias = json!({"Name": "live", "FunctionVersion": "$LATEST"});
    assert_eq!(bench.post(&format!("{FUNCTIONS}/f/aliases"), alias).await.status, 201);
    let (f, live, theirs) = (target("f"), target("f:live"), s3("b", THEIRS));

    assert_eq!(answer(&bench, &s3("ours", "000000000000"), &f, "own").await, Ok(()));
    bench.script.arrived(1).await;
    // The refusal does not show whether there is such a function.
    for target in [&f, &live, &target("none"), &target("f:none")] {
        assert_eq!(answer(&bench, &theirs, target, "none").await, denied(target));
    }
    for (sid, other) in [
        ("a", json!({"SourceArn": "arn:aws:s3:::c"})),
        ("b", json!({"SourceArn": "arn:aws:s3:::b", "SourceAccount": "222222222222"})),
        ("c", json!({"Principal": "sns.amazonaws.com"})),
        ("d", json!({"Action": "lambda:GetFunction"})),
        ("e", json!({"Principal": THEIRS})),
    ] {
        grant(&bench, "", sid, other).await;
        assert_eq!(answer(&bench, &theirs, &f, sid).await, denied(&f), "{sid}");
    }
    grant(&bench, "", "s3", json!({"SourceArn": "arn:aws:s3:::b", "SourceAccount": THEIRS})).await;
    assert_eq!(answer(&bench, &theirs, &f, "allowed").await, Ok(()));
    bench.script.arrived(2).await;
    // Neither another bucket, nor one of the same name that is somebody else's by now, nor the alias.
    for (sender, target) in [(s3("d", THEIRS), &f), (s3("b", "333333333333"), &f), (theirs.clone(), &live)] {
        assert_eq!(answer(&bench, &sender, target, "other").await, denied(target));
    }
    grant(&bench, "?Qualifier=live", "s3", json!({"SourceAccount": THEIRS})).await;
    assert_eq!(answer(&bench, &theirs, &live, "live").await, Ok(()));
    bench.script.arrived(3).await;
    // What was granted can be taken away.
    assert_eq!(bench.delete(&format!("{FUNCTIONS}/f/policy/s3")).await.status, 204);
    assert_eq!(answer(&bench, &theirs, &f, "taken").await, denied(&f));
    bench.script.arrived(3).await;
    assert_eq!(bench.script.events(), [json!("own"), json!("allowed"), json!("live")]);
}
