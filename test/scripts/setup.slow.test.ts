import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const scripts = join(__dirname, "..", "..", "scripts");
let clone: string;

/** A clone with setup's own scripts; what they start (npm, the generator, the bundler) only notes that it ran. */
beforeEach(() => {
  clone = realpathSync(mkdtempSync(join(tmpdir(), "setup-")));
  for (const part of ["setup.mjs", "setup", "root.mjs", "unwritable.cjs"]) {
    cpSync(join(scripts, part), join(clone, "scripts", part), { recursive: true });
  }
  write("package-lock.json", "{}");
  write("packages/provider-auth0/schema.json", "{}");
  const bindings = "packages/provider-auth0";
  write(`${bindings}/scripts/generate.mjs`, noting("generate", `mkdirSync("${bindings}/lib", { recursive: true });`));
  write("scripts/vendor.mjs", noting("vendor", 'mkdirSync(".cache/vendor", { recursive: true });'));
  write("npm.js", npmThat('mkdirSync("node_modules", { recursive: true });'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(clone, file, ".."), { recursive: true });
  writeFileSync(join(clone, file), text);
}

const noting = (name: string, then: string) =>
  `import { appendFileSync, mkdirSync } from "node:fs"; appendFileSync("ran.txt", "${name}\\n"); ${then}`;
const npmThat = (then: string) =>
  `const { appendFileSync, mkdirSync } = require("node:fs");
   appendFileSync("ran.txt", "npm " + process.argv.slice(2).join(" ") + "\\n"); ${then}`;

const command = () => ({
  args: [join(clone, "scripts", "setup.mjs"), "--quiet"],
  options: { cwd: clone, encoding: "utf8" as const, env: { ...process.env, npm_execpath: join(clone, "npm.js") } },
});

function setup() {
  const { args, options } = command();
  return spawnSync(process.execPath, args, options);
}

/** What ran since the last time that this was asked. */
function ran(): string[] {
  const file = join(clone, "ran.txt");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  rmSync(file, { force: true });
  return lines;
}

test("a clean clone is installed, generated and bundled, a line each, and then left alone", () => {
  const first = setup();
  expect(first.status).toBe(0);
  expect(first.stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^setup: installing dependencies \(npm ci\)/),
    expect.stringMatching(/^setup: generating and compiling the Auth0 provider bindings/),
    expect.stringMatching(/^setup: bundling cdktf/),
  ]);
  expect(ran()).toEqual(["npm ci --include=dev --no-fund --no-audit", "generate", "vendor"]);

  expect(setup()).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(ran()).toEqual([]);
});

