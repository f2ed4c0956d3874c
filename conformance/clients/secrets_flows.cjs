// Secrets Manager with the AWS SDK for JavaScript: each flow is what a user would write, and asserts what a user would see.

const assert = require("node:assert");
const { randomUUID } = require("node:crypto");
const manager = require("@aws-sdk/client-secrets-manager");
const { advance, eventually, refused, run } = require("./flow.cjs");

const SECRETS = new manager.SecretsManager({ maxAttempts: 1 });

const text = async (SecretId, more = {}) => (await SECRETS.getSecretValue({ SecretId, ...more })).SecretString;
const is_recent = (date) => date instanceof Date && Math.abs(date - Date.now()) < 60_000;

async function a_secret_says_what_it_is() {
  const made = await SECRETS.createSecret({
    Name: "js/first",
    Description: "d",
    SecretString: "one",
    Tags: [{ Key: "k", Value: "v" }],
  });
  assert.match(made.ARN, /^arn:aws:secretsmanager:us-east-1:000000000000:secret:js\/first-[A-Za-z0-9]{6}$/);
  const { $metadata, CreatedDate, ...got } = await SECRETS.getSecretValue({ SecretId: "js/first" });
  assert.ok(is_recent(CreatedDate), CreatedDate);
  assert.deepEqual(got, {
    ARN: made.ARN,
    Name: "js/first",
    VersionId: made.VersionId,
    SecretString: "one",
    VersionStages: ["AWSCURRENT"],
  });
  const put = await SECRETS.putSecretValue({ SecretId: made.ARN, SecretString: "two" });
  assert.deepEqual([put.ARN, put.Name, put.VersionStages], [made.ARN, "js/first", ["AWSCURRENT"]]);
  const shown = await SECRETS.describeSecret({ SecretId: "js/first" });
  assert.ok(is_recent(shown.CreatedDate) && is_recent(shown.LastChangedDate));
  assert.equal(shown.LastAccessedDate.toISOString().slice(10), "T00:00:00.000Z");
  assert.deepEqual([shown.Description, shown.Tags], ["d", [{ Key: "k", Value: "v" }]]);
  assert.deepEqual(shown.VersionIdsToStages, { [made.VersionId]: ["AWSPREVIOUS"], [put.VersionId]: ["AWSCURRENT"] });
  // Without rotation and replicas AWS shows neither: the members are not there, not false or empty.
  assert.deepEqual([shown.RotationEnabled, shown.ReplicationStatus, shown.DeletedDate], [undefined, undefined, undefined]);
  assert.equal(await text("js/first", { VersionStage: "AWSPREVIOUS" }), "one");
  assert.equal(await text("js/first", { VersionId: made.VersionId }), "one");
}

async function errors_are_of_their_classes() {
  const there = await refused(SECRETS.createSecret({ Name: "js/first", SecretString: "x" }));
  assert.ok(there instanceof manager.ResourceExistsException, there);
  assert.equal(there.message, "The operation failed because the secret js/first already exists.");
  const gone = await refused(SECRETS.getSecretValue({ SecretId: "js/none" }));
  assert.ok(gone instanceof manager.ResourceNotFoundException, gone);
  assert.equal(gone.message, "Secrets Manager can't find the specified secret.");
  assert.equal(gone.$metadata.httpStatusCode, 400);
  const stage = await refused(SECRETS.getSecretValue({ SecretId: "js/first", VersionStage: "none" }));
  assert.equal(stage.message, "Secrets Manager can't find the specified secret value for staging label: none");
  const both = await refused(SECRETS.putSecretValue({ SecretId: "js/first", SecretString: "a", SecretBinary: new Uint8Array([1]) }));
  assert.ok(both instanceof manager.InvalidParameterException || both instanceof manager.InvalidRequestException, both);
  const off = await refused(SECRETS.rotateSecret({ SecretId: "js/first" }));
  assert.ok(off instanceof manager.InvalidRequestException, off);
  assert.equal(off.message, "No Lambda rotation function ARN is associated with this secret.");
}

