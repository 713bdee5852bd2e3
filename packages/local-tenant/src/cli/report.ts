import { testEnvironment } from "../credentials/test-environment";
import { runTriggers } from "../pipeline";
import type { LoadedDocument } from "../server";
import { type LocalTenantDescription, type LocalTenantServer, type UserDocument, userDocument } from "../server";
import { missingSecrets, type TenantDocument } from "../sources";

/** What the command found out, ready to be printed or written as JSON. */
export interface Report {
  /** Milliseconds from the start of the command. */
  readyMs: number;
  tenant: LocalTenantDescription;
  /** Opens the console; holds its token. `undefined`: there is none. */
  consoleLink: string | undefined;
  loaded: LoadedDocument;
  /** What of the sources the local tenant doesn't have, by their own names. */
  skipped: string[];
  /** What was read differently from how it is written, and Actions that are kept but not run, one sentence each. */
  notes: string[];
  /** Secrets without a value, a sentence each. */
  missing: string[];
  users: UserDocument[];
  /** For programs that talk to the tenant; holds its credentials. */
  environment: Record<string, string>;
  /** Holds what signs in to the tenant, for a shell to read while it runs. */
  credentialsFile: string;
}

export function reportOn(
  server: LocalTenantServer,
  document: TenantDocument,
  loaded: LoadedDocument,
  readyMs: number,
): Report {
  const kept = document.actions.filter(({ trigger }) => !runTriggers.some((id) => id === trigger.id));
  return {
    readyMs,
    tenant: server.describe(),
    consoleLink: server.consoleLink,
    loaded,
    skipped: document.skipped,
    notes: [
      ...document.notes,
      ...kept.map(({ name, trigger }) => `${name} is kept but not run: the local tenant has no ${trigger.id}.`),
    ],
    missing: missingSecrets(document),
    users: server.engine.users.all().map(userDocument),
    environment: testEnvironment(server),
    credentialsFile: server.credentialsFile,
  };
}
