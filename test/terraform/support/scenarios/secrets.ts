import { API_TOKEN } from "../../../support/served-tenant";
import type { Scenario } from "../scenario";
import { AB, byHand, idOf, PLAIN_AB, secret, single, TOKEN_VALUES, TWILIO, VARIABLES } from "./builders";

/** Recordings of secrets, plain and write-only. */
export const secrets: Record<string, Scenario> = {
  "secret-wo-bump": {
    before: [secret()],
    steps: [{}, { blocks: secret({ secrets_wo_version: 2 }) }],
    env: { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "rotated-token-fake" },
  },
  "change-code-with-secrets": {
    before: [
      { actions: { p: { secrets: PLAIN_AB }, w: { secrets_wo: TWILIO, secrets_wo_version: 1 } }, variables: VARIABLES },
    ],
    steps: [
      {
        blocks: {
          actions: {
            p: { code: "exports.onExecutePostLogin = async () => {}; // 2", secrets: PLAIN_AB },
            w: { code: "exports.onExecutePostLogin = async () => {}; // 2", secrets_wo: TWILIO, secrets_wo_version: 1 },
          },
          variables: VARIABLES,
        },
      },
    ],
    env: TOKEN_VALUES,
  },
  "ephemeral-empty-default": {
    before: [{ ...secret(), variables: [], optionalVariables: VARIABLES }],
    steps: [
      {},
      {
        blocks: {
          ...secret({ code: "exports.onExecutePostLogin = async () => {}; // 2" }),
          variables: [],
          optionalVariables: VARIABLES,
        },
      },
      {
        blocks: {
          ...secret({ code: "exports.onExecutePostLogin = async () => {}; // 2", secrets_wo_version: 2 }),
          variables: [],
          optionalVariables: VARIABLES,
        },
      },
      {},
    ],
  },
  "failed-update-secrets-lost": {
    before: [secret()],
    steps: [
      {
        blocks: secret({ secrets_wo_version: 2 }),
        world: ({ tenant }) => tenant.tokens.issue(["read:actions"], API_TOKEN),
      },
      { world: ({ tenant }) => tenant.tokens.issue("all", API_TOKEN) },
    ],
    env: { TF_VAR_sid: "AC-fake-account-sid", TF_VAR_token: "rotated-token-fake" },
  },
  "import-action-no-secrets-in-config": {
    world: (served) => byHand(served, "x", { A: "by-hand", B: "by-hand" }),
    steps: [{ blocks: (served) => ({ ...single(), imports: { "auth0_action.x": idOf(served, "x") } }) }],
  },
  "import-action-secrets": {
    world: (served) => byHand(served, "x", { A: "by-hand", B: "by-hand" }),
    steps: [
      {
        blocks: (served) => ({
          ...secret({ secrets_wo: { A: "${var.sid}" } }),
          imports: { "auth0_action.x": idOf(served, "x") },
        }),
      },
      {
        blocks: (served) => ({
          ...secret({ secrets_wo: AB }),
          imports: { "auth0_action.x": idOf(served, "x") },
        }),
      },
    ],
    env: TOKEN_VALUES,
  },
  "secret-add": {
    before: [secret({ secrets_wo: { TWILIO_ACCOUNT_SID: "${var.sid}" } })],
    steps: [{ blocks: secret() }],
    env: TOKEN_VALUES,
  },
  "secret-plain-change": {
    before: [single({ secrets: PLAIN_AB })],
    steps: [{ blocks: single({ secrets: { A: "plain-a2-fake", B: "plain-b-fake", C: "plain-c-fake" } }) }],
  },
  "secret-wo-reorder-remove": {
    before: [secret()],
    steps: [
      { blocks: secret({ secrets_wo: { TWILIO_AUTH_TOKEN: "${var.token}", TWILIO_ACCOUNT_SID: "${var.sid}" } }) },
      { blocks: secret({ secrets_wo: { TWILIO_AUTH_TOKEN: "${var.token}", TWILIO_SID: "${var.sid}" } }) },
      { blocks: { ...single(), variables: VARIABLES } },
    ],
    env: TOKEN_VALUES,
  },
  "secrets-to-secrets-wo": {
    before: [{ ...single({ secrets: PLAIN_AB }), variables: VARIABLES }],
    steps: [{ blocks: secret({ secrets_wo: AB }) }, {}, { blocks: secret({ secrets_wo: AB, secrets_wo_version: 2 }) }],
    env: TOKEN_VALUES,
  },
  "secrets-to-secrets-wo-two-applies": {
    before: [{ ...single({ secrets: PLAIN_AB }), variables: VARIABLES }],
    steps: [{ blocks: { ...single(), variables: VARIABLES } }, { blocks: secret({ secrets_wo: AB }) }],
    env: TOKEN_VALUES,
  },
  "secrets-wo-to-secrets": {
    before: [secret({ secrets_wo: AB })],
    steps: [{ blocks: { ...single({ secrets: PLAIN_AB }), variables: VARIABLES } }, {}],
    env: TOKEN_VALUES,
  },
  "unmanaged-secret": {
    before: [secret()],
    steps: [
      {
        world: (served) => {
          const x = served.tenant.actions.get(idOf(served, "x"));
          served.tenant.actions.update(x.id, { secrets: [...x.secrets, { name: "HAND", value: "made-by-hand" }] });
        },
      },
      { blocks: secret({ secrets_wo_version: 2 }) },
      {},
    ],
    env: TOKEN_VALUES,
  },
};
