import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { API_TOKEN, type ServedTenant, serveTenant } from "../../support/served-tenant";
import { terraformIn } from "../../support/terraform";
import { callsByResource, type Recording, recording } from "./calls";
import { type Blocks, configuration } from "./configuration";

/** One command of a recording, as far as the recording's own `command` does not say it. */
export interface Step {
  /** Absent: the configuration of the step before. */
  blocks?: Blocks | ((served: ServedTenant) => Blocks);
  /** What happens in the world before the command. */
  world?(served: ServedTenant): void;
  env?: Record<string, string>;
}

/** How to do again what a recording shows. */
export interface Scenario {
  /** What happens in the world before anything is run. */
  world?(served: ServedTenant): void;
  /** Applied, with calls not compared, before the first step; the first step's configuration unless it has its own. */
  before?: Blocks[];
  /** One for each step of the recording; those beyond this list are not done. */
  steps: Step[];
  env?: Record<string, string>;
  /** True: signs in with client credentials instead of a static token, so that token calls are among the calls. */
  clientCredentials?: boolean;
  /** Resources of the recording that this project does not use and the configuration leaves out. */
  without?: RegExp;
}

/** What one run of a scenario showed, in the form of the recording's own. */
export interface Outcome {
  exits: number[];
  calls: Record<string, string[]>[];
  /** The first line of each error that Terraform printed, a list per step. */
  errors: string[][];
}

function errorLines(output: string): string[] {
  const plain = output.replace(/^[│╷╵] ?/gm, "");
  return [...plain.matchAll(/^Error: ([\s\S]*?)\n\n/gm)].map((found) => {
    return found[1]!.replace(/\s+/g, " ").replace(/localhost:\d+/g, "localhost");
  });
}

/** What the recording shows of the steps that the scenario does. */
export function recorded(name: string, { steps, clientCredentials, without }: Scenario): Outcome {
  const { steps: all, exchange }: Recording = recording(name);
  const done = all.slice(0, steps.length);
  return {
    exits: done.map(({ exit }) => exit),
    calls: done.map(({ step }) => {
      const groups = callsByResource(exchange.filter((call) => call.step === step));
      if (!clientCredentials) delete groups["/oauth/token"];
      return Object.fromEntries(Object.entries(groups).filter(([resource]) => !without?.test(resource)));
    }),
    errors: done.map(({ output }) => errorLines(`${output}\n\n`)),
  };
}

/** Does with terraform, against a local tenant, what the recording did. */
export async function played(name: string, scenario: Scenario): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const served = await serveTenant();
  const { AUTH0_CLIENT_ID: _id, AUTH0_CLIENT_SECRET: _secret, ...tokenEnv } = served.env;
  const signIn = scenario.clientCredentials ? served.env : { ...tokenEnv, AUTH0_API_TOKEN: API_TOKEN };
  const write = (blocks: Blocks) => writeFileSync(join(folder, "main.tf.json"), configuration(served.domain, blocks));
  const outcome: Outcome = { exits: [], calls: [], errors: [] };
  try {
    const terraform = await terraformIn(folder, { ...signIn, ...scenario.env });
    write({ actions: { first: {} } });
    await terraform.init();
    scenario.world?.(served);
    for (const blocks of scenario.before ?? []) {
      write(blocks);
      const { exit, output } = await terraform.apply();
      if (exit !== 0) throw new Error(`The preparation of ${name} failed:\n${output}`);
    }
    for (const [index, step] of scenario.steps.entries()) {
      step.world?.(served);
      if (step.blocks !== undefined) write(typeof step.blocks === "function" ? step.blocks(served) : step.blocks);
      served.calls.length = 0;
      const args = recording(name).steps[index]!.command.split(" ").slice(1);
      const { exit, output } = await terraform.run(args, step.env);
      outcome.exits.push(exit);
      outcome.calls.push(callsByResource(served.calls));
      outcome.errors.push(errorLines(output));
    }
    return outcome;
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
