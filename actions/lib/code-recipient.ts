import type { PostLoginEvent } from "../types/post-login";
import { type Account, accountsOf, numberOf } from "./accounts";
import { onlyNumber, type PhoneNumber } from "./phone-number";

/** The number of the account that a code was for: its code is the proof. Never from metadata, which users may write. */
export function codeRecipient({ connection, user }: Pick<PostLoginEvent<object>, "connection" | "user">): PhoneNumber {
  const { strategy, name } = connection ?? {};
  if (strategy !== "sms" && strategy !== "auth0") return { skipped: "other-connection" };
  const accounts = accountsOf(user).filter((account) => account.provider === strategy && isOf(account, name));
  return onlyNumber(accounts.map(numberOf));
}

function isOf({ connection }: Account, name: string | undefined): boolean {
  return connection === undefined || name === undefined || connection === name;
}
