// CloudWatch Logs with the AWS SDK for JavaScript: each flow is what a user would write, and asserts what a user would see.

const assert = require("node:assert");
const logs = require("@aws-sdk/client-cloudwatch-logs");
const { advance, eventually, refused, run } = require("./flow.cjs");

// Without `disableHostPrefix` a live tail would be asked for at `stream-127.0.0.1`.
const LOGS = new logs.CloudWatchLogs({ maxAttempts: 1, disableHostPrefix: true });

/** A group with streams in it; its ARN, without the star at its end. */
async function group(logGroupName, ...streams) {
  await LOGS.createLogGroup({ logGroupName });
  for (const logStreamName of streams) await LOGS.createLogStream({ logGroupName, logStreamName });
  const { logGroups } = await LOGS.describeLogGroups({ logGroupNamePrefix: logGroupName });
  return logGroups[0].logGroupArn;
}

/** Writes messages, a millisecond apart; when the first of them was. */
async function put(logGroupName, logStreamName, ...messages) {
  const first = Date.now();
  const logEvents = messages.map((message, n) => ({ timestamp: first + n, message }));
  await LOGS.putLogEvents({ logGroupName, logStreamName, logEvents });
  return first;
}

const texts = (events) => events.map((event) => event.message);

async function a_group_says_what_it_is() {
  const arn = "arn:aws:logs:us-east-1:000000000000:log-group:js-first";
  const before = Date.now();
  await LOGS.createLogGroup({ logGroupName: "js-first", tags: { team: "a b" } });
  await LOGS.putRetentionPolicy({ logGroupName: "js-first", retentionInDays: 7 });
  const { logGroups, nextToken } = await LOGS.describeLogGroups({ logGroupNamePrefix: "js-first" });
  assert.equal(nextToken, undefined);
  const [{ creationTime, ...shown }] = logGroups;
  assert.ok(creationTime >= before - 1000 && creationTime <= Date.now() + 1000, creationTime);
  assert.deepEqual(shown, {
    logGroupName: "js-first",
    retentionInDays: 7,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: 0,
    logGroupClass: "STANDARD",
    logGroupArn: arn,
    deletionProtectionEnabled: false,
    bearerTokenAuthenticationEnabled: false,
  });
  assert.deepEqual((await LOGS.listTagsForResource({ resourceArn: arn })).tags, { team: "a b" });
  await LOGS.createLogStream({ logGroupName: "js-first", logStreamName: "s/1" });
  const first = await put("js-first", "s/1", "one", "two");
  const { logStreams } = await LOGS.describeLogStreams({ logGroupIdentifier: arn });
  assert.equal(logStreams.length, 1);
  assert.equal(logStreams[0].arn, `${arn}:log-stream:s/1`);
  assert.equal(logStreams[0].firstEventTimestamp, first);
  assert.equal(logStreams[0].lastEventTimestamp, first + 1);
  assert.match(logStreams[0].uploadSequenceToken, /^\d+$/);
}

async function errors_are_of_their_classes() {
  const there = await refused(LOGS.createLogGroup({ logGroupName: "js-first" }));
  assert.ok(there instanceof logs.ResourceAlreadyExistsException, there);
  assert.equal(there.message, "The specified log group already exists");
  assert.equal(there.$metadata.httpStatusCode, 400);
  assert.match(there.$metadata.requestId, /^[0-9a-f-]{36}$/);
  const gone = await refused(LOGS.getLogEvents({ logGroupName: "js-first", logStreamName: "none" }));
  assert.ok(gone instanceof logs.ResourceNotFoundException, gone);
  assert.equal(gone.message, "The specified log stream does not exist.");
  const pattern = await refused(LOGS.filterLogEvents({ logGroupName: "js-first", filterPattern: "{ $.a = " }));
  assert.ok(pattern instanceof logs.InvalidParameterException, pattern);
  const query = { logGroupName: "js-first", startTime: 0, endTime: 1, queryString: "fields @message | nothing" };
  const malformed = await refused(LOGS.startQuery(query));
  assert.ok(malformed instanceof logs.MalformedQueryException, malformed);
  assert.deepEqual(malformed.queryCompileError.location, { startCharOffset: 18, endCharOffset: 25 });
}

async function events_are_found_page_by_page() {
  await group("js-found", "a", "b");
  await put("js-found", "a", "ERROR one", "INFO two", "ERROR three");
  await put("js-found", "b", JSON.stringify({ level: "ERROR", ms: 7 }), "ERROR five");
  const input = { logGroupName: "js-found", filterPattern: "ERROR" };
  const seen = [];
  for await (const page of logs.paginateFilterLogEvents({ client: LOGS, pageSize: 1 }, input)) {
    assert.ok(page.events.length <= 1);
    seen.push(...page.events);
  }
  assert.equal(seen.length, 4);
  assert.ok(seen.every((event, n) => n === 0 || seen[n - 1].timestamp <= event.timestamp), seen);
  assert.ok(seen.every(({ eventId, ingestionTime, logStreamName }) => eventId && ingestionTime && logStreamName));
  const slow = await LOGS.filterLogEvents({ logGroupName: "js-found", filterPattern: "{ $.ms > 6 }" });
  assert.deepEqual(texts(slow.events).map(JSON.parse), [{ level: "ERROR", ms: 7 }]);
  const forwards = [];
  const whole = { logGroupName: "js-found", logStreamName: "a", startFromHead: true };
  // The end has been reached once the token does not change any more: the paginator sees that.
  for await (const page of logs.paginateGetLogEvents({ client: LOGS, pageSize: 2, stopOnSameToken: true }, whole)) {
    forwards.push(...texts(page.events));
  }
  assert.deepEqual(forwards, ["ERROR one", "INFO two", "ERROR three"]);
}

