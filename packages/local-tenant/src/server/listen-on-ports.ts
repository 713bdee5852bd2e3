import { type FetchApp, type Listening, listen } from "../support/listen";
import type { CertificateAuthority } from "../tls/authority";
import type { Verify } from "../twilio";

/** What listens, and a way to say what answers. */
export interface Listeners {
  management: Listening;
  verify: Listening;
  /** `undefined`: no console was asked for. */
  console: Listening | undefined;
  /** Says what answers on the tenant's port and on the console's; before, they answer 503. */
  serve(tenant: FetchApp, console: FetchApp | undefined): void;
  /** Frees the ports and drops every connection. */
  close(): Promise<void>;
}

/** Takes all ports before anything is built on them, the tenant's first. Throws a `LocalTenantError` when one is taken. */
export async function listenOnPorts(
  ports: { management: number; verify: number; console?: number },
  verify: Verify,
  { leaf }: CertificateAuthority,
): Promise<Listeners> {
  const tls = { key: leaf.key, cert: leaf.certificate };
  const tenantApp = new LateApp();
  const consoleApp = new LateApp();
  const open: Listening[] = [];
  const take = async (...arguments_: Parameters<typeof listen>) => {
    const listening = await listen(...arguments_);
    open.push(listening);
    return listening;
  };
  const close = async () => {
    await Promise.all(open.map((listening) => listening.close()));
  };
  try {
    return {
      management: await take(tenantApp, { port: ports.management, what: "the tenant", tls }),
      verify: await take(verify.app as FetchApp, { port: ports.verify, what: "Verify", tls }),
      console:
        ports.console === undefined ? undefined : await take(consoleApp, { port: ports.console, what: "the console" }),
      serve: (tenant, console) => {
        tenantApp.app = tenant;
        consoleApp.app = console;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Answers 503 until it is there. */
class LateApp implements FetchApp {
  app: FetchApp | undefined;

  fetch(request: Request, env?: unknown): Response | Promise<Response> {
    return this.app?.fetch(request, env) ?? new Response("starting", { status: 503 });
  }
}
