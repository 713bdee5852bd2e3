import type { ResourceChange } from "./plan-document";

/** What an object of a plan is called in Auth0; its address where it has no name. */
export function changeName({ address, before, after }: Pick<ResourceChange, "address" | "before" | "after">): string {
  const name = after?.name ?? before?.name;
  return typeof name === "string" ? name : address;
}
