import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const plan: Verb = {
  name: "plan",
  summary: "",
  changes: false,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
