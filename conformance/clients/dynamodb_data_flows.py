"""What DynamoDB does with items, seen with boto3: sizes, pages, costs, numbers, transactions, accounts and regions."""

import gzip
import json
import threading
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary

from flow import attributes, client, code_of, global_index, hash_and_range, refused, run, simple_table


def numbers_and_conditions():
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html"""
    resource = boto3.resource("dynamodb")
    simple_table(
        resource.meta.client, "typed", KeySchema=hash_and_range("pk", "sk"), AttributeDefinitions=attributes(pk="S", sk="N")
    )
    table = resource.Table("typed")
    numbers = [
        "12345678901234567890123456789012345678",
        "-0.00000000000012345678901234567890123456789012345678",
        # What has more than 38 digits before the point is written out, as on AWS, and boto3 refuses to read it.
        "9.9999999999999999999999999999999999999E+37",
        "-9.9999999999999999999999999999999999999E+37",
        "1E-130",
        "0",
        "100000000000000000000",
    ]
    everything = {
        "text": "žluťoučký 𝄞\u0000",
        "empty": "",
        "bytes": Binary(bytes(range(256))),
        "yes": True,
        "nothing": None,
        "list": [1, "a", [Decimal("1.5")], {"deep": {"deeper": []}}],
        "strings": {"a", "b"},
        "numbers": {Decimal("1"), Decimal("2.5")},
        "binaries": {Binary(b"x"), Binary(b"")},
    }
    for at, number in enumerate(numbers):
        table.put_item(Item={"pk": "n", "sk": Decimal(at), "value": Decimal(number), **everything})
        item = table.get_item(Key={"pk": "n", "sk": at}, ConsistentRead=True)["Item"]
        assert item == {"pk": "n", "sk": at, "value": Decimal(number), **everything}, (number, item)
    # Keys are ordered as numbers, and equal however they are written.
    for number in numbers:
        table.put_item(Item={"pk": "order", "sk": Decimal(number)})
    ordered = [item["sk"] for item in table.query(KeyConditionExpression=Key("pk").eq("order"))["Items"]]
    assert ordered == sorted(Decimal(number) for number in numbers), ordered
    assert "Item" in table.get_item(Key={"pk": "order", "sk": Decimal("1E+20")})
    # Sums are exact to the last of 38 digits.
    add = lambda by: table.update_item(
        Key={"pk": "n", "sk": 0},
        UpdateExpression="SET #v = #v + :by",
        ExpressionAttributeNames={"#v": "value"},
        ExpressionAttributeValues={":by": by},
        ReturnValues="UPDATED_NEW",
    )["Attributes"]["value"]
    assert add(1) == Decimal("12345678901234567890123456789012345679")
    assert code_of(lambda: add(Decimal("0.1"))) == "ValidationException"
    match = [
        (Attr("text").begins_with("žlu") & Attr("text").contains("𝄞"), True),
        (Attr("list[2][0]").eq(Decimal("1.50")) & Attr("list[3].deep.deeper").size().eq(0), True),
        (Attr("numbers").contains(Decimal("2.50")) & ~Attr("strings").contains("c"), True),
        (Attr("bytes").attribute_type("B") & Attr("nothing").attribute_type("NULL"), True),
        (Attr("yes").ne(True) | Attr("none").exists() | Attr("sk").is_in([7, 8]), False),
        (Attr("sk").between(0, 0) & Attr("value").gte(0) & Attr("value").lt(Decimal("1E+38")), True),
    ]
    for condition, holds in match:
        write = lambda: table.update_item(
            Key={"pk": "n", "sk": 0},
            UpdateExpression="SET hits = if_not_exists(hits, :zero) + :one",
            ExpressionAttributeValues={":zero": 0, ":one": 1},
            ConditionExpression=condition,
        )
        expected = None if holds else "ConditionalCheckFailedException"
        assert code_of(write) == expected, condition.get_expression()
    found = table.query(
        KeyConditionExpression=Key("pk").eq("n") & Key("sk").lt(3),
        FilterExpression=Attr("value").lt(0),
        ProjectionExpression="sk, #l[2], #l[3].deep",
        ExpressionAttributeNames={"#l": "list"},
        ScanIndexForward=False,
    )
    assert found["Items"] == [{"sk": 1, "list": [[Decimal("1.5")], {"deep": {"deeper": []}}]}], found
    # The writer drops what is written twice, and parts 60 writes into batches.
    with table.batch_writer(overwrite_by_pkeys=["pk", "sk"]) as batch:
        for n in range(60):
            batch.put_item(Item={"pk": "w", "sk": n % 50, "n": n})
        batch.delete_item(Key={"pk": "w", "sk": 49})
    assert table.query(KeyConditionExpression=Key("pk").eq("w"), Select="COUNT")["Count"] == 49
    assert table.get_item(Key={"pk": "w", "sk": 3})["Item"]["n"] == 53


def pages():
    """A page ends at 1 MB, whatever the filter leaves of it."""
    dynamodb = client()
    simple_table(
        dynamodb,
        "large",
        KeySchema=hash_and_range("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N", group="S"),
        GlobalSecondaryIndexes=[global_index("by-group", "group")],
    )
    for n in range(36):
        item = {"pk": {"S": "p"}, "sk": {"N": str(n)}, "group": {"S": "g"}, "blob": {"B": bytes(100_000)}}
        dynamodb.put_item(TableName="large", Item=item)
    query = {
        "TableName": "large",
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": {"S": "p"}},
        "ProjectionExpression": "sk",
    }
    by_group = {
        **query,
        "IndexName": "by-group",
        "KeyConditionExpression": "#g = :p",
        "ExpressionAttributeValues": {":p": {"S": "g"}},
        "ExpressionAttributeNames": {"#g": "group"},
    }
    scan = {"TableName": "large", "ProjectionExpression": "sk"}
    for operation, members, ordered in (("query", query, True), ("query", by_group, False), ("scan", scan, True)):
        told = list(dynamodb.get_paginator(operation).paginate(**members))
        # Eleven items of 100 KB cross the line of 1 MB.
        assert [len(page["Items"]) for page in told] == [11, 11, 11, 3], (members, [len(page["Items"]) for page in told])
        numbers = [int(item["sk"]["N"]) for page in told for item in page["Items"]]
        assert sorted(numbers) == list(range(36)) and (not ordered or numbers == sorted(numbers)), numbers
    filtered = {**scan, "FilterExpression": "sk = :n", "ExpressionAttributeValues": {":n": {"N": "35"}}}
    told = list(dynamodb.get_paginator("scan").paginate(**filtered))
    assert [page["Count"] for page in told] == [0, 0, 0, 1] and sum(page["ScannedCount"] for page in told) == 36
    # The paginator goes on where a token says.
    first = dynamodb.get_paginator("query").paginate(**query, PaginationConfig={"MaxItems": 5, "PageSize": 3})
    assert len(first.build_full_result()["Items"]) == 5
    rest = dynamodb.get_paginator("query").paginate(**query, PaginationConfig={"StartingToken": first.resume_token})
    assert [item["sk"]["N"] for item in rest.build_full_result()["Items"]] == [str(n) for n in range(5, 36)]
    # 16 MB of a batch, and 1 MB of a partition: what does not fit comes back.
    keys = [{"pk": {"S": "p"}, "sk": {"N": str(n)}} for n in range(36)]
    wide = [{"pk": {"S": f"wide {n}"}, "sk": {"N": "0"}} for n in range(60)]
    for key in wide:
        dynamodb.put_item(TableName="large", Item={**key, "blob": {"B": bytes(300_000)}})
    for wanted, expected in ((wide, 2), (keys, 4)):
        asked, rounds, got = {"large": {"Keys": wanted, "ProjectionExpression": "pk, sk"}}, 0, []
        while asked:
            answer = dynamodb.batch_get_item(RequestItems=asked)
            asked, rounds = answer["UnprocessedKeys"], rounds + 1
            got += answer["Responses"]["large"]
        assert rounds == expected and len(got) == len(wanted), (rounds, len(got))
    too_many = [{"PutRequest": {"Item": key}} for key in wide[:26]]
    assert code_of(lambda: dynamodb.batch_write_item(RequestItems={"large": too_many})) == "ValidationException"


def statements_in_pages():
    dynamodb = client()
    simple_table(
        dynamodb, "novels", KeySchema=hash_and_range("pk", "sk"), AttributeDefinitions=attributes(pk="S", sk="N")
    )
    for n in range(25):
        dynamodb.execute_statement(
            Statement="INSERT INTO novels VALUE {'pk': ?, 'sk': ?, 'odd': ?}",
            Parameters=[{"S": "a"}, {"N": str(n)}, {"BOOL": n % 2 == 1}],
        )
    ask = {"Statement": "SELECT sk FROM novels WHERE pk = ? AND sk >= ? AND odd = true", "Limit": 4}
    found, token, rounds = [], {}, 0
    while True:
        page = dynamodb.execute_statement(**ask, Parameters=[{"S": "a"}, {"N": "3"}], **token)
        found += [int(item["sk"]["N"]) for item in page["Items"]]
        rounds += 1
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert found == list(range(3, 25, 2)) and rounds in (6, 7), (found, rounds)
    # A token belongs to its statement.
    first = dynamodb.execute_statement(**ask, Parameters=[{"S": "a"}, {"N": "3"}])["NextToken"]
    other = lambda: dynamodb.execute_statement(Statement="SELECT * FROM novels", NextToken=first)
    assert code_of(other) == "ValidationException"


def costs():
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html"""
    dynamodb = client()
    indexes = [global_index("by-city", "city"), global_index("by-job", "job", "KEYS_ONLY")]
    local = {
        "IndexName": "by-age",
        "KeySchema": hash_and_range("pk", "age"),
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
    simple_table(
        dynamodb,
        "costly",
        KeySchema=hash_and_range("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N", city="S", job="S", age="N"),
        GlobalSecondaryIndexes=indexes,
        LocalSecondaryIndexes=[local],
    )
    item = {"pk": {"S": "p"}, "sk": {"N": "1"}, "city": {"S": "brno"}, "job": {"S": "cook"}, "age": {"N": "7"}}
    item["blob"] = {"S": "x" * 2500}
    put = lambda **more: dynamodb.put_item(
        TableName="costly", Item={**item, **more}, ReturnConsumedCapacity="INDEXES", ReturnItemCollectionMetrics="SIZE"
    )

    def shown(told):
        inner = lambda name: {index: units["CapacityUnits"] for index, units in told.get(name, {}).items()}
        table = told["Table"]["CapacityUnits"]
        globals_, locals_ = inner("GlobalSecondaryIndexes"), inner("LocalSecondaryIndexes")
        assert told["CapacityUnits"] == table + sum(globals_.values()) + sum(locals_.values()), told
        return table, globals_, locals_

    answer = put()
    # 3 KB in the table and in the index of everything; the other two entries are below 1 KB.
    assert shown(answer["ConsumedCapacity"]) == (3.0, {"by-city": 3.0, "by-job": 1.0}, {"by-age": 1.0}), answer
    assert answer["ItemCollectionMetrics"]["ItemCollectionKey"] == {"pk": {"S": "p"}}, answer
    # An entry that moves is one removed and one put; those that stay as they are cost nothing.
    assert shown(put(city={"S": "praha"})["ConsumedCapacity"]) == (3.0, {"by-city": 6.0}, {})
    assert shown(put(city={"S": "praha"}, job={"S": "baker"})["ConsumedCapacity"])[1]["by-job"] == 2.0
    # A transaction costs the table twice.
    action = {"Put": {"TableName": "costly", "Item": {**item, "sk": {"N": "2"}}}}
    told = dynamodb.transact_write_items(TransactItems=[action], ReturnConsumedCapacity="INDEXES")["ConsumedCapacity"]
    assert told[0]["Table"]["CapacityUnits"] == 6.0 and told[0]["WriteCapacityUnits"] == told[0]["CapacityUnits"], told
    read = lambda strong, **more: dynamodb.query(
        TableName="costly",
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": "p"}},
        ConsistentRead=strong,
        ReturnConsumedCapacity="INDEXES",
        **more,
    )["ConsumedCapacity"]
    # Two items, a little above 4 KB together.
    assert (shown(read(False)), shown(read(True))) == ((1.0, {}, {}), (2.0, {}, {}))
    # A local index of keys reads the table beside it for what it lacks, an item at a time.
    assert shown(read(False, IndexName="by-age", Select="COUNT")) == (0.0, {}, {"by-age": 0.5})
    assert shown(read(False, IndexName="by-age", Select="ALL_ATTRIBUTES")) == (1.0, {}, {"by-age": 0.5})
    batch = [{"PutRequest": {"Item": {**item, "sk": {"N": str(n)}}}} for n in range(10, 13)]
    told = dynamodb.batch_write_item(
        RequestItems={"costly": batch}, ReturnConsumedCapacity="INDEXES", ReturnItemCollectionMetrics="SIZE"
    )
    assert shown(told["ConsumedCapacity"][0]) == (9.0, {"by-city": 9.0, "by-job": 3.0}, {"by-age": 3.0}), told
    assert set(told["ItemCollectionMetrics"]) == {"costly"}


def full_collections():
    """The server has a limit of 1 MB for items of one partition key, index entries included."""
    dynamodb = client()
    local = {"IndexName": "by-age", "KeySchema": hash_and_range("pk", "age"), "Projection": {"ProjectionType": "ALL"}}
    simple_table(
        dynamodb,
        "collected",
        KeySchema=hash_and_range("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N", age="N"),
        LocalSecondaryIndexes=[local],
    )
    item = lambda pk, sk: {"pk": {"S": pk}, "sk": {"N": str(sk)}, "age": {"N": "1"}, "blob": {"B": bytes(300_000)}}
    put = lambda pk, sk: dynamodb.put_item(TableName="collected", Item=item(pk, sk))
    put("a", 1)
    code, message, _ = refused(put, "a", 2)
    assert code == "ItemCollectionSizeLimitExceededException", code
    assert message == "Collection size exceeded.", message
    put("b", 1)
    actions = [{"Put": {"TableName": "collected", "Item": item(*key)}} for key in (("c", 1), ("b", 2))]
    code, _, answer = refused(dynamodb.transact_write_items, TransactItems=actions)
    reasons = [reason["Code"] for reason in answer["CancellationReasons"]]
    assert (code, reasons) == ("TransactionCanceledException", ["None", "ItemCollectionSizeLimitExceeded"]), answer
    dynamodb.delete_item(TableName="collected", Key={"pk": {"S": "a"}, "sk": {"N": "1"}})
    put("a", 2)


def compressed_requests():
    """Request bodies may be gzip: https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html"""
    dynamodb = client()
    simple_table(dynamodb, "compressed")

    def squeeze(params, **_):
        params["body"] = gzip.compress(params["body"] if isinstance(params["body"], bytes) else params["body"].encode())
        params["headers"]["Content-Encoding"] = "gzip"

    dynamodb.meta.events.register("before-call.dynamodb.*", squeeze)
    writes = [{"PutRequest": {"Item": {"pk": {"S": str(n)}, "text": {"S": "ž" * 50_000}}}} for n in range(25)]
    assert dynamodb.batch_write_item(RequestItems={"compressed": writes})["UnprocessedItems"] == {}
    assert len(dynamodb.get_item(TableName="compressed", Key={"pk": {"S": "7"}})["Item"]["text"]["S"]) == 50_000
    answer = refused(dynamodb.get_item, TableName="nowhere", Key={"pk": {"S": "7"}})
    assert answer[0] == "ResourceNotFoundException", answer


def threads_lose_nothing():
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html"""
    simple_table(client(), "accounts")
    names, rounds, met, wrong = ["a", "b", "c"], 30, [], []
    for name in names:
        client().put_item(TableName="accounts", Item={"pk": {"S": name}, "sum": {"N": "1000"}})

    def update(name, by):
        return {
            "Update": {
                "TableName": "accounts",
                "Key": {"pk": {"S": name}},
                "UpdateExpression": "ADD #s :by",
                "ExpressionAttributeNames": {"#s": "sum"},
                "ExpressionAttributeValues": {":by": {"N": str(by)}},
            }
        }

    def work(at):
        dynamodb = client()
        source, target = names[at % 3], names[(at + 1) % 3]
        for _ in range(rounds):
            while True:
                try:
                    dynamodb.transact_write_items(TransactItems=[update(source, -1), update(target, 1)])
                    break
                except dynamodb.exceptions.TransactionCanceledException as error:
                    codes = {reason["Code"] for reason in error.response["CancellationReasons"]}
                    met.append(1)
                    if not codes <= {"None", "TransactionConflict"}:
                        wrong.append(codes)
                        return
            while True:
                try:
                    alone = {**update(source, 1)["Update"], "ReturnValues": "NONE"}
                    dynamodb.update_item(**alone)
                    break
                except dynamodb.exceptions.TransactionConflictException:
                    met.append(1)
                except Exception as error:
                    wrong.append(error)
                    return
            while True:
                try:
                    gets = [{"Get": {"TableName": "accounts", "Key": {"pk": {"S": name}}}} for name in names]
                    answer = dynamodb.transact_get_items(TransactItems=gets)
                    assert len(answer["Responses"]) == 3
                    break
                except dynamodb.exceptions.TransactionCanceledException:
                    met.append(1)
                except Exception as error:
                    wrong.append(error)
                    return

    threads = [threading.Thread(target=work, args=[at]) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    items = client().scan(TableName="accounts", ConsistentRead=True)["Items"]
    sums = {item["pk"]["S"]: int(item["sum"]["N"]) for item in items}
    # Each of the six gave its source a unit in each round, and moved one on.
    assert sums == {name: 1000 + 2 * rounds for name in names}, (sums, len(met))


def two_accounts():
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-cross-account-access.html"""
    owner, guest, nobody = (client(account=account) for account in ("111111111111", "222222222222", "333333333333"))
    arn = simple_table(owner, "shared")["TableArn"]
    assert ":111111111111:" in arn, arn
    key = {"pk": {"S": "a"}}
    owner.put_item(TableName="shared", Item=key)
    assert code_of(lambda: guest.get_item(TableName=arn, Key=key)) == "AccessDeniedException"
    assert code_of(lambda: guest.get_item(TableName="shared", Key=key)) == "ResourceNotFoundException"
    allow = {
        "Effect": "Allow",
        "Principal": {"AWS": "222222222222"},
        "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"],
        "Resource": arn,
    }
    policy = lambda *statements: json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    first = owner.put_resource_policy(ResourceArn=arn, Policy=policy(allow))["RevisionId"]
    assert guest.get_item(TableName=arn, Key=key)["Item"] == key
    assert len(guest.batch_get_item(RequestItems={arn: {"Keys": [key]}})["Responses"][arn]) == 1
    code, message, _ = refused(guest.put_item, TableName=arn, Item=key)
    assert code == "AccessDeniedException" and "dynamodb:PutItem" in message and arn in message, message
    assert code_of(lambda: nobody.get_item(TableName=arn, Key=key)) == "AccessDeniedException"
    deny = {**allow, "Effect": "Deny", "Action": "dynamodb:Query", "Sid": "no"}
    change = lambda revision: owner.put_resource_policy(
        ResourceArn=arn, Policy=policy(allow, deny), ExpectedRevisionId=revision
    )
    assert code_of(lambda: change("0")) == "PolicyNotFoundException"
    change(first)
    query = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}}
    assert code_of(lambda: guest.query(TableName=arn, **query)) == "AccessDeniedException"
    assert owner.query(TableName="shared", **query)["Count"] == 1
    kept = json.loads(owner.get_resource_policy(ResourceArn=arn)["Policy"])
    assert [statement["Effect"] for statement in kept["Statement"]] == ["Allow", "Deny"], kept
    owner.delete_resource_policy(ResourceArn=arn)
    assert code_of(lambda: guest.get_item(TableName=arn, Key=key)) == "AccessDeniedException"
    assert code_of(lambda: owner.get_resource_policy(ResourceArn=arn)) == "PolicyNotFoundException"


