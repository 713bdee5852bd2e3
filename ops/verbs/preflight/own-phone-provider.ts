import type { Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts } from "../../live/live-facts";
import type { KnownState, OwnActions } from "../../live/own-actions";
import type { Problem } from "../../live/problem";
import type { TenantAction } from "../../live/tenant-actions";
import type { Workspace } from "../../terraform/workspace";

const PROVIDER = "Auth0 dashboard: Branding, Phone Provider";

type Named = Pick<Workspace, "name" | "tenant">;

/** What is in the way of our own phone provider. */
export function ownPhoneProviderProblems(
  { name, tenant }: Named,
  facts: LiveFacts,
  ours: OwnActions,
  known: KnownState | undefined,
): Problem[] {
  return [
    ...notUnified(name, tenant, facts),
    // Without the state, what is ours would look like somebody else's.
    ...(known ? [...otherSenders(name, facts, ours), ...otherProvider({ name, tenant }, facts, ours, known)] : []),
  ];
}

function notUnified(name: string, { tenantSettings }: Tenant, { unifiedPhone }: LiveFacts): Problem[] {
  if (unifiedPhone !== false || tenantSettings.unifiedPhoneExperience) return [];
  return [
    {
      what: "The tenant is not on the unified phone experience, so MFA would not go out through our phone provider.",
      where: `tenants.ts, ${name}.tenantSettings`,
      fix: "Add unifiedPhoneExperience: true there, or remove phoneProvider.",
    },
  ];
}

/** Auth0 runs one Action for a custom phone provider; with a second one it is not defined which. */
function otherSenders(name: string, { actions }: LiveFacts, ours: OwnActions): Problem[] {
  return (actions ?? [])
    .filter(({ id, trigger }) => trigger === "custom-phone-provider" && !ours.ids.has(id))
    .map((action) => otherSender(name, action));
}

function otherSender(name: string, { id, name: other }: TenantAction): Problem {
  return {
    what: `The tenant has another Action for its phone provider, "${other}"; Auth0 allows one, and ours would take its place.`,
    where: `${PROVIDER}, the one with the id ${id}`,
    fix:
      "To send through ours: save its code and secrets elsewhere, then press Reset there, or delete the Action through the Management API.\n" +
      `To keep it: remove phoneProvider from tenants.ts (${name}).`,
  };
}

/** Terraform silently takes over what is there, and a destroy deletes it. */
function otherProvider(
  { name, tenant }: Named,
  { provider }: LiveFacts,
  ours: OwnActions,
  { phoneProviderId }: KnownState,
): Problem[] {
  const [found] = provider ?? [];
  if (found?.id === undefined || found.id === phoneProviderId || ours.ids.has(found.id) || tenant.takeOverPhoneProvider)
    return [];
  return [
    {
      what:
        `The tenant has a phone provider already (${found.name}, ${found.id}) that this stack did not make. A deploy would turn it into ours,\n` +
        "and a destroy would then delete it, and its settings with it.",
      where: PROVIDER,
      fix:
        `If that is intended, write takeOverPhoneProvider: true in tenants.ts (${name}).\n` +
        `Otherwise remove phoneProvider there, and the existing provider keeps sending.`,
    },
  ];
}
