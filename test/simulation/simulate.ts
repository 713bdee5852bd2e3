import type { ActionKey } from "../../stacks/actions";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { EPISODE_LOGINS, runEpisode } from "./episode";
import { judge } from "./judge";
import { Tally } from "./tally";
import type { Population } from "./world";

export interface SimulationOptions {
  logins: number;
  seed: number;
  /** Default: ours, built now. */
  compiled?: CompiledActions;
  /** Changes the code of an Action, to see whether the simulation notices. */
  plant?: (action: ActionKey, code: string) => string;
}

/** Every other tenant is hostile. */
export function populationOf(episode: number): Population {
  return episode % 2 === 0 ? "ordinary" : "hostile";
}

/** Lets `logins` people log in and judges each. The same seed gives the same, login by login. */
export async function simulate(options: SimulationOptions): Promise<Tally> {
  const { logins, seed, compiled = compileOurActions(), plant } = options;
  const tally = new Tally();
  for (let episode = 0; episode * EPISODE_LOGINS < logins; episode++) {
    const population = populationOf(episode);
    const ended = await runEpisode({ seed, episode, population, compiled, plant });
    for (const login of ended.logins) {
      if (login.index < logins) tally.add(population, judge(ended.world, login));
    }
  }
  return tally;
}
