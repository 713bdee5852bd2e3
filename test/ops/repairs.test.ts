import type { Finding } from "../../ops/live/finding";
import type { ResourceChange } from "../../ops/terraform/plan-document";
import { repairs } from "../../ops/verbs/plan/repairs";
import { secretsVersionAddress } from "../../stacks/addresses";

const ADDRESS = "auth0_action.mfa_feedback";
const of = (change: { address?: string; pending?: boolean } = {}) => {
  return { address: ADDRESS, action: "Verify feedback - MFA", pending: false, ...change };
};
const build: Finding = { kind: "build-failed", ...of(), version: 1 };
const draft: Finding = { kind: "draft", ...of() };
const change = (kind: ResourceChange["kind"], address = ADDRESS) => ({ kind, address }) as ResourceChange;

it("replaces an Action that the plan leaves as it is, for all that is wrong with it", () => {
  const found = [build, draft];
  expect(repairs(found, [])).toEqual(new Map([[ADDRESS, found]]));
  expect(repairs(found, [change("none"), change("update", "auth0_action.other")])).toEqual(new Map([[ADDRESS, found]]));
});

it("leaves to the plan what it changes anyway", () => {
  expect(repairs([draft], [change("update")])).toEqual(new Map());
});

it("takes new secrets for a rotation that was lost, once for all Actions", () => {
  const lost = [of(), of({ address: "auth0_action.passwordless_feedback" })].map((about): Finding => {
    return { kind: "rotation-lost", ...about, live: "2026-01-02T03:04:00.000Z", wanted: "2026-01-02T03:05:00.000Z" };
  });
  expect(repairs(lost, [change("update")])).toEqual(new Map([[secretsVersionAddress, lost]]));
  expect(repairs(lost, [change("replace", secretsVersionAddress)])).toEqual(new Map());
});

it("replaces nothing that may end by itself, and never the binding", () => {
  const order: Finding = { kind: "order", address: undefined, pending: false, live: [], wanted: ["MFA"] };
  expect(repairs([{ kind: "draft", ...of({ pending: true }) }, order], [])).toEqual(new Map());
});
