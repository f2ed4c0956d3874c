"""Powertools for AWS Lambda, as it is published, inside functions: parameters and secrets, logs, idempotency, batches."""

import concurrent.futures
import importlib.util
import io
import json
import pathlib
import zipfile

from flow import client, eventually, run, server_time, simple_table

LAMBDA, LOGS, SSM, SECRETS, DYNAMODB, SQS = (
    client(service) for service in ("lambda", "logs", "ssm", "secretsmanager", "dynamodb", "sqs")
)
ROLE = "arn:aws:iam::000000000000:role/powertools"

# What AWS's own layer for Powertools has beside it, and what its runtimes have of boto3.
PACKAGE = ["aws_lambda_powertools", "jmespath", "typing_extensions"]
LAYER = ["boto3", "botocore", "s3transfer", "urllib3", "dateutil", "six"]

# botocore knows hundreds of services; these are used.
KNOWN = ("dynamodb", "lambda", "secretsmanager", "ssm", "sts")

PARAMETERS = """
from aws_lambda_powertools.utilities import parameters

table = parameters.DynamoDBProvider(table_name="pt-parameters")

def handler(event, context):
    kind, name = event["get"], event.get("name")
    if kind == "parameter":
        return parameters.get_parameter(name, **event.get("how", {}))
    if kind == "path":
        return parameters.get_parameters(name, **event.get("how", {}))
    if kind == "names":
        return parameters.get_parameters_by_name(event["names"], raise_on_error=False)
    if kind == "secret":
        return parameters.get_secret(name, **event.get("how", {}))
    if kind == "item":
        return table.get(name)
    if kind == "set":
        made = parameters.set_parameter(name=name, value=event["value"], overwrite=True)
        return {"version": made["Version"]}
    if kind == "set secret":
        parameters.set_secret(name=name, value=event["value"])
        return parameters.get_secret(name, force_fetch=True)
"""

LOGGED = """
from aws_lambda_powertools import Logger

logger = Logger(service="orders")

@logger.inject_lambda_context(correlation_id_path="order")
def handler(event, context):
    logger.append_keys(customer=event["customer"])
    logger.info("received", extra={"lines": [1, 2]})
    try:
        1 / event["by"]
    except ZeroDivisionError:
        logger.exception("it went wrong")
    return context.aws_request_id
"""

IDEMPOTENT = """
import boto3, time, uuid
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError, IdempotencyValidationError,
)

table = boto3.resource("dynamodb").Table("pt-idempotency")
layer = DynamoDBPersistenceLayer(table_name="pt-idempotency", key_attr="pk")
config = IdempotencyConfig(event_key_jmespath="order", payload_validation_jmespath="cents", expires_after_seconds=3600)

@idempotent(config=config, persistence_store=layer)
def pay(event, context):
    if event.get("fails"):
        raise ValueError("no money")
    while event.get("waits") and "Item" not in table.get_item(Key={"pk": "go on"}):
        time.sleep(0.1)
    return {"payment": str(uuid.uuid4()), "cents": event["cents"]}

def handler(event, context):
    try:
        return pay(event, context)
    except (IdempotencyAlreadyInProgressError, IdempotencyValidationError) as error:
        return {"refused": type(error).__name__}
"""

BATCH = """
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

processor, logger = BatchProcessor(event_type=EventType.SQS), Logger()

def work(record):
    if record.body == "bad":
        raise ValueError(record.body)
    logger.info("worked", extra={"body": record.body})

def handler(event, context):
    return process_partial_response(event=event, record_handler=work, processor=processor, context=context)
"""


def packed(names, below="", **files):
    """A zip of installed packages, and of files beside them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.py", text)
        for name in names:
            found = importlib.util.find_spec(name)
            places = [pathlib.Path(place) for place in found.submodule_search_locations or [found.origin]]
            for path in [path for place in places for path in ([place] if place.is_file() else place.rglob("*"))]:
                inside = path.relative_to(places[0].parent)
                if path.is_file() and "__pycache__" not in path.parts and is_used(inside):
                    archive.write(path, f"{below}{inside}")
    return data.getvalue()


def is_used(path):
    is_of_a_service = path.parts[:2] == ("botocore", "data") and len(path.parts) > 3
    return not is_of_a_service or path.parts[2] in KNOWN


def function(name, code, **more):
    LAMBDA.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Handler="main.handler",
        Role=ROLE,
        Code={"ZipFile": packed(PACKAGE, main=code)},
        Layers=[layer()],
        Timeout=30,
        **more,
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})


def layer():
    """The layer's version; made once."""
    if not LAYERS:
        made = LAMBDA.publish_layer_version(LayerName="boto3", Content={"ZipFile": packed(LAYER, "python/")})
        LAYERS.append(made["LayerVersionArn"])
    return LAYERS[0]