def replicas_and_their_scaling():
    """https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTableReplicaAutoScaling.html"""
    here, there = client(), client(region="eu-west-1")
    units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    simple_table(
        here,
        "global",
        AttributeDefinitions=attributes(pk="S", city="S"),
        BillingMode="PROVISIONED",
        ProvisionedThroughput=units,
        GlobalSecondaryIndexes=[global_index("by-city", "city", ProvisionedThroughput=units)],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    scaling = lambda low, high, **more: {
        "MinimumUnits": low,
        "MaximumUnits": high,
        "ScalingPolicyUpdate": {"TargetTrackingScalingPolicyConfiguration": {"TargetValue": 70.0}},
        **more,
    }
    assert code_of(lambda: here.describe_table_replica_auto_scaling(TableName="global")) is not None
    add = lambda: here.update_table(TableName="global", ReplicaUpdates=[{"Create": {"RegionName": "eu-west-1"}}])
    # A replica of a provisioned table needs writes that scale; the settings of a table alone are another service's.
    code = code_of(add)
    if code is not None:
        assert code == "ValidationException", code
        here.update_table(TableName="global", BillingMode="PAY_PER_REQUEST")
        add()
        there.get_waiter("table_exists").wait(TableName="global", WaiterConfig={"Delay": 1})
    there.put_item(TableName="global", Item={"pk": {"S": "from there"}, "city": {"S": "cork"}})
    here.put_item(TableName="global", Item={"pk": {"S": "from here"}, "city": {"S": "cork"}})
    for one in (here, there):
        names = {item["pk"]["S"] for item in one.scan(TableName="global", IndexName="by-city")["Items"]}
        assert names == {"from here", "from there"}, names
    here.update_table(
        TableName="global",
        BillingMode="PROVISIONED",
        ProvisionedThroughput=units,
        GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "by-city", "ProvisionedThroughput": units}}],
    )
    told = here.describe_table_replica_auto_scaling(TableName="global")["TableAutoScalingDescription"]
    assert [replica["RegionName"] for replica in told["Replicas"]] == ["eu-west-1", "us-east-1"], told
    told = here.update_table_replica_auto_scaling(
        TableName="global",
        ProvisionedWriteCapacityAutoScalingUpdate=scaling(10, 40),
        GlobalSecondaryIndexUpdates=[
            {"IndexName": "by-city", "ProvisionedWriteCapacityAutoScalingUpdate": scaling(6, 12)}
        ],
        ReplicaUpdates=[
            {"RegionName": "eu-west-1", "ReplicaProvisionedReadCapacityAutoScalingUpdate": scaling(7, 9)}
        ],
    )["TableAutoScalingDescription"]
    for replica in here.describe_table_replica_auto_scaling(TableName="global")["TableAutoScalingDescription"]["Replicas"]:
        writes = replica["ReplicaProvisionedWriteCapacityAutoScalingSettings"]
        assert (writes["MinimumUnits"], writes["MaximumUnits"]) == (10, 40), replica
        target = writes["ScalingPolicies"][0]["TargetTrackingScalingPolicyConfiguration"]["TargetValue"]
        assert target == 70.0, replica
        index = replica["GlobalSecondaryIndexes"][0]["ProvisionedWriteCapacityAutoScalingSettings"]
        assert (index["MinimumUnits"], index["MaximumUnits"]) == (6, 12), replica
        reads = replica["ReplicaProvisionedReadCapacityAutoScalingSettings"]
        assert ("MinimumUnits" in reads) == (replica["RegionName"] == "eu-west-1"), replica
    # Capacity is brought within the bounds: reads in the one region, writes in both.
    shown = lambda one: one.describe_table(TableName="global")["Table"]["ProvisionedThroughput"]
    units_of = lambda one: (shown(one)["ReadCapacityUnits"], shown(one)["WriteCapacityUnits"])
    assert (units_of(here), units_of(there)) == ((5, 10), (7, 10)), (shown(here), shown(there))
    here.update_table(TableName="global", ReplicaUpdates=[{"Delete": {"RegionName": "eu-west-1"}}])
    there.get_waiter("table_not_exists").wait(TableName="global", WaiterConfig={"Delay": 1})
    assert here.scan(TableName="global", Select="COUNT")["Count"] == 2


run(
    "DynamoDB's data",
    [
        numbers_and_conditions,
        pages,
        statements_in_pages,
        costs,
        full_collections,
        compressed_requests,
        threads_lose_nothing,
        two_accounts,
        replicas_and_their_scaling,
    ],
)
