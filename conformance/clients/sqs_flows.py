"""Queues with boto3: each flow is what a user would write, and asserts what a user would see."""

import json
import threading
import time

from flow import advance, client, code_of, refused, run

SQS = client("sqs")


def queue(name, **attributes):
    if name.endswith(".fifo"):
        attributes["FifoQueue"] = "true"
    return SQS.create_queue(QueueName=name, Attributes={key: str(value) for key, value in attributes.items()})["QueueUrl"]


def bodies(url, **more):
    messages = SQS.receive_message(QueueUrl=url, MaxNumberOfMessages=10, **more).get("Messages", [])
    return [message["Body"] for message in messages]


def counts(url):
    names = [f"ApproximateNumberOfMessages{of}" for of in ("", "NotVisible", "Delayed")]
    shown = SQS.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return [int(shown[name]) for name in names]


def arn(url):
    return SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def a_message_goes_through():
    url = queue("first", VisibilityTimeout=30)
    assert SQS.get_queue_url(QueueName="first")["QueueUrl"] == url
    # boto3 checks the digest of the body by itself.
    sent = SQS.send_message(QueueUrl=url, MessageBody="héllo\r\n", MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}})
    [message] = SQS.receive_message(QueueUrl=url, AttributeNames=["All"], MessageAttributeNames=["All"])["Messages"]
    assert message["Body"] == "héllo\r\n" and message["MessageId"] == sent["MessageId"], message
    assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert counts(url) == [0, 1, 0]
    SQS.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert counts(url) == [0, 0, 0]
    assert "Messages" not in SQS.receive_message(QueueUrl=url)


def errors_are_of_their_classes():
    try:
        SQS.get_queue_url(QueueName="nothing")
        raise AssertionError("there is such a queue")
    except SQS.exceptions.QueueDoesNotExist as error:
        assert error.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", error.response
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    url = queue("errors")
    code, message, _ = refused(SQS.receive_message, QueueUrl=url, MaxNumberOfMessages=11)
    assert code == "InvalidParameterValue" and message.startswith("Value 11 for parameter MaxNumberOfMessages"), message
    assert code_of(lambda: SQS.delete_message(QueueUrl=url, ReceiptHandle="x")) == "ReceiptHandleIsInvalid"


def time_is_the_emulators():
    url = queue("time", VisibilityTimeout=3600, DelaySeconds=900)
    SQS.send_message(QueueUrl=url, MessageBody="late")
    assert counts(url) == [0, 0, 1] and bodies(url) == []
    advance(900)
    assert bodies(url) == ["late"] and bodies(url) == []
    advance(3600)
    assert bodies(url) == ["late"]
    advance(345_600)
    assert counts(url) == [0, 0, 0]


def who_waits_is_woken():
    url = queue("waiting")
    got = []
    waiting = threading.Thread(target=lambda: got.extend(bodies(url, WaitTimeSeconds=20)))
    begun = time.monotonic()
    waiting.start()
    time.sleep(0.3)
    client("sqs").send_message(QueueUrl=url, MessageBody="now")
    waiting.join(15)
    assert got == ["now"] and time.monotonic() - begun < 10, got


def groups_keep_their_order():
    url = queue("orders.fifo", ContentBasedDeduplication="true")
    entries = [{"Id": str(n), "MessageBody": f"{n}", "MessageGroupId": f"g{n % 2}"} for n in range(6)]
    assert len(SQS.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 6
    SQS.send_message(QueueUrl=url, MessageBody="5", MessageGroupId="g1")
    assert bodies(url) == ["0", "2", "4", "1", "3", "5"]
    assert bodies(url) == []


def dead_letters_go_and_come_back():
    dead = queue("dead")
    policy = json.dumps({"deadLetterTargetArn": arn(dead), "maxReceiveCount": 1})
    url = queue("alive", RedrivePolicy=policy, VisibilityTimeout=0)
    SQS.send_message(QueueUrl=url, MessageBody="poison")
    assert bodies(url) == ["poison"] and bodies(url) == [] and counts(dead) == [1, 0, 0]
    assert SQS.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    SQS.start_message_move_task(SourceArn=arn(dead))
    for _ in range(100):
        if SQS.list_message_move_tasks(SourceArn=arn(dead))["Results"][0]["Status"] == "COMPLETED":
            break
        time.sleep(0.05)
    assert counts(url) == [1, 0, 0] and counts(dead) == [0, 0, 0]


def a_bucket_tells_a_queue():
    s3, url = client("s3"), queue("events")
    s3.create_bucket(Bucket="telling")
    rule = {"QueueArn": arn(url), "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(Bucket="telling", NotificationConfiguration={"QueueConfigurations": [rule]})
    s3.put_object(Bucket="telling", Key="a b.txt", Body=b"x")
    seen = []
    for _ in range(20):
        seen.extend(json.loads(body) for body in bodies(url, WaitTimeSeconds=1))
        if len(seen) == 2:
            break
    assert seen[0]["Event"] == "s3:TestEvent" and seen[1]["Records"][0]["s3"]["object"]["key"] == "a+b.txt", seen


def resources_work_too():
    import boto3

    own = boto3.resource("sqs").create_queue(QueueName="resource")
    own.send_messages(Entries=[{"Id": "a", "MessageBody": "a"}, {"Id": "b", "MessageBody": "b"}])
    messages = own.receive_messages(MaxNumberOfMessages=10)
    assert sorted(message.body for message in messages) == ["a", "b"]
    own.delete_messages(Entries=[{"Id": str(n), "ReceiptHandle": message.receipt_handle} for n, message in enumerate(messages)])
    own.purge()
    own.delete()


run(
    "SQS",
    [
        a_message_goes_through,
        errors_are_of_their_classes,
        who_waits_is_woken,
        groups_keep_their_order,
        dead_letters_go_and_come_back,
        a_bucket_tells_a_queue,
        resources_work_too,
        time_is_the_emulators,
    ],
)
