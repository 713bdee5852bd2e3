import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { loadStack } from "../../start/load-stack";
import { approvals } from "../actions/support";
import { startSandbox } from "../support/sandbox";
import { copyOfRepository } from "./support/copy-of-repository";

const guide = readFileSync(join(repoRoot, "docs", "add-an-action.md"), "utf8");
const [source, entry, ownTest] = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) =>
  code!.replace(/^ {3}/gm, ""),
);

let copy: string;
beforeEach(() => {
  copy = copyOfRepository(join(realpathSync(mkdtempSync(join(tmpdir(), "own-action-"))), "copy"));
  for (const part of ["test", "bench", "tsconfig.json", "jest.config.js"]) {
    cpSync(join(repoRoot, part), join(copy, part), { recursive: true });
  }
});
afterEach(() => rmSync(join(copy, ".."), { recursive: true, force: true }));

/** Every file of the copy that is somebody's to edit, and what is in it. */
function written(): Map<string, string> {
  const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((entry) => {
    return entry.isFile() && !/\/(node_modules|\.cache|cdktf\.out)(\/|$)/.test(entry.parentPath);
  });
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(copy, file), createHash("sha256").update(readFileSync(file)).digest("hex")];
    }),
  );
}

function append(toList: string): void {
  const file = join(copy, "stacks", "actions.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace("} as const satisfies Record<string, ActionDefinition>;", (end) => `${toList}${end}`),
  );
}

function run(command: string, ...args: string[]) {
  const env = { ...process.env, CDKTF_OUTDIR: join(copy, "cdktf.out") };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: "utf8", env });
  return { status, stderr, stdout: status === 0 ? "" : stdout };
}

/** Runs that suite with the copy's jest. Returns its exit code, and what it printed where it failed. */
function runJest(suite: string) {
  const jest = join(copy, "node_modules", "jest", "bin", "jest.js");
  const { status, stderr } = spawnSync(process.execPath, [jest, suite], { cwd: copy, encoding: "utf8" });
  return { status, stderr: status === 0 ? "" : stderr };
}

const succeeded = { status: 0, stderr: "", stdout: "" };

test("an Action of one's own is two files and a test: it type-checks, passes, is synthesised, and runs in logins", async () => {
  const before = written();
  writeFileSync(join(copy, "actions", "country-claim.ts"), source!);
  append(entry!);
  const changed = [...written()].filter(([file, digest]) => before.get(file) !== digest).map(([file]) => file);
  expect(changed.sort()).toEqual(["actions/country-claim.ts", "stacks/actions.ts"]);

  const suite = join("test", "actions", "country-claim.test.ts");
  writeFileSync(join(copy, suite), ownTest!);
  expect(run(join(copy, "node_modules", ".bin", "tsc"), "--noEmit")).toEqual(succeeded);
  expect(runJest(suite)).toEqual({ status: 0, stderr: "" });
  expect(run(process.execPath, "scripts/run.mjs", "main.ts")).toEqual(succeeded);

  const sandbox = await startSandbox({ actions: [] });
  try {
    const { order } = loadStack(sandbox.server, join(copy, "cdktf.out"), "sandbox");
    expect(order.at(-1)).toBe("Verify feedback - country claim");
    const login = await sandbox.complete({ user: "phone-only", method: "sms" });
    expect(login.outcome).toMatchObject({ status: "completed" });
    expect(sandbox.logged(login, "country claim")).toEqual(["country-claim US"]);
    expect(approvals(sandbox)).toEqual([sandbox.user("phone-only").phone_number]);
  } finally {
    await sandbox.stop();
  }
});

test("a phone provider of one's own is chosen by its key, and its settings are checked", () => {
  writeFileSync(
    join(copy, "actions", "sms-gateway.ts"),
    `import type { CustomPhoneProviderApi, CustomPhoneProviderEvent } from "./types/custom-phone-provider";
export const onExecuteCustomPhoneProvider = async (event: CustomPhoneProviderEvent<object>, api: CustomPhoneProviderApi) => {
  api.notification.drop(\`no gateway for \${event.notification.message_type} of \${event.tenant.friendly_name}\`);
};
`,
  );
  append('  smsGateway: { label: "SMS gateway", trigger: "custom-phone-provider" },\n');
  const tenants = join(copy, "tenants.ts");
  writeFileSync(
    tenants,
    readFileSync(tenants, "utf8").replace('"api-key",\n  },', '"api-key",\n    phoneProvider: "smsGateway",\n  },'),
  );
  expect(run(process.execPath, "scripts/run.mjs", "main.ts")).toEqual(succeeded);
  const { resource } = JSON.parse(readFileSync(join(copy, "cdktf.out", "stacks", "dev", "cdk.tf.json"), "utf8"));
  expect(resource.auth0_trigger_actions.custom_phone_provider.actions).toEqual([
    { id: "${auth0_action.sms_gateway.id}", display_name: "Verify feedback - SMS gateway" },
  ]);
  expect(Object.keys(resource.auth0_action)).not.toContain("phone_provider");
  expect(resource.auth0_action.sms_gateway.code).not.toContain("const settings");

  writeFileSync(tenants, readFileSync(tenants, "utf8").replace('"smsGateway"', '"smsGatway"'));
  const refused = run(process.execPath, "scripts/run.mjs", "main.ts");
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain('must be "verify" or "smsGateway"');
});
