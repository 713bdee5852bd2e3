import { addedTime } from "./added-time";
import { bundleSize } from "./bundle-size";
import { burst } from "./burst";
import { coldAction } from "./cold-action";
import { deployUnchanged } from "./deploy-unchanged";
import { type Figure, table } from "./figure";
import { heldLogin } from "./held-login";
import { logins } from "./logins";
import { sandboxStart } from "./sandbox-start";
import { saveToLive } from "./save-to-live";
import { synth } from "./synth";

const benchmarks: Record<string, () => Promise<Figure | Figure[]>> = {
  "added-time": addedTime,
  "bundle-size": bundleSize,
  burst,
  "cold-action": coldAction,
  "deploy-unchanged": deployUnchanged,
  "held-login": heldLogin,
  logins,
  "sandbox-start": sandboxStart,
  "save-to-live": saveToLive,
  synth,
};

/** `npm run bench [-- <name>…]`: exit code 1 when a goal is missed or a figure can't be measured, 2 for a name that there is not. */
async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !benchmarks[name]);
  if (unknown) {
    console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(benchmarks).join(", ")}.`);
    process.exit(2);
  }
  const figures: Figure[] = [];
  let failed = false;
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    console.error(`${name} …`);
    try {
      figures.push(...[await benchmarks[name]!()].flat());
    } catch (error) {
      // The figures of the others stand.
      failed = true;
      console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    }
  }
  console.log(table(figures));
  process.exit(!failed && figures.every(({ met }) => met) ? 0 : 1);
}

void main(process.argv.slice(2));
