import { validate } from 'dockerfile-utils';
import { readFileSync } from 'node:fs';

const dockerfile = readFileSync('Dockerfile', 'utf8');
/** The text of each stage by its name. */
const stages = new Map(
  dockerfile
    .split(/^(?=FROM )/m)
    .filter((stage) => stage.startsWith('FROM '))
    .map((stage) => [/^FROM \S+ AS (\S+)/.exec(stage)?.[1] ?? '', stage]),
);

describe('Dockerfile', () => {
  it('is one by the rules of the builder', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('is checked by a validator that can object', () => {
    expect(validate('FROM node\nEXPOSE nowhere\n')).not.toEqual([]);
  });

  it.each(['prepare', 'api', 'api-cuda'])('%s runs as an ordinary user', (name) => {
    const user = [...(stages.get(name) ?? '').matchAll(/^USER (\S+)$/gm)].at(-1)?.[1];
    expect(['node', '1000']).toContain(user);
  });

  it.each(['api', 'api-cuda'])('%s carries no development package and checks its health', (name) => {
    expect(stages.get(name)).toMatch(/^COPY --from=packages\S* .*node_modules/m);
    expect(stages.get(name)).toMatch(/^HEALTHCHECK /m);
  });

  it('pins its base images', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image ?? '');
    for (const image of images.filter((name) => !stages.has(name))) expect(image).toMatch(/:\d+\.\d+/);
  });
});
