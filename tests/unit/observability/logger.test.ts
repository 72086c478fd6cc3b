import { Writable } from 'node:stream';
import { createLogger, inRequest, noteCase, type LoggerOptions } from '../../../src/observability';

const PLANTED = 'Amina Okafor, +254 700 123456';

function listening(format: LoggerOptions['format']) {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  return { logger: createLogger({ level: 'info', format, stream }), lines: () => written.trim().split('\n') };
}

describe.each(['json', 'text'] as const)('a %s log', (format) => {
  it('writes the allowed fields and drops every other one', () => {
    const { logger, lines } = listening(format);
    const fields = { statusCode: 200, patientName: PLANTED, body: { text: PLANTED } };
    logger.info('request finished', fields);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toContain('request finished');
    expect(lines()[0]).toContain('200');
    expect(lines()[0]).not.toContain('Amina');
  });

  it('says of an error its class, code and place, and not its message', () => {
    const { logger, lines } = listening(format);
    const error = Object.assign(new TypeError(`no such patient: ${PLANTED}`, { cause: PLANTED }), {
      code: 'P2025',
    });
    logger.error('request failed', { error });
    const written = lines().join('\n');
    expect(written).toContain('TypeError');
    expect(written).toContain('P2025');
    expect(written).toContain('logger.test.ts');
    expect(written).not.toContain('Amina');
  });

  it('does not let an error smuggle text in as its code', () => {
    const { logger, lines } = listening(format);
    logger.error('request failed', { error: Object.assign(new Error('x'), { code: PLANTED }) });
    expect(lines().join('\n')).not.toContain('Amina');
  });
});

it('stamps lines with the request that they were written in, and its case', async () => {
  const { logger, lines } = listening('json');
  await Promise.all(
    ['request-a', 'request-b'].map((requestId) =>
      inRequest(requestId, async () => {
        noteCase(`case-of-${requestId}`);
        await Promise.resolve();
        logger.info('done');
      }),
    ),
  );
  logger.info('outside');
  const [a, b, outside] = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(a).toMatchObject({ requestId: 'request-a', caseId: 'case-of-request-a' });
  expect(b).toMatchObject({ requestId: 'request-b', caseId: 'case-of-request-b' });
  expect(outside).not.toHaveProperty('requestId');
});

it('keeps quiet below its level', () => {
  const { logger, lines } = listening('text');
  logger.debug('a detail');
  expect(lines()).toEqual(['']);
});
