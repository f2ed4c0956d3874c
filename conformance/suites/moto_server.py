"""A plugin of pytest for moto's tests in server mode, which ask an endpoint instead of moto itself.

Before each test the emulator forgets everything, as moto does by its decorator; the tests of one class share what they make.
moto makes the role of its functions with a trust policy that is no JSON, which IAM refuses, and tries again for ever: the role
is given by name, as Lambda here asks for no more. A test ends after LIMIT seconds.
"""

import importlib
import os
import signal
import urllib.request

import pytest

LIMIT = 100
ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ROLE = "arn:aws:iam::123456789012:role/my-path/my-role"

_shared = {"class": None}


def pytest_sessionstart():
    importlib.import_module("tests.test_awslambda.utilities").get_role_name = lambda region=None: ROLE


def _forget():
    request = urllib.request.Request(ENDPOINT.rstrip("/") + "/_ruststack/reset", data=b"", method="POST")
    urllib.request.urlopen(request, timeout=LIMIT).read()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    def over(*_):
        raise TimeoutError(f"the test ran for more than {LIMIT} s")

    if item.cls is None or item.cls is not _shared["class"]:
        _forget()
    _shared["class"] = item.cls
    signal.signal(signal.SIGALRM, over)
    signal.alarm(LIMIT)
    try:
        return (yield)
    finally:
        signal.alarm(0)
