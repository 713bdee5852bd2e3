import { z } from "zod";
import { lookupCredentialsAddress } from "../../stacks/addresses";
import { currentAt, type StateDocument } from "./state-document";

const credentials = z.looseObject({
  private_key_jwt: z
    .array(z.looseObject({ credentials: z.array(z.looseObject({ key_id: z.string() })).nullish() }))
    .nullish(),
});

/** Of the look-up client's public keys; `undefined` where the state holds none. */
export function lookupKeyIdsIn(state: StateDocument): string[] | undefined {
  const found = currentAt(state, lookupCredentialsAddress, credentials);
  return found?.private_key_jwt?.[0]?.credentials?.map(({ key_id }) => key_id);
}
