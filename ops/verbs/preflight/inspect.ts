import { relative } from "node:path";
import { placeholderTenant, UserError } from "../../../stacks/errors";
import { hasSecrets } from "../../../stacks/feedback";
import { isLoopback, isPlaceholder, looksUp, type Tenant } from "../../../stacks/tenant-schema";
import { loadedActionIds } from "../../auth0/local-tenant";
import { limitProblems, listedProblems, nameProblems, runtimeProblems } from "../../live/actions";
import type { CheckName } from "../../live/checks";
import { type LiveFacts, readLiveFacts } from "../../live/live-facts";
import { type KnownState, type OwnActions, ownActions } from "../../live/own-actions";
import { pausingActions } from "../../live/pausing-actions";
import { type Problem, problemFrom } from "../../live/problem";
import { scopedReader } from "../../live/scoped-reader";
import { secretProblems } from "../../live/secret-forms";
import { unlistedActions } from "../../live/unlisted-actions";
import { verifyFindings } from "../../live/verify-service";
import { writesTrigger } from "../../live/writes-trigger";
import { RefusedError, UnreachableError } from "../../support/errors";
import { readExpectedStack } from "../../terraform/expected-stack";
import { moveState, stateUnderOldName } from "../../terraform/state-under-old-name";
import type { Workspace } from "../../terraform/workspace";
import { codeProblems, liveCodeWarnings } from "./action-code";
import { asksByRisk, challengeSettingsWarnings } from "./challenge-settings";
import { foreignCredentials, noCredentials, notAccepted, signIn } from "./credentials";
import type { Inspection } from "./inspection";
import { logStreamProblems } from "./log-stream";
import { lookupKeyProblems } from "./lookup-key";
import { maskedNumbersProblems, maskedNumbersWarnings } from "./masked-numbers";
import { mfaProblems } from "./mfa";
import { phoneProblems } from "./phone";
import { ownPhoneProviderProblems } from "./phone-provider";
import { changingScopes, missingScopes, readingScopes } from "./scopes";
import { permissionFindings } from "./verify-permissions";

export interface InspectOptions {
  /** As in `PreflightOptions`. */
  secrets: boolean;
  /** Undefined when Terraform could not be made ready. */
  state: Promise<KnownState | undefined>;
}

/** Looks at everything at once. Changes nothing. */
export async function inspect(workspace: Workspace, { secrets, state }: InspectOptions): Promise<Inspection> {
  // Where nobody comes to look at it, its failure is not the end of the process.
  state.catch(() => undefined);
  const [ofTenant, ofSecrets] = await Promise.all([
    inspectTenant(workspace, secrets, state),
    secrets ? inspectSecrets(workspace) : readOnly,
  ]);
  return {
    problems: [...ofTenant.problems, ...ofSecrets.problems, ...(await inspectLookupKey(workspace, secrets, state))],
    warnings: [...ofTenant.warnings, ...ofSecrets.warnings],
    skipped: { ...ofTenant.skipped, ...ofSecrets.skipped },
  };
}

async function inspectLookupKey(
  { name, tenant, folder, env }: Workspace,
  secrets: boolean,
  state: Promise<KnownState | undefined>,
): Promise<Problem[]> {
  if (isPlaceholder(tenant) || !looksUp(tenant)) return [];
  const deployedKeyIds = (await state.catch(() => undefined))?.lookupKeyIds;
  return lookupKeyProblems(name, tenant, readExpectedStack(folder), { ...(secrets && { env }), deployedKeyIds });
}

const needsVerifyService = ["reading-key", "sending-key", "rate-limits"] as const satisfies CheckName[];
const needsTwilio = ["verify-service", "feedback-key", ...needsVerifyService] as const satisfies CheckName[];

const readOnly = withoutSecrets("needs the secrets");
const noSecrets = withoutSecrets("no Action has secrets");

