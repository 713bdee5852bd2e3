import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { printNote } from "../../support/print";
import { writableFile } from "../../support/writable-path";
import { refuseRescueCopy } from "../../terraform/rescue-copy";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { applyToken, planToken } from "./change-stream-token";
import { noLogStream, noneWaits, noTokenYet } from "./stream-token-errors";
import { isWaiting, receiverVariables, type StreamTokens, tokensIn } from "./stream-tokens";

export interface StreamTokenOptions {
  /** Makes the next token. */
  renew?: boolean;
  /** Has the stream send the next token. */
  use?: boolean;
  /** Where the receiver's variables are written. */
  out?: string;
  /** Prints the receiver's variables. */
  print?: boolean;
}

/**
 * Gives the receiver's variables with the log stream's tokens, which Terraform's state holds in clear; before that makes
 * the next token or has the stream send it, where asked to. Returns the exit code. Throws user errors.
 */
export async function streamToken(invocation: Invocation, options: StreamTokenOptions): Promise<number> {
  if (invocation.tenant.logStream === undefined) throw noLogStream(invocation.name);
  const out = options.out === undefined ? undefined : writableFile(options.out, invocation.caller);
  // Terraform asks for the variables here too; no Action is touched.
  return withWorkspace(invocation, { secrets: "dummies" }, async (workspace, scratch) => {
    refuseRescueCopy(workspace);
    await workspace.terraform.init();
    if (!(await changed(workspace, invocation, options, join(scratch, "plan")))) return exitCodes.declined;
    const tokens = tokensIn(await workspace.terraform.state());
    if (tokens.next === undefined) throw noTokenYet(invocation.name);
    const variables = receiverVariables(tokens);
    if (out !== undefined) writePrivately(out, variables);
    give(invocation, options, tokens, variables);
    return exitCodes.done;
  });
}

/** False when the user declined. */
async function changed(
  workspace: Workspace,
  invocation: Invocation,
  { renew, use }: StreamTokenOptions,
  file: string,
): Promise<boolean> {
  if (!renew && !use) return true;
  const { name } = invocation;
  if (use && !isWaiting(tokensIn(await workspace.terraform.state()))) throw noneWaits(name);
  const plan = await planToken(workspace, use ? "use" : "renew", file);
  const question = use
    ? `Have the log stream of ${name} send the next token? Its receiver must already know it.`
    : `Create the next token for the log stream of ${name}? Nothing sends it yet.`;
  if (!invocation.yes && !(await invocation.confirm(question))) return false;
  await applyToken(workspace, plan);
  return true;
}

function give(
  { name, tenant, output }: Invocation,
  { out, print }: StreamTokenOptions,
  tokens: StreamTokens,
  variables: string,
): void {
  const waits = isWaiting(tokens);
  const document = { tenant: name, domain: tenant.domain, deployed: tokens.current !== undefined, waiting: waits };
  output.result(print ? { ...document, variables } : document, print ? variables : "");
  printNote(`${sentences(name, tokens, waits, out).join("\n")}\n`);
}

function sentences(name: string, { current }: StreamTokens, waits: boolean, out: string | undefined): string[] {
  const written = out === undefined ? [] : [`Written to ${out}, which you alone can read: the receiver's variables.`];
  if (current === undefined) {
    return [
      ...written,
      `The stream of ${name} is not deployed yet; it will send this token: ${npmRun("deploy", name)}`,
    ];
  }
  if (!waits) return [...written, `The stream of ${name} sends its newest token.`];
  return [
    ...written,
    `A new token is ready, but the stream of ${name} still sends the previous one. Give the receiver both, then: ${npmRun("stream-token", name, "--use")}`,
  ];
}

/** In one step, so that it is never read half written or with another mode. */
function writePrivately(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text, { mode: 0o600, flag: "wx" });
  renameSync(beside, file);
}
