"""Functions and queues with boto3: each flow is what a user would write, and asserts what a user would see."""

import base64
import http.client
import io
import json
import os
import subprocess
import time
import urllib.parse
import zipfile

from flow import advance, client, eventually, refused, run

SQS, LAMBDA, S3 = client("sqs"), client("lambda"), client("s3")

ROLE = "arn:aws:iam::000000000000:role/flows"

# Sends what it was given to a queue of its own; fails as the event says.
CODE = """
import json, os, urllib.request

def tell(what):
    body = json.dumps({"QueueUrl": "/000000000000/" + os.environ["SEEN"], "MessageBody": json.dumps(what)}).encode()
    headers = {"x-amz-target": "AmazonSQS.SendMessage", "content-type": "application/x-amz-json-1.0"}
    urllib.request.urlopen(urllib.request.Request(os.environ["AWS_ENDPOINT_URL"], body, headers)).read()

def records(event, context):
    bodies = [record["body"] for record in event["Records"]]
    tell(bodies)
    if any(body.startswith("raise") for body in bodies):
        raise ValueError(bodies)
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in event["Records"] if record["body"].startswith("bad")]}

def event(event, context):
    tell(event)
    if event.get("fails"):
        raise KeyError("asked for")
    return {"given": event}
"""


def function(name, handler="main.records", **more):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("main.py", CODE)
    code, variables = {"ZipFile": packed.getvalue()}, {"Variables": {"SEEN": f"seen-{name}"}}
    SQS.create_queue(QueueName=f"seen-{name}")
    LAMBDA.create_function(
        FunctionName=name, Runtime="python3.13", Handler=handler, Role=ROLE, Code=code, Environment=variables, **more
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})


def queue(name, **attributes):
    if name.endswith(".fifo"):
        attributes["FifoQueue"] = "true"
    url = SQS.create_queue(QueueName=name, Attributes={key: str(value) for key, value in attributes.items()})["QueueUrl"]
    return url, SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def taken(url):
    messages = SQS.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get("Messages", [])
    for message in messages:
        SQS.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages


def seen(name, count=1):
    """What a function told of, as soon as it is so much."""
    url, all_of_it = queue(f"seen-{name}")[0], []

    def more():
        all_of_it.extend(json.loads(message["Body"]) for message in taken(url))
        return len(all_of_it) >= count

    eventually(f"{count} runs", more)
    return all_of_it


def is_empty(url):
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    shown = SQS.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return all(shown[name] == "0" for name in names)


def mapping(function_name, source, **more):
    made = LAMBDA.create_event_source_mapping(FunctionName=function_name, EventSourceArn=source, **more)
    assert made["State"] == "Creating", made
    return made["UUID"]


def a_queue_feeds_a_function():
    url, arn = queue("jobs", VisibilityTimeout=30)
    function("worker")
    uuid = mapping("worker", arn, FunctionResponseTypes=["ReportBatchItemFailures"])
    SQS.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": body} for n, body in enumerate(["a", "bad", "b"])])
    bodies = []
    while len(bodies) < 3:
        bodies.extend(body for told in seen("worker") for body in told)
    assert sorted(bodies) == ["a", "b", "bad"], bodies
    advance(30)
    assert seen("worker") == [["bad"]]
    shown = LAMBDA.get_event_source_mapping(UUID=uuid)
    assert shown["State"] == "Enabled" and "StartingPosition" not in shown and shown["BatchSize"] == 10, shown
    code, message, _ = refused(LAMBDA.create_event_source_mapping, FunctionName="worker", EventSourceArn=arn)
    assert code == "ResourceConflictException" and uuid in message, message
    LAMBDA.update_event_source_mapping(UUID=uuid, FunctionResponseTypes=[])
    advance(30)
    eventually("the end of all", lambda: is_empty(url))
    LAMBDA.delete_event_source_mapping(UUID=uuid)
    LAMBDA.delete_function(FunctionName="worker")


def a_window_makes_large_batches():
    url, arn = queue("many")
    function("gatherer")
    uuid = mapping("gatherer", arn, BatchSize=100, MaximumBatchingWindowInSeconds=2)
    for batch in range(3):
        SQS.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": f"{batch}-{n}"} for n in range(10)])
    batches = seen("gatherer")
    eventually("the end of all", lambda: is_empty(url))
    assert max(len(bodies) for bodies in batches) > 10, batches
    LAMBDA.delete_event_source_mapping(UUID=uuid)
    LAMBDA.delete_function(FunctionName="gatherer")