test("the console is bundled where what it is built from is installed, and again when a file of it changes", () => {
  const folder = "packages/local-tenant";
  const made = `mkdirSync("${folder}/dist/console", { recursive: true });`;
  write(`${folder}/scripts/build-console.mjs`, noting("console", made));
  write(`${folder}/console/app.tsx`, "one");
  write("npm.js", npmThat('mkdirSync("node_modules/preact", { recursive: true });'));
  const { stderr } = setup();
  expect(stderr).toMatch(/^setup: bundling the local tenant's console …$/m);
  expect(ran()).toEqual([expect.stringMatching(/^npm ci /), "generate", "vendor", "console"]);
  setup();
  expect(ran()).toEqual([]);
  write(`${folder}/console/panes/new.tsx`, "two");
  setup();
  expect(ran()).toEqual(["console"]);
});

test("what is installed and run for it gets no secret of the caller's environment", () => {
  const dump = (name: string) => `writeFileSync("${name}.json", JSON.stringify(process.env));`;
  write("npm.js", `const { mkdirSync, writeFileSync } = require("node:fs"); mkdirSync("node_modules"); ${dump("npm")}`);
  write(
    "scripts/vendor.mjs",
    `import { mkdirSync, writeFileSync } from "node:fs"; mkdirSync(".cache/vendor"); ${dump("vendor")}`,
  );
  const { args, options } = command();
  const secrets = [
    "AUTH0_CLIENT_SECRET",
    "TF_VAR_TWILIO_API_KEY_SECRET",
    "PLAN_KEY",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
  ];
  const needed = { https_proxy: "http://proxy.example.com:3128", npm_config_registry: "https://npm.example.com/" };
  const registry = { NODE_AUTH_TOKEN: "fake", NPM_TOKEN: "fake", "npm_config_//npm.example.com/:_authToken": "fake" };
  const given = { ...registry, ...Object.fromEntries(secrets.map((name) => [name, "fake"])) };
  expect(spawnSync(process.execPath, args, { ...options, env: { ...options.env, ...given, ...needed } }).status).toBe(
    0,
  );
  const environmentOf = (name: string) => JSON.parse(readFileSync(join(clone, `${name}.json`), "utf8"));
  for (const name of ["npm", "vendor"]) {
    expect(environmentOf(name)).toMatchObject({ PATH: process.env.PATH, ...needed });
    expect(secrets.filter((secret) => secret in environmentOf(name))).toEqual([]);
  }
  // Of what signs in to a registry, npm is given it, and no code of ours or a package's that makes something.
  const tokens = Object.keys(registry);
  expect(tokens.filter((token) => token in environmentOf("npm"))).toEqual(tokens);
  expect(tokens.filter((token) => token in environmentOf("vendor"))).toEqual([]);
});

test("for a job with credentials no development dependency is installed, and no package's script runs", () => {
  const { args, options } = command();
  expect(spawnSync(process.execPath, [...args, "--for-deploys"], options).status).toBe(0);
  expect(ran()).toEqual(["npm ci --omit=dev --ignore-scripts --no-fund --no-audit", "generate", "vendor"]);
  // What the job runs then takes that for installed.
  expect(setup()).toMatchObject({ status: 0, stderr: "" });
  expect(ran()).toEqual([]);
});

test("without a lock file it installs what package.json says", () => {
  rmSync(join(clone, "package-lock.json"));
  expect(setup().status).toBe(0);
  expect(ran()[0]).toMatch(/^npm install /);
});

test("a changed lock file is installed again, and what depends on it remade", () => {
  setup();
  ran();
  write("package-lock.json", '{"changed":true}');
  expect(setup().status).toBe(0);
  expect(ran()).toEqual([expect.stringMatching(/^npm ci /), "generate", "vendor"]);
});

test("dependencies that were installed by hand after the lock changed are taken as they are", () => {
  write("node_modules/.package-lock.json", "{}");
  const past = new Date(Date.now() - 60_000);
  utimesSync(join(clone, "package-lock.json"), past, past);
  expect(setup().status).toBe(0);
  expect(ran()).toEqual(["generate", "vendor"]);
});

test("a changed schema is generated again without installing", () => {
  setup();
  ran();
  write("packages/provider-auth0/schema.json", '{"changed":true}');
  setup();
  expect(ran()).toEqual(["generate", "vendor"]);
});

test("deleted bindings are generated again", () => {
  setup();
  ran();
  rmSync(join(clone, "packages", "provider-auth0", "lib"), { recursive: true });
  setup();
  expect(ran()).toEqual(["generate"]);
});

test("where a script misses a file that was installed once, everything is made anew", () => {
  setup();
  ran();
  const needsPackage =
    'import { existsSync } from "node:fs"; if (!existsSync("node_modules/p")) throw new Error("Could not resolve p");';
  write("scripts/vendor.mjs", `${needsPackage}${noting("vendor", 'mkdirSync(".cache/vendor", { recursive: true });')}`);
  write("npm.js", npmThat('mkdirSync("node_modules/p", { recursive: true });'));
  const { status, stderr } = setup();
  expect(stderr).toContain("files are missing from node_modules or the bindings; starting over");
  expect(status).toBe(0);
  expect(ran()).toEqual([expect.stringMatching(/^npm ci /), "generate", "vendor"]);
});

test("where a script fails for another reason, what is installed stays", () => {
  setup();
  ran();
  write("packages/provider-auth0/schema.json", "{broken");
  write("packages/provider-auth0/scripts/generate.mjs", 'throw new Error("The schema is no JSON");');
  const { status, stderr } = setup();
  expect(status).toBe(1);
  expect(stderr).toContain("The schema is no JSON");
  expect(ran()).toEqual([]);
});

test("an npm that fails ends it with npm's words and what to do, and the next try starts over", () => {
  write("npm.js", npmThat('console.error("npm error network down"); process.exitCode = 1;'));
  const { status, stderr } = setup();
  expect(status).toBe(1);
  expect(stderr).toContain("npm error network down");
  expect(stderr).toContain("Check the network and the registry that npm uses");
  expect(ran()).toHaveLength(1);
  expect(setup().status).toBe(1);
  expect(ran()).toHaveLength(1);
});

test("npm's own stack is left out of what it complains of", () => {
  const lines = [
    "npm error FetchError: failed",
    "npm error     at f (a.js:1:1) {",
    "npm error   code: 'E',",
    "npm error }",
  ];
  write("npm.js", npmThat(`console.error(${JSON.stringify(lines.join("\n"))}); process.exitCode = 1;`));
  expect(setup().stderr).toMatch(/npm ci failed in .*:\nnpm error FetchError: failed\nCheck the network/);
});

test("of two at once one does the work and the other waits for it", async () => {
  write("npm.js", npmThat('setTimeout(() => mkdirSync("node_modules", { recursive: true }), 300);'));
  const { args, options } = command();
  const start = () =>
    new Promise((resolve) => spawn(process.execPath, args, { ...options, stdio: "ignore" }).on("close", resolve));
  expect(await Promise.all([start(), start(), start()])).toEqual([0, 0, 0]);
  expect(ran()).toEqual([expect.stringMatching(/^npm ci /), "generate", "vendor"]);
});

test("whoever waits for another set-up says so, and goes on when that has ended", async () => {
  setup();
  write("packages/provider-auth0/schema.json", '{"changed":true}');
  write(".cache/setup.lock", String(process.pid));
  const { args, options } = command();
  const waiting = spawn(process.execPath, args, options);
  const ended = new Promise((resolve) => waiting.on("close", resolve));
  const said = await new Promise((resolve) => waiting.stderr.once("data", (text) => resolve(String(text))));
  expect(said).toBe("setup: waiting for another set-up of this folder to finish …\n");
  rmSync(join(clone, ".cache", "setup.lock"));
  expect(await ended).toBe(0);
});

test("a folder that can't be written to is named", () => {
  const { args, options } = command();
  // Nothing keeps root from writing.
  const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  chmodSync(clone, 0o555);
  const { status, stderr } = spawnSync(process.execPath, args, { ...options, ...somebody });
  chmodSync(clone, 0o755);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^setup: \S+\.cache can't be written: this user may not write there\.\nFix that,.*\n$/);
});

/** An npm that takes `ms`, notes its beginning and its end, and ends at once when told to. */
const slowNpm = (ms: number) => `
  const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
  const note = (what) => appendFileSync("ran.txt", "npm " + what + "\\n");
  process.on("SIGINT", () => { note("told to end"); process.exit(1); });
  note("begins");
  setTimeout(() => {
    mkdirSync("node_modules", { recursive: true });
    writeFileSync("node_modules/.package-lock.json", "{}");
    note("ends");
  }, ${ms});`;

/** A set-up whose npm has begun; its end, and a way to kill it. */
async function begun() {
  const { args, options } = command();
  const child = spawn(process.execPath, args, { ...options, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const file = join(clone, "ran.txt");
  while (!existsSync(file) || readFileSync(file, "utf8") === "")
    await new Promise((resolve) => setTimeout(resolve, 20));
  return { child, ended };
}

test("a set-up that is interrupted takes its npm with it, and the next one starts over", async () => {
  write("npm.js", slowNpm(60_000));
  const { child, ended } = await begun();
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: null, signal: "SIGINT" });
  expect(ran()).toEqual(["npm begins", "npm told to end"]);
  write("npm.js", slowNpm(0));
  expect(setup().status).toBe(0);
  expect(ran()).toEqual(["npm begins", "npm ends", "generate", "vendor"]);
});

test("an npm that does not end when it is told to is killed 3 s later, with all that it has started", async () => {
  // It ends neither itself nor what it has started.
  write(
    "npm.js",
    `process.on("SIGINT", () => {});
     const { spawn } = require("node:child_process");
     const deaf = "process.on('SIGINT', () => {}); fs.appendFileSync('ran.txt', String(process.pid)); setInterval(() => {}, 1000)";
     spawn(process.execPath, ["-e", deaf], { stdio: "inherit" });
     setInterval(() => {}, 1000);`,
  );
  const { args, options } = command();
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const file = join(clone, "ran.txt");
  while (!existsSync(file) || readFileSync(file, "utf8") === "")
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  while (!said.includes("setup: stopping")) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(child.exitCode).toBeNull();
  expect(await ended).toEqual({ code: null, signal: "SIGINT" });
  const pid = Number(readFileSync(file, "utf8"));
  // Killed, it may still wait to be reaped.
  const running = () => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
      return false;
    }
  };
  for (let tries = 0; running() && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(running()).toBe(false);
});

