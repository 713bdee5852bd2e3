import { parseReceiverUrl, receiverOf } from "../../ops/verbs/status/receiver-counters";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";

function tenant(logStream?: TenantConfig["logStream"]) {
  const feedback = logStream ? "both" : "actions";
  return defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", feedback, logStream } }).dev;
}

it("asks the receiver to which the tenant's log goes, where one is that shows counters", () => {
  const url = "https://feedback.example.com/logs";
  expect(receiverOf(tenant())).toBeUndefined();
  expect(receiverOf(tenant({ url, receiver: "node" }))?.href).toBe(url);
  expect(receiverOf(tenant({ url, receiver: "twilio-functions" }))).toBeUndefined();
});

it.each([
  ["https://logs.example.com", true],
  ["http://127.0.0.1:8080", true],
  ["http://localhost:8080/x", true],
  ["http://logs.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["logs.example.com", false],
  ["file:///etc/passwd", false],
])("takes %s for an address to which a token may go: %s", (text, taken) => {
  if (taken) expect(parseReceiverUrl(text).href).toContain(text);
  else expect(() => parseReceiverUrl(text)).toThrow();
});
