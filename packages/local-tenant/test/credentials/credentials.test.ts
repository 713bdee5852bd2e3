import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import twilio from "twilio";
import { isLocalCredential } from "../../src/credentials/credentials";
import { readCredentialsFile } from "../../src/credentials/credentials-file";
import { type LocalTenantServer, startServer, type TenantCredentials } from "../../src/server";
import { deployClient, credentials as fixed, verifyVariables } from "../support/fixed-credentials";

let dir: string;
let one: LocalTenantServer;
let other: LocalTenantServer;

const start = () => startServer({ ports: { management: 0, verify: 0 }, dir, warn: () => {} });
const portOf = (server: LocalTenantServer) => Number(new URL(server.describe().managementUrl).port);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "it's credentials-"));
  [one, other] = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await rm(dir, { recursive: true });
});

/** The values that open something; ids and SIDs are answered, as the platforms do. */
function secretsOf({ controlToken, client, verify }: TenantCredentials): string[] {
  return [
    controlToken,
    client.clientSecret,
    verify.account.authToken,
    ...verify.account.keys.map(({ secret }) => secret),
  ];
}

function everyValue(server: LocalTenantServer): string[] {
  const { client, verify } = server.credentials;
  const sids = [client.clientId, verify.account.sid, verify.serviceSid, ...verify.account.keys.map(({ sid }) => sid)];
  return [...secretsOf(server.credentials), ...sids];
}

