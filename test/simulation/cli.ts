// npm run simulate -- --logins N --seed S: people who log in, and what became of their codes. Exit code 1 when the
// Actions failed anybody, 2 for options that make no sense.
import { Command, InvalidArgumentError } from "commander";
import { describeLogin } from "./one-login";
import { simulate } from "./simulate";
import { resultTables } from "./table";

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(text);
}

/** Tells a terminal how far it is: a run can take minutes. The line is gone when it ends. */
function progressOf(many: string): (done: number) => void {
  const { isTTY } = process.stderr;
  if (!isTTY) return () => {};
  return (done) => {
    const text = done.toLocaleString("en-US");
    process.stderr.write(text === many ? "\r\u001b[K" : `\r${text} of ${many} logins …`);
  };
}

async function main(): Promise<void> {
  const program = new Command("npm run simulate --")
    .description(
      "Simulates logins and judges what the Actions made of them. docs/simulation.md says what the rows mean.",
    )
    .option("--logins <number>", "how many", whole, 20_000)
    .option("--seed <number>", "the same seed gives the same logins", whole, 1)
    .option("--login <index>", "shows one login of the seed instead, with events and log lines", whole)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse();
  const { logins, seed, login } = program.opts<{ logins: number; seed: number; login?: number }>();
  if (login !== undefined) return console.log(await describeLogin(seed, login));

  const many = logins.toLocaleString("en-US");
  const tally = await simulate({ logins, seed, onProgress: progressOf(many) });
  console.log(`${many} logins, seed ${seed}; half of the tenants are hostile, half look numbers up\n`);
  console.log(resultTables(tally));
  for (const { login, what } of tally.failures) {
    console.log(`\nlogin ${login}: ${what}\n  see it: npm run simulate -- --seed ${seed} --login ${login}`);
  }
  console.log(tally.failed === 0 ? "\nNothing failed." : `\n${tally.failed.toLocaleString("en-US")} failures.`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

void main();
