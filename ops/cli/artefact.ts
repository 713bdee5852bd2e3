import { UserError } from "../../stacks/errors";
import type { Verb } from "./verb";

export const artefact: Verb = {
  name: "artefact",
  summary: "",
  changes: false,
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
