// A page of another origin in a real browser: Chromium, if it is there (`chromium`, or what CHROMIUM names). `visit` serves
// the page at this end; `page`, which runs in the browser, is bundled with the SDK for it.

const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");

const PORT = 20_000 + (process.pid % 20_000);
const ORIGIN = `http://app.example:${PORT}`;
const PATIENCE_MS = 30_000;

/** What the page uploads: more than a part. */
const FILE = Buffer.alloc(6 * 1024 * 1024 + 5, "0123456789abc");

/** What the page saw and did; nothing if there is no browser. */
async function visit(task) {
  const program = process.env.CHROMIUM || "chromium";
  if (spawnSync(program, ["--version"]).status !== 0) {
    console.error(`!!! There is no ${program}: no browser tried S3's page.`);
    return undefined;
  }
  const { outputFiles } = require("esbuild").buildSync({
    stdin: {
      contents: `import { S3 } from "@aws-sdk/client-s3"; import { Upload } from "@aws-sdk/lib-storage";
        (${page})({ S3, Upload }, ${JSON.stringify(task)}, ${FILE.length})`,
      resolveDir: __dirname,
    },
    bundle: true, write: false, platform: "browser", format: "iife", nodePaths: process.env.NODE_PATH.split(":"), logLevel: "error",
  });
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "browser-"));
  let told;
  const said = new Promise((resolve) => (told = resolve));
  const site = http.createServer((request, reply) => {
    if (request.url === "/seen") {
      let text = "";
      request.on("data", (more) => (text += more)).on("end", () => told(JSON.parse(text)));
    }
    const script = request.url === "/page.js";
    reply.setHeader("content-type", script ? "text/javascript" : "text/html");
    reply.end(script ? outputFiles[0].text : request.url === "/" ? "<!doctype html><meta charset=utf-8><script src=/page.js></script>" : "");
  });
  await new Promise((resolve) => site.listen(PORT, "127.0.0.1", resolve));
  const child = spawn(program, [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--no-proxy-server",
    `--user-data-dir=${profile}`, "--host-resolver-rules=MAP app.example 127.0.0.1", ORIGIN,
  ], { stdio: "ignore" });
  const late = setTimeout(() => told({ error: "the page said nothing" }), PATIENCE_MS);
  try {
    return await said;
  } finally {
    clearTimeout(late);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    site.closeAllConnections();
    site.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the browser, as text: nothing outside of it is there. */
async function page({ S3, Upload }, { Bucket, ODD, endpoint, form, put, get, foreign }, length) {
  const seen = {};
  try {
    const file = new File([new TextEncoder().encode("0123456789abc".repeat(length / 13 + 1)).subarray(0, length)], "a file.bin");
    const same = (data) => data.byteLength === length && new TextDecoder().decode(data) === new TextDecoder().decode(bytes);
    const bytes = await file.arrayBuffer();
    const s3 = new S3({
      endpoint, region: "us-east-1", forcePathStyle: true, maxAttempts: 1,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const upload = new Upload({ client: s3, partSize: 5 * 1024 * 1024, params: { Bucket, Key: "uploaded", Body: file } });
    await upload.done();
    const { Body, PartsCount } = await s3.getObject({ Bucket, Key: "uploaded", PartNumber: 1 });
    seen.parts = PartsCount ?? ((await Body.transformToByteArray()).length === 5 * 1024 * 1024 ? 2 : 0);
    seen.uploaded = same(await (await s3.getObject({ Bucket, Key: "uploaded", ChecksumMode: "ENABLED" })).Body.transformToByteArray());

    const sent = await fetch(put, { method: "PUT", body: file });
    seen.etag = sent.headers.get("etag");
    seen.got = same(await (await fetch(get)).arrayBuffer());
    seen.foreign = await fetch(foreign, { method: "PUT", body: "x" }).then(() => "let in", () => "refused");

    // A form as a page has it, in a frame, which S3 sends on.
    const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "frame" }));
    const element = document.body.appendChild(document.createElement("form"));
    Object.assign(element, { action: form.url, method: "post", enctype: "multipart/form-data", target: "frame" });
    for (const [name, value] of Object.entries(form.fields)) {
      element.appendChild(Object.assign(document.createElement("input"), { name, value, type: "hidden" }));
    }
    const input = element.appendChild(Object.assign(document.createElement("input"), { name: "file", type: "file" }));
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    const arrived = new Promise((resolve) => frame.addEventListener("load", resolve));
    element.submit();
    await arrived;
    const { pathname, search } = frame.contentWindow.location;
    seen.form = (pathname + search).replace(/&etag=.*/, "");

    const listed = await s3.listObjectsV2({ Bucket });
    seen.listed = listed.Contents.map(({ Key }) => Key).sort();
    await s3.putObject({ Bucket, Key: "short", Body: "x" });
    seen.deleted = (await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "short" }] } })).Deleted[0].Key === "short";
    seen.refused = await s3.getObject({ Bucket, Key: "short" }).catch((error) => error.name);
  } catch (error) {
    seen.error = `${error.name}: ${error.message} ${error.stack}`;
  }
  await fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
}

module.exports = { FILE, ORIGIN, visit };
