"""The package as its users have it: run by `conformance -- packages`, in an environment with the wheel."""

import asyncio
import datetime
import os
import subprocess
import sys
import textwrap

import boto3
import pytest
from ruststack import Ruststack, RuststackError, find_program

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("turn", range(3))
def test_each_test_begins_without_state(ruststack, turn):
    s3 = ruststack.client("s3")
    assert s3.list_buckets()["Buckets"] == []
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a", Body=b"hello")
    assert s3.get_object(Bucket="notes", Key="a")["Body"].read() == b"hello"


def test_variables_lead_clients_that_know_nothing(ruststack, ruststack_client):
    boto3.session.Session().client("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    assert ruststack_client("dynamodb").list_tables()["TableNames"] == ["orders"]
    assert ruststack.resource("dynamodb").Table("orders").name == "orders"


def test_aiobotocore(ruststack_aio_client):
    async def buckets():
        async with ruststack_aio_client("s3") as s3:
            await s3.create_bucket(Bucket="notes")
            return [bucket["Name"] for bucket in (await s3.list_buckets())["Buckets"]]

    assert asyncio.run(buckets()) == ["notes"]


def test_checkpoints(ruststack):
    sqs = ruststack.client("sqs")
    sqs.create_queue(QueueName="one")
    ruststack.checkpoint("before")
    sqs.create_queue(QueueName="two")
    ruststack.restore("before")
    assert [url.rsplit("/")[-1] for url in sqs.list_queues()["QueueUrls"]] == ["one"]
    with pytest.raises(RuststackError, match="never"):
        ruststack.restore("never")


def test_the_clock_goes_where_it_is_moved(ruststack_clock):
    before = ruststack_clock.freeze()
    assert ruststack_clock.advance(datetime.timedelta(days=30)) - before == datetime.timedelta(days=30)


def test_the_next_test_has_the_hosts_time(ruststack_clock):
    assert abs(ruststack_clock.now() - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=1)


def test_a_server_that_ends_under_a_test(ruststack):
    ruststack._process.kill()
    ruststack._process.wait()
    assert not ruststack.runs


def test_is_followed_by_another(ruststack):
    assert ruststack.client("s3").list_buckets()["Buckets"] == []


def test_realism(ruststack, ruststack_realism):
    assert ruststack_realism(throttling=True)["throttling"] is True
    assert ruststack.is_marked


def test_a_failure_shows_the_log(pytester):
    pytester.makepyfile(
        """
        def test_fails(ruststack):
            ruststack.client("s3").create_bucket(Bucket="notes")
            assert False
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RustStack's log*", "*s3.CreateBucket 200*"])


def test_arguments_come_from_the_ini_file(pytester):
    pytester.makeini("[pytest]\nruststack_arguments = --account 111122223333\n")
    pytester.makepyfile(
        """
        def test_account(ruststack):
            assert ruststack.client("sts").get_caller_identity()["Account"] == "111122223333"
        """
    )
    pytester.runpytest_subprocess("-p", "ruststack.plugin").assert_outcomes(passed=1)


def test_workers_have_servers_of_their_own(pytester):
    pytester.makepyfile(
        """
        import pytest, time

        @pytest.mark.parametrize("turn", range(8))
        def test_alone(ruststack, turn):
            s3 = ruststack.client("s3")
            assert s3.list_buckets()["Buckets"] == []
            s3.create_bucket(Bucket="mine")
            time.sleep(0.05)
            assert len(s3.list_buckets()["Buckets"]) == 1
        """
    )
    pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=8)


def test_a_killed_run_leaves_no_server(tmp_path):
    script = textwrap.dedent(
        """
        import os
        from ruststack import Ruststack
        server = Ruststack().start()
        print(server._process.pid, server.port, flush=True)
        os.kill(os.getpid(), 9)
        """
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    pid = int(done.stdout.split()[0])
    deadline = datetime.datetime.now() + datetime.timedelta(seconds=10)
    while _lives(pid):
        assert datetime.datetime.now() < deadline, "the server lives on"


def _lives(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_what_cannot_start_says_why(tmp_path):
    with Ruststack() as server, pytest.raises(RuststackError, match="cannot listen"):
        Ruststack("--port", str(server.port)).start()
    with pytest.raises(RuststackError, match="cannot be run"):
        Ruststack(program=tmp_path / "none").start()


def test_the_program_is_on_the_path():
    assert subprocess.run(["ruststack", "--version"], capture_output=True, text=True, check=True).stdout.startswith("ruststack ")
    module = subprocess.run([sys.executable, "-m", "ruststack", "--version"], capture_output=True, text=True, check=True)
    assert module.stdout.startswith("ruststack ")
    assert os.access(find_program(), os.X_OK)
