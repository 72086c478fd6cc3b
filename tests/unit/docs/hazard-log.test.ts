import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

const ROOT = resolve(__dirname, '../../..');
const COLUMNS = [
  'id',
  'hazard',
  'cause',
  'severity',
  'control',
  'control_file',
  'test_file',
  'test',
  'residual_risk',
] as const;
type Hazard = Readonly<Record<(typeof COLUMNS)[number], string>>;

const hazards = parse<Hazard>(readFileSync(join(ROOT, 'docs/safety/hazard-log.csv'), 'utf8'), {
  columns: true,
});

describe('the hazard log', () => {
  it('has one row for each hazard, with every field', () => {
    expect(hazards.length).toBeGreaterThan(20);
    expect(new Set(hazards.map(({ id }) => id)).size).toBe(hazards.length);
    for (const hazard of hazards)
      for (const column of COLUMNS)
        expect([hazard.id, column, hazard[column]]).not.toEqual([hazard.id, column, '']);
    for (const { severity } of hazards) expect(['catastrophic', 'major', 'moderate']).toContain(severity);
  });

  it.each(hazards.map((hazard) => [hazard.id, hazard] as const))(
    '%s names a control and a test that exist',
    (_id, hazard) => {
      expect(existsSync(join(ROOT, hazard.control_file))).toBe(true);
      expect(readFileSync(join(ROOT, hazard.test_file), 'utf8')).toContain(hazard.test);
    },
  );
});
