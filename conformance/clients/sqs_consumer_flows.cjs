// The package `sqs-consumer`: its consumers take, keep, give back and delete messages as it says they do.

const assert = require("node:assert");
const { SQS } = require("@aws-sdk/client-sqs");
const { Consumer } = require("sqs-consumer");
const { eventually, run } = require("./flow.cjs");

const sqs = new SQS({ maxAttempts: 1 });

async function queue(name, attributes = {}) {
  return (await sqs.createQueue({ QueueName: name, Attributes: attributes })).QueueUrl;
}

/** A consumer, and what it says went wrong. */
function consumer(queueUrl, options) {
  const wrong = [];
  const app = Consumer.create({ queueUrl, sqs, suppressFifoWarning: true, ...options });
  for (const event of ["error", "processing_error", "timeout_error"]) {
    app.on(event, (error) => wrong.push(`${event}: ${error.message}`));
  }
  app.start();
  return { app, wrong };
}

async function is_empty(url) {
  const names = ["", "NotVisible", "Delayed"].map((of) => `ApproximateNumberOfMessages${of}`);
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: names });
  return names.every((name) => Attributes[name] === "0");
}

async function messages_are_handled_and_deleted() {
  const url = await queue("consumer-first");
  const seen = [];
  const { app, wrong } = consumer(url, {
    messageAttributeNames: ["All"],
    messageSystemAttributeNames: ["All"],
    handleMessage: async (message) => {
      seen.push([message.Body, message.MessageAttributes?.n.StringValue, message.Attributes.ApproximateReceiveCount]);
      return message;
    },
  });
  const MessageAttributes = { n: { DataType: "Number", StringValue: "7" } };
  await sqs.sendMessage({ QueueUrl: url, MessageBody: "a", MessageAttributes });
  await eventually("it is handled and deleted", async () => seen.length === 1 && (await is_empty(url)));
  app.stop();
  assert.deepEqual([seen, wrong], [[["a", "7", "1"]], []]);
}

async function what_fails_is_given_back_at_once() {
  const url = await queue("consumer-fails");
  const counts = [];
  const { app, wrong } = consumer(url, {
    messageSystemAttributeNames: ["ApproximateReceiveCount"],
    terminateVisibilityTimeout: true,
    handleMessage: async (message) => {
      counts.push(message.Attributes.ApproximateReceiveCount);
      if (counts.length < 3) throw new Error("not yet");
      return message;
    },
  });
  await sqs.sendMessage({ QueueUrl: url, MessageBody: "poison" });
  await eventually("it is handled in the end", async () => counts.length === 3 && (await is_empty(url)));
  app.stop();
  assert.deepEqual(counts, ["1", "2", "3"]);
  assert.equal(wrong.length, 2);
}

async function a_heartbeat_keeps_what_takes_long() {
  const url = await queue("consumer-slow");
  let handled = 0;
  const { app, wrong } = consumer(url, {
    visibilityTimeout: 2,
    heartbeatInterval: 1,
    handleMessage: async (message) => {
      handled += 1;
      await new Promise((resolve) => setTimeout(resolve, 4500));
      return message;
    },
  });
  await sqs.sendMessage({ QueueUrl: url, MessageBody: "slow" });
  await eventually("it is handled", () => handled === 1);
  // Nobody else sees it, though it takes longer than its visibility timeout.
  const { Messages } = await sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 4 });
  assert.equal(Messages, undefined);
  await eventually("it is deleted", () => is_empty(url));
  app.stop();
  assert.deepEqual([handled, wrong], [1, []]);
}

async function batches_are_deleted_in_part() {
  const url = await queue("consumer-batch", { VisibilityTimeout: "1" });
  const Entries = [..."abcdefgh"].map((id) => ({ Id: id, MessageBody: id }));
  await sqs.sendMessageBatch({ QueueUrl: url, Entries });
  const seen = [];
  const { app, wrong } = consumer(url, {
    batchSize: 10,
    handleMessageBatch: async (messages) => {
      seen.push(...messages.map((message) => message.Body));
      // The first time only the first half of the alphabet counts as done.
      return messages.filter((message) => message.Body < "e" || seen.filter((body) => body === message.Body).length > 1);
    },
  });
  await eventually("all are deleted", () => is_empty(url));
  app.stop();
  assert.deepEqual([seen.sort().join(""), wrong], ["abcdeeffgghh", []]);
}

async function a_consumer_that_is_stopped_takes_nothing_with_it() {
  const url = await queue("consumer-stopped");
  const { app } = consumer(url, { waitTimeSeconds: 20, handleMessage: async (message) => message });
  await new Promise((resolve) => setTimeout(resolve, 500));
  app.stop({ abort: true });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await sqs.sendMessage({ QueueUrl: url, MessageBody: "for the next" });
  const { Messages } = await sqs.receiveMessage({ QueueUrl: url });
  assert.equal(Messages[0].Body, "for the next");
}

async function groups_come_in_order() {
  const url = await queue("consumer.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  for (let n = 0; n < 12; n += 1) {
    await sqs.sendMessage({ QueueUrl: url, MessageBody: `${n}`, MessageGroupId: `g${n % 3}` });
  }
  const seen = { 0: [], 1: [], 2: [] };
  const { app, wrong } = consumer(url, {
    batchSize: 5,
    handleMessageBatch: async (messages) => {
      for (const { Body } of messages) seen[Body % 3].push(Number(Body));
      return messages;
    },
  });
  await eventually("all are deleted", () => is_empty(url));
  app.stop();
  assert.deepEqual([seen, wrong], [{ 0: [0, 3, 6, 9], 1: [1, 4, 7, 10], 2: [2, 5, 8, 11] }, []]);
}

run("sqs-consumer", [
  messages_are_handled_and_deleted,
  what_fails_is_given_back_at_once,
  a_heartbeat_keeps_what_takes_long,
  batches_are_deleted_in_part,
  a_consumer_that_is_stopped_takes_nothing_with_it,
  groups_come_in_order,
]);
