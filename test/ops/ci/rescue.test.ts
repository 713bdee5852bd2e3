import { tmpdir } from "node:os";
import { requireRescue } from "../../../ops/verbs/ci/rescue";
import { PLAN_KEY } from "../support/github-workflow";

it("refuses a place for the state that can't be written before anything is applied", () => {
  expect(() => requireRescue({ caller: { PLAN_KEY } }, { rescue: tmpdir() })).toThrow(
    `${tmpdir()} can't be written: it is a folder.\nName another place. Nothing was done.`,
  );
});

it("asks for the key that a state would be sealed with, where one is to be kept", () => {
  expect(() => requireRescue({ caller: {} }, { rescue: "state.sealed" })).toThrow(/PLAN_KEY is not set/);
  expect(() => requireRescue({ caller: {} }, {})).not.toThrow();
});
