// Parameter Store with the AWS SDK for JavaScript: each flow is what a user would write, and asserts what a user would see.

const assert = require("node:assert");
const ssm = require("@aws-sdk/client-ssm");
const { advance, eventually, refused, run } = require("./flow.cjs");

const SSM = new ssm.SSM({ maxAttempts: 1 });
const ARN = "arn:aws:ssm:us-east-1:000000000000:parameter";

const put = (Name, Value, more = {}) => SSM.putParameter({ Name, Value, Type: "String", ...more });
const value = async (Name, more = {}) => (await SSM.getParameter({ Name, ...more })).Parameter.Value;

async function a_parameter_says_what_it_is() {
  const made = await put("/js/first", "one", { Description: "d", AllowedPattern: "^[a-z]+$", Tags: [{ Key: "k", Value: "v" }] });
  assert.deepEqual([made.Version, made.Tier], [1, "Standard"]);
  const { Parameter } = await SSM.getParameter({ Name: "/js/first" });
  const { LastModifiedDate, ...shown } = Parameter;
  assert.ok(LastModifiedDate instanceof Date && Math.abs(LastModifiedDate - Date.now()) < 60_000, LastModifiedDate);
  assert.deepEqual(shown, {
    ARN: `${ARN}/js/first`,
    DataType: "text",
    Name: "/js/first",
    Type: "String",
    Value: "one",
    Version: 1,
  });
  const filters = [{ Key: "Name", Option: "Equals", Values: ["/js/first"] }];
  const { Parameters } = await SSM.describeParameters({ ParameterFilters: filters });
  const [{ LastModifiedDate: described, ...metadata }] = Parameters;
  assert.equal(described.getTime(), LastModifiedDate.getTime());
  assert.deepEqual(metadata, {
    ARN: `${ARN}/js/first`,
    AllowedPattern: "^[a-z]+$",
    DataType: "text",
    Description: "d",
    LastModifiedUser: "arn:aws:iam::000000000000:root",
    Name: "/js/first",
    Policies: [],
    Tier: "Standard",
    Type: "String",
    Version: 1,
  });
  const tags = await SSM.listTagsForResource({ ResourceType: "Parameter", ResourceId: "/js/first" });
  assert.deepEqual(tags.TagList, [{ Key: "k", Value: "v" }]);
}

async function errors_are_of_their_classes() {
  await put("js-errors", "v");
  const there = await refused(put("js-errors", "w"));
  assert.ok(there instanceof ssm.ParameterAlreadyExists, there);
  const gone = await refused(SSM.getParameter({ Name: "js-none" }));
  assert.ok(gone instanceof ssm.ParameterNotFound, gone);
  assert.equal(gone.$metadata.httpStatusCode, 400);
  const version = await refused(SSM.getParameter({ Name: "js-errors:7" }));
  assert.ok(version instanceof ssm.ParameterVersionNotFound, version);
  const pattern = await refused(put("js-pattern", "1", { AllowedPattern: "^[a-z]+$" }));
  assert.ok(pattern instanceof ssm.ParameterPatternMismatchException, pattern);
  const many = await refused(SSM.getParametersByPath({ Path: "/", MaxResults: 11 }));
  assert.equal(many.name, "ValidationException");
  const token = await refused(SSM.getParametersByPath({ Path: "/", NextToken: "none" }));
  assert.ok(token instanceof ssm.InvalidNextToken, token);
}

async function pages_are_followed() {
  const names = Array.from({ length: 23 }, (_, n) => `/js/pages/${String(n).padStart(2, "0")}`);
  for (const name of names) await put(name, name);
  const sizes = [];
  const seen = [];
  for await (const page of ssm.paginateGetParametersByPath({ client: SSM }, { Path: "/js/pages" })) {
    sizes.push(page.Parameters.length);
    seen.push(...page.Parameters.map((parameter) => parameter.Value));
  }
  assert.deepEqual(sizes, [10, 10, 3]);
  assert.deepEqual(seen, names);
  const filters = [{ Key: "Path", Option: "Recursive", Values: ["/js/pages"] }];
  const described = [];
  for await (const page of ssm.paginateDescribeParameters({ client: SSM, pageSize: 5 }, { ParameterFilters: filters })) {
    assert.ok(page.Parameters.length <= 5);
    described.push(...page.Parameters.map((parameter) => parameter.Name));
  }
  assert.deepEqual(described.sort(), names);
  for (const n of [1, 2, 3]) await put("/js/history", `${n}`, { Overwrite: true });
  await SSM.labelParameterVersion({ Name: "/js/history", ParameterVersion: 1, Labels: ["first"] });
  const versions = [];
  for await (const page of ssm.paginateGetParameterHistory({ client: SSM, pageSize: 2 }, { Name: "/js/history" })) {
    versions.push(...page.Parameters.map(({ Version, Value, Labels }) => [Version, Value, Labels]));
  }
  assert.deepEqual(versions, [[1, "1", ["first"]], [2, "2", []], [3, "3", []]]);
  const { Parameter } = await SSM.getParameter({ Name: "/js/history:first" });
  assert.deepEqual([Parameter.Value, Parameter.Selector], ["1", ":first"]);
}

async function what_is_secret_is_decrypted_on_demand() {
  await put("/js/secret", "s3cret", { Type: "SecureString" });
  assert.notEqual(await value("/js/secret"), "s3cret");
  assert.equal(await value("/js/secret", { WithDecryption: true }), "s3cret");
  const found = await SSM.getParameters({ Names: ["/js/secret", "/js/none"], WithDecryption: true });
  assert.deepEqual(found.Parameters.map(({ Name, Value, Type }) => [Name, Value, Type]), [
    ["/js/secret", "s3cret", "SecureString"],
  ]);
  assert.deepEqual(found.InvalidParameters, ["/js/none"]);
}

async function a_policy_deletes_by_the_emulators_clock() {
  const Timestamp = new Date(Date.now() + 3600_000).toISOString();
  const policy = { Type: "Expiration", Version: "1.0", Attributes: { Timestamp } };
  await put("/js/expires", "v", { Tier: "Advanced", Policies: JSON.stringify([policy]) });
  await advance(3601);
  await eventually("it expired", async () =>
    SSM.getParameter({ Name: "/js/expires" }).then(() => false, (error) => error instanceof ssm.ParameterNotFound),
  );
  const deleted = await SSM.deleteParameters({ Names: ["/js/expires", "/js/first"] });
  assert.deepEqual([deleted.DeletedParameters, deleted.InvalidParameters], [["/js/first"], ["/js/expires"]]);
}

run("Parameter Store in JavaScript", [
  a_parameter_says_what_it_is,
  errors_are_of_their_classes,
  pages_are_followed,
  what_is_secret_is_decrypted_on_demand,
  a_policy_deletes_by_the_emulators_clock,
]);
