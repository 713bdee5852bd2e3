import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const deploy = (...args: string[]) => verb("deploy", ...args);

const verb = (...args: string[]) => verbWith({}, ...args);

function verbWith(env: Record<string, string>, ...args: string[]) {
  const run = spawnSync(process.execPath, ["scripts/run.mjs", "ops/cli/main.ts", ...args], {
    cwd: join(__dirname, "../.."),
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { exit: run.status, stderr: run.stderr, stdout: run.stdout };
}

it("says which tenants there are when it is given none, or one that is not there", () => {
  expect(deploy()).toMatchObject({ exit: 3, stderr: expect.stringMatching(/^Which tenant\? It has sandbox, /) });
  expect(deploy("nope", "--yes")).toMatchObject({ exit: 3, stderr: expect.stringContaining('has no tenant "nope"') });
});

it("does not take a missing terminal for a yes", () => {
  const { exit, stderr } = deploy("sandbox");
  expect(exit).toBe(3);
  expect(stderr).toContain("npm run deploy -- sandbox --yes\n");
  expect(deploy("sandbox", "--artefact", "my artefact", "--plan", "p").stderr).toContain(
    'npm run deploy -- sandbox --artefact "my artefact" --plan p --yes\n',
  );
});

it("explains its exit codes", () => {
  const { exit, stdout } = deploy("--help");
  expect(exit).toBe(0);
  expect(stdout).toMatch(
    /4 +preflight found problems, such as Actions on the trigger that tenants\.ts\s+does\s+not list/,
  );
});

it.each(["deploy", "rotate", "ci-rollback"])("fits the help of %s into 80 columns", (name) => {
  const { stdout } = verb(name, "--help");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

it("says where its options are listed when it is given one that it does not have", () => {
  const { exit, stderr } = deploy("sandbox", "--jsn");
  expect(exit).toBe(3);
  expect(stderr).toContain("unknown option '--jsn'");
  expect(stderr).toMatch(/\nnpm run deploy -- --help says what it takes\.\n$/);
});

it("asks a verb that works on no tenant for what it takes instead", () => {
  expect(verb("artefact")).toMatchObject({
    exit: 3,
    stderr: "Which folder? It takes a folder that does not exist yet: npm run artefact -- <folder>\n",
  });
  expect(verb("artifact")).toEqual(verb("artefact"));
  expect(verb("artefact", "--help").stdout).toMatch(/^Usage: npm run artefact -- <folder> \[options\]\n/);
});

it.each([
  ["artefact", "never-written"],
  ["ci-drift", "dev"],
  ["status", "sandbox"],
])("does not run %s %s with a log that the provider would write secrets into", (...args) => {
  const { exit, stderr, stdout } = verbWith({ AUTH0_DEBUG: "1", TF_LOG: "DEBUG" }, ...args);
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
  expect(stderr).toContain("AUTH0_DEBUG");
});

it("answers --json with one document when it refuses, too", () => {
  for (const { exit, stdout, stderr } of [deploy("nope", "--json"), verb("artefact", "--json")]) {
    const { error, ...rest } = JSON.parse(stdout);
    expect([exit, rest]).toEqual([3, { exit: 3 }]);
    expect(stderr).toBe(`${error}\n`);
  }
  for (const args of [
    ["deploy", "sandbox", "--jsn"],
    ["deploy", "sandbox", "too", "much"],
    ["logs", "sandbox", "--since"],
    ["depoy"],
  ]) {
    const { exit, stdout, stderr } = verb(...args, "--json");
    const { error, ...rest } = JSON.parse(stdout);
    expect([exit, rest]).toEqual([3, { exit: 3 }]);
    expect(stderr).toContain(`error: ${error}\n`);
  }
});

// Linux alone has a file that is a full disk.
(existsSync("/dev/full") ? it : it.skip)("says what to do when the disk is full, with --json too", () => {
  const { exit, stdout, stderr } = verbWith({ GITHUB_OUTPUT: "/dev/full" }, "ci-tenants", "--json");
  const { error, ...rest } = JSON.parse(stdout);
  expect([exit, rest]).toEqual([1, { exit: 1 }]);
  expect(error).toMatch(/^A file can't be written: the disk is full\.\nMake room, .*, then run this again\.$/);
  expect(stderr).toBe(`${error}\n`);
});

it("says that git is missing, and where to get it", () => {
  const { exit, stderr } = verbWith({ PATH: "/no/such/folder" }, "rollback", "dev", "--commit", "HEAD", "--yes");
  expect(stderr).toBe(
    "git can't read this repository: it is not installed, or not on the PATH. Nothing was changed.\nInstall git: https://git-scm.com\n",
  );
  expect(exit).toBe(3);
});

it("says that a folder stands where a plan is to be written", () => {
  const folder = mkdtempSync(join(tmpdir(), "folder-"));
  const { exit, stderr } = verb("plan", "dev", "--out", folder);
  rmSync(folder, { recursive: true });
  expect(stderr).toBe(`${folder} can't be written: it is a folder.\nName another place. Nothing was done.\n`);
  expect(exit).toBe(3);
});

it("says that a file stands where an artefact is to be written", () => {
  const folder = mkdtempSync(join(tmpdir(), "file-"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  const { exit, stderr } = verb("artefact", file);
  rmSync(folder, { recursive: true });
  expect({ exit, stderr }).toMatchObject({ exit: 3, stderr: expect.stringContaining(`${file} already exists`) });
});
