import { join } from "node:path";
import type { Login, LoginOptions, LoginOutcome } from "../../packages/local-tenant/src/auth0/login";
import type { LocalTenant } from "../../packages/local-tenant/src/auth0/tenant";
import type { User, UserStore } from "../../packages/local-tenant/src/auth0/users";
import type { Clock } from "../../packages/local-tenant/src/clock";
import { type Behaviour, type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { SANDBOX_ACCOUNT, SANDBOX_SERVICE_SID, type Verify } from "../../packages/local-tenant/src/twilio";
import { actionDependencies, definitionOf, feedbackKeys } from "../../stacks/actions";
import { bundleActions, type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { repoRoot } from "../../stacks/repo-root";
import { defineTenants } from "../../stacks/tenant";
import { actionNames, type TenantConfig } from "../../stacks/tenant-schema";
import { credentials } from "./fixed-credentials";

/** An Action to deploy, as the dashboard would take it. */
export interface SandboxAction {
  name: string;
  /** CommonJS. */
  code: string;
  secrets?: Readonly<Record<string, string>>;
  dependencies?: readonly { name: string; version: string }[];
}

export interface SandboxOptions {
  /** In the trigger's order. Default: the project's three, bundled with `settings`. */
  actions?: readonly SandboxAction[];
  /**
   * Settings of the project's Actions, as in tenants.ts; `verifyOrigin` is filled in. A report has a longer deadline
   * than is allowed unless they say another, so that a machine that is busy loses none; `deadlineMs: undefined` is the usual one.
   */
  settings?: TenantConfig["settings"];
  /** Secrets of the two feedback Actions. Default: the local Verify's account SID and auth token. */
  secrets?: Readonly<Record<string, string>>;
  /** The tenant's and Verify's time; the Actions' own is the machine's. Default: the machine's. */
  clock?: Clock;
}

/** A tenant and a Verify, listening on free ports, with Actions deployed. Stop it at the end. */
export interface Sandbox {
  /** Deploys one more Action and binds it last. */
  deploy(action: SandboxAction): void;
  /** Begins a login and takes it as far as it goes without the person. */
  login(options: LoginOptions): Promise<Login>;
  /** Lets the person read each code where it arrived and type it in, to the login's end. */
  finish(login: Login, behaviour?: Behaviour): Promise<LoginOutcome>;
  /** `login`, then `finish`. The login that is returned is over. */
  complete(options: LoginOptions, behaviour?: Behaviour): Promise<Login>;
  /** The newest code sent to that number, E.164. Throws when none arrived. */
  codeFor(number: string): string;
  /** Makes everything in a session `ms` older, as if that time had gone by; for Actions, whose clock can't be moved. */
  age(sessionId: string, ms: number): void;
  /** The lines that one Action of the login logged, `[]` when it did not run. Name: the Action's, or a part of it. */
  logged(login: Login, action: string): string[];
  readonly verify: Verify;
  readonly tenant: LocalTenant;
  readonly users: UserStore;
  readonly user: (handle: string) => User;
  readonly server: LocalTenantServer;
  stop(): Promise<void>;
}

/** Starts a sandbox for one suite. The certificate authority is kept in `.cache/test-ca`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const server = await startServer({
    credentials,
    ports: { management: 0, verify: 0 },
    dir: join(repoRoot, ".cache", "test-ca"),
    ...(options.clock && { clock: options.clock }),
  });
  const { engine, tenant, verify } = server;
  const actions = options.actions ?? ourActions(server, options);
  for (const action of actions) deploy(tenant, action);
  return {
    deploy: (action) => deploy(tenant, action),
    login: (login) => server.login(login),
    finish: (login, behaviour) => server.finish(login, behaviour),
    complete: async (login, behaviour) => {
      const started = await server.login(login);
      await server.finish(started, behaviour);
      return started;
    },
    codeFor: (number) => codeFor(verify, number),
    age: (sessionId, ms) => engine.sessions.age(sessionId, ms),
    logged,
    verify,
    tenant,
    users: engine.users,
    user: (handle) => engine.users.get(handle),
    server,
    stop: () => server.stop(),
  };
}

const accountSecrets = {
  TWILIO_ACCOUNT_SID: SANDBOX_ACCOUNT.sid,
  TWILIO_AUTH_TOKEN: SANDBOX_ACCOUNT.authToken,
  TWILIO_VERIFY_SID: SANDBOX_SERVICE_SID,
};

let compiled: CompiledActions | undefined;

function ourActions(
  { verifyUrl: verifyOrigin, tenant: { domain } }: LocalTenantServer,
  { settings, secrets = accountSecrets }: SandboxOptions,
): SandboxAction[] {
  const { sandbox } = defineTenants({
    sandbox: {
      domain: "localhost",
      credentials: "auth-token",
      settings: {
        ...settings,
        passwordlessFeedback: { verifyOrigin, ...settings?.passwordlessFeedback },
        mfaFeedback: { verifyOrigin, ...settings?.mfaFeedback },
      },
    },
  });
  compiled ??= compileOurActions();
  const { passwordlessFeedback, mfaFeedback } = sandbox.settings;
  const patient = {
    ...sandbox.settings,
    passwordlessFeedback: { ...passwordlessFeedback, ...timeFor(settings?.passwordlessFeedback) },
    mfaFeedback: { ...mfaFeedback, ...timeFor(settings?.mfaFeedback) },
  };
  const code = bundleActions({ settings: patient, domain }, compiled);
  const names = actionNames(sandbox);
  return feedbackKeys.map((key) => ({
    name: names[key],
    code: code[key],
    dependencies: actionDependencies(key),
    ...(definitionOf(key).twilio && { secrets }),
  }));
}

function timeFor(settings: object | undefined): { deadlineMs?: number } {
  return settings && "deadlineMs" in settings ? {} : { deadlineMs: 5000 };
}

function deploy(tenant: LocalTenant, { name, code, secrets = {}, dependencies = [] }: SandboxAction): void {
  const { id } = tenant.actions.create({
    name,
    code,
    trigger: { id: "post-login", version: "v3" },
    dependencies,
    secrets: Object.entries(secrets).map(([secret, value]) => ({ name: secret, value })),
  });
  tenant.actions.deploy(id);
  tenant.bindings.append(id);
}

function codeFor(verify: Verify, number: string): string {
  const message = verify.store.messages.findLast(({ to }) => to === number);
  if (!message) throw new Error(`No code was sent to ${number}.`);
  return message.code;
}

function logged(login: Login, action: string): string[] {
  return login.timeline.flatMap((entry) =>
    entry.kind === "action" && entry.name.includes(action) ? entry.console.map(({ text }) => text) : [],
  );
}
