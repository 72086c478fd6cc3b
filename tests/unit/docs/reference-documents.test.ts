import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceDocuments } from '../../../scripts/docs/reference-documents';
import { PREDICATES } from '../../../src/domain';

const ROOT = join(__dirname, '../../..');

describe('docs/reference', () => {
  const documents = referenceDocuments(ROOT);

  it.each([...documents.keys()])(
    '%s is in step with what it describes (else: npm run docs:reference)',
    (path) => {
      expect(readFileSync(join(ROOT, path), 'utf8')).toBe(documents.get(path));
    },
  );

  it('names every code of the vocabulary', () => {
    const findings = documents.get('docs/reference/findings.md');
    for (const { code } of PREDICATES) expect(findings).toContain(`\`${code}\``);
  });
});
