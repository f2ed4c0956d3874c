"use strict";

const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const http = require("node:http");
const path = require("node:path");

/** So many lines of the log are kept. */
const MOST_LINES = 10_000;
/** How long the server may take to stop before it is ended. */
const PATIENCE_MS = 5_000;

/** The path of the server's program: what RUSTSTACK_BIN names, else this package's. */
function findProgram() {
  const program = process.env.RUSTSTACK_BIN || path.join(__dirname, "bin", "ruststack");
  if (!existsSync(program)) {
    throw new Error(`there is no program ${program}; install the package ruststack anew, or name the program by RUSTSTACK_BIN`);
  }
  return program;
}

/** Starts a server on a free port, and resolves once it answers. It ends with this process, however that ends. */
async function createRuststack(options = {}) {
  const given = options.arguments ?? [];
  const port = given.includes("--port") ? [] : ["--port", "0"];
  const environment = options.environment ?? withoutAws(process.env);
  const child = spawn(options.program ?? findProgram(), [...port, "--stop-with-input", "on", ...given], {
    env: { ...environment, NO_COLOR: "1" },
    stdio: ["pipe", "ignore", "pipe"],
  });
  // Tests that are done are not kept from ending.
  child.unref();
  child.stdin.unref?.();
  child.stderr.unref?.();
  const server = new Ruststack(child);
  try {
    await server._started(options.startMs ?? 10_000);
  } catch (cause) {
    await server.stop();
    throw cause;
  }
  return server;
}

class Ruststack {
  constructor(child) {
    this._child = child;
    this._lines = [];
    this._gone = new Promise((resolve) => {
      child.once("exit", resolve);
      child.once("error", resolve);
    });
    // Nobody reads what a pipe says of its end.
    child.stdin.on("error", () => {});
    this.clock = {
      now: async () => moment(await this.ask("GET", "/_ruststack/clock")),
      freeze: async () => moment(await this.ask("POST", "/_ruststack/clock/freeze")),
      resume: async () => moment(await this.ask("POST", "/_ruststack/clock/resume")),
      advance: async (seconds) => moment(await this.ask("POST", "/_ruststack/clock/advance", { seconds })),
    };
  }

  _started(ms) {
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`ruststack ${why}; it said:\n${this._lines.join("\n")}`));
      const timer = setTimeout(() => fail(`did not answer within ${ms} ms`), ms);
      let rest = "";
      this._child.once("error", (cause) => {
        clearTimeout(timer);
        reject(new Error(`ruststack cannot be run: ${cause.message}`));
      });
      this._child.stderr.on("close", () => {
        clearTimeout(timer);
        fail("ended");
      });
      this._child.stderr.setEncoding("utf8");
      this._child.stderr.on("data", (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        for (const line of lines) {
          this._lines.push(line);
          const found = /on http:\/\/[^,\s]*:(\d+), state/.exec(line);
          if (found && this.port === undefined) this.port = Number(found[1]);
          if (line.endsWith("Ready.")) {
            clearTimeout(timer);
            resolve();
          }
        }
        if (this._lines.length > MOST_LINES) this._lines.splice(0, this._lines.length - MOST_LINES);
      });
    });
  }

  /** What clients take as `endpoint`. */
  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What a client of AWS's SDK is made with: `new S3Client(server.options())`. */
  options(region = "us-east-1") {
    return {
      endpoint: this.url,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      // Of S3's alone: a bucket in the host's name would have to be looked up.
      forcePathStyle: true,
    };
  }

  /** The variables that lead AWS's clients here. */
  environment(region = "us-east-1") {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  async reset() {
    await this.ask("POST", "/_ruststack/reset");
  }

  async checkpoint(name) {
    await this.ask("POST", `/_ruststack/checkpoints/${encodeURIComponent(name)}`);
  }

  async restore(name) {
    await this.ask("POST", `/_ruststack/checkpoints/${encodeURIComponent(name)}/restore`);
  }

  /** What DynamoDB has of AWS's scarcity from now on, such as `{ throttling: true }`; without members, what it has. */
  realism(members) {
    return this.ask(members ? "POST" : "GET", "/_ruststack/dynamodb/realism", members);
  }

  /** The lines of its log: the last 10,000. */
  log() {
    return [...this._lines];
  }

  /** A request to one of the emulator's own paths; its answer. */
  ask(method, path, body) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const headers = { "content-length": Buffer.byteLength(text) };
      const request = http.request({ host: "127.0.0.1", port: this.port, method, path, headers, agent: false }, (reply) => {
        let answer = "";
        reply.setEncoding("utf8");
        reply.on("data", (piece) => (answer += piece));
        reply.on("end", () => {
          let document;
          try {
            document = JSON.parse(answer);
          } catch {
            return reject(new Error(`${method} ${path}: the answer is no JSON`));
          }
          if (reply.statusCode >= 400) return reject(new Error(`${method} ${path}: ${document.error ?? reply.statusCode}`));
          resolve(document);
        });
      });
      request.on("error", (cause) => reject(new Error(`no answer to ${method} ${path}: ${cause.message}`)));
      request.end(text);
    });
  }

  /** Stops the server in good order, and ends it if that takes too long. */
  async stop() {
    this._child.ref();
    this._child.stdin.end();
    const timer = setTimeout(() => this._child.kill("SIGKILL"), PATIENCE_MS);
    await this._gone;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.stop();
  }
}

function moment(answer) {
  return new Date(answer.epoch_ms);
}

function withoutAws(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")));
}

module.exports = { createRuststack, findProgram, Ruststack };
