/** What the work gives, or null once the budget is spent; the work itself is left to end unheard. Its rejection passes on. */
export async function withinBudget<T>(timeoutMs: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const spent = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, spent]);
  } finally {
    clearTimeout(timer);
  }
}
