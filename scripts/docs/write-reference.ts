import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referenceDocuments } from './reference-documents';

/** Writes docs/reference from the sources that it describes. */
const root = join(__dirname, '../..');
for (const [path, text] of referenceDocuments(root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
