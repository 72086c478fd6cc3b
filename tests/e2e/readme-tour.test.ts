import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type House, startHouse } from '../support/house';
import { isAsShown, runTour, tourSteps } from '../support/readme-tour';

const run = promisify(execFile);
const steps = tourSteps(readFileSync('README.md', 'utf8'));
let house: House;

beforeAll(async () => {
  if (!existsSync('dist/scripts/tour/ask.js'))
    throw new Error('The tour runs what is built: ./scripts/setup.sh');
  house = await startHouse();
  const env = { ...process.env, PUBLIC_URL: house.url };
  await run(process.execPath, ['-r', '@swc-node/register', 'scripts/seed/demo-cases.ts'], { env });
}, 120_000);
afterAll(() => house.close());

test('every command of the tour prints what the README shows', async () => {
  const here = steps.map((step) => ({
    ...step,
    commands: step.commands.replaceAll('http://localhost:8000', house.url),
  }));

  const outputs = await runTour(here, { ...process.env, API_URL: house.url });

  const different = steps.flatMap(({ commands, output }, index) => {
    const printed = outputs[index] ?? '';
    return isAsShown(printed, output ?? '') ? [] : [{ commands, shown: output, printed }];
  });
  expect(different).toEqual([]);
}, 120_000);

test('the tour is there to be tried', () => {
  expect(steps.length).toBeGreaterThan(8);
});
