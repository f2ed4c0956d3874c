// Runs a Node.js Lambda handler: asks the Runtime API for events, calls the handler, posts what it gives back.
// Nothing but Node's own modules, version 18 and later. Error payloads and their types are those of AWS's runtime.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import util from 'node:util';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const env = process.env;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

class Fault extends Error {
  constructor(kind, message) {
    super(message);
    this.name = kind;
  }
}

function call(method, where, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const data = body === undefined ? undefined : Buffer.from(body);
    const options = { host, port, agent, method, path: `/2018-06-01/runtime/${where}`, headers: { ...headers } };
    if (data) options.headers['Content-Length'] = data.length;
    const request = http.request(options, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(chunks) }));
      reply.on('error', reject);
    });
    request.on('error', reject);
    request.end(data);
  });
}

// Errors on their way out.

function payloadOf(error) {
  if (error instanceof Error || (error && typeof error === 'object' && 'stack' in error && 'message' in error)) {
    const trace = String(error.stack || error).split('\n');
    return { errorType: error.name || 'Error', errorMessage: error.message, trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

async function postError(where, error, label) {
  const payload = payloadOf(error);
  print('ERROR', label, [JSON.stringify(payload)]);
  const headers = {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Function-Error-Type': String(payload.errorType).replace(/[^\x20-\x7e]/g, '?'),
  };
  await call('POST', where, JSON.stringify(payload), headers);
}

// The log: one line a call, marked with time, request and level, as on AWS.

let requestId = 'undefined';

function print(level, label, values) {
  const text = (label ? `${label}\t` : '') + util.format(...values);
  process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
}

for (const [name, level] of Object.entries({
  debug: 'DEBUG', error: 'ERROR', info: 'INFO', log: 'INFO', trace: 'TRACE', warn: 'WARN',
})) {
  console[name] = (...values) => print(level, '', values);
}

// Finding the handler: `folder/module.path.to.function`.

function moduleFile(base) {
  for (const ending of ['', '.js', '.mjs', '.cjs']) {
    const file = base + ending;
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
  return undefined;
}

function isModule(file, root) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (fs.existsSync(manifest)) {
      try {
        return JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
      } catch {
        return false;
      }
    }
    if (folder === root || folder === path.dirname(folder)) return false;
  }
}

async function importModule(file, root, name) {
  const require = createRequire(path.join(root, 'index.js'));
  try {
    if (file && isModule(file, root)) return await import(pathToFileURL(file).href);
    return require(file ?? name);
  } catch (error) {
    if (error instanceof SyntaxError) throw Object.assign(error, { name: 'Runtime.UserCodeSyntaxError' });
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Fault('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    throw error;
  }
}

async function load(root, name) {
  if (name.includes('..')) throw new Fault('Runtime.MalformedHandlerName', `'${name}' is not a valid handler name.`);
  const parts = /^([^.]*)\.(.*)$/.exec(path.basename(name));
  if (!parts) throw new Fault('Runtime.MalformedHandlerName', 'Bad handler');
  const module = name.slice(0, name.length - path.basename(name).length) + parts[1];
  const loaded = await importModule(moduleFile(path.resolve(root, module)), root, module);
  const pick = (from) => parts[2].split('.').reduce((value, key) => value?.[key], from);
  const handler = pick(loaded) ?? pick(loaded?.default);
  if (handler === undefined) throw new Fault('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new Fault('Runtime.HandlerNotFound', `${name} is not a function`);
  return handler;
}

// One invocation. Resolves with the response's value or rejects with the handler's error.

let whenEmpty; // What to do when nothing is left to run: a handler may never call back.
process.on('beforeExit', () => {
  const act = whenEmpty;
  whenEmpty = undefined;
  act?.();
});

function invoke(handler, event, headers) {
  return new Promise((resolve, reject) => {
    let over = false;
    let context;
    const settle = (error, result, wait) => {
      if (over) return;
      over = true;
      const finish = () => (error === undefined || error === null ? resolve(result) : reject(error));
      // A callback's result is sent when the event loop is empty, unless the handler asked not to wait.
      if (wait && context.callbackWaitsForEmptyEventLoop) whenEmpty = finish;
      else {
        whenEmpty = undefined;
        finish();
      }
    };
    whenEmpty = () => settle(undefined, null, false);
    const done = (error, result) => settle(error, result, true);
    context = contextOf(headers, {
      done,
      succeed: (result) => settle(undefined, result, false),
      fail: (error) => settle(error ?? new Error('handled'), undefined, false),
    });
    try {
      const result = handler(event, context, done);
      if (typeof result?.then === 'function') {
        result.then((value) => settle(undefined, value, false), (error) => settle(error ?? new Error(String(error)), undefined, false));
      }
    } catch (error) {
      settle(error ?? new Error(String(error)), undefined, false);
    }
  });
}

function contextOf(headers, ends) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    // Node reads header bytes as Latin-1; the context is UTF-8.
    clientContext: clientContext ? JSON.parse(Buffer.from(clientContext, 'latin1').toString('utf8')) : undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    ...ends,
  };
}

// What the handler lets escape ends the process, after the caller has been told.

let running; // The path for the error of whatever runs now.
let dying = false;

async function die(error, status) {
  if (dying) return;
  dying = true;
  try {
    await postError(running, error, 'Uncaught Exception');
  } catch {
    // The emulator is gone, or the answer was given already.
  }
  process.exit(status);
}

process.on('uncaughtException', (error) => void die(error, 129));
process.on('unhandledRejection', (reason) => {
  const error = new Fault('Runtime.UnhandledPromiseRejection', reason?.message ? `${reason.name}: ${reason.message}` : String(reason));
  error.reason = reason;
  void die(error, 128);
});

async function main() {
  const root = env.LAMBDA_TASK_ROOT;
  running = 'init/error';
  let handler;
  try {
    handler = await load(root, env._HANDLER);
  } catch (error) {
    await postError('init/error', error, 'Uncaught Exception');
    process.exit(1);
  }
  for (;;) {
    const next = await call('GET', 'invocation/next').catch(() => process.exit(1));
    if (next.status !== 200) process.exit(1);
    requestId = next.headers['lambda-runtime-aws-request-id'];
    env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'] ?? '';
    const where = `invocation/${requestId}/`;
    running = `${where}error`;
    try {
      const value = await invoke(handler, JSON.parse(next.body.toString('utf8')), next.headers);
      const body = JSON.stringify(value === undefined ? null : value) ?? 'null';
      await call('POST', `${where}response`, body, { 'Content-Type': 'application/json' });
    } catch (error) {
      await postError(running, error, 'Invoke Error').catch(() => process.exit(1));
    }
  }
}

void main();
