"""Durable functions with AWS's SDK for them, as published: each flow is a workflow that a user would write, and asserts what a
user would see. The server's clock is moved over the waits."""

import io
import json
import sysconfig
import time
import zipfile

from flow import advance, client, eventually, refused, run

LAMBDA, SQS = client("lambda", read_timeout=120), client("sqs")

ROLE = "arn:aws:iam::000000000000:role/flows"

CODE = """
import boto3

from aws_durable_execution_sdk_python import StepError, InvokeError, CallbackError, durable_execution
from aws_durable_execution_sdk_python.config import CallbackConfig, Duration, StepConfig, WaitForCallbackConfig
from aws_durable_execution_sdk_python.retries import RetryStrategyConfig, create_retry_strategy
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig, WaitForConditionDecision

tries = []

def seconds(count):
    return Duration.from_seconds(count)

def tell(what):
    boto3.client("sqs").send_message(QueueUrl="/000000000000/told", MessageBody=what)

@durable_execution
def order(event, context):
    first = context.step(lambda _: event["n"] + 1, name="first")
    context.wait(seconds(3600), name="an hour")
    second = context.step(lambda _: first * 10, name="second")
    return {"first": first, "second": second}

@durable_execution
def retries(event, context):
    def flaky(step):
        tell("tried")
        raise ValueError("not yet")
    strategy = create_retry_strategy(RetryStrategyConfig(max_attempts=3, initial_delay=seconds(60)))
    try:
        context.step(flaky, name="flaky", config=StepConfig(retry_strategy=strategy))
    except StepError as error:
        return {"gave up": str(error)}

@durable_execution
def approval(event, context):
    config = WaitForCallbackConfig(timeout=seconds(600))
    try:
        return context.wait_for_callback(lambda callback_id, _: tell(callback_id), name="approve", config=config)
    except CallbackError as error:
        return {"refused": error.error_type, "message": error.message}

@durable_execution
def many(event, context):
    def branch(number):
        def run(child):
            child.wait(seconds(number), name=f"wait {number}")
            return child.step(lambda _: number * number, name=f"square {number}")
        return run
    squares = context.parallel([branch(number) for number in (60, 120, 180)], name="branches")
    doubles = context.map([1, 2, 3], lambda child, item, index, items: child.step(lambda _: item * 2), name="doubles")
    below = context.run_in_child_context(lambda child: child.step(lambda _: "deep"), name="below")
    return {"squares": squares.get_results(), "doubles": doubles.get_results(), "below": below}

@durable_execution
def parent(event, context):
    plain = context.invoke("plain", {"from": "parent"}, name="plain")
    child = context.invoke("order:$LATEST", {"n": 4}, name="child")
    try:
        context.invoke("plain", {"fails": True}, name="fails")
    except InvokeError as error:
        return {"plain": plain, "child": child, "failed": error.error_type}

@durable_execution
def polls(event, context):
    def wait(state, attempt):
        return WaitForConditionDecision.stop_polling() if state >= 3 else WaitForConditionDecision.continue_waiting(seconds(300))
    config = WaitForConditionConfig(wait_strategy=wait, initial_state=0)
    return context.wait_for_condition(lambda state, _: state + 1, config, name="until three")

@durable_execution
def fails(event, context):
    context.step(lambda _: 1)
    raise KeyError("the handler's own")

@durable_execution
def large(event, context):
    return "x" * event["length"]

@durable_execution
def steps(event, context):
    return sum(context.step(lambda _, number=number: number, name=f"step-{number}") for number in range(event["count"]))

def plain(event, context):
    if event.get("fails"):
        raise RuntimeError("asked for")
    return {"got": event}
"""


def function(handler, **config):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("main.py", CODE)
    if handler != "plain":
        config = {"DurableConfig": {"ExecutionTimeout": 900, "RetentionPeriodInDays": 1, **config}}
    LAMBDA.create_function(
        FunctionName=handler,
        Runtime="python3.13",
        Handler=f"main.{handler}",
        Role=ROLE,
        Timeout=60,
        Code={"ZipFile": packed.getvalue()},
        # The SDK lies where this script's own packages do.
        Environment={"Variables": {"PYTHONPATH": sysconfig.get_paths()["purelib"]}},
        **config,
    )
    LAMBDA.get_waiter("function_active_v2").wait(FunctionName=handler, WaiterConfig={"Delay": 1})


