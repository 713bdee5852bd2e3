import { useState } from "preact/hooks";
import { Field } from "../../components/field";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { UserDetail } from "../../lib/documents";
import { go, href } from "../../lib/router";
import { useSubmit } from "../../lib/submit";

const kinds = [
  {
    connection: "Username-Password-Authentication",
    title: "Password",
    says: "A database account with an e-mail address",
  },
  { connection: "sms", title: "Code by text", says: "Passwordless, by a phone number" },
  { connection: "email", title: "Code by e-mail", says: "Passwordless, by an address" },
  { connection: "google-oauth2", title: "Google", says: "Federated: the local tenant takes Google’s word" },
] as const;

type Connection = (typeof kinds)[number]["connection"];

const empty = { handle: "", name: "", email: "", phone_number: "", password: "" };

/** A form for a user who is not there yet. */
export function NewUser() {
  const [connection, setConnection] = useState<Connection>(kinds[0].connection);
  const [typed, setTyped] = useState(empty);
  const { busy, error, fields, send } = useSubmit();
  const field = (name: keyof typeof empty) => ({
    value: typed[name],
    wrong: fields[name],
    onValue: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  });
  const add = async (event: Event) => {
    event.preventDefault();
    await send(async () => {
      const { user_id: id } = await post<UserDetail>("/users", bodyOf(connection, typed));
      go("users", id);
    });
  };
  return (
    <>
      <a class="to-list" href={href("users")}>
        ← All users
      </a>
      <form class="card" aria-label="New user" onSubmit={(event) => void add(event)}>
        <div class="card-head">
          <h2>Add a user</h2>
        </div>
        <div class="card-body stack">
          <fieldset class="kinds">
            <legend class="label">Signs in with</legend>
            {kinds.map((kind) => (
              <label key={kind.connection} class="kind">
                <input
                  type="radio"
                  name="connection"
                  checked={connection === kind.connection}
                  onChange={() => setConnection(kind.connection)}
                />
                <span>
                  <strong>{kind.title}</strong>
                  <span class="soft small">{kind.says}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <div class="fields">
            {connection !== "sms" && <Field label="E-mail address" {...field("email")} />}
            {connection === "Username-Password-Authentication" && (
              <Field label="Password" type="password" {...field("password")} />
            )}
            <Field
              label={connection === "sms" ? "Phone number" : "Phone number (optional)"}
              type="tel"
              placeholder="+12025550140"
              {...field("phone_number")}
            />
            <Field label="Name (optional)" {...field("name")} />
            <Field label="Handle (optional)" hint="A short name for commands and tests." {...field("handle")} />
          </div>
          <Problem error={error} />
          <div class="row">
            <button type="submit" class="primary" disabled={busy}>
              Add user
            </button>
            <a class="button" href={href("users")}>
              Cancel
            </a>
          </div>
        </div>
      </form>
    </>
  );
}

/** What was left empty is not sent, nor what is of another kind of account. */
function bodyOf(connection: Connection, typed: typeof empty): Record<string, string> {
  const hidden = { sms: ["email", "password"], email: ["password"], "google-oauth2": ["password"] } as const;
  const left: readonly string[] = connection === "Username-Password-Authentication" ? [] : hidden[connection];
  const given = Object.entries(typed).filter(([name, value]) => value !== "" && !left.includes(name));
  return { connection, ...Object.fromEntries(given) };
}
