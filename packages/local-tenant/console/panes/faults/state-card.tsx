import { useRef, useState } from "preact/hooks";
import { ConfirmButton } from "../../components/confirm-button";
import { Problem } from "../../components/problem";
import { post, put, request } from "../../lib/api";
import { useSubmit } from "../../lib/submit";

/** Saving, loading and forgetting what the tenant remembers. */
export function StateCard() {
  const submit = useSubmit();
  const [done, setDone] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const run = async (says: string, act: () => Promise<unknown>) => {
    setDone(undefined);
    if (await submit.send(act)) setDone(says);
  };
  return (
    <section class="card" aria-labelledby="state-title">
      <div class="card-head">
        <h2 id="state-title">State</h2>
      </div>
      <div class="card-body stack">
        <Problem error={submit.error} />
        {done !== undefined && (
          <p class="notice good" role="status">
            {done}
          </p>
        )}
        <p class="soft">
          Users, sessions, tokens, applications, settings, the clock, and Actions that did not come from a source.
          Sources are read again.
        </p>
        <div class="row">
          <button type="button" disabled={submit.busy} onClick={() => void run("Saved. The file holds secrets.", save)}>
            Save to a file
          </button>
          <button type="button" disabled={submit.busy} onClick={() => file.current?.click()}>
            Load from a file …
          </button>
          <input
            ref={file}
            hidden
            type="file"
            accept="application/json,.json"
            aria-label="File with a state"
            onChange={({ currentTarget }) => {
              const [chosen] = currentTarget.files ?? [];
              currentTarget.value = "";
              if (chosen) void run(`${chosen.name} is loaded.`, () => load(chosen));
            }}
          />
        </div>
        <p class="notice warn">
          A saved state holds secrets: passwords, keys, tokens. Keep it where only you can read it, and out of version
          control.
        </p>
        <div class="row">
          <ConfirmButton
            label="Reset …"
            question="Forget logins, sessions, messages and faults?"
            disabled={submit.busy}
            onConfirm={() =>
              void run("Everything else is as it was at the start; Actions and the clock stay as they are.", () =>
                post("/reset"),
              )
            }
          />
        </div>
      </div>
    </section>
  );
}

async function save(): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await (await request("GET", "/state")).blob());
  link.download = "local-tenant-state.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function load(file: File): Promise<void> {
  let state: unknown;
  try {
    state = JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is not valid JSON. Nothing has changed.`);
  }
  await put("/state", state);
}
