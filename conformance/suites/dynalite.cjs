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

const load = Module._load
Module._load = function (request, parent, isMain) {
  if (parent && request.startsWith('.')) {
    let file
    try { file = Module._resolveFilename(request, parent, isMain) } catch { /* load reports it */ }
    if (file === packageRoot) return forwarder
  }
  const loaded = load.call(this, request, parent, isMain)
  if (request === 'aws4' && !loaded.named) {
    // The tests sign for a loopback host, from which no service or region can be told.
    const sign = loaded.sign
    loaded.named = true
    loaded.sign = (options, ...rest) =>
      sign.call(loaded, Object.assign(options, { service: options.service || 'dynamodb', region: options.region || 'us-east-1' }), ...rest)
  }
  return loaded
}

// One test that fails twice must not end the run.
require(path.join(process.env.SUITE_FOLDER, 'node_modules/mocha/lib/runner.js')).prototype.abort = function () { return this }
