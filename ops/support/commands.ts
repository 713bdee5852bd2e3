import type { Invocation } from "./invocation";

/** A command as it is typed into a shell: what a shell would split or read is in quotation marks; `<…>` is to be filled in. */
export function npmRun(verb: string, ...words: readonly string[]): string {
  return ["npm run", verb, "--", ...words.map(quoted)].join(" ");
}

/** The commands that plan and deploy a tenant. */
export interface Commands {
  plan: string;
  deploy: string;
}

/**
 * @param artefact its folder as the caller named it. Absent: the repository's, or a folder to fill in where
 * the tenant takes nothing but artefacts (`promotesFrom`).
 */
export function commandsFor({ name, tenant }: Pick<Invocation, "name" | "tenant">, artefact?: string): Commands {
  const folder = artefact ?? (tenant.promotesFrom === undefined ? undefined : "<folder>");
  const words = folder === undefined ? [name] : [name, "--artefact", folder];
  return { plan: npmRun("plan", ...words), deploy: npmRun("deploy", ...words) };
}

/** A word as a shell takes it for one. */
export function quoted(word: string): string {
  return /^(<\w+>|[\w@%+=:,./~-]+)$/.test(word) ? word : JSON.stringify(word);
}
