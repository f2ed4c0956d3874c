"""The application whose tasks `celery_flows.py` sends: its worker runs in a process of its own."""

import os
import time
import urllib.parse

from celery import Celery

HOST = urllib.parse.urlsplit(os.environ["AWS_ENDPOINT_URL"])

app = Celery("tasks")
app.conf.update(
    broker_url=f"sqs://test:test@{HOST.hostname}:{HOST.port}",
    # Results come back through a table.
    result_backend=f"dynamodb://test:test@{HOST.hostname}:{HOST.port}/celery",
    broker_transport_options={
        "region": "us-east-1",
        "is_secure": False,
        "wait_time_seconds": 2,
        "polling_interval": 0.1,
        "visibility_timeout": 5,
    },
    broker_connection_retry_on_startup=True,
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
    task_acks_late=True,
)

if os.environ.get("PREDEFINED_QUEUES"):
    # As where queues are made by somebody else, and programs may not list or create any.
    names = os.environ["PREDEFINED_QUEUES"].split(",")
    app.conf.broker_transport_options["predefined_queues"] = {
        name: {
            "url": f"{os.environ['AWS_ENDPOINT_URL']}/000000000000/{name}",
            "access_key_id": "test",
            "secret_access_key": "test",
            "backoff_policy": {1: 1, 2: 1, 3: 1},
            "backoff_tasks": ["celery_app.fails_at_first"],
        }
        for name in names
    }
    app.conf.task_default_queue = names[0]


@app.task
def add(a, b):
    return a + b


@app.task
def when():
    return time.time()


@app.task(bind=True, max_retries=5)
def fails_at_first(self):
    if self.request.retries < 2:
        raise self.retry(exc=ValueError("not yet"), countdown=1)
    return self.request.retries


@app.task(bind=True)
def sleeps_once(self, marker):
    """Sleeps until its worker is killed; comes to its end once another has it."""
    if not os.path.exists(marker):
        open(marker, "w").close()
        time.sleep(600)
    return self.request.delivery_info.get("redelivered")