test("when a set-up was killed outright, the next one waits for the npm that it left", async () => {
  write("npm.js", slowNpm(1500));
  const { child, ended } = await begun();
  child.kill("SIGKILL");
  await ended;
  expect(setup()).toMatchObject({ status: 0, stderr: expect.not.stringContaining("installing") });
  expect(ran()).toEqual(["npm begins", "npm ends", "generate", "vendor"]);
});

test("an npm whose registry does not answer is run once more, but one that can't succeed is not", () => {
  const failing = (code: string) => `console.error("npm error code ${code}"); process.exitCode = 1;`;
  const again = 'mkdirSync("node_modules", { recursive: true });';
  const first = `require("node:fs").existsSync("before")`;
  write("npm.js", npmThat(`if (${first}) { ${again} } else { mkdirSync("before"); ${failing("ETIMEDOUT")} }`));
  expect(setup()).toMatchObject({ status: 0, stderr: expect.stringContaining("registry did not answer; trying once") });
  expect(ran()).toHaveLength(4);

  for (const [code, runs] of [
    ["E503", 2],
    ["E404", 1],
  ] as const) {
    rmSync(join(clone, "node_modules"), { recursive: true, force: true });
    write("npm.js", npmThat(failing(code)));
    const { status, stderr } = setup();
    expect([status, ran().length]).toEqual([1, runs]);
    expect(stderr).toContain("Check the network and the registry");
  }
});

