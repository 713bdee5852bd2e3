import { API_TOKEN } from "../../../support/served-tenant";
import type { Scenario } from "../scenario";
import { answer, idOf, single } from "./builders";

/** Recordings of refusals, rate limits and lost connections. */
export const errors: Record<string, Scenario> = {
  "duplicate-name": {
    world: answer("POST", /actions$/, 409, {
      statusCode: 409,
      error: "Conflict",
      message: "An action with the same name already exists.",
    }),
    steps: [{ blocks: single() }],
  },
  "error-non-json": { world: answer("POST", /actions$/, 400, ""), steps: [{ blocks: single() }] },
  "failed-update-code": {
    before: [single()],
    steps: [
      {
        blocks: single({ code: "exports.onExecutePostLogin = async () => {}; // new" }),
        world: answer("PATCH", /./, 400, {
          statusCode: 400,
          error: "Bad Request",
          message: "Payload validation error",
        }),
      },
      {},
      {},
    ],
  },
  "insufficient-scope": {
    steps: [{ blocks: single(), world: ({ tenant }) => tenant.tokens.issue(["read:actions"], API_TOKEN) }],
  },
  "rate-limit-no-header": {
    world: answer("POST", /actions$/, 429, { statusCode: 429, error: "Too Many Requests", message: "slow down" }, 1),
    steps: [{ blocks: single() }],
  },
  "rate-limit-reset-ahead": { world: ({ rateLimit }) => rateLimit.refuse(2), steps: [{ blocks: single() }] },
  "server-error-forever": {
    world: answer("POST", /actions$/, 503, { statusCode: 503, error: "Service Unavailable", message: "try later" }),
    steps: [{ blocks: single() }],
  },
  "token-endpoint-429": {
    world: ({ rateLimit }) => rateLimit.refuse(1),
    steps: [{ blocks: single() }],
    clientCredentials: true,
  },
  unauthorized: {
    world: ({ tenant }) => tenant.tokens.revoke(API_TOKEN),
    steps: [{ blocks: single() }],
  },
  "untrusted-certificate": { steps: [{ blocks: single(), env: { SSL_CERT_FILE: "" } }] },
  "update-404": {
    before: [single()],
    steps: [
      {
        blocks: single({ code: "exports.onExecutePostLogin = async () => {}; // 2" }),
        world: (served) => served.tenant.actions.delete(idOf(served, "x")),
      },
      {},
    ],
  },
};
