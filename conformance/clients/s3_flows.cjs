// S3 with the AWS SDK for JavaScript: files in parts, streams, addresses that are signed for others, and forms.

const assert = require("node:assert");
const crypto = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { Readable } = require("node:stream");
const s3 = require("@aws-sdk/client-s3");
const { Upload } = require("@aws-sdk/lib-storage");
const { createPresignedPost } = require("@aws-sdk/s3-presigned-post");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { ENDPOINT, refused, run } = require("./flow.cjs");
const browser = require("./s3_browser.cjs");

// One try: what is refused is seen at once.
const S3 = new s3.S3({ maxAttempts: 1, forcePathStyle: true });
const MIB = 1024 * 1024;
const LARGE = crypto.randomBytes(17 * MIB + 3);
const ODD = "a b/ä+č=%2F&'(1)~!*";

async function bucket(Bucket) {
  await S3.createBucket({ Bucket });
  return Bucket;
}

async function bytes(Bucket, Key, more = {}) {
  const { Body } = await S3.getObject({ Bucket, Key, ...more });
  return Buffer.from(await Body.transformToByteArray());
}

async function nothing_left_open(Bucket) {
  assert.equal((await S3.listMultipartUploads({ Bucket })).Uploads, undefined);
}

async function files_in_parts() {
  const Bucket = await bucket("js-parts");
  const seen = [];
  // A stream has no length to begin with.
  const stream = () => Readable.from((function* () {
    for (let start = 0; start < LARGE.length; start += 100_003) yield LARGE.subarray(start, start + 100_003);
  })());
  for (const [Key, Body, more] of [
    ["buffer", LARGE, {}],
    [ODD, stream(), { ChecksumAlgorithm: "SHA256" }],
    ["crc32c", stream(), { ChecksumAlgorithm: "CRC32C" }],
    ["small", Readable.from(["hello"]), {}],
    ["none", Buffer.alloc(0), {}],
  ]) {
    const upload = new Upload({
      client: S3, queueSize: 3, partSize: 5 * MIB, tags: [{ Key: "kind", Value: "test" }],
      params: { Bucket, Key, Body, ContentType: "text/odd", Metadata: { who: "me" }, ...more },
    });
    upload.on("httpUploadProgress", ({ loaded }) => seen.push(loaded));
    const done = await upload.done();
    assert.equal(done.Key, Key);
    const found = await S3.headObject({ Bucket, Key, ChecksumMode: "ENABLED" });
    assert.deepEqual([found.ContentType, found.Metadata, found.TagCount], ["text/odd", { who: "me" }, 1]);
    if (more.ChecksumAlgorithm) assert.match(found[`Checksum${more.ChecksumAlgorithm}`], /-4$/);
    const expected = Key === "none" ? "" : Key === "small" ? "hello" : LARGE;
    assert.ok((await bytes(Bucket, Key, { ChecksumMode: "ENABLED" })).equals(Buffer.from(expected)), Key);
  }
  assert.ok(Math.max(...seen) === LARGE.length);
  assert.ok((await bytes(Bucket, "buffer", { Range: "bytes=5242870-5242889" })).equals(LARGE.subarray(5242870, 5242890)));
  assert.ok((await bytes(Bucket, "buffer", { PartNumber: 2 })).equals(LARGE.subarray(5 * MIB, 10 * MIB)));
  const given_up = new Upload({ client: S3, partSize: 5 * MIB, params: { Bucket, Key: "gone", Body: stream() } });
  const ended = refused(given_up.done());
  given_up.on("httpUploadProgress", () => given_up.abort());
  assert.equal((await ended).name, "AbortError");
  const meets = new Upload({ client: S3, partSize: 5 * MIB, params: { Bucket, Key: "buffer", Body: stream(), IfNoneMatch: "*" } });
  assert.equal((await refused(meets.done())).name, "PreconditionFailed");
  await nothing_left_open(Bucket);
}

