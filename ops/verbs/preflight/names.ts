import { nameProblems } from "../../live/actions";
import { moveState } from "../../terraform/state-under-old-name";
import { defineCheck } from "./check";

/** Without the state, Actions of ours would look like somebody else's. */
export const names = defineCheck({
  name: "names",
  passed: "no other Action has the name of one of ours",
  failed: "the state does not know Actions with our names",
  needs: ["actions", "state", "ownership"],
  run({ name, folder, expected }, { actions, ownership: { ours, oldState } }) {
    if (oldState === undefined) {
      return { problems: nameProblems({ name, folder }, expected, ours, { actions }) };
    }
    return {
      problems: [
        {
          what: `The state of ${name} is empty, but the tenant has Actions of ours.`,
          where: `tenants.ts, the name ${name}; ${oldState.file}`,
          fix: moveState(oldState),
        },
      ],
    };
  },
});
