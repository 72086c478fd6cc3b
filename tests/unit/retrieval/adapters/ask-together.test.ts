import { askTogether } from '../../../../src/retrieval/adapters/chroma/ask-together';

/** A wire on which each request waits until the test answers it. */
function manualWire(options: { readonly most?: number; readonly holdMs?: number } = {}) {
  const requests: { questions: readonly number[]; reply(answers: number[] | Error): void }[] = [];
  let heard: () => void = () => undefined;
  const ask = askTogether<number, number>({
    lineOf: (question) => (question < 0 ? 'negative' : 'positive'),
    most: options.most ?? 10,
    holdMs: options.holdMs ?? 60_000,
    send: (questions) =>
      new Promise((resolve, reject) => {
        requests.push({
          questions,
          reply: (answers) => (answers instanceof Error ? reject(answers) : resolve(answers)),
        });
        heard();
      }),
  });
  return {
    ask,
    /** The request of that place, as soon as it was sent. */
    async request(place: number) {
      while (requests.length <= place) await new Promise<void>((resolve) => (heard = resolve));
      const request = requests[place];
      if (request === undefined) throw new Error('There is no such request.');
      return request;
    },
    sent: () => requests.length,
  };
}

describe('askTogether', () => {
  it('sends what is asked in one turn as one request, and gives each its own answer', async () => {
    const wire = manualWire();
    const answers = [1, 2, 3].map((question) => wire.ask(question));
    const request = await wire.request(0);
    expect(request.questions).toEqual([1, 2, 3]);
    request.reply([10, 20, 30]);
    expect(await Promise.all(answers)).toEqual([10, 20, 30]);
    expect(wire.sent()).toBe(1);
  });

  it('gathers what is asked while a request is under way, at most so many', async () => {
    const wire = manualWire({ most: 2 });
    const first = wire.ask(1);
    const one = await wire.request(0);
    const later = [2, 3, 4].map((question) => wire.ask(question));
    expect(wire.sent()).toBe(1);
    one.reply([10]);
    expect(await first).toBe(10);
    const two = await wire.request(1);
    expect(two.questions).toEqual([2, 3]);
    two.reply([20, 30]);
    const three = await wire.request(2);
    expect(three.questions).toEqual([4]);
    three.reply([40]);
    expect(await Promise.all(later)).toEqual([20, 30, 40]);
  });

  it('does not let one line wait for another', async () => {
    const wire = manualWire();
    const slow = wire.ask(1);
    const held = await wire.request(0);
    const quick = wire.ask(-2);
    (await wire.request(1)).reply([-20]);
    expect(await quick).toBe(-20);
    held.reply([10]);
    expect(await slow).toBe(10);
  });

  it('fails the questions of the request that failed, and no others', async () => {
    const wire = manualWire({ most: 2 });
    const settled = Promise.allSettled([1, 2, 3].map((question) => wire.ask(question)));
    (await wire.request(0)).reply(new Error('cut'));
    (await wire.request(1)).reply([30]);
    expect(await settled).toMatchObject([
      { status: 'rejected', reason: { message: 'cut' } },
      { status: 'rejected', reason: { message: 'cut' } },
      { status: 'fulfilled', value: 30 },
    ]);
  });

  it('takes too few answers for a failure', async () => {
    const wire = manualWire();
    const settled = Promise.allSettled([wire.ask(1), wire.ask(2)]);
    (await wire.request(0)).reply([10]);
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('sends the next beside a request that takes too long', async () => {
    const wire = manualWire({ holdMs: 1 });
    const stuck = wire.ask(1);
    const hanging = await wire.request(0);
    const next = wire.ask(2);
    (await wire.request(1)).reply([20]);
    expect(await next).toBe(20);
    hanging.reply([10]);
    expect(await stuck).toBe(10);
  });

  it('serves a line again after it was empty', async () => {
    const wire = manualWire();
    for (const question of [1, 2]) {
      const asked = wire.ask(question);
      (await wire.request(question - 1)).reply([question * 10]);
      expect(await asked).toBe(question * 10);
    }
  });
});
