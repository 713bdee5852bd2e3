import { explained, planStale, withAdvice } from "../../ops/terraform/explain";
import { failureReason } from "../../ops/terraform/failure-reason";
import { nextSteps, savedPlanRefused } from "../../ops/verbs/deploy/next-steps";

const lockedBy = (reason: string, path: string) => `
Error: Error acquiring the state lock

Error message: ${reason}
Lock Info:
  ID:        8b1f0c1e-0000-4000-8000-000000000001
  Path:      ${path}
  Operation: OperationTypeApply
  Who:       ana@laptop
  Version:   1.11.4
  Created:   2026-11-24 11:54:47.123456 +0000 UTC
  Info:      
`;

it("says who changes the tenant at the moment, and how to get rid of a lock that was left", () => {
  const locked = lockedBy("operation error S3: PutObject, StatusCode: 412, PreconditionFailed", "states/dev.tfstate");
  const { message } = explained("plan", locked, "dev");
  expect(message).toMatch(/^dev is being changed right now by ana@laptop since 2026-11-24 11:54:47 \+0000 UTC;/);
  expect(message).toContain("so Terraform changed nothing.");
  expect(message).toContain("terraform force-unlock 8b1f0c1e-0000-4000-8000-000000000001");
});

it.each([
  "resource temporarily unavailable",
  "The process cannot access the file because another process has locked a portion of the file.",
])("says nothing of releasing the lock of a local state, which ends with its process (%s)", (reason) => {
  const { message } = explained("plan", lockedBy(reason, "../../../.state/dev.tfstate"), "dev");
  expect(message).toMatch(/^dev is being changed right now by ana@laptop/);
  expect(message).toMatch(/\nRun this again when that has ended\.$/);
});

it.each([
  ["open ../.dev.tfstate.lock.info: no space left on device", "lock-disk-full", /The disk is full/],
  [
    "operation error S3: PutObject, https response error StatusCode: 403, AccessDenied: Access Denied",
    "lock-refused",
    /may not write/,
  ],
  ["open ../../../.state/.dev.tfstate.lock.info: permission denied", "lock-refused", /may not write/],
  ["dial tcp: lookup state.example.com: no such host", "lock-unreachable", /The backend can't be reached/],
  ["dial tcp 10.0.0.1:443: connect: connection refused", "lock-unreachable", /The backend can't be reached/],
  ["resource temporarily unavailable", "lock-held", /does not say who/],
  ["something new", "lock-unknown", /for the reason above/],
])("does not tell of a colleague where Terraform names none (%s)", (said, kind, advice) => {
  const words = `Error: Error acquiring the state lock\n\nError message: ${said}\n\nTerraform acquires a state lock to protect the state.`;
  expect(failureReason(words)).toEqual({ kind });
  const { message } = explained("plan", words, "dev");
  expect(message).toContain(words);
  expect(message).toMatch(advice);
  expect(message).toContain("Nothing was changed.");
  expect(message).not.toMatch(/being changed right now|force-unlock/);
});

it.each(["plan", "apply"])("says to make room when the disk is full while terraform %s writes a file", (command) => {
  const words = "Error: Failed to write plan file\n\nwrite /tmp/workspace-1/plan: no space left on device";
  expect(failureReason(words)).toEqual({ kind: "disk-full" });
  expect(explained(command, words, "dev").message).toMatch(
    /no space left on device\n\nThe disk with that file is full\. Make room\. Then run this again\.$/,
  );
});

it("says how to make another plan when one is out of date", () => {
  const own = planStale("dev");
  expect(own.message).toMatch(/out of date[\s\S]*\nRun this again to make a new plan\.$/);
  expect(own.exitCode).toBe(1);
  const commands = { plan: "npm run plan -- dev --artefact one", deploy: "npm run deploy -- dev --artefact one" };
  const saved = savedPlanRefused(own, nextSteps(commands));
  expect(saved.message).toMatch(
    /out of date[\s\S]*Nothing of it was applied\.\nPlan again: npm run plan -- dev --artefact one --out <file>$/,
  );
  expect(saved.exitCode).toBe(4);
  const inWorkflow = savedPlanRefused(own, { by: "workflow", sealedPlan: true });
  expect(inWorkflow.message).toMatch(/\nPlan again: re-run the planning job; the jobs after it then run again too$/);
});

it.each([
  ['Error: action "x" never reached built state: action "x" failed to build', "build-failed", /could not build/],
  [
    'Error: action "x" never reached built state: expected action "x" status',
    "build-slow",
    /longer than the provider waits\. Run this again: it resumes from here\.$/,
  ],
  ["Error: Unmanaged Action Secret", "unmanaged-secret", /added that secret in the dashboard/],
  [
    "Error: 403 Forbidden: Insufficient scope, expected any of: update:actions",
    "scope-missing",
    /npm run preflight -- dev/,
  ],
  ["Error: 401 Unauthorized: Invalid token", "credentials-refused", /credentials/],
  ["Error: Unsupported Terraform Core version", "terraform-too-old", /Install Terraform 1\.11 or newer/],
  ["Error: execution halted", "interrupted", /interrupted/],
  [
    'Error: action "MFA" never reached built state: expected action "MFA" status "pending" to equal "built"\n\nError: execution halted',
    "interrupted",
    /interrupted/,
  ],
  [
    "Error: execution halted\n\nMFA: failed to send the request: context canceled",
    "request-cancelled",
    /^It was interrupted\..*cut off.*\nAn Action that was being created may be in the tenant/m,
  ],
  [
    'MFA: failed to send the request: Post "https://acme.eu.auth0.com/api/v2/actions/actions": The operation was aborted\n\nexecution halted',
    "request-cancelled",
    /may be in the tenant/,
  ],
  [
    "Error: execution halted\n\nMFA: failed to send the request: context canceled\n\nTerraform was still waiting for its provider after the stop, so the provider was ended.",
    "provider-ended",
    /what its provider was working on\.\nAn Action/,
  ],
  [
    'Error: failed to send the request: Post "https://acme.eu.auth0.com/api/v2/actions/actions": read tcp 10.0.0.2:50000: connection reset by peer',
    "answer-lost",
    /The answer to a request was lost\.\nAn Action/,
  ],
  [
    "Error: 429 Too Many Requests: Global limit has been reached",
    "rate-limited",
    /rate limit is used up\. Wait a minute\. Then run this again\.$/,
  ],
])("passes on %j and adds what it means", (words, kind, meaning) => {
  expect(failureReason(words)).toEqual({ kind });
  const { message } = explained("apply", words, "dev");
  expect(message).toContain(words);
  expect(message).toMatch(meaning);
});

it("leaves to the verb of an apply what to run next", () => {
  const slow = "Error: never reached deployed state";
  expect(withAdvice(slow, "dev")).toBe(`${slow}\n\nAuth0 took longer than the provider waits.`);
});

it.each([
  "Error: something new",
  'Error: failed to send the request: Get "https://acme.eu.auth0.com/api/v2/actions/actions/1": EOF',
  'Error: failed to send the request: Post "https://acme.eu.auth0.com/api/v2/actions/actions": dial tcp 10.0.0.1:443: i/o timeout',
  'Error: failed to send the request: Post "https://acme.eu.auth0.com/api/v2/actions/actions": oauth2: cannot fetch token: EOF',
])("passes on what it does not know, or what can have left nothing, as it is (%s)", (words) => {
  expect(failureReason(words)).toBeUndefined();
  expect(explained("plan", `${words}\n`, "dev").message).toBe(`terraform plan failed for dev:\n\n${words}`);
  expect(withAdvice(words, "dev")).toBe(words);
});
