import { UserError } from "../../stacks/errors";
import type { GeneralVerb } from "./verb";

export const artefact: GeneralVerb = {
  name: "artefact",
  summary: "",
  argument: { name: "folder", description: "a folder that is not there yet" },
  ends: {},
  run: async () => {
    throw new UserError("Not there yet.");
  },
};
