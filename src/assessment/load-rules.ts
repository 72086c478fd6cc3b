import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { err, parseRuleSet, type Result, type RuleSet } from '../domain';

/** Reads the red-flag rules from a YAML file. The error names every mistake in it; an unreadable file is one of them. */
export function loadRuleSet(path: string): Result<RuleSet, string[]> {
  let data: unknown;
  try {
    data = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err([`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
  const parsed = parseRuleSet(data);
  return parsed.ok ? parsed : err(parsed.error.map((problem) => `${path}: ${problem}`));
}
