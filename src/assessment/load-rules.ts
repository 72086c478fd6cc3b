import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { err, parseRuleSet, type Result, type RuleSet } from '../domain';

/**
 * Reads the red-flag rules from a YAML file, with the fitted score that it names under `suspicionFile` (JSON, relative to
 * it). The error names every mistake in them; an unreadable file is one of them.
 */
export function loadRuleSet(path: string): Result<RuleSet, string[]> {
  let data: unknown;
  try {
    data = withSuspicion(path, parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return err([`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
  const parsed = parseRuleSet(data);
  return parsed.ok ? parsed : err(parsed.error.map((problem) => `${path}: ${problem}`));
}

function withSuspicion(path: string, data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('suspicionFile' in data)) return data;
  const file = join(dirname(path), String(data.suspicionFile));
  const suspicion: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return { ...data, suspicion };
}
