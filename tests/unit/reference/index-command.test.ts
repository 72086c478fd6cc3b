import { ChromaConnectionError } from 'chromadb';
import { reportFailure } from '../../../scripts/reference/index-command';

describe('a command on the index that fails', () => {
  const exitCode = process.exitCode;
  afterEach(() => {
    process.exitCode = exitCode;
    jest.restoreAllMocks();
  });

  it.each([
    [new Error('No index is called nosuch.'), 'No index is called nosuch.'],
    [
      new ChromaConnectionError('If you are running from a browser, …'),
      'Chroma is out of reach. Is CHROMA_URL right?',
    ],
  ])('says why in one line, and ends with status 1', async (error, line) => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    reportFailure(Promise.reject(error));
    await new Promise(setImmediate);
    expect(said.mock.calls).toEqual([[line]]);
    expect(process.exitCode).toBe(1);
  });
});
