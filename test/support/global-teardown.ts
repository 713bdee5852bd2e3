import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { TestProvider } from "./terraform-provider";

const TEXT = {
  real: (why: string) => `Terraform tests ran with the real provider (${why}).\n`,
  double: () =>
    "Terraform tests ran with the test double of the auth0/auth0 provider: the real one can't be downloaded here.\n" +
    "REQUIRE_REAL_PROVIDER=1 makes that a failure; TF_CLI_CONFIG_FILE may name a mirror that holds the real one.\n",
};

/** Ends the run's output with the provider that the Terraform suites used, if any ran. */
export default function globalTeardown(): void {
  const file = process.env.TEST_PROVIDER_FILE;
  if (file === undefined) return;
  if (existsSync(file)) {
    const { kind, why } = JSON.parse(readFileSync(file, "utf8")) as TestProvider;
    process.stderr.write(`\n${TEXT[kind](why)}`);
  }
  rmSync(dirname(file), { recursive: true, force: true });
}
