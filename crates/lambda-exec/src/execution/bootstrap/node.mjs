// Runs a Node.js Lambda handler: asks the Runtime API for events, calls the handler, posts what it gives back.
// Nothing but Node's own modules, version 18 and later. What handlers and callers see is what AWS's runtime interface
// client (`aws-lambda-ric`) shows them: version 4.0.2 for nodejs24.x and later, version 3.3.0 for what is older.

import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import util from 'node:util';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const env = process.env;
const require = createRequire(import.meta.url);
const modern = Number(/nodejs(\d+)/.exec(env.AWS_EXECUTION_ENV)?.[1]) >= 24;
const isPromise = (value) => Boolean(value) && typeof value.then === 'function';
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

// The Runtime API. What tracers put others in the place of is taken now.

const address = env.AWS_LAMBDA_RUNTIME_API;
const [host, port] = address.split(':');
const { connect } = net;
const { request } = http;

// One connection, over which one call goes after the other. Node's own client would take twice the time of all the rest;
// streamed responses go by it, since handlers see of what kind their stream is.
class Connection {
  #socket = connect({ host, port, noDelay: true });
  #chunks = []; // What has come of the reply: of its body, once its head is there.
  #size = 0;
  #head;
  #settle; // Who waits for the reply.
  #broken;

  constructor() {
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#break(error));
    this.#socket.on('close', () => this.#break(new Error('The Runtime API closed its connection')));
  }

  // Keeps the process alive until it is answered.
  call(method, where, text = '', headers = {}) {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken);
      let head = `${method} /2018-06-01/runtime/${where} HTTP/1.1\r\nHost: ${address}\r\n`;
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
      this.#settle = { resolve, reject };
      this.#socket.ref();
      this.#socket.write(`${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    });
  }

  #take(chunk) {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (!this.#head && !this.#readHead()) return;
    if (this.#size < Number(this.#head.headers['content-length'] ?? 0)) return;
    const reply = { ...this.#head, body: this.#together() };
    [this.#chunks, this.#size, this.#head] = [[], 0, undefined];
    this.#socket.unref();
    this.#settle?.resolve(reply);
  }

  #readHead() {
    const received = this.#together();
    this.#chunks = [received];
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return false;
    // Header bytes are read as Latin-1, as Node's own client reads them.
    const [first, ...lines] = received.latin1Slice(0, end).split('\r\n');
    const headers = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    this.#head = { status: Number(first.split(' ')[1]), headers };
    this.#chunks = [received.subarray(end + 4)];
    this.#size = this.#chunks[0].length;
    return true;
  }

  #together() {
    return this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
  }

  #break(error) {
    this.#broken ??= error;
    this.#settle?.reject(this.#broken);
  }
}

const connection = new Connection();

function post(where, text, headers = {}, by = connection) {
  return by.call('POST', where, text, { 'Content-Type': 'application/json', ...headers });
}

async function nextInvocation() {
  await nextTurn(); // A rejection that the last turn left behind is told before anything new begins.
  if (dying) await new Promise(() => {});
  await streaming; // Whose end may still be on its way, by another connection.
  const { status, headers, body } = await connection.call('GET', 'invocation/next').catch(() => process.exit(1));
  if (status !== 200) process.exit(1);
  requestId = headers['lambda-runtime-aws-request-id'];
  if (!modern) globalThis[Symbol.for('aws.lambda.runtime.requestId')] = requestId;
  errorPath = `invocation/${requestId}/error`;
  return { text: body.toString(), headers };
}

// Errors on their way out.

class Fault extends Error {
  constructor(kind, message) {
    super(message);
    Object.defineProperty(this, 'name', { value: `Runtime.${kind}` });
    Error.captureStackTrace(this, Fault); // Again, now that it has its name.
  }
}

function looksLikeError(value) {
  if (modern) return value instanceof Error;
  const said = (name) => typeof value[name] === 'string' && value[name] !== '';
  return util.types.isNativeError(value) || (Boolean(value) && said('name') && said('message') && said('stack'));
}