def groups_keep_their_order():
    url, arn = queue("ordered.fifo", ContentBasedDeduplication="true", VisibilityTimeout=30)
    function("ordered")
    for n in range(20):
        for group in "xyz":
            SQS.send_message(QueueUrl=url, MessageBody=f"{group} {n:02}", MessageGroupId=group)
    uuid = mapping("ordered", arn, BatchSize=3)
    eventually("the end of all", lambda: is_empty(url))
    told = []
    while sum(len(bodies) for bodies in told) < 60:
        told.extend(seen("ordered"))
    assert sum(len(bodies) for bodies in told) == 60
    LAMBDA.delete_event_source_mapping(UUID=uuid)
    LAMBDA.delete_function(FunctionName="ordered")


def what_fails_again_and_again_is_a_dead_letter():
    dead, dead_arn = queue("dead")
    redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 2})
    url, arn = queue("troubled", VisibilityTimeout=30, RedrivePolicy=redrive)
    function("raiser")
    uuid = mapping("raiser", arn)
    SQS.send_message(QueueUrl=url, MessageBody="raise")
    for _ in range(2):
        assert seen("raiser") == [["raise"]]
        advance(30)
    [letter] = eventually("a dead letter", lambda: taken(dead))
    assert letter["Body"] == "raise"
    LAMBDA.delete_event_source_mapping(UUID=uuid)
    LAMBDA.delete_function(FunctionName="raiser")


def what_became_of_an_event_is_told():
    done, done_arn = queue("done")
    letters, letters_arn = queue("letters")
    S3.create_bucket(Bucket="failures")
    function("async", "main.event", DeadLetterConfig={"TargetArn": letters_arn})
    destinations = {"OnSuccess": {"Destination": done_arn}, "OnFailure": {"Destination": "arn:aws:s3:::failures"}}
    put = LAMBDA.put_function_event_invoke_config(FunctionName="async", MaximumRetryAttempts=1, DestinationConfig=destinations)
    assert put["DestinationConfig"] == destinations and put["FunctionArn"].endswith(":async:$LATEST"), put
    [config] = LAMBDA.list_function_event_invoke_configs(FunctionName="async")["FunctionEventInvokeConfigs"]
    assert config["MaximumRetryAttempts"] == 1
    LAMBDA.invoke(FunctionName="async", InvocationType="Event", Payload=json.dumps({"n": 1}))
    [message] = eventually("a record", lambda: taken(done))
    record = json.loads(message["Body"])
    assert record["requestContext"]["condition"] == "Success" and record["responsePayload"] == {"given": {"n": 1}}, record
    LAMBDA.invoke(FunctionName="async", InvocationType="Event", Payload=json.dumps({"fails": True}))
    assert {"fails": True} in seen("async", 2)

    def letter():
        advance(60)
        return taken(letters)

    [message] = eventually("a dead letter", letter)
    assert json.loads(message["Body"]) == {"fails": True}
    assert message["MessageAttributes"]["ErrorCode"]["StringValue"] == "200", message
    [kept] = S3.list_objects_v2(Bucket="failures")["Contents"]
    record = json.loads(S3.get_object(Bucket="failures", Key=kept["Key"])["Body"].read())
    assert kept["Key"].startswith("aws/lambda/async/async/") and record["requestContext"]["approximateInvokeCount"] == 2, record
    LAMBDA.delete_function(FunctionName="async")


