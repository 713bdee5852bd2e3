import { explained, planStale } from "../../ops/terraform/explain";

const LOCKED = `
Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        8b1f0c1e-0000-4000-8000-000000000001
  Path:      ../../../.state/dev.tfstate
  Operation: OperationTypeApply
  Who:       ana@laptop
  Version:   1.11.4
  Created:   2026-11-24 11:54:47.123456 +0000 UTC
  Info:      
`;

it("says who changes the tenant at the moment, and how to get rid of a lock that was left", () => {
  const { message } = explained("plan", LOCKED, "dev");
  expect(message).toMatch(/^dev is being changed right now by ana@laptop since 2026-11-24 11:54:47 \+0000 UTC;/);
  expect(message).toContain("Nothing was changed.");
  expect(message).toContain("terraform force-unlock 8b1f0c1e-0000-4000-8000-000000000001");
});

it.each([
  ["open ../.dev.tfstate.lock.info: no space left on device", /The disk is full/],
  ["operation error S3: PutObject, https response error StatusCode: 403, AccessDenied: Access Denied", /may not write/],
  ["open ../../../.state/.dev.tfstate.lock.info: permission denied", /may not write/],
  ["dial tcp: lookup state.example.com: no such host", /The backend can't be reached/],
  ["dial tcp 10.0.0.1:443: connect: connection refused", /The backend can't be reached/],
  ["resource temporarily unavailable", /does not say who/],
  ["something new", /for the reason above/],
])("does not tell of a colleague where Terraform names none (%s)", (reason, advice) => {
  const words = `Error: Error acquiring the state lock\n\nError message: ${reason}\n\nTerraform acquires a state lock to protect the state.`;
  const { message } = explained("plan", words, "dev");
  expect(message).toContain(words);
  expect(message).toMatch(advice);
  expect(message).toContain("Nothing was changed.");
  expect(message).not.toMatch(/being changed right now|force-unlock/);
});

it("says how to make another plan when one is out of date", () => {
  const saved = planStale("dev").forSaved("npm run plan -- dev --artefact one --out <file>");
  expect(saved.message).toMatch(
    /out of date[\s\S]*Nothing of it was applied\.\n.*npm run plan -- dev --artefact one --out <file>$/,
  );
  expect(saved.exitCode).toBe(4);
  const own = planStale("dev");
  expect(own.message).toMatch(/out of date[\s\S]*\nRun this again to make a new plan\.$/);
  expect(own.exitCode).toBe(1);
});

it.each([
  ['Error: action "x" never reached built state: action "x" failed to build', /could not build/],
  ['Error: action "x" never reached built state: expected action "x" status', /longer than the provider waits/],
  ["Error: Unmanaged Action Secret", /added that secret in the dashboard/],
  ["Error: 403 Forbidden: Insufficient scope, expected any of: update:actions", /npm run preflight -- dev/],
  ["Error: 401 Unauthorized: Invalid token", /credentials/],
  ["Error: Unsupported Terraform Core version", /Install Terraform 1\.11 or newer/],
  ["Error: execution halted", /interrupted/],
  [
    'Error: action "MFA" never reached built state: expected action "MFA" status "pending" to equal "built"\n\nError: execution halted',
    /interrupted/,
  ],
  ["Error: 429 Too Many Requests: Global limit has been reached", /rate limit/],
])("passes on %j and adds what it means", (words, meaning) => {
  const { message } = explained("apply", words, "dev");
  expect(message).toContain(words);
  expect(message).toMatch(meaning);
});

it("passes on what it does not know as it is", () => {
  expect(explained("plan", "Error: something new\n", "dev").message).toBe(
    "terraform plan failed for dev:\n\nError: something new",
  );
});
