import type { Tenant } from "../../stacks/tenant-schema";

type Named = readonly { name: string }[];

/**
 * The lines of tenants.ts with these Actions in `before` and `after`, each in the order given, then what is listed there
 * already. Ends with a line feed.
 */
export function listsWith(tenant: Pick<Tenant, "before" | "after">, added: { before: Named; after: Named }): string {
  const list = (key: "before" | "after") => {
    const names = added[key].map(({ name }) => name);
    return `  ${key}: ${JSON.stringify([...names, ...tenant[key].filter((name) => !names.includes(name))])},\n`;
  };
  return list("before") + list("after");
}
