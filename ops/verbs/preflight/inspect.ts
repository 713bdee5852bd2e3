import { readExpectedStack } from "../../terraform/expected-stack";
import type { Workspace } from "../../terraform/workspace";
import type { Check, Findings } from "./check";
import { checks } from "./checks";
import type { CheckedProblem, Inspection } from "./inspection";
import { type Read, type Readings, type Sources, type Subject, startReading } from "./readings";

export interface InspectOptions extends Sources {
  /** As in `PreflightOptions`. */
  secrets: boolean;
}

/** Makes every check at once, or those that are `among`. Changes nothing. */
export async function inspect(
  workspace: Workspace,
  { secrets, ...sources }: InspectOptions,
  among: readonly (typeof checks)[number][] = checks,
): Promise<Inspection> {
  const { name, tenant, env, folder } = workspace;
  const subject: Subject = { name, tenant, env, folder, expected: readExpectedStack(folder), changes: secrets };
  const read = startReading(workspace, subject, sources);
  const found = await Promise.all(
    among.map(async (check) => ({ name: check.name, findings: await findingsOf(check, subject, read) })),
  );
  const named = (kind: "problems" | "warnings"): CheckedProblem[] => {
    return found.flatMap(({ name, findings }) =>
      (findings[kind] ?? []).map((problem) => ({ check: name, ...problem })),
    );
  };
  const skipped = found.flatMap(({ name, findings }) => (findings.skipped ? [[name, findings.skipped]] : []));
  return { problems: named("problems"), warnings: named("warnings"), skipped: Object.fromEntries(skipped) };
}

async function findingsOf(check: Check, subject: Subject, read: Read): Promise<Findings> {
  if (check.when && !check.when(subject.tenant)) return {};
  const needed = await Promise.all(check.needs.map(async (need) => [need, await read(need)] as const));
  for (const [, reading] of needed) if ("why" in reading) return { skipped: reading.why };
  const values = needed.map(([need, reading]) => [need, "value" in reading ? reading.value : undefined]);
  return check.run(subject, Object.fromEntries(values) as Readings);
}
