"""CloudWatch Logs with boto3: each flow is what a user would write, and asserts what a user would see."""

import gzip
import io
import json
import zipfile

from flow import advance, client, code_of, eventually, refused, run, server_time

LOGS = client("logs")


def stream(group, name="s", **more):
    LOGS.create_log_group(logGroupName=group, **more)
    LOGS.create_log_stream(logGroupName=group, logStreamName=name)


def put(group, *messages, name="s"):
    at = server_time() * 1000
    events = [{"timestamp": at, "message": message} for message in messages]
    return LOGS.put_log_events(logGroupName=group, logStreamName=name, logEvents=events)


def messages(reply):
    return [event["message"] for event in reply["events"]]


def a_stream_is_written_and_read():
    stream("first", tags={"stage": "test"})
    put("first", "one", "two", "three")
    page = LOGS.get_log_events(logGroupName="first", logStreamName="s", limit=2)
    assert messages(page) == ["two", "three"], page
    before = LOGS.get_log_events(logGroupName="first", logStreamName="s", nextToken=page["nextBackwardToken"])
    assert messages(before) == ["one"], before
    end = LOGS.get_log_events(logGroupName="first", logStreamName="s", nextToken=page["nextForwardToken"])
    assert end["events"] == [] and end["nextForwardToken"] == page["nextForwardToken"], end
    [group] = LOGS.describe_log_groups(logGroupNamePrefix="first")["logGroups"]
    assert LOGS.list_tags_for_resource(resourceArn=group["logGroupArn"])["tags"] == {"stage": "test"}
    try:
        LOGS.create_log_group(logGroupName="first")
        raise AssertionError("there are two groups of a name")
    except LOGS.exceptions.ResourceAlreadyExistsException:
        pass
    assert code_of(lambda: LOGS.get_log_events(logGroupName="first", logStreamName="none")) == "ResourceNotFoundException"


def a_search_pages_through_streams():
    stream("search", "a")
    LOGS.create_log_stream(logGroupName="search", logStreamName="b")
    for n in range(3):
        put("search", f"ERROR {n}", f"INFO {n}", name="a")
        put("search", json.dumps({"level": "ERROR", "n": n}), name="b")
    pages = LOGS.get_paginator("filter_log_events").paginate(
        logGroupName="search", filterPattern="ERROR", PaginationConfig={"PageSize": 2}
    )
    assert len([event for page in pages for event in page["events"]]) == 6
    found = LOGS.filter_log_events(logGroupName="search", filterPattern="{ $.level = \"ERR*\" && $.n >= 1 }")
    assert [json.loads(message)["n"] for message in messages(found)] == [1, 2], found
    code, message, _ = refused(LOGS.filter_log_events, logGroupName="search", filterPattern="a-b")
    assert (code, message) == ("InvalidParameterException", "Invalid filter pattern")


def retention_goes_by_the_emulators_clock():
    stream("kept")
    put("kept", "old")
    LOGS.put_retention_policy(logGroupName="kept", retentionInDays=1)
    assert messages(LOGS.get_log_events(logGroupName="kept", logStreamName="s")) == ["old"]
    advance(2 * 24 * 3600)
    assert LOGS.get_log_events(logGroupName="kept", logStreamName="s")["events"] == []


def a_tail_sees_what_comes():
    stream("tailed")
    tail = client("logs", inject_host_prefix=False).start_live_tail(
        logGroupIdentifiers=["arn:aws:logs:us-east-1:000000000000:log-group:tailed"], logEventFilterPattern="ERROR"
    )
    for event in tail["responseStream"]:
        if "sessionStart" in event:
            put("tailed", "INFO one", "ERROR two")
        results = event.get("sessionUpdate", {}).get("sessionResults")
        if results:
            assert [result["message"] for result in results] == ["ERROR two"], results
            break
    tail["responseStream"].close()


def a_query_counts():
    stream("query")
    LOGS.put_log_events(
        logGroupName="query",
        logStreamName="s",
        logEvents=[{"timestamp": server_time() * 1000, "message": json.dumps({"level": level})} for level in ("a", "b", "a")],
    )
    at = server_time()
    query = LOGS.start_query(
        logGroupNames=["query"],
        startTime=at - 60,
        endTime=at + 60,
        queryString="stats count(*) as c by level | sort c desc",
    )

    def over():
        reply = LOGS.get_query_results(queryId=query["queryId"])
        return reply if reply["status"] not in ("Scheduled", "Running") else None

    reply = eventually("the end of the query", over)
    assert reply["status"] == "Complete", reply
    rows = [{column["field"]: column["value"] for column in row} for row in reply["results"]]
    assert rows == [{"level": "a", "c": "2"}, {"level": "b", "c": "1"}], rows
    code, _, _ = refused(LOGS.start_query, logGroupNames=["query"], startTime=0, endTime=1, queryString="fields a | nosuch")
    assert code == "MalformedQueryException"


def an_export_lies_in_a_bucket():
    s3 = client("s3")
    s3.create_bucket(Bucket="exported")
    stream("export")
    at = server_time() * 1000
    LOGS.put_log_events(logGroupName="export", logStreamName="s", logEvents=[{"timestamp": at, "message": "line"}])
    task = LOGS.create_export_task(logGroupName="export", fromTime=0, to=at + 1000, destination="exported")

    def done():
        [shown] = LOGS.describe_export_tasks(taskId=task["taskId"])["exportTasks"]
        return shown["status"]["code"] == "COMPLETED"

    eventually("the export", done)
    key = f"exportedlogs/{task['taskId']}/s/000000.gz"
    lines = gzip.decompress(s3.get_object(Bucket="exported", Key=key)["Body"].read()).decode()
    assert lines.endswith("Z line\n"), lines


def a_function_subscribes():
    lambdas = client("lambda")
    code = (
        "import base64, boto3, gzip, json, os\n"
        "def handler(event, context):\n"
        "    data = json.loads(gzip.decompress(base64.b64decode(event['awslogs']['data'])))\n"
        "    raise Exception(json.dumps(data['logEvents']))\n"
    )
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("main.py", code)
    function = lambdas.create_function(
        FunctionName="subscriber",
        Runtime="python3.12",
        Role="arn:aws:iam::000000000000:role/r",
        Handler="main.handler",
        Code={"ZipFile": package.getvalue()},
    )
    stream("subscribed")
    LOGS.put_subscription_filter(
        logGroupName="subscribed", filterName="f", filterPattern="", destinationArn=function["FunctionArn"]
    )
    [kept] = LOGS.describe_subscription_filters(logGroupName="subscribed")["subscriptionFilters"]
    assert kept["destinationArn"] == function["FunctionArn"] and kept["distribution"] == "ByLogStream", kept
    code, message, _ = refused(
        LOGS.put_subscription_filter,
        logGroupName="subscribed",
        filterName="g",
        filterPattern="",
        destinationArn=function["FunctionArn"] + "-none",
    )
    assert code == "InvalidParameterException" and message.startswith("Could not execute the lambda function."), message


run(
    "CloudWatch Logs",
    [
        a_stream_is_written_and_read,
        a_search_pages_through_streams,
        an_export_lies_in_a_bucket,
        a_function_subscribes,
        a_tail_sees_what_comes,
        a_query_counts,
        retention_goes_by_the_emulators_clock,
    ],
)
