import { githubEnvironments } from "../../../ops/verbs/ci/environments";
import { setUpEnvironments } from "../../../ops/verbs/ci/set-up-environments";
import { defineTenants } from "../../../stacks/tenant";
import { readWorkflows } from "../support/workflow-files";

const tenants = defineTenants({
  sandbox: { domain: "localhost:8443", credentials: "auth-token" },
  staging: { domain: "acme-staging.eu.auth0.com", credentials: "api-key" },
  live: { domain: "acme.eu.auth0.com", credentials: "auth-token", promotesFrom: "staging" },
  later: { domain: "your-tenant.eu.auth0.com", credentials: "api-key" },
});

/** GitHub as gh shows it: what each environment has. */
function fakeGh(present: Record<string, { secret: string[]; variable: string[] }> = {}) {
  const calls: { args: string; input: string }[] = [];
  const gh = (args: readonly string[], input = "") => {
    calls.push({ args: args.join(" "), input });
    const [command, what, , environment] = args;
    if (command === "api" && what!.endsWith("?per_page=100")) {
      return JSON.stringify({ environments: Object.keys(present).map((name) => ({ name })) });
    }
    if (what !== "list") return "";
    const names = present[environment!]?.[command as "secret" | "variable"] ?? [];
    return JSON.stringify(names.map((name) => ({ name })));
  };
  return { gh, calls, all: () => calls.map(({ args }) => args) };
}

const environments = githubEnvironments(tenants);

it("makes an environment for each use of each tenant that is not local and not a placeholder", () => {
  expect(environments.map(({ name, mainOnly, reviewed }) => [name, mainOnly, reviewed])).toEqual([
    ["staging-plan", false, false],
    ["staging-status", true, false],
    ["staging", true, false],
    ["live-plan", false, false],
    ["live-status", true, false],
    ["live-seal", true, false],
    ["live", true, true],
  ]);
  expect(environments.find(({ name }) => name === "live")?.secrets).toEqual([
    "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_VERIFY_SID",
    "PLAN_KEY",
  ]);
});

it("creates what is missing, pins each host, and leaves the values of secrets to a person", () => {
  const github = fakeGh();
  const { left } = setUpEnvironments(environments, github.gh);
  const put = github.calls.find(({ args }) => args.includes("PUT") && args.includes("/live "));
  expect(JSON.parse(put!.input)).toEqual({
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  const open = github.calls.find(({ args }) => args.includes("PUT") && args.includes("/live-plan "));
  expect(JSON.parse(open!.input)).toEqual({ deployment_branch_policy: null });
  expect(github.all()).toContain("variable set AUTH0_DOMAIN --env live-plan --body acme.eu.auth0.com");
  expect(left).toContain("gh secret set TWILIO_AUTH_TOKEN --env live");
  expect(left).toContain("add the reviewers of live (Settings, Environments), without self-review");
  expect(left.filter((line) => line.includes("PLAN_KEY"))).toEqual([]);
});

it("makes one PLAN_KEY for both environments, on no command line", () => {
  const { gh, calls } = fakeGh();
  setUpEnvironments(environments, gh);
  const keys = calls.filter(({ args }) => args.startsWith("secret set"));
  expect(keys.map(({ args }) => args)).toEqual([
    "secret set PLAN_KEY --env staging",
    "secret set PLAN_KEY --env live",
    "secret set PLAN_KEY --env live-seal",
  ]);
  expect(keys[1]!.input).toHaveLength(44);
  expect(keys[2]!.input).toBe(keys[1]!.input);
  expect(keys[0]!.input).not.toBe(keys[1]!.input);
});

it("leaves an environment's rules and a key that are there alone, and has then nothing left to do", () => {
  const present = environments.map(({ name, secrets }) => [name, { secret: secrets, variable: ["AUTH0_CLIENT_ID"] }]);
  const github = fakeGh(Object.fromEntries(present));
  expect(setUpEnvironments(environments, github.gh)).toMatchObject({ left: [] });
  expect(github.all().filter((args) => /PUT|POST|secret set/.test(args))).toEqual([]);
});

it.each(["", "[]", '{"environments":[{}]}'])("says which command of gh printed something else: %s", (text) => {
  const refused = () => setUpEnvironments(environments, () => text);
  expect(refused).toThrow(/^gh api \S+ printed something else than expected: /);
});

it("has every environment that a workflow runs in, with every secret that it always needs", () => {
  const jobs = readWorkflows().flatMap(({ jobs }) => Object.values(jobs));
  const kinds = jobs.flatMap(({ environment }) => environment?.replace(/^\$\{\{ [\w.]+ \}\}/, "live") ?? []);
  expect([...new Set(kinds)].sort()).toEqual(["live", "live-plan", "live-seal", "live-status"]);
  for (const job of jobs.filter((one) => one.environment && !JSON.stringify(one).includes("push-state"))) {
    const name = job.environment!.replace(/^\$\{\{ [\w.]+ \}\}/, "live");
    const used = [...JSON.stringify(job).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret!);
    const needed = environments.find((one) => one.name === name)!.secrets.filter((secret) => secret !== "PLAN_KEY");
    expect([name, needed.filter((secret) => !used.includes(secret))]).toEqual([name, []]);
  }
});
