import { z } from "zod";
import type { ManagementClient } from "../auth0/client";
import { logStreamDocument } from "../auth0/entities";

/** A log stream of the tenant as Auth0 has it, without its token. */
export interface LiveLogStream {
  id: string;
  name: string;
  /** E.g. `http`. */
  type: string;
  /** `active`, `paused` or `suspended`. */
  status: string;
  /** Of an HTTP stream. */
  url: string | undefined;
  contentFormat: string | undefined;
  /** Categories that it lets through; `[]`: all. */
  categories: string[];
  /** Fields that are masked or hashed. */
  hiddenFields: string[];
}

/** All of the tenant's, whoever made them. Needs `read:log_streams`. */
export async function liveLogStreams(client: ManagementClient): Promise<LiveLogStream[]> {
  return (await client.get("/log-streams", z.array(logStreamDocument))).map(fromWire);
}

function fromWire({
  id,
  name,
  type,
  status,
  sink,
  filters,
  pii_config: pii,
}: z.infer<typeof logStreamDocument>): LiveLogStream {
  return {
    id,
    name,
    type,
    status,
    url: sink?.httpEndpoint,
    contentFormat: sink?.httpContentFormat,
    categories: (filters ?? []).map((filter) => filter.name),
    hiddenFields: pii?.log_fields ?? [],
  };
}
