import { useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { Field } from "../../components/field";
import { Problem } from "../../components/problem";
import { post, remove } from "../../lib/api";
import type { UserDetail } from "../../lib/documents";
import { dayAndTime } from "../../lib/format";
import { useSubmit } from "../../lib/submit";
import { Codes } from "./codes";
import { factorNames } from "./names";
import { userPath } from "./user-path";

/** The second factors that are enrolled, and a form for another one. */
export function Factors({ user, reload }: { user: UserDetail; reload(): void }) {
  const { busy, error, send } = useSubmit();
  const path = `${userPath(user.user_id)}/factors`;
  const drop = async (id: string) => {
    if (await send(() => remove(`${path}/${encodeURIComponent(id)}`))) reload();
  };
  return (
    <section class="card" aria-label="Factors">
      <div class="card-head">
        <h2>Factors</h2>
      </div>
      {user.factors.length === 0 && !user.email_factor && (
        <p class="card-body soft">Nothing is enrolled: a challenge for MFA has nothing to ask this user for.</p>
      )}
      <ul class="rows">
        {user.factors.map((factor) => (
          <li key={factor.id}>
            <div>
              <strong>{factorNames[factor.type] ?? factor.type}</strong> <span class="mono">{factor.phone_number}</span>
              <p class="soft small">Since {dayAndTime(factor.created_at)}</p>
            </div>
            <span class="row">
              {!factor.enabled && <Badge tone="warn">off in the tenant</Badge>}
              <button
                type="button"
                disabled={busy}
                aria-label={`Remove ${factorNames[factor.type] ?? factor.type}`}
                onClick={() => void drop(factor.id)}
              >
                Remove
              </button>
            </span>
          </li>
        ))}
        {user.email_factor && (
          <li>
            <div>
              <strong>E-mail</strong> <span class="mono">{user.email}</span>
              <p class="soft small">The address is verified, and the tenant uses the factor</p>
            </div>
          </li>
        )}
      </ul>
      <Problem error={error} />
      <Codes user={user} />
      <Enrol user={user} path={path} reload={reload} />
    </section>
  );
}

const enrollable = ["phone", "otp", "recovery-code", "push-notification", "webauthn-roaming", "webauthn-platform"];

function Enrol({ user, path, reload }: { user: UserDetail; path: string; reload(): void }) {
  const free = enrollable.filter((type) => !user.factors.some((factor) => factor.type === type));
  const [chosen, setChosen] = useState<string>();
  const [number, setNumber] = useState<string>();
  const { busy, error, fields, send } = useSubmit();
  const type = chosen !== undefined && free.includes(chosen) ? chosen : free[0];
  if (type === undefined) return null;
  const phone = number ?? user.phone_number ?? "";
  const enrol = async (event: Event) => {
    event.preventDefault();
    if (!(await send(() => post(path, { type, ...(type === "phone" && { phone_number: phone }) })))) return;
    setNumber(undefined);
    reload();
  };
  return (
    <form class="card-body stack foot" aria-label="Enrol a factor" onSubmit={(event) => void enrol(event)}>
      <div class="fields">
        <label class="field">
          <span class="label">Another factor</span>
          <select value={type} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {free.map((each) => (
              <option key={each} value={each}>
                {factorNames[each]}
              </option>
            ))}
          </select>
        </label>
        {type === "phone" && (
          <Field label="Its number" type="tel" value={phone} wrong={fields.phone_number} onValue={setNumber} />
        )}
      </div>
      <Problem error={error} />
      <div class="row">
        <button type="submit" disabled={busy}>
          Enrol
        </button>
      </div>
    </form>
  );
}
