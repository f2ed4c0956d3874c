// A function as a component with our world: event and context in, a result out. Its state lives on from call to call.

let calls = 0;

export function handler(event, context) {
  calls += 1;
  console.log(`an event of ${event.length} characters`);
  const given = event ? JSON.parse(event) : null;
  // What is thrown is the error of the result, if it is a text; an Error ends the instance.
  if (given === null) throw JSON.stringify({ errorType: 'NoEvent', errorMessage: 'whom shall I greet?' });
  return JSON.stringify({ hello: given, request: context.requestId, call: calls });
}
