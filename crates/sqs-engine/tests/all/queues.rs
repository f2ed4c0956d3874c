//! Queues: made, found, listed, changed, purged, deleted.

use serde_json::json;
use sqs_engine::Settings;
use testkit::Parts;

use crate::harness::{Queue, ask, with, world};

/// The form of the address is AWS's; host and port are the caller's own, by which the JavaScript SDK goes on.
#[test]
fn a_queue_is_made_and_found_under_the_callers_own_host() {
    let world = world();
    let queue = Queue::new(&world, "orders");
    let address = &world.call().address;
    assert_eq!(queue.url, format!("http://{address}/000000000000/orders"));
    let found = world.ask(ask("GetQueueUrl", json!({"QueueName": "orders"}))).ok().json();
    assert_eq!(found["QueueUrl"], queue.url);
    assert_eq!(queue.arn(), "arn:aws:sqs:us-east-1:000000000000:orders");
    // Other forms that clients send: LocalStack's users know them.
    for url in [
        "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
        "http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders",
        "http://us-east-1.queue.localhost.localstack.cloud:4566/000000000000/orders",
        "http://localhost:4566/queue/us-east-1/000000000000/orders",
        "http://localhost:4566/queue/orders",
        "http://other/000000000000/orders/",
    ] {
        let input = json!({"QueueUrl": url, "AttributeNames": ["QueueArn"]});
        world.ask(ask("GetQueueAttributes", input)).ok();
    }
    // A bare name is no address on AWS.
    for url in [
        "orders",
        "",
        "http://localhost:4566",
        "http://localhost/orders",
        "http://localhost/12/orders",
        "//",
        "http://h/000000000000/a b",
    ] {
        world.ask(ask("SendMessage", json!({"QueueUrl": url, "MessageBody": "a"}))).is_error(
            400,
            "InvalidAddress",
            "is not valid for this endpoint",
        );
    }
    let elsewhere =
        json!({"QueueUrl": "http://localhost/queue/eu-west-1/000000000000/orders", "MessageBody": "a"});
    world.ask(ask("SendMessage", elsewhere)).is_error(400, "QueueDoesNotExist", "does not exist.");
}

/// Recorded on AWS: code, status and the header for clients that spoke query once.
#[test]
fn a_queue_that_is_not_there_is_refused_in_awss_words() {
    let world = world();
    let reply = world.ask(ask("GetQueueUrl", json!({"QueueName": "none"})));
    assert_eq!(reply.header("x-amzn-query-error"), "AWS.SimpleQueueService.NonExistentQueue;Sender");
    assert_eq!(reply.json()["__type"], "com.amazonaws.sqs#QueueDoesNotExist");
    reply.is_error(400, "QueueDoesNotExist", "The specified queue does not exist.");
    world.ask(ask("SendMessage", json!({"MessageBody": "a"}))).is_error(
        400,
        "MissingRequiredParameterException",
        "The request must contain the parameter QueueUrl.",
    );
}

#[test]
fn names_are_awss() {
    let world = world();
    let create = |name: &str, attributes| {
        world.ask(ask("CreateQueue", json!({"QueueName": name, "Attributes": attributes})))
    };
    let standard = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    for name in ["", "a b", "a.b", "a.fifo", "ä", &"a".repeat(81)] {
        let reply = create(name, json!({}));
        assert_eq!(reply.header("x-amzn-query-error"), "InvalidParameterValue;Sender", "{name}");
        reply.is_error(400, "InvalidParameterValueException", standard);
    }
    let fifo = "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with \
                .fifo suffix and be 1 to 80 in length.";
    for name in ["a", ".fifo", &format!("{}.fifo", "a".repeat(76))] {
        create(name, json!({"FifoQueue": "true"})).is_error(400, "InvalidParameterValueException", fifo);
    }
    create(&"a".repeat(80), json!({})).ok();
    create(&format!("{}.fifo", "a".repeat(75)), json!({"FifoQueue": "true"})).ok();
    // Recorded.
    create("b", json!({"FifoQueue": "false"})).is_error(
        400,
        "InvalidAttributeName",
        "Unknown Attribute FifoQueue.",
    );
    create("b", json!({"ContentBasedDeduplication": "true"})).is_error(
        400,
        "InvalidAttributeName",
        "Unknown Attribute ContentBasedDeduplication.",
    );
    create("b", json!({"DeduplicationScope": "queue"})).is_error(
        400,
        "InvalidAttributeName",
        "You can specify the DeduplicationScope only when FifoQueue is set to true.",
    );
    create("b", json!({"FifoThroughputLimit": "perQueue"})).is_error(
        400,
        "InvalidAttributeName",
        "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
    );
}

