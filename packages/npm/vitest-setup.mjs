// Vitest's `globalSetup`: one server for the run. AWS's variables lead the clients of all tests to it.

import { createRuststack } from "./index.js";

export default async function setup() {
  const server = await createRuststack();
  Object.assign(process.env, server.environment(), { RUSTSTACK_URL: server.url });
  return () => server.stop();
}
