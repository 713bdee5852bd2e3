import { type CodeChannel, LoginEngine } from "../../src/auth0/login";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";

/** A tenant with a login engine whose phone is a list. Time stands still until `clock` moves. */
export function setUp(...actions: string[]) {
  const clock = new ManualClock();
  const tenant = new LocalTenant({ domain: "localhost:8443", clock });
  tenant.settings.patch({ customize_mfa_in_postlogin_action: true });
  for (const factor of ["sms", "otp", "recovery-code", "push-notification"] as const) {
    tenant.guardian.setEnabled(factor, true);
  }
  const sent: { to: string; code?: string; channel: CodeChannel; messageType: string }[] = [];
  const phone = { send: async (message: (typeof sent)[number]) => void sent.push(message) };
  const engine = new LoginEngine({ tenant, phone });
  for (const [index, code] of actions.entries()) addAction(tenant, `Action ${index + 1}`, code);
  return {
    clock,
    tenant,
    engine,
    sent,
    phone,
    /** The code that was sent last. */
    code: () => sent.at(-1)?.code ?? "",
    /** A code that is not the one sent last. */
    wrongCode: () => (sent.at(-1)?.code === "000000" ? "000001" : "000000"),
    logTypes: () => tenant.logs.list().map(({ type }) => type),
  };
}

/** Deploys `code` as the next post-login Action. */
export function addAction(tenant: LocalTenant, name: string, code: string): void {
  const trigger = { id: "post-login", version: "v3" };
  const action = tenant.actions.create({ name, code, trigger });
  tenant.actions.deploy(action.id);
  tenant.bindings.append(action.id);
}

/** An Action that runs `body` with `event` and `api`. */
export const onPostLogin = (body: string): string => `exports.onExecutePostLogin = async (event, api) => { ${body} };`;

/** An Action that prints an expression as JSON. */
export const print = (expression: string): string =>
  onPostLogin(`console.log(JSON.stringify({ value: ${expression} }));`);

/** What Actions made by `print` printed, in order. */
export function printed(login: { timeline: readonly { kind: string }[] }): unknown[] {
  return login.timeline.flatMap((entry) => {
    const { console: lines = [] } = entry as { console?: readonly { text: string }[] };
    return lines.map(({ text }) => (JSON.parse(text) as { value?: unknown }).value);
  });
}
