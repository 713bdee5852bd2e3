import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const adopt: Verb = {
  name: "adopt",
  summary: "",
  changes: true,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
