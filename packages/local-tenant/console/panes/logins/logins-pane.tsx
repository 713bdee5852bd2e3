import "./logins.css";
import { useMemo, useState } from "preact/hooks";
import { Empty } from "../../components/empty";
import { Problem } from "../../components/problem";
import { WindowList } from "../../components/window-list";
import { type Arrival, takeArrival } from "../../lib/arrival";
import type { LoginSummary } from "../../lib/documents";
import { count } from "../../lib/format";
import type { PaneProps } from "../pane-props";
import { LogInAs } from "./log-in-as";
import { LoginDetail } from "./login-detail";
import { LoginRow } from "./login-row";
import { useLogins } from "./login-store";
import { kindOf } from "./words";

/** Pixels; as .login-row has it in logins.css. */
const rowHeight = 62;

/** The logins of the tenant, and all about the one that the address names. */
export function LoginsPane({ rest: [id] }: PaneProps) {
  const { all, error } = useLogins();
  const [wanted, setWanted] = useState("");
  const [asking, setAsking] = useState(false);
  const [arrival] = useState(takeArrival);
  const isEmpty = all?.length === 0;
  const shown = useMemo(() => all && fitting(all, wanted), [all, wanted]);
  return (
    <>
      <div class="pane-actions">
        <button type="button" class="primary" onClick={() => setAsking(true)}>
          Log in as …
        </button>
      </div>
      {asking && <LogInAs close={() => setAsking(false)} />}
      <Problem error={error} />
      {arrival && <Arrived arrival={arrival} />}
      <div class={`logins-split ${isEmpty ? "none" : ""} ${id === undefined ? "" : "one"}`}>
        {!isEmpty && (
          <section class="card login-list" aria-label="Logins">
            <div class="login-search">
              <label class="visually-hidden" for="login-search">
                Search logins
              </label>
              <input
                id="login-search"
                type="search"
                placeholder="User, application, state"
                value={wanted}
                onInput={(event) => setWanted(event.currentTarget.value)}
              />
              <span class="soft">{shown && count(shown.length, "login")}</span>
            </div>
            {shown && shown.length > 0 && (
              <WindowList
                label="Logins, newest first"
                items={shown}
                rowHeight={rowHeight}
                keyOf={({ number }) => number}
                row={(login) => <LoginRow login={login} current={login.id === id} />}
              />
            )}
            {shown?.length === 0 && <p class="login-none soft">No login matches.</p>}
          </section>
        )}
        {id === undefined ? (
          <NoneChosen logins={all} logIn={() => setAsking(true)} />
        ) : (
          <LoginDetail key={id} id={id} />
        )}
      </div>
    </>
  );
}

/** How a sign-in that began here ended. */
function Arrived({ arrival: { error, description } }: { arrival: Arrival }) {
  return error === undefined ? (
    <p class="notice good" role="status">
      You are signed in: the application “Web” got its authorization code. The newest login below is yours.
    </p>
  ) : (
    <p class="notice bad" role="alert">
      The application got an error, {error}: {description}
    </p>
  );
}

function NoneChosen({ logins, logIn }: { logins: readonly LoginSummary[] | undefined; logIn: () => void }) {
  if (logins === undefined) return null;
  if (logins.length > 0) {
    return (
      <Empty title="Choose a login">
        <p>Its timeline shows the first factor, each Action with what it printed and called, and how it ended.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Nobody has logged in yet">
      <p>
        Every login shows up here as it happens: from this page, the tenant’s sign-in pages, a test or{" "}
        <code>npm run login</code>.
      </p>
      <button type="button" class="primary" onClick={logIn}>
        Log in as …
      </button>
    </Empty>
  );
}

/** The logins in whose line each of the words stands. */
function fitting(logins: readonly LoginSummary[], wanted: string): readonly LoginSummary[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return logins;
  return logins.filter((login) => {
    const { user, userId, client, state, error = "", id } = login;
    const text = `${user} ${userId} ${kindOf(login)} ${client} ${state} ${error} ${id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
