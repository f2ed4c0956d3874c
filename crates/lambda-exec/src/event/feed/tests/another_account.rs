//! Streams of other accounts: a mapping reads what the stream's policy allows to its account, and stops when that is taken
//! away. <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html>

use super::*;
use base::arn::AccountId;
use base::call::Caller;

const THEIRS: &str = "111111111111";

/// In the eyes of another account than the stream's, with a function of its own.
async fn stranger() -> (Bench, AccountId) {
    let mut bench = bench().await;
    let theirs = AccountId::parse(THEIRS).unwrap();
    (bench.here.account, bench.here.caller) = (theirs, Caller::Key { access_key: THEIRS.into() });
    bench.create("f").await;
    (bench, theirs)
}

/// The words: <https://github.com/aws-amplify/amplify-js/issues/4793>, recorded on 2020-01-28. They do not show whether
/// there is such a stream.
#[tokio::test]
async fn a_stream_of_another_account_needs_its_policy() {
    let (bench, theirs) = stranger().await;
    for there in [true, false] {
        bench.world.set_there(there);
        for start in ["LATEST", "TRIM_HORIZON"] {
            let body = json!({"FunctionName": "f", "EventSourceArn": STREAM, "StartingPosition": start});
            bench.post(MAPPINGS, body).await.is_error(
                400,
                "InvalidParameterValueException",
                &format!(
                    "Cannot access stream {STREAM}. Please ensure the role can perform the GetRecords, \
                     GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM."
                ),
            );
        }
    }
    assert_eq!(bench.get(MAPPINGS).await.json()["EventSourceMappings"], json!([]));
    bench.world.set_there(true);
    bench.world.admit(theirs, true);
    write(&bench, 1..=1);
    map(&bench, json!({})).await;
    bench.script.arrived(1).await;
    assert_eq!(batches(&bench), [vec![1]]);
}

/// The stream's owner takes the policy away, and gives it again. That nothing is lost nor comes twice, and what
/// `LastProcessingResult` says, is our guess.
#[tokio::test]
async fn what_another_account_may_no_longer_read_is_not_fed() {
    let (bench, theirs) = stranger().await;
    bench.world.admit(theirs, true);
    let uuid = map(&bench, json!({})).await;
    write(&bench, 1..=1);
    bench.script.arrived(1).await;
    eventually_shows(&bench, &uuid, "OK").await;

    bench.world.admit(theirs, false);
    write(&bench, 2..=2);
    eventually_shows(&bench, &uuid, "PROBLEM: Access to the stream is denied").await;
    // Neither time nor an update opens what is closed.
    bench.pass(600).await;
    let one = format!("{MAPPINGS}/{uuid}");
    assert_eq!(bench.put(&one, json!({"BatchSize": 5})).await.status, 202);
    write(&bench, 3..=3);
    for _ in 0..2_000 {
        tokio::task::yield_now().await;
    }
    bench.script.arrived(1).await;

    bench.world.admit(theirs, true);
    attempts(&bench, 2).await;
    assert_eq!(batches(&bench), [vec![1], vec![2, 3]]);
    eventually_shows(&bench, &uuid, "OK").await;
}
