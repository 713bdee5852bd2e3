import { randomBytes } from "node:crypto";
import { z } from "zod";
import { UserError } from "../../../stacks/errors";
import { parsedJson } from "../../support/json";
import type { GitHubEnvironment } from "./environments";

const namedList = z.array(z.looseObject({ name: z.string() }));
const environmentList = z.looseObject({ environments: namedList.default([]) });

type Gh = (args: readonly string[], input?: string) => string;

const API = "repos/{owner}/{repo}/environments";

/** What was done, and what is left to a user, each as lines to print. */
export interface SetUp {
  done: string[];
  left: string[];
}

/**
 * Creates the environments that are missing, sets each one's variable AUTH0_DOMAIN, and makes a PLAN_KEY where none is.
 * An environment that is there keeps its rules. No other secret's value is known here: those that are missing are left.
 * @throws UserError when gh says no; what was done until then stays.
 */
export function setUpEnvironments(environments: readonly GitHubEnvironment[], gh: Gh): SetUp {
  const { environments: present } = answerTo(["api", `${API}?per_page=100`], environmentList, gh);
  const existing = new Set(present.map(({ name }) => name));
  const result: SetUp = { done: [], left: [] };
  for (const environment of environments) {
    const { name, domain, reviewed } = environment;
    if (!existing.has(name)) {
      create(environment, gh);
      result.done.push(`created the environment ${name}${environment.mainOnly ? ", restricted to main" : ""}`);
      if (reviewed) result.left.push(`add the reviewers of ${name} (Settings, Environments), without self-review`);
    }
    gh(["variable", "set", "AUTH0_DOMAIN", "--env", name, "--body", domain]);
    result.done.push(`set AUTH0_DOMAIN of ${name} to ${domain}`);
  }
  const missing = new Map(environments.map(({ name, secrets }) => [name, missingOf("secret", name, secrets, gh)]));
  makePlanKeys(environments, missing, gh, result);
  for (const { name } of environments) {
    const variables = missingOf("variable", name, ["AUTH0_CLIENT_ID"], gh);
    const secrets = missing.get(name)!.filter((secret) => secret !== "PLAN_KEY");
    result.left.push(...variables.map((one) => `gh variable set ${one} --env ${name}`));
    result.left.push(...secrets.map((one) => `gh secret set ${one} --env ${name}`));
  }
  return result;
}

function create({ name, mainOnly }: GitHubEnvironment, gh: Gh): void {
  const policy = mainOnly ? { protected_branches: false, custom_branch_policies: true } : null;
  gh(
    ["api", "--method", "PUT", `${API}/${name}`, "--input", "-"],
    JSON.stringify({ deployment_branch_policy: policy }),
  );
  if (mainOnly) gh(["api", "--method", "POST", `${API}/${name}/deployment-branch-policies`, "-f", "name=main"]);
}

function missingOf(kind: "secret" | "variable", environment: string, names: readonly string[], gh: Gh): string[] {
  const set = answerTo([kind, "list", "--env", environment, "--json", "name"], namedList, gh);
  return names.filter((name) => !set.some((known) => known.name === name));
}

/** What gh prints as JSON. @throws UserError when it is of another form. */
function answerTo<Document>(args: readonly string[], schema: z.ZodType<Document>, gh: Gh): Document {
  const { success, data, error } = schema.safeParse(parsedJson(gh(args)));
  if (success) return data;
  const [issue] = error.issues;
  throw new UserError(
    `gh ${args.join(" ")} printed something else than expected: ${issue?.path.join(".") || "the document"}: ${issue?.message}.\n` +
      "Update gh, or check that nothing in between rewrites GitHub's answers.",
  );
}

/** One key for a tenant, in `<tenant>-seal` too where there is one: what lacks it gets another with it, since it can't be read. */
function makePlanKeys(
  environments: readonly GitHubEnvironment[],
  missing: ReadonlyMap<string, readonly string[]>,
  gh: Gh,
  { done }: SetUp,
): void {
  const names = environments.filter(({ secrets }) => secrets.includes("PLAN_KEY")).map(({ name }) => name);
  for (const name of names.filter((one) => !one.endsWith("-seal"))) {
    const pair = [name, `${name}-seal`].filter((one) => names.includes(one));
    if (!pair.some((one) => missing.get(one)?.includes("PLAN_KEY"))) continue;
    const key = randomBytes(32).toString("base64");
    for (const one of pair) gh(["secret", "set", "PLAN_KEY", "--env", one], key);
    done.push(`generated a PLAN_KEY for ${pair.join(" and ")}`);
  }
}
