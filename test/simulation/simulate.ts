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
  /** Lets only people of such tenants log in: of those that look numbers up, or of those that don't. Default: of both. */
  looksUp?: boolean;
  /** Is told from time to time how many have logged in. */
  onProgress?: (done: number) => void;
}

/** Every other tenant is hostile, and of both kinds every other one looks numbers up. */
export function kindOf(episode: number): { population: Population; looksUp: boolean } {
  return { population: episode % 2 === 0 ? "ordinary" : "hostile", looksUp: episode % 4 >= 2 };
}

/** Lets `logins` people log in and judges each. The same seed gives the same, login by login. */
export async function simulate(options: SimulationOptions): Promise<Tally> {
  const { logins, seed, compiled = await compileOurActions(), plant, looksUp, onProgress } = options;
  const tally = new Tally();
  for (let episode = 0; episode * EPISODE_LOGINS < logins; episode++) {
    if (looksUp !== undefined && looksUp !== kindOf(episode).looksUp) continue;
    const ended = await runEpisode({ seed, episode, ...kindOf(episode), compiled, plant });
    for (const login of ended.logins) {
      if (login.index < logins) tally.add(ended.world, judge(ended.world, login));
    }
    onProgress?.(Math.min((episode + 1) * EPISODE_LOGINS, logins));
  }
  return tally;
}
