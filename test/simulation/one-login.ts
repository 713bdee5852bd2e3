import { compileOurActions } from "../../stacks/bundling";
import { EPISODE_LOGINS, runEpisode } from "./episode";
import { judge } from "./judge";
import type { ActionRun } from "./login";
import type { Person } from "./people";
import { kindOf } from "./simulate";

/** One login of a simulation with all that its Actions saw and said. Its people and numbers are made up. */
export async function describeLogin(seed: number, index: number): Promise<string> {
  const episode = Math.floor(index / EPISODE_LOGINS);
  const { world, logins } = await runEpisode({
    seed,
    episode,
    ...kindOf(episode),
    compiled: await compileOurActions(),
  });
  const { population, looksUp } = world;
  const login = logins.find((one) => one.index === index)!;
  const { login: _, ...verdict } = judge(world, login);
  const { person, request, end, why, codes } = login;
  return [
    `login ${index} of seed ${seed}, ${population}${looksUp ? ", looked up" : ""}: ${request.flow}, ${end}${why ? ` (${why})` : ""}`,
    `settings ${JSON.stringify(world.settings)}`,
    `person ${JSON.stringify(shownPerson(person))}`,
    ...codes.map(({ to, step, typedAt, verification: { codes: all, approvedAt } }) => {
      const sent = all.length > 1 ? `, one of ${all.length} in its verification` : "";
      return `code to ${to} for ${step}: ${typedAt ? "typed" : "not typed"}${sent}, ${approvedAt ? "approved" : "not approved"}`;
    }),
    ...login.runs.flatMap(describeRun),
    `verdict ${JSON.stringify(verdict, null, 2)}`,
  ].join("\n");
}

function shownPerson({ enrolledPhone, otherPhones, unconfirmedPhones, changesTo, proven, carried }: Person): object {
  return { enrolledPhone, otherPhones, unconfirmedPhones, changesTo, proven, others: carried };
}

function describeRun({ action, event, lines, calls, reads, requests, error }: ActionRun): string[] {
  return [
    `${action} event ${JSON.stringify(event)}`,
    ...lines.map((line) => `${action} logs  ${line}`),
    ...calls.map(({ name, args }) => `${action} calls ${name}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`),
    ...reads.map(({ what, behaviour }) => `${action} reads ${what}, fault: ${behaviour.fault}`),
    ...requests.map(({ number, behaviour, pending, approved }) => {
      const found = approved ? "approved" : pending ? "pending" : "nothing pending";
      return `${action} asks  Verify to approve ${number}: ${found}, fault: ${behaviour.fault}`;
    }),
    ...(error === undefined ? [] : [`${action} threw ${error}`]),
  ];
}
