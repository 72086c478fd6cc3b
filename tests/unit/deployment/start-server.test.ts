import { spawnSync } from 'node:child_process';

function startServer(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync('./scripts/start_server.sh', args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
}

describe('start_server.sh', () => {
  it.each([
    ['no mode', []],
    ['an unknown mode', ['dev']],
    ['no number of workers', ['development', '--workers']],
    ['no workers at all', ['development', '--workers', '0']],
    ['an unknown option', ['development', '--fast']],
  ])('explains itself and starts nothing when given %s', (_case, args) => {
    const { status, stdout, stderr } = startServer(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage:');
  });

  it('refuses a mode that contradicts APP_ENV', () => {
    const { status, stdout, stderr } = startServer(['development'], { APP_ENV: 'production' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain("'production'");
  });
});
