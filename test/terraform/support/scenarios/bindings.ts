import { codeOf } from "../configuration";
import type { Scenario } from "../scenario";
import { bound, byHand, single } from "./builders";

/** Recordings of the list of a trigger, and of Actions that are on it while they go or change. */
export const bindings: Record<string, Scenario> = {
  "remove-action-cbd": { before: [bound(["a", "b", "c"])], steps: [{ blocks: bound(["a", "c"]) }] },
  "bind-undeployed": { steps: [{ blocks: { ...single({ deploy: false }), bound: ["x"] } }] },
  "foreign-binding-drift": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ world: (served) => byHand(served, "f1", {}, true) }, {}],
  },
  "foreign-bindings": {
    world: (served) => ["f1", "f2"].map((name) => byHand(served, name, {}, true)),
    steps: [{ blocks: { ...single(), bound: ["x"] } }, {}],
  },
  "remove-action-cbd-late": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "c"]) }],
  },
  "remove-action-cbd-noop-first": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "b", "c"]) }, { blocks: bound(["a", "c"]) }],
  },
  "remove-action-cbd-on-bindings": {
    before: [{ ...bound(["a", "b", "c"], {}, false), boundFlag: true }],
    steps: [{ blocks: { ...bound(["a", "c"], {}, false), boundFlag: true } }],
  },
  "remove-action-no-cbd": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "c"], {}, false) }, {}],
  },
  "remove-action-two-applies": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [
      { blocks: { ...bound(["a", "b", "c"], {}, false), bound: ["a", "c"] } },
      { blocks: bound(["a", "c"], {}, false) },
    ],
  },
  "remove-bindings-resource-and-action": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: { actions: { a: {}, c: {} } } }],
  },
  "rename-action": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["a", "b", "c"], { b: { name: "b-renamed", code: codeOf("b") } }, false) }],
  },
  "rename-address": {
    before: [bound(["a", "b", "c"])],
    steps: [{ blocks: bound(["a", "bb", "c"], { bb: { name: "b" } }) }],
  },
  "rename-address-moved": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [
      {
        blocks: {
          ...bound(["a", "bb", "c"], { bb: { name: "b" } }, false),
          moved: { from: "auth0_action.b", to: "auth0_action.bb" },
        },
      },
    ],
  },
  "reorder-bindings": {
    before: [bound(["a", "b", "c"], {}, false)],
    steps: [{ blocks: bound(["c", "a", "b"], {}, false) }],
  },
  "replace-bindings-cbd": {
    before: [{ ...bound(["a", "b", "c"]), boundFlag: true }],
    steps: [{}, {}],
  },
  "replace-bound-action": { before: [bound(["a", "b", "c"])], steps: [{}] },
  "replace-bound-action-no-cbd": { before: [bound(["a", "b", "c"], {}, false)], steps: [{}] },
};
