import type { ClientGrantChange, ClientGrantInput } from "../../store/client-grants";
import type { ClientGrant } from "../../store/entities";
import { PlatformError } from "../../store/errors";
import type { ClientGrantBody, ClientGrantPatch } from "../schemas/client-grant";

/** A grant as the platform answers it; scopes are not listed where all are granted. */
export function formatClientGrant({ id, clientId, scopes, subjectType, extras }: ClientGrant, audience: string) {
  return {
    id,
    client_id: clientId,
    audience,
    scope: scopes === "all" ? [] : scopes,
    ...(scopes === "all" && { allow_all_scopes: true }),
    subject_type: subjectType,
    ...extras,
  };
}

/** @throws PlatformError 400 for a body that grants scopes and all of them. */
export function parseClientGrant(body: ClientGrantBody): ClientGrantInput {
  const { client_id: clientId, audience: _, subject_type: subjectType, scope, allow_all_scopes: all, ...extras } = body;
  return { clientId, scopes: scopesOf(all, scope) ?? [], ...(subjectType && { subjectType }), extras };
}

/** @throws PlatformError 400 for a body that grants scopes and all of them. */
export function parseClientGrantPatch(body: ClientGrantPatch, grant: ClientGrant): ClientGrantChange {
  const { scope, allow_all_scopes: all, ...extras } = body;
  const scopes = scopesOf(all, scope) ?? (all === false && grant.scopes === "all" ? [] : undefined);
  return { extras: { ...grant.extras, ...extras }, ...(scopes && { scopes }) };
}

function scopesOf(all: boolean | null | undefined, scope: readonly string[] | null | undefined) {
  if (!all) return scope ?? undefined;
  if (scope && scope.length > 0) {
    throw new PlatformError(400, "scope can't be given when allow_all_scopes is true", "invalid_body");
  }
  return "all";
}
