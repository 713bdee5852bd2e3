import { lookupKey as run } from "../verbs/lookup-key/lookup-key";
import type { Verb } from "./verb";

export const lookupKey: Verb = {
  name: "lookup-key",
  summary: "Makes the key pair with which mfa-feedback looks up enrolled numbers. Changes no tenant.",
  changes: false,
  ends: {
    done: "the pair is there",
    notReady: "an argument or tenants.ts is wrong, or there is a key already",
  },
  run,
};
