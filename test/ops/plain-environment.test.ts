import { git } from "../../ops/support/git";
import { plainEnvironment } from "../../ops/support/plain-environment";

const secrets = {
  AUTH0_CLIENT_SECRET: "fake",
  TF_VAR_TWILIO_AUTH_TOKEN: "fake",
  PLAN_KEY: "fake",
  GITHUB_TOKEN: "fake",
  AWS_SECRET_ACCESS_KEY: "fake",
  ARM_CLIENT_SECRET: "fake",
  GOOGLE_CREDENTIALS: "fake",
  PGPASSWORD: "fake",
  TF_HTTP_PASSWORD: "fake",
  NPM_TOKEN: "fake",
  NODE_AUTH_TOKEN: "fake",
  "npm_config_//npm.example.com/:_authToken": "fake",
  NPM_CONFIG__AUTH: "fake",
};

it("keeps what programs need, in the case that the system writes it, and no secret", () => {
  const needed = { Path: "bin", HOME: "home", https_proxy: "proxy", LC_CTYPE: "C", npm_config_cache: "cache" };
  expect(plainEnvironment({ ...needed, ...secrets })).toEqual(needed);
});

it("gives git, and what git starts, no secret and nothing of a surrounding git", () => {
  const before = { ...process.env };
  Object.assign(process.env, secrets, { GIT_DIR: "elsewhere" });
  try {
    const { exit, stdout } = git(["-c", "alias.show-env=!env", "show-env"]);
    expect(exit).toBe(0);
    const names = stdout.split("\n").map((line) => line.split("=")[0]!);
    expect(names).toContain("PATH");
    expect(names.filter((name) => name in secrets)).toEqual([]);
    expect(stdout).not.toContain("GIT_DIR=elsewhere");
  } finally {
    process.env = before;
  }
});
