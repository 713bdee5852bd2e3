import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readState } from "../../ops/terraform/state";
import { terraformIn } from "../../ops/terraform/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terraform-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("gives the secrets to the commands that send them alone", async () => {
  const binary = join(folder, "terraform");
  writeFileSync(binary, `#!${process.execPath}\nprocess.stdout.write(JSON.stringify(process.env));\n`);
  chmodSync(binary, 0o755);
  const env = { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: binary, AUTH0_CLIENT_ID: "id" };
  const terraform = terraformIn(folder, { ...env, TF_VAR_TWILIO_AUTH_TOKEN: "token-fake" });
  const given = async (...args: string[]) => JSON.parse((await terraform.quiet(args)).stdout);
  for (const args of [["plan", "-destroy"], ["apply"]]) {
    expect(await given(...args)).toMatchObject({ AUTH0_CLIENT_ID: "id", TF_VAR_TWILIO_AUTH_TOKEN: "token-fake" });
  }
  for (const args of [["init"], ["version"], ["show", "plan"], ["state", "rm"], ["state", "pull"]]) {
    const environment = await given(...args);
    expect(environment).toMatchObject({ AUTH0_CLIENT_ID: "id", TF_INPUT: "0" });
    expect(environment).not.toHaveProperty("TF_VAR_TWILIO_AUTH_TOKEN");
  }
});

it("lets nobody else read what Terraform writes, nor a state that was open before", async () => {
  const binary = join(folder, "terraform");
  const empty = JSON.stringify({ version: 4, serial: 1, resources: [] });
  writeFileSync(binary, `#!/bin/sh\nmkdir .state && echo '${empty}' > .state/dev.tfstate\n`);
  chmodSync(binary, 0o755);
  const modeOf = (file: string) => statSync(join(folder, file)).mode & 0o777;
  await terraformIn(folder, { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: binary }).quiet(["apply"]);
  expect([modeOf(".state"), modeOf(".state/dev.tfstate")]).toEqual([0o700, 0o600]);

  const backend = { local: { path: ".state/dev.tfstate" } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  writeFileSync(join(folder, ".state/dev.tfstate.backup"), "{}");
  for (const file of [".state/dev.tfstate", ".state/dev.tfstate.backup"]) chmodSync(join(folder, file), 0o644);
  await readState(terraformIn(folder, {}));
  expect([modeOf(".state/dev.tfstate"), modeOf(".state/dev.tfstate.backup")]).toEqual([0o600, 0o600]);
});

it.each([
  ["Failed to query available provider packages", "terraform providers mirror <folder>"],
  ["Unsupported Terraform Core version", "Install Terraform 1.11 or newer"],
  ["Unsupported OpenTofu Core version", "Install Terraform 1.11 or newer"],
  ["Backend configuration changed", "terraform init -migrate-state"],
  ["Failed to install provider: write x: no space left on device", "Make room, then run this again."],
])("an init that fails says %s in its first line, and what to do at the end", async (error, advice) => {
  const binary = join(folder, "terraform");
  writeFileSync(
    binary,
    `#!/bin/sh\nprintf 'Warning: w\\n\\n\\n\\nError: ${error}\\n\\nIn more words.\\n' >&2\nexit 1\n`,
  );
  chmodSync(binary, 0o755);
  const message = await terraformIn(folder, { TERRAFORM_BINARY_NAME: binary })
    .init()
    .catch((refusal: Error) => refusal.message);
  expect(message).toMatch(new RegExp(`^terraform init failed: ${error}\n\nWarning: w\n\nError: ${error}\n`));
  expect(message).toContain(advice);
});

it("names a state that is a folder, and leaves that as it is", async () => {
  const backend = { local: { path: "here.tfstate" } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  const file = join(folder, "here.tfstate");
  mkdirSync(file, { mode: 0o755 });
  await expect(readState(terraformIn(folder, {}))).rejects.toMatchObject({
    isUserError: true,
    exitCode: 3,
    message: expect.stringMatching(
      new RegExp(`^The state in ${file} can't be read: EISDIR.*\nIt must be a file .* Restore it`),
    ),
  });
  expect(statSync(file).mode & 0o777).toBe(0o755);
});

it.each(['{"serial": 3, "resou', "null"])(
  "names the file of a state that is broken, and its backup: %s",
  async (text) => {
    const backend = { local: { path: "here.tfstate" } };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
    writeFileSync(join(folder, "here.tfstate"), text);
    const file = join(folder, "here.tfstate");
    await expect(readState(terraformIn(folder, {}))).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(new RegExp(`${file} is not valid JSON.*\n.*${file}\\.backup$`)),
    });
  },
);

describe("told to stop while Terraform applies", () => {
  /** A Terraform that ends only when its provider does, which takes no notice of SIGINT; `stubborn`: not even then. */
  function hanging(stubborn: string) {
    const binary = join(folder, "terraform");
    const script = `trap '' INT\nsleep 600 &\necho ready\nwait $!\n${stubborn}\necho the state is written\nexit 1\n`;
    writeFileSync(binary, `#!/bin/sh\n${script}`);
    chmodSync(binary, 0o755);
    const terraform = terraformIn(folder, { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: binary });
    let ended: ReturnType<typeof terraform.follow>;
    const ready = new Promise<void>((resolve) => {
      ended = terraform.follow(["apply"], (line) => line === "ready" && resolve());
    });
    return ready.then(() => ({ ended }));
  }
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
  const waited = () => void jest.advanceTimersByTime(30_000);
  const again = () => void process.emit("SIGTERM", "SIGTERM");

  it.each([
    ["after half a minute", waited],
    ["at a second signal", again],
  ])("ends a provider that goes on, %s, and lets Terraform write the state", async (_, next) => {
    const { ended } = await hanging("");
    process.emit("SIGINT", "SIGINT");
    next();
    const { exit, stdout, stderr } = await ended;
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "ready\nthe state is written\n" });
    expect(stderr).toMatch(/so the provider was ended\.$/);
  });

  it("ends Terraform as well where that does not help, and says so", async () => {
    const { ended } = await hanging("while :; do sleep 600 & wait $!; done");
    process.emit("SIGINT", "SIGINT");
    jest.advanceTimersByTime(30_000);
    jest.advanceTimersByTime(20_000);
    const { stdout, stderr } = await ended;
    expect(stdout).toBe("ready\n");
    expect(stderr).toMatch(/so it was killed\. Its lock on the state may remain/);
  });

  it("says what it waits for", async () => {
    const { ended } = await hanging("");
    process.emit("SIGINT", "SIGINT");
    expect(process.stderr.write).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1000);
    expect(process.stderr.write).toHaveBeenCalledWith(expect.stringContaining("Ctrl-C"));
    again();
    await ended;
    expect(process.listenerCount("SIGINT")).toBe(0);
  });
});
