import { useState } from "preact/hooks";
import { ConfirmButton } from "../../components/confirm-button";
import { Problem } from "../../components/problem";
import { patch, post, remove } from "../../lib/api";
import type { LoginDocument, UserDetail as User, UserDocument } from "../../lib/documents";
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
  const [resets, setResets] = useState(0);
  if (!user) return <Problem error={error} />;
  return (
    <>
      <a class="to-list" href={href("users")}>
        ← All users
      </a>
      <Head user={user} reload={reload} forgetEdits={() => setResets(resets + 1)} />
      <Profile key={resets} user={user} reload={reload} />
      <Factors user={user} reload={reload} />
      <Accounts user={user} users={users} reload={reload} />
      <Sessions user={user} reload={reload} />
      <Metadata key={resets} user={user} reload={reload} />
    </>
  );
}

function Head({ user, reload, forgetEdits }: { user: User; reload(): void; forgetEdits(): void }) {
  const { busy, error, send } = useSubmit();
  const path = userPath(user.user_id);
  const logIn = () =>
    send(async () => {
      const { id, outcome } = await post<LoginDocument>("/logins", { user: user.user_id, method: user.method });
      go("logins", id);
      // The local tenant's user does the rest; what becomes of it is seen in the login's timeline.
      if (!outcome) await post(`/logins/${id}/finish`);
    });
  const block = async () => {
    if (await send(() => patch(path, { blocked: user.blocked !== true }))) reload();
  };
  const reset = async () => {
    if (!(await send(() => post(`${path}/reset`)))) return;
    forgetEdits();
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
          <button type="button" class="primary" disabled={busy} onClick={() => void logIn()}>
            Log in
          </button>
          <button type="button" disabled={busy} onClick={() => void block()}>
            {user.blocked ? "Unblock" : "Block"}
          </button>
          <ConfirmButton label="Reset" question="Forget all changes?" disabled={busy} onConfirm={() => void reset()} />
          <ConfirmButton label="Remove" question="Really remove?" disabled={busy} onConfirm={() => void forget()} />
        </span>
      </div>
      <div class="card-body stack">
        <dl class="facts">
          <dt>Handle</dt>
          <dd class="mono">{user.handle}</dd>
          <dt>Logins</dt>
          <dd>{user.logins_count}</dd>
        </dl>
        {user.blocked && (
          <p class="notice bad">
            Blocked: every login ends with “user is blocked” after the first factor, before any Action runs.
          </p>
        )}
        <Problem error={error} />
      </div>
    </section>
  );
}