def start(handler, event, **more):
    answer = LAMBDA.invoke(
        FunctionName=f"{handler}:$LATEST", InvocationType="Event", Payload=json.dumps(event), **more
    )
    assert answer["StatusCode"] == 202
    return answer["DurableExecutionArn"]


def shown(arn):
    return LAMBDA.get_durable_execution(DurableExecutionArn=arn)


def history(arn):
    pages = LAMBDA.get_paginator("get_durable_execution_history").paginate(DurableExecutionArn=arn)
    return [event for page in pages for event in page["Events"]]


def happened(arn, kind, count=1):
    found = lambda: [event for event in history(arn) if event["EventType"] == kind]
    return eventually(f"{count} times {kind}", lambda: len(found()) >= count and found())


def ended(arn, status="SUCCEEDED"):
    eventually(f"{arn} ends", lambda: "EndTimestamp" in shown(arn), seconds=60)
    last = shown(arn)
    assert last["Status"] == status, (last, history(arn)[-3:])
    return json.loads(last["Result"]) if status == "SUCCEEDED" else last["Error"]


def told():
    messages = eventually("a message", lambda: SQS.receive_message(QueueUrl="/000000000000/told").get("Messages"))
    SQS.delete_message(QueueUrl="/000000000000/told", ReceiptHandle=messages[0]["ReceiptHandle"])
    return messages[0]["Body"]


def a_workflow_sleeps_for_an_hour():
    function("order", ExecutionTimeout=7200)
    arn = start("order", {"n": 1}, DurableExecutionName="order-1")
    assert start("order", {"n": 1}, DurableExecutionName="order-1") == arn, "a name begins one execution"
    code, *_ = refused(start, "order", {"n": 2}, DurableExecutionName="order-1")
    assert code == "DurableExecutionAlreadyStartedException", code
    happened(arn, "InvocationCompleted")
    assert shown(arn)["Status"] == "RUNNING"
    advance(3600)
    assert ended(arn) == {"first": 2, "second": 20}
    steps = [event["Name"] for event in history(arn) if event["EventType"] == "StepSucceeded"]
    assert steps == ["first", "second"], steps
    assert len(happened(arn, "InvocationCompleted", 2)) == 2
    listed = LAMBDA.list_durable_executions_by_function(FunctionName="order")["DurableExecutions"]
    assert [one["DurableExecutionName"] for one in listed] == ["order-1"], listed


def a_caller_waits_over_the_waits():
    function("polls")
    from threading import Thread

    def time_flies():
        arn = eventually(
            "it runs", lambda: LAMBDA.list_durable_executions_by_function(FunctionName="polls")["DurableExecutions"]
        )[0]["DurableExecutionArn"]
        for count in (1, 2):
            happened(arn, "InvocationCompleted", count)
            advance(300)

    clock = Thread(target=time_flies)
    clock.start()
    answer = LAMBDA.invoke(FunctionName="polls:$LATEST", Payload="{}")
    clock.join()
    assert (answer["StatusCode"], json.load(answer["Payload"])) == (200, 3), answer
    assert answer["DurableExecutionArn"].split("/")[0].endswith(":function:polls:$LATEST")


def a_step_is_tried_again_until_it_is_given_up():
    function("retries")
    arn = start("retries", {})
    for count in (1, 2):
        assert told() == "tried"
        happened(arn, "InvocationCompleted", count)
        # The SDK draws the waits: at most one minute, then two.
        advance(120)
    assert told() == "tried"
    assert ended(arn) == {"gave up": "not yet"}
    attempts = [event["StepFailedDetails"]["RetryDetails"]["CurrentAttempt"] for event in happened(arn, "StepFailed", 3)]
    assert attempts == [1, 2, 3], attempts


def somebody_approves_or_refuses_or_does_not():
    function("approval")
    arn = start("approval", {})
    callback = told()
    happened(arn, "InvocationCompleted")
    LAMBDA.send_durable_execution_callback_heartbeat(CallbackId=callback)
    LAMBDA.send_durable_execution_callback_success(CallbackId=callback, Result='{"by": "me"}')
    assert ended(arn) in ({"by": "me"}, '{"by": "me"}'), shown(arn)
    code, *_ = refused(LAMBDA.send_durable_execution_callback_success, CallbackId=callback, Result="2")
    assert code == "CallbackTimeoutException", code

    arn = start("approval", {})
    error = {"ErrorType": "Refusal", "ErrorMessage": "no"}
    LAMBDA.send_durable_execution_callback_failure(CallbackId=told(), Error=error)
    result = ended(arn)
    assert result["refused"].endswith("CallbackExternalError") and result["message"] == "no", result

    arn = start("approval", {})
    told()
    happened(arn, "InvocationCompleted")
    advance(600)
    assert ended(arn)["refused"].endswith("CallbackTimeoutError"), shown(arn)


