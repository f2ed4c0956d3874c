"""watchtower, a handler of Python's logging that writes to CloudWatch Logs: what a program logs is there, in its order."""

import datetime
import json
import logging
import threading

import watchtower

from flow import client, run

LOGS = client("logs")


def logger(name, **handled):
    """A logger of one handler, which writes to a group of the same name."""
    made = logging.getLogger(name)
    made.setLevel(logging.INFO)
    made.propagate = False
    handler = watchtower.CloudWatchLogHandler(log_group_name=name, boto3_client=LOGS, **handled)
    made.handlers = [handler]
    return made, handler


def streams(group, *names):
    """A group with streams: watchtower 3.4.0 drops what is logged while it makes a stream itself."""
    LOGS.create_log_group(logGroupName=group)
    for name in names:
        LOGS.create_log_stream(logGroupName=group, logStreamName=name)


def messages(group, stream):
    """All of a stream, oldest first."""
    found, token = [], {}
    while True:
        page = LOGS.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True, **token)
        if page["nextForwardToken"] == token.get("nextToken"):
            return found
        found.extend(event["message"] for event in page["events"])
        token = {"nextToken": page["nextForwardToken"]}


def a_group_is_made_with_what_it_is_to_have():
    tags = {"team": "blue"}
    log, handler = logger("wt-first", log_stream_name="s", log_group_retention_days=7, log_group_tags=tags)
    log.info("hello %s", "world")
    handler.close()
    assert messages("wt-first", "s") == ["hello world"]
    [group] = LOGS.describe_log_groups(logGroupNamePrefix="wt-first")["logGroups"]
    assert group["retentionInDays"] == 7, group
    assert LOGS.list_tags_for_resource(resourceArn=group["logGroupArn"])["tags"] == tags
    # A second program finds both there.
    log, handler = logger("wt-first", log_stream_name="s")
    log.info("again")
    handler.close()
    assert messages("wt-first", "s") == ["hello world", "again"]


def what_is_logged_at_once_is_written_in_batches():
    streams("wt-many", "s")
    log, handler = logger("wt-many", log_stream_name="s", max_batch_count=100)
    for n in range(1050):
        log.info("line %d", n)
    handler.close()
    written = messages("wt-many", "s")
    assert written == [f"line {n}" for n in range(1050)], (len(written), written)
    [stream] = LOGS.describe_log_streams(logGroupName="wt-many")["logStreams"]
    assert stream["firstEventTimestamp"] <= stream["lastEventTimestamp"] <= stream["lastIngestionTime"] + 1000, stream


def without_a_queue_each_line_is_there_at_once():
    log, _ = logger("wt-now", log_stream_name="s", use_queues=False)
    for n in range(3):
        log.info("line %d", n)
        assert messages("wt-now", "s") == [f"line {m}" for m in range(n + 1)]


def documents_are_searched():
    log, handler = logger("wt-json", log_stream_name="s", use_queues=False)
    log.info({"order": 1, "at": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)})
    log.info({"order": 2, "note": "ä\n🦀"})
    handler.close()
    found = LOGS.filter_log_events(logGroupName="wt-json", filterPattern="{ $.order = 2 }")["events"]
    assert [json.loads(event["message"]) for event in found] == [{"order": 2, "note": "ä\n🦀"}], found
    first = json.loads(messages("wt-json", "s")[0])
    assert first == {"order": 1, "at": "2026-01-02T00:00:00+00:00"}, first


def long_lines_are_cut_where_aws_would_refuse_them():
    log, handler = logger("wt-long", log_stream_name="s", use_queues=False)
    log.info("x" * 2_000_000)
    handler.close()
    # Newer versions of watchtower know AWS's limit of 1 MB, older ones that of 256 KB; none is refused.
    [message] = messages("wt-long", "s")
    assert 200_000 < len(message) <= 1024 * 1024 and set(message) == {"x"}, len(message)


def several_threads_write_to_streams_of_their_own():
    # The name of the stream is made of what is logged.
    names = [f"of-wt-threads-t{n}" for n in range(4)]
    streams("wt-threads", *names)
    log, handler = logger("wt-threads", log_stream_name="of-{logger_name}-{thread_name}")

    def work():
        for n in range(50):
            log.info("%d", n)

    threads = [threading.Thread(target=work, name=f"t{n}") for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    handler.close()
    for stream in names:
        assert messages("wt-threads", stream) == [str(n) for n in range(50)], stream


run(
    "watchtower",
    [
        a_group_is_made_with_what_it_is_to_have,
        what_is_logged_at_once_is_written_in_batches,
        without_a_queue_each_line_is_there_at_once,
        documents_are_searched,
        long_lines_are_cut_where_aws_would_refuse_them,
        several_threads_write_to_streams_of_their_own,
    ],
)
