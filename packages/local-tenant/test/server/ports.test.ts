import { type AddressInfo, createServer, type Server } from "node:net";
import { LocalTenant } from "../../src/auth0/tenant";
import { LocalTenantError, startServer } from "../../src/server";
import { localHost } from "../../src/server/local-host";
import { credentials } from "../support/fixed-credentials";
import { freePorts } from "../support/free-ports";
import { testAuthority } from "../support/workspace";

const dir = testAuthority;

async function taken(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

test.each(["management", "verify", "console"] as const)(
  "a taken port for %s is named, with what to do",
  async (end) => {
    const { server, port } = await taken();
    const started = startServer({ credentials, dir, ports: { management: 0, verify: 0, [end]: port } });
    await expect(started).rejects.toThrow(LocalTenantError);
    await expect(started).rejects.toThrow(new RegExp(`Port ${port}.*other ports: --port`, "s"));
    await new Promise((resolve) => server.close(resolve));
  },
);

test("on port 443 its names have no port, as clients write them", () => {
  const tenant = new LocalTenant({ domain: localHost(443) });
  expect(tenant.audience).toBe(new URL("https://localhost:443/api/v2/").href);
  expect(localHost(8443)).toBe("localhost:8443");
});

test("after stop the ports are free again, open connections or not", async () => {
  const management = await freePorts();
  const server = await startServer({ credentials, dir, ports: { management, verify: management + 1 } });
  const { managementUrl } = server.describe();
  const headers = { authorization: `Bearer ${server.credentials.controlToken}` };
  expect((await fetch(`${managementUrl}/_sandbox`, { headers })).status).toBe(200);
  await server.stop();
  await expect(fetch(`${managementUrl}/_sandbox`)).rejects.toThrow("fetch failed");
  const again = await startServer({ credentials, dir, ports: { management, verify: management + 1 } });
  expect(again.describe().managementUrl).toBe(managementUrl);
  await again.stop();
});

test("after a start that failed the ports are free again", async () => {
  const management = await freePorts();
  const ports = { management, verify: management + 1 };
  const users = [{ handle: "nobody", identities: [] }];
  const started = startServer({ credentials, dir, ports, users });
  await expect(started).rejects.toThrow(LocalTenantError);
  await expect(started).rejects.toThrow('User "nobody" needs at least one identity');
  const again = await startServer({ credentials, dir, ports });
  await again.stop();
});

test("two sandboxes run side by side and know nothing of each other", async () => {
  const ports = { management: 0, verify: 0 };
  const [one, other] = await Promise.all([
    startServer({ credentials, dir, ports }),
    startServer({ credentials, dir, ports }),
  ]);
  const login = await one.login({ user: "phone-only", method: "sms" });
  await one.finish(login);
  expect([one, other].map((server) => server.conversion().total_attempts)).toEqual([1, 0]);
  expect(other.engine.users.get("phone-only").loginsCount).toBe(0);
  await Promise.all([one.stop(), other.stop()]);
});
