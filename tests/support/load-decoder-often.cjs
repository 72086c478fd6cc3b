/** A thread that loads the decoder anew, again and again, as each thread of a pool does once. */
const { parentPort, workerData } = require('node:worker_threads');
require('@swc-node/register');

for (let time = 0; time < workerData.times; time++) {
  const file = require.resolve('../../src/decoding/open-picture.ts');
  delete require.cache[file];
  require(file);
}
parentPort.postMessage('loaded');
