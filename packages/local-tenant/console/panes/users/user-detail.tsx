import { useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { ConfirmButton } from "../../components/confirm-button";
import { Problem } from "../../components/problem";
import { patch, post, remove } from "../../lib/api";
import type { UserDetail as User, UserDocument } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { go, href } from "../../lib/router";
import { useSubmit } from "../../lib/submit";
import { Accounts } from "./accounts";
import { Factors } from "./factors";
import { Metadata } from "./metadata";
import { Profile } from "./profile";
import { Sessions } from "./sessions";
import { userPath } from "./user-path";

const topics = ["users", "logins", "clock"] as const;

/** Everything about one user, to be changed. */
export function UserDetail({ id, users }: { id: string; users: readonly UserDocument[] }) {
  const { data: user, error, reload } = useLive<User>(userPath(id), topics);
  if (!user) return <Problem error={error} />;
  return (
    <>
      <a class="back" href={href("users")}>
        ← All users
      </a>
      <Head user={user} reload={reload} />
      <Profile user={user} reload={reload} />
      <Factors user={user} reload={reload} />
      <Accounts user={user} users={users} reload={reload} />
      <Sessions user={user} reload={reload} />
      <Metadata user={user} reload={reload} />
    </>
  );
}

function Head({ user, reload }: { user: User; reload(): void }) {
  const { busy, error, send } = useSubmit();
  const [resets, setResets] = useState(0);
  const path = userPath(user.user_id);
  const block = async () => {
    if (await send(() => patch(path, { blocked: user.blocked !== true }))) reload();
  };
  const reset = async () => {
    if (!(await send(() => post(`${path}/reset`)))) return;
    setResets(resets + 1);
    reload();
  };
  const forget = async () => {
    if (await send(() => remove(path))) go("users");
  };
  return (
    <section class="card" aria-label="User">
      <div class="card-head">
        <div>
          <h2>{user.name}</h2>
          <p class="soft small mono">{user.user_id}</p>
        </div>
        <span class="row">
          <button type="button" disabled={busy} onClick={() => void block()}>
            {user.blocked ? "Unblock" : "Block"}
          </button>
          <ConfirmButton label="Reset" question="Forget all changes?" disabled={busy} onConfirm={() => void reset()} />
          <ConfirmButton label="Remove" question="Really remove?" disabled={busy} onConfirm={() => void forget()} />
        </span>
      </div>
      <div class="card-body stack">
        <dl class="facts">
          <dt>Log in as</dt>
          <dd class="mono">{user.handle}</dd>
          <dt>Logins</dt>
          <dd>{user.logins_count}</dd>
        </dl>
        {user.blocked && (
          <p class="notice bad">
            <Badge tone="bad">blocked</Badge> Every login ends with “user is blocked” after the first factor, before any
            Action runs.
          </p>
        )}
        {resets > 0 && !error && (
          <p class="notice good" role="status">
            The user is as at the start.
          </p>
        )}
        <Problem error={error} />
      </div>
    </section>
  );
}
