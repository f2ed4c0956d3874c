// Queues with the AWS SDK for JavaScript: each flow is what a user would write, and asserts what a user would see.

const assert = require("node:assert");
const sqs = require("@aws-sdk/client-sqs");
const { ENDPOINT, advance, refused, run } = require("./flow.cjs");

// One try: what is refused is seen at once.
const client = (config = {}) => new sqs.SQS({ maxAttempts: 1, ...config });
const SQS = client();

async function queue(name, attributes = {}) {
  return (await SQS.createQueue({ QueueName: name, Attributes: attributes })).QueueUrl;
}

async function bodies(url, more = {}) {
  const { Messages = [] } = await SQS.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10, ...more });
  return Messages.map((message) => message.Body);
}

async function a_message_goes_through() {
  const url = await queue("js-first");
  assert.equal((await SQS.getQueueUrl({ QueueName: "js-first" })).QueueUrl, url);
  // The SDK checks the digest of the body by itself, in replies to both.
  const attributes = {
    text: { DataType: "String.note", StringValue: "ä\u{1F980}" },
    number: { DataType: "Number", StringValue: "1.50" },
    binary: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) },
  };
  const sent = await SQS.sendMessage({ QueueUrl: url, MessageBody: "héllo\r\n\u{1F980}", MessageAttributes: attributes });
  const { Messages } = await SQS.receiveMessage({
    QueueUrl: url,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  assert.equal(Messages.length, 1);
  const [message] = Messages;
  assert.equal(message.Body, "héllo\r\n\u{1F980}");
  assert.equal(message.MessageId, sent.MessageId);
  assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
  assert.deepEqual([...message.MessageAttributes.binary.BinaryValue], [0, 255, 1]);
  assert.equal(message.MessageAttributes.number.StringValue, "1.50");
  assert.equal(message.MessageAttributes.text.DataType, "String.note");
  assert.equal(message.Attributes.ApproximateReceiveCount, "1");
  await SQS.deleteMessage({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle });
  const empty = await SQS.receiveMessage({ QueueUrl: url });
  assert.equal(empty.Messages, undefined);
}

async function the_queues_url_is_the_endpoint() {
  const url = await queue("js-endpoint");
  assert.ok(url.startsWith(ENDPOINT), url);
  // Nothing but the queue's URL says where it is, as in a program that was given only that.
  const before = process.env.AWS_ENDPOINT_URL;
  delete process.env.AWS_ENDPOINT_URL;
  const elsewhere = client({ useQueueUrlAsEndpoint: true });
  await elsewhere.sendMessage({ QueueUrl: url, MessageBody: "by its url" });
  const other = url.replace("127.0.0.1", "localhost");
  assert.notEqual(other, url);
  const { Messages } = await elsewhere.receiveMessage({ QueueUrl: other });
  assert.equal(Messages[0].Body, "by its url");
  process.env.AWS_ENDPOINT_URL = before;
  // And the other way: the endpoint counts, and the URL's host is AWS's.
  const fixed = client({ useQueueUrlAsEndpoint: false, endpoint: ENDPOINT });
  const aws = url.replace(/^http:\/\/[^/]*/, "https://sqs.us-east-1.amazonaws.com");
  await fixed.sendMessage({ QueueUrl: aws, MessageBody: "by the endpoint" });
  assert.deepEqual(await bodies(url), ["by the endpoint"]);
}

async function errors_are_of_their_classes() {
  const gone = await refused(SQS.getQueueUrl({ QueueName: "js-nothing" }));
  assert.ok(gone instanceof sqs.QueueDoesNotExist, gone);
  assert.equal(gone.Code ?? gone.Error?.Code, "AWS.SimpleQueueService.NonExistentQueue");
  assert.equal(gone.Error.Type, "Sender");
  assert.equal(gone.$metadata.httpStatusCode, 400);
  const url = await queue("js-errors");
  const handle = await refused(SQS.deleteMessage({ QueueUrl: url, ReceiptHandle: "x" }));
  assert.ok(handle instanceof sqs.ReceiptHandleIsInvalid, handle);
  const many = await refused(SQS.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 11 }));
  assert.equal(many.name, "InvalidParameterValue");
  const empty = await refused(SQS.sendMessageBatch({ QueueUrl: url, Entries: [] }));
  assert.ok(empty instanceof sqs.EmptyBatchRequest, empty);
  const exists = await refused(SQS.createQueue({ QueueName: "js-errors", Attributes: { DelaySeconds: "1" } }));
  assert.ok(exists instanceof sqs.QueueNameExists, exists);
}

