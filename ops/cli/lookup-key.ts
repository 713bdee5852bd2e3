import { lookupKey as run } from "../verbs/rotate/lookup-key";
import type { Verb } from "./verb";

export const lookupKey: Verb = {
  name: "lookup-key",
  summary: "Creates the key pair that mfa-feedback looks up enrolled numbers with. Changes no tenant.",
  changes: false,
  ends: {
    done: "the key pair exists",
    notReady: "an argument or tenants.ts is wrong, or a key already exists",
  },
  run,
};
