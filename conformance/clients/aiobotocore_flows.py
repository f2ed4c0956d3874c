"""Queues with aiobotocore: many consumers in one process, which wait at the same time."""

import asyncio
import os
import time
import traceback

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.exceptions import ClientError


def client():
    config = AioConfig(retries={"total_max_attempts": 1}, max_pool_connections=64)
    return get_session().create_client("sqs", endpoint_url=os.environ["AWS_ENDPOINT_URL"], config=config)


async def queue(sqs, name, **attributes):
    return (await sqs.create_queue(QueueName=name, Attributes=attributes))["QueueUrl"]


async def receive(sqs, url, **more):
    return (await sqs.receive_message(QueueUrl=url, **{"MaxNumberOfMessages": 10, **more})).get("Messages", [])


async def a_message_goes_through():
    async with client() as sqs:
        url = await queue(sqs, "aio-first")
        sent = await sqs.send_message(
            QueueUrl=url, MessageBody="ä\r\n", MessageAttributes={"b": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
        )
        [message] = await receive(sqs, url, MessageAttributeNames=["All"])
        assert message["Body"] == "ä\r\n" and message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
        await sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


async def each_message_comes_to_one_of_many():
    async with client() as sqs:
        url, seen = await queue(sqs, "aio-many"), []

        async def consume():
            while len(seen) < 100:
                for message in await receive(sqs, url, MaxNumberOfMessages=1, WaitTimeSeconds=2):
                    seen.append(message["Body"])
                    await sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

        consumers = [asyncio.create_task(consume()) for _ in range(20)]
        for first in range(0, 100, 10):
            entries = [{"Id": str(n), "MessageBody": str(n)} for n in range(first, first + 10)]
            assert len((await sqs.send_message_batch(QueueUrl=url, Entries=entries))["Successful"]) == 10
        await asyncio.wait_for(asyncio.gather(*consumers), 60)
        assert sorted(seen, key=int) == [str(n) for n in range(100)], seen


async def who_gives_up_takes_nothing():
    # A task that is cancelled closes its connection: what comes afterwards is for those who are there.
    async with client() as sqs:
        url = await queue(sqs, "aio-gone")
        waiting = [asyncio.create_task(receive(sqs, url, WaitTimeSeconds=20)) for _ in range(10)]
        await asyncio.sleep(0.5)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await asyncio.sleep(0.5)
        await sqs.send_message(QueueUrl=url, MessageBody="for who is there")
        assert [message["Body"] for message in await receive(sqs, url, WaitTimeSeconds=2)] == ["for who is there"]


async def who_waits_for_a_queue_that_goes_is_told():
    async with client() as sqs:
        url = await queue(sqs, "aio-deleted")
        begun = time.monotonic()
        waiting = [asyncio.create_task(receive(sqs, url, WaitTimeSeconds=20)) for _ in range(5)]
        await asyncio.sleep(0.5)
        await sqs.delete_queue(QueueUrl=url)
        for answer in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(answer, ClientError), answer
            assert answer.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", answer.response
        assert time.monotonic() - begun < 10


async def pages_follow_one_another():
    async with client() as sqs:
        urls = [await queue(sqs, f"aio-page-{n}") for n in range(5)]
        pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix="aio-page-", PaginationConfig={"PageSize": 2})
        assert [url async for page in pages for url in page.get("QueueUrls", [])] == urls


FLOWS = [
    a_message_goes_through,
    each_message_comes_to_one_of_many,
    who_gives_up_takes_nothing,
    who_waits_for_a_queue_that_goes_is_told,
    pages_follow_one_another,
]


async def run():
    failed = []
    for flow in FLOWS:
        try:
            await flow()
        except Exception:
            traceback.print_exc()
            failed.append(flow.__name__)
    print(f"aiobotocore: {len(FLOWS) - len(failed)} passed, {len(failed)} failed {failed or ''}")
    raise SystemExit(bool(failed))


asyncio.run(run())
