import { join } from 'node:path';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { readClinicalFiles } from '../../src/config';
import { loadLanguagePacks } from '../../src/conversation/language-pack';
import { type Result } from '../../src/domain';
import { findingsDocument } from './findings-document';
import { redFlagsDocument } from './red-flags-document';

/** The generated documents by their path in the project; throws if a configuration file has a mistake. */
export function referenceDocuments(root: string): ReadonlyMap<string, string> {
  const rules = valueOf(loadRuleSet(join(root, 'configs/red-flags.yaml')));
  const packs = valueOf(loadLanguagePacks(join(root, 'configs/languages')));
  const files = valueOf(readClinicalFiles(join(root, 'configs')));
  const signers = new Map(files.map(({ file, signedBy }) => [file, signedBy]));
  return new Map([
    ['docs/reference/findings.md', findingsDocument(packs, signers)],
    ['docs/reference/red-flags.md', redFlagsDocument(rules)],
  ]);
}

function valueOf<T>(result: Result<T, string[]>): T {
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}
