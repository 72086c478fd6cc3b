export interface AskTogetherOptions<Q, A> {
  /** Questions of one line only can be asked in one request. */
  lineOf(question: Q): string;
  /** Questions of one request at most. */
  readonly most: number;
  /** A request that takes longer holds nobody up any more: the next ones are sent beside it. */
  readonly holdMs: number;
  /** Asks questions of one line, at least one, in one request; as many answers, in order. */
  send(questions: readonly Q[]): Promise<readonly A[]>;
}

interface Waiting<Q, A> {
  readonly question: Q;
  answer(answer: A): void;
  fail(error: unknown): void;
}

/**
 * Joins what is asked at the same time. While a request of a line is under way, further questions of that line wait, and go
 * out together when it is answered: who asks alone waits for nobody, and a crowd costs few requests. If a request fails,
 * each of its questions does.
 */
export function askTogether<Q, A>(options: AskTogetherOptions<Q, A>): (question: Q) => Promise<A> {
  /** Who waits, for each line that has a request under way. */
  const lines = new Map<string, Waiting<Q, A>[]>();

  async function serve(line: string, waiting: Waiting<Q, A>[]): Promise<void> {
    while (waiting.length > 0) {
      await endOfTurn();
      await atMost(options.holdMs, sendOne(waiting.splice(0, options.most)));
    }
    lines.delete(line);
  }

  /** Never rejects. */
  async function sendOne(asked: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await options.send(asked.map(({ question }) => question));
      if (answers.length !== asked.length) {
        throw new Error(`${asked.length} questions, ${answers.length} answers`);
      }
      answers.forEach((answer, place) => asked[place]?.answer(answer));
    } catch (error) {
      for (const one of asked) one.fail(error);
    }
  }

  return (question) =>
    new Promise((answer, fail) => {
      const line = options.lineOf(question);
      const one = { question, answer, fail };
      const waiting = lines.get(line);
      if (waiting !== undefined) {
        waiting.push(one);
        return;
      }
      const first = [one];
      lines.set(line, first);
      void serve(line, first);
    });
}

/** Whoever was answered in this turn may ask anew, and joins the next request. */
function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function atMost(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
