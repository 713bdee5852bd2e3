/** Who a token belongs to. */
export interface TokenHolder {
  /** Those that are accepted: one, or two while it is being changed. */
  tokens: readonly string[];
}

/**
 * The holder whose token this `Authorization` header is, with or without `Bearer` before it; `undefined` for nobody's.
 * Takes as long whichever token it is, and however much of it is right: digests are compared, all of them and in full.
 */
export async function tokenOwner<Holder extends TokenHolder>(
  holders: readonly Holder[],
  header: string | null,
): Promise<Holder | undefined> {
  const given = await digest((header ?? "").replace(/^Bearer /i, ""));
  let owner: Holder | undefined;
  for (const holder of holders) {
    for (const token of holder.tokens) {
      if (isEqual(given, await digest(token))) owner = holder;
    }
  }
  return owner;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
