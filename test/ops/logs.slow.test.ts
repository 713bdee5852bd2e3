import { once } from "node:events";
import { addAction } from "./support/hand-made";
import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;

const broken = {
  trigger: { id: "post-login", version: "v3" },
  name: "Risk\u202echeck",
  code: 'exports.onExecutePostLogin = async () => { throw new Error("no answer\\n\\u001b[2Jfor +15005550006"); };',
};

beforeAll(async () => {
  promotion = await startPromotion("dev");
  const server = promotion.server("dev");
  await server.finish(await server.login({ user: "phone-only", method: "sms" }));
  addAction(server, broken);
  await server.finish(await server.login({ user: "phone-only", method: "sms" }));
});

afterAll(() => promotion.stop());

it("shows codes that were sent and Actions that failed, each on one line, without a number", async () => {
  const { exit, stdout, stderr } = await promotion.run("logs", "dev");
  const lines = stdout.trim().split("\n");
  expect(exit).toBe(0);
  expect(lines.filter((line) => /Z {2}sent +cs +sms {2}to •+\d\d {2}/.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.includes("Action failed"))).toEqual([
    expect.stringMatching(/Risk\\u\{202e\}check .*Error: no answer\\n\\u\{1b\}\[2Jfor •+06/),
  ]);
  expect(stdout + stderr).not.toMatch(/\+\d{6}/);
  expect(stderr).toContain("Monitoring, Actions Logs");
});

it("shows numbers only when asked for personal data", async () => {
  const { stdout } = await promotion.run("logs", "dev", ["--personal"]);
  expect(stdout).toContain(promotion.server("dev").engine.users.get("phone-only").phone_number);
});

it("gives scripts one document", async () => {
  const { stdout } = await promotion.run("logs", "dev", ["--json", "--since", "5m"]);
  const { entries, ...rest } = JSON.parse(stdout);
  expect(rest).toMatchObject({ tenant: "dev", complete: true });
  expect(entries.map(({ type }: { type: string }) => type)).toContain("actions_execution_failed");
  expect(entries.find(({ type }: { type: string }) => type === "cs")).not.toHaveProperty("person");
});

it("follows the log until it is interrupted", async () => {
  const server = promotion.server("dev");
  const { process, ended } = promotion.start("logs", "dev", ["--follow", "--json"]);
  const output = process.stdout!;
  await once(output, "data");
  await server.login({ user: "phone-only", method: "sms" });
  const sent = server.tenant.logs.list().findLast(({ type }) => type === "cs")!;
  await new Promise<void>((resolve) => {
    let seen = "";
    output.on("data", (chunk) => {
      seen += chunk;
      if (seen.includes(sent.id)) resolve();
    });
  });
  process.kill("SIGINT");
  const { exit, stdout } = await ended;
  expect(exit).toBe(0);
  const ids = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(sent.id);
});

it("refuses a period that nobody keeps, and says what reading takes", async () => {
  expect(await promotion.run("logs", "dev", ["--since", "1y"])).toMatchObject({ exit: 3 });
  expect((await promotion.run("logs", "nope")).exit).toBe(3);
});
