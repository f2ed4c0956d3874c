"use strict";
// Jest's `globalSetup`: one server for the run. AWS's variables lead the clients of all tests to it.

const { createRuststack } = require("./index.js");

module.exports = async function setup() {
  const server = await createRuststack();
  Object.assign(process.env, server.environment(), { RUSTSTACK_URL: server.url });
  globalThis.__RUSTSTACK__ = server;
};
