import { defineTenants } from "../../stacks/tenant";

const tenant = (domain: string, settings: object) =>
  defineTenants({ dev: { domain, credentials: "api-key", settings } as never });

describe("verifyOrigin, which gets the Twilio credentials,", () => {
  test.each(["passwordlessFeedback", "mfaFeedback"])("is refused in %s for a tenant elsewhere", (action) => {
    const settings = { [action]: { verifyOrigin: "https://localhost:8444" } };
    expect(() => tenant("acme.eu.auth0.com", settings)).toThrow(
      `dev.settings.${action}.verifyOrigin is "https://localhost:8444", but acme.eu.auth0.com is not on this machine`,
    );
    expect(() => tenant("localhost:8443", settings)).not.toThrow();
  });

  test.each(["localhost.example.com", "127.0.0.1.example.com", "localhosts", "notlocalhost"])(
    "is refused for %s, which only looks like this machine",
    (domain) => {
      expect(() => tenant(domain, { mfaFeedback: { verifyOrigin: "https://localhost:8444" } })).toThrow(
        "not on this machine",
      );
    },
  );

  test.each([
    "http://localhost:8444",
    "https://user:secret@localhost:8444",
    "https://localhost:8444/",
    "https://localhost:8444?a=b",
    "https://localhost:84444",
    "https://:8444",
    "localhost:8444",
  ])("must be an origin, not %s", (verifyOrigin) => {
    expect(() => tenant("localhost:8443", { mfaFeedback: { verifyOrigin } })).toThrow(
      "must be an https origin without a path",
    );
  });
});

describe("A setting out of its range is refused with what it may be:", () => {
  test.each([
    [{ passwordlessFeedback: { freshnessSeconds: 601 } }, "must be at most 600"],
    [{ passwordlessFeedback: { freshnessSeconds: 0 } }, "must be at least 1"],
    [{ passwordlessFeedback: { deadlineMs: 2501 } }, "must be at most 2500"],
    [{ mfaFeedback: { deadlineMs: 499 } }, "must be at least 500"],
  ])("%j", (settings, sentence) => {
    expect(() => tenant("acme.eu.auth0.com", settings)).toThrow(sentence);
  });
});
