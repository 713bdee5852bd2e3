import { Problem } from "../../components/problem";
import { remove } from "../../lib/api";
import type { UserDetail } from "../../lib/documents";
import { dayAndTime } from "../../lib/format";
import { useSubmit } from "../../lib/submit";
import { userPath } from "./user-path";

/** The user's single sign-on sessions. */
export function Sessions({ user, reload }: { user: UserDetail; reload(): void }) {
  const { busy, error, send } = useSubmit();
  const path = `${userPath(user.user_id)}/sessions`;
  const end = async (route: string) => {
    if (await send(() => remove(route))) reload();
  };
  const { sessions } = user;
  return (
    <section class="card" aria-label="Sessions">
      <div class="card-head">
        <h2>Sessions</h2>
        {sessions.length > 1 && (
          <button type="button" disabled={busy} onClick={() => void end(path)}>
            End all
          </button>
        )}
      </div>
      {sessions.length === 0 && (
        <p class="card-body soft">
          None. A login in a browser leaves one when it completes, and later logins need no password.
        </p>
      )}
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.methods.map(methodName).join(", ") || "no method"}</strong>{" "}
              <span class="soft">on {session.connection}</span>
              <p class="soft small">
                Since {dayAndTime(session.created_at)}, used {dayAndTime(session.updated_at)}
              </p>
              <p class="soft small mono">{session.id}</p>
              {Object.keys(session.metadata).length > 0 && (
                <p class="small">
                  {Object.entries(session.metadata).map(([key, value]) => (
                    <code key={key} class="chip">
                      {key}: {value}
                    </code>
                  ))}
                </p>
              )}
            </div>
            <button type="button" disabled={busy} onClick={() => void end(`${path}/${encodeURIComponent(session.id)}`)}>
              End
            </button>
          </li>
        ))}
      </ul>
      <Problem error={error} />
    </section>
  );
}

function methodName({ name, type }: UserDetail["sessions"][number]["methods"][number]): string {
  return type === undefined ? name : `${name} (${type})`;
}
