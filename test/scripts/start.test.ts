import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm start` with these arguments, and with what npm makes of options that come without `--`. */
function start(args: string[], npm: Record<string, string> = {}): Promise<Ended> {
  const command = [join(repoRoot, "scripts", "start.mjs"), ...args];
  const child = spawn(process.execPath, command, { cwd: repoRoot, env: { ...process.env, ...npm } });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

describe("npm start, where another program has the port", () => {
  let port: number;
  const server = createServer();

  beforeAll(async () => {
    port = await freePorts();
    await new Promise<void>((resolve) => server.listen(port + 1, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ["as an option", () => [["--port", String(port)], {}] as const],
    ["as one word", () => [[`--port=${port}`], {}] as const],
    ["taken by npm, with the number left over", () => [[String(port)], { npm_config_port: "true" }] as const],
    ["taken by npm, with the number", () => [[], { npm_config_port: String(port) }] as const],
  ])("says so before anything else, and offers the next free ones: %s", async (_, given) => {
    const [args, npm] = given();
    const { code, stderr } = await start([...args], npm);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^Port ${port + 1}, for its Verify, is in use by another program; .*\\n.*npm start -- --port \\d+\\n$`,
      ),
    );
    const offered = Number(/--port (\d+)/.exec(stderr)?.[1]);
    expect(offered).toBeGreaterThan(port + 2);
  });

  it("says so as JSON to a script", async () => {
    const { code, stdout, stderr } = await start(["--port", String(port), "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: stderr.trimEnd(), exit: 1 });
    expect(stderr).toContain(`Port ${port + 1}`);
  });
});

it("leaves what is no port to the program, which says what one is", async () => {
  const { code, stderr } = await start(["--port", "many"]);
  expect(code).toBe(2);
  expect(stderr).toContain("It must be a number from 1 to 65533.");
  const asked = await start(["--port", "many", "--json"]);
  expect(asked.code).toBe(2);
  expect(JSON.parse(asked.stdout)).toEqual({ error: expect.stringMatching(/^option .* from 1 to 65533\.$/), exit: 2 });
});
