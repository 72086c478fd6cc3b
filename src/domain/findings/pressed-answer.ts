/** What a finding says of itself when it was pressed, not told: which answer, to which prompt. */
export function becausePressed(choice: string, prompt: string): string {
  return `answered ${choice} to ${prompt}`;
}

/** Whether a finding comes from an answer that was pressed to this prompt: a band of ages, for example, is no age. */
export function wasPressed(because: string, prompt: string): boolean {
  return because.startsWith('answered ') && because.endsWith(` to ${prompt}`);
}