function payloadOf(error) {
  const escaped = (text) => text?.replaceAll('\x7f', '%7F');
  try {
    if (!looksLikeError(error)) {
      return { errorType: typeof error, errorMessage: modern ? String(error) : error.toString(), trace: [] };
    }
    const stack = modern ? error.stack ?? '' : String(error.stack.toString());
    const trace = stack ? escaped(stack).split('\n') : [];
    return { errorType: escaped(error.name), errorMessage: escaped(error.message), trace };
  } catch {
    const errorMessage =
      'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';
    return { errorType: 'handled', errorMessage, ...(modern && { trace: [] }) };
  }
}

function serialized(value) {
  let text;
  try {
    text = JSON.stringify(value === undefined ? null : value);
  } catch {
    const message = 'Unable to stringify response body';
    throw modern ? new Fault('JSONStringifyError', message) : new Error(message);
  }
  if (text === undefined) throw new TypeError('Wrong arguments');
  return text;
}

async function postError(where, error, by) {
  const payload = payloadOf(error);
  const kind = String(payload.errorType).replace(/[^\x20-\x7e]/g, '?');
  await post(where, JSON.stringify(payload), { 'Lambda-Runtime-Function-Error-Type': kind }, by);
}

// What is written to a pipe is written at once, as on AWS: else an answer overtakes the lines before it, and an exit loses them.
for (const stream of [process.stdout, process.stderr]) stream._handle?.setBlocking?.(true);

// The log: one line a call, marked with time, request and level, as on AWS.

let requestId = modern ? '-' : undefined;

