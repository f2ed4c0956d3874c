"""The program of the image: any that speaks the Runtime API does. Takes the handler's name as its argument."""

import http.client
import importlib
import json
import os
import sys

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, body=None, headers=None):
    api.request(method, "/2018-06-01/runtime/" + path, body, headers or {})
    reply = api.getresponse()
    return reply, reply.read()


def error(cause):
    return json.dumps({"errorType": type(cause).__name__, "errorMessage": str(cause), "stackTrace": []})


sys.path[:0] = [os.environ.get("LAMBDA_TASK_ROOT", "/var/task"), "/opt/python"]
try:
    module, _, name = sys.argv[1].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
except Exception as cause:
    call("POST", "init/error", error(cause))
    sys.exit(1)

while True:
    reply, event = call("GET", "invocation/next")
    invocation = reply.getheader("Lambda-Runtime-Aws-Request-Id")
    try:
        call("POST", f"invocation/{invocation}/response", json.dumps(handler(json.loads(event), None)))
    except Exception as cause:
        call("POST", f"invocation/{invocation}/error", error(cause))
