import { extname } from 'node:path';

/**
 * How to start a file of this room as a thread: built, it is JavaScript; under a transpiling loader or jest it is TypeScript
 * and brings its own loader. `path` is without its extension.
 */
export function workerFile(path: string): { readonly filename: string; readonly execArgv?: string[] } {
  const extension = extname(__filename);
  return {
    filename: `${path}${extension}`,
    ...(extension === '.ts' && { execArgv: ['--require', require.resolve('@swc-node/register')] }),
  };
}