/// AWS's page on CreateQueue, and the recorded sentence.
#[test]
fn the_same_queue_is_made_again_and_another_is_not() {
    let world = world();
    let create = |attributes, tags| {
        world.ask(ask("CreateQueue", json!({"QueueName": "q", "Attributes": attributes, "tags": tags})))
    };
    let url = create(json!({"VisibilityTimeout": "7"}), json!({})).ok().json()["QueueUrl"].clone();
    for attributes in [json!({}), json!({"VisibilityTimeout": "7"}), json!({"DelaySeconds": "0"})] {
        assert_eq!(create(attributes, json!({"a": "b"})).ok().json()["QueueUrl"], url);
    }
    create(json!({"DelaySeconds": "3"}), json!({})).is_error(
        400,
        "QueueNameExists",
        "A queue already exists with the same name and a different value for attribute DelaySeconds",
    );
    // What no queue has is no difference: our guess.
    create(json!({"Foo": "1"}), json!({})).is_error(400, "InvalidAttributeName", "Unknown Attribute Foo.");
    create(json!({"DelaySeconds": "x"}), json!({})).is_error(
        400,
        "InvalidAttributeValue",
        "Invalid value for the parameter DelaySeconds.",
    );
}

#[test]
fn attributes_are_shown_as_they_were_set() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let all =
        queue.ask("GetQueueAttributes", json!({"AttributeNames": ["All"]})).ok().json()["Attributes"].clone();
    let now = world.clock.now().secs().to_string();
    // AWS's page on the defaults; 1 MiB since August 2025.
    let expected = json!({
        "ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0", "ApproximateNumberOfMessagesNotVisible": "0",
        "CreatedTimestamp": now, "LastModifiedTimestamp": now, "DelaySeconds": "0", "MaximumMessageSize": "1048576",
        "MessageRetentionPeriod": "345600", "QueueArn": "arn:aws:sqs:us-east-1:000000000000:q",
        "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true", "VisibilityTimeout": "30",
    });
    assert_eq!(all, expected);
    assert!(queue.ask("GetQueueAttributes", json!({})).ok().json()["Attributes"].is_null());
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}"#;
    let set = json!({"Policy": policy, "KmsMasterKeyId": "alias/aws/sqs", "DelaySeconds": "5",
        // As Terraform's provider sends it: https://github.com/hashicorp/terraform-provider-aws/issues/42453
        "RedriveAllowPolicy": "{\"redrivePermission\":\"denyAll\",\"sourceQueueArns\":null}"});
    queue.ask("SetQueueAttributes", json!({"Attributes": set})).ok();
    for (name, value) in set.as_object().unwrap() {
        assert_eq!(queue.attribute(name), *value, "{name}");
    }
    assert_eq!(queue.attribute("KmsDataKeyReusePeriodSeconds"), "300");
    assert_eq!(queue.attribute("SqsManagedSseEnabled"), "false");
    // An empty one takes it away.
    queue.ask("SetQueueAttributes", json!({"Attributes": {"Policy": "", "KmsMasterKeyId": ""}})).ok();
    assert!(queue.attribute("Policy").is_null() && queue.attribute("KmsMasterKeyId").is_null());
    for (name, value) in [
        ("DelaySeconds", "901"),
        ("VisibilityTimeout", "-1"),
        ("MaximumMessageSize", "1023"),
        ("MaximumMessageSize", "1048577"),
        ("MessageRetentionPeriod", "x"),
        ("SqsManagedSseEnabled", "yes"),
        ("Policy", "{"),
    ] {
        queue.ask("SetQueueAttributes", json!({"Attributes": {name: value}})).is_error(
            400,
            "InvalidAttributeValue",
            &format!("Invalid value for the parameter {name}."),
        );
    }
    queue.ask("SetQueueAttributes", json!({"Attributes": {"FifoQueue": "true"}})).is_error(
        400,
        "InvalidAttributeValue",
        "FifoQueue",
    );
    queue.ask("GetQueueAttributes", json!({"AttributeNames": ["Nothing"]})).is_error(
        400,
        "InvalidAttributeName",
        "Unknown Attribute Nothing.",
    );
}

