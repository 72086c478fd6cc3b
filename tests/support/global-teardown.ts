import './engines';

/** Ends the engines; their host removes their folder. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testEnginesHost?.stop();
}