function withoutSecrets(why: string): Inspection {
  return { problems: [], warnings: [], skipped: { secrets: why, ...notAsked(why) } };
}

function notAsked(why: string, checks: readonly CheckName[] = needsTwilio): Inspection["skipped"] {
  return Object.fromEntries(checks.map((check) => [check, why]));
}

async function inspectTenant(
  workspace: Workspace,
  changes: boolean,
  state: Promise<KnownState | undefined>,
): Promise<Inspection> {
  const { name, tenant, env } = workspace;
  if (isPlaceholder(tenant)) return noTenant(workspace);
  const foreign = foreignCredentials(name, tenant.domain, env);
  const { problems: refused, scopes } = await signIn(workspace);
  if (refused.length > 0) return { problems: [...foreign, ...refused], warnings: [], skipped: withoutSignIn(refused) };
  const reader = scopedReader(scopes);
  const { facts, problems: unread } = await readOrProblem(workspace, reader, foreign.length > 0);
  const lacking = missingScopes(reader.missing, scopes, [
    ...readingScopes(tenant),
    ...(changes ? changingScopes(tenant, facts) : []),
  ]);
  const found = await tenantFindings(workspace, facts, state);
  return {
    problems: [...foreign, ...unread, ...lacking, ...found.problems],
    warnings: found.warnings,
    skipped: unread.length > 0 ? notSignedIn("the tenant could not be read") : unreadChecks(tenant, facts),
  };
}