async function files_and_streams() {
  const Bucket = await bucket("js-files");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "js-"));
  try {
    const file = path.join(folder, "file");
    fs.writeFileSync(file, LARGE);
    await S3.putObject({ Bucket, Key: ODD, Body: fs.createReadStream(file), ContentLength: LARGE.length });
    const { Body } = await S3.getObject({ Bucket, Key: ODD });
    await new Promise((done, failed) => Body.pipe(fs.createWriteStream(file)).on("finish", done).on("error", failed));
    assert.ok(fs.readFileSync(file).equals(LARGE));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  await S3.copyObject({ Bucket, Key: "copy", CopySource: encodeURIComponent(`${Bucket}/${ODD}`) });
  assert.ok((await bytes(Bucket, "copy")).equals(LARGE));
  assert.equal((await refused(S3.headObject({ Bucket, Key: "never" }))).name, "NotFound");
  assert.equal((await refused(S3.getObject({ Bucket, Key: "never" }))).name, "NoSuchKey");
  assert.equal((await refused(S3.headBucket({ Bucket: "js-nowhere" }))).name, "NotFound");
  await s3.waitUntilObjectExists({ client: S3, maxWaitTime: 10 }, { Bucket, Key: "copy" });
  for (let number = 0; number < 25; number++) await S3.putObject({ Bucket, Key: `page/${number}`, Body: `${number}` });
  const found = [];
  for await (const page of s3.paginateListObjectsV2({ client: S3, pageSize: 10 }, { Bucket, Prefix: "page/" }))
    found.push(...page.Contents.map(({ Key }) => ({ Key })));
  assert.equal(found.length, 25);
  assert.equal((await S3.deleteObjects({ Bucket, Delete: { Objects: found } })).Deleted.length, 25);
  const listed = await S3.listObjectsV2({ Bucket, Delimiter: "/", EncodingType: "url" });
  assert.deepEqual(listed.CommonPrefixes.map(({ Prefix }) => Prefix), ["a+b/"]);
  await S3.putObject({ Bucket, Key: "people", Body: '{"name": "ann", "age": 30}\n{"name": "bob", "age": 40}\n' });
  const { Payload } = await S3.selectObjectContent({
    Bucket, Key: "people", ExpressionType: "SQL", Expression: "SELECT s.name FROM S3Object s WHERE s.age > 35",
    InputSerialization: { JSON: { Type: "LINES" } }, OutputSerialization: { JSON: {} },
  });
  let records = "";
  for await (const event of Payload) if (event.Records) records += Buffer.from(event.Records.Payload);
  assert.equal(records, '{"name":"bob"}\n');
}

async function signed_addresses() {
  const Bucket = await bucket("js-signed");
  const put = new s3.PutObjectCommand({ Bucket, Key: ODD, ContentType: "text/odd", Metadata: { who: "me" }, Tagging: "k=v" });
  const url = await getSignedUrl(S3, put, { expiresIn: 60, signableHeaders: new Set(["content-type"]) });
  const sent = await fetch(url, { method: "PUT", body: LARGE, headers: { "content-type": "text/odd" } });
  assert.equal(sent.status, 200, await sent.text());
  assert.equal((await fetch(url, { method: "PUT", body: "x", headers: { "content-type": "text/html" } })).status, 403);
  const get = new s3.GetObjectCommand({ Bucket, Key: ODD, ResponseContentDisposition: 'attachment; filename="a b"' });
  const got = await fetch(await getSignedUrl(S3, get, { expiresIn: 60 }));
  assert.equal(got.headers.get("content-disposition"), 'attachment; filename="a b"');
  assert.ok(Buffer.from(await got.arrayBuffer()).equals(LARGE));
  const { Metadata, TagCount } = await S3.headObject({ Bucket, Key: ODD });
  assert.deepEqual([Metadata, TagCount], [{ who: "me" }, 1]);
  const part = await fetch(await getSignedUrl(S3, new s3.GetObjectCommand({ Bucket, Key: ODD })), { headers: { range: "bytes=-5" } });
  assert.equal(part.status, 206);
  assert.ok(Buffer.from(await part.arrayBuffer()).equals(LARGE.subarray(-5)));
  // Parts that others send, as applications let browsers upload.
  const { UploadId } = await S3.createMultipartUpload({ Bucket, Key: "parts" });
  const Parts = [];
  for (const [index, body] of [LARGE.subarray(0, 5 * MIB), LARGE.subarray(5 * MIB)].entries()) {
    const command = new s3.UploadPartCommand({ Bucket, Key: "parts", UploadId, PartNumber: index + 1 });
    const reply = await fetch(await getSignedUrl(S3, command), { method: "PUT", body });
    Parts.push({ PartNumber: index + 1, ETag: reply.headers.get("etag") });
  }
  await S3.completeMultipartUpload({ Bucket, Key: "parts", UploadId, MultipartUpload: { Parts } });
  assert.ok((await bytes(Bucket, "parts")).equals(LARGE));
}

