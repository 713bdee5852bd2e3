import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { runEpisode } from "./episode";
import type { Login } from "./login";
import { startRealServer } from "./real-server";
import { kindOf } from "./simulate";

// A machine that stands still for two seconds makes a time-out that was not simulated.
jest.retryTimes(2);

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

/** What became of a login, without the milliseconds that only the real run has. */
function story({ index, end, runs }: Login): object {
  return {
    index,
    end,
    logged: runs.flatMap(({ lines }) => lines.map((line) => line.replace(/ \d+ms/, ""))),
    asked: runs.flatMap(({ requests }) =>
      requests.map(({ number, pending, approved, behaviour }) => [number, behaviour.fault, pending, Boolean(approved)]),
    ),
  };
}

test.each([
  ["ordinary", 0],
  ["hostile", 1],
  ["ordinary, looked up", 2],
  ["hostile, looked up", 3],
])("the same %s logins end the same over real HTTPS, by the clock of this machine", async (_, episode) => {
  const options = { seed: 7, episode, ...kindOf(episode), compiled, brief: true };
  const simulated = await runEpisode(options);
  const server = await startRealServer();
  try {
    const real = await runEpisode({ ...options, real: server });
    expect(real.logins.map(story)).toEqual(simulated.logins.map(story));
    const asked = real.logins.flatMap(({ runs }) => runs.flatMap(({ reads, requests }) => [...reads, ...requests]));
    expect(asked.length).toBeGreaterThan(10);
  } finally {
    await server.stop();
  }
});