async function managementToken(server: LocalTenantServer, client: typeof deployClient): Promise<Response> {
  const { managementUrl } = server.describe();
  return fetch(`${managementUrl}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: client.clientId,
      client_secret: client.clientSecret,
      audience: `${managementUrl}/api/v2/`,
    }),
  });
}

const control = (server: LocalTenantServer, token: string | undefined, path = "", init: RequestInit = {}) =>
  fetch(`${server.describe().managementUrl}/_sandbox${path}`, {
    ...init,
    headers: { ...init.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
  });

test("each start has credentials of its own, none of them fixed", () => {
  const values = [...everyValue(one), ...everyValue(other)];
  expect(new Set(values).size).toBe(values.length);
  for (const known of [deployClient.clientId, ...Object.values(verifyVariables)]) expect(values).not.toContain(known);
});

test("they are in a file for its owner alone, one for each tenant, as a shell and the verbs read it", () => {
  for (const server of [one, other]) {
    expect(statSync(server.credentialsFile).mode & 0o777).toBe(0o600);
    const { client, verify, controlToken } = server.credentials;
    const expected = {
      AUTH0_CLIENT_ID: client.clientId,
      AUTH0_CLIENT_SECRET: client.clientSecret,
      LOCAL_TENANT_TOKEN: controlToken,
      TF_VAR_TWILIO_ACCOUNT_SID: verify.account.sid,
      TF_VAR_TWILIO_AUTH_TOKEN: verify.account.authToken,
      TF_VAR_TWILIO_API_KEY_SECRET: verify.feedbackKey.secret,
      TF_VAR_TWILIO_SENDING_API_KEY_SECRET: verify.sendingKey.secret,
      TF_VAR_TWILIO_VERIFY_SID: verify.serviceSid,
    };
    expect(readCredentialsFile(dir, portOf(server))).toMatchObject(expected);
    const script = `set -a; . "$1"; set +a; exec "$2" -p "JSON.stringify(process.env)"`;
    const { stdout } = spawnSync("sh", ["-c", script, "sh", server.credentialsFile, process.execPath], {
      encoding: "utf8",
      env: {},
    });
    expect(JSON.parse(stdout)).toMatchObject(expected);
    if (process.platform !== "darwin") expect(JSON.parse(stdout).SSL_CERT_FILE).toBe(server.authority.bundleFile);
  }
});

test("a file that others may read, left over from before, is replaced by one that they may not", async () => {
  const port = portOf(one);
  await one.stop();
  const file = join(dir, `credentials-${port}.env`);
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, "LOCAL_TENANT_TOKEN='old'\n", { mode: 0o644 });
  one = await startServer({ ports: { management: port, verify: 0 }, dir, warn: () => {} });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toContain("old");
  expect(readdirSync(dir).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a start on a port that is taken leaves the file of the tenant there alone", async () => {
  const before = readFileSync(one.credentialsFile, "utf8");
  await expect(startServer({ ports: { management: portOf(one), verify: 0 }, dir, warn: () => {} })).rejects.toThrow(
    /is in use/,
  );
  expect(readFileSync(one.credentialsFile, "utf8")).toBe(before);
});

test("the Management API takes this start's client, and neither another's nor the fixed one", async () => {
  expect((await managementToken(one, one.credentials.client)).status).toBe(200);
  expect((await managementToken(one, other.credentials.client)).status).toBe(401);
  expect((await managementToken(one, deployClient)).status).toBe(401);
});

test("Verify takes this start's account and keys, and neither another's nor the fixed ones", async () => {
  const service = async ({ verify: { account, serviceSid } }: TenantCredentials, sid: string, secret: string) => {
    const client = twilio(sid, secret, { accountSid: account.sid });
    client.verify.baseUrl = one.verifyUrl;
    return client.verify.v2.services(serviceSid).fetch();
  };
  const own = one.credentials.verify.account;
  expect(await service(one.credentials, own.sid, own.authToken)).toHaveProperty("customCodeEnabled", true);
  expect(await service(one.credentials, own.keys[0]!.sid, own.keys[0]!.secret)).toHaveProperty("sid");
  for (const stranger of [other.credentials, fixed]) {
    const { account } = stranger.verify;
    await expect(service(one.credentials, account.sid, account.authToken)).rejects.toMatchObject({ code: 20003 });
  }
});

test("a code is sent and logins are performed with the random credentials", async () => {
  const login = await one.login({ user: "phone-only", method: "sms" });
  expect(await one.finish(login)).toMatchObject({ status: "completed" });
  expect(one.conversion().total_attempts).toBe(1);
});

describe("the control API", () => {
  /** Every route, as the API lists them; `:id` stands for a login. */
  async function routes(): Promise<{ method: string; path: string }[]> {
    const answer = await control(one, one.credentials.controlToken, "/no-such-route");
    const { routes: listed } = (await answer.json()) as { routes: string[] };
    expect(listed.length).toBeGreaterThan(20);
    return listed.map((route) => {
      const [method = "", path = ""] = route.split(" ");
      return { method, path: path.replace("/_sandbox", "").replace(":id", "login-1") };
    });
  }

  test("asks for this start's token on every route, and on those that there are none of", async () => {
    for (const { method, path } of [...(await routes()), { method: "GET", path: "/no-such-route" }]) {
      const init = {
        method,
        ...(method === "POST" && { body: "{}", headers: { "content-type": "application/json" } }),
      };
      for (const token of [undefined, "", "x", other.credentials.controlToken, one.credentials.client.clientSecret]) {
        const { status } = await control(one, token, path, init);
        expect([method, path, token, status]).toEqual([method, path, token, 401]);
      }
    }
  });

  test("refuses a page of another origin, and a name that leads here, also with the token", async () => {
    const status = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const url = `${one.describe().managementUrl}/_sandbox/users`;
        const authorization = `Bearer ${one.credentials.controlToken}`;
        const options = { headers: { authorization, ...headers }, servername: "localhost", agent: false as const };
        const outgoing = httpsRequest(url, options, (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode);
        });
        outgoing.on("error", reject);
        outgoing.end();
      });
    const { port } = new URL(one.describe().managementUrl);
    expect(await status({})).toBe(200);
    expect(await status({ origin: `https://localhost:${port}` })).toBe(200);
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
    for (const origin of ["https://evil.example", "https://localhost.evil.example", "http://localhost:3000", "null"]) {
      expect([origin, await status({ origin })]).toEqual([origin, 403]);
    }
    for (const host of ["evil.example", `localhost.evil.example:${port}`]) {
      expect([host, await status({ host })]).toEqual([host, 403]);
    }
  });

  test("grants no other origin what a browser asks before it sends the token", async () => {
    const headers = {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, content-type",
    };
    const answer = await control(one, undefined, "/logins", { method: "OPTIONS", headers });
    expect(answer.ok).toBe(false);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

test("no route of the tenant or of Verify answers a secret", async () => {
  const { controlToken, client, verify } = one.credentials;
  const token = (await (await managementToken(one, client)).json()) as { access_token: string };
  const started = await control(one, controlToken, "/logins", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "password-phone", method: "password" }),
  });
  const bodies = [await started.text()];
  const read = async (url: string, authorization: string) => {
    const answer = await fetch(url, { headers: { authorization } });
    expect([url, answer.status]).toEqual([url, 200]);
    bodies.push(await answer.text());
  };
  const { managementUrl, verifyUrl } = one.describe();
  for (const path of ["", "/users", "/inbox", "/logs", "/verify", "/log-streams"]) {
    await read(`${managementUrl}/_sandbox${path}`, `Bearer ${controlToken}`);
  }
  const [action] = one.tenant.actions.list();
  for (const path of [
    "clients",
    "logs",
    "actions/actions",
    `actions/actions/${action!.id}`,
    "branding/phone/providers",
  ]) {
    await read(`${managementUrl}/api/v2/${path}`, `Bearer ${token.access_token}`);
  }
  const basic = `Basic ${btoa(`${verify.account.sid}:${verify.account.authToken}`)}`;
  for (const path of ["Services", `Services/${verify.serviceSid}`, "Attempts"]) {
    await read(`${verifyUrl}/v2/${path}`, basic);
  }
  for (const secret of secretsOf(one.credentials)) expect(bodies.join("\n")).not.toContain(secret);
});

test("what was a local tenant's Twilio credential is recognized, also after its end", () => {
  const sent = (server: LocalTenantServer) => {
    const { account, feedbackKey, sendingKey, serviceSid } = server.credentials.verify;
    return [account.sid, account.authToken, feedbackKey.sid, feedbackKey.secret, sendingKey.secret, serviceSid];
  };
  for (const value of [...sent(one), ...sent(other), ...Object.values(verifyVariables)]) {
    expect([value, isLocalCredential(value)]).toEqual([value, true]);
  }
  expect(isLocalCredential(`AC${"0123456789abcdef".repeat(2)}`)).toBe(false);
});
