import { useEffect, useState } from "preact/hooks";
import "./phone.css";
import { Problem } from "../../components/problem";
import type { PhoneDocument } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { useKept } from "../../lib/use-kept";
import type { PaneProps } from "../pane-props";
import { MessageCard } from "./message-card";
import { NothingYet } from "./nothing-yet";
import { Recipients } from "./recipients";
import { useTenantTime } from "./use-tenant-time";

const topics = ["inbox", "logins", "verify", "users", "clock"] as const;
const pageSize = 50;

/** What arrived at each number, newest first. The address may name a number: `#/phone/+12025550101`. */
export function PhonePane({ rest: [to] }: PaneProps) {
  const [limit, setLimit] = useState(pageSize);
  const query = new URLSearchParams({ limit: String(limit), ...(to && { to }) });
  const { data: newest, error, reload } = useLive<PhoneDocument>(`/phone?${query}`, topics);
  const data = useKept(newest, to ?? "");
  const next = nextExpiry(data);
  const now = useTenantTime(data?.now, next !== undefined);
  const isOut = next !== undefined && next < now;
  useEffect(() => {
    if (isOut) reload();
  }, [isOut]);
  if (!data) return <Problem error={error} />;
  const { recipients, messages, total } = data;
  const users = new Map(recipients.map((each) => [each.to, each.user]));
  if (recipients.length === 0) return <NothingYet />;
  return (
    <div class="phone-columns">
      <Recipients recipients={recipients} chosen={to} />
      <section class="messages" aria-label="Messages">
        <Problem error={error} />
        {messages.length === 0 && <p class="soft">Nothing has arrived at {to} since the last reset.</p>}
        {messages.map((message) => (
          <MessageCard key={message.id} message={message} user={users.get(message.to)} now={now} />
        ))}
        {messages.length < total && (
          <button type="button" onClick={() => setLimit(limit + pageSize)}>
            Show older messages
          </button>
        )}
      </section>
    </div>
  );
}

/** When the next code that waits runs out. */
function nextExpiry(data: PhoneDocument | undefined): number | undefined {
  const waiting = data?.messages.flatMap(({ fate, expiresAt }) =>
    fate === "waiting" && expiresAt !== undefined ? expiresAt : [],
  );
  return waiting?.length ? Math.min(...waiting) : undefined;
}
