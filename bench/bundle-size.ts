import { bundleActions } from "../stacks/bundling";
import { tenants } from "../tenants";
import type { Figure } from "./figure";

/** The largest of the three bundles. */
export async function bundleSize(): Promise<Figure> {
  const sizes = Object.values(bundleActions(tenants.prod)).map((code) => Buffer.byteLength(code));
  const largest = Math.max(...sizes);
  return {
    what: "largest bundle of an Action",
    ours: `${(largest / 1000).toFixed(1)} kB`,
    otherwise: "platform's limit: 100 kB",
    ratio: largest / 100_000,
    goal: "≤ 20 kB",
    met: largest <= 20_000,
  };
}
