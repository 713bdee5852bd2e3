import { refuseOtherBinding } from "../../ops/live/refuse-other-binding";
import { tenantSettingChanges } from "../../ops/live/tenant-setting-changes";
import { type ResourceChange, showPlan } from "../../ops/terraform/plan-document";
import type { Workspace } from "../../ops/terraform/workspace";
import { logStreamChanges } from "../../ops/verbs/plan/log-stream-changes";

/** A Terraform that shows this of every plan. */
function showing(plan: object | string) {
  const stdout = typeof plan === "string" ? plan : JSON.stringify(plan);
  return { quiet: async () => ({ exit: 0, stdout, stderr: "" }) };
}

const change = {
  address: "auth0_action.mfa_feedback",
  mode: "managed",
  type: "auth0_action",
  change: { actions: ["update"], before: { name: "Old" }, after: { name: "New" } },
};

it("reads a plan with members that it does not know", async () => {
  const plan = { format_version: "1.9", novel: [], resource_changes: [{ ...change, novel: {} }] };
  const { changes } = await showPlan(showing(plan), "dev.plan");
  expect(changes).toEqual([
    {
      address: "auth0_action.mfa_feedback",
      type: "auth0_action",
      kind: "update",
      imported: false,
      tainted: false,
      before: { name: "Old" },
      after: { name: "New" },
    },
  ]);
});

it.each([
  [
    "of a newer format",
    { format_version: "2.0", terraform_version: "2.0.1" },
    "Terraform 2.0.1 shows the plan dev.plan in format 2.0; only format 1 can be read.\nUse an older Terraform",
  ],
  ["that is not JSON", "Warning: …", "`terraform show -json dev.plan` printed no plan.\nMake the plan again."],
  [
    "with changes of another form",
    { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [{ ...change, change: {} }] },
    "The plan dev.plan is not as expected: resource_changes.0.change.actions: ",
  ],
])("refuses a plan %s, and says what to do", async (_, plan, problem) => {
  await expect(showPlan(showing(plan), "dev.plan")).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringContaining(problem),
  });
});

function planned(address: string, after: ResourceChange["after"]): ResourceChange {
  const [type = ""] = address.split(".");
  return { address, type, kind: "update", imported: false, tainted: false, before: undefined, after };
}

it("names the object and the attribute that a newer provider plans in another form", async () => {
  const stream = planned("auth0_log_stream.feedback", { sink: {} });
  expect(() => logStreamChanges([stream])).toThrow(
    /^auth0_log_stream\.feedback in the plan is not as expected: sink: /,
  );

  const guardian = planned("auth0_guardian.mfa", { phone: true });
  expect(() => tenantSettingChanges(guardian)).toThrow(/^auth0_guardian\.mfa in the plan is not as expected: phone: /);

  const binding = planned("auth0_trigger_actions.post_login", { actions: [{ id: 1 }] });
  const document = { domain: undefined, changes: [binding], leftovers: [], drifted: new Set<string>() };
  await expect(refuseOtherBinding({ name: "dev" } as Workspace, document, [])).rejects.toThrow(
    /^auth0_trigger_actions\.post_login in the plan is not as expected: actions\.0\.id: /,
  );
});
