import { isAsShown, tourSteps } from '../../support/readme-tour';

const README = [
  '# A project',
  '## A tour of five minutes',
  'Say:',
  '```sh',
  'X=1',
  '```',
  '```sh',
  'echo $X',
  '```',
  '```text',
  '1',
  '```',
  '## Later',
  '```sh',
  'rm -rf /',
  '```',
  '',
].join('\n');

it('reads the tour and nothing after it', () => {
  expect(tourSteps(README)).toEqual([
    { commands: 'X=1\n', output: null },
    { commands: 'echo $X\n', output: '1\n' },
  ]);
});

it.each([
  ['"number": "PAA-2031-000017" }', true],
  ['"number": "" }', false],
  ['"number": "PAA-2031-000017", "more": 1 }', false],
  ['"numbers": "PAA-2031-000017" }', false],
])('takes %s for what is shown: %s', (printed, expected) => {
  expect(isAsShown(printed, '"number": "⟨PAA-2026-000004⟩" }\n')).toBe(expected);
});
