//! The query protocol, which older clients speak.

use testkit::Ask;

use crate::harness::{Queue, world};

const VERSION: &str = "2012-11-05";

/// AWS's pages of the API have these examples.
#[test]
fn the_same_is_said_in_forms_and_xml() {
    let world = world();
    let form = |action: &str, members: &[(&str, &str)]| world.ask(Ask::form(VERSION, action, members));
    let members = [
        ("QueueName", "q"),
        ("Attribute.1.Name", "VisibilityTimeout"),
        ("Attribute.1.Value", "5"),
        ("Tag.1.Key", "a"),
        ("Tag.1.Value", "b"),
    ];
    let url = form("CreateQueue", &members).ok().element("QueueUrl");
    let sent = form(
        "SendMessage",
        &[
            ("QueueUrl", &url),
            ("MessageBody", "a<b>\r&"),
            ("MessageAttribute.1.Name", "n"),
            ("MessageAttribute.1.Value.DataType", "String"),
            ("MessageAttribute.1.Value.StringValue", "v"),
        ],
    )
    .ok();
    assert!(
        sent.text().starts_with(
            r#"<SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><SendMessageResult>"#
        ),
        "{}",
        sent.text()
    );
    let received = form(
        "ReceiveMessage",
        &[
            ("QueueUrl", &url),
            ("AttributeName.1", "All"),
            ("MessageAttributeName.1", "All"),
            ("MaxNumberOfMessages", "10"),
        ],
    )
    .ok();
    // A carriage return survives XML.
    assert!(
        received.text().contains("<Body>a&lt;b&gt;&#xD;&amp;</Body>")
            || received.text().contains("<Body>a&lt;b&gt;&#13;&amp;</Body>"),
        "{}",
        received.text()
    );
    assert!(
        received.text().contains("<Attribute><Name>SenderId</Name><Value>000000000000</Value></Attribute>"),
        "{}",
        received.text()
    );
    assert!(received.text().contains("<MessageAttribute><Name>n</Name><Value><StringValue>v</StringValue><DataType>String</DataType></Value></MessageAttribute>"), "{}", received.text());
    assert_eq!(received.element("MD5OfMessageAttributes"), sent.element("MD5OfMessageAttributes"));
    let handle = received.element("ReceiptHandle");
    let batch = [
        ("QueueUrl", url.as_str()),
        ("DeleteMessageBatchRequestEntry.1.Id", "1"),
        ("DeleteMessageBatchRequestEntry.1.ReceiptHandle", &handle),
    ];
    let deleted = form("DeleteMessageBatch", &batch).ok();
    assert!(
        deleted.text().contains("<DeleteMessageBatchResultEntry><Id>1</Id></DeleteMessageBatchResultEntry>"),
        "{}",
        deleted.text()
    );
    let tags = form("ListQueueTags", &[("QueueUrl", &url)]).ok();
    assert!(tags.text().contains("<Tag><Key>a</Key><Value>b</Value></Tag>"), "{}", tags.text());
    let listed = form("ListQueues", &[]).ok();
    assert_eq!(listed.elements("QueueUrl"), [url]);
}

/// Recorded: query's code and its sentence.
#[test]
fn errors_have_querys_codes() {
    let world = world();
    let reply = world.ask(Ask::form(VERSION, "GetQueueUrl", &[("QueueName", "none")]));
    assert_eq!(reply.status, 400);
    assert_eq!(reply.element("Code"), "AWS.SimpleQueueService.NonExistentQueue");
    assert_eq!(reply.element("Type"), "Sender");
    assert_eq!(reply.element("Message"), "The specified queue does not exist for this wsdl version.");
    let queue = Queue::new(&world, "q");
    let reply = world.ask(Ask::form(VERSION, "SendMessage", &[("QueueUrl", &queue.url)]));
    assert_eq!(
        (reply.element("Code"), reply.element("Message")),
        ("MissingParameter".to_owned(), "The request must contain the parameter MessageBody.".to_owned())
    );
    let reply = world.ask(Ask::form(VERSION, "Nonsense", &[]));
    assert_eq!((reply.status, reply.element("Code")), (400, "InvalidAction".to_owned()));
}

/// The queue is the path's where no parameter names it, in GET too: AWS's page on query requests.
#[test]
fn the_path_names_the_queue() {
    let world = world();
    let queue = Queue::new(&world, "q");
    let send = Ask::post("/000000000000/q")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("Action=SendMessage&Version=2012-11-05&MessageBody=a");
    world.ask(send).ok();
    let received = world.ask(Ask::get("/000000000000/q?Action=ReceiveMessage&Version=2012-11-05")).ok();
    assert_eq!(received.element("Body"), "a");
    world.ask(Ask::get("/queue/us-east-1/000000000000/q?Action=GetQueueAttributes&AttributeName.1=All")).ok();
    world.ask(Ask::get("/000000000000/none?Action=ReceiveMessage")).is_error(
        400,
        "AWS.SimpleQueueService.NonExistentQueue",
        "",
    );
    assert_eq!(queue.counts(), [0, 1, 0]);
}
