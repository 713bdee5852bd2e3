import type { LoginEngine } from "../../auth0/login";
import type { Store } from "../../twilio";
import { type Arrival, arrivals } from "./arrivals";
import { Codes } from "./codes";
import { type MessageDocument, messageDocument } from "./message-document";
import { Reports } from "./reports";
import { usersByRecipient } from "./users-by-recipient";

/** What arrived, and what became of it. Times are in milliseconds since the Unix epoch, by the tenant's clock. */
export interface PhoneDocument {
  now: number;
  /** Every number and address at which something arrived, or should have, that of the newest message first. */
  recipients: RecipientDocument[];
  /** How many messages there are for the recipient that was asked for, or for all. */
  total: number;
  /** The newest ones, newest first. */
  messages: MessageDocument[];
}

export interface RecipientDocument {
  /** E.164 number or e-mail address. */
  to: string;
  /** Handle of the user who gets codes there; `undefined`: none does. */
  user?: string;
  messages: number;
  newestAt: number;
}

/** The newest `limit` messages to one recipient, or to all. */
export function phoneDocument(
  { store, engine, now }: { store: Store; engine: LoginEngine; now: number },
  { to, limit }: { to?: string | undefined; limit: number },
): PhoneDocument {
  const all = withNext(arrivals(store, engine));
  const wanted = to === undefined ? all : all.filter(({ arrival }) => arrival.to === to);
  const sources = { store, engine, codes: new Codes(engine), reports: new Reports(store.requests) };
  return {
    now,
    recipients: recipientsOf(all, usersByRecipient(engine.users.all())),
    total: wanted.length,
    messages: wanted.slice(0, limit).map(({ arrival, nextAt }) => messageDocument(arrival, nextAt, sources)),
  };
}

interface Listed {
  arrival: Arrival;
  /** When the next one arrived at the same recipient; `Infinity`: none did. */
  nextAt: number;
}

/** `newestFirst` with what followed each. */
function withNext(newestFirst: readonly Arrival[]): Listed[] {
  const lastAt = new Map<string, number>();
  return newestFirst.map((arrival) => {
    const nextAt = lastAt.get(arrival.to) ?? Number.POSITIVE_INFINITY;
    lastAt.set(arrival.to, arrival.at);
    return { arrival, nextAt };
  });
}

function recipientsOf(all: readonly Listed[], users: ReadonlyMap<string, string>): RecipientDocument[] {
  const byRecipient = new Map<string, RecipientDocument>();
  for (const { arrival } of all) {
    const { to, at } = arrival;
    const known = byRecipient.get(to);
    if (known) known.messages += 1;
    else byRecipient.set(to, { to, user: users.get(to), messages: 1, newestAt: at });
  }
  return [...byRecipient.values()];
}
