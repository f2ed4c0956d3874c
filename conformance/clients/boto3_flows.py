"""A first day with boto3: each flow is what a user would write, and asserts what a user would see."""

import io
import json
import zipfile

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.client import Config

from flow import code_of, eventually, run, simple_table

ROLE = "arn:aws:iam::000000000000:role/lambda"


def package(source):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("main.py", source)
    return archive.getvalue()


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


def statements():
    client = boto3.client("dynamodb")
    simple_table(client, "songs")
    for number in range(5):
        client.execute_statement(
            Statement="INSERT INTO songs VALUE {'pk': ?, 'stars': ?}",
            Parameters=[{"S": f"song {number}"}, {"N": str(number)}],
        )
    assert code_of(
        lambda: client.execute_statement(Statement="INSERT INTO songs VALUE {'pk': 'song 0'}")
    ) == "DuplicateItemException"
    got = client.execute_statement(Statement="SELECT pk FROM songs WHERE stars >= 3")
    assert sorted(item["pk"]["S"] for item in got["Items"]) == ["song 3", "song 4"], got
    got = client.execute_statement(
        Statement="UPDATE songs SET stars = stars + 1 WHERE pk = 'song 1' RETURNING ALL NEW *"
    )
    assert got["Items"] == [{"pk": {"S": "song 1"}, "stars": {"N": "2"}}], got
    got = client.batch_execute_statement(
        Statements=[{"Statement": "SELECT * FROM songs WHERE pk = 'song 2'"}, {"Statement": "SELECT * FROM operas WHERE pk = 'x'"}]
    )["Responses"]
    assert got[0]["Item"]["stars"] == {"N": "2"} and got[1]["Error"]["Code"] == "ResourceNotFound", got
    both = [
        {"Statement": "DELETE FROM songs WHERE pk = 'song 3'"},
        {"Statement": "UPDATE songs SET stars = 9 WHERE pk = 'song 4' AND stars = 100"},
    ]
    assert code_of(lambda: client.execute_transaction(TransactStatements=both)) == "TransactionCanceledException"
    assert client.scan(TableName="songs", Select="COUNT")["Count"] == 5


def regions():
    here, there = (boto3.client("dynamodb", region_name=region) for region in ("us-east-1", "eu-west-1"))
    simple_table(
        here, "worldwide", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    )
    here.update_table(TableName="worldwide", ReplicaUpdates=[{"Create": {"RegionName": "eu-west-1"}}])
    there.get_waiter("table_exists").wait(TableName="worldwide", WaiterConfig={"Delay": 1})
    here.put_item(TableName="worldwide", Item={"pk": {"S": "a"}})
    assert there.get_item(TableName="worldwide", Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}
    replicas = here.describe_table(TableName="worldwide")["Table"]["Replicas"]
    assert [replica["RegionName"] for replica in replicas] == ["eu-west-1"], replicas


def several_keys():
    client = boto3.client("dynamodb")
    client.create_table(
        TableName="matches",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "country", "city", "day")
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-place",
                "KeySchema": [
                    {"AttributeName": "country", "KeyType": "HASH"},
                    {"AttributeName": "city", "KeyType": "HASH"},
                    {"AttributeName": "day", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for number, (city, day) in enumerate([("brno", "1"), ("brno", "2"), ("praha", "1")]):
        item = {"pk": str(number), "country": "cz", "city": city, "day": day}
        client.put_item(TableName="matches", Item={name: {"S": value} for name, value in item.items()})
    got = client.query(
        TableName="matches",
        IndexName="by-place",
        KeyConditionExpression="country = :a AND city = :b AND #d > :c",
        ExpressionAttributeNames={"#d": "day"},
        ExpressionAttributeValues={":a": {"S": "cz"}, ":b": {"S": "brno"}, ":c": {"S": "1"}},
    )
    assert [item["pk"]["S"] for item in got["Items"]] == ["1"], got


def the_past():
    client, s3 = boto3.client("dynamodb"), boto3.client("s3")
    simple_table(client, "ledger")
    client.update_continuous_backups(
        TableName="ledger", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    for number in range(20):
        client.put_item(TableName="ledger", Item={"pk": {"S": str(number)}, "n": {"N": str(number)}})
    backup = client.create_backup(TableName="ledger", BackupName="first")["BackupDetails"]["BackupArn"]
    client.delete_item(TableName="ledger", Key={"pk": {"S": "0"}})
    client.restore_table_from_backup(TargetTableName="as-it-was", BackupArn=backup)
    client.restore_table_to_point_in_time(
        SourceTableName="ledger", TargetTableName="as-it-is", UseLatestRestorableTime=True
    )
    for name, count in (("as-it-was", 20), ("as-it-is", 19)):
        client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        assert client.scan(TableName=name, Select="COUNT")["Count"] == count, name
    s3.create_bucket(Bucket="exports")
    arn = client.describe_table(TableName="ledger")["Table"]["TableArn"]
    export = client.export_table_to_point_in_time(TableArn=arn, S3Bucket="exports", S3Prefix="out")
    export = export["ExportDescription"]["ExportArn"]
    done = lambda: client.describe_export(ExportArn=export)["ExportDescription"]
    assert eventually("the export", lambda: done()["ExportStatus"] != "IN_PROGRESS" and done())["ItemCount"] == 19
    keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket="exports")["Contents"]]
    data = next(key for key in keys if key.endswith(".json.gz"))
    started = client.import_table(
        S3BucketSource={"S3Bucket": "exports", "S3KeyPrefix": data.rsplit("/", 1)[0] + "/"},
        InputFormat="DYNAMODB_JSON",
        InputCompressionType="GZIP",
        TableCreationParameters={
            "TableName": "imported",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )["ImportTableDescription"]["ImportArn"]
    state = lambda: client.describe_import(ImportArn=started)["ImportTableDescription"]
    assert eventually("the import", lambda: state()["ImportStatus"] != "IN_PROGRESS" and state())["ImportedItemCount"] == 19
    assert client.scan(TableName="imported", Select="COUNT")["Count"] == 19



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


run("boto3 flows", [tables, statements, several_keys, regions, the_past, objects, virtual_hosts, functions, flow])
