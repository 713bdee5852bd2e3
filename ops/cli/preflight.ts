import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const preflight: Verb = {
  name: "preflight",
  summary: "",
  changes: false,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
