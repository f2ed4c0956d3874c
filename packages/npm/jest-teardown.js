"use strict";
// Jest's `globalTeardown`.

module.exports = async function teardown() {
  await globalThis.__RUSTSTACK__?.stop();
};
