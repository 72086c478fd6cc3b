/** What a million tokens cost, in the currency of the bill. */
export interface TokenPrices {
  readonly inputPricePerMillion: number;
  readonly outputPricePerMillion: number;
}

const MILLION = 1_000_000;

/** What a call cost, in the currency of the prices. Tokens that the server did not count are not in it. */
export function costOf(
  {
    inputTokens,
    outputTokens,
  }: { readonly inputTokens: number | null; readonly outputTokens: number | null },
  { inputPricePerMillion, outputPricePerMillion }: TokenPrices,
): number {
  return ((inputTokens ?? 0) * inputPricePerMillion + (outputTokens ?? 0) * outputPricePerMillion) / MILLION;
}
