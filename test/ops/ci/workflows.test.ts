import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";

const folder = join(repoRoot, ".github", "workflows");

/** Every job of every workflow: where it stands, the environment it runs in, its text. */
const jobs = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const [, ...found] = text.slice(text.indexOf("\njobs:")).split(/\n {2}(?=[\w-]+:\n)/);
  return found.map((job) => ({
    job: `${file}: ${job.split(":")[0]}`,
    forPullRequests: text.includes("pull_request"),
    environment: /^ {4}environment: (.+?)(?: #.*)?$/m.exec(job)?.[1]?.replace("${{ matrix.tenant }}", "*"),
    text: job,
  }));
});

it("keeps the key of sealed plans, and every secret of Twilio, from environments that a pull request may use", () => {
  const open = jobs.filter(({ forPullRequests }) => forPullRequests).map(({ environment }) => environment);
  expect(open).toContain("*-plan");
  const withKey = jobs.filter(({ text }) => /secrets\.(PLAN_KEY|TWILIO_)/.test(text));
  expect(withKey.map(({ job, environment }) => [job, environment])).toEqual([
    ["deploy.yml: dev", "dev"],
    ["deploy.yml: prod-plan", "prod-seal"],
    ["deploy.yml: prod", "prod"],
  ]);
});
