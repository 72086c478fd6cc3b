/** The settings count in minutes, the rooms in milliseconds. */
export const MINUTE_MS = 60_000;
