"""A first day with boto3: each flow is what a user would write, and asserts what a user would see."""

import io
import json
import time
import traceback
import zipfile

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.client import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/lambda"


def package(source):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("main.py", source)
    return archive.getvalue()


def eventually(what, ask, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


def code_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def tables():
    resource = boto3.resource("dynamodb")
    table = resource.create_table(
        TableName="people",
        KeySchema=[{"AttributeName": "name", "KeyType": "HASH"}, {"AttributeName": "year", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "name", "AttributeType": "S"},
            {"AttributeName": "year", "AttributeType": "N"},
            {"AttributeName": "city", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-city",
                "KeySchema": [{"AttributeName": "city", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    with table.batch_writer() as batch:
        for year in range(1900, 2000):
            batch.put_item(Item={"name": "ann", "year": year, "city": "brno" if year % 4 else "praha", "tags": {"a", "b"}})
    got = table.query(KeyConditionExpression=Key("name").eq("ann") & Key("year").between(1950, 1959))
    assert [int(item["year"]) for item in got["Items"]] == list(range(1950, 1960))
    got = table.query(IndexName="by-city", KeyConditionExpression=Key("city").eq("praha"), Select="COUNT")
    assert got["Count"] == 25, got
    got = table.scan(FilterExpression=Attr("year").gt(1997) & Attr("tags").contains("a"))
    assert got["Count"] == 2 and got["ScannedCount"] == 100, got
    update = lambda: table.update_item(
        Key={"name": "ann", "year": 1900},
        UpdateExpression="SET visits = if_not_exists(visits, :zero) + :one",
        ConditionExpression=Attr("city").eq("praha"),
        ExpressionAttributeValues={":zero": 0, ":one": 1},
        ReturnValues="UPDATED_NEW",
    )
    assert update()["Attributes"] == {"visits": 1}
    assert update()["Attributes"] == {"visits": 2}
    failing = lambda: table.put_item(
        Item={"name": "ann", "year": 1900}, ConditionExpression=Attr("name").not_exists()
    )
    assert code_of(failing) == "ConditionalCheckFailedException"
    client = boto3.client("dynamodb")
    pages = client.get_paginator("scan").paginate(TableName="people", PaginationConfig={"PageSize": 7})
    assert sum(len(page["Items"]) for page in pages) == 100


def objects():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="pictures")
    s3.put_object(Bucket="pictures", Key="a/ž +.txt", Body=b"hello", Metadata={"who": "me"})
    got = s3.get_object(Bucket="pictures", Key="a/ž +.txt")
    assert got["Body"].read() == b"hello" and got["Metadata"] == {"who": "me"}
    large = bytes(range(256)) * 4096 * 20  # 20 MiB: boto3 sends it in parts
    s3.upload_fileobj(io.BytesIO(large), "pictures", "large")
    back = io.BytesIO()
    s3.download_fileobj("pictures", "large", back)
    assert back.getvalue() == large
    assert s3.head_object(Bucket="pictures", Key="large")["ETag"].endswith('-3"')
    listed = s3.list_objects_v2(Bucket="pictures", Delimiter="/")
    assert [item["Key"] for item in listed["Contents"]] == ["large"]
    assert [item["Prefix"] for item in listed["CommonPrefixes"]] == ["a/"]
    s3.copy_object(Bucket="pictures", Key="copy", CopySource={"Bucket": "pictures", "Key": "a/ž +.txt"})
    assert s3.get_object(Bucket="pictures", Key="copy", Range="bytes=1-3")["Body"].read() == b"ell"
    assert code_of(lambda: s3.get_object(Bucket="pictures", Key="none")) == "NoSuchKey"
    assert code_of(lambda: s3.head_object(Bucket="pictures", Key="none")) == "404"
    s3.put_bucket_versioning(Bucket="pictures", VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket="pictures", Key="copy", Body=b"1")["VersionId"]
    s3.delete_object(Bucket="pictures", Key="copy")
    assert s3.get_object(Bucket="pictures", Key="copy", VersionId=first)["Body"].read() == b"1"
    resource = boto3.resource("s3").Bucket("pictures")
    resource.object_versions.delete()
    resource.delete()


def virtual_hosts():
    # botocore writes the bucket into the host name; names below localhost resolve to loopback wherever the system's
    # resolver follows RFC 6761, and here by asking for it.
    import socket

    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: resolve(
        "127.0.0.1" if str(host).endswith("localhost.localstack.cloud") else host, *rest, **more
    )
    try:
        port = boto3.client("s3").meta.endpoint_url.rsplit(":", 1)[1]
        s3 = boto3.client(
            "s3",
            endpoint_url=f"http://s3.localhost.localstack.cloud:{port}",
            config=Config(s3={"addressing_style": "virtual"}),
        )
        s3.create_bucket(Bucket="virtual")
        s3.put_object(Bucket="virtual", Key="k", Body=b"v")
        assert s3.get_object(Bucket="virtual", Key="k")["Body"].read() == b"v"
    finally:
        socket.getaddrinfo = resolve


def functions():
    client = boto3.client("lambda")
    client.create_function(
        FunctionName="greet",
        Runtime="python3.13",
        Handler="main.greet",
        Role=ROLE,
        Code={"ZipFile": package("def greet(event, context):\n    return {'hello': event['name']}\n")},
    )
    client.get_waiter("function_active_v2").wait(FunctionName="greet", WaiterConfig={"Delay": 1})
    answer = client.invoke(FunctionName="greet", Payload=json.dumps({"name": "you"}), LogType="Tail")
    assert json.load(answer["Payload"]) == {"hello": "you"}
    answer = client.invoke(FunctionName="greet", Payload=b"{}")
    assert answer["FunctionError"] == "Unhandled"
    assert json.load(answer["Payload"])["errorType"] == "KeyError"
    assert code_of(lambda: client.invoke(FunctionName="none")) == "ResourceNotFoundException"


def flow():
    """An upload runs a function that writes an item, with boto3 inside the function as well as here."""
    source = """
import boto3, urllib.parse
def handle(event, context):
    for record in event["Records"]:
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        body = boto3.client("s3").get_object(Bucket=record["s3"]["bucket"]["name"], Key=key)["Body"].read()
        boto3.resource("dynamodb").Table("seen").put_item(Item={"key": key, "text": body.decode()})
"""
    s3, client, resource = boto3.client("s3"), boto3.client("lambda"), boto3.resource("dynamodb")
    table = resource.create_table(
        TableName="seen",
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    import os

    function = client.create_function(
        FunctionName="see",
        Runtime="python3.13",
        Handler="main.handle",
        Role=ROLE,
        Timeout=30,
        # The virtual environment's boto3, as a layer would bring it.
        Environment={"Variables": {"PYTHONPATH": os.path.dirname(os.path.dirname(boto3.__file__))}},
        Code={"ZipFile": package(source)},
    )
    client.get_waiter("function_active_v2").wait(FunctionName="see", WaiterConfig={"Delay": 1})
    s3.create_bucket(Bucket="inbox")
    s3.put_bucket_notification_configuration(
        Bucket="inbox",
        NotificationConfiguration={
            "LambdaFunctionConfigurations": [
                {"LambdaFunctionArn": function["FunctionArn"], "Events": ["s3:ObjectCreated:*"]}
            ]
        },
    )
    s3.put_object(Bucket="inbox", Key="a letter", Body=b"dear emulator")
    seen = eventually("the item", lambda: table.get_item(Key={"key": "a letter"}).get("Item"))
    assert seen["text"] == "dear emulator"


def main():
    failed = []
    flows = [tables, objects, virtual_hosts, functions, flow]
    for one in flows:
        try:
            one()
        except Exception:
            traceback.print_exc()
            failed.append(one.__name__)
    print(f"boto3 flows: {len(flows) - len(failed)} passed, {len(failed)} failed {failed or ''}")
    raise SystemExit(bool(failed))


main()
