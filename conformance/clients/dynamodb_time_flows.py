"""What DynamoDB makes its users wait for, seen with boto3: throughput, states of tables, replication, expiry, shards.

The texts are AWS's, from the developer guide and the tests of the engine, which name their sources; what belongs to
the emulator itself (its clock, `realism`) is told in docs/control.md.
"""

import threading
import time

import boto3
from botocore.client import Config

from flow import (
    advance,
    attributes,
    client,
    code_of,
    control,
    eventually,
    global_index,
    realism,
    refused,
    run,
    server_time,
    simple_table,
    standing_clock,
)

UNITS = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}


def throttling():
    dynamodb = client()
    with realism(throttling=True, burst_seconds=5), standing_clock():
        arn = simple_table(dynamodb, "scarce", BillingMode="PROVISIONED", ProvisionedThroughput=UNITS)["TableArn"]
        put = lambda to=dynamodb: to.put_item(TableName="scarce", Item={"pk": {"S": "a"}})
        for _ in range(5):
            put()
        code, message, answer = refused(put)
        assert code == "ProvisionedThroughputExceededException", code
        assert message.startswith("The level of configured provisioned throughput for the table was exceeded."), message
        reason = {"reason": "TableWriteProvisionedThroughputExceeded", "resource": arn}
        assert answer["ThrottlingReasons"] == [reason], answer
        # The SDK's own retries succeed once time has passed; here it passes while they wait.
        patient = client(retries={"mode": "standard", "total_max_attempts": 8})
        later = threading.Timer(0.3, advance, [1])
        later.start()
        retried = put(patient)["ResponseMetadata"]["RetryAttempts"]
        later.join()
        assert retried >= 1, retried
        assert code_of(put) == "ProvisionedThroughputExceededException"
        # Reads have units of their own: ten of half a unit.
        for _ in range(10):
            dynamodb.get_item(TableName="scarce", Key={"pk": {"S": "a"}})
        _, _, answer = refused(dynamodb.get_item, TableName="scarce", Key={"pk": {"S": "a"}})
        assert answer["ThrottlingReasons"][0]["reason"] == "TableReadProvisionedThroughputExceeded", answer
        # What a batch could not do comes back, and boto3's writer sends it again.
        advance(3)
        writes = [{"PutRequest": {"Item": {"pk": {"S": str(n)}}}} for n in range(10)]
        left = dynamodb.batch_write_item(RequestItems={"scarce": writes})["UnprocessedItems"]["scarce"]
        assert len(left) == 7, left
        with realism(throttling=False):
            assert dynamodb.batch_write_item(RequestItems={"scarce": left})["UnprocessedItems"] == {}
        assert dynamodb.scan(TableName="scarce", Select="COUNT", ConsistentRead=True)["Count"] == 11


def throttling_of_an_index():
    dynamodb = client()
    with realism(throttling=True, burst_seconds=2), standing_clock():
        arn = simple_table(
            dynamodb,
            "scarce-index",
            AttributeDefinitions=attributes(pk="S", city="S"),
            BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 100, "WriteCapacityUnits": 100},
            GlobalSecondaryIndexes=[global_index("by-city", "city", ProvisionedThroughput=UNITS)],
        )["TableArn"]
        put = lambda name, **more: dynamodb.put_item(TableName="scarce-index", Item={"pk": {"S": name}, **more})
        for name in "ab":
            put(name, city={"S": "brno"})
        _, message, answer = refused(put, "c", city={"S": "brno"})
        assert "for one or more global secondary indexes" in message, message
        reason = {"reason": "IndexWriteProvisionedThroughputExceeded", "resource": f"{arn}/index/by-city"}
        assert answer["ThrottlingReasons"] == [reason], answer
        put("c")
        advance(1)
        put("c", city={"S": "brno"})


