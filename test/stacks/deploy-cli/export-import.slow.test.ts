import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type LocalTenantServer, startServer } from "../../../packages/local-tenant/src/server";
import { repoRoot } from "../../../stacks/repo-root";
import { type SynthesisedStack, synthesisedStack } from "../../support/synthesised-stack";

// Auth0's Deploy CLI, installed by npm run test:all.
const cli = join(__dirname, "runners/node_modules/auth0-deploy-cli/lib/index.js");
jest.setTimeout(600_000);

let server: LocalTenantServer;
let stack: SynthesisedStack;
let folder: string;
const refused: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deploy-cli-"));
  server = await startServer({
    dir: join(repoRoot, ".cache", "test-ca"),
    ports: { management: 0, verify: 0 },
    warn: (sentence) => void refused.push(sentence),
  });
  stack = await synthesisedStack(server.tenant.domain);
  stack.synth({ phoneProvider: "verify", after: ["Audit"] });
  server.loadStack(join(stack.folder, "..", ".."), "sandbox");
});
afterAll(async () => {
  stack.remove();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the CLI; rejects with what it printed when it fails. */
async function deployCli(...args: string[]): Promise<string> {
  const { domain, audience } = server.tenant;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, ...args, "--env"], {
    env: {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: server.authority.bundleFile,
      AUTH0_DOMAIN: domain,
      AUTH0_AUDIENCE: audience,
      AUTH0_CLIENT_ID: server.credentials.client.clientId,
      AUTH0_CLIENT_SECRET: server.credentials.client.clientSecret,
    },
  });
  return stdout + stderr;
}

const running = () =>
  server.tenant.deployedActions("post-login").map(({ name, code, secrets }) => [name, code, secrets]);
const file = () => join(folder, "tenant.yaml");

// The tests go on from each other: what was exported is imported.
it("exports the whole tenant, the prompts' texts included, and asks for nothing that is not there", async () => {
  expect(await deployCli("export", "--format=yaml", `--output_folder=${folder}`)).toContain("Export Successful");
  expect(refused).toEqual([]);
  const exported = readFileSync(file(), "utf8");
  for (const text of ["customText: {}", "action_name: Verify feedback - MFA challenge", "name: Audit", "prompts:"]) {
    expect(exported).toContain(text);
  }
});

it("imports what it exported, and logins run the same Actions with the same secrets", async () => {
  const before = running();
  expect(await deployCli("import", `--input_file=${file()}`)).toContain("Import Successful");
  expect(refused).toEqual([]);
  expect(running()).toEqual(before);
});

it("imports Actions of triggers that the local tenant does not run", async () => {
  writeFileSync(join(folder, "code.js"), "exports.onExecutePostIdentifier = async () => {};\n");
  const trigger = "login-post-identifier";
  writeFileSync(
    file(),
    [
      "actions:",
      "  - name: Identified",
      "    code: ./code.js",
      "    deployed: true",
      "    runtime: node22",
      "    supported_triggers:",
      `      - { id: ${trigger}, version: v1 }`,
      "triggers:",
      `  ${trigger}:`,
      "    - { action_name: Identified, display_name: Identified }",
      "  signup-post-identifier: []",
      "",
    ].join("\n"),
  );
  expect(await deployCli("import", `--input_file=${file()}`)).toContain("Import Successful");
  expect(server.tenant.bindings.list(trigger)).toMatchObject([{ displayName: "Identified" }]);
});