async function batches_say_what_became_of_each() {
  const url = await queue("js-batch");
  const Entries = ["a", "b", "c"].map((id) => ({ Id: id, MessageBody: id, DelaySeconds: id === "b" ? 901 : 0 }));
  const sent = await SQS.sendMessageBatch({ QueueUrl: url, Entries });
  assert.deepEqual(sent.Successful.map((entry) => entry.Id), ["a", "c"]);
  assert.deepEqual(sent.Failed.map(({ Id, SenderFault }) => [Id, SenderFault]), [["b", true]]);
  const { Messages } = await SQS.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 });
  const handles = Messages.map((message, at) => ({ Id: `${at}`, ReceiptHandle: message.ReceiptHandle }));
  const visible = await SQS.changeMessageVisibilityBatch({
    QueueUrl: url,
    Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
  });
  assert.equal(visible.Successful.length, 2);
  assert.deepEqual((await bodies(url)).sort(), ["a", "c"]);
  const deleted = await SQS.deleteMessageBatch({ QueueUrl: url, Entries: [...handles, { Id: "x", ReceiptHandle: "x" }] });
  assert.equal(deleted.Successful.length, 2);
  assert.equal(deleted.Failed[0].Code, "ReceiptHandleIsInvalid");
}

async function who_waits_is_woken_and_may_go_away() {
  const url = await queue("js-waiting");
  const begun = Date.now();
  const waiting = bodies(url, { WaitTimeSeconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await SQS.sendMessage({ QueueUrl: url, MessageBody: "now" });
  assert.deepEqual(await waiting, ["now"]);
  assert.ok(Date.now() - begun < 10_000);
  // A poll that is given up takes no message with it.
  const abort = new AbortController();
  const given_up = SQS.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 }, { abortSignal: abort.signal });
  setTimeout(() => abort.abort(), 300);
  assert.equal((await refused(given_up)).name, "AbortError");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await SQS.sendMessage({ QueueUrl: url, MessageBody: "later" });
  assert.deepEqual(await bodies(url, { WaitTimeSeconds: 5 }), ["later"]);
}

async function groups_keep_their_order() {
  const url = await queue("js-orders.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  for (const n of [0, 1, 2, 3]) {
    const sent = await SQS.sendMessage({ QueueUrl: url, MessageBody: `${n}`, MessageGroupId: `g${n % 2}` });
    assert.equal(sent.SequenceNumber.length, 20);
  }
  await SQS.sendMessage({ QueueUrl: url, MessageBody: "3", MessageGroupId: "g1" });
  assert.deepEqual(await bodies(url), ["0", "2", "1", "3"]);
  assert.deepEqual(await bodies(url), []);
}

async function queues_are_listed_page_by_page() {
  const urls = [];
  for (const n of [1, 2, 3, 4, 5]) urls.push(await queue(`js-page-${n}`));
  const seen = [];
  for await (const page of sqs.paginateListQueues({ client: SQS, pageSize: 2 }, { QueueNamePrefix: "js-page-" })) {
    assert.ok((page.QueueUrls ?? []).length <= 2);
    seen.push(...(page.QueueUrls ?? []));
  }
  assert.deepEqual(seen, urls);
  const none = await SQS.listQueues({ QueueNamePrefix: "js-none" });
  assert.equal(none.QueueUrls, undefined);
}

async function what_is_set_is_read_back() {
  const url = await queue("js-set", { VisibilityTimeout: "5" });
  await SQS.setQueueAttributes({ QueueUrl: url, Attributes: { MessageRetentionPeriod: "60" } });
  const { Attributes } = await SQS.getQueueAttributes({ QueueUrl: url, AttributeNames: ["All"] });
  assert.equal(Attributes.VisibilityTimeout, "5");
  assert.equal(Attributes.MessageRetentionPeriod, "60");
  await SQS.tagQueue({ QueueUrl: url, Tags: { team: "a b" } });
  assert.deepEqual((await SQS.listQueueTags({ QueueUrl: url })).Tags, { team: "a b" });
  await SQS.sendMessage({ QueueUrl: url, MessageBody: "old" });
  await advance(61);
  assert.deepEqual(await bodies(url), []);
  await SQS.deleteQueue({ QueueUrl: url });
  assert.ok((await refused(SQS.sendMessage({ QueueUrl: url, MessageBody: "x" }))) instanceof sqs.QueueDoesNotExist);
}

run("SQS in JavaScript", [
  a_message_goes_through,
  the_queues_url_is_the_endpoint,
  errors_are_of_their_classes,
  batches_say_what_became_of_each,
  who_waits_is_woken_and_may_go_away,
  groups_keep_their_order,
  queues_are_listed_page_by_page,
  what_is_set_is_read_back,
]);
