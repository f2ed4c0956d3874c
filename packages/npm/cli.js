#!/usr/bin/env node
"use strict";
// `npx ruststack`: the program, in the place of this one as far as Node can.

const { spawn } = require("node:child_process");
const { findProgram } = require("./index.js");

const child = spawn(findProgram(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (cause) => {
  console.error(`ruststack: ${cause.message}`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : code;
});
