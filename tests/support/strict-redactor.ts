import { resolve } from 'node:path';
import { loadLanguagePacks, textsOfPacks } from '../../src/conversation';
import { createStrictRedactor, type StrictRedactor } from '../../src/privacy';

const loaded = loadLanguagePacks(resolve('configs/languages'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));

/** As the house makes it, with the words of its languages. */
export const redactForModel: StrictRedactor = createStrictRedactor(textsOfPacks(loaded.value));
