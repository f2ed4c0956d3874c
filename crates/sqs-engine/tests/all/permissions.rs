//! Who may: policies, permissions, services that send.

use base::arn::{AccountId, Arn};
use base::seams::{Event, SeamError, Sender};
use serde_json::{Value, json};

use crate::harness::{Queue, ask, world};

/// Recorded sentences; the form of the policy is AWS's own.
#[test]
fn a_permission_is_a_statement_of_the_policy() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let add = |label: &str, accounts: Value, actions: Value| {
        queue.ask("AddPermission", json!({"Label": label, "AWSAccountIds": accounts, "Actions": actions}))
    };
    add("one", json!(["111122223333"]), json!(["SendMessage"])).ok();
    add("two", json!(["111122223333", "444455556666"]), json!(["ReceiveMessage", "DeleteMessage"])).ok();
    let policy: Value = serde_json::from_str(queue.attribute("Policy").as_str().unwrap()).unwrap();
    let arn = queue.arn();
    let expected = json!({"Version": "2008-10-17", "Id": format!("{arn}/SQSDefaultPolicy"), "Statement": [
        {"Sid": "one", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "SQS:SendMessage", "Resource": arn},
        {"Sid": "two", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]},
         "Action": ["SQS:ReceiveMessage", "SQS:DeleteMessage"], "Resource": arn},
    ]});
    assert_eq!(policy, expected);
    add("one", json!(["111122223333"]), json!(["SendMessage"])).is_error(
        400,
        "InvalidParameterValueException",
        "Value one for parameter Label is invalid. Reason: Already exists.",
    );
    add("x", json!(["111122223333"]), json!(["AddPermission"])).is_error(400, "InvalidParameterValueException", "Value SQS:AddPermission for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.");
    add("x", json!(["me"]), json!(["SendMessage"])).is_error(
        400,
        "InvalidParameterValueException",
        "PrincipalId",
    );
    queue.ask("RemovePermission", json!({"Label": "none"})).is_error(
        400,
        "InvalidParameterValueException",
        "Value none for parameter Label is invalid. Reason: can't find label.",
    );
    queue.ask("RemovePermission", json!({"Label": "one"})).ok();
    queue.ask("RemovePermission", json!({"Label": "two"})).ok();
    assert!(queue.attribute("Policy").is_null());
}

#[test]
fn another_account_may_what_the_policy_lets_it() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let other = world.as_account("111122223333");
    let send = || other.ask(ask("SendMessage", json!({"QueueUrl": queue.url, "MessageBody": "a"})));
    send().is_error(
        403,
        "AccessDeniedException",
        "is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:q",
    );
    assert_eq!(send().header("x-amzn-query-error"), "AccessDenied;Sender");
    queue
        .ask(
            "AddPermission",
            json!({"Label": "a", "AWSAccountIds": ["111122223333"], "Actions": ["SendMessage"]}),
        )
        .ok();
    send().ok();
    let batch = json!({"QueueUrl": queue.url, "Entries": [{"Id": "1", "MessageBody": "b"}]});
    other.ask(ask("SendMessageBatch", batch)).ok();
    other.ask(ask("ReceiveMessage", json!({"QueueUrl": queue.url}))).is_error(
        403,
        "AccessDeniedException",
        "sqs:ReceiveMessage",
    );
    let url = json!({"QueueName": "q", "QueueOwnerAWSAccountId": "000000000000"});
    other.ask(ask("GetQueueUrl", url.clone())).is_error(403, "AccessDeniedException", "");
    queue
        .ask(
            "AddPermission",
            json!({"Label": "b", "AWSAccountIds": ["111122223333"], "Actions": ["GetQueueUrl"]}),
        )
        .ok();
    other.ask(ask("GetQueueUrl", url)).ok();
    assert_eq!(queue.counts(), [2, 0, 0]);
}

fn event(account: &str) -> Event {
    let sender = Sender {
        service: "s3.amazonaws.com",
        arn: Arn::parse("arn:aws:s3:::bucket").unwrap(),
        account: AccountId::parse(account).unwrap(),
    };
    Event { id: "e".to_owned(), sender, payload: r#"{"Records":[]}"#.into(), attributes: Vec::new() }
}

/// By default the events of the queue's own account come in without a policy; those of others do not.
#[tokio::test]
async fn a_service_sends_events() {
    let world = world();
    let url = world.send(ask("CreateQueue", json!({"QueueName": "q"}))).await.ok().json()["QueueUrl"].clone();
    let target = world.engine.target();
    let queue = Arn::parse("arn:aws:sqs:us-east-1:000000000000:q").unwrap();
    target.accepts(&event("000000000000").sender, &queue).await.unwrap();
    target.send(&queue, event("000000000000")).await.unwrap();
    assert!(matches!(target.send(&queue, event("111122223333")).await, Err(SeamError::Refused(_))));
    let none = Arn::parse("arn:aws:sqs:us-east-1:000000000000:none").unwrap();
    assert!(matches!(
        target.accepts(&event("000000000000").sender, &none).await,
        Err(SeamError::NotFound(_))
    ));
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:us-east-1:000000000000:q", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}}}]});
    let set = json!({"QueueUrl": url, "Attributes": {"Policy": policy.to_string()}});
    world.send(ask("SetQueueAttributes", set)).await.ok();
    target.send(&queue, event("111122223333")).await.unwrap();
    let reply = world
        .send(ask("ReceiveMessage", json!({"QueueUrl": url, "MaxNumberOfMessages": 10})))
        .await
        .ok()
        .json();
    let bodies: Vec<&Value> =
        reply["Messages"].as_array().unwrap().iter().map(|message| &message["Body"]).collect();
    assert_eq!(bodies, [r#"{"Records":[]}"#, r#"{"Records":[]}"#]);
}
