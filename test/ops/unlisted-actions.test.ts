import { refuseUnlistedActions } from "../../ops/preflight/unlisted-actions";
import { defineTenants, type TenantConfig } from "../../stacks/tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

function check(names: string[], lists: Pick<TenantConfig, "before" | "after"> = {}, ownIds: string[] = []): void {
  const { dev } = defineTenants({ dev: { domain: "tenant.example.com", credentials: "api-key", ...lists } });
  const bound = names.map((name) => ({ id: `id of ${name}`, name }));
  refuseUnlistedActions("dev", dev, bound, new Set(ownIds));
}

it("lets a deploy pass when nothing but ours and the listed is bound", () => {
  expect(() => check([])).not.toThrow();
  expect(() => check(OURS)).not.toThrow();
  expect(() => check(["Risk", ...OURS, "Audit"], { before: ["Risk"], after: ["Audit"] })).not.toThrow();
});

it("names the unlisted in order, and puts each in the list of the side on which it runs", () => {
  expect(() => check(["Risk", "Geo", ...OURS, "Audit"], { before: ["Geo"] })).toThrow(
    /\n {2}1\. Risk\n {2}6\. Audit\n[\s\S]*\n {2}before: \["Risk","Geo"\],\n {2}after: \["Audit"\],\n/,
  );
});

it("keeps what is listed but not bound in the lists that it proposes", () => {
  expect(() => check(["Risk"], { before: ["Planned"], after: ["Later"] })).toThrow(
    /\n {2}before: \["Risk","Planned"\],\n {2}after: \["Later"\],\n/,
  );
});

it("knows an Action of the state as ours although its name is another", () => {
  expect(() => check(["Old name"], {}, ["id of Old name"])).not.toThrow();
  expect(() => check(["Old name"], {}, [])).toThrow("1. Old name");
});

it("does not take an Action of the same name twice for a listed one that is ours", () => {
  expect(() => check(["Verify feedback - MFA (copy)"])).toThrow("1. Verify feedback - MFA (copy)");
});
