"""What the flows of several files need: to wait, to be refused, to move the server's clock, to run and tell."""

import contextlib
import json
import os
import time
import traceback
import urllib.request

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]


def eventually(what, ask, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


def refused(call, *arguments, **members):
    """What a call is refused with: code, message, and the whole answer."""
    try:
        call(*arguments, **members)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"], error.response
    raise AssertionError("it was not refused")


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def client(service="dynamodb", account=None, region="us-east-1", **config):
    """A client of an account (twelve digits), in a region, which does not retry unless told to."""
    return boto3.client(
        service,
        region_name=region,
        aws_access_key_id=account or "test",
        aws_secret_access_key="test",
        config=Config(**{"retries": {"total_max_attempts": 1}, **config}),
    )


def simple_table(dynamodb, name, wait=True, **more):
    """A table with the partition key `pk`, text, on demand unless `more` says otherwise."""
    members = {
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
        **more,
    }
    made = dynamodb.create_table(TableName=name, **members)["TableDescription"]
    if wait:
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    return made


def hash_and_range(first, second):
    return [{"AttributeName": first, "KeyType": "HASH"}, {"AttributeName": second, "KeyType": "RANGE"}]


def attributes(**types):
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def global_index(name, key, projection="ALL", **more):
    return {
        "IndexName": name,
        "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
        "Projection": {"ProjectionType": projection},
        **more,
    }


def control(method, path, body=None):
    """The emulator's own requests: docs/control.md."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(ENDPOINT + path, data, method=method)) as reply:
        return json.load(reply)


def server_time():
    """The emulator's time in seconds."""
    return control("GET", "/_ruststack/clock")["epoch_ms"] // 1000


def advance(seconds):
    control("POST", "/_ruststack/clock/advance", {"seconds": seconds})


@contextlib.contextmanager
def standing_clock():
    control("POST", "/_ruststack/clock/freeze")
    try:
        yield
    finally:
        control("POST", "/_ruststack/clock/resume")


@contextlib.contextmanager
def realism(**members):
    """With throttling, delays or lags for a while."""
    before = control("POST", "/_ruststack/dynamodb/realism", {})
    control("POST", "/_ruststack/dynamodb/realism", members)
    try:
        yield
    finally:
        control("POST", "/_ruststack/dynamodb/realism", before)


def run(name, flows):
    """Runs flows one after another, all of them whatever happens, and ends the program with how it went."""
    failed = []
    for one in flows:
        try:
            one()
        except Exception:
            traceback.print_exc()
            failed.append(one.__name__)
    print(f"{name}: {len(flows) - len(failed)} passed, {len(failed)} failed {failed or ''}")
    raise SystemExit(bool(failed))