async function a_live_tail_sees_what_comes() {
  const arn = await group("js-tailed", "a", "b");
  const tail = { logGroupIdentifiers: [arn], logStreamNames: ["a"], logEventFilterPattern: "ERROR" };
  const abort = new AbortController();
  const { responseStream } = await LOGS.startLiveTail(tail, { abortSignal: abort.signal });
  const seen = [];
  for await (const event of responseStream) {
    if (event.sessionStart) {
      const { requestId, sessionId, ...started } = event.sessionStart;
      assert.ok(requestId && sessionId);
      assert.deepEqual(started, { ...tail, logStreamNamePrefixes: [] });
      await put("js-tailed", "b", "ERROR of another stream");
      await put("js-tailed", "a", "INFO one", "ERROR two", "ERROR three");
    } else if (event.sessionUpdate) {
      assert.equal(event.sessionUpdate.sessionMetadata.sampled, false);
      seen.push(...event.sessionUpdate.sessionResults);
      if (seen.length >= 2) break;
    } else {
      throw new Error(JSON.stringify(event));
    }
  }
  assert.deepEqual(texts(seen), ["ERROR two", "ERROR three"]);
  assert.ok(seen.every((one) => one.logGroupIdentifier === arn && one.logStreamName === "a"), seen);
  assert.ok(seen.every((one) => one.timestamp > 0 && one.ingestionTime > 0));
  abort.abort();
  const none = await refused(LOGS.startLiveTail({ logGroupIdentifiers: [`${arn}-none`] }));
  assert.ok(none instanceof logs.ResourceNotFoundException, none);
}

async function a_query_is_answered() {
  await group("js-query", "s");
  const lines = [["a", 1], ["b", 5], ["a", 3]].map(([level, ms]) => JSON.stringify({ level, ms }));
  const at = await put("js-query", "s", ...lines);
  const { queryId } = await LOGS.startQuery({
    logGroupNames: ["js-query"],
    startTime: Math.floor(at / 1000) - 60,
    endTime: Math.floor(at / 1000) + 60,
    queryString: "stats count(*) as many, sum(ms) as all, avg(ms) by level | sort many desc",
  });
  const done = await eventually("the end of the query", async () => {
    const reply = await LOGS.getQueryResults({ queryId });
    return ["Scheduled", "Running"].includes(reply.status) ? null : reply;
  });
  assert.equal(done.status, "Complete");
  assert.deepEqual(
    done.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value]))),
    [{ level: "a", many: "2", all: "4", "avg(ms)": "2" }, { level: "b", many: "1", all: "5", "avg(ms)": "5" }],
  );
  assert.equal(done.statistics.recordsMatched, 3);
  assert.equal(done.statistics.recordsScanned, 3);
}

async function what_is_rejected_is_said() {
  await group("js-rejected", "s");
  const [hour, now] = [3600 * 1000, Date.now()];
  const stream = { logGroupName: "js-rejected", logStreamName: "s" };
  const write = async (...logEvents) => (await LOGS.putLogEvents({ ...stream, logEvents })).rejectedLogEventsInfo;
  const new_ones = await write({ timestamp: now, message: "in time" }, { timestamp: now + 3 * hour, message: "too new" });
  assert.deepEqual(new_ones, { tooNewLogEventStartIndex: 1 });
  const old_ones = await write({ timestamp: now - 15 * 24 * hour, message: "too old" });
  assert.deepEqual(old_ones, { tooOldLogEventEndIndex: 1 });
  const kept = await LOGS.getLogEvents(stream);
  assert.deepEqual(texts(kept.events), ["in time"]);
  const order = [{ timestamp: now, message: "b" }, { timestamp: now - 1, message: "a" }];
  const wrong = await refused(write(...order));
  assert.ok(wrong instanceof logs.InvalidParameterException, wrong);
  assert.equal(wrong.message, "Log events in a single PutLogEvents request must be in chronological order.");
}

async function retention_goes_by_the_emulators_clock() {
  await group("js-kept", "s");
  await put("js-kept", "s", "old");
  await LOGS.putRetentionPolicy({ logGroupName: "js-kept", retentionInDays: 1 });
  await advance(25 * 3600);
  assert.deepEqual((await LOGS.getLogEvents({ logGroupName: "js-kept", logStreamName: "s" })).events, []);
}

run("CloudWatch Logs in JavaScript", [
  a_group_says_what_it_is,
  errors_are_of_their_classes,
  events_are_found_page_by_page,
  a_live_tail_sees_what_comes,
  a_query_is_answered,
  what_is_rejected_is_said,
  retention_goes_by_the_emulators_clock,
]);
