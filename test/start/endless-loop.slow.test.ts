import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "endless-loop-"));
});
afterEach(() => rm(dir, { recursive: true }));

/** Runs code that is watched with a limit of three seconds. */
async function run(code: string): Promise<{ code: number | null; signal: string | null; stderr: string }> {
  const entry = join(dir, "entry.ts");
  const watch = join(repoRoot, "packages", "local-tenant", "src", "cli", "endless-loop");
  await writeFile(
    entry,
    `import { compileFunction } from "node:vm";
     import { endOnEndlessLoop } from ${JSON.stringify(watch)};
     endOnEndlessLoop("npm start", 3);
     const action = (code: string) => compileFunction(code, [], { filename: "My Action.js" })();
     ${code}`,
  );
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["scripts/run.mjs", entry], { cwd: repoRoot }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode, signal: child.signalCode, stderr }),
    );
  });
}

test.each([
  ["begins at once", "for (;;) {}"],
  ["begins after a wait", "return (async () => { await new Promise((go) => setTimeout(go, 10)); for (;;) {} })();"],
])("a loop that %s ends the process, which says where it is", async (_name, code) => {
  const ended = await run(`setTimeout(() => action(${JSON.stringify(code)}), 10);`);
  expect(ended).toMatchObject({ code: null, signal: "SIGKILL" });
  expect(ended.stderr).toMatch(/never yields has kept it busy for 3 s.*at .*My Action\.js:1:.*npm start/s);
  expect(ended.stderr).not.toContain("debugger");
});

test("code that waits in the system ends the process too", async () => {
  const ended = await run("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);");
  expect(ended).toMatchObject({ signal: "SIGKILL", stderr: expect.stringContaining("busy for 3 s") });
});

test("a process that gives way every now and then lives, and is not kept from ending", async () => {
  const busy = "const end = Date.now() + 200; while (Date.now() < end);";
  const code = `let left = 30; const work = () => { ${busy} if ((left -= 1) > 0) setTimeout(work, 5); }; work();`;
  expect(await run(code)).toEqual({ code: 0, signal: null, stderr: "" });
});
