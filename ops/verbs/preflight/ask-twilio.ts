import { UserError } from "../../../stacks/errors";
import { problemFrom } from "../../live/problem";
import type { Findings } from "./check";

/** What `ask` finds; where Twilio gives it another answer than it knows, that is the problem. */
export async function askTwilio(ask: () => Promise<Findings>): Promise<Findings> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [problemFrom("Twilio Verify", error)] };
  }
}
