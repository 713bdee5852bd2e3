import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../../stacks/errors";
import type { Environment } from "../../support/environment";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { parsedJson } from "../../support/json";
import { printableMarkdown } from "../../support/markdown";
import { printNote } from "../../support/print";
import { printableLines } from "../../support/printable";

/** A pull request that a workflow runs for. */
export interface PullRequest {
  number: number;
  /** The commit that its author pushed; GITHUB_SHA is a temporary merge commit. */
  head: string;
}

/** `undefined` when the workflow runs for something else. */
export function pullRequestOf({ GITHUB_EVENT_PATH: file }: Environment): PullRequest | undefined {
  if (!file || !existsSync(file)) return undefined;
  const { success, data, error } = eventSchema.safeParse(parsedJson(readFileSync(file, "utf8")));
  if (!success) throw eventUnreadable(file, error.issues[0]);
  const { pull_request: found } = data;
  return found && { number: found.number, head: found.head.sha };
}

const eventSchema = z.looseObject({
  pull_request: z.looseObject({ number: z.number(), head: z.looseObject({ sha: z.string() }) }).optional(),
});

function eventUnreadable(file: string, issue: z.core.$ZodIssue | undefined): UserError {
  const where = issue?.path.join(".") || "the document";
  return new UserError(
    `GITHUB_EVENT_PATH names ${file}, which is not an event of GitHub's: ${where}: ${issue?.message}.\n` +
      "Run this in a workflow, where GitHub sets it, or unset it.",
    exitCodes.notReady,
  );
}

/** Adds Markdown to the page of the run. */
export function addSummary({ GITHUB_STEP_SUMMARY: file }: Environment, markdown: string): void {
  if (file) appendFileSync(file, `${printableMarkdown(markdown).trimEnd()}\n\n`);
}

/** Hands a value to later jobs. @param value one line. */
export function setOutput({ GITHUB_OUTPUT: file }: Environment, name: string, value: string): void {
  if (file) appendFileSync(file, `${name}=${value}\n`);
}

/**
 * Does some work that prints, with the runner not looking for commands: a line that begins with `::` would be one, and
 * what is printed is partly other people's. JSON has no such line and stays alone.
 */
export async function withoutCommands<Result>(
  { caller, output }: Pick<Invocation, "caller" | "output">,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!caller.GITHUB_ACTIONS) return work();
  const token = randomUUID();
  output.text(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    output.text(`\n::${token}::\n`);
  }
}

/**
 * Shows a message on the run's page. Outside a workflow it is a plain line. It goes to standard output, as what
 * `withoutCommands` writes does: the runner reads the two streams apart, and standard error first. JSON stays alone there.
 */
export function annotate(
  { caller, output }: Pick<Invocation, "caller" | "output">,
  kind: "notice" | "warning" | "error",
  title: string,
  text: string,
): void {
  const escaped = (part: string) => part.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const property = (part: string) => escaped(part).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const inWorkflow = Boolean(caller.GITHUB_ACTIONS);
  if (!inWorkflow) printNote(`${title}: ${text}\n`);
  else output.aside(`::${kind} title=${property(title)}::${escaped(printableLines(text))}\n`);
}

/** Does some work; when it throws a user error, shows that on the run's page before it throws it on. */
export async function annotated<Result>(
  invocation: Pick<Invocation, "caller" | "output">,
  title: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) annotate(invocation, "error", title, error.message);
    throw error;
  }
}

/** E.g. `commit 0123456, [run](https://github.com/…)`. */
export function whereOf(env: Environment): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, GITHUB_SHA: sha } = env;
  const commit = (pullRequestOf(env)?.head ?? sha)?.slice(0, 7);
  const parts = [
    ...(commit ? [`commit ${commit}`] : []),
    ...(server && run ? [`[run](${server}/${repository}/actions/runs/${run})`] : []),
  ];
  return parts.join(", ");
}
