import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const status: Verb = {
  name: "status",
  summary: "",
  changes: false,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