LAYERS = []


def called(function_name, **event):
    reply = LAMBDA.invoke(FunctionName=function_name, Payload=json.dumps(event))
    answer = json.load(reply["Payload"])
    assert "FunctionError" not in reply, answer
    return answer


def lines(group):
    """The documents that a function printed. Its group is made by the first."""
    found = LOGS.get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/{group}", filterPattern="{ $.level = * }")
    try:
        return [json.loads(event["message"]) for page in found for event in page["events"]]
    except LOGS.exceptions.ResourceNotFoundException:
        return []


def parameters_and_secrets_are_read():
    SSM.put_parameter(Name="/pt/plain", Value="hello", Type="String")
    SSM.put_parameter(Name="/pt/deep/secret", Value='{"a": [1, 2]}', Type="SecureString")
    # Two pages of them.
    for n in range(12):
        SSM.put_parameter(Name=f"/pt/many/{n:02}", Value=str(n), Type="String")
    SECRETS.create_secret(Name="pt/secret", SecretString='{"user": "ada"}')
    SECRETS.create_secret(Name="pt/bytes", SecretBinary=b"bytes")
    DYNAMODB.create_table(
        TableName="pt-parameters",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    DYNAMODB.put_item(TableName="pt-parameters", Item={"id": {"S": "flag"}, "value": {"S": "on"}})
    function("pt-parameters", PARAMETERS)
    get = lambda kind, name=None, **more: called("pt-parameters", get=kind, name=name, **more)
    assert get("parameter", "/pt/plain") == "hello"
    assert get("parameter", "/pt/deep/secret", how={"decrypt": True, "transform": "json"}) == {"a": [1, 2]}
    assert get("path", "/pt/many") == {f"{n:02}": str(n) for n in range(12)}
    assert get("path", "/pt", how={"decrypt": True, "recursive": True})["deep/secret"] == '{"a": [1, 2]}'
    names = {"/pt/plain": {"max_age": 1}, "/pt/deep/secret": {"decrypt": True, "transform": "json"}, "/pt/none": {}}
    found = get("names", names=names)
    assert found == {"/pt/plain": "hello", "/pt/deep/secret": {"a": [1, 2]}, "_errors": ["/pt/none"]}, found
    assert get("secret", "pt/secret", how={"transform": "json"}) == {"user": "ada"}
    assert get("item", "flag") == "on"
    assert get("set", "/pt/plain", value="later") == {"version": 2}
    # It is remembered for some seconds, unless somebody insists.
    assert get("parameter", "/pt/plain", how={"force_fetch": True}) == "later"
    assert get("set secret", "pt/secret", value="new") == "new"
    assert get("set secret", "pt/made", value="made") == "made"
    assert SECRETS.get_secret_value(SecretId="pt/made")["SecretString"] == "made"


def what_is_logged_lies_in_the_functions_group():
    function("pt-logged", LOGGED)
    request_id = called("pt-logged", order="o-1", customer="ada", by=0)
    received, wrong = eventually("the lines", lambda: len(lines("pt-logged")) >= 2 and lines("pt-logged"))
    assert received["level"] == "INFO" and received["message"] == "received" and received["lines"] == [1, 2], received
    assert received["service"] == "orders" and received["customer"] == "ada" and received["correlation_id"] == "o-1"
    assert received["function_request_id"] == request_id and received["cold_start"] is True, received
    assert received["function_arn"] == "arn:aws:lambda:us-east-1:000000000000:function:pt-logged", received
    # AWS gives 128 MB to a function that names nothing.
    assert str(received["function_memory_size"]) == "128" and received["function_name"] == "pt-logged"
    assert wrong["level"] == "ERROR" and wrong["exception_name"] == "ZeroDivisionError", wrong
    assert "Traceback" in wrong["exception"], wrong
    called("pt-logged", order="o-2", customer="zoe", by=1)
    pattern = '{ $.correlation_id = "o-2" && $.cold_start IS FALSE }'
    found = lambda: LOGS.filter_log_events(logGroupName="/aws/lambda/pt-logged", filterPattern=pattern)["events"]
    [second] = eventually("the second's line", found)
    assert json.loads(second["message"])["customer"] == "zoe", second
    at = server_time()
    query = "fields message, customer | filter level = 'ERROR' | stats count(*) as many by exception_name"
    asked = {"logGroupName": "/aws/lambda/pt-logged", "startTime": at - 600, "endTime": at + 600, "queryString": query}
    query_id = LOGS.start_query(**asked)["queryId"]
    eventually("the query", lambda: LOGS.get_query_results(queryId=query_id)["status"] == "Complete")
    [row] = LOGS.get_query_results(queryId=query_id)["results"]
    assert {column["field"]: column["value"] for column in row} == {"exception_name": "ZeroDivisionError", "many": "1"}


def a_payment_is_made_once():
    simple_table(DYNAMODB, "pt-idempotency")
    function("pt-idempotent", IDEMPOTENT)
    pay = lambda **event: called("pt-idempotent", **event)
    first = pay(order="1", cents=5)
    assert first["cents"] == 5 and pay(order="1", cents=5) == first
    assert pay(order="2", cents=5)["payment"] != first["payment"]
    # Another payload under the same key is nobody's second try.
    assert pay(order="1", cents=6) == {"refused": "IdempotencyValidationError"}
    kept = DYNAMODB.scan(TableName="pt-idempotency")["Items"]
    assert sorted(item["status"]["S"] for item in kept) == ["COMPLETED", "COMPLETED"], kept
    expires = int(kept[0]["expiration"]["N"]) - server_time()
    assert 3000 < expires <= 3600 + 60, expires
    # What failed may be tried again.
    failed = LAMBDA.invoke(FunctionName="pt-idempotent", Payload=json.dumps({"order": "3", "cents": 5, "fails": True}))
    assert failed["FunctionError"] == "Unhandled" and json.load(failed["Payload"])["errorType"] == "ValueError"
    assert pay(order="3", cents=5)["cents"] == 5
    # While one pays, nobody else does.
    with concurrent.futures.ThreadPoolExecutor(1) as threads:
        paying = threads.submit(pay, order="4", cents=5, waits=True)
        statuses = lambda: [item["status"]["S"] for item in DYNAMODB.scan(TableName="pt-idempotency")["Items"]]
        eventually("that it pays", lambda: "INPROGRESS" in statuses())
        assert pay(order="4", cents=5) == {"refused": "IdempotencyAlreadyInProgressError"}
        DYNAMODB.put_item(TableName="pt-idempotency", Item={"pk": {"S": "go on"}, "status": {"S": "-"}})
        paid = paying.result()
    assert pay(order="4", cents=5) == paid and paid["cents"] == 5, paid


def a_batch_fails_in_part():
    url = SQS.create_queue(QueueName="pt-batch", Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
    arn = SQS.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    function("pt-batch", BATCH)
    entries = [{"Id": body, "MessageBody": body} for body in ("a", "bad", "b")]
    SQS.send_message_batch(QueueUrl=url, Entries=entries)
    LAMBDA.create_event_source_mapping(
        FunctionName="pt-batch", EventSourceArn=arn, FunctionResponseTypes=["ReportBatchItemFailures"]
    )
    worked = lambda: sorted(line["body"] for line in lines("pt-batch") if "body" in line)
    eventually("the good ones", lambda: worked() == ["a", "b"])

    def counts():
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        shown = SQS.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return [shown[name] for name in names]

    eventually("that the bad one alone is left", lambda: counts() == ["0", "1"])


run(
    "Powertools for AWS Lambda",
    [
        parameters_and_secrets_are_read,
        what_is_logged_lies_in_the_functions_group,
        a_payment_is_made_once,
        a_batch_fails_in_part,
    ],
)
