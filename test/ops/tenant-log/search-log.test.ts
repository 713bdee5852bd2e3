import type { z } from "zod";
import { managementClient } from "../../../ops/auth0/client";
import { allEntryTypes } from "../../../ops/auth0/entry-types";
import { searchLog } from "../../../ops/auth0/search-log";
import { type ServedTenant, serveTenant } from "../../support/served-tenant";

let served: ServedTenant;
beforeAll(async () => {
  served = await serveTenant();
});
afterAll(() => served.close());

it("finds every entry of its types since then, also more than Auth0 gives to one search", async () => {
  const { tenant, domain, env } = served;
  const start = Date.now() - 3_600_000;
  tenant.logs.append({ type: "fn", description: "too old", at: start - 1 });
  for (let n = 0; n < 2300; n += 1) {
    tenant.logs.append({ type: "fn", description: `entry ${n}`, at: start + Math.floor(n / 3) });
    if (n % 100 === 0) tenant.logs.append({ type: "s", description: "another type", at: start + n });
  }
  const { entries, complete } = await searchLog(await managementClient(domain, env), allEntryTypes, new Date(start));
  expect(complete).toBe(true);
  expect(entries).toHaveLength(2300);
  expect(entries[0]!.description).toMatch(/^entry 22\d\d$/);
  expect(entries.every(({ type }) => type === "fn")).toBe(true);
});

it("ends where a thousand entries have the same date, and says that there are more", async () => {
  const asked: string[] = [];
  const page = (from: number) =>
    Array.from({ length: 100 }, (_, n) => ({ log_id: String(from + n), date: "2026-11-24T10:00:00.000Z", type: "fn" }));
  const get = async <Document>(path: string, schema: z.ZodType<Document>) => {
    asked.push(path);
    return schema.parse(page(Number(new URLSearchParams(path.split("?")[1]).get("page")) * 100));
  };
  const found = await searchLog({ get }, ["fn"], new Date(0));
  expect(found).toMatchObject({ complete: false });
  expect(found.entries).toHaveLength(1000);
  expect(asked).toHaveLength(20);
});
