import { createManagementApi } from "../../src/auth0/management/app";
import { print, printed, setUp } from "./support";

type Document = Record<string, unknown>;

function start(...actions: string[]) {
  const { tenant, engine } = setUp(...actions);
  const api = createManagementApi(tenant, { onRefused: () => {} });
  tenant.tokens.issue("all", "token");
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: "Bearer token", "content-type": "application/json" };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    return (await api.request(`https://localhost:8443/api/v2${path}`, init)).json() as Promise<Document & Document[]>;
  };
  return { tenant, engine, call };
}

const printClient = print("{ id: event.client.client_id, name: event.client.name, metadata: event.client.metadata }");

it("knows the applications that people log in to through the Management API, too", async () => {
  const { call } = start();
  const clients = await call("GET", "/clients?fields=name,app_type,client_id");
  expect(clients.map(({ name, app_type }) => [name, app_type])).toEqual([
    ["Web", "regular_web"],
    ["Mobile", "native"],
    ["Backend", "regular_web"],
    ["Single-page app", "spa"],
  ]);
  expect(await call("GET", `/clients/${clients[0]?.client_id}`)).toMatchObject({ name: "Web" });
  expect(await call("GET", "/client-grants")).toEqual([]);
});

it.each(["client_id", "name"] as const)(
  "logs people in to an application that was made there, by its %s",
  async (key) => {
    const { engine, call } = start(printClient);
    const made = await call("POST", "/clients", { name: "Shop", client_metadata: { mfa: "off" } });
    const login = await engine.startLogin({ user: "password-phone", method: "password", client: String(made[key]) });
    expect(printed(login)).toEqual([{ id: made.client_id, name: "Shop", metadata: { mfa: "off" } }]);
  },
);

it("shows Actions the metadata that a well-known application was given", async () => {
  const { engine, call } = start(printClient);
  const [web] = await call("GET", "/clients");
  await call("PATCH", `/clients/${web?.client_id}`, { client_metadata: { stage: "test" } });
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(printed(login)).toMatchObject([{ name: "Web", metadata: { stage: "test" } }]);
});

it("knows an application from the login that brought it", async () => {
  const { engine, call } = start(printClient);
  const client = { client_id: "mine", name: "Mine", metadata: { a: "1" } };
  const login = await engine.startLogin({ user: "password-phone", method: "password", client });
  expect(printed(login)).toEqual([{ id: "mine", name: "Mine", metadata: { a: "1" } }]);
  expect(await call("GET", "/clients/mine")).toMatchObject({ name: "Mine", client_metadata: { a: "1" } });
});
