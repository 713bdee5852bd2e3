import type { Finding } from "../../ops/live/finding";
import type { ResourceChange } from "../../ops/terraform/plan-document";
import { repairs } from "../../ops/verbs/plan/repairs";
import { secretsVersionAddress } from "../../stacks/addresses";

const ADDRESS = "auth0_action.mfa_feedback";
const finding = (kind: Finding["kind"], change: Partial<Finding> = {}): Finding => ({
  kind,
  address: ADDRESS,
  where: "Verify feedback - MFA",
  what: "is other",
  pending: false,
  ...change,
});
const change = (kind: ResourceChange["kind"], address = ADDRESS) => ({ kind, address }) as ResourceChange;

it("replaces an Action that the plan leaves as it is, for all that is wrong with it", () => {
  const found = [finding("code"), finding("secrets")];
  expect(repairs(found, [])).toEqual(new Map([[ADDRESS, found]]));
  expect(repairs(found, [change("none"), change("update", "auth0_action.other")])).toEqual(new Map([[ADDRESS, found]]));
});

it("leaves to the plan what it changes anyway", () => {
  expect(repairs([finding("code")], [change("update")])).toEqual(new Map());
});

it("takes new secrets for a rotation that was lost, once for all Actions", () => {
  const lost = [finding("rotation-lost"), finding("rotation-lost", { address: "auth0_action.passwordless_feedback" })];
  expect(repairs(lost, [change("update")])).toEqual(new Map([[secretsVersionAddress, lost]]));
  expect(repairs(lost, [change("replace", secretsVersionAddress)])).toEqual(new Map());
});

it("replaces nothing that may end by itself, and never the binding", () => {
  const order = finding("order", { address: undefined, where: "post-login" });
  expect(repairs([finding("code", { pending: true }), order], [])).toEqual(new Map());
});
