import { logStreamAddress, logStreamTokenAddress, nextLogStreamTokenAddress } from "../../../stacks/addresses";
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

function fieldsOf(before: ResourceChange["before"], after: ResourceChange["after"]): LogStreamChange["fields"] {
  if (after === undefined) return [];
  const [was, is] = [readable(before), readable(after)];
  return Object.keys(is)
    .filter((field) => was[field] !== is[field])
    .map((field) => ({ field, before: was[field] ?? "", after: is[field] ?? "" }));
}

/** What may be shown of a stream. */
function readable(stream: ResourceChange["before"]): Record<string, string> {
  if (stream === undefined) return {};
  const [sink = {}] = stream.sink ?? [];
  return {
    name: shown(stream.name),
    status: shown(stream.status),
    url: shown(sink.http_endpoint),
    format: shown(sink.http_content_format),
    priority: shown(stream.is_priority),
    categories: (stream.filters ?? []).map(({ name }: { name: string }) => name).join(", "),
    "hidden fields": (stream.pii_config?.[0]?.log_fields ?? []).join(", ") || "none",
  };
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
