/** The rooms count in milliseconds, Prometheus in seconds. */
export const SECOND_MS = 1000;
