import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { createProgram } from "../../../ops/cli/program";
import { repoRoot } from "../../../stacks/repo-root";
import { lookupKeyForm, secretNames, sendingKeyForms } from "../../../stacks/secret-forms";
import { tenants } from "../../../tenants";
import { type Job, readWorkflows, type Step, stepsOfAction } from "../support/workflow-files";

const workflows = readWorkflows();
const tools = stepsOfAction("./.github/actions/tools");
const guide = readFileSync(join(repoRoot, "docs", "operations", "promotion.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(repoRoot, "package.json"), "utf8"));

/** Every job of every workflow, by `file: job`. */
const jobs = workflows.flatMap(({ file, jobs, on }) => {
  return Object.entries(jobs).map(([name, job]) => ({ job: `${file}: ${name}`, on: Object.keys(on), ...job }));
});
const steps: Step[] = [...jobs.flatMap(({ steps }) => steps), ...tools];

/** The verbs that are run, with what follows them; `$TENANT` and the like stand for a tenant. */
const calls = steps.flatMap(({ run = "" }) => {
  const found = run.matchAll(/^(.*?)(?:npm run|scripts\/bin\.mjs) ([\w:-]+)(?: -- )?(.*)$/gm);
  return [...found].map(([line, before, verb, rest]) => {
    return { line, before: before!, verb: verb!, words: rest!.trim().split(/\s+/).filter(Boolean) };
  });
});
const commands = createProgram(tenants).commands;

it("keeps the key of sealed plans, and every secret of Twilio, from environments that a pull request may use", () => {
  const open = jobs.filter(({ on }) => on.includes("pull_request")).map(({ environment }) => environment);
  expect(open).toContain("${{ matrix.tenant }}-plan");
  const withKey = jobs.filter((job) => /secrets\.(PLAN_KEY|TWILIO_)/.test(JSON.stringify(job)));
  expect(withKey.map(({ job, environment }) => [job, environment])).toEqual([
    ["deploy.yml: first", "${{ matrix.tenant }}"],
    ["deploy.yml: second-plan", "${{ matrix.tenant }}-seal"],
    ["deploy.yml: second", "${{ matrix.tenant }}"],
    ["push-state.yml: push", "${{ inputs.tenant }}"],
    ["rollback.yml: rollback", "${{ inputs.tenant }}"],
    ["rotate.yml: rotate", "${{ inputs.tenant }}"],
    ["status.yml: status", "${{ matrix.tenant }}-status"],
  ]);
});

it("installs no development dependency, and runs no package's script, where there are credentials", () => {
  const withCredentials = jobs.filter(({ environment }) => environment !== undefined);
  expect(withCredentials).not.toEqual([]);
  const install = /npm (ci|install|run setup)|npx /;
  for (const { job, steps } of withCredentials) {
    expect([job, steps.filter(({ run = "" }) => install.test(run))]).toEqual([job, []]);
    expect(steps.map(({ uses }) => uses)).toContain("./.github/actions/tools");
  }
  const installing = tools.flatMap(({ run = "" }) => (install.test(run) ? [run] : []));
  expect(installing).toEqual([expect.stringMatching(/^npm run setup -- --for-deploys\b/)]);
});

it("needs no development dependency for what such a job runs", async () => {
  const { dependencies } = JSON.parse(readFileSync(join(repoRoot, "package.json"), "utf8"));
  const entryPoints = ["main.ts", "ops/cli/main.ts", "scripts/setup.mjs", "scripts/vendor.mjs", "scripts/run.mjs"];
  const { metafile } = await build({
    entryPoints: [...entryPoints, "packages/provider-auth0/scripts/generate.mjs"],
    absWorkingDir: repoRoot,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    write: false,
    outdir: "out",
    metafile: true,
    logLevel: "silent",
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const packages = imported.map(({ path }) =>
    path
      .split("/")
      .slice(0, path.startsWith("@") ? 2 : 1)
      .join("/"),
  );
  expect(packages).toContain("cdktf");
  const missing = packages.filter((name) => !Object.hasOwn(dependencies, name) && !isBuiltin(name));
  expect([...new Set(missing)]).toEqual([]);
  // Required by a path, by name, or by one of those.
  for (const name of ["typescript", "@cdktf/commons", "@cdktf/provider-generator", "jsii", "jsii-pacmak"]) {
    expect(dependencies).toHaveProperty([name]);
  }
});

it.each(calls)("runs what there is, with the options that it takes: $line", ({ verb, words }) => {
  expect(Object.keys(scripts)).toContain(verb);
  const command = commands.find((found) => found.name() === verb);
  if (command === undefined) return;
  const given = words.filter((word) => word.startsWith("--"));
  const known = command.options.map(({ long }) => long);
  expect(given.filter((option) => !known.includes(option))).toEqual([]);
  const required = command.options.filter(({ mandatory }) => mandatory).map(({ long }) => long);
  expect(required.filter((option) => !given.includes(option!))).toEqual([]);
  const [argument] = words.filter((word) => !word.startsWith("--"));
  expect(verb === "ci-tenants" || ['"$TENANT"', "artefact"].includes(argument!)).toBe(true);
});

it("takes its tenants from tenants.ts, so that a name of one stands in no workflow", () => {
  const names = Object.keys(tenants).join("|");
  const matrices = jobs.flatMap(({ strategy }) => strategy?.matrix.tenant ?? []);
  expect(matrices).toHaveLength(6);
  expect(
    matrices.filter((matrix) => !/^\$\{\{ fromJSON\(needs\.[\w-]+\.outputs\.\w+\) \}\}$/.test(String(matrix))),
  ).toEqual([]);
  const texts = jobs.filter(({ job }) => !job.startsWith("check.yml")).map((job) => JSON.stringify(job));
  expect(texts.filter((text) => new RegExp(`\\b(${names})\\b`).test(text))).toEqual([]);
});

it("says to every step that signs in to a tenant which host the credentials are for", () => {
  const signing = steps.filter(({ env }) => env?.AUTH0_CLIENT_ID !== undefined);
  expect(signing).toHaveLength(8);
  expect(signing.filter(({ env }) => env!.EXPECTED_AUTH0_DOMAIN !== "${{ vars.AUTH0_DOMAIN }}")).toEqual([]);
});

it("runs what a person starts on main alone, with what they typed in nowhere but in the environment", () => {
  const started = jobs.filter((job) => JSON.stringify(job).includes("inputs.tenant"));
  expect(started.map(({ job }) => job)).toEqual([
    "push-state.yml: push",
    "rollback.yml: rollback",
    "rotate.yml: rotate",
  ]);
  for (const job of started) {
    expect(job.if).toBe("github.ref == 'refs/heads/main'");
    expect(job.steps.flatMap(({ run }) => run ?? []).filter((run) => run.includes("inputs"))).toEqual([]);
  }
});

it("hands every secret that a deploy needs to it, under the name that Terraform reads", () => {
  for (const { job, steps } of jobs) {
    const deploy = steps.find(({ run }) => /ci-(deploy|rotate|rollback)/.test(run ?? ""));
    if (!deploy) continue;
    // For whatever the tenant's settings are: a secret that is not set arrives as nothing.
    const forms = [...sendingKeyForms, lookupKeyForm].map(({ name }) => name);
    const all = new Set([...secretNames("api-key"), ...secretNames("auth-token"), ...forms]);
    const given = Object.entries(deploy.env!).filter(([name]) => name.startsWith("TF_VAR_"));
    expect([job, given.sort()]).toEqual([
      job,
      [...all].sort().map((name) => [`TF_VAR_${name}`, `\${{ secrets.${name} }}`]),
    ]);
  }
});

it("names every variable and secret of GitHub's in the guide", () => {
  const used = [...JSON.stringify(workflows).matchAll(/\b(?:secrets|vars)\.(\w+)/g)].map(([, name]) => name!);
  expect(used).toContain("PLAN_KEY");
  expect(used.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});

it("puts no expression into a script, and so nothing that somebody else has written", () => {
  const scripts = steps.flatMap(({ run }) => run ?? []);
  expect(scripts).not.toEqual([]);
  expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
});

it("pins other people's actions by digest, each to one version", () => {
  const uses = steps.flatMap(({ uses }) => uses ?? []).filter((action) => !action.startsWith("./"));
  expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  const actions = new Set(uses.map((action) => action.split("@")[0]));
  expect(new Set(uses).size).toBe(actions.size);
});

it("gives a job what it says and no more, for a time that it says", () => {
  const permissions = ({ permissions }: Job) => JSON.stringify(permissions);
  expect(
    jobs.filter((job) => job.permissions === undefined || /write-all|"actions":"write"/.test(permissions(job))),
  ).toEqual([]);
  expect(jobs.filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== "false")).toEqual([]);
});

it("deploys to a tenant one at a time, to the end, and lets a cancelled run be told", () => {
  const changes = /ci-(deploy|rotate|rollback)/;
  const deploys = jobs.filter(({ steps }) => steps.some(({ run }) => changes.test(run ?? "")));
  expect(deploys).toHaveLength(4);
  for (const { environment, concurrency } of deploys) {
    expect(concurrency).toEqual({ group: `deploy-${environment}`, "cancel-in-progress": "false" });
  }
  const started = calls.filter(({ verb }) => changes.test(verb)).map(({ before }) => before);
  expect(started).not.toEqual([]);
  expect(started.filter((before) => !/(^|\|\| )exec node $/.test(before))).toEqual([]);
});

it("can upload once more when a job is re-run", () => {
  const uploads = steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
  expect(uploads).not.toEqual([]);
  expect(uploads.filter((step) => step.with?.overwrite !== "true")).toEqual([]);
});