async function readOrProblem(workspace: Workspace, reader: ReturnType<typeof scopedReader>, explained: boolean) {
  const { client, name, tenant } = workspace;
  try {
    return {
      facts: await readLiveFacts(client, reader, {
        risk: asksByRisk(tenant),
        logStream: tenant.logStream !== undefined,
        passwordResets: readExpectedStack(workspace.folder).resetActions.length > 0,
      }),
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const where = `the environment, or .env.${name}`;
    if (!(error instanceof RefusedError && error.status === 401)) {
      const check = error instanceof UnreachableError ? "network" : "credentials";
      return { facts: {}, problems: [problemFrom(check, tenant.domain, error)] };
    }
    // A token of another tenant has been named already.
    return { facts: {}, problems: explained ? [] : [notAccepted(tenant.domain, where, "401, the token")] };
  }
}

async function tenantFindings(
  workspace: Workspace,
  facts: LiveFacts,
  state: Promise<KnownState | undefined>,
): Promise<Pick<Inspection, "problems" | "warnings">> {
  const { name, tenant, env, folder } = workspace;
  const expected = readExpectedStack(folder);
  const known = await state;
  const loaded = isLoopback(tenant) ? await loadedActionIds(tenant.domain, env) : [];
  const ours = ownActions(folder, known, loaded);
  const renamed = renamedTenant(name, folder, ours, facts);
  if (renamed) return { problems: [renamed], warnings: [] };
  const problems = [
    ...mfaProblems(name, tenant, facts),
    ...maskedNumbersProblems(name, tenant, facts),
    ...phoneProblems(name, tenant, facts),
    ...ownPhoneProviderProblems(name, tenant, facts, ours, known),
    ...logStreamProblems(name, expected, facts, known),
    ...runtimeProblems(expected, facts),
    ...codeProblems(expected),
    ...(writesTrigger(expected, facts.bound ?? [], ours)
      ? unlistedActions(name, tenant, facts.bound ?? [], ours, facts.actions ?? [])
      : []),
    ...listedProblems(name, tenant, facts),
    // Without the state, Actions of ours would look like somebody else's.
    ...(known ? nameProblems(name, relative(process.cwd(), folder), expected, ours, facts) : []),
    ...limitProblems(name, expected, ours, facts),
  ];
  const warnings = [
    ...challengeSettingsWarnings(name, tenant, facts),
    ...maskedNumbersWarnings(name, tenant, facts),
    ...liveCodeWarnings(name, tenant, facts, ours),
    ...pausingActions(name, tenant, facts),
  ];
  return { problems, warnings };
}

/** The state that would say whose the Actions are lies under another name; what else is found would be wrong. */
function renamedTenant(
  name: string,
  folder: string,
  ours: OwnActions,
  { actions = [] }: LiveFacts,
): Problem | undefined {
  if (ours.actionIds.size > 0 || ours.imported.size > 0) return undefined;
  const old = stateUnderOldName(
    folder,
    actions.map(({ id }) => id),
  );
  return (
    old && {
      check: "names",
      what: `The state of ${name} is empty, but the tenant has Actions of ours.`,
      where: `tenants.ts, the name ${name}; ${old.file}`,
      fix: moveState(old),
    }
  );
}

async function inspectSecrets({ name, tenant, env }: Workspace): Promise<Inspection> {
  if (!hasSecrets(tenant)) return noSecrets;
  const problems = secretProblems(name, tenant, env);
  if (problems.length > 0) {
    return { problems, warnings: [], skipped: notAsked("needs well-formed secrets") };
  }
  const found = await verifyFindings(name, tenant, env);
  if (found.problems.some(({ check }) => check === "verify-service" || check === "network")) {
    const why = found.skipped["verify-service"] ?? "needs a working Verify service";
    const rest = notAsked(why, needsVerifyService);
    return { problems: found.problems, warnings: [], skipped: { ...rest, ...found.skipped } };
  }
  const more = await permissionFindings(name, tenant, env);
  return {
    problems: [...found.problems, ...more.problems],
    warnings: more.warnings,
    skipped: { ...found.skipped, ...more.skipped },
  };
}

/** The domain that the repository came with: nothing to sign in to. */
function noTenant({ name, tenant, env }: Workspace): Inspection {
  const placeholder = placeholderTenant(name, tenant.domain);
  return {
    problems: [
      problemFrom("credentials", `tenants.ts, ${name}.domain`, placeholder),
      ...noCredentials(name, tenant.domain, env),
    ],
    warnings: [],
    skipped: notSignedIn("there is no tenant yet"),
  };
}

const needsTenant = [
  "scopes",
  "customize-mfa",
  "mfa-policy",
  "risk-assessment",
  "additional-factors",
  "password-grant",
  "phone",
  "masked-numbers",
  "log-stream",
  "runtime",
  "action-code",
  "trigger",
  "listed-actions",
  "names",
  "limits",
] as const satisfies CheckName[];

function withoutSignIn(problems: readonly Problem[]): Inspection["skipped"] {
  const silent = problems.some(({ check }) => check === "network");
  if (!silent) return notSignedIn("needs credentials that work");
  const why = "the tenant did not answer";
  return { credentials: why, ...notSignedIn(why) };
}

function notSignedIn(why: string): Inspection["skipped"] {
  return Object.fromEntries(needsTenant.map((check) => [check, why]));
}

function unreadChecks(tenant: Tenant, facts: LiveFacts): Inspection["skipped"] {
  const needs: Partial<Record<CheckName, (keyof LiveFacts)[]>> = {
    "customize-mfa": ["customizeMfa"],
    "mfa-policy": ["policies"],
    "risk-assessment": asksByRisk(tenant) ? ["riskAssessments"] : [],
    "additional-factors": ["phone"],
    "password-grant": ["passwordClients"],
    phone: ["phone", "provider"],
    "masked-numbers": ["showsNumbers"],
    "log-stream": tenant.logStream ? ["logStreams"] : [],
    runtime: ["runtimes"],
    "action-code": ["bound", "actions"],
    trigger: ["bound"],
    "listed-actions": ["actions"],
    names: ["actions"],
    limits: ["actions"],
  };
  const unread = Object.entries(needs).filter(([, parts]) => parts.some((part) => facts[part] === undefined));
  return Object.fromEntries(unread.map(([check]) => [check, "needs a scope that is missing"]));
}