/// Recorded.
#[test]
fn a_fifo_queue_stays_one() {
    let world = world();
    let queue = Queue::new(&world, "q.fifo");
    assert_eq!(queue.attribute("FifoQueue"), "true");
    assert_eq!(queue.attribute("ContentBasedDeduplication"), "false");
    assert_eq!(queue.attribute("DeduplicationScope"), "queue");
    assert_eq!(queue.attribute("FifoThroughputLimit"), "perQueue");
    let sentence =
        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.";
    queue.ask("SetQueueAttributes", json!({"Attributes": {"FifoQueue": "false"}})).is_error(
        400,
        "InvalidAttributeValue",
        sentence,
    );
}

/// AWS's page on ListQueues: there is a token only for who says how many.
#[test]
fn queues_are_listed_in_pages() {
    let world = world();
    for name in ["b1", "a2", "a1", "a3"] {
        Queue::new(&world, name);
    }
    let list = |input| world.ask(ask("ListQueues", input)).ok().json();
    let names = |page: &serde_json::Value| -> Vec<String> {
        let urls = page["QueueUrls"].as_array().cloned().unwrap_or_default();
        urls.iter().map(|url| url.as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    };
    let all = list(json!({}));
    assert_eq!(names(&all), ["a1", "a2", "a3", "b1"]);
    assert!(all["NextToken"].is_null());
    let first = list(json!({"QueueNamePrefix": "a", "MaxResults": 2}));
    assert_eq!(names(&first), ["a1", "a2"]);
    let second = list(json!({"QueueNamePrefix": "a", "MaxResults": 2, "NextToken": first["NextToken"]}));
    assert_eq!(names(&second), ["a3"]);
    assert!(second["NextToken"].is_null());
    // A list that is empty is left out: https://github.com/aws/aws-sdk-php/issues/2827
    assert_eq!(list(json!({"QueueNamePrefix": "z"})), json!({}));
    assert_eq!(names(&world.in_region("eu-west-1").ask(ask("ListQueues", json!({}))).ok().json()), [""; 0]);
}

#[test]
fn tags_come_and_go() {
    let world = world();
    let queue = Queue::new(&world, "q");
    assert_eq!(queue.ask("ListQueueTags", json!({})).ok().json(), json!({}));
    queue.ask("TagQueue", json!({"Tags": {"a": "1", "b": ""}})).ok();
    queue.ask("TagQueue", json!({"Tags": {"a": "2"}})).ok();
    assert_eq!(queue.ask("ListQueueTags", json!({})).ok().json(), json!({"Tags": {"a": "2", "b": ""}}));
    queue.ask("UntagQueue", json!({"TagKeys": ["a", "z"]})).ok();
    assert_eq!(queue.ask("ListQueueTags", json!({})).ok().json(), json!({"Tags": {"b": ""}}));
    let many: serde_json::Map<_, _> = (0..51).map(|n| (format!("k{n}"), json!("v"))).collect();
    queue.ask("TagQueue", json!({"Tags": many})).is_error(
        400,
        "InvalidParameterValueException",
        "Too many tags",
    );
}

#[test]
fn a_purge_takes_all_messages_and_a_deletion_the_queue() {
    let world = world();
    let queue = Queue::new(&world, "q");
    for body in ["a", "b", "c"] {
        queue.send(body);
    }
    let held = queue.receive(json!({}));
    queue.ask("PurgeQueue", json!({})).ok();
    assert_eq!(queue.counts(), [0, 0, 0]);
    // A handle of before is as good as that of a message that is deleted.
    queue.delete(&held[0]).ok();
    queue.send("d");
    assert_eq!(queue.bodies(), ["d"]);
    // By default again at once, as LocalStack's users know it.
    queue.ask("PurgeQueue", json!({})).ok();
    queue.ask("DeleteQueue", json!({})).ok();
    queue.ask("SendMessage", json!({"MessageBody": "a"})).is_error(400, "QueueDoesNotExist", "");
    queue.ask("DeleteQueue", json!({})).is_error(400, "QueueDoesNotExist", "");
    let again = Queue::new(&world, "q");
    assert_eq!(again.counts(), [0, 0, 0]);
    // A handle of the queue that was is none of this one.
    again.ask("DeleteMessage", json!({"ReceiptHandle": held[0]["ReceiptHandle"]})).is_error(
        400,
        "ReceiptHandleIsInvalid",
        "",
    );
}

/// Recorded: the status of the purge is 403.
#[test]
fn who_asks_for_awss_waits_has_them() {
    let settings = Settings { delays: true, ..Settings::default() };
    let world = with(Parts::new(), settings);
    let queue = Queue::new(&world, "q");
    queue.ask("PurgeQueue", json!({})).ok();
    queue.ask("PurgeQueue", json!({})).is_error(
        403,
        "PurgeQueueInProgress",
        "Only one PurgeQueue operation on q is allowed every 60 seconds.",
    );
    world.advance(60);
    queue.ask("PurgeQueue", json!({})).ok();
    queue.ask("DeleteQueue", json!({})).ok();
    let create = || world.ask(ask("CreateQueue", json!({"QueueName": "q"})));
    create().is_error(400, "QueueDeletedRecently", "You must wait 60 seconds after deleting a queue");
    world.advance(60);
    create().ok();
}

/// Nothing of a queue that is gone stays in the store.
#[tokio::test]
async fn nothing_is_left_behind() {
    use store::Space;
    let world = world();
    world.engine.engine.begin();
    for name in ["q", "q.fifo"] {
        let mut input = json!({"QueueName": name});
        if name.ends_with(".fifo") {
            input["Attributes"] = json!({"FifoQueue": "true", "ContentBasedDeduplication": "true"});
        }
        let url = world.send(ask("CreateQueue", input)).await.ok().json()["QueueUrl"].clone();
        for n in 0..300 {
            let mut input = json!({"QueueUrl": url, "MessageBody": n.to_string()});
            if name.ends_with(".fifo") {
                input["MessageGroupId"] = json!(format!("g{}", n % 7));
            }
            world.send(ask("SendMessage", input)).await.ok();
        }
        world.send(ask("ReceiveMessage", json!({"QueueUrl": url, "MaxNumberOfMessages": 10}))).await.ok();
        world.send(ask("PurgeQueue", json!({"QueueUrl": url}))).await.ok();
        world.send(ask("DeleteQueue", json!({"QueueUrl": url}))).await.ok();
    }
    let left = || -> usize { (0x50..=0x5a).map(|space| world.below(&store::Key::stored(&[space]))).sum() };
    testkit::eventually(|| left() == 0).await;
    assert_eq!(world.stored(Space::SqsMessage), 0);
}
