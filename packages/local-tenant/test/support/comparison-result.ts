import type { ComparisonDocument } from "../../src/comparison/comparison-document";

/** What the newest comparison found. Throws where it is not done, with what it says. */
export function comparisonResult({ newest }: ComparisonDocument) {
  if (newest?.state === "done") return newest.result;
  throw new Error(`No comparison is done: ${JSON.stringify(newest)}`);
}
