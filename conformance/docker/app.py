"""The function: does what its event says."""

import os
import time
import urllib.request


def handler(event, context):
    wanted = event.get("do") if isinstance(event, dict) else None
    if wanted == "print":
        print("printed", event["text"])
    if wanted == "raise":
        raise ValueError("on purpose")
    if wanted == "exit":
        os._exit(3)
    if wanted == "sleep":
        time.sleep(event.get("seconds", 60))
    if wanted == "oom":
        held = []
        while True:
            held.append(bytearray(10_000_000))
    if wanted == "import":
        import shared

        return shared.NAME
    if wanted == "emulator":
        url = os.environ["AWS_ENDPOINT_URL"] + "/_ruststack/health"
        return urllib.request.urlopen(url, timeout=5).status
    if wanted == "where":
        return {"host": os.uname().nodename, "folder": os.getcwd(), "colour": os.environ.get("COLOUR")}
    return event
