import { z } from "zod";
import { logStreamTokenAddress, nextLogStreamTokenAddress } from "../../../stacks/addresses";
import { currentAt, type StateDocument } from "../../terraform/state-document";

/** The log stream's tokens, as the state has them in clear. */
export interface StreamTokens {
  /** What the stream sends; `undefined` before the first deploy. */
  current: string | undefined;
  /** What it is to send next; the same as `current` unless a rotation is under way. */
  next: string | undefined;
}

const token = z.looseObject({ output: z.looseObject({ value: z.string() }).nullish() });

/** @throws UserError when the state is not as Terraform writes it. */
export function tokensIn(state: StateDocument): StreamTokens {
  const at = (address: string) => currentAt(state, address, token)?.output?.value;
  return { current: at(logStreamTokenAddress), next: at(nextLogStreamTokenAddress) };
}

/** Whether the stream sends another token than it is to send next. */
export function isWaiting({ current, next }: StreamTokens): boolean {
  return current !== undefined && current !== next;
}

/** The log-stream-receiver's variables, a line each; with several tenants they end in the tenant's name. */
export function receiverVariables({ current, next }: StreamTokens): string {
  const lines = [`LOG_STREAM_TOKEN=${next}`];
  if (current !== undefined && current !== next) lines.push(`LOG_STREAM_TOKEN_PREVIOUS=${current}`);
  return `${lines.join("\n")}\n`;
}
