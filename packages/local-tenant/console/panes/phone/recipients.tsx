import type { RecipientDocument } from "../../lib/documents";
import { count } from "../../lib/format";
import { href } from "../../lib/router";

/** How many recipients are listed, those of the newest messages. */
const mostListed = 100;

/** The numbers and addresses at which something arrived, to choose one of. */
export function Recipients({ recipients, chosen }: { recipients: RecipientDocument[]; chosen: string | undefined }) {
  const listed = recipients.filter(({ to }, index) => index < mostListed || to === chosen);
  const unlisted = recipients.length - listed.length;
  return (
    <nav class="recipients" aria-label="Numbers">
      <a href={href("phone")} aria-current={chosen === undefined ? "true" : undefined}>
        <span>All numbers</span>
        <small>
          <span>{count(recipients.length, "number")}</span>
          <span>{recipients.reduce((sum, { messages }) => sum + messages, 0)}</span>
        </small>
      </a>
      {listed.map(({ to, user, messages }) => (
        <a key={to} href={href("phone", to)} aria-current={chosen === to ? "true" : undefined}>
          <span class="mono">{to}</span>
          <small>
            <span>{user ?? "no user"}</span>
            <span>{messages}</span>
          </small>
        </a>
      ))}
      {unlisted > 0 && <p class="soft">and {count(unlisted, "older number")}</p>}
    </nav>
  );
}