async function a_token_makes_one_version() {
  const ClientRequestToken = randomUUID();
  const secret = { Name: "js/token", SecretString: "one", ClientRequestToken };
  const made = await SECRETS.createSecret(secret);
  assert.equal(made.VersionId, ClientRequestToken);
  assert.equal((await SECRETS.createSecret(secret)).ARN, made.ARN);
  const other = { SecretId: "js/token", SecretString: "two", ClientRequestToken };
  assert.ok((await refused(SECRETS.putSecretValue(other))) instanceof manager.ResourceExistsException);
  const bytes = new Uint8Array([0, 255, 1]);
  await SECRETS.updateSecret({ SecretId: "js/token", SecretBinary: bytes });
  const got = await SECRETS.getSecretValue({ SecretId: "js/token" });
  assert.deepEqual([[...got.SecretBinary], got.SecretString], [[0, 255, 1], undefined]);
}

async function secrets_are_listed_page_by_page() {
  const names = ["js/page/a", "js/page/b", "js/page/c", "js/page/d", "js/page/e"];
  for (const name of names) await SECRETS.createSecret({ Name: name, SecretString: name });
  const Filters = [{ Key: "name", Values: ["js/page/"] }];
  const seen = [];
  for await (const page of manager.paginateListSecrets({ client: SECRETS, pageSize: 2 }, { Filters })) {
    assert.ok(page.SecretList.length <= 2);
    seen.push(...page.SecretList.map((secret) => secret.Name));
  }
  assert.deepEqual(seen, names);
  const values = [];
  for await (const page of manager.paginateBatchGetSecretValue({ client: SECRETS, pageSize: 2 }, { Filters })) {
    values.push(...page.SecretValues.map((secret) => secret.SecretString));
  }
  assert.deepEqual(values, names);
  for (const n of [1, 2, 3]) await SECRETS.putSecretValue({ SecretId: "js/page/a", SecretString: `${n}` });
  const stages = [];
  const versions = { SecretId: "js/page/a" };
  for await (const page of manager.paginateListSecretVersionIds({ client: SECRETS, pageSize: 1 }, versions)) {
    stages.push(...page.Versions.flatMap((version) => version.VersionStages));
  }
  assert.deepEqual(stages.sort(), ["AWSCURRENT", "AWSPREVIOUS"]);
}

async function passwords_are_as_they_were_asked_for() {
  const { RandomPassword } = await SECRETS.getRandomPassword({ PasswordLength: 20, ExcludePunctuation: true });
  assert.match(RandomPassword, /^[A-Za-z0-9]{20}$/);
  const short = await refused(SECRETS.getRandomPassword({ PasswordLength: 3 }));
  assert.ok(short instanceof manager.InvalidParameterException, short);
}

async function a_deleted_secret_goes_by_the_emulators_clock() {
  await SECRETS.createSecret({ Name: "js/old", SecretString: "x" });
  const deleted = await SECRETS.deleteSecret({ SecretId: "js/old", RecoveryWindowInDays: 7 });
  const days = (deleted.DeletionDate - Date.now()) / (24 * 3600 * 1000);
  assert.ok(days > 6.9 && days < 7.1, days);
  const marked = await refused(SECRETS.getSecretValue({ SecretId: "js/old" }));
  assert.ok(marked instanceof manager.InvalidRequestException, marked);
  assert.equal(marked.message, "You can't perform this operation on the secret because it was marked for deletion.");
  await SECRETS.restoreSecret({ SecretId: "js/old" });
  assert.equal(await text("js/old"), "x");
  await SECRETS.deleteSecret({ SecretId: "js/old" });
  await advance(31 * 24 * 3600);
  await eventually("the end", async () =>
    SECRETS.describeSecret({ SecretId: "js/old" }).then(() => false, (error) => error instanceof manager.ResourceNotFoundException),
  );
}

run("Secrets Manager in JavaScript", [
  a_secret_says_what_it_is,
  errors_are_of_their_classes,
  a_token_makes_one_version,
  secrets_are_listed_page_by_page,
  passwords_are_as_they_were_asked_for,
  a_deleted_secret_goes_by_the_emulators_clock,
]);
