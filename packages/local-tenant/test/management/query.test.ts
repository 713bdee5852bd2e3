import { createManagementApi } from "../../src/auth0/management/app";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";

const clock = new ManualClock();
const tenant = new LocalTenant({ domain: "localhost:8443", clock });
const api = createManagementApi(tenant, { onRefused: () => {} });
tenant.tokens.issue("all", "token");
const start = clock.now();
for (const type of ["s", "f", "s", "w"]) {
  tenant.logs.append({ type, description: `the ${type}` });
  clock.advance(1000);
}
tenant.clients.add({ clientId: "api", clientSecret: "s", name: "Backend", scopes: [] });
tenant.clients.add({ clientId: "web", name: "Web", scopes: [], grantTypes: ["authorization_code"] });

async function get(path: string) {
  const url = `https://localhost:8443/api/v2${path}`;
  const response = await api.request(url, { headers: { authorization: "Bearer token" } });
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  return { status: response.status, body: (await response.json()) as any };
}
const types = async (query: string) => (await get(`/logs?${query}`)).body.map(({ type }: { type: string }) => type);

it("gives the log newest first, oldest first, by type and in pages", async () => {
  expect(await types("")).toEqual(["w", "s", "f", "s"]);
  expect(await types("sort=date:-1&per_page=2")).toEqual(["w", "s"]);
  expect(await types("sort=date:1&per_page=2&page=1")).toEqual(["s", "w"]);
  expect(await types("q=type:s")).toEqual(["s", "s"]);
});

it("searches the log by several types and by date", async () => {
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  const found = (q: string) => types(`sort=date:1&q=${encodeURIComponent(q)}`);
  expect(await found("(type:f OR type:w)")).toEqual(["f", "w"]);
  expect(await found(`date:[${at(1)} TO *]`)).toEqual(["f", "s", "w"]);
  expect(await found(`date:[${at(1)} TO ${at(2)}]`)).toEqual(["f", "s"]);
  expect(await found(`date:[${at(1)} TO ${at(2)}}`)).toEqual(["f"]);
  expect(await found(`(type:s) AND date:[${at(0)} TO ${at(2).replace("Z", "")}}`)).toEqual(["s"]);
});

it("reads the log on from where a program stopped", async () => {
  const first = (await get("/logs?take=2")).body;
  expect(first.map(({ type }: { type: string }) => type)).toEqual(["s", "f"]);
  expect(await types(`take=2&from=${first[1].log_id}`)).toEqual(["s", "w"]);
  expect(await types(`from=${first[0].log_id}`)).toEqual(["f", "s", "w"]);
  expect((await get("/logs?from=no-such-entry")).status).toBe(400);
});

it("leaves in or out what fields names", async () => {
  expect((await get("/logs?fields=type,description&per_page=1")).body).toEqual([{ type: "w", description: "the w" }]);
  expect((await get("/logs?fields=date&include_fields=false&per_page=1")).body[0]).not.toHaveProperty("date");
  expect((await get("/clients?fields=name")).body).toEqual([{ name: "Backend" }, { name: "Web" }]);
});

it("finds applications by type", async () => {
  const found = async (query: string) =>
    (await get(`/clients?${query}`)).body.map(({ name }: { name: string }) => name);
  expect(await found("app_type=regular_web")).toEqual(["Web"]);
  expect(await found("app_type=regular_web,non_interactive")).toEqual(["Backend", "Web"]);
  expect(await found("app_type=spa")).toEqual([]);
  expect(await found("is_first_party=false")).toEqual([]);
});

it.each([
  [
    "/clients?external_client_id=x",
    "'the local tenant does not support external_client_id' on property external_client_id",
  ],
  ["/logs?search=x", "'the local tenant does not support search' on property search"],
  ["/logs?sort=type:1", "'the local tenant sorts only by date:1 and date:-1' on property sort"],
  ["/actions/actions?page=-1", "'Value is out of range, minimum 0' on property page"],
  ["/actions/actions?page=one", "'Expected type integer but found type string' on property page"],
  ["/actions/actions?per_page=0", "'Value is out of range, minimum 1' on property per_page"],
])("says why it refuses %s", async (path, complaint) => {
  const message = `Query validation error: ${complaint}`;
  expect(await get(path)).toMatchObject({ status: 400, body: { message, errorCode: "invalid_query_string" } });
});
