import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const drift: Verb = {
  name: "drift",
  summary: "",
  changes: false,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
