import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

describe('continuous integration', () => {
  it('does in the workflow what .ci/run does, and nothing else', () => {
    const workflow = parse(readFileSync('.github/workflows/ci.yml', 'utf8')) as Workflow;
    const commands = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run ?? []),
    );
    expect(commands).toEqual(['./.ci/run']);
  });

  it('runs the test command and every check', () => {
    const run = readFileSync('.ci/run', 'utf8');
    for (const check of ['./scripts/test.sh', 'format:check', 'typecheck', 'lint', 'lint:compose']) {
      expect(run).toContain(` ${check}`);
    }
  });
});