test("an npm that another one disturbs is run once more, and is then said to be disturbed", () => {
  const disturbed = 'console.error("npm error ENOTEMPTY: directory not empty"); process.exitCode = 1;';
  const again = 'mkdirSync("node_modules", { recursive: true });';
  write(
    "npm.js",
    npmThat(`if (require("node:fs").existsSync("before")) { ${again} } else { mkdirSync("before"); ${disturbed} }`),
  );
  expect(setup()).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("another installation is still running"),
  });
  expect(ran()).toHaveLength(4);

  rmSync(join(clone, "node_modules"), { recursive: true });
  write("npm.js", npmThat(disturbed));
  const { status, stderr } = setup();
  expect([status, ran().length]).toEqual([1, 2]);
  expect(stderr).toMatch(/Another installation is still running.*run the command again\.\n$/s);
  expect(stderr).not.toContain("Check the network");
});

test("a lock left by a process that is gone does not stop it", () => {
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  write(".cache/setup.lock", String(gone));
  expect(setup().status).toBe(0);
  expect(existsSync(join(clone, ".cache", "setup.lock"))).toBe(false);
});

test.each(["18.19.0", "20.11.1"])("Node %s is told that it is too old before anything else", (version) => {
  const source = readFileSync(join(scripts, "setup.mjs"), "utf8");
  write("scripts/setup.mjs", source.replaceAll("process.versions.node", JSON.stringify(version)));
  const { status, stderr } = setup();
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^setup: Node .* is too old; this project needs 20\.12 or newer\.\nInstall a current Node\.\n$/,
  );
  expect(ran()).toEqual([]);
});

test("it works where the clone is reached through a link", () => {
  const link = `${clone}-link`;
  symlinkSync(clone, link);
  const { options } = command();
  try {
    const { status } = spawnSync(process.execPath, [join(link, "scripts", "setup.mjs")], { ...options, cwd: link });
    expect(status).toBe(0);
    expect(ran()).toHaveLength(3);
  } finally {
    rmSync(link);
  }
});
