import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import type { Clock } from "../../packages/local-tenant/src/support/clock";
import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../packages/local-tenant/src/twilio";
import {
  startTestTenant,
  type TestAction,
  type TestTenant,
} from "../../packages/local-tenant/test/support/test-tenant";
import { actionDependencies, definitionOf, feedbackKeys } from "../../stacks/actions";
import { bundleActions, type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import { actionNames, type TenantConfig } from "../../stacks/tenant-schema";

export interface SandboxOptions {
  /** In the trigger's order. Default: the project's three, bundled with `settings`. */
  actions?: readonly TestAction[];
  /**
   * Settings of the project's Actions, as in tenants.ts; `verifyOrigin` is filled in. A report has a longer deadline
   * than is allowed unless they say another, so that a machine that is busy loses none; `deadlineMs: undefined` is the usual one.
   */
  settings?: TenantConfig["settings"];
  /** Secrets of the two feedback Actions. Default: the local Verify's account SID and auth token. */
  secrets?: Readonly<Record<string, string>>;
  /** The tenant's and Verify's time, and that of the Actions. Default: the machine's. */
  clock?: Clock;
  /** Whether there is a console, on a free port. */
  console?: true;
}

/** A local tenant with the project's Actions, or others. */
export type Sandbox = TestTenant;

/** Starts a sandbox for one suite. */
export async function startSandbox({ clock, console, actions, ...options }: SandboxOptions = {}): Promise<Sandbox> {
  if (actions) return startTestTenant(() => actions, { clock, console });
  compiled ??= compileOurActions();
  const built = await compiled;
  return startTestTenant((server) => ourActions(server, built, options), { clock, console });
}

const accountSecrets = {
  TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid,
  TWILIO_AUTH_TOKEN: FIXED_ACCOUNT.authToken,
  TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
};

let compiled: Promise<CompiledActions> | undefined;

function ourActions(
  { verifyUrl: verifyOrigin, tenant: { domain } }: LocalTenantServer,
  built: CompiledActions,
  { settings, secrets = accountSecrets }: SandboxOptions,
): TestAction[] {
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
  const { passwordlessFeedback, mfaFeedback } = sandbox.settings;
  const patient = {
    ...sandbox.settings,
    passwordlessFeedback: { ...passwordlessFeedback, ...timeFor(settings?.passwordlessFeedback) },
    mfaFeedback: { ...mfaFeedback, ...timeFor(settings?.mfaFeedback) },
  };
  const code = bundleActions({ settings: patient, domain }, built);
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
