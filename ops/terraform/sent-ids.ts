import { keyIdOf, publicKeyOf } from "../../stacks/lookup/public-keys";
import { lookupKeyForm, sidNames } from "../../stacks/secret-forms";
import type { StackDocument } from "../../stacks/stack-document";
import type { Environment } from "../support/environment";

/** The public parts of an Action's secrets, by the variable's name: `TWILIO_API_KEY`. */
export type SecretIds = Readonly<Record<string, string>>;

/** What an Action was last sent, and with which secrets version: under another, others may have been sent unseen. */
export interface SentIds {
  version: number;
  ids: SecretIds;
}

const SID = /^(AC|SK|VA)[0-9a-fA-F]{32}$/;

/** The look-up client's public key, by the name that Auth0 gives it, stands for the private one. */
export const LOOKUP_KEY_ID = "AUTH0_LOOKUP_KEY_ID";

/** What an apply sends with these variables, by the Action's address; Actions without secrets are left out. */
export function idsToSend({ resource }: StackDocument, env: Environment): Map<string, SecretIds> {
  return new Map(
    Object.entries(resource.auth0_action)
      .filter(([, { secrets_wo = [] }]) => secrets_wo.length > 0)
      .map(([name, { secrets_wo = [] }]) => {
        const ids = secrets_wo.flatMap(({ value }) => idsIn(value, env));
        return [`auth0_action.${name}`, Object.fromEntries(ids)];
      }),
  );
}

/** @param reference to a variable, or to several: the first one that is set counts. */
function idsIn(reference: string, env: Environment): [string, string][] {
  const names = [...reference.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name!);
  const name = names.find((candidate) => env[`TF_VAR_${candidate}`]);
  if (name === undefined) return [];
  const value = env[`TF_VAR_${name}`]!;
  if (name === lookupKeyForm.name) {
    const key = publicKeyOf(value);
    return key === undefined ? [] : [[LOOKUP_KEY_ID, keyIdOf(key)]];
  }
  // By name and by form: a secret that was put into the wrong variable is kept nowhere either.
  return sidNames.includes(name) && SID.test(value) ? [[name, value]] : [];
}
