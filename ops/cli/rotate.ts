import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const rotate: Verb = {
  name: "rotate",
  summary: "",
  changes: true,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
