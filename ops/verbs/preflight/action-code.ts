import { syntaxErrorIn } from "../../../stacks/bundling/compile-as-auth0";
import type { Tenant } from "../../../stacks/tenant-schema";
import type { BoundAction } from "../../auth0/entities";
import type { OwnActions } from "../../live/own-actions";
import type { Problem } from "../../live/problem";
import type { TenantAction } from "../../live/tenant-actions";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { defineCheck } from "./check";

export const actionCode = defineCheck({
  name: "action-code",
  passed: "the Actions' code is valid JavaScript",
  failed: "the code of an Action is not valid JavaScript",
  needs: ["bound", "actions", "ours"],
  run: ({ name, tenant, expected }, { bound, actions, ours }) => ({
    problems: codeProblems(expected),
    warnings: liveCodeWarnings(name, tenant, { bound, actions }, ours),
  }),
});

/** Code of ours that Auth0 would take, build and fail every login with. */
function codeProblems({ actions }: ExpectedStack): Problem[] {
  return actions.flatMap(({ name, address, code }) => {
    const reason = syntaxErrorIn(code);
    if (reason === undefined) return [];
    return {
      what: `The code of "${name}" is not valid JavaScript: ${reason}. Auth0 would build it, and every login that runs it would fail.`,
      where: `the stack, ${address}.code`,
      fix: "Build it again from its source: npm run synth. An artefact with such code can't be deployed.",
    };
  });
}

/** Warnings of Actions that are on the trigger, or that the tenant lists, and whose code can't run. */
function liveCodeWarnings(
  name: string,
  { before, after }: Tenant,
  { bound, actions }: { bound: readonly BoundAction[]; actions: readonly TenantAction[] },
  ours: Pick<OwnActions, "ids">,
): Problem[] {
  const onTrigger = new Set(bound.map(({ id }) => id));
  const listed = new Set([...before, ...after]);
  const invalid = actions.filter(
    (action) => action.syntaxError !== undefined && (onTrigger.has(action.id) || listed.has(action.name)),
  );
  if (invalid.length === 0) return [];
  const isOurs = ({ id }: TenantAction) => ours.ids.has(id);
  return [
    {
      what:
        "The code of these Actions is not valid JavaScript, so every login that runs them fails:\n" +
        invalid.map((action) => `  ${JSON.stringify(action.name)}: ${action.syntaxError}`).join("\n"),
      where: "Auth0 dashboard: Actions, Library",
      fix: [
        ...(invalid.some(isOurs) ? [`A deploy fixes ours: npm run deploy -- ${name}`] : []),
        ...(invalid.every(isOurs) ? [] : ["Fix and deploy the others there, or unbind them."]),
      ].join("\n"),
    },
  ];
}
