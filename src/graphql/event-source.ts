/**
 * Events one after another, from a source that knows how many of them it could give without waiting: after a replay's
 * page was read, or when many happened at once. What those need can be loaded together.
 */
export interface EventSource<T> extends AsyncIterableIterator<T> {
  readyCount(): number;
}

/** How many events a source has at hand; 0 for one that cannot tell. */
export function readyIn(source: AsyncIterator<unknown>): number {
  return isEventSource(source) ? source.readyCount() : 0;
}

function isEventSource(source: AsyncIterator<unknown>): source is EventSource<unknown> {
  return 'readyCount' in source;
}
