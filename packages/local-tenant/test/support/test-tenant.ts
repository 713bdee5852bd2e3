import type { Login, LoginOptions, LoginOutcome } from "../../src/auth0/login";
import type { LocalTenant } from "../../src/auth0/tenant";
import type { User, UserStore } from "../../src/auth0/users";
import { type Behaviour, type LocalTenantServer, startServer } from "../../src/server";
import type { Clock } from "../../src/support/clock";
import type { Verify } from "../../src/twilio";
import { credentials } from "./fixed-credentials";
import { testAuthority } from "./workspace";

/** An Action to deploy, as the dashboard would take it. */
export interface TestAction {
  name: string;
  /** CommonJS. */
  code: string;
  secrets?: Readonly<Record<string, string>>;
  dependencies?: readonly { name: string; version: string }[];
}

/** A tenant and a Verify, listening on free ports. Stop it at the end. */
export interface TestTenant {
  /** Deploys one more Action and binds it last. */
  deploy(action: TestAction): void;
  /** Begins a login and takes it as far as it goes without the person. */
  login(options: LoginOptions): Promise<Login>;
  /** Lets the person read each code where it arrived and type it in, to the login's end. */
  finish(login: Login, behaviour?: Behaviour): Promise<LoginOutcome>;
  /** `login`, then `finish`. The login that is returned is over. */
  complete(options: LoginOptions, behaviour?: Behaviour): Promise<Login>;
  /** The newest code sent to that number, E.164. Throws when none arrived. */
  codeFor(number: string): string;
  /** Makes everything in a session `ms` older, as if that time had gone by. */
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

/**
 * Starts a tenant for one suite.
 * @param actions Made from what runs, in the trigger's order.
 * @param options.clock The time of the tenant, of Verify and of the Actions. Default: the machine's.
 * @param options.console Whether there is a console, on a free port.
 */
export async function startTestTenant(
  actions: (server: LocalTenantServer) => readonly TestAction[] = () => [],
  options: { clock?: Clock; console?: true } = {},
): Promise<TestTenant> {
  const server = await startServer({
    credentials,
    ports: { management: 0, verify: 0, ...(options.console && { console: 0 }) },
    dir: testAuthority,
    ...(options.clock && { clock: options.clock }),
  });
  const { engine, tenant, verify } = server;
  for (const action of actions(server)) deploy(tenant, action);
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

function deploy(tenant: LocalTenant, { name, code, secrets = {}, dependencies = [] }: TestAction): void {
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