def branches_wait_beside_each_other():
    function("many")
    arn = start("many", {})
    happened(arn, "WaitStarted", 3)
    happened(arn, "InvocationCompleted")
    for count in (1, 2, 3):
        advance(60)
        happened(arn, "WaitSucceeded", count)
    assert ended(arn) == {"squares": [3600, 14400, 32400], "doubles": [2, 4, 6], "below": "deep"}


def a_workflow_calls_functions():
    function("plain")
    function("parent", ExecutionTimeout=7200)
    arn = start("parent", {})
    happened(arn, "ChainedInvokeStarted", 2)
    child = eventually(
        "the child runs",
        lambda: LAMBDA.list_durable_executions_by_function(FunctionName="order", Statuses=["RUNNING"])["DurableExecutions"],
    )[0]["DurableExecutionArn"]
    happened(child, "InvocationCompleted")
    advance(3600)
    result = ended(arn)
    assert result["plain"] == {"got": {"from": "parent"}}, result
    assert result["child"] == {"first": 5, "second": 50}, result
    assert result["failed"] == "RuntimeError", result


def a_handler_fails():
    function("fails")
    answer = LAMBDA.invoke(FunctionName="fails:$LATEST", Payload="{}")
    assert answer["FunctionError"] == "Unhandled", answer
    assert json.load(answer["Payload"])["errorType"] == "KeyError"
    error = ended(answer["DurableExecutionArn"], "FAILED")
    assert error["ErrorType"] == "KeyError" and "the handler's own" in error["ErrorMessage"], error


def an_execution_is_paused_resumed_stopped_and_deleted():
    arn = start("order", {"n": 1})
    happened(arn, "InvocationCompleted")
    LAMBDA.pause_durable_execution(DurableExecutionArn=arn, Reason="an outage")
    assert shown(arn)["PauseDetails"]["Reason"] == "an outage"
    advance(3600)
    happened(arn, "WaitSucceeded")
    assert shown(arn)["Status"] == "PAUSED"
    LAMBDA.resume_durable_execution(DurableExecutionArn=arn)
    assert ended(arn) == {"first": 2, "second": 20}

    arn = start("order", {"n": 1})
    happened(arn, "InvocationCompleted")
    code, *_ = refused(LAMBDA.delete_durable_execution, DurableExecutionArn=arn)
    assert code == "ResourceConflictException", code
    LAMBDA.stop_durable_execution(DurableExecutionArn=arn, Error={"ErrorType": "Stop", "ErrorMessage": "enough"})
    assert ended(arn, "STOPPED") == {"ErrorType": "Stop", "ErrorMessage": "enough"}
    LAMBDA.delete_durable_execution(DurableExecutionArn=arn)
    gone = lambda: refused(LAMBDA.get_durable_execution, DurableExecutionArn=arn)[0] == "ResourceNotFoundException"
    eventually("it is gone", lambda: still(gone))


def still(ask):
    try:
        return ask()
    except AssertionError:
        return False


def a_result_may_be_long():
    function("large")
    answer = LAMBDA.invoke(FunctionName="large:$LATEST", Payload=json.dumps({"length": 3_000_000}))
    assert len(json.load(answer["Payload"])) == 3_000_000


def hundreds_of_steps_take_seconds():
    function("steps")
    began = time.monotonic()
    answer = LAMBDA.invoke(FunctionName="steps:$LATEST", Payload=json.dumps({"count": 300}))
    assert json.load(answer["Payload"]) == sum(range(300)), answer
    took = time.monotonic() - began
    assert took < 60, took
    print(f"300 steps took {took:.1f} s")


SQS.create_queue(QueueName="told")
run(
    "Durable functions",
    [
        a_workflow_sleeps_for_an_hour,
        a_caller_waits_over_the_waits,
        a_step_is_tried_again_until_it_is_given_up,
        somebody_approves_or_refuses_or_does_not,
        branches_wait_beside_each_other,
        a_workflow_calls_functions,
        a_handler_fails,
        an_execution_is_paused_resumed_stopped_and_deleted,
        a_result_may_be_long,
        hundreds_of_steps_take_seconds,
    ],
)
