"""A function as a component with our world: event and context in, a result out. Its state lives on from call to call."""

import json

import wit_world
from componentize_py_types import Err

calls = 0


class WitWorld(wit_world.WitWorld):
    def handler(self, event, context):
        global calls
        calls += 1
        print(f"an event of {len(event)} characters")
        given = json.loads(event) if event else None
        if given is None:
            # An exception of another kind ends the instance.
            raise Err(json.dumps({"errorType": "NoEvent", "errorMessage": "whom shall I greet?"}))
        return json.dumps({"hello": given, "request": context.request_id, "call": calls})
