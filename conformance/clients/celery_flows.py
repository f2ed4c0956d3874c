"""Celery with its workers over SQS: tasks run, late and again, through queues that it makes and such that it is given."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time

from flow import client, eventually, run

os.environ.pop("PREDEFINED_QUEUES", None)

import celery_app
from celery_app import add, fails_at_first, sleeps_once, when

SQS = client("sqs")
HERE = os.path.dirname(os.path.abspath(__file__))


@contextlib.contextmanager
def worker(*queues, **variables):
    """A worker, as a user starts it: it ends with what it has begun."""
    command = [sys.executable, "-m", "celery", "-A", "celery_app", "worker", "--pool", "threads", "--concurrency", "2"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    if queues:
        command += ["-Q", ",".join(queues)]
    started = subprocess.Popen(command, cwd=HERE, env={**os.environ, **variables}, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            started.send_signal(signal.SIGTERM)
            started.wait(60)


def is_empty(name):
    url = SQS.get_queue_url(QueueName=name)["QueueUrl"]
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
    return not any(int(count) for count in SQS.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"].values())


def tasks_run():
    with worker():
        results = [add.delay(n, n) for n in range(20)]
        assert [result.get(timeout=60) for result in results] == [n + n for n in range(20)]
        eventually("all are taken away", lambda: is_empty("celery"))


def a_task_with_a_countdown_runs_later():
    with worker():
        begun = time.time()
        ran = when.apply_async(countdown=3).get(timeout=60)
        assert ran - begun >= 3, ran - begun


def a_task_that_fails_runs_again():
    with worker():
        assert fails_at_first.delay().get(timeout=60) == 2


def what_a_killed_worker_had_comes_to_another():
    marker = os.path.join(tempfile.mkdtemp(), "begun")
    with worker() as first:
        result = sleeps_once.delay(marker)
        eventually("the task is begun", lambda: os.path.exists(marker), 60)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    with worker():
        # Its visibility timeout is five seconds.
        result.get(timeout=60)
        eventually("it is taken away", lambda: is_empty("celery"))


def queues_that_were_made_before_are_used():
    for name, attributes in [("given", {}), ("given.fifo", {"FifoQueue": "true", "ContentBasedDeduplication": "true"})]:
        SQS.create_queue(QueueName=name, Attributes=attributes)
    given = {"PREDEFINED_QUEUES": "given,given.fifo"}
    script = (
        "from celery_app import add, fails_at_first\n"
        "results = [add.apply_async((n, 1), queue=queue) for n in range(5) for queue in ('given', 'given.fifo')]\n"
        "print([result.get(timeout=60) for result in results], fails_at_first.delay().get(timeout=60))\n"
    )
    with worker("given", "given.fifo", **given):
        sent = subprocess.run(
            [sys.executable, "-c", script], cwd=HERE, env={**os.environ, **given}, capture_output=True, text=True, timeout=120
        )
        assert sent.stdout == "[1, 1, 2, 2, 3, 3, 4, 4, 5, 5] 2\n", (sent.stdout, sent.stderr)
        eventually("all are taken away", lambda: is_empty("given") and is_empty("given.fifo"))
    names = [url.rsplit("/", 1)[1] for url in SQS.list_queues()["QueueUrls"]]
    assert "celery" in names and set(names) == {"celery", "given", "given.fifo"}, names


def many_tasks_are_taken_back():
    for n in range(30):
        add.apply_async((n, n), queue="celery")
    with celery_app.app.connection_for_write() as connection:
        assert connection.default_channel.queue_purge("celery") >= 30
    assert is_empty("celery")


run(
    "Celery",
    [
        tasks_run,
        a_task_with_a_countdown_runs_later,
        a_task_that_fails_runs_again,
        what_a_killed_worker_had_comes_to_another,
        many_tasks_are_taken_back,
        queues_that_were_made_before_are_used,
    ],
)
