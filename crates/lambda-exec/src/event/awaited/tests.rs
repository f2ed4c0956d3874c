//! Who may have a function run and wait for it, and what comes back.

use base::arn::{AccountId, Arn};
use base::seams::{Functions, SeamError, Sender};
use bytes::Bytes;
use serde_json::json;

use crate::executor::Failure;
use crate::test_engine::Bench;

const FUNCTIONS: &str = "/2015-03-31/functions";

fn of_account(account: &str) -> Sender {
    let arn = Arn::parse(&format!("arn:aws:secretsmanager:us-east-1:{account}:secret:a-AbC123")).unwrap();
    let account = AccountId::parse(account).unwrap();
    Sender { service: "secretsmanager.amazonaws.com", arn, account }
}

fn own() -> Sender {
    of_account("000000000000")
}

fn function(name: &str) -> Arn {
    Arn::parse(&format!("arn:aws:lambda:us-east-1:000000000000:function:{name}")).unwrap()
}

async fn permit(bench: &Bench) {
    let grant = json!({"StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "secretsmanager.amazonaws.com"});
    assert_eq!(bench.post(&format!("{FUNCTIONS}/f/policy"), grant).await.status, 201);
}

/// The answer is the function's; what it says of a failure stays in its log: our rule, as it may be secret.
#[tokio::test]
async fn a_service_waits_for_a_functions_answer() {
    let bench = Bench::new();
    bench.create("f").await;
    bench.script.answer([
        Ok("\"done\""),
        Err(Failure::Reported(Bytes::from_static(br#"{"errorMessage":"a secret"}"#))),
    ]);
    let event = Bytes::from_static(b"{\"Step\":\"createSecret\"}");
    let answered = Functions::invoke(&*bench.engine, &own(), &function("f"), event.clone()).await;
    assert_eq!(answered, Ok(Bytes::from_static(b"\"done\"")));
    assert_eq!(bench.script.events(), [json!({"Step": "createSecret"})]);
    let failed = Functions::invoke(&*bench.engine, &own(), &function("f"), event).await.unwrap_err();
    assert!(matches!(&failed, SeamError::Unavailable(why) if !why.contains("secret")), "{failed}");
    let missing = Functions::invoke(&*bench.engine, &own(), &function("g"), Bytes::from_static(b"{}")).await;
    assert!(matches!(missing, Err(SeamError::NotFound(_))), "{missing:?}");
}

/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html>: the
/// function's policy must let the service. Within the account it is let in without, unless the user wants AWS's strictness.
#[tokio::test]
async fn the_functions_policy_lets_a_service_in() {
    let accepts = async |bench: &Bench, sender: Sender| {
        Functions::accepts(&*bench.engine, &sender, &function("f")).await
    };
    let other = || of_account("111111111111");
    let is_refused = |answer: Result<(), SeamError>| matches!(answer, Err(SeamError::Refused(_)));
    let bench = Bench::new();
    bench.create("f").await;
    assert_eq!(accepts(&bench, own()).await, Ok(()));
    assert!(is_refused(accepts(&bench, other()).await));
    permit(&bench).await;
    assert_eq!(accepts(&bench, other()).await, Ok(()));

    let strict = Bench::with(|settings| settings.strict = true);
    strict.create("f").await;
    assert!(is_refused(accepts(&strict, own()).await));
    permit(&strict).await;
    assert_eq!(accepts(&strict, own()).await, Ok(()));
}
