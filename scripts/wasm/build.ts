/** `npm run wasm:build`: assembles the WebAssembly of the project into the files that carry it. */
import { writeFile } from 'node:fs/promises';
import { assembleKernel, KERNEL_MODULE } from './assemble';

assembleKernel()
  .then((text) => writeFile(KERNEL_MODULE, text))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
