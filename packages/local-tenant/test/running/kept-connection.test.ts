import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { type LocalTenantServer, startServer } from "../../src/server";
import { testAuthority } from "../support/workspace";

let server: LocalTenantServer;
beforeAll(async () => {
  server = await startServer({ ports: { management: 0, verify: 0 }, dir: testAuthority });
});
afterAll(() => server.stop());

test("messages that follow each other go to Verify over a connection that is kept", async () => {
  const reused: boolean[] = [];
  const answered = (message: unknown) => reused.push((message as { request: ClientRequest }).request.reusedSocket);
  subscribe("http.client.response.finish", answered);
  for (let login = 0; login < 5; login += 1) await server.login({ user: "phone-only", method: "sms" });
  unsubscribe("http.client.response.finish", answered);
  expect(reused).toHaveLength(5);
  // All but two where all is quick; a machine so busy that a second goes by between two messages opens more.
  expect(reused).toContain(true);
});
