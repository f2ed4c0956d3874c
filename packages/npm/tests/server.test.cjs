"use strict";
// The package as its users have it: run by `node --test` in a folder where it is installed.

const assert = require("node:assert/strict");
const { execFileSync, spawnSync } = require("node:child_process");
const { test } = require("node:test");
const { createRuststack, findProgram } = require("ruststack");
const { S3Client, CreateBucketCommand, ListBucketsCommand } = require("@aws-sdk/client-s3");

const names = async (s3) => (await s3.send(new ListBucketsCommand({}))).Buckets.map((bucket) => bucket.Name);

test("a server has no state, and forgets what it had", async () => {
  const server = await createRuststack();
  const s3 = new S3Client(server.options());
  assert.deepEqual(await names(s3), []);
  await s3.send(new CreateBucketCommand({ Bucket: "notes" }));
  await server.checkpoint("one");
  await server.reset();
  assert.deepEqual(await names(s3), []);
  await server.restore("one");
  assert.deepEqual(await names(s3), ["notes"]);
  await assert.rejects(server.restore("never"), /never/);
  assert.ok(server.log().some((line) => line.includes("s3.CreateBucket 200")));
  await server.stop();
});

test("its clock goes where it is moved", async () => {
  const server = await createRuststack();
  const before = await server.clock.freeze();
  assert.equal((await server.clock.advance(3600)) - before, 3_600_000);
  assert.equal((await server.realism({ throttling: true })).throttling, true);
  await server.stop();
});

test("variables lead clients that know nothing", async () => {
  const server = await createRuststack({ arguments: ["--account", "111122223333"] });
  const code = `const { STSClient, GetCallerIdentityCommand } = require("@aws-sdk/client-sts");
    new STSClient({}).send(new GetCallerIdentityCommand({})).then((reply) => console.log(reply.Account));`;
  const said = execFileSync(process.execPath, ["-e", code], { env: { ...process.env, ...server.environment() } });
  assert.equal(said.toString().trim(), "111122223333");
  await server.stop();
});

test("what cannot start says why", async () => {
  const server = await createRuststack();
  await assert.rejects(createRuststack({ arguments: ["--port", String(server.port)] }), /cannot listen/);
  await assert.rejects(createRuststack({ program: "/nowhere/ruststack" }), /cannot be run/);
  await server.stop();
});

test("a killed process leaves no server", async () => {
  const code = `require("ruststack").createRuststack().then((server) => {
    console.log(server._child.pid); process.kill(process.pid, "SIGKILL"); });`;
  const pid = Number(spawnSync(process.execPath, ["-e", code]).stdout.toString());
  assert.ok(pid > 0);
  for (let turn = 0; turn < 100; turn++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("the server lives on");
});

test("a process ends though its server was not stopped", () => {
  const code = `require("ruststack").createRuststack().then(() => console.log("started"));`;
  const done = spawnSync(process.execPath, ["-e", code], { timeout: 20_000 });
  assert.equal(done.status, 0, done.stderr.toString());
});

test("npx finds the program", () => {
  assert.match(execFileSync("npx", ["--no-install", "ruststack", "--version"]).toString(), /^ruststack /);
  assert.ok(findProgram().endsWith("ruststack"));
});
