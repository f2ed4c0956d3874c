"""The two functions of the example, in Python with nothing but its standard library."""

import json
import os
import urllib.parse
import urllib.request

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
SCOPE = f"{os.environ['AWS_ACCESS_KEY_ID']}/20260101/{os.environ['AWS_REGION']}"


def send(service, path, headers=(), body=None):
    # What an SDK would sign; the emulator takes any signature unless it is told to verify.
    credential = f"AWS4-HMAC-SHA256 Credential={SCOPE}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    request = urllib.request.Request(ENDPOINT + path, body, {"Authorization": credential, **dict(headers)})
    with urllib.request.urlopen(request) as reply:
        return reply.read()


def dynamodb(operation, body):
    headers = {"X-Amz-Target": f"DynamoDB_20120810.{operation}", "Content-Type": "application/x-amz-json-1.0"}
    return send("dynamodb", "/", headers, json.dumps(body).encode())


def arrived(event, context):
    """An object was created in the bucket: counts its words and writes them into the table `letters`."""
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], record["s3"]["object"]["key"]
        # In an event the key is written as in a form, with a plus for a space.
        name = urllib.parse.unquote_plus(key)
        words = len(send("s3", f"/{bucket}/{urllib.parse.quote(name)}").split())
        dynamodb("PutItem", {"TableName": "letters", "Item": {"letter": {"S": name}, "words": {"N": str(words)}}})
        print(f"{name}: {words} words")


def counted(event, context):
    """Items of `letters` changed: adds what is new to the running total in the table `totals`."""
    for record in event["Records"]:
        words = lambda image: int(record["dynamodb"].get(image, {}).get("words", {}).get("N", 0))
        change = words("NewImage") - words("OldImage")
        dynamodb(
            "UpdateItem",
            {
                "TableName": "totals",
                "Key": {"name": {"S": "all letters"}},
                "UpdateExpression": "ADD words :change, letters :one",
                "ExpressionAttributeValues": {
                    ":change": {"N": str(change)},
                    ":one": {"N": {"INSERT": "1", "REMOVE": "-1"}.get(record["eventName"], "0")},
                },
            },
        )
