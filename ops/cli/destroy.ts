import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const destroy: Verb = {
  name: "destroy",
  summary: "",
  changes: true,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