def writers_of_batches_wait():
    """What a batch leaves is sent again by boto3's writer, and a batch of which nothing was done by its retries."""
    retries = Config(retries={"mode": "standard", "total_max_attempts": 10})
    table = boto3.resource("dynamodb", config=retries).Table("patient")
    units = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 20}
    simple_table(client(), "patient", BillingMode="PROVISIONED", ProvisionedThroughput=units)
    with realism(throttling=True, burst_seconds=1):
        begun = server_time()
        with table.batch_writer() as batch:
            for n in range(60):
                batch.put_item(Item={"pk": str(n)})
        # 20 at once and the others at 20 a second; the emulator's time is shown in whole seconds.
        assert server_time() - begun >= 1
    assert table.scan(Select="COUNT", ConsistentRead=True)["Count"] == 60


def states():
    dynamodb = client()
    with realism(transition_ms=1500):
        made = simple_table(dynamodb, "slow", wait=False)
        assert made["TableStatus"] == "CREATING", made
        assert code_of(lambda: dynamodb.delete_table(TableName="slow")) == "ResourceInUseException"
        put = lambda: dynamodb.put_item(TableName="slow", Item={"pk": {"S": "a"}, "city": {"S": "brno"}})
        assert code_of(put) == "ResourceNotFoundException"
        dynamodb.get_waiter("table_exists").wait(TableName="slow", WaiterConfig={"Delay": 1})
        put()
        create = {"Create": global_index("by-city", "city")}
        update = lambda: dynamodb.update_table(
            TableName="slow", AttributeDefinitions=attributes(pk="S", city="S"), GlobalSecondaryIndexUpdates=[create]
        )
        updating = update()["TableDescription"]
        assert updating["TableStatus"] == "UPDATING", updating
        assert code_of(update) == "ResourceInUseException"
        index = lambda: dynamodb.describe_table(TableName="slow")["Table"]["GlobalSecondaryIndexes"][0]
        assert (index()["IndexStatus"], index()["Backfilling"]) == ("CREATING", False), index()
        eventually("the filling", lambda: index()["Backfilling"])
        query = lambda: dynamodb.query(
            TableName="slow",
            IndexName="by-city",
            KeyConditionExpression="city = :c",
            ExpressionAttributeValues={":c": {"S": "brno"}},
        )
        code, message, _ = refused(query)
        assert (code, "backfilling" in message) == ("ValidationException", True), message
        dynamodb.get_waiter("table_exists").wait(TableName="slow", WaiterConfig={"Delay": 1})
        eventually("the index", lambda: index()["IndexStatus"] == "ACTIVE" and "Backfilling" not in index())
        assert query()["Count"] == 1
        eventually("the table", lambda: dynamodb.describe_table(TableName="slow")["Table"]["TableStatus"] == "ACTIVE")
        deleted = dynamodb.delete_table(TableName="slow")["TableDescription"]
        assert deleted["TableStatus"] == "DELETING", deleted
        dynamodb.get_waiter("table_not_exists").wait(TableName="slow", WaiterConfig={"Delay": 1})


def stale_reads():
    dynamodb = client()
    simple_table(
        dynamodb,
        "stale",
        AttributeDefinitions=attributes(pk="S", city="S"),
        GlobalSecondaryIndexes=[global_index("by-city", "city")],
    )
    key = {"pk": {"S": "a"}}
    put = lambda city: dynamodb.put_item(TableName="stale", Item={**key, "city": {"S": city}})
    get = lambda strong=False: dynamodb.get_item(TableName="stale", Key=key, ConsistentRead=strong).get("Item")
    seen = lambda city: dynamodb.query(
        TableName="stale",
        IndexName="by-city",
        KeyConditionExpression="city = :c",
        ExpressionAttributeValues={":c": {"S": city}},
    )["Count"]
    with realism(table_lag_ms=1000, index_lag_ms=3000), standing_clock():
        put("brno")
        assert get() is None and get(strong=True)["city"] == {"S": "brno"}
        assert dynamodb.scan(TableName="stale")["Count"] == 0
        batch = {"stale": {"Keys": [key]}}
        assert dynamodb.batch_get_item(RequestItems=batch)["Responses"]["stale"] == []
        batch["stale"]["ConsistentRead"] = True
        assert len(dynamodb.batch_get_item(RequestItems=batch)["Responses"]["stale"]) == 1
        advance(1)
        assert get()["city"] == {"S": "brno"} and seen("brno") == 0
        advance(2)
        assert seen("brno") == 1
        put("praha")
        advance(1)
        # The table shows the new city, the index still the old one.
        assert get()["city"] == {"S": "praha"} and (seen("brno"), seen("praha")) == (1, 0)
        advance(2)
        assert (seen("brno"), seen("praha")) == (0, 1)


