import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const rollback: Verb = {
  name: "rollback",
  summary: "",
  changes: true,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
