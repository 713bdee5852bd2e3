import type { z } from "zod";
import { withLineBreaks } from "../support/tenant-text";
import type { ManagementClient } from "./client";
import { actionDocument, type actionVersionDocument, type LiveAction, type LiveVersion } from "./entities";

/** The Action with this id; `undefined` when there is none. */
export async function liveAction(client: ManagementClient, id: string): Promise<LiveAction | undefined> {
  const answer = await client.find(`/actions/actions/${encodeURIComponent(id)}`, actionDocument);
  return answer && actionFromWire(answer);
}

/** Every Action of that name, oldest first: Auth0 does not promise that names are unique. */
export async function liveActionsNamed(client: ManagementClient, name: string): Promise<LiveAction[]> {
  const path = `/actions/actions?actionName=${encodeURIComponent(withLineBreaks(name))}`;
  const found = await client.list(path, "actions", actionDocument);
  return found.filter((action) => action.name === name).map(actionFromWire);
}

export function actionFromWire(action: z.infer<typeof actionDocument>): LiveAction {
  return {
    id: action.id,
    name: action.name,
    trigger: action.supported_triggers?.[0]?.id ?? "",
    code: action.code ?? "",
    status: action.status,
    allChangesDeployed: action.all_changes_deployed === true,
    updatedAt: action.updated_at,
    secrets: secretsFromWire(action.secrets),
    deployed: action.deployed_version ? versionFromWire(action.deployed_version) : undefined,
  };
}

function versionFromWire(version: z.infer<typeof actionVersionDocument>): LiveVersion {
  return {
    id: version.id,
    number: version.number,
    code: version.code,
    deployed: version.deployed === true,
    createdAt: version.created_at,
    builtAt: version.built_at ?? undefined,
    runtime: version.runtime,
    dependencies: version.dependencies ?? [],
    secrets: secretsFromWire(version.secrets),
  };
}

function secretsFromWire(secrets: { name: string; updated_at: string }[] | null | undefined): LiveAction["secrets"] {
  return (secrets ?? []).map(({ name, updated_at }) => ({ name, updatedAt: updated_at }));
}
