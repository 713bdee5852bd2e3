import { useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { Json } from "../../components/json";
import { Problem } from "../../components/problem";
import { post, remove } from "../../lib/api";
import type { UserDetail, UserDocument } from "../../lib/documents";
import { useSubmit } from "../../lib/submit";
import { connectionName } from "./names";
import { userPath } from "./user-path";

interface AccountsProps {
  user: UserDetail;
  users: readonly UserDocument[];
  reload(): void;
}

/** The user's accounts (Auth0's identities): the first is the user, others are linked to it. */
export function Accounts({ user, users, reload }: AccountsProps) {
  const { busy, error, send } = useSubmit();
  const path = `${userPath(user.user_id)}/identities`;
  const unlink = async (provider: string, id: string) => {
    const account = `${path}/${encodeURIComponent(provider)}/${encodeURIComponent(id)}`;
    if (await send(() => remove(account))) reload();
  };
  return (
    <section class="card" aria-label="Identities">
      <div class="card-head">
        <h2>Identities</h2>
      </div>
      <ul class="rows">
        {user.identities.map(({ connection, provider, user_id: id, profileData }, index) => (
          <li key={`${provider}|${id}`}>
            <div>
              <strong>{connection}</strong> <Badge>{index === 0 ? "primary" : "linked"}</Badge>
              <p class="soft small">
                {connectionName(provider)}, <span class="mono">{`${provider}|${id}`}</span>
              </p>
              {profileData && <Json name="Its profile" value={profileData} />}
            </div>
            {index > 0 && (
              <button
                type="button"
                disabled={busy}
                aria-label={`Unlink ${connection}`}
                onClick={() => void unlink(provider, id)}
              >
                Unlink
              </button>
            )}
          </li>
        ))}
      </ul>
      <Problem error={error} />
      <Link user={user} users={users} path={path} reload={reload} />
    </section>
  );
}

function Link({ user, users, path, reload }: AccountsProps & { path: string }) {
  const others = users.filter(({ user_id: id }) => id !== user.user_id);
  const [chosen, setChosen] = useState("");
  const { busy, error, fields, send } = useSubmit();
  const other = others.find(({ user_id: id }) => id === chosen);
  if (others.length === 0) return null;
  const link = async (event: Event) => {
    event.preventDefault();
    if (!(await send(() => post(path, { user: chosen })))) return;
    setChosen("");
    reload();
  };
  return (
    <form class="card-body stack foot" aria-label="Link a user" onSubmit={(event) => void link(event)}>
      <label class="field">
        <span class="label">Link another user</span>
        <select value={other ? chosen : ""} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          <option value="">Choose a user …</option>
          {others.map(({ user_id: id, name, handle }) => (
            <option key={id} value={id}>
              {name} ({handle})
            </option>
          ))}
        </select>
      </label>
      {other && (
        <p class="notice warn">
          {other.name} then logs in as {user.name} and is no longer a separate user. Their metadata and factors are
          lost, even if you unlink them again.
        </p>
      )}
      {fields.user !== undefined && <p class="notice bad">{fields.user}</p>}
      <Problem error={error} />
      <div class="row">
        <button type="submit" disabled={busy || !other}>
          Link
        </button>
      </div>
    </form>
  );
}
