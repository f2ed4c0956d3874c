// Loaded by mocha before dynalite's tests. They start dynalite itself and talk to it; this puts a forwarder to
// AWS_ENDPOINT_URL in its place, so that every byte they send reaches the emulator.
'use strict'
const Module = require('module')
const net = require('net')
const path = require('path')

const target = new URL(process.env.AWS_ENDPOINT_URL)
const packageRoot = path.join(process.env.SUITE_FOLDER, 'index.js')

function forwarder() {
  const sockets = new Set()
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true })
    const pair = [client, upstream]
    for (const socket of pair) {
      const other = pair.find((s) => s !== socket)
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => { sockets.delete(socket); other.destroy() })
      socket.pipe(other)
    }
  })
  return {
    listen(port, ...rest) {
      server.listen(port, '127.0.0.1', rest.find((argument) => typeof argument === 'function'))
      return this
    },
    close(done) {
      sockets.forEach((socket) => socket.destroy())
      server.close(done)
    },
    on() { return this },
  }
}

// A request's options, with the host that AWS has.
function named(options) {
  options.headers = options.headers || {}
  options.headers.Host = options.headers.Host || 'dynamodb.us-east-1.amazonaws.com'
  return options
}

const load = Module._load
Module._load = function (request, parent, isMain) {
  if (parent && request.startsWith('.')) {
    let file
    try { file = Module._resolveFilename(request, parent, isMain) } catch { /* load reports it */ }
    if (file === packageRoot) return forwarder
  }
  const loaded = load.call(this, request, parent, isMain)
  if (request === 'http' && !loaded.named) {
    // On AWS the host names service and region, for the requests too that are not signed. The tests sign what they send.
    const send = loaded.request
    loaded.named = true
    loaded.request = (options, ...rest) => send.call(loaded, named(options), ...rest)
  }
  if (request === 'aws4' && !loaded.named) {
    const sign = loaded.sign
    loaded.named = true
    loaded.sign = (options, ...rest) =>
      sign.call(loaded, Object.assign(named(options), { service: 'dynamodb', region: 'us-east-1' }), ...rest)
  }
  return loaded
}

// The tests throw in callbacks, often in several of one test, and mocha blames whatever test is running by then: others
// fail, or are never run. So each test is known by what it started; what it throws after its end changes nothing.
const { AsyncLocalStorage } = require('async_hooks')
const mocha = (file) => require(path.join(process.env.SUITE_FOLDER, 'node_modules/mocha/lib', file))
const thrower = new AsyncLocalStorage()
const Runnable = mocha('runnable.js').prototype
const { run } = Runnable
Runnable.run = function (ended) { return thrower.run(this, () => run.call(this, ended)) }
const Runner = mocha('runner.js').prototype
const { uncaught } = Runner
Runner.uncaught = function (error) {
  const runnable = thrower.getStore()
  if (runnable && runnable !== this.currentRunnable) return
  uncaught.call(this, error)
  // Mocha's word for: its callback counts no more.
  if (runnable) runnable.timedOut = true
}
// One test that fails twice must not end the run.
Runner.abort = function () { return this }
