import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../../packages/local-tenant/src/server";
import { credentials } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../../stacks/repo-root";
import { type FakeGitHub, GITHUB_TOKEN, startGitHub } from "../../support/github";
import { type StateServer, serveState } from "../../support/state-server";
import { terraformBinary, testProvider } from "../../support/terraform-provider";
import { PLAN_KEY } from "./github-workflow";
import { type RepositorySettings, startRun, type WorkflowRun } from "./workflow-run";

export const [USER, PASSWORD] = ["deployer", "password-of-the-state"];

/** What a job of each tenant gets of its matrix. */
export const DEV = { tenant: "dev" };
export const PROD = { tenant: "prod" };

/** `github.…` of a run that a person starts on main. */
export const onMain = { token: GITHUB_TOKEN, ref: "refs/heads/main" };

/** A repository whose workflows are set up as docs/operations/promotion.md says. Each tenant is a local one, with a state. */
export interface Repository {
  github: FakeGitHub;
  /** By the tenant's name. */
  servers: Record<string, LocalTenantServer>;
  /** By the tenant's name. */
  states: Record<string, StateServer>;
  environments: RepositorySettings["environments"];
  /** What every step gets, as a runner's image has it. */
  machine: Record<string, string>;
  /** Of mfa-feedback, in milliseconds: change it to have something to deploy. */
  deadlineMs: number;
  /** Begins a run of a workflow. `number` is the run's id; `event`, the document that GitHub gives it: default, a push to main. */
  start(workflow: string, number: number, more?: Partial<RepositorySettings> & { event?: object }): WorkflowRun;
  /** Ends its runs too. */
  stop(): Promise<void>;
}

/** One for each test of a suite. Whole runs take minutes on a busy machine, so the suite's limit is a quarter of an hour a test. */
export function repositoryForEach(tenants?: Parameters<typeof startRepository>[0]): () => Repository {
  jest.setTimeout(900_000);
  let repository: Repository;
  beforeEach(async () => {
    repository = await startRepository(tenants);
  });
  afterEach(() => repository.stop());
  return () => repository;
}

/**
 * Starts one on loopback, with empty tenants.
 * @param tenants by name; `promotesFrom` as `tenants.ts` has it
 */
export async function startRepository(
  tenants: Record<string, { promotesFrom?: string }> = { dev: {}, prod: { promotesFrom: "dev" } },
): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "repository-"));
  const github = await startGitHub();
  const [servers, states]: [Repository["servers"], Repository["states"]] = [{}, {}];
  for (const name of Object.keys(tenants)) {
    servers[name] = await startServer({
      credentials,
      ports: { management: 0, verify: 0 },
      dir: join(repoRoot, ".cache", "sandbox"),
    });
    states[name] = await serveState(USER, PASSWORD);
  }
  const { cliConfigFile } = await testProvider();
  const runs: WorkflowRun[] = [];

  const repository: Repository = {
    github,
    servers,
    states,
    environments: environmentsOf(servers),
    machine: {
      PATH: process.env.PATH!,
      HOME: process.env.HOME!,
      TF_CLI_CONFIG_FILE: cliConfigFile,
      TERRAFORM_BINARY_NAME: terraformBinary(),
      TF_HTTP_USERNAME: USER,
      TF_HTTP_PASSWORD: PASSWORD,
    },
    deadlineMs: 2100,
    start(workflow, number, { event = { ref: "refs/heads/main" }, ...more } = {}) {
      const file = join(folder, `event-${runs.length}.json`);
      writeFileSync(file, JSON.stringify(event));
      const run = startRun(workflow, {
        tenants: tenantsFile(repository, tenants),
        environments: repository.environments,
        machine: repository.machine,
        github: {
          GITHUB_RUN_ID: String(number),
          GITHUB_REPOSITORY: "acme/login",
          GITHUB_SHA: "fedcba9876543210",
          GITHUB_API_URL: github.url,
          GITHUB_EVENT_PATH: file,
        },
        context: { token: GITHUB_TOKEN },
        ...more,
      });
      runs.push(run);
      return run;
    },
    async stop() {
      for (const run of runs) run.stop();
      for (const name of Object.keys(tenants)) await Promise.all([servers[name]!.stop(), states[name]!.close()]);
      await github.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return repository;
}

function tenantsFile(
  { servers, states, deadlineMs }: Repository,
  tenants: Record<string, { promotesFrom?: string }>,
): string {
  const entries = Object.entries(tenants).map(([name, more]) => {
    const { address, lockAddress } = states[name]!;
    const { tenant, verifyUrl: verifyOrigin } = servers[name]!;
    const backend = { type: "http", address, lockAddress };
    const settings = { passwordlessFeedback: { verifyOrigin }, mfaFeedback: { verifyOrigin, deadlineMs } };
    return [name, { domain: tenant.domain, credentials: "api-key", backend, settings, ...more }];
  });
  const written = JSON.stringify(Object.fromEntries(entries));
  return `import { defineTenants } from "./stacks/tenant";\nexport const tenants = defineTenants(${written});\n`;
}

/** The local tenants have their own credentials. */
function environmentsOf(servers: Repository["servers"]): RepositorySettings["environments"] {
  const kinds = { "": { PLAN_KEY }, "-plan": {}, "-seal": { PLAN_KEY }, "-status": {} };
  const all = Object.entries(servers).flatMap(([name, { tenant }]) =>
    Object.entries(kinds).map(([kind, secrets]) => {
      const environment = { vars: { AUTH0_DOMAIN: tenant.domain }, secrets: { ...secrets } };
      return [`${name}${kind}`, environment] as const;
    }),
  );
  return Object.fromEntries(all);
}
