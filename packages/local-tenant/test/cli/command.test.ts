import { join } from "node:path";
import { freePorts } from "../support/free-ports";
import { type Workplace, workplace } from "./support";

const exported = join(__dirname, "..", "sources", "fixtures", "export");
let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

const action = (body: string) => `exports.onExecutePostLogin = async (event, api) => { ${body} };\n`;
const login = async (user: string, port: string, ...args: string[]) =>
  JSON.parse((await place.run("login", "--user", user, "--port", port, "--json", ...args)).stdout);

test("an export of auth0-deploy-cli runs, and somebody logs in to it", async () => {
  const port = String(await freePorts());
  const secrets = place.write("secrets.env", "ROLES_API=https://roles.example\n");
  const { report, process: running } = await place.start(exported, "--port", port, "--secrets", secrets);
  expect(report).toMatchObject({
    loaded: { order: ["Add roles", "Bot check"], standIns: ["Bot check"] },
    skipped: ["roles"],
    missing: [],
  });
  const { outcome, timeline } = await login("password-phone", port, "--method", "password");
  expect(outcome).toMatchObject({ status: "completed" });
  expect(timeline).toContainEqual(
    expect.objectContaining({
      kind: "action",
      name: "Add roles",
      console: [expect.objectContaining({ text: "roles from [secret ROLES_API]" })],
    }),
  );
  const ended = new Promise((resolve) => running.once("exit", resolve));
  running.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("a command finds the tenant by its environment, and its exit code is the end's", async () => {
  const script = place.write(
    "client.mjs",
    `const { LOCAL_TENANT_CONTROL_URL: url, LOCAL_TENANT_TOKEN: token, AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, AUTH0_AUDIENCE } = process.env;
const control = await fetch(url, { headers: { authorization: "Bearer " + token } });
const body = { grant_type: "client_credentials", client_id: AUTH0_CLIENT_ID, client_secret: AUTH0_CLIENT_SECRET, audience: AUTH0_AUDIENCE };
const signedIn = await fetch("https://" + AUTH0_DOMAIN + "/oauth/token", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
console.log((await control.json()).actions, signedIn.status);
process.exit(7);`,
  );
  const ended = await place.run(place.write("hello.js", action("")), "--exec", `"${process.execPath}" ${script}`);
  expect(ended).toEqual({ code: 7, stdout: "[ 'hello' ] 200\n", stderr: "" });
});
