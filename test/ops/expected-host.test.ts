import { environmentOf } from "../../ops/terraform/tenant-environment";
import { twilioReadingCredentials } from "../../ops/twilio/credentials";
import { defineTenants } from "../../stacks/tenant";

const { dev } = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key" } });
const own = {
  TF_VAR_TWILIO_ACCOUNT_SID: "AC",
  TF_VAR_TWILIO_API_KEY: "SK1",
  TF_VAR_TWILIO_API_KEY_SECRET: "s1",
  TF_VAR_TWILIO_VERIFY_SID: "VA",
};

describe("EXPECTED_AUTH0_DOMAIN", () => {
  it.each([undefined, "acme.eu.auth0.com", "ACME.eu.auth0.com"])("%s lets acme.eu.auth0.com be", async (host) => {
    const caller = host === undefined ? {} : { EXPECTED_AUTH0_DOMAIN: host };
    await expect(environmentOf("dev", dev, caller, {})).resolves.toBeDefined();
  });

  it.each(["mallory.eu.auth0.com", "acme.eu.auth0.com.example.com", " acme.eu.auth0.com", ""])(
    "%j refuses it",
    async (host) => {
      const refused = environmentOf("dev", dev, { EXPECTED_AUTH0_DOMAIN: host, AUTH0_CLIENT_SECRET: "fake" }, {});
      await expect(refused).rejects.toThrow(/Nothing was sent\.[\s\S]*variable AUTH0_DOMAIN/);
    },
  );
});

describe("What reads from Twilio", () => {
  it("is the reading key where there is one, and else what the Actions get", () => {
    expect(twilioReadingCredentials(dev, own)).toMatchObject({ username: "SK1", password: "s1" });
    const reading = { TWILIO_READ_API_KEY: "SK2", TWILIO_READ_API_KEY_SECRET: "s2" };
    expect(twilioReadingCredentials(dev, { ...own, ...reading })).toEqual({
      username: "SK2",
      password: "s2",
      serviceSid: "VA",
    });
    expect(twilioReadingCredentials(dev, { TF_VAR_TWILIO_VERIFY_SID: "VA", ...reading })).toMatchObject({
      username: "SK2",
    });
  });

  it("says what of it is missing", () => {
    expect(() => twilioReadingCredentials(dev, { TWILIO_READ_API_KEY: "SK2" })).toThrow(
      "set TWILIO_READ_API_KEY_SECRET and TF_VAR_TWILIO_VERIFY_SID too",
    );
  });
});