def shards_of(streams, arn):
    shards, more = [], {}
    while True:
        told = streams.describe_stream(StreamArn=arn, Limit=3, **more)["StreamDescription"]
        shards += told["Shards"]
        if "LastEvaluatedShardId" not in told:
            return shards
        more = {"ExclusiveStartShardId": told["LastEvaluatedShardId"]}


def records_of(streams, arn, shard, **start):
    """What lies in a shard from its beginning, and whether the shard has ended there."""
    start = start or {"ShardIteratorType": "TRIM_HORIZON"}
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, **start)["ShardIterator"]
    records = []
    while iterator:
        page = streams.get_records(ShardIterator=iterator, Limit=7)
        if not page["Records"] and page.get("NextShardIterator"):
            return records, False
        records += page["Records"]
        iterator = page.get("NextShardIterator")
    return records, True


STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def expiry():
    dynamodb, streams = client(), client("dynamodbstreams")
    arn = simple_table(dynamodb, "sessions", StreamSpecification=STREAM)["LatestStreamArn"]
    ttl = {"Enabled": True, "AttributeName": "until"}
    dynamodb.update_time_to_live(TableName="sessions", TimeToLiveSpecification=ttl)
    told = dynamodb.describe_time_to_live(TableName="sessions")["TimeToLiveDescription"]
    assert told == {"TimeToLiveStatus": "ENABLED", "AttributeName": "until"}, told
    now = server_time()
    for name, until in (("soon", now + 60), ("later", now + 40 * 60), ("never", now + 10**7)):
        dynamodb.put_item(TableName="sessions", Item={"pk": {"S": name}, "until": {"N": str(until)}})
    names = lambda: {item["pk"]["S"] for item in dynamodb.scan(TableName="sessions")["Items"]}
    advance(120)
    # Those who wait see it by themselves, the others ask for it.
    eventually("the expiry", lambda: names() == {"later", "never"})
    with standing_clock():
        advance(60 * 60)
        control("DELETE", "/_aws/dynamodb/expired")
        assert names() == {"never"}, names()
    removed = [
        record
        for shard in shards_of(streams, arn)
        for record in records_of(streams, arn, shard["ShardId"])[0]
        if record["eventName"] == "REMOVE"
    ]
    assert {record["dynamodb"]["Keys"]["pk"]["S"] for record in removed} == {"soon", "later"}, removed
    for record in removed:
        assert record["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}, record
        assert record["dynamodb"]["OldImage"]["pk"] == record["dynamodb"]["Keys"]["pk"], record
    dynamodb.delete_item(TableName="sessions", Key={"pk": {"S": "never"}})
    last = [record for shard in shards_of(streams, arn) for record in records_of(streams, arn, shard["ShardId"])[0]]
    by_hand = [record for record in last if record["dynamodb"]["Keys"]["pk"]["S"] == "never"]
    assert [record.get("userIdentity") for record in by_hand] == [None, None], by_hand


class Consumer:
    """Reads a stream as the Kinesis client library does: a shard when its parent is read to the end, each once."""

    def __init__(self, streams, arn):
        self.streams, self.arn = streams, arn
        self.iterators, self.ended, self.records = {}, set(), []

    def step(self):
        shards = {shard["ShardId"]: shard for shard in shards_of(self.streams, self.arn)}
        for name, shard in shards.items():
            parent = shard.get("ParentShardId")
            if name in self.ended or (parent in shards and parent not in self.ended):
                continue
            if name not in self.iterators:
                self.iterators[name] = self.streams.get_shard_iterator(
                    StreamArn=self.arn, ShardId=name, ShardIteratorType="TRIM_HORIZON"
                )["ShardIterator"]
            page = self.streams.get_records(ShardIterator=self.iterators[name], Limit=10)
            self.records += [(name, record) for record in page["Records"]]
            self.iterators[name] = page.get("NextShardIterator")
            if self.iterators[name] is None:
                self.ended.add(name)
                assert "EndingSequenceNumber" in shard["SequenceNumberRange"], shard


def shards_roll_over():
    """The server has two open shards a stream, and each is open for a minute of its clock."""
    dynamodb, streams = client(), client("dynamodbstreams")
    arn = simple_table(dynamodb, "log", StreamSpecification=STREAM)["LatestStreamArn"]
    consumer = Consumer(streams, arn)
    rounds, keys = 8, [f"key {n}" for n in range(12)]
    for number in range(rounds):
        for key in keys:
            dynamodb.put_item(TableName="log", Item={"pk": {"S": key}, "n": {"N": str(number)}})
        if number % 3 != 2:
            consumer.step()
        advance(25)
    advance(61)
    for _ in range(60):
        consumer.step()
        if len(consumer.records) >= rounds * len(keys):
            break
    told = [(r["dynamodb"]["Keys"]["pk"]["S"], r["dynamodb"]["NewImage"]["n"]["N"]) for _, r in consumer.records]
    assert len(told) == len(set(told)) == rounds * len(keys), (len(told), len(set(told)))
    for key in keys:
        assert [n for name, n in told if name == key] == [str(n) for n in range(rounds)], key
    ids = [record["eventID"] for _, record in consumer.records]
    assert len(set(ids)) == len(ids)
    assert len({shard for shard, _ in consumer.records}) >= 6, "the shards did not roll over"
    described = shards_of(streams, arn)
    names = {shard["ShardId"] for shard in described}
    assert len(names) == len(described)
    roots = [shard for shard in described if "ParentShardId" not in shard]
    assert len(roots) == 2, roots
    assert all(shard.get("ParentShardId") in names for shard in described if shard not in roots)
    still_open = [s for s in described if "EndingSequenceNumber" not in s["SequenceNumberRange"]]
    assert len(still_open) == 2, still_open
    # Each number of a closed shard lies within its range, and reading may begin at one.
    closed = {s["ShardId"]: s["SequenceNumberRange"] for s in described if s not in still_open}
    for shard, record in consumer.records:
        number = int(record["dynamodb"]["SequenceNumber"])
        if shard in closed:
            first, last = (int(closed[shard][side]) for side in ("StartingSequenceNumber", "EndingSequenceNumber"))
            assert first <= number <= last, (shard, number)
    shard, first = consumer.records[0]
    number = first["dynamodb"]["SequenceNumber"]
    at, ended = records_of(streams, arn, shard, ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=number)
    after, _ = records_of(streams, arn, shard, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=number)
    assert ended and len(at) == len(after) + 1 and at[1:] == after
    children = streams.describe_stream(StreamArn=arn, ShardFilter={"Type": "CHILD_SHARDS", "ShardId": shard})
    found = children["StreamDescription"]["Shards"]
    assert [child["ParentShardId"] for child in found] == [shard], found


run(
    "DynamoDB in time",
    [
        throttling,
        throttling_of_an_index,
        writers_of_batches_wait,
        states,
        stale_reads,
        expiry,
        shards_roll_over,
    ],
)
