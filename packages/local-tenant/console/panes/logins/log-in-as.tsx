import { useState } from "preact/hooks";
import { Dialog } from "../../components/dialog";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { LoginDocument, UserDocument } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { go } from "../../lib/router";
import { beginningOf, type Kind, kinds } from "./kinds";
import { SignInPages } from "./sign-in-pages";
import { factors } from "./words";

const users = ["users"] as const;

/** What happens once the login waits for its user. */
const behaviours = {
  finish: "They finish it, typing in each code that arrives",
  wrong: "They type in a wrong code and give up",
  steps: "I take each step",
} as const;

/** Begins a login of any kind. */
export function LogInAs({ close }: { close(): void }) {
  const { data } = useLive<{ users: UserDocument[] }>("/users", users);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const begin = async (form: FormData) => {
    const value = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setError(undefined);
    try {
      const beginning = await beginningOf(value("user"), value("kind") as Kind);
      const { id, outcome } = await post<LoginDocument>("/logins", { ...beginning, client: value("client") });
      go("logins", id);
      close();
      const behaviour = value("then");
      if (outcome || behaviour === "steps") return;
      const mfa = value("mfa");
      const body = { ...(mfa && { mfa }), ...(behaviour === "wrong" && { code: "wrong" }) };
      // What becomes of it is seen in its timeline.
      await post(`/logins/${encodeURIComponent(id)}/finish`, body);
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog title="Log in as …" close={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin(new FormData(event.currentTarget));
        }}
      >
        <Problem error={error} />
        <Who users={data?.users ?? []} />
        <div class="field">
          <label for="login-client">Application</label>
          <select id="login-client" name="client">
            <option value="web">Web</option>
            <option value="mobile">Mobile</option>
            <option value="machine">Backend</option>
          </select>
        </div>
        <fieldset class="radios">
          <legend class="label">And then</legend>
          {Object.entries(behaviours).map(([id, says]) => (
            <label key={id}>
              <input type="radio" name="then" value={id} defaultChecked={id === "finish"} /> {says}
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for="login-mfa">If MFA is asked for, they answer with</label>
          <select id="login-mfa" name="mfa">
            <option value="">the first factor offered</option>
            {Object.entries(factors).map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="row">
          <button type="submit" class="primary" disabled={busy || !data}>
            Log in
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
      <SignInPages />
    </Dialog>
  );
}

/** The user, and how they log in: at first in the way that fits them. */
function Who({ users: all }: { users: readonly UserDocument[] }) {
  const [chosen, setChosen] = useState<string>();
  const user = all.find(({ handle }) => handle === chosen) ?? all[0];
  return (
    <>
      <div class="field">
        <label for="login-user">User</label>
        <select
          id="login-user"
          name="user"
          value={user?.handle}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {all.map(({ handle, name }) => (
            <option key={handle} value={handle}>
              {handle} – {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="login-kind">How</label>
        <select id="login-kind" name="kind" key={user?.handle} defaultValue={user?.method}>
          {Object.entries(kinds).map(([group, each]) => (
            <optgroup key={group} label={group}>
              {Object.entries(each).map(([id, name]) => (
                <option key={id} value={id} selected={id === user?.method}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
    </>
  );
}
