// Durable functions with AWS"s SDK for JavaScript, as published: a workflow that a user would write.
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const lambda = require("@aws-sdk/client-lambda");
const { advance, eventually, run } = require("./flow.cjs");

const client = new lambda.LambdaClient({ maxAttempts: 1 });
const send = (name, input) => client.send(new lambda[`${name}Command`](input));

const CODE = `
const { withDurableExecution } = require('@aws/durable-execution-sdk-js');

exports.handler = withDurableExecution(async (event, context) => {
  const first = await context.step('first', async () => event.n + 1);
  await context.wait('an hour', { hours: 1 });
  const plain = await context.invoke('plain', 'plain', { from: 'javascript' });
  const [promise, callbackId] = await context.createCallback('approval', { timeout: { minutes: 10 } });
  await context.step('told', async () => callbackId);
  const approved = await promise;
  const squares = await context.map('squares', [1, 2, 3], async (child, item) => child.step('square', async () => item * item));
  return { first, plain, approved, squares: squares.getResults() };
});

exports.plain = async event => ({ got: event });
`;

/** A zip of one file; Python"s is everywhere where this emulator runs functions. */
function zipped(code) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "durable-"));
  fs.writeFileSync(path.join(folder, "index.js"), code);
  execFileSync("python3", ["-m", "zipfile", "-c", "code.zip", "index.js"], { cwd: folder });
  const zip = fs.readFileSync(path.join(folder, "code.zip"));
  fs.rmSync(folder, { recursive: true });
  return zip;
}

async function create(name, more) {
  // The SDK lies where this script's own packages do.
  const [modules] = require.resolve("@aws/durable-execution-sdk-js").split("/@aws/");
  await send("CreateFunction", {
    FunctionName: name,
    Runtime: "nodejs22.x",
    Role: "arn:aws:iam::000000000000:role/flows",
    Timeout: 60,
    Code: { ZipFile: zipped(CODE) },
    Environment: { Variables: { NODE_PATH: modules } },
    ...more,
  });
  await lambda.waitUntilFunctionActiveV2({ client, maxWaitTime: 60, minDelay: 1 }, { FunctionName: name });
}

async function aWorkflowGoesOn() {
  await create("plain", { Handler: "index.plain" });
  await create("flow", { Handler: "index.handler", DurableConfig: { ExecutionTimeout: 7200 } });
  const started = await send("Invoke", { FunctionName: "flow:$LATEST", InvocationType: "Event", Payload: '{"n": 1}' });
  const DurableExecutionArn = started.DurableExecutionArn;
  const history = async () => (await send("GetDurableExecutionHistory", { DurableExecutionArn })).Events;
  const happened = (type, name) => eventually(`${type} ${name}`, async () => (await history()).find(one => one.EventType === type && (!name || one.Name === name)));
  await happened("InvocationCompleted");
  await advance(3600);
  const told = await happened("StepSucceeded", "told");
  const CallbackId = JSON.parse(told.StepSucceededDetails.Result.Payload);
  await send("SendDurableExecutionCallbackSuccess", { CallbackId, Result: Buffer.from('"yes"') });
  const shown = await eventually("its end", async () => {
    const shown = await send("GetDurableExecution", { DurableExecutionArn });
    return shown.EndTimestamp && shown;
  });
  assert.strictEqual(shown.Status, "SUCCEEDED", JSON.stringify(shown));
  const result = JSON.parse(shown.Result);
  assert.deepStrictEqual(result, { first: 2, plain: { got: { from: "javascript" } }, approved: result.approved, squares: [1, 4, 9] });
  assert.ok(["yes", '"yes"'].includes(result.approved), result.approved);
}

run("durable functions in JavaScript", [aWorkflowGoesOn]);
