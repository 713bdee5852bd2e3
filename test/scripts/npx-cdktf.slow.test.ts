import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "npx-cdktf-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npx cdktf …` offline and as on a fresh machine; gives the environment and arguments of the `cdktf` that it ends in. */
function npxCdktf(args: string[], env: Record<string, string> = {}) {
  const seen = join(folder, "seen.json");
  rmSync(seen, { force: true });
  const hook = join(folder, "instead-of-cdktf.cjs");
  writeFileSync(
    hook,
    `if (process.argv[1]?.includes("cdktf-cli")) {
       const { CHECKPOINT_DISABLE } = process.env;
       const found = { CHECKPOINT_DISABLE, args: process.argv.slice(2), cwd: process.cwd() };
       require("node:fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify(found));
       process.exit(3);
     }`,
  );
  const { CHECKPOINT_DISABLE: _, ...own } = process.env;
  const npm = {
    npm_config_cache: join(folder, "cache"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  const { status, stderr } = spawnSync("npx", ["cdktf", ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...own, ...npm, NODE_OPTIONS: `--require ${hook}`, ...env },
  });
  if (!existsSync(seen)) throw new Error(`No cdktf was started: ${stderr}`);
  return { status, stderr, ...JSON.parse(readFileSync(seen, "utf8")) };
}

test("a plain npx cdktf sends no usage data, and its exit code is cdktf's", () => {
  expect(npxCdktf(["list", "--log-level", "info"])).toEqual({
    status: 3,
    stderr: "",
    CHECKPOINT_DISABLE: "1",
    args: ["list", "--log-level", "info"],
    cwd: root,
  });
});

test("who wants to send it can", () => {
  expect(npxCdktf(["list"], { CHECKPOINT_DISABLE: "" })).toMatchObject({ CHECKPOINT_DISABLE: "" });
});
