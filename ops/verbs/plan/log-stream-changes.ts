import { z } from "zod";
import { logStreamAddress, logStreamTokenAddress, nextLogStreamTokenAddress } from "../../../stacks/addresses";
import { type Attributes, readAttributes } from "../../terraform/attributes";
import type { ChangeKind, ResourceChange } from "../../terraform/plan-document";

/** What becomes of the log stream, or of one of its tokens, in words. Holds no token. */
export interface LogStreamChange {
  address: string;
  /** E.g. `its token`. */
  what: string;
  kind: ChangeKind;
  fields: { field: string; before: string; after: string }[];
}

const words = new Map([
  [logStreamAddress, "the log stream to the receiver"],
  [logStreamTokenAddress, "its token"],
  [nextLogStreamTokenAddress, "its next token"],
]);

/** Addresses that are told of as the log stream. */
export const ofLogStream: readonly string[] = [...words.keys()];

/** @param changing those of a plan that change. */
export function logStreamChanges(changing: readonly ResourceChange[]): LogStreamChange[] {
  return changing.flatMap(({ address, kind, before, after }) => {
    const what = words.get(address);
    if (what === undefined) return [];
    return [{ address, what, kind, fields: address === logStreamAddress ? fieldsOf(before, after) : [] }];
  });
}

function fieldsOf(before: Attributes | undefined, after: Attributes | undefined): LogStreamChange["fields"] {
  if (after === undefined) return [];
  const [was, is] = [readable(before), readable(after)];
  return Object.keys(is)
    .filter((field) => was[field] !== is[field])
    .map((field) => ({ field, before: was[field] ?? "", after: is[field] ?? "" }));
}

const logStream = z.looseObject({
  sink: z.array(z.looseObject({})).nullish(),
  filters: z.array(z.looseObject({ name: z.string() })).nullish(),
  pii_config: z.array(z.looseObject({ log_fields: z.array(z.string()).nullish() })).nullish(),
});

/** What may be shown of a stream. */
function readable(attributes: Attributes | undefined): Record<string, string> {
  if (attributes === undefined) return {};
  const stream = readAttributes(logStream, attributes, `${logStreamAddress} in the plan`);
  const sink = stream.sink?.[0];
  return {
    name: shown(stream.name),
    status: shown(stream.status),
    url: shown(sink?.http_endpoint),
    format: shown(sink?.http_content_format),
    priority: shown(stream.is_priority),
    categories: (stream.filters ?? []).map(({ name }) => name).join(", "),
    "hidden fields": (stream.pii_config?.[0]?.log_fields ?? []).join(", ") || "none",
  };
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
