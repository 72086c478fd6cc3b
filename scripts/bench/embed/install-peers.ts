import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../project-root';

/** Installs what is compared with, from its own lockfile, unless it is there. False where it cannot be had. */
export function installPeers(): boolean {
  const folder = join(findProjectRoot(), 'scripts', 'bench', 'peers');
  if (existsSync(join(folder, 'node_modules', '@huggingface', 'transformers'))) return true;
  try {
    execFileSync('npm', ['ci'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return true;
  } catch {
    return false;
  }
}
