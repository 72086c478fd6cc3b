import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readForm } from '../../../scripts/read-form';

const FORM = z.array(z.object({ id: z.string() }));
const fileOf = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'form-')), 'cases.json');
  writeFileSync(file, text);
  return file;
};

describe('a file of cases', () => {
  it('is read in its form', () => {
    expect(readForm(fileOf('[{"id": "1"}]'), FORM, JSON.parse)).toEqual([{ id: '1' }]);
  });

  it.each([
    ['{ "name": "Asha Devi', 'cannot be parsed'],
    ['[{"id": "1"}, {"id": 2, "name": "Asha Devi"}]', 'expected: 1.id:'],
    ['"Asha Devi"', 'expected: the whole of it:'],
  ])('that is wrong is named with the place, and nothing of it is repeated: %s', (text, place) => {
    const file = fileOf(text);
    const read = (): unknown => readForm(file, FORM, JSON.parse);
    expect(read).toThrow(file);
    expect(read).toThrow(place);
    expect(read).not.toThrow(/Asha/);
  });

  it('that is not there is named', () => {
    expect(() => readForm('/nowhere/cases.json', FORM, JSON.parse)).toThrow(
      '/nowhere/cases.json cannot be read',
    );
  });
});
