"""A plugin of pytest for Ceph's s3-tests.

They take the defaults of before April 2023 for granted: access control lists are on, and nothing public is blocked. A client
of today asks for that with two calls, and so does this plugin wherever a test makes a bucket, but in the tests that are about
these defaults. When a test is over they empty buckets with a header that S3 takes where object lock is on alone; it is left out
then where it is refused. A test ends after LIMIT seconds.

S3 shows no DisplayName any more since 2025-11-21 (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Owner.html), and the tests
look for one beside each id: the plugin adds it to what came back, so that the rest of such a test counts.
"""

import configparser
import os
import signal

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

LIMIT = 100
ABOUT_DEFAULTS = ("undefined_public_block", "no_ownership_controls")

_call = BaseClient._make_api_call

_users = configparser.RawConfigParser()
_users.read(os.environ["S3TEST_CONF"])
NAMES = {_users[user]["user_id"]: _users[user]["display_name"] for user in _users.sections() if "user_id" in _users[user]}


def _as_of_before(client, operation, members):
    answer = _called(client, operation, members)
    _name(answer)
    return answer


def _name(part):
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _name(inner)
    if isinstance(part, dict) and part.get("ID") in NAMES:
        part.setdefault("DisplayName", NAMES[part["ID"]])


def _called(client, operation, members):
    test, _, phase = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")
    if operation == "CreateBucket" and not any(word in test for word in ABOUT_DEFAULTS):
        return _make_bucket(client, members)
    if "BypassGovernanceRetention" in members and phase != "(call)":
        try:
            return _call(client, operation, members)
        except ClientError:
            members = {name: value for name, value in members.items() if name != "BypassGovernanceRetention"}
    return _call(client, operation, members)


def _make_bucket(client, members):
    """A list that lets everybody in comes after the block is gone: S3 refuses it before."""
    lists = {name: value for name, value in members.items() if name == "ACL" or name.startswith("Grant")}
    plain = {name: value for name, value in members.items() if name not in lists}
    made = _call(client, "CreateBucket", {"ObjectOwnership": "ObjectWriter", **plain})
    bucket = {"Bucket": members["Bucket"]}
    _call(client, "DeletePublicAccessBlock", bucket)
    if lists:
        _call(client, "PutBucketAcl", {**bucket, **lists})
    return made


BaseClient._make_api_call = _as_of_before


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    def over(*_):
        raise TimeoutError(f"the test ran for more than {LIMIT} s")

    signal.signal(signal.SIGALRM, over)
    signal.alarm(LIMIT)
    try:
        return (yield)
    finally:
        signal.alarm(0)
