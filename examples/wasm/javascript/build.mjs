import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { componentize } from '@bytecodealliance/componentize-js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const { component } = await componentize({
  sourcePath: here('main.js'),
  witWorld: await readFile(here('../../../docs/wit/ruststack-lambda.wit'), 'utf8'),
  worldName: 'function',
  // It answers no requests, and sends none.
  disableFeatures: ['http', 'fetch-event'],
});
await writeFile(here('main.wasm'), component);
