import { z } from "zod";

const url = z
  .string("must be the address of the receiver, for instance https://feedback.example.com/")
  .refine(isEndpoint, "must be an https address without credentials, for instance https://feedback.example.com/");

/** The provider takes no other scheme, for a tenant on this machine either. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return protocol === "https:" && username === "" && password === "" && hash === "";
}

/** Where the tenant's log is sent to, for feedback by log stream. */
export const logStreamSettings = z.strictObject({
  /** Of the log-stream-receiver. */
  url,
  /** What the receiver runs on: Twilio Functions take no JSON lines. */
  receiver: z.enum(
    ["node", "lambda", "workers", "twilio-functions"],
    'must be "node", "lambda", "workers" or "twilio-functions"',
  ),
  /** Lets Auth0 deliver this stream ahead of others. Not every plan of Auth0 has it. */
  priority: z.boolean().default(false),
});

export type LogStreamSettings = z.output<typeof logStreamSettings>;
