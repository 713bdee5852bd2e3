import packageJson from "../../../package.json";
import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";
import { verifyVariables } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { exactVersion, type FeedbackKey } from "../../../stacks/actions";

type ActionInput = Parameters<LocalTenantServer["tenant"]["actions"]["create"]>[0];

const trigger = { id: "post-login", version: "v3" };
const secrets = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_VERIFY_SID"].map((name) => ({
  name,
  value: verifyVariables[name]!,
}));

function feedback(verifyUrl: string, guard: string): string {
  return `const twilio = require('twilio');

exports.onExecutePostLogin = async (event, api) => {
  ${guard}
  const client = twilio(event.secrets.TWILIO_ACCOUNT_SID, event.secrets.TWILIO_AUTH_TOKEN);
  client.verify.baseUrl = '${verifyUrl}';
  await client.verify.v2
    .services(event.secrets.TWILIO_VERIFY_SID)
    .verifications(event.user.phone_number)
    .update({ status: 'approved' });
};
`;
}

/** The three Actions as somebody writes them in the dashboard, each under a name of its own. */
export function handMade(verifyUrl: string): Record<FeedbackKey, ActionInput> {
  const dependencies = [{ name: "twilio", version: exactVersion("twilio", packageJson.dependencies.twilio) }];
  return {
    passwordlessFeedback: {
      name: "Passwordless feedback",
      trigger,
      code: feedback(verifyUrl, "if (event.connection.strategy !== 'sms') return;"),
      dependencies,
      secrets,
    },
    mfaChallenge: {
      name: "Trigger MFA",
      trigger,
      code: `// Without this, MFA comes after all Actions.
exports.onExecutePostLogin = async (event, api) => {
  const enrolled = (event.user.enrolledFactors || []).some((factor) => factor.type === 'phone');
  if (enrolled) api.authentication.challengeWith({ type: 'phone' });
  else api.authentication.enrollWith({ type: 'phone' });
};
`,
    },
    mfaFeedback: {
      name: "MFA feedback",
      trigger,
      code: feedback(
        verifyUrl,
        `const mfa = event.authentication.methods.find((method) => method.name === 'mfa');
  if (!mfa || mfa.type !== 'phone') return;`,
      ),
      dependencies,
      secrets,
    },
  };
}

/** An Action of somebody else's. */
export const claims: ActionInput = {
  name: "Add claims",
  trigger,
  code: "exports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim('at', 'work'); };",
};

/** Makes an Action, deploys it and binds it last, as a person does in the dashboard. Returns its id. */
export function addAction({ tenant }: LocalTenantServer, input: ActionInput): string {
  const { id } = tenant.actions.create(input);
  tenant.actions.deploy(id);
  tenant.bindings.append(id);
  return id;
}

/** Names of the Actions on the trigger, in order. */
export function bound({ tenant }: LocalTenantServer): string[] {
  return tenant.bindings.list("post-login").map(({ actionId }) => tenant.actions.get(actionId).name);
}