async function forms() {
  const Bucket = await bucket("js-forms");
  const post = async (key, body, options = {}, more = {}) => {
    const { url, fields } = await createPresignedPost(S3, {
      Bucket, Key: "up/${filename}", Expires: 60,
      Conditions: [["starts-with", "$key", "up/"], ["content-length-range", 1, 20 * MIB], ["starts-with", "$Content-Type", "image/"]],
      Fields: { acl: "bucket-owner-full-control", "x-amz-meta-who": "me" },
      ...options,
    });
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, "Content-Type": "image/odd", ...more })) form.append(name, value);
    form.append("file", new Blob([body]), key);
    return fetch(url, { method: "POST", body: form, redirect: "manual" });
  };
  assert.equal((await post("large é.png", LARGE)).status, 204);
  assert.ok((await bytes(Bucket, "up/large é.png")).equals(LARGE));
  const found = await S3.headObject({ Bucket, Key: "up/large é.png" });
  assert.deepEqual([found.ContentType, found.Metadata], ["image/odd", { who: "me" }]);
  const created = await post("b", "x", { Fields: { success_action_status: "201" } });
  assert.equal(created.status, 201);
  assert.match(await created.text(), /<PostResponse>.*<Key>up\/b<\/Key>/s);
  const moved = await post("c", "x", { Fields: { success_action_redirect: "http://app.example/done?x=1" } });
  assert.equal(moved.status, 303);
  assert.match(moved.headers.get("location"), /^http:\/\/app\.example\/done\?x=1&bucket=js-forms&key=up%2Fc&etag=/);
  for (const [body, more, code] of [
    ["", {}, "EntityTooSmall"],
    [Buffer.alloc(20 * MIB + 1), {}, "EntityTooLarge"],
    ["x", { "Content-Type": "text/html" }, "AccessDenied"],
    ["x", { key: "elsewhere" }, "AccessDenied"],
    ["x", { "X-Amz-Signature": "0".repeat(64) }, "SignatureDoesNotMatch"],
  ]) {
    assert.match(await (await post("d", body, {}, more)).text(), new RegExp(`<Code>${code}</Code>`));
  }
}

async function a_page_in_a_browser() {
  const Bucket = await bucket("js-page");
  const rule = (origin) => ({
    AllowedOrigins: [origin], AllowedMethods: ["GET", "PUT", "POST", "DELETE", "HEAD"], AllowedHeaders: ["*"],
    ExposeHeaders: ["ETag", "x-amz-version-id", "x-amz-checksum-crc32"],
  });
  await S3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [rule(browser.ORIGIN)] } });
  const other = await bucket("js-page-of-others");
  await S3.putBucketCors({ Bucket: other, CORSConfiguration: { CORSRules: [rule("http://else.example")] } });
  const form = await createPresignedPost(S3, {
    Bucket, Key: "form/${filename}", Fields: { success_action_redirect: `${browser.ORIGIN}/done` },
    Conditions: [["starts-with", "$key", "form/"]],
  });
  const [put, get, foreign] = await Promise.all([
    getSignedUrl(S3, new s3.PutObjectCommand({ Bucket, Key: ODD })),
    getSignedUrl(S3, new s3.GetObjectCommand({ Bucket, Key: ODD })),
    getSignedUrl(S3, new s3.PutObjectCommand({ Bucket: other, Key: "k" })),
  ]);
  const seen = await browser.visit({ Bucket, ODD, endpoint: ENDPOINT, form, put, get, foreign });
  if (!seen) return;
  assert.equal(seen.error, undefined, seen.error);
  const sum = (data) => crypto.createHash("sha256").update(data).digest("hex");
  for (const key of ["uploaded", ODD, "form/a file.bin"]) assert.equal(sum(await bytes(Bucket, key)), sum(browser.FILE), key);
  assert.deepEqual(seen, {
    parts: 2, uploaded: true, listed: ["form/a file.bin", "uploaded"].concat(ODD).sort(), deleted: true, refused: "NoSuchKey",
    etag: (await S3.headObject({ Bucket, Key: ODD })).ETag, got: true, foreign: "refused",
    form: `/done?bucket=${Bucket}&key=form%2Fa%20file.bin`,
  });
  assert.equal((await S3.listObjectsV2({ Bucket: other })).KeyCount, 0);
}

run("S3 with the SDK for JavaScript", [files_in_parts, files_and_streams, signed_addresses, forms, a_page_in_a_browser]);
