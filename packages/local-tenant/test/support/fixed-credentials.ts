import { fixedCredentials, verifyVariables as variablesOf } from "../../src/server";
import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../src/twilio";

/** What the tests' tenants are started with, so that an output that gives a credential away is recognized. */
export const credentials = fixedCredentials();

/** The machine-to-machine application that deploys. */
export const deployClient = credentials.client;

/** What a local Verify without a tenant is built with. */
export const verifySeeds = {
  accounts: [FIXED_ACCOUNT],
  services: [{ sid: FIXED_SERVICE_SID, accountSid: FIXED_ACCOUNT.sid }],
};

/** The stack's input variables with the credentials of the local Verify. */
export const verifyVariables = variablesOf(credentials.verify);
