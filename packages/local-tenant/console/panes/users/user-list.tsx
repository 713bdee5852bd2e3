import { useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { ConfirmButton } from "../../components/confirm-button";
import { Empty } from "../../components/empty";
import { Field } from "../../components/field";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { UserDocument } from "../../lib/documents";
import { count } from "../../lib/format";
import { go, href } from "../../lib/router";
import { useSubmit } from "../../lib/submit";
import { connectionName } from "./names";

interface UserListProps {
  users: readonly UserDocument[];
  shown: string | undefined;
  reload(): void;
}

/** How many users are listed at once. */
const mostShown = 200;

/** The users, and what finds one of them. */
export function UserList({ users, shown, reload }: UserListProps) {
  const [wanted, setWanted] = useState("");
  const { busy, error, send } = useSubmit();
  const found = users.filter((user) => isFound(user, wanted));
  const resetAll = async () => {
    if (!(await send(() => post("/users/reset")))) return;
    reload();
    go("users");
  };
  return (
    <div class="list">
      <section class="card" aria-label="Users">
        <div class="card-body user-tools">
          <Field label="Find" type="search" placeholder="Name, address or number" value={wanted} onValue={setWanted} />
          <div class="row">
            <a class="button" href={href("users", "new")}>
              Add a user
            </a>
            <ConfirmButton
              label="Reset all"
              question="Forget all changes?"
              disabled={busy}
              onConfirm={() => void resetAll()}
            />
          </div>
          <Problem error={error} />
        </div>
        {found.length > 0 ? (
          <ul class="picks">
            {found.slice(0, mostShown).map((user) => (
              <li key={user.user_id}>
                <Entry user={user} isShown={user.user_id === shown} />
              </li>
            ))}
          </ul>
        ) : (
          <p class="card-body soft">{users.length > 0 ? "Nobody is called that." : null}</p>
        )}
        {found.length > mostShown && (
          <p class="card-body soft foot">
            And {count(found.length - mostShown, "other")}: find them by name, address or number.
          </p>
        )}
      </section>
      {users.length === 0 && (
        <Empty title="Nobody can log in">
          <p>Add a user, or reset them all: the tenant then has the users that it started with.</p>
        </Empty>
      )}
    </div>
  );
}

function Entry({ user, isShown }: { user: UserDocument; isShown: boolean }) {
  return (
    <a class="pick" href={href("users", user.user_id)} aria-current={isShown ? "true" : undefined}>
      <span class="place initials" aria-hidden="true">
        {initials(user.name)}
      </span>
      <span class="pick-text">
        <span class="pick-name">{user.name}</span>
        <span class="soft small mono">{user.handle}</span>
        <span class="row tight">
          {user.identities.map((provider, index) => (
            <Badge key={`${provider} ${index}`}>{connectionName(provider)}</Badge>
          ))}
          {user.blocked && <Badge tone="bad">blocked</Badge>}
        </span>
      </span>
    </a>
  );
}

function isFound({ name, handle, email, phone_number, user_id }: UserDocument, wanted: string): boolean {
  const text = [name, handle, email, phone_number, user_id].join("\n").toLowerCase();
  return text.includes(wanted.trim().toLowerCase());
}

/** Of the first and the last word, whole letters in any script. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