function asObject(level, message, values) {
  const shown = (_, item) => {
    if (!(item instanceof Error)) return item;
    const stackTrace = typeof item.stack === 'string' ? item.stack.split('\n') : item.stack;
    return { errorType: item.constructor?.name ?? 'UnknownError', errorMessage: item.message, stackTrace, ...item };
  };
  const object = { timestamp: new Date().toISOString(), level, requestId };
  try {
    if (!values.length) return JSON.stringify({ ...object, message }, shown);
  } catch {
    return JSON.stringify({ ...object, message: util.format(message) });
  }
  object.message = util.format(message, ...values);
  const error = [message, ...values].find((value) => value instanceof Error);
  if (error) {
    object.errorType = error.constructor?.name ?? 'UnknownError';
    object.errorMessage = error.message;
    object.stackTrace = typeof error.stack === 'string' ? error.stack.split('\n') : [];
  }
  return JSON.stringify(object);
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const least = levels.indexOf(env.AWS_LAMBDA_LOG_LEVEL?.toLowerCase());
const asJson = env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';

for (const [place, level] of levels.entries()) {
  console[level] = (message, ...values) => {
    if (place < least) return;
    const name = level.toUpperCase();
    const line = asJson
      ? asObject(name, message, values)
      : `${new Date().toISOString()}\t${requestId}\t${name}\t${util.format(message, ...values)}`;
    // Inner line ends are marked, so that it stays one event of the log.
    process.stdout.write(`${line.replaceAll('\n', '\r')}\n`);
  };
}
console.log = console.info;

function logError(label, value) {
  const error = value instanceof Error ? value : new Error(modern ? String(value) : value);
  const open = (item) => {
    if (!(item instanceof Error)) return item;
    const stack = typeof item.stack === 'string' ? item.stack.split('\n') : item.stack;
    return { errorType: item.name, errorMessage: item.message, code: item.code, ...item, stack };
  };
  let text;
  try {
    text = JSON.stringify(error, (_, item) => open(item));
  } catch {
    text = JSON.stringify(payloadOf(error));
  }
  console.error(label, `\t${text}`);
}

// Finding the handler: `folder/module.path.to.function`.

function saysModule(folder, root) {
  const manifest = path.join(folder, 'package.json');
  if (fs.existsSync(manifest)) {
    try {
      return JSON.parse(fs.readFileSync(manifest, 'utf8'))?.type === 'module';
    } catch (error) {
      console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  const done = folder === root || folder === path.dirname(folder) || folder.endsWith('/node_modules');
  return done ? false : saysModule(path.dirname(folder), root);
}

async function loadFile(root, folder, name) {
  const base = path.resolve(root, folder, name);
  const imported = (ending) => import(pathToFileURL(base + ending).href);
  const asModule = modern || (fs.existsSync(`${base}.js`) && saysModule(path.dirname(base), root));
  for (const ending of ['', '.js', '.mjs', '.cjs']) {
    if (!fs.existsSync(base + ending)) continue;
    const whole = modern || ending === '.mjs' || (ending === '.js' && asModule);
    return whole ? imported(ending) : require(base + ending);
  }
  return require(require.resolve(name, { paths: [root, path.resolve(root, folder)] }));
}

async function loadModule(root, folder, name) {
  try {
    return await loadFile(root, folder, name);
  } catch (error) {
    if (error instanceof SyntaxError) {
      const fault = new Fault('UserCodeSyntaxError', String(error));
      if (modern) fault.stack = error.stack;
      throw fault;
    }
    if ((modern ? error?.code : error.code) === 'MODULE_NOT_FOUND') throw new Fault('ImportModuleError', String(error));
    throw error;
  }
}

async function load(root, name) {
  if (name.includes('..')) {
    const advice = 'Use absolute paths when specifying root directories in handler names.';
    throw new Fault('MalformedHandlerName', `'${name}' is not a valid handler name. ${advice}`);
  }
  const file = path.basename(name);
  const parts = /^([^.]*)\.(.*)$/.exec(file);
  if (!parts) throw new Fault('MalformedHandlerName', 'Bad handler');
  const loaded = await loadModule(root, name.slice(0, name.indexOf(file)), parts[1]);
  const pick = (from) => parts[2].split('.').reduce((value, key) => value && value[key], from);
  const handler = pick(loaded) || (modern && pick(loaded?.default));
  if (!handler) throw new Fault('HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new Fault('HandlerNotFound', `${name} is not a function`);
  return handler;
}

// What a handler gets as its context.

function parsed(headers, header, name) {
  if (headers[header] === undefined) return undefined;
  try {
    // Node reads header bytes as Latin-1; the context is UTF-8.
    return JSON.parse(Buffer.from(headers[header], 'latin1').toString());
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

function addContext(context, headers) {
  const trace = headers['lambda-runtime-trace-id'];
  if (trace) env._X_AMZN_TRACE_ID = trace;
  else delete env._X_AMZN_TRACE_ID;
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return Object.assign(context, {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed(headers, 'lambda-runtime-client-context', 'ClientContext'),
    identity: parsed(headers, 'lambda-runtime-cognito-identity', 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    ...(modern && { xRayTraceId: trace }),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}

// Streamed responses.

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

function offerStreaming() {
  if (['1', 'true'].includes(env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) return;
  globalThis.awslambda = {
    streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: 'response' }),
    HttpResponseStream: {
      // Before the body comes what the HTTP answer needs, and eight zero bytes.
      from(stream, prelude) {
        stream.setContentType('application/vnd.awslambda.http-integration-response');
        stream._onBeforeFirstWrite = (write) => {
          write(JSON.stringify(prelude));
          write(new Uint8Array(8));
        };
        return stream;
      },
    },
  };
}

const STREAM_METHODS = `cork destroy end uncork write addListener emit eventNames getMaxListeners listenerCount
  listeners off on once prependListener prependOnceListener rawListeners removeAllListeners removeListener
  setMaxListeners setContentType`.split(/\s+/);
const STREAM_MEMBERS = `destroyed writable _onBeforeFirstWrite writableFinished writableObjectMode writableBuffer
  writableEnded writableNeedDrain writableHighWaterMark writableCorked writableLength`.split(/\s+/);

let streaming; // The last streamed response, until it was replied to.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function send(method, where, headers) {
  return request({ host, port, agent, method, path: `/2018-06-01/runtime/${where}`, headers });
}

function replyTo(sent) {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (reply) => {
      reply.on('error', reject);
      reply.on('end', resolve);
      reply.resume();
    });
  });
}

// A request with the members of a writable stream and no others: the rest of a request would mislead pipelines.
function responseStream(where) {
  const sent = send('POST', where, {
    'Lambda-Runtime-Function-Response-Mode': 'streaming',
    Trailer: ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body'],
    'Content-Type': 'application/octet-stream',
    'Transfer-Encoding': 'chunked',
  });
  let begun = false;
  sent.setContentType = (kind) => {
    if (begun) throw new Fault('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    sent.setHeader('Content-Type', kind);
  };
  const write = sent.write.bind(sent);
  sent.write = (chunk, ...rest) => {
    if (!begun) sent._onBeforeFirstWrite?.((prelude) => write(prelude));
    begun = true;
    return write(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk), ...rest);
  };
  const stream = Object.fromEntries(STREAM_METHODS.map((name) => [name, sent[name].bind(sent)]));
  for (const name of STREAM_MEMBERS) {
    Object.defineProperty(stream, name, { get: () => sent[name], set: (value) => (sent[name] = value) });
  }
  const fail = (error) => {
    logError('Invoke Error', error);
    const payload = payloadOf(error);
    const body = Buffer.from(JSON.stringify(payload)).toString('base64');
    sent.addTrailers({
      'Lambda-Runtime-Function-Error-Type': payload.errorType,
      'Lambda-Runtime-Function-Error-Body': body,
    });
    return new Promise((resolve) => sent.end(resolve));
  };
  // A stream that breaks is a rejection that nobody handles, which ends the process.
  sent.on('error', (error) => void Promise.reject(error));
  const replied = replyTo(sent);
  streaming = replied.catch(() => {});
  return { stream, replied, fail };
}

// Handlers of Node.js up to 22, which may answer through callbacks. The names are seen in stack traces.

const ON_EMPTY = Symbol.for('aws.lambda.beforeExit'); // What happens when nothing is left to run.
const onEmpty = (act = () => {}) => (globalThis[ON_EMPTY] = act);

class Runtime {
  constructor(handler) {
    this.handler = handler;
    this.handleOnce = handler[STREAMING] ? this.handleOnceStreaming : this.handleOnceNonStreaming;
  }

  scheduleIteration() {
    setImmediate(() => this.handleOnce().then(() => this.scheduleIteration(), (error) => die(error, 129)));
  }

  async handleOnceNonStreaming() {
    const { text, headers } = await nextInvocation();
    let finish;
    const finished = new Promise((resolve) => (finish = resolve));
    const [callback, context] = callbacks((kind, body) => {
      if (finish) finish(post(`invocation/${requestId}/${kind}`, body));
      finish = undefined;
    });
    try {
      const result = this.handler(JSON.parse(text), addContext(context, headers), callback);
      if (isPromise(result)) result.then(context.succeed, context.fail).catch(context.fail);
    } catch (error) {
      callback(error);
    }
    await finished;
  }

  async handleOnceStreaming() {
    const { text, headers } = await nextInvocation();
    const { stream, replied, fail } = responseStream(`invocation/${requestId}/response`);
    const emptied = new Promise((resolve) => onEmpty(resolve));
    const context = { callbackWaitsForEmptyEventLoop: true };
    const work = async () => {
      try {
        const result = this.handler(JSON.parse(text), stream, addContext(context, headers));
        await streamed(result, stream, replied);
      } catch (error) {
        await fail(error);
      }
      if (!context.callbackWaitsForEmptyEventLoop) return;
      await new Promise((resolve) => onEmpty(resolve));
    };
    await Promise.race([work(), emptied]);
    onEmpty();
  }
}

async function streamed(result, stream, replied) {
  const problem = (text) => (modern ? new Error(text) : text);
  if (!isPromise(result)) throw problem('Streaming does not support non-async handlers.');
  if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
  await replied;
  if (!stream.writableFinished) throw problem('Response stream is not finished.');
}

// The callback and the context's own ways to answer. The first that is used counts; a callback's result waits until
// nothing is left to run, unless the handler asked not to wait.
function callbacks(answer) {
  let [waits, used] = [true, false];
  const done = (error, result) => {
    onEmpty();
    if (error === undefined || error === null) {
      answer('response', serialized(result));
    } else {
      logError('Invoke Error', error);
      answer('error', serialized(payloadOf(error)));
    }
  };
  const callback = (error, result) => {
    if (!waits || (error !== undefined && error !== null)) done(error, result);
    else onEmpty(() => setImmediate(() => done(null, result)));
  };
  const first = (act) => (...given) => {
    if (used) return;
    act(...given); // One that throws does not count.
    used = true;
  };
  onEmpty(() => answer('response', 'null'));
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value;
    },
    succeed: first((result) => done(null, result)),
    fail: first((error) => done(error ?? 'handled')),
    done: first(done),
  };
  return [first(callback), context];
}

// Handlers of Node.js 24 and later: what they return is the answer, promise or not.

const NO_CALLBACKS =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

// What libraries ask for the present invocation.
class InvokeStore {
  #context;

  getContext = () => this.#context;
  hasContext = () => this.#context !== undefined;
  get = (key) => this.#context?.[key];
  getRequestId = () => this.get(Symbol.for('_AWS_LAMBDA_REQUEST_ID')) ?? '-';
  getXRayTraceId = () => this.get(Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'));
  getTenantId = () => this.get(Symbol.for('_AWS_LAMBDA_TENANT_ID'));

  set(key, value) {
    if (typeof key === 'symbol' && /^_AWS_LAMBDA_/.test(key.description)) {
      throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`);
    }
    this.#context = { ...this.#context, [key]: value };
  }

  run(context, act) {
    this.#context = context;
    return act();
  }
}

async function runModern(handler, store) {
  for (;;) {
    const { text, headers } = await nextInvocation();
    const context = addContext({}, headers);
    const event = JSON.parse(text);
    const marks = {
      [Symbol.for('_AWS_LAMBDA_REQUEST_ID')]: context.awsRequestId,
      [Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID')]: context.xRayTraceId,
    };
    await store.run(marks, () => (handler[STREAMING] ? answerStreaming : answerWhole)(handler, event, context));
  }
}

async function answerWhole(handler, event, context) {
  try {
    const result = await handler(event, context);
    await nextTurn();
    await post(`invocation/${requestId}/response`, serialized(result));
  } catch (error) {
    await nextTurn();
    logError('Invoke Error', error);
    await post(`invocation/${requestId}/error`, serialized(payloadOf(error)));
  }
}

async function answerStreaming(handler, event, context) {
  const { stream, replied, fail } = responseStream(`invocation/${requestId}/response`);
  try {
    await streamed(handler(event, stream, context), stream, replied);
  } catch (error) {
    await nextTurn();
    void fail(error);
  }
}

// What the handler lets escape ends the process, after the caller has been told. Newer runtimes leave it to Node.

let errorPath = 'init/error';
let dying = false;

async function die(error, status) {
  if (dying) return;
  dying = true;
  try {
    // By a connection of its own: a streamed response may hold the other one.
    await postError(errorPath, error, new Connection());
  } catch {
    // The emulator is gone, or the answer was given already.
  }
  process.exit(status);
}

function watchForEscapes() {
  process.on('uncaughtException', (error) => {
    logError('Uncaught Exception', error);
    void die(error, 129);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = Object.assign(new Fault('UnhandledPromiseRejection', reason), { reason, promise });
    logError('Unhandled Promise Rejection', error);
    void die(error, 128);
  });
  onEmpty();
  process.on('beforeExit', () => globalThis[ON_EMPTY]());
}

async function loadHandler() {
  offerStreaming();
  const handler = await load(env.LAMBDA_TASK_ROOT, env._HANDLER);
  if (handler[STREAMING] && handler[STREAMING] !== 'response') {
    throw new Fault('MalformedStreamingHandler', 'Only response streaming is supported.');
  }
  if (modern && handler.length >= 3 && !handler[STREAMING]) throw new Fault('CallbackHandlerDeprecated', NO_CALLBACKS);
  return handler;
}

async function mainModern() {
  const store = new InvokeStore();
  let handler;
  try {
    handler = await loadHandler();
    if (globalThis.awslambda) globalThis.awslambda.InvokeStore ??= store;
  } catch (error) {
    logError('Init Error', error);
    await postError('init/error', error);
    throw error;
  }
  await runModern(handler, store);
}

if (modern) {
  void mainModern();
} else {
  watchForEscapes();
  new Runtime(await loadHandler()).scheduleIteration();
}
