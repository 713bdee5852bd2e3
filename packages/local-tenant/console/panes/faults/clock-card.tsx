import { Badge } from "../../components/badge";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { ClockDocument, TenantLifetime } from "../../lib/documents";
import { dayAndTime, duration } from "../../lib/format";
import { useLive } from "../../lib/live";
import { useSubmit } from "../../lib/submit";
import { AdvanceForm } from "./advance-form";
import { useTicking } from "./use-ticking";

const topics = ["clock"] as const;

/** What time it is for the tenant, and how to make it later. */
export function ClockCard() {
  const { data, error } = useLive<ClockDocument>("/clock", topics);
  const now = useTicking(data);
  const submit = useSubmit();
  const advance = (advanceMs: number) => void submit.send(() => post("/clock", { advanceMs }));
  return (
    <section class="card clock-card" aria-labelledby="clock-title">
      <div class="card-head">
        <h2 id="clock-title">Time</h2>
        {data &&
          (data.aheadMs > 0 ? (
            <Badge tone="warn">{duration(data.aheadMs)} ahead of this machine</Badge>
          ) : (
            <Badge>This machine's time</Badge>
          ))}
      </div>
      <div class="card-body stack">
        <Problem error={error ?? submit.error} />
        {now !== undefined && (
          <p class="clock-now">
            <time dateTime={new Date(now).toISOString()}>{dayAndTime(now)}</time>
          </p>
        )}
        <p class="soft">
          The time of the tenant, of Verify, and of <code>Date</code> in the Actions' code. Advance it, and whatever
          would have expired by then has expired.
        </p>
        <ul class="lifetimes">
          {data?.lifetimes.map((lifetime) => (
            <Lifetime key={lifetime.name} {...lifetime} busy={submit.busy} advance={advance} />
          ))}
        </ul>
        <AdvanceForm busy={submit.busy} advance={advance} />
        <p class="soft small">
          Only a restart sets it back. Cookies, an Action's 20 seconds and its deadline follow this machine's time.
        </p>
      </div>
    </section>
  );
}

/** What each button makes happen. */
const words: Readonly<Record<TenantLifetime["name"], { button: string; ends: string }>> = {
  "first-factor-code": { button: "Expire first-factor codes", ends: "that begin a login" },
  "mfa-code": { button: "Expire MFA codes", ends: "of MFA prompts" },
  verification: { button: "Expire every code", ends: "and its verification" },
  "access-token": { button: "Expire access tokens", ends: "of applications" },
  "idle-session": { button: "End idle sessions", ends: "without a login" },
  session: { button: "End every session", ends: "used or not" },
};

interface LifetimeProps extends TenantLifetime {
  busy: boolean;
  advance(ms: number): void;
}

/** After its time, and not at it, a thing has run out: a second more is past it. */
function Lifetime({ name, ms, busy, advance }: LifetimeProps) {
  const { button, ends } = words[name];
  return (
    <li>
      <button type="button" disabled={busy} onClick={() => advance(ms + 1000)}>
        {button}
      </button>
      <span class="soft">
        {ends}, after {lifespan(ms)}
      </span>
    </li>
  );
}

/** Days from two on. */
function lifespan(ms: number): string {
  const days = ms / 86_400_000;
  return days >= 2 && Number.isInteger(days) ? `${days} days` : duration(ms);
}
