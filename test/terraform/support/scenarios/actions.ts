import { codeOf } from "../configuration";
import type { Scenario } from "../scenario";
import {
  atRead,
  BUILDS,
  bound,
  byHand,
  CREATE_ALL,
  FAILS,
  idOf,
  PHONE,
  REPAIRED,
  single,
  TOKEN_VALUES,
} from "./builders";

/** Until a scenario ends it. */
const NEVER_MS = 3_600_000;

/** Recordings of creating, building, deploying and looking up Actions. */
export const actions: Record<string, Scenario> = {
  "failed-build-update": {
    before: [single()],
    world: ({ tenant }) =>
      Object.assign(tenant.actions.build, { fails: ({ code }: { code: string }) => code.includes("broken") }),
    steps: [
      { blocks: single({ code: "exports.onExecutePostLogin = broken" }) },
      {},
      { blocks: single({ code: REPAIRED }) },
    ],
  },

  "build-timeout": {
    steps: [
      {
        // 2 s in the recording; three reads come with anything from 1.5 s to 3.5 s.
        blocks: single({ timeouts: { create: "3s" } }),
        world: ({ tenant }) => Object.assign(tenant.actions.build, { ms: NEVER_MS }),
      },
    ],
  },
  "change-code": {
    before: [{ ...bound(["a", "b", "c"], {}, false), outputs: { b_version: "${auth0_action.b.version_id}" } }],
    steps: [
      {
        blocks: {
          ...bound(["a", "b", "c"], { b: { code: codeOf("b changed") } }, false),
          outputs: { b_version: "${auth0_action.b.version_id}" },
        },
      },
      {},
    ],
  },
  "cdktf-stack": {
    steps: [
      {
        blocks: {
          actions: {
            a: {
              code: "exports.onExecutePostLogin = async () => {};",
              secrets_wo: { TOK: "${var.token}" },
              secrets_wo_version: 1,
            },
          },
          bound: ["a"],
          data: { d: { name: "a", depends_on: ["auth0_action.a"] } },
          variables: ["token"],
        },
      },
      {},
      {},
    ],
    env: TOKEN_VALUES,
  },
  "create-all": { steps: [{ blocks: CREATE_ALL }], env: TOKEN_VALUES, without: PHONE },
  "data-action-lookup": {
    steps: [
      { blocks: { data: { d: { name: "nobody" } } } },
      {
        blocks: { data: { d: { name: "twin" } } },
        world: (served) => ["twin", "twin"].map((name) => byHand(served, name)),
      },
      { blocks: { data: { d: { id: "00000000-0000-4000-8000-00000000dead" } } } },
    ],
  },
  "deploy-flag": {
    steps: [{ blocks: single({ deploy: false }) }, { blocks: single() }, { blocks: single({ deploy: false }) }],
  },
  "draft-edited-by-hand": {
    before: [single()],
    steps: [
      {
        blocks: single(),
        world: (served) => served.tenant.actions.update(idOf(served, "x"), { code: "// edited by hand" }),
      },
      {},
    ],
  },
  "failed-build-create": {
    steps: [{ blocks: { ...single(), bound: ["x"] }, world: FAILS }, {}, { world: BUILDS }],
  },
  "failed-build-create-cbd": {
    before: [bound(["a", "b", "c"])],
    steps: [{ blocks: bound(["a", "b", "c", "d"]), world: FAILS }, { world: BUILDS }],
  },
  "plan-no-change": { before: [CREATE_ALL], steps: [{}, {}], env: TOKEN_VALUES, without: PHONE },
  "runtime-and-dependencies": {
    steps: [
      { blocks: single({ runtime: "node18", dependencies: { lodash: "4.17.20" } }) },
      {},
      { blocks: single({ runtime: "node18", dependencies: { lodash: "4.17.21" } }) },
      { blocks: single({ runtime: "node18" }) },
      { blocks: single({ runtime: null }) },
    ],
  },
  "slow-build": {
    // The recorded build took 5 s, which a machine that is busy may take for fewer reads.
    world: (served) => {
      served.tenant.actions.build.ms = NEVER_MS;
      atRead(5, ({ tenant }) => tenant.actions.finishBuilds())(served);
    },
    steps: [{ blocks: single() }],
  },
  "slow-deploy": {
    world: (served) => {
      served.tenant.actions.build.deployMs = NEVER_MS;
      atRead(5, ({ tenant }) => Object.assign(tenant.actions.list()[0]!.versions.at(-1)!, { liveAt: 0 }))(served);
    },
    steps: [{ blocks: { ...single(), outputs: { v: "${auth0_action.x.version_id}" } } }],
  },
};
