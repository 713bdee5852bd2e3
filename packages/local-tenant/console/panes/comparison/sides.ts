import type { Side } from "../../lib/documents";

/** Both tenants, in the order in which they stand side by side. */
export const sides: readonly { id: Side; title: string }[] = [
  { id: "with", title: "With the Actions" },
  { id: "without", title: "Without them" },
];
