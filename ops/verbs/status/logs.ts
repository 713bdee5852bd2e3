import { placeholderTenant, UserError } from "../../../stacks/errors";
import { isPlaceholder } from "../../../stacks/tenant-schema";
import { lazyManagementClient } from "../../auth0/client";
import { allEntryTypes } from "../../auth0/entry-types";
import { readEntry } from "../../auth0/read-entry";
import { type RawEntry, searchLog } from "../../auth0/search-log";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { type Period, periodInWords } from "../../support/period";
import { printNote } from "../../support/print";
import { withProgress } from "../../support/progress";
import { environmentOf } from "../../terraform/tenant-environment";
import { describeLine } from "./describe-line";
import { followLog } from "./follow-log";

export interface LogsOptions {
  since: Period;
  follow?: boolean;
  personal?: boolean;
}

const ACTIONS_LOG =
  "What the Actions log themselves, one outcome line each, is not in the tenant log: Auth0 dashboard, Monitoring, Actions Logs.";

/** Shows what the tenant log says, or follows it until that is stopped. Returns the exit code. */
export async function logs(
  invocation: Invocation,
  { since: period, follow = false, personal = false }: LogsOptions,
): Promise<number> {
  const { name, tenant, output } = invocation;
  if (isPlaceholder(tenant)) throw new UserError(placeholderTenant(name, tenant.domain).message, exitCodes.notReady);
  const client = lazyManagementClient(tenant.domain, await environmentOf(name, tenant, invocation.caller));
  const since = new Date(Date.now() - period.ms);
  const search = (from: Date) => searchLog(client, allEntryTypes, from);
  const read = (entry: RawEntry) => readEntry(entry, personal);
  if (follow) {
    printNote(`${ACTIONS_LOG}\n`);
    const entries = async (from: Date) => (await search(from)).entries;
    for await (const entry of followLog({ search: entries, since, signal: untilStopped(), onTrouble })) {
      const line = read(entry);
      output.entry(line, `${describeLine(line)}\n`);
    }
    return exitCodes.done;
  }
  const { entries, complete } = await withProgress(`reading the log of ${name}`, () => search(since));
  const lines = entries.toReversed().map(read);
  const texts = [
    ...(complete ? [] : [`These are only the last ${entries.length} entries; ask for a shorter period.`]),
    ...(entries.length === 0 ? [`Nothing in ${periodInWords(period)}.`] : lines.map(describeLine)),
  ];
  const document = { tenant: name, domain: tenant.domain, since: since.toISOString(), complete, entries: lines };
  output.result(document, texts.map((text) => `${text}\n`).join(""));
  printNote(`\n${ACTIONS_LOG}\n`);
  return exitCodes.done;
}

function onTrouble(reason: string): void {
  printNote(`${reason} Trying again.\n`);
}

/** Aborted by Ctrl-C, by a request to end, and when nobody reads on. */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  process.stdout.once("error", stop);
  return controller.signal;
}
