/** The types that a call of `challengeWith` or `challengeWithAny` offers, by its arguments. */
export function offeredFactors([factors, options]: unknown[]): string[] {
  const additional = (options as { additionalFactors?: object[] } | undefined)?.additionalFactors ?? [];
  return [factors, additional].flat().map((factor) => (factor as { type: string }).type);
}
