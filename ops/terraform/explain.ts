import { UserError } from "../../stacks/errors";
import { newerTerraform } from "../errors";
import { exitCodes } from "../exit-codes";

/**
 * Terraform's words for a failure, and what they mean where we know.
 * @param name the tenant's.
 */
export function explained(command: string, said: string, name: string): UserError {
  const words = said.trim();
  if (/Error acquiring the state lock/.test(words)) return stateLocked(words, name);
  const advice = adviceFor(words, name);
  return new UserError(`terraform ${command} failed for ${name}:\n\n${words}${advice ? `\n\n${advice}` : ""}`);
}

/** What to do about an error of the provider's; `undefined` where its own words have to do. */
export function adviceFor(said: string, name: string): string | undefined {
  return advices.find(([pattern]) => pattern.test(said))?.[1](name);
}

const advices: [RegExp, (name: string) => string][] = [
  // First: a wait that is cut short ends with the words of one that took too long as well.
  [/execution halted/, () => "It was interrupted. Terraform kept what was done."],
  [
    /failed to build/,
    () =>
      "Auth0 could not build that Action: mostly a package version that does not exist, or code that is no JavaScript.\n" +
      "The dashboard shows the build's log (Actions, Library, the Action). What ran before still runs.",
  ],
  [
    /never reached (built|deployed) state/,
    () => "Auth0 took longer than the provider waits. Run this again: it goes on from here.",
  ],
  [
    /Unmanaged Action Secret/,
    () => "Somebody added that secret in the dashboard. Remove it there, or it stays in the way of every change.",
  ],
  [
    /403 Forbidden|insufficient[_ ]scope/i,
    (name) => `The application lacks a scope. npm run preflight -- ${name} names those that are missing.`,
  ],
  [/401 Unauthorized/, (name) => `The credentials do not open that tenant. npm run preflight -- ${name} says more.`],
  [/429 Too Many Requests/, () => "Auth0's rate limit is used up. Wait a minute, then run this again."],
  [/Unsupported Terraform Core version/, () => newerTerraform],
  [
    /x509: certificate/,
    () => "The certificate is of an authority that is not known here. Name its roots in SSL_CERT_FILE.",
  ],
];

function stateLocked(words: string, name: string): UserError {
  const said = (field: string) => new RegExp(`^[│ ]*${field}:[ \\t]+(\\S.*)$`, "m").exec(words)?.[1]?.trim();
  const [who, since, id] = [said("Who"), said("Created"), said("ID")];
  const holder = who ? `${who} since ${since?.replace(/\.\d+/, "") ?? "an unknown time"}` : "somebody";
  const unlock = id
    ? `\nIf that process is gone for good, give its lock back: npm run synth, then in cdktf.out/stacks/${name}\n  terraform init && terraform force-unlock ${id}`
    : "";
  return new UserError(
    `${name} is being changed right now by ${holder}; two at once would overwrite each other's state. Nothing was changed.\n` +
      `Run this again when that has ended.${unlock}`,
  );
}

/** @param planAgain what makes another plan, where a person saved it; `undefined`: running the verb again does. */
export function planStale(name: string, planAgain: string | undefined): UserError {
  const what = `out of date: the state has changed since it was made. Nothing of it was applied.`;
  return planAgain === undefined
    ? new UserError(`The plan of ${name} is ${what}\nRun this again, which plans anew.`)
    : new UserError(`That plan of ${name} is ${what}\nMake another one: ${planAgain}`, exitCodes.problems);
}
