/**
 * Runs Chroma's own server from its npm binding: `node chroma-launcher.cjs run --path … --host … --port …`.
 * The binding never gives its thread back, so it gets a thread of its own and this one stays free for signals. An
 * orderly exit would wait for that thread for ever; a killed Chroma has lost nothing that it acknowledged.
 */
'use strict';
const { Worker, isMainThread, workerData } = require('node:worker_threads');

function bindingName() {
  const { platform, arch } = process;
  if (platform === 'linux') return `chromadb-js-bindings-linux-${arch}-gnu`;
  if (platform === 'win32') return `chromadb-js-bindings-win32-${arch}-msvc`;
  return `chromadb-js-bindings-${platform}-${arch}`;
}

if (isMainThread) {
  const server = new Worker(module.filename, { workerData: process.argv.slice(2) });
  server.once('error', (error) => {
    console.error(error);
    process.exit(1);
  });
  server.once('exit', (code) => process.exit(code));
  for (const end of ['SIGTERM', 'SIGINT']) process.once(end, () => process.kill(process.pid, 'SIGKILL'));
} else {
  require(bindingName()).cli(['chroma', ...workerData]);
}