def what_is_reserved_is_a_limit():
    function("bounded", "main.event")
    LAMBDA.put_function_concurrency(FunctionName="bounded", ReservedConcurrentExecutions=0)
    assert LAMBDA.get_function(FunctionName="bounded")["Concurrency"] == {"ReservedConcurrentExecutions": 0}
    code, message, answer = refused(LAMBDA.invoke, FunctionName="bounded", Payload="{}")
    assert (code, message) == ("TooManyRequestsException", "Rate Exceeded."), answer
    assert answer["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded", answer
    code, message, _ = refused(LAMBDA.put_function_concurrency, FunctionName="bounded", ReservedConcurrentExecutions=901)
    assert code == "InvalidParameterValueException" and "minimum value of [100]" in message, message
    LAMBDA.delete_function_concurrency(FunctionName="bounded")
    assert LAMBDA.invoke(FunctionName="bounded", Payload="{}")["StatusCode"] == 200
    LAMBDA.delete_function(FunctionName="bounded")




STREAMS = """
const wait = (ms) => new Promise((go) => setTimeout(go, ms));
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  if (event.rawPath) stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-made': 'here' } });
  stream.write('first ');
  await wait(1500);
  if (event.fails) throw new Error('on the way');
  stream.write('second');
  stream.end();
});
"""


def a_response_is_streamed():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("index.js", STREAMS)
    LAMBDA.create_function(
        FunctionName="streams", Runtime="nodejs20.x", Role=ROLE, Handler="index.handler", Timeout=10,
        Code={"ZipFile": packed.getvalue()},
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName="streams")

    def streamed(event, **more):
        reply = LAMBDA.invoke_with_response_stream(FunctionName="streams", Payload=json.dumps(event), **more)
        assert reply["ExecutedVersion"] == "$LATEST", reply
        assert reply["ResponseStreamContentType"] == "application/vnd.amazon.eventstream", reply
        chunks, times, end = [], [], None
        for event in reply["EventStream"]:
            if "PayloadChunk" in event:
                chunks.append(event["PayloadChunk"]["Payload"])
                times.append(time.monotonic())
            else:
                end = event["InvokeComplete"]
        return chunks, times, end

    streamed({})  # Warm from here on.
    chunks, times, end = streamed({}, LogType="Tail")
    assert b"".join(chunks) == b"first second" and times[-1] - times[0] > 0.5, (chunks, times)
    assert "REPORT" in base64.b64decode(end["LogResult"]).decode() and "ErrorCode" not in end, end
    chunks, _, end = streamed({"fails": 1})
    assert chunks == [b"first "] and end["ErrorCode"] == "Error" and "on the way" in end["ErrorDetails"], end
    # Who waits for the whole gets it.
    assert LAMBDA.invoke(FunctionName="streams", Payload="{}")["Payload"].read() == b"first second"

    url = LAMBDA.create_function_url_config(FunctionName="streams", AuthType="NONE", InvokeMode="RESPONSE_STREAM")
    host = urllib.parse.urlsplit(url["FunctionUrl"]).netloc
    here = urllib.parse.urlsplit(LAMBDA.meta.endpoint_url)
    asked = http.client.HTTPConnection(here.hostname, here.port)
    asked.request("GET", "/x", headers={"Host": host})
    reply = asked.getresponse()
    assert (reply.status, reply.headers["x-made"]) == (201, "here"), reply.status
    began = time.monotonic()
    assert reply.read1() == b"first " and reply.read() == b"second" and time.monotonic() - began > 0.5


def what_is_printed_is_followed():
    """From a printed line to CloudWatch Logs and to the program's own commands."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("main.py", "def handler(event, context):\n    print('got', event)\n    return event\n")
    LAMBDA.create_function(
        FunctionName="prints", Runtime="python3.13", Role=ROLE, Handler="main.handler", Code={"ZipFile": packed.getvalue()},
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName="prints")
    program = os.environ["RUSTSTACK"]
    following = subprocess.Popen([program, "logs", "prints", "--follow"], stdout=subprocess.PIPE, text=True)
    try:
        ran = subprocess.run([program, "invoke", "prints", "--payload", '{"a": 1}'], capture_output=True, text=True, check=True)
        assert json.loads(ran.stdout) == {"a": 1} and "got {'a': 1}" in ran.stderr, ran
        lines = [following.stdout.readline().split()[0] for _ in range(4)]
        assert lines == ["START", "got", "END", "REPORT"], lines
    finally:
        following.kill()
    missing = subprocess.run([program, "invoke", "nobody"], capture_output=True, text=True)
    assert missing.returncode == 1 and "ResourceNotFoundException: Function not found" in missing.stderr, missing
    found = client("logs").filter_log_events(logGroupName="/aws/lambda/prints", filterPattern="got")["events"]
    assert [event["message"] for event in found] == ["got {'a': 1}\n"], found


run(
    "lambda",
    [
        a_queue_feeds_a_function,
        a_window_makes_large_batches,
        groups_keep_their_order,
        what_fails_again_and_again_is_a_dead_letter,
        what_became_of_an_event_is_told,
        what_is_reserved_is_a_limit,
        a_response_is_streamed,
        what_is_printed_is_followed,
    ],
)
